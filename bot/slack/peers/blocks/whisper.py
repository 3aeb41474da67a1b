"""The whisper: one message to the interviewer alone, changed as the interview goes on."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from bot.interview.state import Interview
from bot.peers import Whisper
from bot.peers.whisper import SheetFact, Suggested
from bot.slack.blocks import build as b
from bot.slack.blocks.values import packed
from bot.slack.ids import VALUE
from bot.slack.peers.ids import PeerAction, PeerField, PeerForm
from bot.slack.poster import Message

Words = Callable[..., str]
MOST_WAITING = 5  # asked facts that get a button of their own; the menu has all
MOST_TEXT = 11_000  # characters of the message: Slack takes about 13,000
QUIET = 120  # seconds after which silence is worth a word


@dataclass(frozen=True, slots=True)
class Now:
    """What the clock says: seconds left in this part and in all, and since anybody wrote. `question` is the suggestion
    in words, "" for none."""

    here: float
    all: float
    quiet: float
    question: str = ""


def whisper_message(words: Words, interview: Interview, user: str, shown: Whisper, now: Now) -> Message:
    """For who interviews now; for who handed back or left, or after the end, a short word and no facts to post."""
    setup = interview.setup
    alt = words("peers.whisper.alt", title=setup.title)
    blocks = [b.header(words("peers.whisper.title", title=setup.title))]
    if setup.interviewer != user or not interview.live:
        return Message(alt, (*blocks, *_aside(words, interview, user)))
    live = [b.divider(), b.section(_clock(words, interview, now))]
    if alerts := _alerts(words, interview, now):
        live.append(b.context(*alerts))
    live.append(b.context(_criteria(words, shown)))
    live += _waiting(words, interview, shown)
    live += _suggestion(words, interview, shown.suggested, now.question)
    live.append(b.actions(_buttons(words, interview)))
    if interview.peering.notes:
        live.append(b.context(words("peers.whisper.notes", count=len(interview.peering.notes))))
    live.append(b.context(words("peers.whisper.commands")))
    blocks.append(b.context(words("peers.whisper.only_you", candidate=setup.candidate)))
    live = [*_reference(words, interview, shown), *live]
    blocks += _sheet(words, interview, shown, MOST_TEXT - b.text_length(live))
    return Message(alt, (*blocks, *live))  # what changes stands last, where a conversation is read


def _aside(words: Words, interview: Interview, user: str) -> list[b.Block]:
    if not interview.live:
        return [b.section(words("peers.whisper.over"))]
    if user in interview.peering.gone:
        return [b.section(words("peers.whisper.left"))]
    button = b.button(words("peers.button_take_over"), PeerAction.TAKE_OVER, packed(interview.id), style="primary")
    return [b.section(words("peers.whisper.handed_back")), b.actions([button])]


def _clock(words: Words, interview: Interview, now: Now) -> str:
    if interview.status == "paused":
        return words("peers.whisper.paused")
    title = next((p.title for p in interview.setup.plan.phases if p.id == interview.phase), "")
    here, whole = round(now.here / 60), max(0, round(now.all / 60))
    return words("peers.whisper.now", phase=title, minutes=max(0, here), all=whole)


def _alerts(words: Words, interview: Interview, now: Now) -> list[str]:
    candidate = interview.setup.candidate
    found = []
    if interview.peering.hint_wanted:
        found.append(words("peers.whisper.hint_wanted", candidate=candidate))
    if interview.peering.away:
        found.append(words("peers.whisper.away", candidate=candidate))
    if interview.status == "live" and now.quiet >= QUIET:
        found.append(words("peers.whisper.quiet", minutes=round(now.quiet / 60)))
    return found


def _waiting(words: Words, interview: Interview, shown: Whisper) -> list[b.Block]:
    """The newest questions first, each with its answer to post."""
    waiting = shown.waiting[-MOST_WAITING:]
    if not waiting:
        return []
    rows = [
        b.section(
            words("peers.whisper.waiting_row", question=fact.question, answer=fact.answer),
            b.button(
                words("peers.button_post"),
                PeerAction.FACT,
                packed(interview.id, fact.id),
                style="primary",
                label=fact.question,
            ),
        )
        for fact in waiting
    ]
    return [b.section(words("peers.whisper.waiting")), *rows]


def _suggestion(words: Words, interview: Interview, suggested: Suggested | None, question: str) -> list[b.Block]:
    if suggested is None:
        return [b.section(words("peers.whisper.no_suggestion"))]
    text = words("peers.whisper.suggestion", question=question)
    why = words(f"peers.whisper.reason.{suggested.reason}", **suggested.args)
    sounds = words("peers.whisper.answers", weak=suggested.weak, strong=suggested.strong)
    value = packed(interview.id, suggested.probe)
    buttons = [
        b.button(words("peers.button_post_probe"), PeerAction.PROBE, value, style="primary"),
        b.button(words("peers.button_skip_probe"), PeerAction.SKIP_PROBE, value),
    ]
    return [b.section(text), b.context(why, *([sounds] if sounds else [])), b.actions(buttons)]


def _criteria(words: Words, shown: Whisper) -> str:
    seen = [each.title for each in shown.criteria if each.seen]
    missing = [each.title for each in shown.criteria if not each.seen]
    return words("peers.whisper.criteria", seen=seen, missing=missing)


def _buttons(words: Words, interview: Interview) -> list[b.Block]:
    here = packed(interview.id)
    sure = [words(f"peers.confirm_leave_{part}") for part in ("title", "text", "yes", "no")]
    wanted = "primary" if interview.peering.hint_wanted else None
    return [
        b.button(words("peers.button_note"), PeerAction.NOTE, here),
        b.button(words("peers.button_hint"), PeerAction.HINT, here, style=wanted),
        b.button(words("peers.button_hand_back"), PeerAction.HAND_BACK, here),
        b.button(words("peers.button_leave"), PeerAction.LEAVE, here, confirm=b.confirm(*sure)),
    ]


def _reference(words: Words, interview: Interview, shown: Whisper) -> list[b.Block]:
    """What the sheet expects of the part that runs."""
    if not shown.reference:
        return []
    name = f"peers.whisper.reference.{interview.phase}"
    lines = [words(name, **{**row, "name": row.get("name", "")}) for row in shown.reference]
    parts = _parts([words("peers.whisper.reference.title"), *lines])
    return [b.divider(), *(b.section("\n".join(part)) for part in parts)]


def _sheet(words: Words, interview: Interview, shown: Whisper, room: int) -> list[b.Block]:
    """The facts by category, and a menu to post one. Where there is no room, told ones lose their answer."""
    blocks = [b.section(words("peers.whisper.sheet"), _menu(words, interview, shown))]
    for category in shown.covered:
        name = words(f"peers.categories.{category.category}")
        head = words("peers.whisper.category", name=name, done=category.done, all=category.all)
        lines = [_fact(words, fact, brief=False) for fact in shown.of(category.category)]
        if sum(map(len, lines)) > room / max(1, len(shown.covered)):
            lines = [_fact(words, fact, brief=fact.told) for fact in shown.of(category.category)]
        blocks += [b.section("\n".join(part)) for part in _parts([head, *lines])]
    return blocks


def _parts(lines: list[str]) -> list[list[str]]:
    """Lines in sections that Slack takes."""
    parts: list[list[str]] = [[]]
    for line in lines:
        if parts[-1] and sum(map(len, parts[-1])) + len(parts[-1]) + len(line) > b.SECTION:
            parts.append([])
        parts[-1].append(line)
    return parts


def _fact(words: Words, fact: SheetFact, *, brief: bool) -> str:
    mark = "●" if fact.told else "◐" if fact.waiting else "○"
    answer = "" if brief else fact.answer
    return words(
        "peers.whisper.fact", mark=mark, question=fact.question, answer=answer, id=fact.id, heavy=fact.weight == 3
    )


def _menu(words: Words, interview: Interview, shown: Whisper) -> b.Block:
    groups = [
        {
            "label": b.plain(words(f"peers.categories.{category.category}"), 75),
            "options": [b.option(fact.question, packed(interview.id, fact.id)) for fact in shown.of(category.category)][
                :100
            ],
        }
        for category in shown.covered
    ]
    return {
        "type": "static_select",
        "action_id": PeerAction.FACT_MENU,
        "placeholder": b.plain(words("peers.whisper.menu"), 150),
        "option_groups": groups,
    }


def note_form(words: Words, interview: Interview) -> b.Block:
    text: b.Block = {"type": "plain_text_input", "action_id": VALUE, "multiline": True, "max_length": 2000}
    block = b.form_input(PeerField.NOTE, words("peers.form.note"), text, hint=words("peers.form.note_hint"))
    return b.form(
        PeerForm.NOTE, words("peers.form.note_title"), [block], submit=words("peers.form.note_submit"),
        close=words("peers.form.close"), metadata=json.dumps({"stream": interview.id}),
    )  # fmt: skip
