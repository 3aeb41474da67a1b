"""The content that ships keeps its contracts."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.content import ContentError, Scenario, load_content, schema
from bot.content.check import check_content
from bot.content.counting import counts_of
from bot.content.figures import parse_figure
from bot.content.schema import KINDS

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(__file__).parent / "data"
CONTENT = load_content([ROOT])
FIGURES: dict[str, Any] = yaml.safe_load((DATA / "figures.yaml").read_text())
CRITERIA: dict[str, Any] = yaml.safe_load((DATA / "criteria.yaml").read_text())


def test_the_rubric_carries_every_criterion_as_the_contract_words_it() -> None:
    criteria = CONTENT.rubric().criteria

    assert len(criteria) == 52
    for group, items in CRITERIA.items():
        for name, wanted in items.items():
            assert (criteria[name].phase, criteria[name].kind) == (group, wanted["kind"]), name
            assert (criteria[name].met, criteria[name].not_) == (wanted["met"], wanted.get("not", "")), name


def test_the_phases_share_the_interview() -> None:
    rubric = CONTENT.rubric()

    assert [phase.minutes for phase in rubric.phases][:1] == [5]
    assert sum(phase.minutes for phase in rubric.phases) == 45
    assert sum(rubric.shares().values()) == pytest.approx(1)
    assert (rubric.clock.grace.seconds(60), rubric.clock.grace.seconds(900)) == (20, 120)
    assert (rubric.clock.warning.seconds(60), rubric.clock.warning.seconds(120)) == (24, 48)


@pytest.mark.parametrize("scenario_id", sorted(FIGURES))
def test_the_figures_are_those_that_everybody_shares(scenario_id: str) -> None:
    scenario, wanted = CONTENT.scenario(scenario_id), FIGURES[scenario_id]

    assert scenario.title == wanted["title"]
    assert set(scenario.flows) == set(wanted["flows"])
    for name, flow in wanted["flows"].items():
        for parameter, written in flow.items():
            assert getattr(scenario.flows[name], parameter).value == parse_figure(written).value, (name, parameter)


@pytest.mark.parametrize("scenario_id", sorted(CONTENT.scenarios))
def test_every_answer_renders_in_every_variant(scenario_id: str) -> None:
    scenario = CONTENT.scenario(scenario_id)
    for variant in (scenario, scenario.drawn(1), scenario.drawn(2)):
        for fact in scenario.facts:
            answer = variant.answer(fact.id)
            assert answer, fact.id
            assert "{" not in answer, fact.id


@pytest.mark.parametrize("file", sorted((ROOT / "rubrics").rglob("*.yaml")), ids=lambda file: file.stem)
def test_a_file_is_yaml_to_other_parsers_too(file: Path) -> None:
    assert yaml.safe_load(file.read_text(encoding="utf-8"))  # editors check against the schemas with theirs


def test_the_check_finds_nothing_in_what_ships_neither_errors_nor_warnings() -> None:
    assert [str(finding) for finding in check_content([ROOT])] == []


@pytest.mark.parametrize("scenario", CONTENT.offered.values(), ids=lambda scenario: scenario.id)
def test_every_scenario_is_a_full_sheet(scenario: Scenario) -> None:
    counts = counts_of(scenario)

    least = {"facts": 18, "probes": 10, "for a level": 1, "APIs": 2, "decisions": 4, "failures": 3, "curveballs": 2}
    assert all(int(counts[name]) >= number for name, number in least.items()), counts
    assert all(len(fact.phrasings) >= 6 for fact in scenario.facts)
    assert set(scenario.levels) == {"mid", "senior", "staff"}


def test_there_are_cards_for_the_six_of_the_course_and_a_dozen_more_each_with_a_scenario_of_ours() -> None:
    cards = CONTENT.patterns.values()

    assert sum(card.course for card in cards) == 6
    assert sum(not card.course for card in cards) >= 12
    assert {card.where for card in cards} <= set(CONTENT.offered)
    assert all(card.gains and card.costs and card.where for card in cards)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_published_schemas_are_those_of_the_models(kind: str) -> None:
    published = json.loads((ROOT / "rubrics" / "schema" / f"{kind}.schema.json").read_text())

    assert published == schema(kind)


def test_a_rubric_without_bands_for_a_level_is_refused(tmp_path: Path) -> None:
    text = (ROOT / "rubrics" / "system_design.yaml").read_text().replace("  staff:\n    - {id", "  stuff:\n    - {id")
    (tmp_path / "rubrics").mkdir()
    (tmp_path / "rubrics" / "mine.yaml").write_text(text)

    with pytest.raises(ContentError, match="bands"):
        load_content([tmp_path])
