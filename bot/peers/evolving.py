"""An event applied to an invitation. An event that nobody knows raises."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.peers import invitation as i


class UnknownEvent(TypeError):
    """An event that no version of the invitation knows how to apply."""


def evolve(state: i.Invitation, event: i.Event) -> i.Invitation:
    apply = _APPLY.get(type(event))
    if apply is None:
        raise UnknownEvent(f"an invitation cannot apply {type(event).__name__}")
    return replace(apply(state, event), version=state.version + 1)


def _invited(state: i.Invitation, event: i.Invited) -> i.Invitation:
    same = {
        name: getattr(event, name)
        for name in ("team", "channel", "thread", "by", "to", "candidate", "scenario", "minutes", "level", "seed",
                     "when", "interview")
    }  # fmt: skip
    return replace(state, status="open", waits_for=event.to, asked=event.to, asked_at=event.at, round=1, **same)


def _other(state: i.Invitation, event: i.OtherProposed) -> i.Invitation:
    return replace(
        state, status="open", when=event.when, candidate=event.candidate, waits_for=state.other(event.by),
        asked=state.other(event.by),
        asked_at=event.at, round=state.round + 1, came=False, ready=frozenset(),
    )  # fmt: skip


def _agreed(state: i.Invitation, event: i.InvitationAgreed) -> i.Invitation:
    ready = frozenset({event.ready} if event.ready else ())
    return replace(state, status="agreed", when=event.when, waits_for="", ready=ready)


def _came(state: i.Invitation, event: i.TimeCame) -> i.Invitation:
    return replace(state, came=True)


def _ready(state: i.Invitation, event: i.SaidReady) -> i.Invitation:
    return replace(state, ready=state.ready | {event.by})


def _begun(state: i.Invitation, event: i.InterviewBegun) -> i.Invitation:
    return replace(state, status="begun", interview=event.interview, waits_for="", ended_by=event.by)


def _declined(state: i.Invitation, event: i.InvitationDeclined) -> i.Invitation:
    return replace(state, status="declined", waits_for="", ended_by=event.by)


def _withdrawn(state: i.Invitation, event: i.InvitationWithdrawn) -> i.Invitation:
    return replace(state, status="withdrawn", waits_for="", ended_by=event.by)


def _lapsed(state: i.Invitation, event: i.InvitationLapsed) -> i.Invitation:
    return replace(state, status="lapsed", waits_for="")


def _lost(state: i.Invitation, event: i.InvitationLost) -> i.Invitation:
    return replace(state, status="lapsed", waits_for="")


_APPLY: dict[type, Callable[[i.Invitation, Any], i.Invitation]] = {
    i.Invited: _invited,
    i.OtherProposed: _other,
    i.InvitationAgreed: _agreed,
    i.TimeCame: _came,
    i.SaidReady: _ready,
    i.InterviewBegun: _begun,
    i.InvitationDeclined: _declined,
    i.InvitationWithdrawn: _withdrawn,
    i.InvitationLapsed: _lapsed,
    i.InvitationLost: _lost,
}
