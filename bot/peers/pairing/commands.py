"""What the pairing of a channel can be told. `now` is unix seconds and part of every command."""

from dataclasses import dataclass

from bot.peers.pairing.hours import WorkingHours
from bot.record.weekly import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    now: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Organising(Command):
    """Something that only organisers do. `admin`: Slack or a setting says so; `known` organise the channel already,
    `gone` are those of them who left the workspace."""

    user: str
    admin: bool = False
    known: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPairing(Organising):
    """When the channel pairs, from now on. `version` is the plan that the person saw, None where they saw none."""

    rule: Rule
    version: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StopPairing(Organising):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinPairing(Organising):
    """Opt in, or come back: ends a skip, a snooze, a pause. Where the channel has no plan yet it gets the usual one in
    `hours.zone`, if this person may organise."""

    hours: WorkingHours
    reminders: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LeavePairing(Command):
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipWeek(Command):
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SnoozePairing(Command):
    """`until` is the start of the first day, on the person's own wall, on which they take part again."""

    user: str
    until: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SetHours(Command):
    """The person changed their preferences."""

    user: str
    hours: WorkingHours
    reminders: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SayMet(Command):
    user: str
    pair: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SayNotHappened(Command):
    user: str
    pair: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteInterview(Command):
    """The two began an interview between them. Follows from the interview's beginning, in its transaction."""

    people: tuple[str, str]
    interview: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetMember(Command):
    """The person wants to be forgotten: out, and their pair of this week is dropped."""

    user: str
