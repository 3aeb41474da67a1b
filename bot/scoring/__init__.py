"""Judging an interview by the rubric, each verdict with the candidate's own words.

    tools = tools_from(content.lexicon, encoder or None)
    score(transcript, scenario, rubric, tools)     Scorecard: a verdict on every criterion, phase scores, a band
    bot.scoring.detectors                          how a structural detector is added

Pure: the same transcript, rubric and tools give the same scorecard.
"""

from bot.scoring.card import Evidence, Scorecard, Verdict
from bot.scoring.engine import is_fault, score, tools_from
from bot.scoring.ledgered import Derived, Given, judge
from bot.scoring.reading import Reading, Tools

__all__ = [
    "Derived",
    "Evidence",
    "Given",
    "Reading",
    "Scorecard",
    "Tools",
    "Verdict",
    "is_fault",
    "judge",
    "score",
    "tools_from",
]
