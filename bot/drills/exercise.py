"""An exercise as it was drawn: everything that its words, its marking and its solution need, as JSON values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Kind = Literal["questions", "estimation", "design", "decisions", "patterns", "slip", "sprint"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a worked estimate: a step of the cascade, how it was computed, and what came out, as printed."""

    step: str
    working: str
    result: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is asked for. `id` names its field; `asks` are figures for its words; `params` and `metric` are
    those of its estimate, where it is one."""

    id: str
    metric: str = ""
    asks: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Exercise:
    """One drill. `figures` are the scenario's as they are said, `params` the same for the cascade; `planted` is the
    slip that was put into `lines` at `planted_at` (from 1)."""

    kind: Kind
    seed: int
    scenario: str = ""
    title: str = ""
    core: str = ""
    noun: str = ""
    nouns: str = ""
    actor: str = ""
    items: tuple[Item, ...] = ()
    figures: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, float] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    planted: str = ""
    planted_at: int = 0
    seconds: int = 0

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields of an answer, in order."""
        return tuple(item.id for item in self.items)

    @property
    def fingerprint(self) -> str:
        """What makes it the same drill as another one: kind, scenario and all that was drawn."""
        drawn = sorted(self.figures.items())
        asked = [(item.id, sorted(item.asks.items())) for item in self.items]
        return f"{self.kind}|{self.scenario}|{drawn}|{asked}|{self.planted}"
