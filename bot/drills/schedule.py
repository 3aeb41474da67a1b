"""The weekly drills of a channel: what is posted, when it is due (bot/record/weekly), how it stands."""

from dataclasses import dataclass
from typing import Literal

from bot.drills.exercise import Kind
from bot.record.weekly import WEEKDAYS, NextTime, Occurrence, Rule, Weekday, read_time, upcoming

__all__ = [
    "WEEKDAYS",
    "NextTime",
    "Occurrence",
    "Reveal",
    "Rule",
    "Schedule",
    "Status",
    "Weekday",
    "read_time",
    "upcoming",
]

Reveal = Literal["close", "ask"]
Status = Literal["running", "paused", "removed"]


@dataclass(frozen=True, slots=True)
class Schedule:
    """A weekly drill. Several `kinds` take turns. `silent`: drills in a row that nobody answered."""

    id: str
    kinds: tuple[Kind, ...]
    rule: Rule
    open_hours: int
    reveal: Reveal
    owner: str
    version: int = 1
    status: Status = "running"
    next: Occurrence | None = None
    turn: int = 0
    silent: int = 0
    proposed: bool = False
    why: str = ""

    @property
    def kind(self) -> Kind:
        """The kind whose turn it is."""
        return self.kinds[self.turn % len(self.kinds)]

    @property
    def running(self) -> bool:
        return self.status == "running"
