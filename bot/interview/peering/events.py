"""What happened around a person who interviews. No words that people wrote: those lie under their `text_id`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.interview.events import Event

Posting = Literal["fact", "probe", "hint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TookOver(Event):
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedBack(Event):
    """`why`: asked (by the interviewer), left (for good), away (the candidate would not wait any longer)."""

    user: str
    why: Literal["asked", "left", "away"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewerRead(Event):
    """What was understood of one message of the interviewer, by its index: facts of the sheet that it told, names of
    the solution that the candidate had not said, whether it asks something."""

    message: int
    facts: tuple[str, ...] = ()
    leaks: tuple[str, ...] = ()
    asks: bool = False
    words: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewerPosted(Event):
    """Something was posted in the thread in the interviewer's name, with a button or a command."""

    user: str
    what: Posting
    id: str
    words: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestionSkipped(Event):
    probe: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HintWanted(Event):
    """The candidate asked for a hint while a person interviews."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTaken(Event):
    user: str
    phase: str
    text_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhisperDue(Event):
    """Nothing but the clock moved: the minutes left are shown anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewerAway(Event):
    """A question has waited for long; the candidate is offered to go on with the bot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorecardSaved(Event):
    user: str
    levels: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    """phase, or "feedback" → text_id"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorecardSubmitted(Event):
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorecardSkipped(Event):
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GapCommented(Event):
    user: str
    phase: str
    text_id: str
