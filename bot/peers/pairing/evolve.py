"""An event makes the next state of a channel's pairing. An event that nobody knows raises KeyError."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.peers.pairing import events as e
from bot.peers.pairing.state import Pair, Pairing, Taking, Week

FORGOTTEN_AFTER = 2 * 366 * 86_400.0  # seconds; who met so long ago counts as never having met


def evolve(state: Pairing, event: e.Event) -> Pairing:
    return _HOW[type(event)](state, event)


def _member(state: Pairing, person: str, **changes: Any) -> Pairing:
    if person not in state.members:
        return state
    return replace(state, members={**state.members, person: replace(state.members[person], **changes)})


def _pair(state: Pairing, pair_id: str, **changes: Any) -> Pairing:
    week = state.week
    if week is None or pair_id not in week.pairs:
        return state
    pairs: Mapping[str, Pair] = {**week.pairs, pair_id: replace(week.pairs[pair_id], **changes)}
    return replace(state, week=replace(week, pairs=pairs))


def _planned(state: Pairing, event: e.PairingPlanned) -> Pairing:
    return replace(
        state, status="running", rule=event.rule, next=event.next, noticed=None, why="", owner=event.by,
        version=state.version + 1,
    )  # fmt: skip


def _joined(state: Pairing, event: e.MemberJoined) -> Pairing:
    before = state.members.get(event.person)
    fresh = Taking(event.person, event.hours, event.reminders, left_out=before.left_out if before else 0)
    return replace(state, members={**state.members, event.person: fresh})


def _left(state: Pairing, event: e.MemberLeft) -> Pairing:
    return replace(state, members={user: each for user, each in state.members.items() if user != event.person})


def _made(state: Pairing, event: e.PairsMade) -> Pairing:
    week = Week(event.week, event.key, event.at, event.ends, {pair.id: pair for pair in event.pairs}, event.alone)
    met = {two: at for two, at in state.met.items() if at > event.at - FORGOTTEN_AFTER}
    met |= {frozenset(pair.people): event.at for pair in event.pairs}
    for pair in event.pairs:
        for user in pair.people:
            state = _member(state, user, left_out=0)
    for user in event.alone:
        state = _member(state, user, left_out=state.members[user].left_out + 1)
    return replace(state, week=week, met=met, next=event.next, noticed=None, count=state.count + 1)


def _posted(state: Pairing, event: e.MatchPosted) -> Pairing:
    return replace(state, week=replace(state.week, ts=event.ts)) if state.week else state


def _met(state: Pairing, event: e.PairMet) -> Pairing:
    people = state.week.pairs[event.pair].people if state.week else ()
    for user in people:
        state = _member(state, user, no_shows=0)
    return _pair(state, event.pair, status="met", by=event.by, interview=event.interview)


def _not_happened(state: Pairing, event: e.PairNotHappened) -> Pairing:
    people = frozenset(state.week.pairs[event.pair].people) if state.week else frozenset()
    state = replace(state, met={two: at for two, at in state.met.items() if two != people})
    return _pair(state, event.pair, status="not_happened", by=event.by)


def _closed(state: Pairing, event: e.WeekClosed) -> Pairing:
    if state.week is None:
        return state
    for pair_id in event.missed:
        for user in state.week.pairs[pair_id].people:
            if user in state.members:
                state = _member(state, user, no_shows=state.members[user].no_shows + 1)
        state = _pair(state, pair_id, status="no_show")
    return replace(state, week=replace(state.week, closed=True)) if state.week else state


_HOW: Mapping[type, Callable[[Pairing, Any], Pairing]] = {
    e.OrganiserNamed: lambda s, v: replace(s, organisers=s.organisers | {v.person}),
    e.OrganiserLeft: lambda s, v: replace(s, organisers=s.organisers - {v.person}),
    e.PairingPlanned: _planned,
    e.PairingStopped: lambda s, v: replace(s, status="stopped", next=None, noticed=None, why=v.why),
    e.MemberJoined: _joined,
    e.MemberLeft: _left,
    e.WeekSkipped: lambda s, v: _member(s, v.person, skips=v.key),
    e.Snoozed: lambda s, v: _member(s, v.person, snoozed=v.until),
    e.HoursSet: lambda s, v: _member(s, v.person, hours=v.hours, reminders=v.reminders),
    e.NoticeGiven: lambda s, v: replace(s, noticed=v.at),
    e.OccurrencesSkipped: lambda s, v: replace(s, next=v.next, noticed=None),
    e.PairsMade: _made,
    e.MatchPosted: _posted,
    e.PairReminded: lambda s, v: _pair(s, v.pair, reminded=True),
    e.PairMet: _met,
    e.PairNotHappened: _not_happened,
    e.PairDropped: lambda s, v: _pair(s, v.pair, status="dropped"),
    e.WeekClosed: _closed,
    e.MemberPaused: lambda s, v: _member(s, v.person, paused=True),
}
