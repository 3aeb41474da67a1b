"""What stands in a channel or a conversation: the card of a drill, its reveal, its board, and the small messages."""

from collections.abc import Sequence

from bot.drills.board import Row, board
from bot.drills.marking import Marking
from bot.drills.reveal import failed_most, instructive
from bot.drills.schedule import Schedule
from bot.drills.state import Drilling, Round
from bot.drills.telling import Teller, percent
from bot.slack.blocks import build as b
from bot.slack.drills.ids import Button, packed
from bot.slack.poster import Message

LONGEST = 2900  # characters of one section


def card(tell: Teller, state: Drilling, round_: Round, late: bool = False) -> Message:
    """The message of a drill, edited as people answer and when it is over."""
    exercise, kind = round_.exercise, tell.kind(round_.exercise.kind)
    title, status = tell("card.title", kind=kind), _status(tell, state, round_)
    blocks = [b.header(title), *sections(tell.task(exercise))]
    if exercise.lines:
        blocks.append(b.section("\n".join(tell.lines(exercise))))
    notes = [status]
    if late and round_.due is not None:
        notes.append(tell("card.late", due=round_.due))
    if round_.open and not state.private:
        notes.append(tell("card.counted", count=round_.answered))
    blocks.append(b.context(*notes))
    blocks.append(b.actions(_buttons(tell, state, round_)))
    return Message(tell("card.alt", kind=kind, title=exercise.title, status=status), tuple(blocks))


def _status(tell: Teller, state: Drilling, round_: Round) -> str:
    if state.private:
        return tell("card.personal", closes=round_.closes) if round_.open else tell("card.over")
    if round_.open:
        return tell("card.open", closes=round_.closes)
    return tell("card.closed") if round_.status == "closed" else tell("card.revealed")


def _buttons(tell: Teller, state: Drilling, round_: Round) -> list[b.Block]:
    answer = tell("button.improve" if state.private else "button.answer")
    found = [b.button(answer, Button.ANSWER, round_.id, style="primary" if round_.open else None)]
    if round_.open and not state.private:
        found.append(b.button(tell("button.direct"), Button.DIRECT, round_.id))
    if round_.exercise.kind == "patterns":
        found.append(b.button(tell("button.cards"), Button.CARDS, round_.id))
    if state.private and round_.open:
        found.append(b.button(tell("button.direct"), Button.DIRECT, round_.id))
        found.append(b.button(tell("button.solution"), Button.SOLUTION, round_.id))
    if round_.status == "closed":
        found.append(b.button(tell("button.reveal"), Button.REVEAL, round_.id))
    if round_.open and not state.private:
        found.append(b.button(tell("button.mine"), Button.PRACTISE, "due"))
    if round_.status == "revealed":
        found.append(b.button(tell("button.result"), Button.RESULT, round_.id))
    if round_.status == "revealed" and not state.private:
        found.append(b.button(tell("button.share"), Button.SHARE, round_.id))
    return found


def reveal(tell: Teller, state: Drilling, round_: Round, spread_from: int) -> Message:
    """The worked solution, and the slip most worth talking about, without a name."""
    title = tell("reveal.title", kind=tell.kind(round_.exercise.kind))
    blocks = [b.header(title), *sections(tell.solution(round_.exercise))]
    if not state.private:
        blocks.append(b.section(_lesson(tell, round_, spread_from)))
    return Message(title, tuple(blocks))


def _lesson(tell: Teller, round_: Round, spread_from: int) -> str:
    count = round_.answered
    if count == 0:
        return tell("reveal.nobody")
    if count < spread_from:
        return tell("reveal.few", count=count)
    if found := instructive(round_):
        item, slip, times = found
        return tell("reveal.slip", item=tell.mark_title(round_.exercise, item), slip=tell.slip_name(slip), count=times)
    if missed := failed_most(round_):
        item, check, times = missed
        args = {"item": tell.mark_title(round_.exercise, item), "check": tell(f"missed.{check}"), "count": times}
        return tell("reveal.missed", **args)
    return tell("reveal.nothing")


def board_message(tell: Teller, state: Drilling, now: float, upto: Round | None) -> Message:
    rules = tell.content.drills.rules if tell.content.drills else None
    if rules is None:
        raise LookupError("rubrics/drills is not there.")
    title = tell("board.title", weeks=rules.board_weeks)
    rows = board(state, now, rules, upto)
    points = rules.points
    text = "\n".join(_board_row(tell, row) for row in rows) if rows else tell("board.none")
    note = tell("board.rules", taking_part=points.taking_part, improving=points.improving, streak=points.streak)
    return Message(title, (b.header(title), *sections(text), b.context(note)))


