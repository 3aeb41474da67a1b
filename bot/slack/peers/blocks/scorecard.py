"""The scorecard as a form: a part at a time, each with its levels and what they look like, then a word to the other.

Every page is saved when it is left and every level when it is chosen, so that closing the form loses nothing; opening
it again goes on where it was left."""

import json
from collections.abc import Callable, Mapping

from bot.content import Rubric
from bot.interview.peering.scorecards import FEEDBACK, role_of
from bot.interview.state import Interview
from bot.slack.blocks import build as b
from bot.slack.blocks.card import duration
from bot.slack.ids import VALUE
from bot.slack.peers.ids import PeerAction, PeerField, PeerForm

Words = Callable[..., str]
LONGEST = 2000  # characters of a note


def held_phases(interview: Interview) -> list[str]:
    return list(dict.fromkeys(run.id for run in interview.runs))


def first_page(interview: Interview, user: str) -> int:
    """The first part without a level; the beginning where every part has one."""
    levels = interview.peering.scored(user).levels
    return next((page for page, phase in enumerate(held_phases(interview)) if phase not in levels), 0)


def score_form(
    words: Words, interview: Interview, texts: Mapping[str, str], rubric: Rubric, user: str, page: int
) -> b.Block:
    """Page 0, 1, … of the parts that were held, and one more for the word to the other."""
    phases = held_phases(interview)
    last = page >= len(phases)
    blocks = _closing(words, interview, texts, user) if last else _part(words, interview, texts, rubric, user, page)
    return b.form(
        PeerForm.SCORE, words("peers.form.score_title"), blocks,
        submit=words("peers.form.score_done" if last else "peers.form.score_next"), close=words("peers.form.close"),
        metadata=json.dumps({"stream": interview.id, "page": min(page, len(phases))}),
    )  # fmt: skip


def _part(
    words: Words, interview: Interview, texts: Mapping[str, str], rubric: Rubric, user: str, page: int
) -> list[b.Block]:
    phases = held_phases(interview)
    phase, scored = phases[page], interview.peering.scored(user)
    title = interview.setup.plan.phase(phase).title
    run = next(run for run in interview.runs if run.id == phase)
    took = duration(run.end - run.start) if run.end is not None else ""
    head = words("peers.form.score_part", title=title, number=page + 1, all=len(phases), took=took)
    titles = [
        criterion.title for criterion in rubric.of_phase(phase).values() if criterion.kind not in ("fault", "pace")
    ]
    blocks = [b.section(words(f"peers.form.score_intro_{role_of(interview, user)}"))] if page == 0 else []
    blocks += [b.section(head), b.context(b.cut(words("peers.form.score_criteria", titles=titles), b.FIELD))]
    radio = b.radio(PeerAction.LEVEL, _options(words, rubric, phase), _chosen(scored.levels.get(phase)))
    label = words("peers.form.score_level")
    blocks.append(b.form_input(f"{PeerField.LEVEL}:{phase}", label, radio, optional=True, dispatch=True))
    note = _text(_kept(interview, texts, user, phase))
    blocks.append(b.form_input(f"{PeerField.NOTE}:{phase}", words("peers.form.score_note"), note, optional=True))
    return blocks


def _chosen(level: int | None) -> str | None:
    return None if level is None else str(level)


def _options(words: Words, rubric: Rubric, phase: str) -> list[b.Block]:
    """Levels 0 to 3 with the rubric's anchors."""
    anchors = next((each.anchors for each in rubric.phases if each.id == phase), ())
    return [
        b.option(
            words("peers.form.score_option", level=level, word=words(f"peers.levels.{level}")),
            str(level),
            anchors[level] if anchors else "",
        )
        for level in range(4)
    ]


def _kept(interview: Interview, texts: Mapping[str, str], user: str, phase: str) -> str:
    """What was written before; an interviewer finds the notes that they took meanwhile."""
    saved = interview.peering.scored(user).notes
    if phase in saved:
        return texts.get(saved[phase], "")
    notes = (note for note in interview.peering.notes if note.user == user and note.phase == phase)
    return "\n".join(texts.get(note.text_id, "") for note in notes)


def _text(initial: str) -> b.Block:
    block: b.Block = {"type": "plain_text_input", "action_id": VALUE, "multiline": True, "max_length": LONGEST}
    if initial:
        block["initial_value"] = initial[:LONGEST]
    return block


def _closing(words: Words, interview: Interview, texts: Mapping[str, str], user: str) -> list[b.Block]:
    """Feedback to the other of the two; the candidate also says where the report goes."""
    role = role_of(interview, user)
    saved = texts.get(interview.peering.scored(user).notes.get(FEEDBACK, ""), "")
    label, hint = words(f"peers.form.feedback_{role}"), words(f"peers.form.feedback_hint_{role}")
    blocks = [b.form_input(PeerField.FEEDBACK, label, _text(saved), hint=hint, optional=True)]
    if role == "self" and interview.status == "rating":
        places = [
            b.option(words("peers.form.report_thread"), "thread"),
            b.option(words("peers.form.report_private"), "private"),
        ]
        here = "private" if interview.setup.report_private else "thread"
        blocks.append(b.form_input(PeerField.PLACE, words("peers.form.report_place"), b.radio(VALUE, places, here)))
    return blocks


def gap_form(words: Words, interview: Interview, phase: str, said: str) -> b.Block:
    """Why one saw it so. `said` names the two and their levels."""
    text = _text("")
    blocks = [b.section(said), b.form_input(PeerField.COMMENT, words("peers.form.gap_comment"), text)]
    return b.form(
        PeerForm.GAP, words("peers.form.gap_title"), blocks, submit=words("peers.form.gap_submit"),
        close=words("peers.form.close"), metadata=json.dumps({"stream": interview.id, "phase": phase}),
    )  # fmt: skip
