"""A rubric can be based on another one: it says what is its own, and the rest is taken when it is read."""

from pathlib import Path

import pytest

from bot.content import ContentError, Rubric, load_content

ROOT = Path(__file__).resolve().parents[2]
CONTENT = load_content([ROOT])
MINE = """\
id: mine
based_on: system_design
version: 1
title: Mine
minutes: [30]
phases:
  - {id: estimation, title: Numbers, minutes: 30}
criteria:
  est.write_qps:
  est.peak_qps: {weight: 9}
  own.round:
    phase: estimation
    kind: statement
    title: Rounds first
    met: rounds before multiplying
    ladder:
      - {level: 2, ways: [{any: [roughly]}]}
"""


def rubrics_of(root: Path, *texts: str) -> dict[str, Rubric]:
    for number, text in enumerate(texts):
        (root / "rubrics").mkdir(exist_ok=True)
        (root / "rubrics" / f"{number}.yaml").write_text(text, encoding="utf-8")
    return dict(load_content([ROOT, root]).rubrics)


def faults_of(root: Path, *texts: str) -> str:
    with pytest.raises(ContentError) as caught:
        rubrics_of(root, *texts)
    return str(caught.value)


def test_a_criterion_is_taken_as_it_is_changed_in_part_or_the_rubrics_own(tmp_path: Path) -> None:
    base, mine = CONTENT.rubric(), rubrics_of(tmp_path, MINE)["mine"]

    assert list(mine.criteria) == ["est.write_qps", "est.peak_qps", "own.round"]
    assert mine.criteria["est.write_qps"] == base.criteria["est.write_qps"]
    changed = mine.criteria["est.peak_qps"]
    assert (changed.weight, changed.ladder) == (9, base.criteria["est.peak_qps"].ladder)
    assert mine.clock == base.clock
    assert mine.default_minutes == 30


def test_one_can_be_based_on_another_that_is_based_itself_in_whatever_order_they_are_read(tmp_path: Path) -> None:
    third = MINE.replace("id: mine", "id: third").replace("based_on: system_design", "based_on: mine")

    assert rubrics_of(tmp_path, third, MINE)["third"].criteria["own.round"].title == "Rounds first"


def test_a_team_changes_the_shipped_rubric_by_basing_its_own_of_the_same_id_on_it(tmp_path: Path) -> None:
    theirs = MINE.replace("id: mine", "id: system_design")

    assert rubrics_of(tmp_path, theirs)["system_design"].title == "Mine"


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("based_on: system_design", "based_on: sytem_design", "0.yaml:2: error: based_on: there is no rubric 'sytem_design'. Did you mean 'system_design'?"),
        ("based_on: system_design", "based_on: mine", "'mine' is based on this one in turn"),
        ("  est.write_qps:\n", "  est.write_qsp:\n", "0.yaml:9: error: criteria.est.write_qsp: system_design has no criterion 'est.write_qsp' to take. Did you mean 'est.write_qps'?"),
        ("{weight: 9}", "{wieght: 9}", "0.yaml:10: error: criteria.est.peak_qps.wieght: there is no such key here. Did you mean 'weight'?"),
        ("    met: rounds before multiplying\n", "", "criteria.own.round.met: is missing"),
        ("  est.write_qps:\n", "  est.write_qps:\n  hld.api:\n", "criteria.hld.api: there is no phase 'design' here. Give it `phase:` of estimation, communication, or leave it out."),
        ("minutes: [30]", "minutes: [30]\nusual_minutes: 45", "45 is not among `minutes`. Write one of 30."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_line_and_what_to_write(
    tmp_path: Path, right: str, wrong: str, said: str
) -> None:
    assert said in faults_of(tmp_path, MINE.replace(right, wrong, 1))


def test_the_shipped_round_differs_in_phases_shares_weights_bands_and_clock_and_shares_its_ladders() -> None:
    base, other = CONTENT.rubric(), CONTENT.rubric("estimation_and_api")

    assert [phase.id for phase in other.phases] == ["requirements", "estimation", "design"]
    assert other.shares()["estimation"] == pytest.approx(12 / 30)
    assert (other.default_minutes, other.draws, base.draws) == (30, False, True)
    assert other.bands != base.bands
    assert other.clock != base.clock
    assert set(other.criteria) - set(base.criteria) == {"est.sanity", "api.errors", "api.paging"}
    assert other.criteria["hld.api"].ladder == base.criteria["hld.api"].ladder
    assert other.criteria["hld.api"].weight != base.criteria["hld.api"].weight
