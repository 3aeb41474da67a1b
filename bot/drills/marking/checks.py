"""What marking says: yes or no to each thing that was asked for, as names of words, never finished sentences."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Check:
    """One yes or no. Its words are prompts/drills.yaml, check.<id>.yes or .no, filled with `args`."""

    id: str
    ok: bool
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemMark:
    """One item: its share of what can be had, 0 to 1, and why. `value` is an estimate in base units, `reference` the
    right one, `slip` what explains the difference. `empty` says that nothing was answered."""

    id: str
    score: float
    checks: tuple[Check, ...] = ()
    value: float | None = None
    reference: float | None = None
    slip: str = ""
    empty: bool = False

    @property
    def solved(self) -> bool:
        """Whether everything that was asked of it is there."""
        return bool(self.checks) and all(check.ok for check in self.checks) and self.score > 0


@dataclass(frozen=True, slots=True)
class Marking:
    """An answer, marked. `notes` are about the whole of it; `facts` are plain values for the reveal."""

    items: tuple[ItemMark, ...]
    notes: tuple[Check, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    weight: float = 1.0

    @property
    def score(self) -> float:
        """0 to 1: the mean of the items, times what remains after overtime."""
        if not self.items:
            return 0.0
        return self.weight * sum(item.score for item in self.items) / len(self.items)

    @property
    def solved(self) -> int:
        """How many items have everything."""
        return sum(item.solved for item in self.items)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a field cannot be marked at all: prompts/drills.yaml, problem.<words>."""

    at: str
    words: str
    args: Mapping[str, Any] = field(default_factory=dict)


def share_of(checks: tuple[Check, ...]) -> float:
    """The share of the checks that are met."""
    return sum(check.ok for check in checks) / len(checks) if checks else 0.0


def empty(item: str) -> ItemMark:
    return ItemMark(item, 0.0, empty=True)
