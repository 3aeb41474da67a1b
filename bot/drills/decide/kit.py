"""What deciding is given beside the state: content and marking, and when a rule's time comes next."""

import hashlib
from dataclasses import dataclass

from bot.content import Content
from bot.content.drills import DrillRules
from bot.drills.marking import Marker, Marking, Problem
from bot.drills.schedule import NextTime


@dataclass(frozen=True, slots=True)
class Kit:
    """`speed` shortens how long drills stay open; wall times are never scaled."""

    marker: Marker
    next_time: NextTime
    speed: float = 1.0

    @property
    def content(self) -> Content:
        return self.marker.mind.content

    @property
    def rules(self) -> DrillRules:
        return self.marker.book.rules


@dataclass(frozen=True, slots=True)
class Prepared:
    """An answer, marked outside of the transaction; or the fields of it that cannot be."""

    marking: Marking | None
    problems: tuple[Problem, ...] = ()
    took: float | None = None


def seed_of(*parts: object) -> int:
    """A seed of its own for each occasion, the same one whenever it is worked out again."""
    digest = hashlib.sha256("|".join(map(str, parts)).encode()).digest()
    return int.from_bytes(digest[:4], "big") % 1_000_000
