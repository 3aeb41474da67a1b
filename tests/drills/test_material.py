"""The drills' material is validated and linted: file, line, key and what to write instead."""

import shutil
from pathlib import Path

import pytest

from bot.content import ContentError, load_content
from bot.content.check import check_content
from bot.content.drills import PARTS
from tests.support.bot import ROOT, shipped_content


def own(tmp_path: Path, part: str, old: str, new: str) -> Path:
    """A folder of a team's own with one part of the drills changed."""
    text = (ROOT / "rubrics" / "drills" / f"{part}.yaml").read_text()
    assert old in text
    folder = tmp_path / "rubrics" / "drills"
    folder.mkdir(parents=True)
    (folder / f"{part}.yaml").write_text(text.replace(old, new, 1))
    return tmp_path


def test_every_part_ships() -> None:
    assert {path.stem for path in (ROOT / "rubrics" / "drills").glob("*.yaml")} == set(PARTS)
    assert shipped_content().drills is not None


def test_a_team_replaces_one_part_with_its_own(tmp_path: Path) -> None:
    folder = own(tmp_path, "sprint", "seconds: 300", "seconds: 120")
    drills = load_content([ROOT, folder]).drills
    assert drills is not None
    assert (drills.sprint.seconds, drills.rules.grace_hours) == (120, 12)


@pytest.mark.parametrize(
    ("part", "old", "new", "says"),
    [
        ("estimation", "write_qps, peak", "write_qsp, peak", "write_qps"),
        ("slip", "at: write_qps", "at: write_rate", "no step"),
        ("slip", "of: writes_per_day", "of: bananas", "neither a step"),
        ("sprint", "metric: read_qps", "metric: read_qpm", "read_qps"),
        ("patterns", "  saga: {", "  sagas: {", "saga"),
    ],
)
def test_a_name_that_points_to_nothing_is_found_with_its_line(
    part: str, old: str, new: str, says: str, tmp_path: Path
) -> None:
    folder = own(tmp_path, part, old, new)
    for path in (ROOT / "rubrics" / "drills").glob("*.yaml"):
        if path.stem != part:
            shutil.copy(path, folder / "rubrics" / "drills")
    shutil.copy(ROOT / "rubrics" / "patterns.yaml", folder / "rubrics")
    findings = [str(f) for f in check_content([folder]) if "drills" in f.file]
    assert any(says in finding and f"{part}.yaml:" in finding for finding in findings), findings


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="grace_hours"):
        load_content([ROOT, own(tmp_path, "rules", "grace_hours", "grace_hour")])


def test_a_file_that_is_no_part_is_named(tmp_path: Path) -> None:
    (tmp_path / "rubrics" / "drills").mkdir(parents=True)
    (tmp_path / "rubrics" / "drills" / "sprnt.yaml").write_text("version: 1\n")
    with pytest.raises(ContentError, match="sprint"):
        load_content([ROOT, tmp_path])
