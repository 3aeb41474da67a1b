"""Every criterion's wordings (wordings.yaml): who does the thing is heard in whatever words, who only seems to is not."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.scoring.transcripts import Line, verdict

DATA: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "wordings.yaml").read_text(encoding="utf-8"))


def _lines(told: dict[str, Any], text: str) -> list[Line]:
    around = [(told["phase"], *line.split(": ", 1)) for line in told.get("before", ())]
    after = [(told["phase"], *line.split(": ", 1)) for line in told.get("after", ("i: Go on.",))]
    return [*around, (told["phase"], "c", text), *after]


def _cases(kind: str) -> list[tuple[str, str]]:
    return [(name, text) for name, told in DATA.items() for text in told[kind]]


@pytest.mark.parametrize(("criterion", "text"), _cases("does"))
def test_the_thing_is_heard_in_whatever_words(criterion: str, text: str) -> None:
    assert verdict(criterion, *_lines(DATA[criterion], text)).met


@pytest.mark.parametrize(("criterion", "text"), _cases("only_seems"))
def test_what_only_seems_so_is_not_taken_for_it(criterion: str, text: str) -> None:
    assert not verdict(criterion, *_lines(DATA[criterion], text)).met
