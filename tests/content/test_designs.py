"""A reference design hangs together: what is named is there, what is drawn is joined, what fails is drawn."""

from itertools import pairwise
from pathlib import Path

import pytest

from bot.content import load_content
from bot.content.scenario import Scenario

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = {key: each for key, each in load_content([ROOT]).scenarios.items() if each.offered}
PHASES = {"requirements", "estimation", "design", "decisions", "patterns"}


def arrows(scenario: Scenario) -> set[frozenset[str]]:
    return {frozenset((arrow.source, arrow.to)) for arrow in scenario.design.connections}


@pytest.mark.parametrize("scenario_id", sorted(SCENARIOS))
def test_every_component_hangs_on_an_arrow_that_says_what_it_carries(scenario_id: str) -> None:
    scenario = SCENARIOS[scenario_id]
    joined = {end for arrow in arrows(scenario) for end in arrow}

    assert {part.id for part in scenario.design.components} <= joined
    assert [arrow for arrow in scenario.design.connections if not arrow.carries] == []


@pytest.mark.parametrize("scenario_id", sorted(SCENARIOS))
def test_the_paths_follow_the_arrows(scenario_id: str) -> None:
    scenario = SCENARIOS[scenario_id]
    for path in (scenario.design.write_path, scenario.design.read_path):
        steps = [frozenset(step) for step in pairwise(path)]
        assert [sorted(step) for step in steps if step not in arrows(scenario)] == []


@pytest.mark.parametrize("scenario_id", sorted(SCENARIOS))
def test_a_component_is_demanded_by_facts_of_the_sheet(scenario_id: str) -> None:
    scenario = SCENARIOS[scenario_id]
    facts = {fact.id for fact in scenario.facts}

    for part in scenario.design.components:
        assert part.reason, part.id
        assert part.because, part.id
        assert set(part.because) <= facts, part.id


@pytest.mark.parametrize("scenario_id", sorted(SCENARIOS))
def test_a_failure_is_that_of_a_component(scenario_id: str) -> None:
    scenario = SCENARIOS[scenario_id]

    assert {each.component for each in scenario.failures} <= {part.id for part in scenario.design.components}


@pytest.mark.parametrize("scenario_id", sorted(SCENARIOS))
def test_every_phase_has_probes_and_what_users_feel_is_watched(scenario_id: str) -> None:
    scenario = SCENARIOS[scenario_id]

    assert {probe.phase for probe in scenario.probes} == PHASES
    assert all(probe.weak and probe.strong for probe in scenario.probes)
    assert len(scenario.monitoring) >= 4
    assert any(each.felt_by_user for each in scenario.monitoring)
