"""Levels of people and of the bot on one scale, and the lines that are kept of them for comparing over time."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.interview.peering.scorecards import role_of
from bot.interview.state import Interview

HELD = "peer_interview"  # the kind of the lines by which a person's interviews with people are found
LEVELS = "peer_levels"  # the kind of the lines that agreement over time is made of


def bot_levels(interview: Interview, bounds: Sequence[float]) -> dict[str, int]:
    """The bot's scores of the phases that were held, on the scale that people use; none before it has judged."""
    held = {run.id for run in interview.runs}
    scores: Mapping[str, float] = interview.card.phases if interview.card else {}
    return {phase: sum(score >= bound for bound in bounds) for phase, score in scores.items() if phase in held}


def levels_row(interview: Interview, user: str, bounds: Sequence[float]) -> dict[str, Any] | None:
    """What is kept of one interviewer's scorecard; None for one that is not in."""
    scored = interview.peering.scored(user)
    if scored.submitted_at is None or role_of(interview, user) != "peer":
        return None
    return {
        "interview": interview.id,
        "candidate": interview.setup.candidate,
        "levels": dict(scored.levels),
        "bot": bot_levels(interview, bounds),
    }
