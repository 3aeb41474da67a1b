"""What may be asked of an interview. Times are unix seconds, given by who sends the command; ids are Slack's.

`user` is who acts; only participants are obeyed. Every command has `now`, and the runtime may replace it: a timer's
command carries the time it was due, and is decided at the time it rings.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

ClockKind = Literal["live", "async"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    now: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StartInterview(Command):
    """`scenario` is an id, or "random" (chosen by `seed`). With `vary` the figures are drawn from their ranges.

    `thread` is given when the interview is begun inside an existing thread, else the card's own message becomes it
    (`OpenThread`). `private` is a direct message with the bot. `interviewer` is a peer's id, "" for the bot itself.
    `tz_offset` is the candidate's, in seconds east of UTC; None where it is not known (then nothing is held back).
    `zone` is the IANA name, which stays right over a change of the clocks; "" where only the offset is known."""

    team: str
    candidate: str
    scenario: str
    seed: int
    channel: str = ""
    thread: str = ""
    private: bool = False
    interviewer: str = ""
    minutes: int = 45
    level: str = "senior"
    rubric: str = ""
    clock: ClockKind = "live"
    speed: float = 1.0
    vary: bool = False
    tz_offset: int | None = None
    hide_numbers: bool = False
    report_private: bool = False
    zone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenThread(Command):
    """The card was posted: `ts` is its id and so the thread's; the prompt is said in answer to this."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusePlace(Command):
    """The card could not be posted; `reason` is Slack's error, such as not_in_channel."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An attachment. `text` is its content where it is one that can be read (an Excalidraw file), else None."""

    name: str
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HearMessage(Command):
    """Somebody wrote in the interview's place. `text_id` is under what id the words are kept beside the events.

    `thread` is "" for a top-level message of a direct conversation; answers go where the question was put."""

    user: str
    ts: str
    text: str
    text_id: str
    thread: str = ""
    files: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditMessage(Command):
    user: str
    ts: str
    text: str
    text_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteMessage(Command):
    """A message is gone; `user` may be "" where Slack does not say who."""

    ts: str
    user: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPhase(Command):
    """Ends `phase`, and nothing when that phase is over already: a stale button does no harm. "" is the current one."""

    user: str
    phase: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseInterview(Command):
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeInterview(Command):
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndInterview(Command):
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskHint(Command):
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveUp(Command):
    """Lets the current phase go: what was earned in it stays, and the next one begins."""

    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseFact(Command):
    """One of the questions that were offered as buttons."""

    user: str
    fact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckClock(Command):
    """A timer rang: do whatever is due. `timer` says which, for the log; what is due is read from the state."""

    timer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveBackDowntime(Command):
    """The bot was away from `since` to `until`; sent to every live interview when it is back."""

    since: float
    until: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SetQuietHours(Command):
    """The person's own night, as minutes after midnight; equal values mean there is none."""

    user: str
    tz_offset: int | None
    quiet_from: int = 22 * 60
    quiet_until: int = 8 * 60
    zone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RateSelf(Command):
    """The candidate's own levels (0–3) per phase or criterion, before they see the report.

    `report_private` and `hide_numbers` say how they want the report; None leaves it as agreed at the start."""

    user: str
    ratings: Mapping[str, int] = field(default_factory=dict)
    note_id: str = ""
    note: str = ""
    report_private: bool | None = None
    hide_numbers: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipRating(Command):
    user: str
    report_private: bool | None = None
    hide_numbers: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeRow(Command):
    """A person's level beside the bot's for one criterion, with the reason."""

    user: str
    criterion: str
    level: int
    reason: str = ""
    reason_id: str = ""


def of(command: Any) -> str:
    """The name of a command's kind."""
    return type(command).__name__
