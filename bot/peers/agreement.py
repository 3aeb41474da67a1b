"""How far two judges agree, and where they are far apart. Levels are 0 to 3.

No library in the lock file has this measure (scikit-learn would bring it with 30 MB), and it is ten lines.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

LEVELS = 4
Weights = Literal["quadratic", "linear"]


def weighted_kappa(pairs: Sequence[tuple[int, int]], weights: Weights = "quadratic") -> float | None:
    """Cohen's weighted kappa of two judges over the same items: 1 is full agreement, 0 no more than by chance.

    1 - sum(w * observed) / sum(w * expected) over all cells, with w = (i - j)² (quadratic) or |i - j| (linear) and
    the expected counts from the judges' own distributions. None without pairs, and where both always give one and the
    same level: agreement cannot be told from habit then. Raises ValueError for a level that is none.
    Source: J. Cohen, "Weighted kappa", Psychological Bulletin 70 (1968), 213-220."""
    if any(level not in range(LEVELS) for pair in pairs for level in pair):
        raise ValueError(f"levels are 0 to {LEVELS - 1}")
    one = [sum(first == level for first, _ in pairs) for level in range(LEVELS)]
    two = [sum(second == level for _, second in pairs) for level in range(LEVELS)]
    power = 2 if weights == "quadratic" else 1
    observed = sum(abs(first - second) ** power for first, second in pairs)
    cells = [(i, j) for i in range(LEVELS) for j in range(LEVELS)]
    expected = sum(abs(i - j) ** power * one[i] * two[j] for i, j in cells) / len(pairs) if pairs else 0.0
    return None if not expected else 1 - observed / expected


@dataclass(frozen=True, slots=True)
class Agreement:
    """`kappa` None: too few interviews, or not to be told. `same` of `pairs` had the same level."""

    phase: str
    pairs: int
    same: int
    kappa: float | None


def agreement(
    history: Sequence[Mapping[str, tuple[int, int]]], phases: Sequence[str], least: int, weights: Weights = "quadratic"
) -> tuple[Agreement, ...]:
    """For each phase, over one person's interviews (phase → their level and the bot's); under `least` no number."""
    found = []
    for phase in phases:
        pairs = [row[phase] for row in history if phase in row]
        if pairs:
            kappa = weighted_kappa(pairs, weights) if len(pairs) >= least else None
            found.append(Agreement(phase, len(pairs), sum(one == two for one, two in pairs), kappa))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Gap:
    """The two judges of one phase who are farthest apart."""

    phase: str
    low: str
    low_level: int
    high: str
    high_level: int


def gaps(levels: Mapping[str, Mapping[str, int]], phases: Sequence[str], least: int) -> tuple[Gap, ...]:
    """Phases in which two judges are `least` levels or more apart. `levels`: judge → phase → level."""
    found = []
    for phase in phases:
        given = sorted((by_phase[phase], judge) for judge, by_phase in levels.items() if phase in by_phase)
        if len(given) > 1 and given[-1][0] - given[0][0] >= least:
            found.append(Gap(phase, given[0][1], given[0][0], given[-1][1], given[-1][0]))
    return tuple(found)
