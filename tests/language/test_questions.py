"""Questions by strangers keep finding their facts: the sets of data/README.md, whose first runs stand there."""

import json
from pathlib import Path

import pytest

from bot.cli.console import read_content
from bot.cli.settings import Settings
from bot.language import load_encoder
from tests.bench.questions import matched

DATA = Path(__file__).parent / "data"
FLOORS = {  # F1, precision, reachable: with the encoder, then by words alone
    "questions-1": ((0.94, 0.96, 0.98), (0.82, 0.90, 0.92)),
    "questions-2": ((0.84, 0.95, 0.92), (0.75, 0.86, 0.90)),
    "questions-3": ((0.83, 0.92, 0.94), (0.72, 0.86, 0.83)),
    "questions-others": ((0.72, 0.87, 0.83), (0.64, 0.78, 0.76)),
}


@pytest.fixture(scope="module")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the phrasings' vectors are kept, so that they are encoded once."""
    return tmp_path_factory.mktemp("vectors")


@pytest.mark.parametrize("words_alone", [False, True], ids=["encoder", "words alone"])
@pytest.mark.parametrize("name", FLOORS)
def test_a_strangers_questions_find_their_facts(name: str, words_alone: bool, vectors: Path) -> None:
    rows = [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text("utf-8").splitlines()]
    encoder = None if words_alone else load_encoder(vectors).encoder
    assert words_alone or encoder is not None

    found = matched(rows, read_content(Settings()), encoder)

    floors = FLOORS[name][words_alone]
    assert found.f1 >= floors[0], found
    assert found.precision >= floors[1], found
    assert found.reachable >= floors[2], found
