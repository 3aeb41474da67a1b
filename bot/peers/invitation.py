"""An invitation to a peer interview: what may be asked of it, what happened to it, how it stands. Times: unix seconds."""

from dataclasses import dataclass
from typing import Literal

Status = Literal["new", "open", "agreed", "begun", "declined", "withdrawn", "lapsed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    now: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite(Command):
    """`by` asks `to`; `candidate` is one of the two. `at` 0 is now. With `interview`, the stream of one that the bot
    holds, the invited one is asked to take over in it."""

    team: str
    channel: str
    by: str
    to: str
    candidate: str
    scenario: str = "random"
    minutes: int = 45
    level: str = "senior"
    thread: str = ""
    at: float = 0.0
    seed: int = 0
    interview: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptInvitation(Command):
    """`interview` is the name of the stream in which the interview will be, should it begin now; `pairings` are the
    streams of channels in which the two are this week's pair, which hear of it; `wishes` are the candidate's own: quiet
    (no numbers), alone (the report to them alone)."""

    user: str
    interview: str
    pairings: tuple[str, ...] = ()
    wishes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineInvitation(Command):
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeOther(Command):
    """Another time, or the roles the other way round; then it is for the other one to answer. `at` 0 is now."""

    user: str
    at: float
    candidate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawInvitation(Command):
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SayReady(Command):
    """Agreed, and there. The interview begins when both are."""

    user: str
    interview: str
    pairings: tuple[str, ...] = ()
    wishes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInvitation(Command):
    """A timer rang."""

    timer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoseInvitation(Command):
    """Slack would not deliver the question; `reason` is its error, such as cannot_dm_bot."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited(Event):
    team: str
    channel: str
    thread: str
    by: str
    to: str
    candidate: str
    scenario: str
    minutes: int
    level: str
    when: float
    seed: int
    interview: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherProposed(Event):
    by: str
    when: float
    candidate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAgreed(Event):
    """Accepted for `when`; `ready` is already there, "" for nobody."""

    by: str
    when: float
    ready: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeCame(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidReady(Event):
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewBegun(Event):
    """`interview` is its stream."""

    by: str
    interview: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationDeclined(Event):
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationWithdrawn(Event):
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationLapsed(Event):
    """Nobody answered, or one of the two was not there at the time agreed on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationLost(Event):
    """It never reached the one who was asked."""

    reason: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """`waits_for` is whose answer it is, `asked` whose it was; `when` 0 is now; `round` counts the proposals, each a message of its own.

    `came`: the agreed time has come and both are asked whether they are there; `ready` are those who said so."""

    id: str
    version: int = 0
    status: Status = "new"
    team: str = ""
    channel: str = ""
    thread: str = ""
    by: str = ""
    to: str = ""
    candidate: str = ""
    scenario: str = "random"
    minutes: int = 45
    level: str = "senior"
    seed: int = 0
    when: float = 0.0
    interview: str = ""
    waits_for: str = ""
    asked: str = ""
    asked_at: float = 0.0
    round: int = 0
    came: bool = False
    ready: frozenset[str] = frozenset()
    ended_by: str = ""

    @property
    def people(self) -> tuple[str, str]:
        return (self.by, self.to)

    @property
    def interviewer(self) -> str:
        return self.other(self.candidate)

    @property
    def takes_over(self) -> bool:
        """Whether the invited one is to take the bot's place in an interview that runs."""
        return bool(self.interview) and self.status in ("new", "open")

    def other(self, user: str) -> str:
        return self.to if user == self.by else self.by

    @property
    def answerable(self) -> bool:
        return self.status in ("open", "agreed")
