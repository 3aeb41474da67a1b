"""The scores on labelled texts do not fall: the shared development sets, and the sets that first runs were made on.

Those were written apart from the rules and looked at only after their first run, whose figures stand in data/README.md;
since then they are regression sets, and what is measured here is no longer unseen.
"""

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bot.estimation.lines import check_lines, read_lines

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared" / "devsets"
Rows = list[dict[str, Any]]
DATA = HERE / "data"
READS = [
    *sorted(path for path in DATA.glob("*.jsonl") if "checks" not in path.stem),
    *(path for path in [SHARED / "estimates-dev.jsonl"] if path.exists()),
]
CHECKS = [
    *sorted(DATA.glob("*checks.jsonl")),
    *(path for path in [SHARED / "estimate-checks-dev.jsonl"] if path.exists()),
]


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("estimation_scorer", HERE / "scorer.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCORER = _scorer()


def rows_of(path: Path) -> Rows:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_scores(rows: Rows) -> dict[str, Any]:
    out = {one["id"]: one["preds"] for one in read_lines(json.dumps(row) for row in rows)}
    scores: dict[str, Any] = SCORER.score_estimates(rows, out)
    return scores


def check_scores(rows: Rows) -> dict[str, Any]:
    out = {one["id"]: one for one in check_lines(json.dumps(row) for row in rows)}
    scores: dict[str, Any] = SCORER.score_checks(rows, out)
    return scores


@pytest.mark.parametrize("path", READS, ids=lambda path: path.stem)
def test_quantities_are_read_with_value_unit_period_and_metric(path: Path) -> None:
    scores = read_scores(rows_of(path))

    assert scores["full"]["F1"] >= 0.98, scores
    assert scores["metric_acc"] >= (0.94 if path.stem.startswith("blind2") else 0.96), scores


@pytest.mark.parametrize("path", READS, ids=lambda path: path.stem)
def test_texts_without_estimates_stay_clean(path: Path) -> None:
    clean, of = map(int, read_scores(rows_of(path))["clean_distractor_rows"].split("/"))

    assert clean >= 0.95 * of


@pytest.mark.parametrize("path", CHECKS, ids=lambda path: path.stem)
def test_answers_are_graded_and_their_slips_named(path: Path) -> None:
    scores = check_scores(rows_of(path))
    right, of = map(int, scores["chain"].split("/"))

    assert scores["both"] >= 0.97, scores
    assert right >= 0.95 * of