def _board_row(tell: Teller, row: Row) -> str:
    return "• " + tell(
        "board.row", person=row.person, points=row.points, taken=row.taken, improved=row.improved, streak=row.streak,
        score=None if row.score is None else percent(row.score),
    )  # fmt: skip


def shared(tell: Teller, round_: Round, person: str) -> Message:
    entry = round_.entries[person]
    best = entry.best.marking
    return Message(
        tell(
            "shared", person=person, right=best.solved, all=len(best.items), percent=percent(best.score),
            improved=entry.improved, first=percent(entry.first.marking.score),
        )
    )  # fmt: skip


def feedback(tell: Teller, state: Drilling, round_: Round, person: str, marking: Marking) -> list[b.Block]:
    """A marked answer as blocks, for a form and for a conversation."""
    entry, exercise = round_.entries[person], round_.exercise
    blocks = [b.section(tell.total(marking, entry.attempts, entry.best.marking.score))]
    blocks += sections("\n".join(tell.marks(exercise, marking)))
    if notes := tell.notes(exercise, marking):
        blocks.append(b.section("\n".join(notes)))
    if round_.status == "revealed" and (difference := tell.difference(marking)) is not None:
        blocks.append(b.section(difference))
    if state.private:
        blocks.append(b.context(tell("feedback.personal")))
    elif round_.open:
        blocks.append(b.context(tell("feedback.open", closes=round_.closes)))
    else:
        blocks.append(b.context(tell("feedback.counted" if entry.latest.counted else "feedback.late")))
    return blocks


def schedule_text(tell: Teller, schedule: Schedule, times: Sequence[float]) -> dict[str, object]:
    """What the words of a schedule are filled with."""
    what = [tell.kind(kind) for kind in schedule.kinds]
    rotation = len(schedule.kinds) > 1
    return {
        "what": tell("kind.rotation") if rotation and len(schedule.kinds) == 7 else " / ".join(what),
        "weekday": tell(f"weekday.{schedule.rule.weekday}"), "time": schedule.rule.time, "zone": schedule.rule.zone,
        "times": [tell("schedule.time_at", at=at) for at in times],
    }  # fmt: skip


def schedule_list(tell: Teller, state: Drilling, times: dict[str, Sequence[float]]) -> Message:
    """The schedules of a channel, each with its buttons."""
    title = tell("schedule.list_title")
    blocks = [b.header(title)]
    for each in state.standing:
        args = schedule_text(tell, each, times.get(each.id, ()))
        row = tell("schedule.row", hours=each.open_hours, status=each.status, why=each.why, **args)
        blocks += [b.section(row), b.actions(_schedule_buttons(tell, state, each))]
    if not state.standing:
        blocks.append(b.section(tell("schedule.list_none")))
    for round_ in state.open_rounds:
        kind = tell.kind(round_.exercise.kind)
        blocks.append(b.context(tell("schedule.open_row", kind=kind, closes=round_.closes, count=round_.answered)))
    blocks.append(b.actions([b.button(tell("button.more"), Button.NEW, packed(state.stream, ""))]))
    return Message(title, tuple(blocks[:50]))


def _schedule_buttons(tell: Teller, state: Drilling, schedule: Schedule) -> list[b.Block]:
    value = packed(state.stream, schedule.id)
    sure = [tell(f"schedule.confirm_{part}") for part in ("remove_title", "remove_text", "yes", "no")]
    turn = (
        b.button(tell("button.pause"), Button.PAUSE, value)
        if schedule.running
        else b.button(tell("button.resume"), Button.RESUME, value, style="primary")
    )
    return [
        turn,
        b.button(tell("button.run"), Button.RUN, value),
        b.button(tell("button.change"), Button.CHANGE, value),
        b.button(tell("button.remove"), Button.REMOVE, value, style="danger", confirm=b.confirm(*sure)),
    ]


def sections(text: str) -> list[b.Block]:
    """A long text as sections, cut between its lines."""
    pieces: list[str] = [""]
    for line in text.split("\n"):
        if len(pieces[-1]) + len(line) + 1 > LONGEST and pieces[-1]:
            pieces.append("")
        pieces[-1] += ("\n" if pieces[-1] else "") + line[:LONGEST]
    return [b.section(piece) for piece in pieces if piece.strip()]
