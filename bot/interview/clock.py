"""The interview's own time, and when a phase is warned and ends in it.

An interview counts **interview seconds** on a stopwatch. Live, the watch runs except in a pause; `async`, it runs from
a candidate's message to the next one but never for more than five minutes at a stretch. A speed of N makes interview
seconds pass N times as fast. All clock rules are stated in interview seconds, so pausing, downtime and speed are the
stopwatch's business alone and nothing else has to move.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.interview.plan import Plan

TINY = 1e-6  # seconds; what floating point loses when a due time is turned into interview seconds and back


@dataclass(frozen=True, slots=True)
class Watch:
    """`base` interview seconds had passed at unix time `since`, from when it runs; None is stopped.

    `cap` is the longest stretch it runs on its own, in interview seconds (async), None for ever (live)."""

    base: float = 0.0
    since: float | None = None
    speed: float = 1.0
    cap: float | None = None

    def at(self, now: float) -> float:
        """Interview seconds at `now`; never less than at the last start, so time cannot run backwards."""
        if self.since is None:
            return self.base
        ran = max(0.0, now - self.since) * self.speed
        return self.base + (ran if self.cap is None else min(ran, self.cap))

    def when(self, interview_seconds: float) -> float | None:
        """The unix time at which the watch will show this; None if it will not without being started anew."""
        if self.since is None:
            return None
        ahead = interview_seconds - self.base
        if self.cap is not None and ahead > self.cap + TINY:
            return None
        due = self.since + max(0.0, ahead) / self.speed
        return due if self.at(due) >= interview_seconds - TINY else math.nextafter(due, math.inf)

    def started(self, now: float) -> "Watch":
        """Running from `now`; of a running one the stretch begins again (a message in async)."""
        return replace(self, base=self.at(now), since=now)

    def stopped(self, now: float) -> "Watch":
        return replace(self, base=self.at(now), since=None)

    def given_back(self, real_seconds: float) -> "Watch":
        """As if these seconds had not been."""
        return self if self.since is None else replace(self, since=self.since + real_seconds)


@dataclass(frozen=True, slots=True)
class PhaseTimes:
    """The times of one phase, in interview seconds since the interview's start. None: it is not warned so."""

    start: float
    planned_end: float
    warn_at: float | None
    time_at: float | None
    hard_end: float


def planned_seconds(plan: Plan, phase: str, start: float) -> float:
    """What is left, shared among this phase and those after it by their shares."""
    remaining = plan.phases[plan.order.index(phase) :]
    total = sum(each.share for each in remaining)
    return max(0.0, plan.seconds - start) * plan.phase(phase).share / total if total else 0.0


def phase_times(plan: Plan, phase: str, start: float) -> PhaseTimes:
    """When a phase that began at `start` is warned, is up, and is ended by the interviewer."""
    planned = plan.phase(phase)
    length = planned_seconds(plan, phase, start)
    end = start + length
    if planned.ends_at_share is not None:
        hard = max(planned.ends_at_share * plan.seconds, start)
        warn = None if planned.warns_at_share is None else planned.warns_at_share * plan.seconds
        return PhaseTimes(start, end, warn if warn is not None and warn > start else None, None, hard)
    warn = end - plan.rules.warning.seconds(length)
    return PhaseTimes(start, end, warn if warn > start else None, end, end + plan.rules.grace.seconds(length))


def schedule(plan: Plan, current: str, start: float) -> tuple[tuple[str, float], ...]:
    """(phase, planned end) of the current and every later phase, as the card shows them."""
    index = plan.order.index(current)
    ends: list[tuple[str, float]] = []
    at = start
    for phase in plan.phases[index:]:
        at += planned_seconds(plan, phase.id, at)
        ends.append((phase.id, at))
    return tuple(ends)


def outside_quiet_hours(
    due: float, tz_offset: int | None, quiet_from: int, quiet_until: int, zone: str = ""
) -> float:  # fmt: skip
    """`due`, or the end of the night it falls into. A night may span midnight; equal bounds are no night.

    `zone` is an IANA name and wins over the offset, which is only right until the clocks change."""
    where = _wall(tz_offset, zone)
    if where is None or quiet_from == quiet_until:
        return due
    local = datetime.fromtimestamp(due, where)
    minute = local.hour * 60 + local.minute
    spans = quiet_from > quiet_until
    quiet = minute >= quiet_from or minute < quiet_until if spans else quiet_from <= minute < quiet_until
    if not quiet:
        return due
    day = local.date() if minute < quiet_until else local.date() + timedelta(days=1)
    return datetime.combine(day, time(quiet_until // 60, quiet_until % 60), where).timestamp()


def _wall(tz_offset: int | None, zone: str) -> tzinfo | None:
    """The person's own clock, None where nobody knows it."""
    try:
        return ZoneInfo(zone) if zone else None if tz_offset is None else timezone(timedelta(seconds=tz_offset))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None if tz_offset is None else timezone(timedelta(seconds=tz_offset))


def earliest(times: Iterable[float | None]) -> float | None:
    known = [time for time in times if time is not None]
    return min(known) if known else None
