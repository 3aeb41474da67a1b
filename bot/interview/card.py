"""A scorecard as an interview keeps it: verdicts with the place of their evidence, never with the words.

What a person wrote lies beside the events, so evidence is a message and a span in it; whoever is forgotten takes their
words along.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

By = Literal["rules", "model", "person"]


@dataclass(frozen=True, slots=True)
class Proof:
    """[start, end) in code points of one message, by its index."""

    message: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Judged:
    """One criterion. Level 0 not seen, 1 mentioned, 2 done, 3 done and justified; a fault is 3 (made) or 0."""

    criterion: str
    level: int
    evidence: tuple[Proof, ...] = ()
    by: By = "rules"
    detector: str = ""
    next_rung: str = ""
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """What one interview was judged to be worth under one version of a rubric. Scores are of 100, None where nothing
    of a phase could be judged."""

    rubric: str
    version: int
    judged: tuple[Judged, ...] = ()
    phases: Mapping[str, float] = field(default_factory=dict)
    overall: float | None = None
    band: str = ""

    def of(self, criterion: str) -> Judged | None:
        return next((each for each in self.judged if each.criterion == criterion), None)
