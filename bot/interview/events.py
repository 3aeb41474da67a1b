"""What happened in an interview, in the past tense. `at` is unix seconds.

Events hold no words that people wrote: those lie beside them under their `text_id`, so that they can be forgotten.
What the interviewer said is here as the names of its templates and their arguments.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.dialogue.reply import Part
from bot.dialogue.turnread import TurnReading
from bot.interview.card import Card
from bot.interview.plan import Plan
from bot.record import Entry

EndReason = Literal["next", "words", "time", "gave_up", "ended"]
CloseReason = Literal["done", "ended", "time", "abandoned", "expired"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewStarted(Event):
    team: str
    channel: str
    thread: str
    candidate: str
    interviewer: str
    private: bool
    scenario: str
    scenario_version: int
    title: str
    prompt: str
    seed: int
    vary: bool
    rubric: str
    rubric_version: int
    level: str
    clock: str
    minutes: int
    speed: float
    plan: Plan
    tz_offset: int | None
    hide_numbers: bool
    report_private: bool = False
    zone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadOpened(Event):
    channel: str
    thread: str
    given_back: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRefused(Event):
    """There is no place to hold it in, so it never began; its people are free again."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseStarted(Event):
    phase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseEnded(Event):
    phase: str
    reason: EndReason


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseWarned(Event):
    """`kind`: "soon" before the end, "time" when the planned time is up. `left` is interview seconds."""

    phase: str
    kind: Literal["soon", "time"]
    left: float


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewPaused(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewResumed(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class DowntimeGivenBack(Event):
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHoursSet(Event):
    tz_offset: int | None
    quiet_from: int
    quiet_until: int
    zone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageHeard(Event):
    """One message of the candidate (or of a peer interviewer: `who`). `asks`: it ends with a question."""

    ts: str
    text_id: str
    who: Literal["candidate", "interviewer"]
    thread: str
    asks: bool
    file_ids: tuple[str, ...] = ()
    unreadable_files: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageEdited(Event):
    ts: str
    text_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageDeleted(Event):
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRead(Event):
    """What was understood of the messages of one turn (`first` is the index of its first message)."""

    messages: tuple[int, ...]
    reading: TurnReading


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnReread(Event):
    """The same after an edit or a deletion; nothing is answered."""

    messages: tuple[int, ...]
    reading: TurnReading


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsGiven(Event):
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsOffered(Event):
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeAsked(Event):
    probe: str
    criterion: str
    phase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed(Event):
    """A mistake or a turn of the talk that is remarked on once: "assumed", "jumped", "instructed", …"""

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HintGiven(Event):
    phase: str
    topic: str
    rung: int
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveballThrown(Event):
    curveball: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nudged(Event):
    phase: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoke(Event):
    """The interviewer said something: one message made of parts, each a template's name with its arguments."""

    parts: tuple[Part, ...]
    phase: str
    seed: str
    thread: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignDrawn(Event):
    """The picture of the design as it was understood; `design` is the graph as JSON values."""

    design: Mapping[str, Any]
    thread: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewEnded(Event):
    """The clock stops for good; the candidate may rate themself."""

    reason: CloseReason


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfRated(Event):
    ratings: Mapping[str, int] = field(default_factory=dict)
    note_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingSkipped(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportChosen(Event):
    """How the candidate wants the report: to them alone or in the thread, with numbers or without."""

    private: bool
    hide_numbers: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored(Event):
    """The scorecard, once, under the rubric of the interview."""

    card: Card


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewClosed(Event):
    reason: CloseReason


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDisputed(Event):
    """`phase` is the one that the criterion belongs to."""

    user: str
    criterion: str
    level: int
    reason_id: str
    phase: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LullPassed(Event):
    """A short quiet is over; it is not looked at again before the candidate speaks."""
