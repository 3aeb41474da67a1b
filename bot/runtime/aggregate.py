"""What the runtime asks of a thing whose history it keeps: an interview, later a schedule, a pairing.

An aggregate is pure: it is given its state, a command and the time, and answers with events. The runtime stores them,
and derives from the new state everything that follows: which timers ring, which claims are held, what is said.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from bot.record import Decided, Line, Refused, Say, Wake, Written

__all__ = ["Aggregate", "Decided", "HearsRefusals", "Line", "Projects", "Refused", "Wake", "Written"]


class Aggregate(Protocol):
    """The functions of one kind of stream. `category` is the part of the stream's name before the first dash."""

    category: str

    def start(self, stream: str) -> Any:
        """The state before the first event."""
        ...

    def decide(self, state: Any, command: Any, prepared: Any) -> Decided:
        """What follows from the command. Raises Refused."""
        ...

    def evolve(self, state: Any, event: Any) -> Any: ...

    def wants_preparing(self, state: Any, command: Any) -> bool:
        """Whether `prepare` has to run before `decide`; quick."""
        ...

    def prepare(self, state: Any, command: Any, texts: Mapping[str, str]) -> Any:
        """The slow part of deciding (reading what was written), run outside the transaction on another thread."""
        ...

    def timers(self, state: Any) -> Mapping[str, Wake]: ...

    def claims(self, state: Any) -> frozenset[str]:
        """Names that only one live stream may hold (a thread, a person's one live interview)."""
        ...

    def taken(self, claim: str) -> Refused:
        """The answer to somebody who wants a claim that another stream holds."""
        ...

    def says(self, before: Any, event: Any, after: Any, texts: Mapping[str, str]) -> Sequence[Say]: ...

    def row(self, state: Any) -> Mapping[str, Any] | None:
        """The line for history and Home: id, team, person, state ("live" or not), started and what is shown."""
        ...

    def team(self, state: Any) -> str: ...

    def at(self, command: Any) -> float:
        """The command's time."""
        ...

    def retimed(self, command: Any, now: float) -> Any:
        """The command of a timer, decided now."""
        ...

    def encode_event(self, event: Any) -> tuple[str, Mapping[str, Any]]: ...

    def decode_event(self, kind: str, data: Mapping[str, Any]) -> Any:
        """Raises for an event that nobody knows: a stream that cannot be read must not be written to."""
        ...

    def encode_command(self, command: Any) -> Mapping[str, Any]: ...

    def decode_command(self, data: Mapping[str, Any]) -> Any: ...

    def posted(self, name: str, channel: str, ts: str, now: float) -> Any | None:
        """The command that tells a stream where a post that it named now stands."""
        ...

    def downtime(self, since: float, until: float) -> Any | None:
        """The command that tells a live stream that the bot was away."""
        ...


@runtime_checkable
class Projects(Protocol):
    """An aggregate that keeps read models beside its stream (bot/store, `lines`)."""

    def lines(self, before: Any, event: Any, after: Any) -> Sequence[Line]:
        """The lines that change with this event; written in its transaction."""
        ...


@runtime_checkable
class Forgets(Protocol):
    """An aggregate whose events may hold words of a person, or whose stream may be one person's alone."""

    def alone(self, state: Any, person: str) -> bool:
        """Whether the whole stream is this person's, so that nothing of it stays."""
        ...

    def without(self, state: Any, event: Any, person: str, theirs: Callable[[str], bool]) -> Any:
        """The event without words of this person; `theirs` tells whether they wrote a text, `state` is the last one."""
        ...


@runtime_checkable
class HearsRefusals(Protocol):
    """An aggregate that wants to know when Slack refuses a post that it gave a name."""

    def refused(self, name: str, reason: str, now: float) -> Any | None:
        """The command that tells the stream; `reason` is Slack's error, such as is_archived."""
        ...
