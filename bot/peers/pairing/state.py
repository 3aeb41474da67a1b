"""The weekly pairing of one channel: who takes part, the pairs of this week, who was paired with whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.peers.pairing.hours import WorkingHours
from bot.record import Place
from bot.record.weekly import Occurrence, Rule

PREFIX = "pairing-"
Status = Literal["off", "running", "stopped"]
PairStatus = Literal["open", "met", "not_happened", "no_show", "dropped"]


@dataclass(frozen=True, slots=True)
class Taking:
    """Somebody who opted in. `skips` is the occurrence that they sit out, `snoozed` until when (unix seconds);
    `no_shows` in a row; `left_out` weeks in a row without a partner."""

    id: str
    hours: WorkingHours
    reminders: bool = True
    skips: str = ""
    snoozed: float = 0.0
    paused: bool = False
    no_shows: int = 0
    left_out: int = 0

    def takes_part(self, when: Occurrence) -> bool:
        return not self.paused and self.skips != when.key and when.at >= self.snoozed


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people of one week. `at` is the time proposed; `remind` when they are reminded, None for never. `by` said what became of it, `interview` is the stream of the one they held."""

    id: str
    people: tuple[str, str]
    at: float
    remind: float | None = None
    status: PairStatus = "open"
    reminded: bool = False
    by: str = ""
    interview: str = ""

    def partner(self, user: str) -> str:
        return self.people[1] if user == self.people[0] else self.people[0]


@dataclass(frozen=True, slots=True)
class Week:
    """One match. `ts` is its post in the channel, `ends` when what did not happen counts as a no-show."""

    id: str
    key: str
    at: float
    ends: float
    pairs: Mapping[str, Pair] = field(default_factory=dict)
    alone: tuple[str, ...] = ()
    ts: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Pairing:
    """`stream` is pairing-TEAM.CHANNEL. `noticed` is when the notice of `next` was given; `met`: when two people were
    paired last; `version` counts the changes of the plan."""

    stream: str
    status: Status = "off"
    rule: Rule | None = None
    next: Occurrence | None = None
    noticed: float | None = None
    owner: str = ""
    version: int = 0
    organisers: frozenset[str] = frozenset()
    members: Mapping[str, Taking] = field(default_factory=dict)
    week: Week | None = None
    met: Mapping[frozenset[str], float] = field(default_factory=dict)
    count: int = 0
    why: str = ""

    @property
    def team(self) -> str:
        return self.stream.removeprefix(PREFIX).split(".", 1)[0]

    @property
    def where(self) -> str:
        return self.stream.removeprefix(PREFIX).split(".", 1)[-1]

    @property
    def running(self) -> bool:
        return self.status == "running" and self.next is not None

    @property
    def place(self) -> Place:
        return Place(self.team, self.where)

    @property
    def thread(self) -> Place:
        """Where what belongs to this week's pairs is said."""
        return Place(self.team, self.where, self.week.ts if self.week else "")

    def only(self, user: str) -> Place:
        """Where one person alone sees it, in the channel."""
        return Place(self.team, self.where, user=user)

    def taking_part(self) -> list[Taking]:
        """Who is in the next match, in the order of their ids."""
        when = self.next
        return [each for _, each in sorted(self.members.items()) if when is not None and each.takes_part(when)]

    def pair_of(self, user: str) -> Pair | None:
        """This week's pair of a person, however it stands."""
        pairs = self.week.pairs.values() if self.week and not self.week.closed else ()
        return next((pair for pair in pairs if user in pair.people and pair.status != "dropped"), None)


def stream_of(team: str, channel: str) -> str:
    return f"{PREFIX}{team}.{channel}"
