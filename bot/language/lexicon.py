"""Synonyms: groups of words that ask for the same thing, read from rubrics/lexicon/synonyms.yaml."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from bot.language.stemming import stem, stems

_LONGEST_PHRASE = 5  # words
_TOKEN = re.compile(r"[A-Za-z0-9]+(?:[/:][A-Za-z](?![A-Za-z0-9])|/(?![A-Za-z0-9]))?")


@dataclass(frozen=True)
class Lexicon:
    """`phrases`: stems of a phrase → the concepts it stands for; `stop`: stems that carry nothing."""

    phrases: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    stop: frozenset[str] = frozenset()
    abbreviations: Mapping[str, str] = field(default_factory=dict)

    def written_out(self, text: str) -> str:
        """The text with hurried words written out ("msgs/user" → "messages/user")."""
        return _TOKEN.sub(self._long, text)

    def _long(self, found: re.Match[str]) -> str:
        token = found.group()
        bare = token.rstrip("/:")
        if long := self.abbreviations.get(token.lower()):
            return long
        if "/" in bare:  # not an abbreviation as a whole: "msgs/u"
            return "/".join(self.abbreviations.get(part.lower(), part) for part in bare.split("/"))
        return self.abbreviations.get(bare.lower(), bare) + token[len(bare) :]

    def terms(self, text: str) -> list[str]:
        """Stems without stop words, and a `§concept` for every synonym met; a longer phrase hides the shorter."""
        found = stems(self.written_out(text))
        terms = [each for each in found if each not in self.stop]
        place = 0
        while place < len(found):
            for length in range(min(_LONGEST_PHRASE, len(found) - place), 0, -1):
                concepts = self.phrases.get(tuple(found[place : place + length]))
                if concepts:
                    terms.extend(f"§{concept}" for concept in concepts)
                    place += length - 1
                    break
            place += 1
        return terms


def lexicon_from(data: Mapping[str, Any] | None) -> Lexicon:
    """The lexicon of a loaded synonyms.yaml (keys `groups` and `stop`); without one, no synonyms."""
    if not data:
        return Lexicon()
    phrases: dict[tuple[str, ...], list[str]] = {}
    for concept, members in data.get("groups", {}).items():
        for member in members:
            key = tuple(stems(str(member)))
            if key and concept not in phrases.setdefault(key, []):
                phrases[key].append(concept)
    return Lexicon(
        phrases={key: tuple(concepts) for key, concepts in phrases.items()},
        stop=frozenset(stem(str(word)) for word in data.get("stop", ())),
        abbreviations={str(short).lower(): str(long) for short, long in data.get("abbreviations", {}).items()},
    )


@lru_cache(maxsize=1)
def plain_lexicon() -> Lexicon:
    """No synonyms and no stop words."""
    return Lexicon()
