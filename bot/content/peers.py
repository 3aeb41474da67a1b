"""The rules of peer interviews: the shape of rubrics/lexicon/peers.yaml. Whoever replaces the file writes all of it."""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from bot.content.scenario import Part, Short

Seconds = Annotated[float, Field(gt=0)]
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=1)]


class InvitationRules(Part):
    at_once: Seconds
    lapses_after: Seconds
    waits_at_time: Seconds
    furthest: Seconds


class ScorecardRules(Part):
    blind_for: Seconds
    gap: Annotated[int, Field(ge=1, le=3)]
    longest_note: Annotated[int, Field(ge=1, le=3000)]
    most_notes: Count


class InterviewerRules(Part):
    away_after: Seconds
    whisper_every: Annotated[float, Field(ge=10)]  # Slack takes some fifty updates a minute from the whole bot


class ConductRules(Part):
    told: Share
    told_when_asked: Share
    no_names: tuple[Short, ...] = ()
    fine_share: tuple[Share, Share]
    kappa: Literal["quadratic", "linear"]
    least_pairs: Annotated[int, Field(ge=2)]


class PeerRules(Part):
    version: int = 1
    invitation: InvitationRules
    scorecards: ScorecardRules
    interviewer: InterviewerRules
    bot_levels: tuple[Annotated[float, Field(ge=0, le=100)], ...]
    conduct: ConductRules

    @field_validator("bot_levels")
    @classmethod
    def _three_that_rise(cls, bounds: tuple[float, ...]) -> tuple[float, ...]:
        if len(bounds) != 3 or list(bounds) != sorted(set(bounds)):
            raise ValueError("wants three rising numbers, for the levels 1, 2 and 3")
        return bounds
