"""Scorecards side by side, gaps to comment on, how the interviewer conducted it; and the end of the interview."""

from collections.abc import Callable, Mapping

from bot.interview.peering.scorecards import missing
from bot.interview.state import Interview
from bot.peers import Conduct
from bot.peers.agreement import Gap
from bot.report.side_by_side import BOT, SideBySide
from bot.slack.blocks import build as b
from bot.slack.blocks.card import duration
from bot.slack.blocks.values import packed
from bot.slack.peers.ids import PeerAction
from bot.slack.poster import Message

Words = Callable[..., str]
QUOTE = 300  # characters of a note or a comment
MOST_NOTES = 12


def ended(words: Words, interview: Interview) -> Message:
    """What follows for everybody in the thread: scoring, skipping, swapping roles."""
    waits = missing(interview)
    if interview.status == "rating" and waits:
        state = words("peers.ended.waiting", people=list(waits))
    else:
        state = words("peers.ended.shown")
    here = packed(interview.id)
    buttons = [b.button(words("peers.button_score"), PeerAction.SCORE, here, style="primary")]
    if interview.status == "rating":
        buttons.append(b.button(words("peers.button_skip_score"), PeerAction.SKIP_SCORE, here))
    buttons.append(b.button(words("peers.button_swap"), PeerAction.SWAP, here))
    blocks = (b.section(words("peers.ended.title")), b.context(state), b.actions(buttons))
    return Message(words("peers.ended.alt"), blocks)


def comparison(words: Words, interview: Interview, shown: SideBySide) -> Message:
    title = interview.setup.title
    numbers = not interview.setup.hide_numbers
    blocks = [b.header(words("peers.comparison.title", title=title)), _table(words, shown, numbers=numbers)]
    blocks.append(b.context(words("peers.comparison.by")))
    if shown.absent:
        blocks.append(b.context(words("peers.comparison.missing", people=list(shown.absent))))
    for gap in shown.gaps:
        blocks += _gap(words, interview, shown, gap)
    if shown.notes:
        blocks.append(b.section(_notes(words, shown)))
    for user, conduct in shown.conducts:
        blocks.append(b.section(conduct_text(words, user, conduct, shown)))
    blocks += [b.section(text) for text in _agreement(words, shown)]
    return Message(words("peers.comparison.alt", title=title), tuple(blocks))


def _table(words: Words, shown: SideBySide, *, numbers: bool) -> b.Block:
    roles = _labels(words, shown)
    head = [words("peers.comparison.phase"), *roles]
    rows = [
        [title, *(level(words, judge.levels.get(phase), numbers=numbers) for judge in shown.judges)]
        for phase, title in shown.phases.items()
    ]
    return b.table([head, *rows])


def _labels(words: Words, shown: SideBySide) -> list[str]:
    """Roles as headings, numbered where there are several of one."""
    found: list[str] = []
    for judge in shown.judges:
        name = words(f"peers.column.{judge.role}")
        same = sum(1 for other in shown.judges if other.role == judge.role)
        nth = sum(1 for other in shown.judges[: len(found) + 1] if other.role == judge.role)
        found.append(f"{name} {nth}" if same > 1 else name)
    return found


def level(words: Words, value: int | None, *, numbers: bool = True) -> str:
    """ "2 solid", or only the word for those whom numbers make anxious."""
    if value is None:
        return words("peers.comparison.none")
    word = words(f"peers.levels.{value}")
    return words("peers.level", level=value, word=word) if numbers else word


def gap_text(words: Words, interview: Interview, shown: SideBySide, gap: Gap, name: str) -> str:
    """Who gave what; `name` is the template."""
    numbers = not interview.setup.hide_numbers
    return words(
        name,
        title=shown.phases[gap.phase],
        high=_role(words, shown, gap.high),
        high_level=level(words, gap.high_level, numbers=numbers),
        low=_role(words, shown, gap.low),
        low_level=level(words, gap.low_level, numbers=numbers),
    )


def _role(words: Words, shown: SideBySide, user: str) -> str:
    judge = shown.judge(user)
    return words(f"peers.role.{judge.role if judge else BOT}")


def _gap(words: Words, interview: Interview, shown: SideBySide, gap: Gap) -> list[b.Block]:
    button = b.button(words("peers.button_comment"), PeerAction.GAP, packed(interview.id, gap.phase))
    blocks = [b.section(gap_text(words, interview, shown, gap, "peers.comparison.gap"), button)]
    said = [
        words("peers.comparison.comment", user=each.user, comment=_line(each.words))
        for each in shown.comments
        if each.phase == gap.phase
    ]
    return [*blocks, b.section("\n".join(said))] if said else blocks


def _notes(words: Words, shown: SideBySide) -> str:
    lines = [words("peers.comparison.notes")]
    for note in shown.notes[:MOST_NOTES]:
        role = words(f"peers.role.{note.role}")
        lines.append(words("peers.comparison.note", title=shown.phases[note.phase], role=role, note=_line(note.words)))
    return "\n".join(lines)


def _line(text: str) -> str:
    """On one line, so that a quote cannot end by itself; the words' own escaping makes it safe."""
    return " ".join(b.cut(text, QUOTE).split())


def conduct_text(words: Words, user: str, conduct: Conduct, shown: SideBySide) -> str:
    """The figures, then what they say."""
    names = shown.questions
    lines = [words("peers.conduct.title", user=user)]
    if conduct.share is not None:
        lines.append(words("peers.conduct.share", percent=round(100 * conduct.share)))
    first = duration(conduct.first_probe) if conduct.first_probe is not None else None
    lines.append(words("peers.conduct.questions", count=conduct.questions, suggested=conduct.suggested, first=first))
    unasked = [names.get(fact, fact) for fact in conduct.unasked]
    lines.append(words("peers.conduct.facts", told=conduct.told, unasked=unasked))
    if conduct.leaks:
        lines.append(words("peers.conduct.leaks", leaks=list(conduct.leaks)))
    overrun = [shown.phases.get(phase, phase) for phase in conduct.overrun]
    lines.append(words("peers.conduct.phases", kept=conduct.kept, all=conduct.phases, overrun=overrun))
    lines.append(words("peers.conduct.hints", count=conduct.hints))
    lines += [f"_{words(f'peers.conduct.remark.{remark}')}_" for remark in conduct.remarks]
    return "\n".join(lines)


def _agreement(words: Words, shown: SideBySide) -> list[str]:
    found = []
    for agreed in shown.agreed:
        lines = [words("peers.comparison.agreement", user=agreed.user, count=agreed.interviews)]
        for each in agreed.phases:
            title = shown.phases.get(each.phase, each.phase)
            row = {"title": title, "same": each.same, "pairs": each.pairs, "kappa": each.kappa}
            lines.append(words("peers.comparison.agreement_row", **row))
        if all(each.kappa is None for each in agreed.phases):
            lines.append(words("peers.comparison.agreement_few", least=shown.least_pairs))
        if agreed.phases:
            found.append("\n".join(lines))
    return found


def away(words: Words, interview: Interview, args: Mapping[str, str]) -> Message:
    """A candidate who waits is offered the bot."""
    text = words("peers.away", interviewer=args["interviewer"])
    button = b.button(words("peers.button_go_on"), PeerAction.GO_ON, packed(interview.id), style="primary")
    return Message(text, (b.section(text), b.actions([button])))
