"""The forms: start, controls inside a thread, self-rating."""

import json
from typing import TYPE_CHECKING

from bot.interview.state import Interview
from bot.slack.blocks import build as b
from bot.slack.blocks.card import control_buttons
from bot.slack.grammar import LEVELS, MINUTES, WISHES
from bot.slack.ids import VALUE, Field, Form
from bot.slack.peers.ids import PeerAction

if TYPE_CHECKING:
    from bot.slack.front import Front


def start_form(front: "Front", channel: str = "", thread: str = "", *, private: bool = False) -> b.Block:
    """The form of `/mock`. Without a channel it is held in private."""
    words = front.words
    rubric = front.content.rubric()
    scenarios = [b.option(words("form_random"), "random")]
    scenarios += [b.option(s.title, s.id) for s in front.content.offered.values()]
    blocks = [
        b.section(words("form_intro"), b.button(words("peers.button_invite"), PeerAction.INVITE, "invite")),
        b.form_input(
            Field.SCENARIO,
            words("form_scenario"),
            b.select(VALUE, scenarios, "random"),
            hint=words("form_scenario_hint"),
        ),
        b.form_input(
            Field.MINUTES,
            words("form_minutes"),
            b.select(VALUE, [b.option(words("form_minutes_option", minutes=m), str(m)) for m in MINUTES], "45"),
        ),
        b.form_input(
            Field.LEVEL,
            words("form_level"),
            b.select(VALUE, [b.option(rubric.levels[level].title, level) for level in LEVELS], "senior"),  # type: ignore[index]
            hint=words("form_level_hint"),
        ),
        b.form_input(
            Field.CLOCK,
            words("form_clock"),
            b.radio(
                VALUE,
                [b.option(words("form_clock_live"), "live"), b.option(words("form_clock_async"), "async")],
                "live",
            ),
        ),
    ]
    blocks += _rubric_choice(front)
    wishes = [b.option(words(f"form_wish_{wish}"), wish) for wish in WISHES]
    boxes: b.Block = {"type": "checkboxes", "action_id": VALUE, "options": wishes}
    blocks.append(b.form_input(Field.WISHES, words("form_wishes"), boxes, optional=True))
    if thread:
        blocks.append(b.context(words("form_thread_note")))
    elif channel and not private:
        places = [b.option(words("form_place_here"), "here"), b.option(words("form_place_private"), "private")]
        blocks.append(b.form_input(Field.PLACE, words("form_place"), b.radio(VALUE, places, "here")))
    metadata = json.dumps({} if private else {"channel": channel, "thread": thread})
    return b.form(
        Form.START, words("form_title"), blocks,
        submit=words("form_submit"), close=words("form_close"), metadata=metadata,
    )  # fmt: skip


def _rubric_choice(front: "Front") -> list[b.Block]:
    """What is judged, where there is more than one thing; a length that the choice does not have is told when sent."""
    rubrics = front.content.rubrics
    if len(rubrics) < 2:
        return []
    first = front.content.rubric().id
    named = [first, *(name for name in rubrics if name != first)]
    options = [b.option(rubrics[name].title, name) for name in named]
    chosen = b.select(VALUE, options, first)
    return [b.form_input(Field.RUBRIC, front.words("form_rubric"), chosen, hint=front.words("form_rubric_hint"))]


def controls_form(front: "Front", interview: Interview) -> b.Block:
    """The buttons of a live interview, for where slash commands do not work."""
    text = front.words("controls_text", title=interview.setup.title, phase=interview.phase)
    blocks = [b.section(text), b.actions(control_buttons(front.words, interview))]
    return b.form(Form.CONTROLS, front.words("controls_title"), blocks, close=front.words("form_close"))


def rating_form(front: "Front", interview: Interview) -> b.Block:
    """One choice for each phase that was held, before the report is seen."""
    words = front.words
    options = [b.option(words(f"rate_option_{level}"), str(level)) for level in range(4)]
    held = {run.id for run in interview.runs}
    blocks = [b.section(words("rate_intro"))]
    blocks += [
        b.form_input(phase.id, phase.title, b.radio(VALUE, options), optional=True)
        for phase in interview.setup.plan.phases
        if phase.id in held
    ]
    note: b.Block = {"type": "plain_text_input", "action_id": VALUE, "multiline": True, "max_length": 2000}
    blocks.append(b.form_input("note", words("rate_note"), note, optional=True))
    blocks += _report_choices(front, interview)
    return b.form(
        Form.RATE, words("rate_title"), blocks,
        submit=words("rate_submit"), close=words("rate_close"), metadata=json.dumps({"stream": interview.id}),
    )  # fmt: skip


def _report_choices(front: "Front", interview: Interview) -> list[b.Block]:
    """Where the report goes, and whether it shows numbers; as agreed at the start unless changed here."""
    words, setup = front.words, interview.setup
    quiet = b.option(words("rate_report_quiet"), "quiet", words("rate_report_quiet_hint"))
    box: b.Block = {"type": "checkboxes", "action_id": VALUE, "options": [quiet]}
    if setup.hide_numbers:
        box["initial_options"] = [quiet]
    blocks = [b.form_input(Field.REPORT, words("rate_report"), box, optional=True)]
    if setup.private:
        return blocks
    places = [b.option(words("rate_report_here"), "here"), b.option(words("rate_report_private"), "private")]
    chosen = "private" if setup.report_private else "here"
    return [b.form_input(Field.PLACE, words("rate_report"), b.radio(VALUE, places, chosen)), *blocks]


def dispute_form(front: "Front", interview: Interview) -> b.Block:
    """A person's level for one criterion, with the reason; faults are made (3) or not (0)."""
    words = front.words
    criteria = front.content.rubric(interview.setup.rubric).criteria
    options = [b.option(criterion.title, name) for name, criterion in criteria.items()]
    levels = [b.option(words(f"rate_option_{level}"), str(level)) for level in range(4)]
    reason: b.Block = {"type": "plain_text_input", "action_id": VALUE, "multiline": True, "max_length": 600}
    blocks = [
        b.section(words("dispute_intro")),
        b.form_input(Field.CRITERION, words("dispute_criterion"), b.select(VALUE, options)),
        b.form_input(Field.LEVEL, words("dispute_level"), b.radio(VALUE, levels)),
        b.form_input(Field.REASON, words("dispute_reason"), reason, hint=words("dispute_reason_hint")),
    ]
    return b.form(
        Form.DISPUTE, words("dispute_title"), blocks,
        submit=words("dispute_submit"), close=words("form_close"), metadata=json.dumps({"stream": interview.id}),
    )  # fmt: skip
