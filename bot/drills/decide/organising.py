"""Schedules: making, changing, pausing, resuming, removing, running now. Only organisers do these.

Organisers are the admins of the workspace, those a setting names, whoever added the bot, and where nobody is known
whoever asks first; the channel is told of that one.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.drills import commands as do
from bot.drills import events as e
from bot.drills.decide.kit import Kit, seed_of
from bot.drills.decide.opening import open_round
from bot.drills.schedule import Schedule, upcoming
from bot.drills.state import Drilling, Round
from bot.record import Refused


def organise(state: Drilling, command: do.Organising, kit: Kit) -> list[e.Event]:
    """The events of who may, then those of what they do."""
    before = may(state, command)
    how = _HOW[type(command)]
    return [*before, *how(state, command, kit)]


def may(state: Drilling, command: do.Organising) -> list[e.Event]:
    """Raises Refused for somebody who is no organiser where there is one; a person's own place is theirs alone."""
    if state.private:
        if command.user != state.where:
            raise Refused("drills.refused.not_yours")
        return []
    left = sorted(state.organisers & set(command.gone))
    events: list[e.Event] = [e.OrganiserLeft(at=command.now, person=person) for person in left]
    remaining = state.organisers - set(left)
    if command.admin or command.user in remaining:
        return events
    if remaining:
        raise Refused("drills.refused.not_organiser", organisers=sorted(remaining)[:5])
    return [*events, e.OrganiserNamed(at=command.now, person=command.user, how="first")]


def named(state: Drilling, command: do.NameOrganiser) -> list[e.Event]:
    if command.user in state.organisers:
        return []
    return [e.OrganiserNamed(at=command.now, person=command.user, how="added")]


def _make(state: Drilling, command: do.MakeSchedule, kit: Kit) -> list[e.Event]:
    if len(state.standing) >= kit.rules.most_schedules:
        raise Refused("drills.refused.many_schedules", most=kit.rules.most_schedules)
    times = upcoming(command.rule, command.now, kit.next_time)
    schedule = Schedule(
        id=f"s{state.made + 1}", kinds=command.kinds, rule=command.rule, open_hours=command.open_hours,
        reveal=command.reveal, owner=command.user, next=times[0],
    )  # fmt: skip
    return [e.ScheduleMade(at=command.now, schedule=schedule, times=times)]


def _change(state: Drilling, command: do.ChangeSchedule, kit: Kit) -> list[e.Event]:
    before = _known(state, command.schedule)
    if before.version != command.version:
        raise Refused("drills.refused.changed", {"weekday": "drills.refused.changed"})
    times = upcoming(command.rule, command.now, kit.next_time)
    schedule = replace(
        before, kinds=command.kinds, rule=command.rule, open_hours=command.open_hours, reveal=command.reveal,
        version=before.version + 1, next=times[0] if before.running else None,
        turn=before.turn if command.kinds == before.kinds else 0,
    )  # fmt: skip
    return [e.ScheduleChanged(at=command.now, schedule=schedule, by=command.user, times=times)]


def _pause(state: Drilling, command: do.PauseSchedule, kit: Kit) -> list[e.Event]:
    schedule = _known(state, command.schedule)
    if not schedule.running:
        raise Refused("drills.refused.paused_already")
    return [e.SchedulePaused(at=command.now, schedule=schedule.id, by=command.user)]


def _resume(state: Drilling, command: do.ResumeSchedule, kit: Kit) -> list[e.Event]:
    schedule = _known(state, command.schedule)
    if schedule.running:
        raise Refused("drills.refused.running_already")
    following = kit.next_time(schedule.rule, command.now)
    return [e.ScheduleResumed(at=command.now, schedule=schedule.id, by=command.user, next=following)]


def _remove(state: Drilling, command: do.RemoveSchedule, kit: Kit) -> list[e.Event]:
    return [e.ScheduleRemoved(at=command.now, schedule=_known(state, command.schedule).id, by=command.user)]


def _keep(state: Drilling, command: do.KeepSchedule, kit: Kit) -> list[e.Event]:
    return [e.PauseDeclined(at=command.now, schedule=_known(state, command.schedule).id, by=command.user)]


def _run(state: Drilling, command: do.RunNow, kit: Kit) -> list[e.Event]:
    schedule = _known(state, command.schedule)
    if len(state.open_rounds) >= kit.rules.most_open:
        raise Refused("drills.refused.many_open", most=kit.rules.most_open)
    seed = seed_of(state.stream, schedule.id, state.count, command.now)
    return [open_round(state, command.now, kit, schedule.kind, seed, schedule=schedule, by=command.user)]


def _reveal(state: Drilling, command: do.RevealNow, kit: Kit) -> list[e.Event]:
    round_ = known_round(state, command.round)
    if round_.status in ("revealed", "dropped"):
        raise Refused("drills.refused.revealed_already")
    closing = [e.RoundClosed(at=command.now, round=round_.id)] if round_.open else []
    return [*closing, e.RoundRevealed(at=command.now, round=round_.id, by=command.user)]


def _known(state: Drilling, schedule_id: str) -> Schedule:
    schedule = state.schedules.get(schedule_id)
    if schedule is None or schedule.status == "removed":
        raise Refused("drills.refused.no_schedule")
    return schedule


def known_round(state: Drilling, round_id: str) -> Round:
    round_ = state.rounds.get(round_id)
    if round_ is None or round_.status == "dropped":
        raise Refused("drills.refused.no_round")
    return round_


_HOW: Mapping[type, Callable[[Drilling, Any, Kit], list[e.Event]]] = {
    do.MakeSchedule: _make,
    do.ChangeSchedule: _change,
    do.PauseSchedule: _pause,
    do.ResumeSchedule: _resume,
    do.RemoveSchedule: _remove,
    do.KeepSchedule: _keep,
    do.RunNow: _run,
    do.RevealNow: _reveal,
}
