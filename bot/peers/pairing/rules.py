"""The figures of weekly pairing, from rubrics/lexicon/pairing.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.peers.pairing.hours import WorkingHours
from bot.record.weekly import WEEKDAYS, Rule

MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0


@dataclass(frozen=True, slots=True)
class PairingRules:
    """Durations in seconds but for `minutes`. `hours_start` and `hours_end` are minutes after midnight."""

    weekday: str
    time: str
    notice: float
    least_notice: float
    grace: float
    minutes: int
    lead: float
    remind_before: float
    no_shows: int
    furthest_snooze: float
    most_members: int
    hours_start: int
    hours_end: int
    days: tuple[int, ...]

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "PairingRules":
        hours = data["working_hours"]
        return cls(
            weekday=str(data["weekday"]),
            time=str(data["time"]),
            notice=data["notice_hours"] * HOUR,
            least_notice=data["least_notice_hours"] * HOUR,
            grace=data["grace_hours"] * HOUR,
            minutes=int(data["minutes"]),
            lead=data["lead_hours"] * HOUR,
            remind_before=data["remind_minutes"] * MINUTE,
            no_shows=int(data["no_shows"]),
            furthest_snooze=data["furthest_snooze_days"] * DAY,
            most_members=int(data["most_members"]),
            hours_start=minute_of(hours["start"]),
            hours_end=minute_of(hours["end"]),
            days=tuple(WEEKDAYS.index(day) for day in hours["days"]),
        )

    def rule(self, zone: str) -> Rule:
        """When a channel pairs before anybody chose."""
        return Rule(self.weekday, self.time, zone)

    def hours(self, zone: str) -> WorkingHours:
        """When somebody works who has not said."""
        return WorkingHours(zone, self.hours_start, self.hours_end, self.days)


def minute_of(time: str) -> int:
    """ "09:30" as 570 minutes after midnight."""
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)
