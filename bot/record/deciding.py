"""What a pure aggregate answers with: plain values, so that domain packages need not know who runs them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


class Refused(Exception):
    """The command is not carried out. `reason` names words under prompts/, `args` are theirs; `fields` maps a form's
    field to the name of its error."""

    def __init__(self, reason: str, fields: Mapping[str, str] | None = None, **args: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.fields = dict(fields or {})
        self.words = args


@dataclass(frozen=True, slots=True)
class Wake:
    """A command that comes at `due` (unix seconds) by itself."""

    due: float
    command: Any


@dataclass(frozen=True, slots=True)
class Written:
    """Words of a person, kept apart from the events so that they can be forgotten."""

    text_id: str
    person: str
    words: str


@dataclass(frozen=True, slots=True)
class Onward:
    """A command for another stream that follows from a decision: carried out with it, or neither is."""

    stream: str
    command: Any
    new: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    events: Sequence[Any]
    written: Sequence[Written] = field(default=())
    onward: Sequence[Onward] = field(default=())


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a read model, found by kind and id, by its owner (a person or a place), or by its state.

    `row` holds JSON values; None takes the line away. `at` orders lines, in unix seconds."""

    kind: str
    id: str
    team: str
    owner: str = ""
    state: str = ""
    at: float = 0.0
    row: Mapping[str, Any] | None = None
    stream: str = ""
