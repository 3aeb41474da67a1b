"""An interview as the dialogue sees it: where the talk stands, with the words that were said."""

from collections.abc import Iterable, Mapping

from bot.dialogue.mind import Mind
from bot.dialogue.reply import Part
from bot.dialogue.situation import Heard, Situation
from bot.interview.state import Interview, Message


def situation_of(interview: Interview, mind: Mind, texts: Mapping[str, str], now: float) -> Situation:
    """Everything that a reply may depend on, at unix time `now`."""
    setup, at = interview.setup, interview.watch.at(now)
    times = interview.times
    following = setup.plan.after(interview.phase) if interview.phase else None
    rungs: dict[str, int] = {}
    for taken in interview.hints:
        rungs[taken.topic] = max(rungs.get(taken.topic, 0), taken.rung)
    return Situation(
        mind=mind,
        scenario=mind.scenario(setup.scenario, setup.seed if setup.vary else None),
        rubric=mind.rubric(setup.rubric),
        phase=interview.phase or setup.plan.order[0],
        next_phase=following.id if following else "",
        level=setup.level,
        ledger=interview.ledger,
        asked=frozenset(asked.probe for asked in interview.asked),
        asked_criteria=frozenset(asked.criterion for asked in interview.asked if asked.criterion),
        asked_here=sum(1 for asked in interview.asked if asked.phase == interview.phase),
        open_probe=interview.open_probe,
        open_criterion=_criterion(interview) if interview.open_probe else "",
        offered=interview.offered,
        noticed=interview.noticed,
        reads=tuple((read.phase, read.reading) for read in interview.reads),
        drawings=drawings_of(interview, texts),
        talk=_talk(interview, texts),
        pictured=interview.pictured,
        hints=rungs,
        prices=tuple(rung.points for rung in setup.plan.hints),
        curveball=interview.curveball,
        last_question=_last_question(interview),
        phase_spent=at - times.start if times else 0.0,
        phase_left=max(0.0, times.planned_end - at) if times else 0.0,
        left=max(0.0, setup.plan.seconds - at),
        seed=setup.seed,
    )


def _criterion(interview: Interview) -> str:
    return next((each.criterion for each in reversed(interview.asked) if each.probe == interview.open_probe), "")


def heard(interview: Interview, indexes: Iterable[int], texts: Mapping[str, str]) -> tuple[Heard, ...]:
    """The messages of a turn with their words."""
    return tuple(_heard(interview.messages[index], texts) for index in indexes)


def _heard(message: Message, texts: Mapping[str, str]) -> Heard:
    files = tuple(texts[file] for file in message.file_ids if file in texts)
    return Heard(message.index, texts.get(message.text_id, ""), files, message.unreadable_files)


def drawings_of(interview: Interview, texts: Mapping[str, str]) -> tuple[str, ...]:
    """The words of every turn that drew something, oldest first, as they stand now."""
    indexes = [index for read in interview.reads if read.reading.drawn is not None for index in read.messages]
    kept = [index for index in indexes if not interview.messages[index].deleted]
    return tuple(piece for each in heard(interview, kept, texts) for piece in each.pieces)


def _talk(interview: Interview, texts: Mapping[str, str]) -> tuple[str, ...]:
    """What the candidate said since the first phase, oldest first, without what is not read yet."""
    first = interview.setup.plan.order[0] if interview.setup.plan.order else ""
    read = {index for each in interview.reads for index in each.messages}
    kept = [m for m in interview.messages if m.index in read and m.phase != first and not m.deleted]
    return tuple(texts.get(message.text_id, "") for message in kept if message.who == "candidate")


def _last_question(interview: Interview) -> Part | None:
    return next((part for said in reversed(interview.said) for part in reversed(said.parts) if part.asks), None)
