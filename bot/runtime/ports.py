"""What the runtime needs from outside: a clock, an alarm, and somebody who posts."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.store import OutboxRow, TimerRow


class Clock(Protocol):
    def now(self) -> float:
        """Unix seconds."""
        ...


class SystemClock:
    def now(self) -> float:
        return time.time()


class Alarm(Protocol):
    """Calls `ring` at or after the due time of each timer that was set and not dropped."""

    async def start(self, ring: Callable[[TimerRow], Any]) -> None: ...

    def set(self, timer: TimerRow) -> None: ...

    def drop(self, stream: str, name: str) -> None: ...

    async def stop(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Sent:
    """It is there. `posted` has channel and ts of a message, file_id of a picture."""

    posted: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failed:
    """It will never go: Slack's error name. `tell` is a place to say so, for the person's sake."""

    reason: str


@dataclass(frozen=True, slots=True)
class Later:
    """It was not taken (429, or nothing answered): again after so many seconds. Nothing can have been posted."""

    seconds: float
    reason: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """It may have been taken: a time-out, a reset, a 5xx. To be looked up before it is tried again."""

    reason: str


Outcome = Sent | Failed | Later | Unclear
Progress = Callable[[Mapping[str, Any]], Any]


class Poster(Protocol):
    """Says one row on the platform."""

    async def send(self, row: OutboxRow, target: tuple[str, str] | None, progress: Progress) -> Outcome:
        """`target` is channel and ts of the named post that the row updates. `progress` (awaited) keeps a step."""
        ...

    async def find(self, row: OutboxRow) -> Sent | Unclear | None:
        """Whether the row was posted after all: what is there, None for nothing, Unclear when that cannot be told."""
        ...
