"""The ledger of one interview: the facts given, the assumptions stated, the estimates made, in the order they came.

Later checks use the ledger, not the sheet: a candidate who was told 500 million works with 500 million, and one who
assumed a peak of ten works with ten.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that stands. `turn` is the index of the message it came from.

    fact: `key` is the fact's id. assumption: `key` names the parameter (`peak_factor`) or is "" where it is only
    words; a fact that gives a load figure away has it as `parameter`. estimate: `key` is the metric (`write_qps`). `value` is in base units (B, B/s, req/s, s, counts).
    """

    kind: Literal["fact", "assumption", "estimate"]
    key: str
    words: str
    turn: int
    flow: str | None = None
    value: float | None = None
    unit: str | None = None
    parameter: str | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    entries: tuple[Entry, ...] = field(default=())

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def add(self, *entries: Entry) -> "Ledger":
        return replace(self, entries=(*self.entries, *entries))

    def without_turn(self, turn: int) -> "Ledger":
        """Drop what came from one message, when it is edited or deleted."""
        return replace(self, entries=tuple(entry for entry in self.entries if entry.turn != turn))

    @property
    def facts(self) -> frozenset[str]:
        """Ids of the facts that were given out."""
        return frozenset(entry.key for entry in self.entries if entry.kind == "fact")

    def latest(self, kind: str, key: str) -> Entry | None:
        return next((e for e in reversed(self.entries) if e.kind == kind and e.key == key), None)

    def overrides(self, flow: str | None = None) -> Mapping[str, float]:
        """Parameters of the cascade that a stated assumption replaces; one that was told later holds no more."""
        found: dict[str, float] = {}
        for entry in self.entries:
            if entry.kind == "fact" and entry.parameter:
                found.pop(entry.parameter, None)
            elif entry.kind == "assumption" and entry.key and entry.value is not None and entry.flow in (None, flow):
                found[entry.key] = entry.value
        return found
