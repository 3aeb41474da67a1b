"""The plan of an interview out of its rubric: the copy of every figure that it keeps for its whole life."""

from collections.abc import Mapping
from typing import Any

from bot.content import Rubric
from bot.dialogue.manners import Manners
from bot.interview.plan import Allowance, HintRung, Plan, PlannedPhase, Rules


def plan_from(rubric: Rubric, minutes: int, manners: Manners, peers: Mapping[str, Any]) -> Plan:
    """Phases with their shares, the rules of the clock and the prices of hints, for an interview of so many minutes.

    `peers` are the figures of rubrics/lexicon/peers.yaml."""
    shares = rubric.shares()
    phases = tuple(
        PlannedPhase(
            phase.id,
            phase.title,
            shares[phase.id],
            phase.ends_at_share,
            phase.warns_at_share,
            phase.fault_when_overrun or "",
        )
        for phase in rubric.phases
    )
    hints = tuple(HintRung(price.rung, price.points) for price in rubric.hints)
    return Plan(minutes * 60.0, phases, _rules(rubric, manners, peers), hints)


def _rules(rubric: Rubric, manners: Manners, peers: Mapping[str, Any]) -> Rules:
    clock = rubric.clock
    return Rules(
        grace=Allowance(clock.grace.least, clock.grace.most, clock.grace.share),
        warning=Allowance(clock.warning.least, clock.warning.most, clock.warning.share),
        turn_after_message=clock.turn.after_message,
        turn_after_question=clock.turn.after_question,
        turn_after_message_async=clock.turn.async_after_message,
        lull=manners.lull,
        nudge_after=clock.silence.nudge_after,
        nudges_per_phase=clock.silence.nudges_per_phase,
        close_after_last_nudge=clock.silence.close_after_last_nudge,
        close_after_end=clock.silence.close_after_end,
        active_gap=clock.async_.active_gap,
        async_close_after=clock.async_.close_after,
        async_nudge_after=clock.async_.close_after / 4,
        quiet_from=_minutes(clock.async_.quiet_from),
        quiet_until=_minutes(clock.async_.quiet_until),
        downtime_above=clock.downtime_given_back_above,
        scorecards_blind_for=float(peers["scorecards"]["blind_for"]),
        interviewer_away_after=float(peers["interviewer"]["away_after"]),
        whisper_every=float(peers["interviewer"]["whisper_every"]),
    )


def _minutes(clock: str) -> int:
    """ "22:00" as minutes after midnight."""
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
