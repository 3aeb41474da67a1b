"""How long an interview and its parts last, and every figure of its clock, as the rubric had them at the start.

An interview keeps its own copy: a rubric that changes tomorrow does not move the clock of one that runs today.
Seconds are interview seconds throughout (see bot/interview/clock.py), but for the pauses that end a turn.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Allowance:
    """max(least, min(most, share of the phase)), in seconds."""

    least: float
    most: float
    share: float

    def seconds(self, phase_seconds: float) -> float:
        return max(self.least, min(self.most, self.share * phase_seconds))


@dataclass(frozen=True, slots=True)
class PlannedPhase:
    """`share` is its part of the interview (all add up to 1); the two others are shares of the interview too."""

    id: str
    title: str
    share: float
    ends_at_share: float | None = None
    warns_at_share: float | None = None
    fault_when_overrun: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """The clock's figures. The defaults are those of the method and are what tests without a rubric use."""

    grace: Allowance = Allowance(20, 120, 0.2)
    warning: Allowance = Allowance(20, 120, 0.4)
    turn_after_message: float = 4
    turn_after_question: float = 1
    turn_after_message_async: float = 60
    lull: float = 25
    nudge_after: float = 150
    nudges_per_phase: int = 2
    close_after_last_nudge: float = 15 * 60
    close_after_end: float = 15 * 60
    active_gap: float = 5 * 60
    async_close_after: float = 48 * 3600
    async_nudge_after: float = 12 * 3600
    quiet_from: int = 22 * 60
    quiet_until: int = 8 * 60
    downtime_above: float = 10
    scorecards_blind_for: float = 24 * 3600
    interviewer_away_after: float = 5 * 60
    whisper_every: float = 60


@dataclass(frozen=True, slots=True)
class HintRung:
    rung: int
    points: float


@dataclass(frozen=True, slots=True)
class Plan:
    """`seconds` is the whole interview."""

    seconds: float = 0
    phases: tuple[PlannedPhase, ...] = ()
    rules: Rules = field(default_factory=Rules)
    hints: tuple[HintRung, ...] = ()

    @property
    def order(self) -> tuple[str, ...]:
        return tuple(phase.id for phase in self.phases)

    def phase(self, phase_id: str) -> PlannedPhase:
        """Raises KeyError for a phase that is not in the plan."""
        for phase in self.phases:
            if phase.id == phase_id:
                return phase
        raise KeyError(phase_id)

    def after(self, phase_id: str) -> PlannedPhase | None:
        """The phase that follows, None after the last."""
        order = self.order
        index = order.index(phase_id) + 1
        return self.phases[index] if index < len(order) else None

    def price(self, rung: int) -> float:
        """Points that a hint of this rung costs; the dearest known for one beyond."""
        known = [hint.points for hint in self.hints if hint.rung <= rung]
        return known[-1] if known else 0.0
