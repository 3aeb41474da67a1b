"""A scorecard: levels with evidence, per criterion, for one interview."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Evidence:
    """`quote` is a contiguous piece of the candidate's message with this index."""

    turn: int
    quote: str


@dataclass(frozen=True, slots=True)
class Second:
    """What a second judge said. `verdict`: met, unmet, cannot_assess, or void (its quote was not in the message);
    `rules_level`: what the rules alone gave."""

    by: str
    verdict: str
    evidence: Evidence | None = None
    why: str = ""
    rules_level: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """Level 0 not seen, 1 mentioned, 2 done, 3 done and justified; of a fault, 3 made and 0 not.

    `by` is the detector that spoke ("" where none did), `matched` the words or figures that it saw, `next_rung` what
    the next level would need ("" at the top). `uncertain`: it could not be told, and the level is the better guess."""

    level: int
    evidence: tuple[Evidence, ...] = ()
    by: str = ""
    uncertain: bool = False
    matched: tuple[str, ...] = ()
    next_rung: str = ""
    second: Second | None = None

    @property
    def met(self) -> bool:
        return self.level >= 2


@dataclass(frozen=True, slots=True)
class Scorecard:
    """Only criteria that could be judged are in it; what was looked for and not seen is in it with level 0.

    `phases`: phase → score of 100, None where nothing of it could be judged; `score` is the whole, `band` its id."""

    rubric: str
    version: int
    criteria: Mapping[str, Verdict] = field(default_factory=dict)
    phases: Mapping[str, float | None] = field(default_factory=dict)
    score: float | None = None
    band: str = ""
