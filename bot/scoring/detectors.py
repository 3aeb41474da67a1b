"""The registry of structural detectors, which the rubric's ladders name (`structure: NAME`).

To add one: write a function in a module of this package that takes the `Reading` and the id of the criterion whose
rung asks, and returns a `Found` or None; register it, and name the module in `bot/scoring/engine.py`'s imports:

    @detector("recomputed")
    def recomputed(reading: Reading, criterion: str) -> Found | None:
        ...
        return Found(reading.quote(sentence), matched=("3.5k/s",))

Then a rung of rubrics/system_design.yaml says `ways: [{structure: recomputed}]`. One function may serve several
criteria (it gets the id) and several rungs (register it twice, as "recomputed" and "recomputed_exactly"). It must be
pure: same reading, same finding. A level without any rung reached is 0; a rung does not need the rungs below it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.scoring.card import Evidence
from bot.scoring.reading import Reading


@dataclass(frozen=True, slots=True)
class Found:
    """What a detector saw. `uncertain`: it could not be told, and this is the better guess."""

    evidence: tuple[Evidence, ...] = ()
    matched: tuple[str, ...] = ()
    uncertain: bool = False


Detector = Callable[[Reading, str], Found | None]
DETECTORS: dict[str, Detector] = {}


class UnknownDetector(ValueError):
    """A rung names a detector that is not there."""

    def __init__(self, name: str) -> None:
        super().__init__(f"no structural detector {name!r}; known are {', '.join(sorted(DETECTORS)) or 'none'}.")
        self.name = name


def detector(*names: str) -> Callable[[Detector], Detector]:
    """Register a detector under these names."""

    def register(function: Detector) -> Detector:
        for name in names:
            if name in DETECTORS:
                raise ValueError(f"two structural detectors are called {name!r}.")
            DETECTORS[name] = function
        return function

    return register
