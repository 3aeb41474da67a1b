"""What the drills of one place can be told. `now` is unix seconds and part of every command.

`admin` says that Slack knows the person as an admin of the workspace, or that a setting names them; `gone` are
organisers that have left. Both are found out before the command is made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.drills.exercise import Kind
from bot.drills.schedule import Reveal, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    now: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Organising(Command):
    """Something that only organisers do."""

    user: str
    admin: bool = False
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameOrganiser(Command):
    """The bot was added to the channel by this person."""

    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeSchedule(Organising):
    kinds: tuple[Kind, ...]
    rule: Rule
    open_hours: int
    reveal: Reveal = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSchedule(MakeSchedule):
    """`version` is the one that the person saw when the form was opened."""

    schedule: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseSchedule(Organising):
    schedule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeSchedule(Organising):
    schedule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveSchedule(Organising):
    schedule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepSchedule(Organising):
    """The proposal to pause is declined."""

    schedule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RunNow(Organising):
    schedule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealNow(Organising):
    round: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeDrill(Command):
    """A person wants one for themself; `due` are the items that they should see again."""

    user: str
    kind: Kind
    seed: int
    scenario: str = ""
    due: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeeDrill(Command):
    """The form with the exercise was opened."""

    user: str
    round: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDirectly(Command):
    """The person wants to answer in a direct message."""

    user: str
    round: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StopDirect(Command):
    user: str
    round: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDrill(Command):
    user: str
    round: str
    answer: Mapping[str, str] = field(default_factory=dict)
    direct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeInThread(Command):
    """Somebody wrote in the thread of a drill."""

    user: str
    thread: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareResult(Command):
    user: str
    round: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckClock(Command):
    timer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePosted(Command):
    name: str
    channel: str
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRefused(Command):
    name: str
    reason: str
