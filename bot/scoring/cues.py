"""Cues: phrases of the rubric and of rubrics/lexicon/scoring.yaml as one linear pattern a group.

A phrase is words in order, compared without case; apostrophes may be left out. `_` stands for up to three words,
`word*` for any ending, `#` for a figure, `$name` for the phrases of a group.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

_GAP = r"(?:[^\w\n]{1,4}[\w'.%/&+-]{1,40}){0,3}?"
_BETWEEN = r"[^\w\n]{1,4}"
_FIGURE = r"[~≈<>]?[$€£]?\d[\d.,'_]{0,20}(?:\s?(?:%|[kmgtp]i?b?|bn|mil|million|billion|ms|s))?"


class UnknownGroup(ValueError):
    """A cue refers to a group that the lexicon does not have."""


def cue_pattern(phrases: Iterable[str], groups: Mapping[str, Iterable[str]] | None = None) -> re.Pattern[str]:
    """One pattern for any of these phrases, to be searched in `folded` text. Raises UnknownGroup."""
    return _compiled(tuple(_spread(phrases, groups or {}, ())))


def folded(text: str) -> str:
    """Lower case of the same length, with straight apostrophes and plain blanks."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low.translate(_PLAIN)


_PLAIN = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": " ", "\u00a0": " ", "\t": " "})


def _spread(phrases: Iterable[str], groups: Mapping[str, Iterable[str]], seen: tuple[str, ...]) -> Iterable[str]:
    for phrase in phrases:
        text = str(phrase)
        if not text.startswith("$"):
            yield text
            continue
        name = text[1:]
        if name not in groups or name in seen:
            raise UnknownGroup(f"no cue group {name!r}; add it to rubrics/lexicon/scoring.yaml or mend its name.")
        yield from _spread(groups[name], groups, (*seen, name))


@lru_cache(maxsize=4000)
def _compiled(phrases: tuple[str, ...]) -> re.Pattern[str]:
    if not phrases:
        return re.compile(r"(?!)")
    ordered = sorted(dict.fromkeys(phrases), key=lambda phrase: (-len(phrase), phrase))
    words = [phrase for phrase in ordered if phrase[0].isalnum() or phrase[0] == "#"]
    signs = [phrase for phrase in ordered if phrase not in words]
    found = [r"(?<![\w'])(?:" + "|".join(map(_phrase, words)) + ")"] if words else []
    return re.compile("|".join([*found, *map(_phrase, signs)]))


def _phrase(phrase: str) -> str:
    pieces: list[str] = []
    gap = ""
    for word in folded(phrase).split():
        if word == "_":
            gap = _GAP
            continue
        if pieces:
            pieces.append(gap + _BETWEEN)
        pieces.append(_word(word))
        gap = ""
    return "".join(pieces)


def _word(word: str) -> str:
    if word == "#":
        return _FIGURE + r"(?!\w)"
    open_ended = word.endswith("*")
    body = re.escape(word.rstrip("*")).replace("'", "'?")
    if open_ended:
        return body + r"\w{0,20}"
    return body + (r"(?!\w)" if word[-1].isalnum() else "")
