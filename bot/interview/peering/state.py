"""What an interview remembers of the people who interviewed in it and of those who scored it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["peer", "self", "observer"]


@dataclass(frozen=True, slots=True)
class Reign:
    """While somebody interviewed: by the versions of events and by interview seconds; None: still."""

    user: str
    since: int
    since_at: float
    until: int | None = None
    until_at: float | None = None

    def holds(self, order: int) -> bool:
        return order >= self.since and (self.until is None or order <= self.until)


@dataclass(frozen=True, slots=True)
class Overheard:
    """One message of the interviewer, understood. `order` is the event's version, `at` interview seconds."""

    message: int
    order: int
    at: float
    phase: str
    facts: tuple[str, ...] = ()
    leaks: tuple[str, ...] = ()
    asks: bool = False
    words: int = 0


@dataclass(frozen=True, slots=True)
class Posted:
    """Something posted in the interviewer's name. `what`: fact, probe or hint."""

    what: str
    id: str
    order: int
    at: float
    phase: str
    words: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    user: str
    phase: str
    text_id: str
    at: float


@dataclass(frozen=True, slots=True)
class Scored:
    """One person's scorecard. Levels 0–3 by phase; `notes` has text ids by phase and "feedback"."""

    user: str
    levels: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    submitted_at: float | None = None
    skipped: bool = False
    late: bool = False

    @property
    def in_(self) -> bool:
        """Whether nobody waits for it any more."""
        return self.submitted_at is not None or self.skipped


@dataclass(frozen=True, slots=True)
class Comment:
    user: str
    phase: str
    text_id: str


@dataclass(frozen=True, slots=True)
class Peering:
    """`people` interviewed, in this order; `gone` of them left for good. `waiting` is the unix time of the oldest
    question that the interviewer has not reacted to, `whispered` when the whisper was last shown anew."""

    people: tuple[str, ...] = ()
    reigns: tuple[Reign, ...] = ()
    gone: frozenset[str] = frozenset()
    overheard: tuple[Overheard, ...] = ()
    posted: tuple[Posted, ...] = ()
    skipped: frozenset[str] = frozenset()
    notes: tuple[Note, ...] = ()
    hint_wanted: bool = False
    waiting: float | None = None
    away: bool = False
    whispered: float = 0.0
    scorecards: Mapping[str, Scored] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()

    def scored(self, user: str) -> Scored:
        return self.scorecards.get(user) or Scored(user)


def began_with(interviewer: str, order: int) -> Peering:
    """At the start: with a person, or with the bot ("")."""
    return Peering((interviewer,), (Reign(interviewer, order, 0.0),)) if interviewer else Peering()
