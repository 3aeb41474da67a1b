"""What happened to the pairing of a channel. Holds no words that people wrote."""

from dataclasses import dataclass
from typing import Literal

from bot.peers.pairing.hours import WorkingHours
from bot.peers.pairing.state import Pair
from bot.record.weekly import Occurrence, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganiserNamed(Event):
    """Nobody was known, and this person asked first."""

    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganiserLeft(Event):
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingPlanned(Event):
    """`rule` as it is from now on, `next` the first match by it."""

    rule: Rule
    next: Occurrence
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairingStopped(Event):
    """`why`: asked, or Slack's error where the channel cannot be written to any more; `tell` hear of it then."""

    by: str = ""
    why: str = "asked"
    tell: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberJoined(Event):
    """Opted in, or came back."""

    person: str
    hours: WorkingHours
    reminders: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLeft(Event):
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekSkipped(Event):
    person: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snoozed(Event):
    person: str
    until: float


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursSet(Event):
    person: str
    hours: WorkingHours
    reminders: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeGiven(Event):
    """It is said who takes part in the match of `key`."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrencesSkipped(Event):
    """Due while the bot was away for longer than the grace; `keys` are their wall times."""

    keys: tuple[str, ...]
    next: Occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsMade(Event):
    """The match of one week. `alone` have no partner; `next` is the following match, `ends` when this week is over."""

    week: str
    key: str
    pairs: tuple[Pair, ...]
    alone: tuple[str, ...]
    next: Occurrence
    ends: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchPosted(Event):
    week: str
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairReminded(Event):
    """`to` is who wants reminders."""

    pair: str
    to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairMet(Event):
    """`how`: their interview began, or one of them said so (`by`)."""

    pair: str
    how: Literal["interview", "said"]
    by: str = ""
    interview: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairNotHappened(Event):
    """One of them says that it did not happen: no no-show, and they may be paired again."""

    pair: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairDropped(Event):
    """One of them is not here any more."""

    pair: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekClosed(Event):
    """`missed` are the pairs of which nobody said anything and no interview began: a no-show of both."""

    week: str
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPaused(Event):
    person: str
    no_shows: int
