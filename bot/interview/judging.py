"""Judging a finished interview. It is done once, when the interview closes, and kept in an event: a rubric that
changes tomorrow changes no report of today.
"""

from collections.abc import Mapping

from bot.content import Rubric, Scenario
from bot.dialogue.mind import Mind
from bot.interview.card import Card, Judged, Proof
from bot.interview.record import transcript
from bot.interview.state import Interview, Message
from bot.record import Transcript
from bot.scoring import Given, Verdict, asked_by_choice, is_fault, overall, phase_scores, score

__all__ = ["card_of", "is_fault"]


def card_of(interview: Interview, texts: Mapping[str, str], mind: Mind, rubric_id: str = "") -> Card:
    """The scorecard of this interview under its own rubric, or another. Pure; the same words give the same card."""
    setup = interview.setup
    rubric = mind.rubric(rubric_id or setup.rubric)
    scenario = mind.scenario(setup.scenario, setup.seed if setup.vary else None)
    held = transcript(interview, texts, mind.content.words)
    messages = _by_turn(interview, held)
    verdicts = dict(score(held, scenario, rubric, mind.tools).criteria)
    verdicts.update(_chosen(interview, held, messages, scenario, verdicts))
    judged = tuple(_judged(messages, texts, name, verdict) for name, verdict in verdicts.items())
    phases = _phases(rubric, verdicts, interview)
    whole = overall(rubric, phases)
    return Card(rubric.id, rubric.version, judged, phases, whole, _band(rubric, setup.level, whole))


def _band(rubric: Rubric, level: str, whole: float | None) -> str:
    known = level if level in rubric.bands else "senior"
    return "" if whole is None else rubric.band(known, whole).id


def _phases(rubric: Rubric, verdicts: Mapping[str, Verdict], interview: Interview) -> dict[str, float]:
    """The scores of the phases that could be judged, less what hints in them cost."""
    spent: dict[str, float] = {}
    for hint in interview.hints:
        spent[hint.phase] = spent.get(hint.phase, 0.0) + hint.points
    return {name: value for name, value in phase_scores(rubric, verdicts, spent).items() if value is not None}


def _chosen(
    interview: Interview,
    held: Transcript,
    messages: Mapping[int, Message],
    scenario: Scenario,
    verdicts: Mapping[str, Verdict],
) -> dict[str, Verdict]:
    """Criteria that a fact which was chosen from those offered meets, where the words alone did not."""
    turns = {message.index: turn for turn, message in messages.items() if message.who == "candidate"}
    words = {index: held.turns[turn].text for index, turn in turns.items()}
    given = [Given(entry.key, entry.turn) for entry in interview.ledger if entry.kind == "fact"]
    found = asked_by_choice(scenario, given, words, turns)
    return {name: verdict for name, verdict in found.items() if name in verdicts and not verdicts[name].met}


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
