"""When two people are both at work, each by the clock of their own zone.

Hours are wall-clock hours: nine stays nine over a clock change. Everything is computed from a given first day of the
week; nothing here asks what time it is.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HOUR = 3600.0
STEP = 1800.0  # proposals stand on the half hour where that is possible
_WEEK = range(7)


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """`start` and `end` are minutes after midnight in `zone` (an IANA name); `days` counts Monday as 0.

    An end at or before the start is one of the next day: 22:00 to 06:00 is a night."""

    zone: str
    start: int = 9 * 60
    end: int = 17 * 60
    days: tuple[int, ...] = (0, 1, 2, 3, 4)

    def intervals(self, first: date) -> list[tuple[float, float]]:
        """[start, end) of each working day of the seven from `first` on, in unix seconds, in order."""
        zone = ZoneInfo(self.zone)
        found = []
        for day in (first + timedelta(days=number) for number in _WEEK):
            if day.weekday() not in self.days:
                continue
            last = day if self.end > self.start else day + timedelta(days=1)
            found.append((_unix(day, self.start, zone), _unix(last, self.end, zone)))
        return found


def common_times(one: WorkingHours, other: WorkingHours, first: date, after: float = 0.0) -> list[tuple[float, float]]:
    """The stretches of the seven days in which both work, [start, end) in unix seconds, none of it before `after`."""
    found = []
    for a, b in one.intervals(first):
        for c, d in other.intervals(first):
            start, end = max(a, c, after), min(b, d)
            if end > start:
                found.append((start, end))
    return sorted(found)


def proposed_time(
    one: WorkingHours, other: WorkingHours, first: date, minutes: int, after: float = 0.0
) -> float | None:
    """When to meet for so many minutes: on the half hour where one fits, nearest to the middle of the day's stretch, in
    the earliest stretch that is long enough. None where the week has none."""
    for start, end in common_times(one, other, first, after):
        if end - start < minutes * 60:
            continue
        earliest, latest = -(-start // STEP) * STEP, (end - minutes * 60) // STEP * STEP
        if earliest > latest:
            return start
        return min(latest, max(earliest, round((earliest + latest) / 2 / STEP) * STEP))
    return None


def _unix(day: date, minute: int, zone: ZoneInfo) -> float:
    moment = datetime.combine(day, time(), zone) + timedelta(minutes=min(minute, 24 * 60))
    return moment.astimezone(UTC).timestamp()
