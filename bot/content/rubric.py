"""A rubric: phases, clock, criteria with their ladders, bands. The shape of rubrics/*.yaml."""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from bot.content.rung import Rung
from bot.content.scenario import Id, Level, Part, PhaseId, Short, Text

Kind = Literal["question", "statement", "estimate", "diagram", "pace", "fault"]
Seconds = Annotated[float, Field(ge=0)]
Share = Annotated[float, Field(ge=0, le=1)]
USUAL_MINUTES = 45
Anchor = Annotated[str, Field(min_length=1, max_length=75)]  # what a choice in a Slack form can show beside it


class Allowance(Part):
    """A time that grows with its phase: `share` of it, at least `least` and at most `most` seconds."""

    least: Seconds
    most: Seconds
    share: Share

    def seconds(self, phase_seconds: float) -> float:
        return max(self.least, min(self.most, self.share * phase_seconds))


class Phase(Part):
    """One timed part. `minutes` are planned minutes of an interview as long as all phases together; other lengths
    share alike. `opens` names the words it is opened with, where they are not the phase's own.

    A phase with `ends_at_share` is moved on from at that share of the interview instead of its planned end plus
    grace, and one with `warns_at_share` is warned at that share."""

    id: PhaseId
    title: Short
    minutes: Annotated[float, Field(gt=0)]
    weight: Annotated[float, Field(gt=0)] = 1
    ends_at_share: Share | None = None
    warns_at_share: Share | None = None
    fault_when_overrun: str | None = None
    opens: Annotated[str, Field(pattern=r"^[a-z_]{0,40}$", description="Words under prompts, interview.open.")] = ""
    anchors: tuple[Anchor, ...] = Field(
        default=(), description="What each level looks like to a person who scores this phase: four lines, for 0 to 3."
    )

    @field_validator("anchors")
    @classmethod
    def _one_for_each_level(cls, anchors: tuple[str, ...]) -> tuple[str, ...]:
        if len(anchors) not in (0, 4):
            raise ValueError(f"has {len(anchors)} lines; write four, for the levels 0 to 3, or none")
        return anchors


class TurnClock(Part):
    """When a turn ends, in seconds after its last message."""

    after_message: Seconds
    after_question: Seconds
    async_after_message: Seconds


class SilenceClock(Part):
    """How long silence is left in peace. Seconds."""

    nudge_after: Seconds
    nudges_per_phase: Annotated[int, Field(ge=0)]
    close_after_last_nudge: Seconds
    close_after_end: Seconds


class AsyncClock(Part):
    """The clock that counts active minutes only. Seconds, but for the hours of the night."""

    active_gap: Seconds
    close_after: Seconds
    quiet_from: Annotated[str, Field(pattern=r"^\d\d:\d\d$")]
    quiet_until: Annotated[str, Field(pattern=r"^\d\d:\d\d$")]


class Clock(Part):
    grace: Allowance
    warning: Allowance
    turn: TurnClock
    silence: SilenceClock
    async_: AsyncClock = Field(alias="async")
    downtime_given_back_above: Seconds


class HintPrice(Part):
    """What a hint of this rung costs, in points of the hundred that its phase can earn."""

    rung: Annotated[int, Field(ge=1, le=3)]
    points: Annotated[float, Field(ge=0, le=100)]


class LevelBar(Part):
    title: Short
    expects: Text


class Band(Part):
    """A verdict on the whole: the first whose `at_least` the overall score (0–100) reaches."""

    id: Id
    title: Short
    at_least: Annotated[float, Field(ge=0, le=100)]


class Criterion(Part):
    """One dimension that is judged. `weight` weighs a merit in its phase, and is the points a fault costs."""

    phase: PhaseId | Literal["communication"]
    kind: Kind
    title: Short
    met: Text
    not_: str = Field(default="", alias="not")
    weight: Annotated[float, Field(gt=0)] = 1
    ladder: tuple[Rung, ...] = ()


class Rubric(Part):
    id: Id
    version: Annotated[int, Field(ge=1)]
    title: Short
    source: str = ""
    aliases: tuple[Short, ...] = Field(default=(), description="What people call it in words: /mock start 30 NAME.")
    minutes: Annotated[tuple[Annotated[int, Field(gt=0, le=240)], ...], Field(min_length=1)]
    usual_minutes: Annotated[int, Field(gt=0, le=240)] | None = None
    levels: dict[Level, LevelBar]
    phases: tuple[Phase, ...]
    level_shares: dict[Annotated[int, Field(ge=0, le=3)], Share] = Field(
        default={0: 0.0, 1: 0.25, 2: 0.75, 3: 1.0}, description="What a level earns of its criterion's weight."
    )
    communication_weight: Annotated[float, Field(ge=0)] = 0
    clock: Clock
    hints: tuple[HintPrice, ...]
    criteria: dict[str, Criterion]
    bands: dict[Level, tuple[Band, ...]]

    @property
    def default_minutes(self) -> int:
        """Minutes of an interview for which nobody named any."""
        return self.usual_minutes or (USUAL_MINUTES if USUAL_MINUTES in self.minutes else self.minutes[-1])

    @property
    def draws(self) -> bool:
        """Whether a drawing is judged at all, so that the interviewer asks for one."""
        return any(criterion.kind == "diagram" for criterion in self.criteria.values())

    def shares(self) -> dict[str, float]:
        """Phase id → its share of the interview; they add up to 1."""
        total = sum(phase.minutes for phase in self.phases)
        return {phase.id: phase.minutes / total for phase in self.phases}

    def share_of(self, level: int) -> float:
        """What a level earns of its criterion's weight, 0 to 1."""
        return self.level_shares.get(level, 0.0)

    def of_phase(self, phase: str) -> dict[str, Criterion]:
        return {key: criterion for key, criterion in self.criteria.items() if criterion.phase == phase}

    def band(self, level: Level, score: float) -> Band:
        """The band that a score of 0–100 reaches at this level; the lowest where it reaches none."""
        bands = sorted(self.bands[level], key=lambda band: -band.at_least)
        return next((band for band in bands if score >= band.at_least), bands[-1])
