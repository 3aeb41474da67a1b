"""Figures as people say them: "three million" and "3M", "a hundred and fifty" and "150" are the same figure.

Only what can be compared matters here: the number before its thousands and millions, and the units of time and
quantity that were agreed ("within a minute", "for a year"). Reckoning with them is `bot.estimation`'s.
"""

import re
from collections.abc import Iterator

_SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split()
    )
} | {"dozen": 12, "half": 0.5, "quarter": 0.25, "twice": 2, "tenth": 10, "fifth": 5}
_TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_LARGE = frozenset("thousand million millions billion billions bn mil k m b".split())
_SPAN = frozenset("second minute hour day week month year".split())
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[a-z]+")


def figures_in(low: str) -> set[str]:
    """Every figure of a folded text in digits ("3" for "three million", "150" for "a hundred and fifty")."""
    return {f"{value:g}" for value in _values(_TOKEN.findall(low)) if value}


def spans_in(low: str) -> set[str]:
    """Units of time and large numbers that a folded text names: "minute", "year", "billion"."""
    words = {word.rstrip("s") for word in _TOKEN.findall(low)}
    return words & (_SPAN | {"million", "billion", "thousand"})


def _values(words: list[str]) -> Iterator[float]:
    at = 0
    while at < len(words):
        value, used = _value(words, at)
        if used:
            yield value
        at += max(used, 1)


def _value(words: list[str], at: int) -> tuple[float, int]:
    """The figure that starts at this word with its number of words; 0 words where none does."""
    word = words[at]
    if word[0].isdigit():
        return float(re.sub(r",(?=\d{3}(?:\D|$))", "", word).replace(",", ".") if word.count(".") < 2 else 0), 1
    if word in ("a", "an") and at + 1 < len(words) and words[at + 1] in _LARGE - {"k", "m", "b"}:
        return 1.0, 2
    if word in ("a", "one", "hundred") or word in _SMALL or word in _TENS:
        return _spoken(words, at)
    return 0.0, 0


def _spoken(words: list[str], at: int) -> tuple[float, int]:
    total, used, seen = 0.0, 0, False
    for word in words[at : at + 6]:
        if word in ("a", "and") and (used == 0 or seen):
            pass
        elif word == "hundred":
            total, seen = max(total, 1) * 100, True
        elif word in _SMALL or word in _TENS:
            total, seen = total + (_SMALL.get(word) or _TENS.get(word) or 0), True
        else:
            break
        used += 1
    while used and words[at + used - 1] in ("a", "and"):
        used -= 1
    return (total, used) if seen else (0.0, 0)
