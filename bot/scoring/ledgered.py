"""What the ledger of an interview proves beside the words: a fact that was chosen from those offered was asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.content import Scenario
from bot.scoring.card import Evidence, Verdict

LONGEST_QUOTE = 300  # characters
MOST_QUOTES = 3


@dataclass(frozen=True, slots=True)
class Given:
    """A fact that was given out in answer to the message with this index."""

    fact: str
    turn: int


def asked_by_choice(
    scenario: Scenario, given: Sequence[Given], texts: Mapping[int, str], turns: Mapping[int, int]
) -> dict[str, Verdict]:
    """Level 2 for every asking-criterion that a given fact supports. `texts`: message → words, `turns`: message →
    turn of the transcript."""
    found: dict[str, list[Evidence]] = {}
    facts = {fact.id: fact for fact in scenario.facts}
    for each in given:
        words = texts.get(each.turn, "").strip()
        if each.fact in facts and words:
            for criterion in facts[each.fact].criteria:
                found.setdefault(criterion, []).append(Evidence(turns[each.turn], words[:LONGEST_QUOTE]))
    return {
        name: Verdict(2, tuple(dict.fromkeys(evidence))[:MOST_QUOTES], "facts given out")
        for name, evidence in found.items()
    }
