"""Criteria read off an interview, each verdict with the candidate's own words.

What rules can judge honestly is judged; a criterion that nothing here can tell is not shown at all.
"""

from bot.scoring.card import Evidence, Scorecard, Verdict
from bot.scoring.ledgered import Derived, Given, judge

__all__ = ["Derived", "Evidence", "Given", "Scorecard", "Verdict", "judge"]
