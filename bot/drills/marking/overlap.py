"""Copies and near copies: many of a sentence's words, in its order, or a long run of them. A paraphrase has neither."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.content.drills import PatternRules
from bot.drills.marking.reader import LITTLE, words_of
from bot.language import stem


@dataclass(frozen=True, slots=True)
class Overlap:
    """`share` of the shorter text's words that stand in both in one order; `run` the longest piece in a row."""

    share: float
    run: int


def overlap(one: str, other: str) -> Overlap:
    mine, theirs = _stems(one), _stems(other)
    if not mine or not theirs:
        return Overlap(0.0, 0)
    return Overlap(_in_order(mine, theirs) / min(len(mine), len(theirs)), _run(mine, theirs))


def copied(text: str, cards: Iterable[str], rules: PatternRules) -> bool:
    """Whether a text is one of these sentences, or one with a word here and there changed."""
    return any(_copies(text, card, rules) for card in cards)


def _copies(text: str, card: str, rules: PatternRules) -> bool:
    mine, theirs = _stems(text), _stems(card)
    if len(mine) < rules.copied_least or len(theirs) < rules.copied_least:
        return False
    if _run(mine, theirs) >= rules.copied_run:
        return True
    heavy = [word for word in theirs if word not in LITTLE]
    kept = _in_order([word for word in mine if word not in LITTLE], heavy)
    shared = _in_order(mine, theirs)
    return (
        shared >= rules.copied_least
        and shared / min(len(mine), len(theirs)) >= rules.copied_share
        and kept / max(1, len(heavy)) >= rules.copied_share - 0.25
    )


def _stems(text: str) -> list[str]:
    return [word if word in LITTLE else stem(word) for word in words_of(text)]


def _in_order(one: Sequence[str], other: Sequence[str]) -> int:
    """The length of the longest common subsequence; texts are a field long, so the square is small."""
    row = [0] * (len(other) + 1)
    for word in one[:400]:
        before = 0
        for place, each in enumerate(other[:400], 1):
            before, row[place] = row[place], before + 1 if word == each else max(row[place], row[place - 1])
    return max(row)


def _run(one: Sequence[str], other: Sequence[str]) -> int:
    best = 0
    row = [0] * (len(other) + 1)
    for word in one[:400]:
        before = 0
        for place, each in enumerate(other[:400], 1):
            before, row[place] = row[place], before + 1 if word == each else 0
            best = max(best, row[place])
    return best
