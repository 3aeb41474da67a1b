"""What the interviewer means to say: names of templates with their arguments, and what is to be remembered of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.record import Entry


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence or two of a message. `words` is a template under prompts/ ("interview.fact"); `args` JSON values.

    `asks` marks a question to the candidate: a message holds at most one."""

    words: str
    args: Mapping[str, Any] = field(default_factory=dict)
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Probing:
    """A probe that is being asked: its id is never used again in this interview."""

    probe: str
    criterion: str


@dataclass(frozen=True, slots=True)
class Hinting:
    topic: str
    rung: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What to say to a turn, a silence or a request; empty parts mean that the interviewer says nothing."""

    parts: tuple[Part, ...] = ()
    probe: Probing | None = None
    facts: tuple[Entry, ...] = ()
    offered: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    hint: Hinting | None = None
    curveball: str = ""
    design: Mapping[str, Any] | None = None
    moves: str = ""
    holds: bool = False

    @property
    def speaks(self) -> bool:
        return bool(self.parts)
