"""Judging an interview by the rubric, each verdict with the candidate's own words.

    tools = tools_from(content.lexicon, encoder or None)
    score(transcript, scenario, rubric, tools)     Scorecard: a verdict on every criterion, phase scores, a band
    bot.scoring.detectors                          how a structural detector is added

Pure: the same transcript, rubric and tools give the same scorecard.
"""

from bot.scoring.card import Evidence, Scorecard, Verdict
from bot.scoring.engine import score, tools_from
from bot.scoring.ledgered import Given, asked_by_choice
from bot.scoring.reading import Reading, Tools
from bot.scoring.worth import is_fault, overall, phase_scores

__all__ = [
    "Evidence",
    "Given",
    "Reading",
    "Scorecard",
    "Tools",
    "Verdict",
    "asked_by_choice",
    "is_fault",
    "overall",
    "phase_scores",
    "score",
    "tools_from",
]
