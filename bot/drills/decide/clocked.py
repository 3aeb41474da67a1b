"""What time brings: a drill is due or was missed, closes, is revealed; and what became of a post."""

from dataclasses import replace

from bot.drills import commands as do
from bot.drills import events as e
from bot.drills.decide.kit import Kit, seed_of
from bot.drills.decide.opening import open_round
from bot.drills.schedule import Schedule
from bot.drills.state import Drilling, Round
from bot.drills.timers import HOUR, round_due
from bot.record import Refused

TINY = 1e-3  # seconds; floats that went through JSON and a database
MOST_SKIPPED = 60
LOST = frozenset({"is_archived", "not_in_channel", "channel_not_found", "restricted_action", "user_not_found",
                  "account_inactive", "cannot_dm_bot", "messages_tab_disabled"})  # fmt: skip


def check(state: Drilling, command: do.CheckClock, kit: Kit) -> list[e.Event]:
    """Everything that is due by now, oldest first."""
    events: list[e.Event] = []
    for round_ in state.rounds.values():
        due = round_due(round_, kit.rules, kit.speed)
        if due is not None and due <= command.now + TINY:
            events += _round_over(state, round_, command.now, kit)
    opened = 0
    for schedule in sorted(state.standing, key=lambda each: (each.next.at if each.next else 0.0, each.id)):
        if schedule.running and schedule.next and schedule.next.at <= command.now + TINY:
            event = _due(state, schedule, command.now, kit, opened)
            opened += isinstance(event, e.RoundOpened)
            events.append(event)
    return events


def _due(state: Drilling, schedule: Schedule, now: float, kit: Kit, opened: int) -> e.Event:
    """Posted, late within the grace; or skipped, with everything else that was missed."""
    latest = schedule.next
    assert latest is not None
    missed = [latest]
    while len(missed) < MOST_SKIPPED and (following := kit.next_time(schedule.rule, latest.at)).at <= now + TINY:
        latest = following
        missed.append(latest)
    if now - latest.at <= kit.rules.grace_hours * HOUR:
        counted = replace(state, count=state.count + opened)
        seed = seed_of(state.stream, schedule.id, latest.key)
        return open_round(counted, now, kit, schedule.kind, seed, schedule=schedule, occurrence=latest)
    keys = tuple(each.key for each in missed)
    return e.OccurrencesSkipped(at=now, schedule=schedule.id, keys=keys, next=kit.next_time(schedule.rule, now))


def _round_over(state: Drilling, round_: Round, now: float, kit: Kit) -> list[e.Event]:
    """An open one closes and is revealed, unless its schedule waits for an organiser; a closed one is revealed."""
    if round_.status == "closed":
        return [e.RoundRevealed(at=now, round=round_.id)]
    events: list[e.Event] = [e.RoundClosed(at=now, round=round_.id)]
    schedule = state.schedules.get(round_.schedule)
    if schedule is None or schedule.reveal == "close" or not round_.answered:
        events.append(e.RoundRevealed(at=now, round=round_.id))
    if schedule is not None and not round_.answered:
        events += _propose_pause(schedule, round_, now, kit)
    return events


def _propose_pause(schedule: Schedule, round_: Round, now: float, kit: Kit) -> list[e.Event]:
    silent = schedule.silent + 1
    if silent < kit.rules.unanswered_before_pause or schedule.proposed or not schedule.running:
        return []
    return [e.PauseProposed(at=now, schedule=schedule.id, round=round_.id, silent=silent)]


def noted(state: Drilling, command: do.NotePosted | do.NoteRefused) -> list[e.Event]:
    """What Slack made of the post of a drill."""
    round_ = state.rounds.get(command.name.removeprefix("card:"))
    if round_ is None:
        raise Refused("drills.refused.no_round")
    if isinstance(command, do.NotePosted):
        if round_.ts:
            return []
        return [e.RoundPosted(at=command.now, round=round_.id, channel=command.channel, ts=command.ts)]
    if round_.status == "dropped":
        return []
    events: list[e.Event] = [e.RoundDropped(at=command.now, round=round_.id, why=command.reason)]
    if command.reason in LOST and not state.private:
        running = [schedule for schedule in state.standing if schedule.running]
        events += [e.SchedulePaused(at=command.now, schedule=each.id, why=command.reason) for each in running]
        tell = sorted({each.owner for each in running} | state.organisers)
        events.append(e.ChannelLost(at=command.now, reason=command.reason, tell=tuple(tell[:10])))
    return events
