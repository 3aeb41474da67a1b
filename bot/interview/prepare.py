"""The slow part of deciding: reading a finished turn and finding the answer to it. Pure, and safe on any thread."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.dialogue.mind import Mind
from bot.dialogue.reply import Reply
from bot.dialogue.respond import respond
from bot.dialogue.turnread import TurnReading
from bot.dialogue.understanding import read_turn
from bot.interview import commands as do
from bot.interview.situating import heard, situation_of
from bot.interview.state import Interview, Read
from bot.interview.timers import due_now


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a turn says and what is said to it; after an edit only the reading counts."""

    messages: tuple[int, ...]
    reading: TurnReading
    reply: Reply = field(default_factory=Reply)


def wants_preparing(interview: Interview, command: do.Command) -> bool:
    if isinstance(command, do.CheckClock):
        return bool(interview.turn) and "turn" in due_now(interview, command.now)
    return isinstance(command, do.EditMessage | do.DeleteMessage) and _read_with(interview, command.ts) is not None


def prepare(interview: Interview, command: do.Command, texts: Mapping[str, str], mind: Mind) -> Prepared | None:
    """None where there is nothing to read."""
    if isinstance(command, do.EditMessage | do.DeleteMessage):
        return _again(interview, command, texts, mind)
    messages = heard(interview, interview.turn, texts)
    if not messages:
        return None
    situation = situation_of(interview, mind, texts, command.now)
    reading = read_turn(situation, messages)
    after = replace(
        situation,
        reads=(*situation.reads, (situation.phase, reading)),
        ledger=situation.ledger.add(*reading.entries),
        drawings=(*situation.drawings, *(each.whole for each in messages if reading.drawn is not None)),
        open_probe="" if reading.answers == situation.open_probe else situation.open_probe,
    )
    return Prepared(interview.turn, reading, respond(after, reading, messages))


def _again(
    interview: Interview, command: do.EditMessage | do.DeleteMessage, texts: Mapping[str, str], mind: Mind
) -> Prepared | None:
    """The turn of a message that was changed or taken back, read anew without answering it."""
    read = _read_with(interview, command.ts)
    if read is None:
        return None
    words = dict(texts)
    message = interview.message(command.ts)
    if message is not None:
        words[message.text_id] = command.text if isinstance(command, do.EditMessage) else ""
    earlier = replace(interview, reads=tuple(each for each in interview.reads if each != read))
    situation = replace(situation_of(earlier, mind, words, command.now), phase=read.phase)
    return Prepared(read.messages, read_turn(situation, heard(interview, read.messages, words)))


def _read_with(interview: Interview, ts: str) -> Read | None:
    message = interview.message(ts)
    if message is None:
        return None
    return next((read for read in interview.reads if message.index in read.messages), None)
