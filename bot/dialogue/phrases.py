"""Finding phrases of the lexicon in what somebody wrote: words in order, without case, punctuation or apostrophes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_APOSTROPHES = re.compile(r"['’`´]")
_NO_WORD = re.compile(r"[^\w%{}+]+")
_GAP = r"(?:\w{1,40} ){0,3}"  # what `_` stands for in a phrase


def normal(text: str) -> str:
    """Lower case words with one space between and around: "Let's go!" → " lets go "."""
    words = _NO_WORD.sub(" ", _APOSTROPHES.sub("", text.lower())).strip()
    return f" {words} "


@dataclass(frozen=True, slots=True)
class Phrases:
    """A set of phrases as one pattern; linear, since a gap is bounded."""

    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, phrases: Iterable[str]) -> "Phrases":
        sources = [_source(str(phrase)) for phrase in phrases]
        kept = sorted({source for source in sources if source}, key=lambda s: (-len(s), s))
        return cls(re.compile(rf"(?<= )(?:{'|'.join(kept)})(?= )") if kept else None)

    def within(self, normalised: str) -> bool:
        """Whether a phrase occurs anywhere."""
        return self.pattern is not None and self.pattern.search(normalised) is not None

    def found(self, normalised: str) -> frozenset[str]:
        """Which phrases occur."""
        return frozenset(self.pattern.findall(normalised)) if self.pattern is not None else frozenset()

    def whole(self, normalised: str) -> bool:
        """Whether the text is one of the phrases and nothing else."""
        if self.pattern is None:
            return False
        found = self.pattern.match(normalised, 1)  # the longest phrases stand first
        return found is not None and found.end() == len(normalised) - 1


def _source(phrase: str) -> str:
    parts = phrase.lower().split()
    if not any(part != "_" for part in parts):
        return ""
    pieces: list[str] = []
    for part in parts:
        pieces.append(_GAP if part == "_" else re.escape(normal(part).strip() or part) + " ")
    return "".join(pieces).removesuffix(" ")


def phrase_sets(lists: Mapping[str, Iterable[str]]) -> dict[str, Phrases]:
    return {name: Phrases.of(phrases) for name, phrases in lists.items()}
