"""What happened to the drills of one place. Never changed, only added to; the words people wrote are elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.drills.exercise import Exercise
from bot.drills.marking.checks import Marking
from bot.drills.schedule import Occurrence, Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganiserNamed(Event):
    """`how`: added the bot to the channel, or asked first where nobody was known."""

    person: str
    how: Literal["added", "first"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganiserLeft(Event):
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleMade(Event):
    schedule: Schedule
    times: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleChanged(Event):
    """`schedule` as it is now."""

    schedule: Schedule
    by: str
    times: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulePaused(Event):
    """`why`: asked, is_archived, not_in_channel, …"""

    schedule: str
    by: str = ""
    why: str = "asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleResumed(Event):
    schedule: str
    by: str
    next: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleRemoved(Event):
    schedule: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseProposed(Event):
    schedule: str
    round: str
    silent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseDeclined(Event):
    schedule: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrencesSkipped(Event):
    """Due while the bot was away for longer than the grace; `keys` are their wall times."""

    schedule: str
    keys: tuple[str, ...]
    next: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOpened(Event):
    """A drill is posted. `key` is the wall time that it was due at, "" for one that somebody asked for; `next` is when
    its schedule is due again."""

    round: str
    exercise: Exercise
    closes: float
    schedule: str = ""
    key: str = ""
    due: float | None = None
    next: Occurrence | None = None
    by: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPosted(Event):
    round: str
    channel: str
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillSeen(Event):
    round: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectAsked(Event):
    round: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectEnded(Event):
    round: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillAnswered(Event):
    """`texts`: field → id of what was written in it. `counted` is whether it came in time."""

    round: str
    person: str
    attempt: int
    texts: Mapping[str, str]
    marking: Marking
    counted: bool
    direct: bool = False
    took: float | None = None
    shown: bool = field(default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAnswerNoticed(Event):
    """Somebody wrote in the thread while answers are private; they are told once a drill."""

    round: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundClosed(Event):
    round: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRevealed(Event):
    round: str
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDropped(Event):
    """It could not be posted."""

    round: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultShared(Event):
    round: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelLost(Event):
    """Slack refuses posts there: is_archived, not_in_channel, channel_not_found …"""

    reason: str
    tell: tuple[str, ...] = ()
