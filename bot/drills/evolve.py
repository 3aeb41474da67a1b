"""An event makes the next state. What is older than a quarter and over is forgotten, so that the state stays small."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.drills import events as e
from bot.drills.drawing import Drawn
from bot.drills.schedule import Schedule
from bot.drills.state import Attempt, Drilling, Entry, Round

KEPT = 100 * 86_400.0  # seconds; longer than the quarter in which nothing comes twice and than a board counts


def evolve(state: Drilling, event: e.Event) -> Drilling:
    """Raises KeyError for an event of a kind that nobody knows."""
    return _HOW[type(event)](state, event)


def _schedule(state: Drilling, schedule_id: str, **changes: Any) -> Drilling:
    changed = replace(state.schedules[schedule_id], **changes)
    return replace(state, schedules={**state.schedules, schedule_id: changed})


def _put(state: Drilling, schedule: Schedule) -> Drilling:
    return replace(state, schedules={**state.schedules, schedule.id: schedule})


def _round(state: Drilling, round_id: str, **changes: Any) -> Drilling:
    changed = replace(state.rounds[round_id], **changes)
    return replace(state, rounds={**state.rounds, round_id: changed})


def _opened(state: Drilling, event: e.RoundOpened) -> Drilling:
    fresh = Round(
        event.round, event.exercise, event.at, event.closes, event.schedule, event.key, event.due, event.person
    )
    limit = event.at - KEPT
    kept = {key: each for key, each in state.rounds.items() if each.opened > limit or each.status in ("open", "closed")}
    drawn = Drawn(event.exercise.fingerprint, event.exercise.scenario, event.exercise.kind, event.at)
    state = replace(
        state,
        rounds={**kept, event.round: fresh},
        drawn=(*(each for each in state.drawn if each.at > limit), drawn),
        count=state.count + 1,
    )
    if event.schedule in state.schedules and event.next is not None:
        schedule = state.schedules[event.schedule]
        state = _schedule(state, event.schedule, next=event.next, turn=schedule.turn + 1)
    return state


def _answered(state: Drilling, event: e.DrillAnswered) -> Drilling:
    round_ = state.rounds[event.round]
    attempt = Attempt(event.attempt, event.at, event.marking, event.texts, event.counted)
    before = round_.entries.get(event.person)
    if before is None:
        entry = Entry(attempt, attempt, attempt)
    else:
        better = event.counted >= before.best.counted and attempt.marking.score > before.best.marking.score
        entry = replace(before, best=attempt if better else before.best, latest=attempt, attempts=before.attempts + 1)
    return _round(state, event.round, entries={**round_.entries, event.person: entry})


def _closed(state: Drilling, event: e.RoundClosed) -> Drilling:
    round_ = state.rounds[event.round]
    state = _round(state, event.round, status="closed", direct=frozenset())
    if round_.schedule in state.schedules:
        silent = 0 if round_.answered else state.schedules[round_.schedule].silent + 1
        state = _schedule(state, round_.schedule, silent=silent)
    return state


def _shared(state: Drilling, event: e.ResultShared) -> Drilling:
    round_ = state.rounds[event.round]
    entry = replace(round_.entries[event.person], shared=True)
    return _round(state, event.round, entries={**round_.entries, event.person: entry})


def _add(state: Drilling, event: Any, name: str) -> Drilling:
    round_ = state.rounds[event.round]
    return _round(state, event.round, **{name: getattr(round_, name) | {event.person}})


def _lost(state: Drilling, event: e.ChannelLost) -> Drilling:
    return replace(state, lost=event.reason)


def _resumed(state: Drilling, event: e.ScheduleResumed) -> Drilling:
    state = _schedule(state, event.schedule, status="running", next=event.next, why="", silent=0, proposed=False)
    return replace(state, lost="")


_HOW: Mapping[type, Callable[[Drilling, Any], Drilling]] = {
    e.OrganiserNamed: lambda s, v: replace(s, organisers=s.organisers | {v.person}),
    e.OrganiserLeft: lambda s, v: replace(s, organisers=s.organisers - {v.person}),
    e.ScheduleMade: lambda s, v: replace(_put(s, v.schedule), made=s.made + 1, lost=""),
    e.ScheduleChanged: lambda s, v: _put(s, v.schedule),
    e.SchedulePaused: lambda s, v: _schedule(s, v.schedule, status="paused", why=v.why, next=None),
    e.ScheduleResumed: _resumed,
    e.ScheduleRemoved: lambda s, v: _schedule(s, v.schedule, status="removed", next=None),
    e.PauseProposed: lambda s, v: _schedule(s, v.schedule, proposed=True),
    e.PauseDeclined: lambda s, v: _schedule(s, v.schedule, proposed=False, silent=0),
    e.OccurrencesSkipped: lambda s, v: _schedule(s, v.schedule, next=v.next),
    e.RoundOpened: _opened,
    e.RoundPosted: lambda s, v: replace(_round(s, v.round, channel=v.channel, ts=v.ts), lost=""),
    e.DrillSeen: lambda s, v: _round(s, v.round, seen={**s.rounds[v.round].seen, v.person: v.at}),
    e.DirectAsked: lambda s, v: _add(s, v, "direct"),
    e.DirectEnded: lambda s, v: _round(s, v.round, direct=s.rounds[v.round].direct - {v.person}),
    e.DrillAnswered: _answered,
    e.OpenAnswerNoticed: lambda s, v: _add(s, v, "noticed"),
    e.RoundClosed: _closed,
    e.RoundRevealed: lambda s, v: _round(s, v.round, status="revealed", revealed=v.at),
    e.RoundDropped: lambda s, v: _round(s, v.round, status="dropped"),
    e.ResultShared: _shared,
    e.ChannelLost: _lost,
}
