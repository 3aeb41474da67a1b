from pathlib import Path

import pytest
import yaml

from bot.diagram import Graph, Lexicon, lexicon_from, read_turns

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return lexicon_from(yaml.safe_load((ROOT / "rubrics/lexicon/components.yaml").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def read(lexicon):
    """Several messages, one after the other, as one design."""
    return lambda *texts: read_turns(enumerate(texts), lexicon)


@pytest.fixture(scope="session")
def arrows(read):
    """A design's arrows as "source > target: label" with ids."""

    def of(*texts: str) -> set[str]:
        return shown(read(*texts))

    return of


def shown(graph: Graph) -> set[str]:
    return {f"{c.source} > {c.target}" + (f": {c.label}" if c.label else "") for c in graph.connections}
