"""A command and the state give events. Raises Refused with the name of the words that say why and what to do."""

from bot.drills import commands as do
from bot.drills import events as e
from bot.drills.decide import answering, clocked, organising
from bot.drills.decide.kit import Kit, Prepared
from bot.drills.state import Drilling
from bot.record import Decided, Written

__all__ = ["Kit", "Prepared", "decide"]


def decide(state: Drilling, command: do.Command, prepared: Prepared | None, kit: Kit) -> Decided:
    written: list[Written] = []
    match command:
        case do.AnswerDrill():
            events, written = answering.answer(state, command, prepared, kit)
        case do.Organising():
            events = organising.organise(state, command, kit)
        case do.NameOrganiser():
            events = organising.named(state, command)
        case do.CheckClock():
            events = clocked.check(state, command, kit)
        case do.NotePosted() | do.NoteRefused():
            events = clocked.noted(state, command)
        case _:
            events = _personal(state, command, kit)
    return Decided(events, written)


def _personal(state: Drilling, command: do.Command, kit: Kit) -> list[e.Event]:
    match command:
        case do.TakeDrill():
            return answering.take(state, command, kit)
        case do.SeeDrill():
            return answering.see(state, command, kit)
        case do.AnswerDirectly():
            return answering.directly(state, command, kit)
        case do.StopDirect():
            return answering.stop(state, command)
        case do.NoticeInThread():
            return answering.notice(state, command)
        case do.ShareResult():
            return answering.share(state, command)
    raise TypeError(f"nobody decides {type(command).__name__}")
