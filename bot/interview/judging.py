"""Judging a finished interview. It is done once, when the interview closes, and kept in an event: a rubric that
changes tomorrow changes no report of today.
"""

from collections.abc import Mapping

from bot.content import Rubric
from bot.dialogue.mind import Mind
from bot.interview.card import Card, Judged, Proof
from bot.interview.record import transcript
from bot.interview.state import Interview, Message
from bot.record import Transcript
from bot.scoring import Verdict, is_fault, score
from bot.scoring.engine import overall

__all__ = ["card_of", "is_fault"]


def card_of(interview: Interview, texts: Mapping[str, str], mind: Mind, rubric_id: str = "") -> Card:
    """The scorecard of this interview under its own rubric, or another. Pure; the same words give the same card."""
    setup = interview.setup
    rubric = mind.rubric(rubric_id or setup.rubric)
    scenario = mind.scenario(setup.scenario, setup.seed if setup.vary else None)
    held = transcript(interview, texts, mind.content.words)
    scored = score(held, scenario, rubric, mind.tools)
    messages = _by_turn(interview, held)
    judged = tuple(_judged(messages, texts, name, verdict) for name, verdict in scored.criteria.items())
    phases = _less_hints(scored.phases, interview)
    whole = overall(rubric, phases)
    return Card(rubric.id, rubric.version, judged, phases, whole, _band(rubric, setup.level, whole))


def _band(rubric: Rubric, level: str, whole: float | None) -> str:
    known = level if level in rubric.bands else "senior"
    return "" if whole is None else rubric.band(known, whole).id


def _less_hints(phases: Mapping[str, float | None], interview: Interview) -> dict[str, float]:
    """The scores of the phases that could be judged, less what hints in them cost."""
    spent = {phase: sum(hint.points for hint in interview.hints if hint.phase == phase) for phase in phases}
    return {phase: max(0.0, round(value - spent[phase], 1)) for phase, value in phases.items() if value is not None}


def _by_turn(interview: Interview, held: Transcript) -> dict[int, Message]:
    """Turns of the transcript and the messages that they are."""
    known = {message.ts: message for message in interview.messages}
    return {turn.index: known[turn.ts] for turn in held.turns if turn.ts in known}


def _judged(messages: Mapping[int, Message], texts: Mapping[str, str], name: str, verdict: Verdict) -> Judged:
    proofs = []
    for each in verdict.evidence:
        message = messages.get(each.turn)
        start = texts.get(message.text_id, "").find(each.quote) if message is not None and each.quote else -1
        if message is not None and start >= 0:
            proofs.append(Proof(message.index, start, start + len(each.quote)))
    return Judged(
        name,
        verdict.level,
        tuple(proofs),
        detector=verdict.by,
        next_rung=verdict.next_rung,
        uncertain=verdict.uncertain,
    )
