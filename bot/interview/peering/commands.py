"""What a person who interviews, or who scores, may ask of an interview. `user` is who acts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.interview.commands import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOver(Command):
    """`user` interviews from now on. `invited`: the candidate asked for it; without, only who interviewed before may."""

    user: str
    invited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HandBack(Command):
    """The bot interviews from now on. `leaves`: for good, so that taking over again needs a new invitation.

    The candidate may ask for it too, once the interviewer has left a question unanswered for long."""

    user: str
    leaves: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFact(Command):
    user: str
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostProbe(Command):
    user: str
    probe: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipProbe(Command):
    """Show another suggestion; this one is not shown again."""

    user: str
    probe: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostHint(Command):
    """Give the candidate the next rung of the hint that fits, at its price."""

    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeNote(Command):
    """Something for the scorecard, kept with the phase that runs."""

    user: str
    note: str
    note_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveScorecard(Command):
    """Part of a scorecard as it is filled in: `levels` (0–3) and `notes` (words) by phase; what is left out stays.

    `notes` may also have "feedback", for the other of the two."""

    user: str
    levels: Mapping[str, int] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitScorecard(Command):
    """The scorecard is in, as it was saved. It can be corrected by submitting again before all are shown.

    The last two are the candidate's to say: how they want the report; None leaves it as agreed at the start."""

    user: str
    report_private: bool | None = None
    hide_numbers: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipScorecard(Command):
    """The candidate or the interviewer will not fill one in: it is not waited for."""

    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentGap(Command):
    """Why two judges of one phase are so far apart, in the words of one of them."""

    user: str
    phase: str
    comment: str
