"""The one place where the dialogue meets the packages that read: language, diagrams, scoring. What it hands on are
plain values, so that a change over there is a change here and nowhere else."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.content import Fact
from bot.dialogue.phrases import normal
from bot.dialogue.turnread import Drawn

_SENTENCE = re.compile(r"[^.?!\n;]+[.?!;]*(?=\s|$)|[^.?!\n;]+")
_ARROW = re.compile(
    r"^\s*(?P<a>[\w /&()+-]{1,60}?)\s*(?:-{1,3}>|→|=>)\s*(?P<b>[\w /&()+-]{1,60}?)\s*(?::\s*(?P<label>.{1,120}))?$",
    re.M,
)
_STOP = frozenset("the a an is are do does we it of to in i for how what can be should will on per any this".split())


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    start: int
    asks: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a message asked of the sheet."""

    answered: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()


def sentences(text: str) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(found.group().strip(), found.start(), found.group().rstrip().endswith("?"))
        for found in _SENTENCE.finditer(text)
        if found.group().strip()
    )


def ends_asking(text: str) -> bool:
    """Whether a message ends with a question; quick, for the pause that ends a turn."""
    return text.rstrip(" \n\t)*_\"'😅😁😄🙏👍").endswith("?")


@dataclass(frozen=True, slots=True)
class Facts:
    """Which facts of a sheet a message asks for."""

    known: Mapping[str, tuple[frozenset[str], ...]]

    @classmethod
    def of(cls, facts: Sequence[Fact], lexicon: Mapping[str, Any], encoder: Any = None) -> "Facts":
        return cls({f.id: tuple(_words(p) for p in (f.question, *f.phrasings)) for f in facts})

    def asked(self, text: str) -> Found:
        answered: list[str] = []
        unanswered: list[str] = []
        for sentence in sentences(text):
            if sentence.asks:
                scores = _scores(_words(sentence.text), self.known)
                best = max(scores, key=lambda key: scores[key], default="")
                if best and scores[best] >= 0.5:
                    answered.append(best)
                else:
                    unanswered.append(sentence.text)
        return Found(tuple(dict.fromkeys(answered)), (), tuple(unanswered))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in normal(text).split() if word not in _STOP)


def _scores(asked: frozenset[str], known: Mapping[str, tuple[frozenset[str], ...]]) -> dict[str, float]:
    def like(each: frozenset[str]) -> float:
        return len(asked & each) / (len(asked | each) or 1)

    return {key: max(map(like, options)) for key, options in known.items()}


def draws(text: str) -> bool:
    """Whether a message draws: arrows, Mermaid, an Excalidraw file."""
    return bool(_ARROW.search(text)) or "```mermaid" in text or '"type":"excalidraw"' in text.replace(" ", "")


def design(texts: Sequence[str], lexicon: Mapping[str, Any]) -> tuple[Drawn, dict[str, Any]] | None:
    """The design that these texts draw together: what is to be asked about it, and the graph as JSON values."""
    connections = [m for text in texts for m in _ARROW.finditer(text)]
    if not connections:
        return None
    names = tuple(dict.fromkeys(name for m in connections for name in (m["a"].strip(), m["b"].strip())))
    unlabelled = tuple((m["a"].strip(), m["b"].strip()) for m in connections if not m["label"])
    drawn = Drawn(names, (), (), unlabelled, len(connections) - len(unlabelled), True, ())
    graph = {
        "components": [{"id": name, "name": name, "role": ""} for name in names],
        "connections": [
            {"source": m["a"].strip(), "target": m["b"].strip(), "label": m["label"] or ""} for m in connections
        ],
    }
    return drawn, graph
