"""A command and the state give events. Raises Refused with the name of the words that say why and what to do."""

from bot.peers.pairing import commands as do
from bot.peers.pairing import events as e
from bot.peers.pairing.decide import clocked, members, organising, telling
from bot.peers.pairing.decide.kit import Kit, Prepared
from bot.peers.pairing.state import Pairing

__all__ = ["Kit", "Prepared", "decide"]


def decide(state: Pairing, command: do.Command, prepared: Prepared | None, kit: Kit) -> list[e.Event]:
    match command:
        case do.CheckClock():
            return clocked.check(state, command, prepared, kit)
        case do.NotePosted() | do.NoteRefused():
            return clocked.noted(state, command)
        case do.JoinPairing():
            return members.join(state, command, kit)
        case do.Organising():
            return organising.organise(state, command, kit)
        case do.LeavePairing() | do.SkipWeek() | do.SnoozePairing() | do.SetHours():
            return members.change(state, command, kit)
        case do.SayMet() | do.SayNotHappened():
            return telling.told(state, command)
        case do.NoteInterview():
            return telling.began(state, command)
        case do.ForgetMember():
            return members.forget(state, command)
    raise TypeError(f"nobody decides {type(command).__name__}")
