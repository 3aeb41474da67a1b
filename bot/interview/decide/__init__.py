"""What follows from a command, given the interview as it stands: events, or a refusal with its words.

Pure: the time comes in the command, chance in its seed, and what had to be understood of a turn in `prepared`.
"""

from bot.dialogue.mind import Mind
from bot.interview import commands as do
from bot.interview import events as e
from bot.interview.decide import clockwork, controls, hearing, starting
from bot.interview.prepare import Prepared
from bot.interview.state import Interview
from bot.record import Decided, Refused


def decide(interview: Interview, command: do.Command, prepared: Prepared | None, mind: Mind) -> Decided:
    """Raises Refused, and UnknownCommand for what is no command of an interview."""
    match command:
        case do.StartInterview():
            return Decided(starting.start(interview, command, mind))
        case do.OpenThread():
            return Decided(starting.open_thread(interview, command, mind))
        case do.HearMessage():
            return hearing.hear(interview, command)
        case do.EditMessage():
            return hearing.edit(interview, command, prepared)
        case do.DeleteMessage():
            return Decided(hearing.delete(interview, command, prepared))
        case do.CheckClock():
            return Decided(clockwork.check(interview, command, prepared, mind))
        case do.GiveBackDowntime():
            return Decided(clockwork.give_back(interview, command))
        case do.RateSelf():
            return controls.rate(interview, command)
        case do.DisputeRow():
            return controls.dispute(interview, command)
    return Decided(controls.control(interview, command, mind))


__all__ = ["Prepared", "Refused", "decide", "e"]
