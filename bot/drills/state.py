"""The drills of one place: a channel, or one person. What `evolve` folds the events into."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.drills.drawing import Drawn
from bot.drills.exercise import Exercise
from bot.drills.marking.checks import Marking
from bot.drills.schedule import Schedule
from bot.record import Place

PREFIX = "drills-"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer as it was marked. `texts`: field → id of what was written."""

    number: int
    at: float
    marking: Marking
    texts: Mapping[str, str] = field(default_factory=dict)
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person answered: the first, the best and the latest."""

    first: Attempt
    best: Attempt
    latest: Attempt
    attempts: int = 1
    shared: bool = False

    @property
    def improved(self) -> bool:
        return self.best.marking.score > self.first.marking.score + 1e-9 and self.best.counted

    @property
    def counted(self) -> bool:
        return self.first.counted


RoundStatus = Literal["open", "closed", "revealed", "dropped"]


@dataclass(frozen=True, slots=True)
class Round:
    """One posted drill. `person` is whose it is where it is not a channel's."""

    id: str
    exercise: Exercise
    opened: float
    closes: float
    schedule: str = ""
    key: str = ""
    due: float | None = None
    person: str = ""
    status: RoundStatus = "open"
    revealed: float | None = None
    channel: str = ""
    ts: str = ""
    entries: Mapping[str, Entry] = field(default_factory=dict)
    seen: Mapping[str, float] = field(default_factory=dict)
    direct: frozenset[str] = frozenset()
    noticed: frozenset[str] = frozenset()

    @property
    def open(self) -> bool:
        return self.status == "open"

    @property
    def answered(self) -> int:
        """People who answered in time."""
        return sum(entry.counted for entry in self.entries.values())


@dataclass(frozen=True, slots=True)
class Drilling:
    """`stream` is drills-TEAM.PLACE, where the place is a channel's or a person's id."""

    stream: str
    schedules: Mapping[str, Schedule] = field(default_factory=dict)
    rounds: Mapping[str, Round] = field(default_factory=dict)
    drawn: tuple[Drawn, ...] = ()
    organisers: frozenset[str] = frozenset()
    count: int = 0
    made: int = 0
    lost: str = ""

    @property
    def team(self) -> str:
        return self.stream.removeprefix(PREFIX).split(".", 1)[0]

    @property
    def where(self) -> str:
        return self.stream.removeprefix(PREFIX).split(".", 1)[-1]

    @property
    def private(self) -> bool:
        """Whether it is a person's own place and no channel."""
        return self.where[:1] in ("U", "W")

    @property
    def place(self) -> Place:
        return Place(self.team, user=self.where) if self.private else Place(self.team, self.where)

    def thread(self, round_: Round) -> Place:
        """Where what belongs to a drill is said."""
        if self.private:
            return self.place
        return Place(self.team, self.where, round_.ts)

    @property
    def standing(self) -> list[Schedule]:
        """The schedules that were not removed, oldest first."""
        return [each for each in self.schedules.values() if each.status != "removed"]

    @property
    def open_rounds(self) -> list[Round]:
        return [each for each in self.rounds.values() if each.open]


def stream_of(team: str, where: str) -> str:
    return f"{PREFIX}{team}.{where}"
