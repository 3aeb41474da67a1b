"""Where the talk stands when the interviewer has to say something: plain values, taken from the interview."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.content import Rubric, Scenario
from bot.dialogue.mind import Mind
from bot.dialogue.reply import Part
from bot.dialogue.turnread import Drawn, Estimated, TurnReading
from bot.record import Ledger


@dataclass(frozen=True, slots=True)
class Heard:
    """One message of a turn. `index` is its place in the interview; `files` the texts attached to it."""

    index: int
    text: str
    files: tuple[str, ...] = ()
    unreadable: int = 0

    @property
    def pieces(self) -> tuple[str, ...]:
        """The message and its files, each a text of its own."""
        return (self.text, *self.files)


@dataclass(frozen=True, slots=True)
class Situation:
    """`reads` are the turns understood before, with the phase each was in; `drawings` the texts that drew the design
    so far, `talk` everything said since the requirements. Seconds are interview seconds. `hints` maps a topic to the highest rung given."""

    mind: Mind
    scenario: Scenario
    rubric: Rubric
    phase: str = "requirements"
    next_phase: str = ""
    level: str = "senior"
    ledger: Ledger = field(default_factory=Ledger)
    asked: frozenset[str] = frozenset()
    asked_criteria: frozenset[str] = frozenset()
    asked_here: int = 0
    open_probe: str = ""
    open_criterion: str = ""
    offered: tuple[str, ...] = ()
    noticed: frozenset[str] = frozenset()
    answered_criterion: str = ""
    reads: tuple[tuple[str, TurnReading], ...] = ()
    drawings: tuple[str, ...] = ()
    talk: tuple[str, ...] = ()
    pictured: int = 0
    hints: Mapping[str, int] = field(default_factory=dict)
    prices: tuple[float, ...] = ()
    curveball: str = ""
    last_question: Part | None = None
    phase_spent: float = 0.0
    phase_left: float = 0.0
    left: float = 0.0
    seed: int = 0

    @property
    def given(self) -> frozenset[str]:
        return self.ledger.facts

    @property
    def seen(self) -> frozenset[str]:
        """Criteria that nothing needs to be asked about: done once, or touched in two turns."""
        done = {criterion for _, read in self.reads for criterion in read.seen}
        touched = Counter(criterion for _, read in self.reads for criterion in read.half)
        return frozenset(done | {criterion for criterion, times in touched.items() if times > 1})

    @property
    def half(self) -> frozenset[str]:
        """Criteria that were touched and are not done."""
        return frozenset(criterion for _, read in self.reads for criterion in read.half) - self.seen

    @property
    def estimates(self) -> tuple[Estimated, ...]:
        return tuple(each for _, read in self.reads for each in read.estimates)

    @property
    def drawn(self) -> Drawn | None:
        return next((read.drawn for _, read in reversed(self.reads) if read.drawn), None)

    @property
    def decided(self) -> frozenset[tuple[str, str]]:
        return frozenset(pair for _, read in self.reads for pair in read.decided)

    @property
    def questions_asked(self) -> int:
        """Turns of the candidate that asked something of the sheet."""
        return sum(1 for _, read in self.reads if read.asked_facts or read.offered_facts or read.unanswered)

    @property
    def asked_categories(self) -> frozenset[str]:
        facts = {fact.id: fact.category for fact in self.scenario.facts}
        return frozenset(facts[key] for key in self.given | set(self.offered) if key in facts)

    def params(self, flow: str | None = None) -> dict[str, float]:
        """The figures that hold here: the sheet's, a thrown curveball's, and what was assumed instead."""
        return {**self.scenario.params(flow), **self._changed(flow), **self.ledger.overrides(flow)}

    def _changed(self, flow: str | None) -> dict[str, float]:
        ball = next((each for each in self.scenario.curveballs if each.id == self.curveball), None)
        if ball is None or ball.overrides is None or flow not in (None, ball.overrides.flow):
            return {}
        return {name: figure.value for name, figure in ball.overrides.figures().items() if name != "retention"}
