"""Something that comes once a week: weekday and wall time in a time zone, each occurrence named by its local wall time.

A wall time that does not exist (the night clocks go forward) comes when it would have been by the old clock; one that
comes twice (the night they go back) counts the first time. Weekdays have names, for numbers start at another day in
every library. When a rule's time comes next is asked of a `NextTime`, which the runtime makes (bot/runtime/calendar).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
_TIME = re.compile(r"([01]?\d|2[0-3])[:.h]([0-5]\d)\Z")


@dataclass(frozen=True, slots=True)
class Rule:
    """Weekly: `time` is HH:MM on the wall of `zone` (an IANA name); `starts` the first date that counts, or ""."""

    weekday: str
    time: str
    zone: str
    starts: str = ""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One due time: `key` is its wall time and zone ("2026-10-25T01:30 Europe/Berlin"), `at` unix seconds."""

    key: str
    at: float


NextTime = Callable[[Rule, float], Occurrence]
"""The first occurrence of a rule after a unix time."""


def read_time(text: str) -> str | None:
    """ "9:30", "09.30", "9h30" as "09:30"; None for what is no time of day."""
    match = _TIME.match(text.strip())
    return f"{int(match.group(1)):02d}:{match.group(2)}" if match else None


def upcoming(rule: Rule, after: float, next_time: NextTime, count: int = 3) -> tuple[Occurrence, ...]:
    """The next occurrences in order."""
    found: list[Occurrence] = []
    for _ in range(count):
        found.append(next_time(rule, found[-1].at if found else after))
    return tuple(found)
