"""What the ledger alone proves: which facts were asked for, which numbers hold, and what the clock saw.

A question that was answered from the sheet was asked, whatever its words; a number is judged by the cascade of what
was agreed. Nothing here looks at style or keywords.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.content import Rubric, Scenario
from bot.scoring.card import Evidence, Scorecard, Verdict

FINE = frozenset({"exact", "within_rounding", "same_order"})  # within a factor of √10 of the cascade
ASKED = ("req.users", "req.functional", "req.nonfunctional", "req.scale", "req.constraints", "req.edge_cases")
LONGEST_QUOTE = 300  # characters
MOST_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Given:
    """A fact that was given out in answer to the message with this index."""

    fact: str
    turn: int


@dataclass(frozen=True, slots=True)
class Derived:
    """A number that the candidate stated. `criterion` is the estimate's ("est.write_qps"), "" for one that has none."""

    criterion: str
    grade: str
    turn: int
    surface: str
    slipped: bool


def judge(
    scenario: Scenario,
    rubric: Rubric,
    given: Sequence[Given],
    derived: Sequence[Derived],
    texts: Mapping[int, str],
    overran: bool | None,
) -> Scorecard:
    """The scorecard of one interview. `texts` are the candidate's messages that stand, by index; `overran` None where
    requirements were never left."""
    verdicts = {name: Verdict(0, by="facts given out") for name in ASKED if name in rubric.criteria}
    verdicts.update(_asked(scenario, given, texts))
    verdicts.update(_estimates(derived, texts))
    if overran is not None:
        verdicts["req.overran"] = Verdict(3 if overran else 0, by="clock")
    order = [name for name in rubric.criteria if name in verdicts]
    return Scorecard(rubric.id, rubric.version, {name: verdicts[name] for name in order})


def _asked(scenario: Scenario, given: Sequence[Given], texts: Mapping[int, str]) -> dict[str, Verdict]:
    found: dict[str, list[Evidence]] = {}
    facts = {fact.id: fact for fact in scenario.facts}
    for each in given:
        words = texts.get(each.turn, "").strip()
        if each.fact in facts and words:
            for criterion in facts[each.fact].criteria:
                found.setdefault(criterion, []).append(Evidence(each.turn, words[:LONGEST_QUOTE]))
    return {
        name: Verdict(2, tuple(dict.fromkeys(evidence))[:MOST_QUOTES], "facts given out")
        for name, evidence in found.items()
    }


def _estimates(derived: Sequence[Derived], texts: Mapping[int, str]) -> dict[str, Verdict]:
    """The last word on each estimate counts; a slip that was put right later is none."""
    standing = [each for each in derived if each.surface and each.surface in texts.get(each.turn, "")]
    latest = {each.criterion: each for each in standing if each.criterion}
    found = {
        name: Verdict(2 if each.grade in FINE else 1, (Evidence(each.turn, each.surface),), "recomputed")
        for name, each in latest.items()
    }
    slips = tuple(Evidence(each.turn, each.surface) for each in latest.values() if each.slipped)
    if latest:
        found["est.slip"] = Verdict(3 if slips else 0, slips[:MOST_QUOTES], "recomputed")
    return found
