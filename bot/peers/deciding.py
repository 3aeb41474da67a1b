"""A command on an invitation becomes events. Raises Refused, with what to say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.peers import invitation as i
from bot.peers.evolving import evolve
from bot.peers.pairing.commands import NoteInterview
from bot.record import Decided, Onward, Refused

Begin = Callable[[i.Invitation, str, float, frozenset[str]], Onward]
"""The command that begins (or takes over) the interview of an invitation, in the stream of this name, at this time, with
these wishes of the candidate."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Seconds, from `invitation` of rubrics/lexicon/peers.yaml."""

    at_once: float
    lapses_after: float
    waits_at_time: float
    furthest: float

    @classmethod
    def of(cls, peers: Mapping[str, Any]) -> "Rules":
        data = peers["invitation"]
        return cls(**{name: float(data[name]) for name in cls.__dataclass_fields__})


def decide(state: i.Invitation, command: i.Command, rules: Rules, begin: Begin) -> Decided:
    match command:
        case i.Invite():
            return _invite(state, command, rules)
        case i.AcceptInvitation():
            return _accept(state, command, rules, begin)
        case i.SayReady():
            return _ready(state, command, begin)
        case i.ProposeOther():
            return _other(state, command, rules)
        case i.DeclineInvitation():
            _answers(state, command.user)
            return Decided((i.InvitationDeclined(at=command.now, by=command.user),))
        case i.WithdrawInvitation():
            return _withdraw(state, command)
        case i.LoseInvitation():
            lost = i.InvitationLost(at=command.now, reason=command.reason[:80])
            return Decided((lost,) if state.status == "open" else ())
        case i.CheckInvitation():
            return _check(state, command, rules)
    raise TypeError(f"an invitation knows no {type(command).__name__}")


def _invite(state: i.Invitation, command: i.Invite, rules: Rules) -> Decided:
    if state.status != "new":
        return Decided(())
    if command.by == command.to:
        raise Refused("peers.error.yourself", {"peer": "peers.error.yourself"})
    if command.candidate not in (command.by, command.to):
        raise Refused("peers.error.not_asked")
    when = _time(command.at, command.now, rules)
    invited = i.Invited(
        at=command.now,
        team=command.team,
        channel=command.channel,
        thread=command.thread,
        by=command.by,
        to=command.to,
        candidate=command.candidate,
        scenario=command.scenario,
        minutes=command.minutes,
        level=command.level,
        when=when,
        seed=command.seed,
        interview=command.interview,
    )
    return Decided((invited,))


def _time(at: float, now: float, rules: Rules) -> float:
    """A time that can be agreed on; 0, and what has just passed, is now. Raises Refused with the form's field."""
    if at and at < now - rules.at_once:
        raise Refused("peers.error.past", {"at": "peers.error.past"})
    if at > now + rules.furthest:
        days = round(rules.furthest / 86_400)
        raise Refused("peers.error.too_far", {"at": "peers.error.too_far"}, days=days)
    return at if at > now else 0.0


def _answers(state: i.Invitation, user: str) -> None:
    """Raises Refused unless it is this person's to answer, or theirs to take back what was agreed."""
    _party(state, user)
    if state.status == "open" and user != state.waits_for:
        raise Refused("peers.error.not_your_turn", person=state.waits_for)


def _party(state: i.Invitation, user: str) -> None:
    if user not in state.people:
        raise Refused("peers.error.not_asked")
    if not state.answerable:
        raise Refused(f"peers.error.over_{state.status}")


def _accept(state: i.Invitation, command: i.AcceptInvitation, rules: Rules, begin: Begin) -> Decided:
    """At once where it was for now and is fresh; else for the time proposed, when both say that they are there."""
    _answers(state, command.user)
    if state.status != "open":
        return Decided(())
    fresh = command.now - state.asked_at <= rules.at_once
    if state.takes_over or (not state.when and fresh):
        return _begin(state, command, begin)
    later = state.when > command.now
    agreed = i.InvitationAgreed(
        at=command.now,
        by=command.user,
        when=state.when if later else command.now,
        ready="" if later else command.user,
    )
    return Decided((agreed,) if later else (agreed, i.TimeCame(at=command.now)))


def _ready(state: i.Invitation, command: i.SayReady, begin: Begin) -> Decided:
    _party(state, command.user)
    if state.status != "agreed" or not state.came:
        raise Refused("peers.error.not_yet")
    if command.user in state.ready:
        return Decided(())
    if state.ready | {command.user} == frozenset(state.people):
        return _begin(state, command, begin)
    return Decided((i.SaidReady(at=command.now, by=command.user),))


def _begin(state: i.Invitation, command: i.AcceptInvitation | i.SayReady, begin: Begin) -> Decided:
    stream = state.interview or command.interview
    begun = i.InterviewBegun(at=command.now, by=command.user, interview=stream)
    noted = NoteInterview(now=command.now, people=state.people, interview=stream)
    heard = [Onward(pairing, noted) for pairing in command.pairings]
    return Decided((begun,), onward=(begin(state, stream, command.now, command.wishes), *heard))


def _other(state: i.Invitation, command: i.ProposeOther, rules: Rules) -> Decided:
    _answers(state, command.user)
    if state.takes_over:
        raise Refused("peers.error.only_now")
    if command.candidate not in state.people:
        raise Refused("peers.error.not_asked")
    when = _time(command.at, command.now, rules)
    if when == state.when and command.candidate == state.candidate and state.status == "open":
        raise Refused("peers.error.nothing_new", {"at": "peers.error.nothing_new"})
    return Decided((i.OtherProposed(at=command.now, by=command.user, when=when, candidate=command.candidate),))


def _withdraw(state: i.Invitation, command: i.WithdrawInvitation) -> Decided:
    _party(state, command.user)
    if state.status == "open" and command.user == state.waits_for:
        return Decided((i.InvitationDeclined(at=command.now, by=command.user),))
    return Decided((i.InvitationWithdrawn(at=command.now, by=command.user),))


def _check(state: i.Invitation, command: i.CheckInvitation, rules: Rules) -> Decided:
    due = due_times(state, rules)
    if (lapse := due.get("lapse")) is not None and command.now >= lapse:
        return Decided((i.InvitationLapsed(at=command.now),))
    if (time := due.get("time")) is not None and command.now >= time:
        return Decided((i.TimeCame(at=command.now),))
    return Decided(())


def due_times(state: i.Invitation, rules: Rules) -> dict[str, float]:
    """When an invitation is looked at by itself."""
    if state.status == "open":
        unanswered = state.asked_at + rules.lapses_after
        return {"lapse": max(unanswered, state.when) if state.when else unanswered}
    if state.status == "agreed":
        due = {"lapse": state.when + rules.waits_at_time}
        return due if state.came else {**due, "time": state.when}
    return {}


__all__ = ["Begin", "Rules", "decide", "due_times", "evolve"]
