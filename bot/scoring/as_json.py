"""A scorecard as the JSON object of `app.py score --json`."""

from typing import Any

from bot.scoring.card import Scorecard, Verdict


def card_json(scenario: str, card: Scorecard, model: str = "") -> dict[str, Any]:
    """`model` names the sentence encoder that was used, "" for the lexical rules alone."""
    return {
        "scenario": scenario,
        "rubric": {"id": card.rubric, "version": card.version},
        "model": model or None,
        "criteria": {name: _verdict(verdict) for name, verdict in card.criteria.items()},
        "phases": dict(card.phases),
        "score": card.score,
        "band": card.band,
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    found: dict[str, Any] = {
        "level": verdict.level,
        "met": verdict.met,
        "evidence": [{"turn": each.turn, "quote": each.quote} for each in verdict.evidence],
        "by": verdict.by,
    }
    if verdict.uncertain:
        found["uncertain"] = True
    if verdict.matched:
        found["matched"] = list(verdict.matched)
    if verdict.next_rung:
        found["next_rung"] = verdict.next_rung
    if second := verdict.second:
        quote = second.evidence and {"turn": second.evidence.turn, "quote": second.evidence.quote}
        found["rules_level"] = second.rules_level
        found["second"] = {"by": second.by, "verdict": second.verdict, "evidence": quote, "why": second.why}
    return found
