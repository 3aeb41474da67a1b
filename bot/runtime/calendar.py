"""When a weekly wall time comes next: APScheduler's CronTrigger as a pure function, on the wall clock alone.

The trigger never sees a time zone: it counts wall times, of which there is exactly one a week, and only then is the
wall time looked up in the zone. So no night of a clock change can make it fire twice or not at all.
"""

import difflib
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from apscheduler.triggers.cron import CronTrigger

from bot.record.weekly import Occurrence, Rule

_TICK = timedelta(microseconds=1)


def next_occurrence(rule: Rule, after: float) -> Occurrence:
    """The first occurrence after `after`. Raises ZoneInfoNotFoundError or ValueError for a rule that is none."""
    zone = ZoneInfo(rule.zone)
    trigger = _trigger(rule.weekday, rule.time)
    wall = datetime.fromtimestamp(after, zone).replace(tzinfo=UTC, fold=0)
    if rule.starts:
        first = datetime.combine(date.fromisoformat(rule.starts), datetime.min.time(), UTC)
        wall = max(wall, first - _TICK)
    while True:
        wall = trigger.get_next_fire_time(None, wall + _TICK)
        local = wall.replace(tzinfo=zone, fold=0)
        if local.timestamp() > after:
            return Occurrence(f"{wall:%Y-%m-%dT%H:%M} {rule.zone}", local.timestamp())


def known_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return name in _zones()


def near_zones(name: str) -> list[str]:
    """Zones that were probably meant: "berlin" is Europe/Berlin."""
    word = name.strip().lower().replace(" ", "_")
    cities = [zone for zone in sorted(_zones()) if zone.lower().rsplit("/", 1)[-1] == word]
    close = difflib.get_close_matches(name[:60], sorted(_zones()), n=3, cutoff=0.6)
    by_city = {zone.lower().rsplit("/", 1)[-1]: zone for zone in sorted(_zones()) if "/" in zone}
    typed = difflib.get_close_matches(word[:60], list(by_city), n=3, cutoff=0.75)
    return list(dict.fromkeys([*cities, *close, *(by_city[city] for city in typed)]))[:3]


def today(zone: str, now: float) -> str:
    """The date on the wall there, as ISO."""
    return datetime.fromtimestamp(now, ZoneInfo(zone)).date().isoformat()


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache(maxsize=500)
def _trigger(weekday: str, time: str) -> CronTrigger:
    hour, minute = time.split(":")
    return CronTrigger(day_of_week=weekday, hour=int(hour), minute=int(minute), second=0, timezone=UTC)
