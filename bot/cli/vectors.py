"""`new vectors`: which texts of the shipped content are encoded for keeps, and the file of their vectors."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from bot.content import Content
    from bot.language import Encoder

ROOT = Path(__file__).parents[2]


class Made(NamedTuple):
    texts: int
    encoded: int
    size: int


class _Noting:
    """Stands in for the encoder and notes what is to be kept."""

    model = ""

    def __init__(self) -> None:
        self.texts: dict[str, None] = {}

    def vectors(self, texts: Sequence[str], keep: bool = False) -> Any:
        import numpy as np

        if keep:
            self.texts |= dict.fromkeys(texts)
        return np.zeros((len(texts), 1), dtype=np.float32)


def shipped_content() -> "Content":
    """What comes with the program, without a team's own."""
    from bot.content import load_content

    return load_content([ROOT])


def kept_texts(content: "Content") -> list[str]:
    """Every text that an interview or a judgement on this content compares with, each once."""
    from bot.dialogue.mind import Mind
    from bot.scoring.likeness import examples_of

    noting = _Noting()
    mind = Mind(content, noting)
    for name in content.scenarios:
        mind.facts(content.scenario(name))
    for rubric in content.rubrics.values():
        examples_of(rubric, noting)
    return list(noting.texts)


def renew(encoder: "Encoder", path: Path) -> Made:
    """Write the file anew; only texts that it lacks are encoded."""
    from bot.language.shipped import Shipped, packed, write

    known, texts = Shipped(encoder.model, path), kept_texts(shipped_content())
    data = packed(encoder.model, texts, lambda text: encoder.vectors([text])[0], known)
    write(path, data)
    return Made(len(texts), sum(text not in known for text in texts), len(data))
