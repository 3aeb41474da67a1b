"""Reading an answer's words: cues of rubrics/drills in them, words that mean something, sentences."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.language import sentences as sentences_of
from bot.language import stem
from bot.scoring.cues import cue_pattern, folded
from bot.text import plain

_WORD = re.compile(r"[a-z0-9][a-z0-9'’/+.-]{0,60}", re.I)
LITTLE = frozenset(
    "a an the of to in on at by for from with without as is are was were be been it its this that these those there and "
    "or but if so than then i we you they he she one our your their my me us them not no do does did has have had will "
    "would can could should may might must just also only very more most into over out up".split()
)


@dataclass(frozen=True)
class Said:
    """A field's text as it is read: quoted and struck words blanked, Slack's markup undone."""

    source: str
    text: str = ""
    low: str = ""
    words: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, source: str) -> "Said":
        read = plain(source)
        letters = list(read.text)
        for start, end in read.struck:
            letters[start:end] = " " * (end - start)
        text = "".join(letters)
        return cls(source, text, folded(text), tuple(words_of(text)))

    def has(self, cues: Sequence[str]) -> bool:
        return found(cues, self.low)

    @property
    def sentences(self) -> list["Said"]:
        return [Said.of(each.text) for each in sentences_of(self.text)]

    def __bool__(self) -> bool:
        return bool(self.words)


def found(cues: Sequence[str], low: str) -> bool:
    return pattern(tuple(cues)).search(low) is not None


@lru_cache(maxsize=500)
def pattern(cues: tuple[str, ...]) -> re.Pattern[str]:
    return cue_pattern(cues)


def without(cues: Sequence[str], low: str) -> str:
    """The text with every one of these cues blanked."""
    return pattern(tuple(cues)).sub(lambda match: " " * len(match.group()), low)


def words_of(text: str) -> list[str]:
    """Lower-case words without apostrophes, in order."""
    return [match.group().lower().strip("'’./-").replace("’", "'") for match in _WORD.finditer(text)]


def meaning(words: Iterable[str]) -> list[str]:
    """The stems of the words that carry meaning."""
    return [stem(word) for word in words if word not in LITTLE and len(word) > 1]
