"""Rows as values. Times are unix seconds; `data` and `args` are JSON objects."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

OutboxState = Literal["waiting", "sent", "failed", "superseded"]


@dataclass(frozen=True, slots=True)
class NewEvent:
    type: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StoredEvent:
    stream: str
    version: int
    type: str
    data: Mapping[str, Any]
    at: float


@dataclass(frozen=True, slots=True)
class TimerRow:
    """A ring of the alarm clock: at `due` the command goes to the stream."""

    stream: str
    name: str
    due: float
    command: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One thing to say. `lane` is what keeps its order (a channel, or a person's Home); ids sort by time.

    `attempted_at` is committed before the post is tried: a row that has it and is still waiting may have been posted.
    """

    id: str
    lane: str
    stream: str
    team: str
    kind: str
    what: str
    name: str
    place: Mapping[str, str]
    args: Mapping[str, Any]
    created: float
    state: OutboxState = "waiting"
    attempted_at: float | None = None
    not_before: float = 0.0
    attempts: int = 0
    posted: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
