"""A figure in a reason, a decision or a failure is one that the sheet's own load figures give."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.content import load_content
from bot.content.scenario import Scenario
from tests.content.mentioned import Kind, figures_in, given, overridden, reasons, said_by_the_sheet, unexplained

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = load_content([ROOT]).scenarios
# What is no result of the cascade: limits of a machine, figures of a part, counts that only this problem has.
CONSTANTS: dict[str, dict[str, str]] = yaml.safe_load((Path(__file__).parent / "data" / "constants.yaml").read_text())
ADVICE = "Write what `app.py estimate show` gives, or list it in tests/content/data/constants.yaml with its reason."


def known(scenario: Scenario, times: float = 1) -> dict[Kind, list[float]]:
    values = given(scenario, times)
    for found in said_by_the_sheet(scenario):
        values[found.kind].append(found.value)
    return values


@pytest.mark.parametrize("scenario_id", sorted(SCENARIOS))
def test_every_figure_in_a_reason_follows_from_the_load_figures(scenario_id: str) -> None:
    scenario = SCENARIOS[scenario_id]
    mentions = (found for place, text in reasons(scenario) for found in figures_in(text, place))

    assert unexplained(mentions, known(scenario), CONSTANTS.get(scenario_id, {})) == [], ADVICE


@pytest.mark.parametrize("scenario_id", sorted(SCENARIOS))
def test_ten_times_the_load_is_ten_times_the_cascade(scenario_id: str) -> None:
    scenario = SCENARIOS[scenario_id]
    values = known(scenario, times=10)

    assert unexplained(figures_in(scenario.ten_times), values, CONSTANTS.get(scenario_id, {})) == [], ADVICE


@pytest.mark.parametrize("scenario_id", sorted(SCENARIOS))
def test_a_curveball_expects_what_its_own_figures_give(scenario_id: str) -> None:
    scenario = SCENARIOS[scenario_id]
    for ball in scenario.curveballs:
        after = overridden(scenario, ball.overrides.flow, ball.overrides.figures()) if ball.overrides else scenario
        values = known(after)
        for found in figures_in(ball.says):
            values[found.kind].append(found.value)  # the change itself
        mentions = (found for text in ball.changes for found in figures_in(text, ball.id))

        assert unexplained(mentions, values, CONSTANTS.get(scenario_id, {})) == [], ADVICE


def test_every_listed_constant_is_still_mentioned_and_has_a_reason() -> None:
    for scenario_id, constants in CONSTANTS.items():
        text = (ROOT / "rubrics" / "scenarios" / f"{scenario_id}.yaml").read_text()
        for written, why in constants.items():
            assert written in text, (scenario_id, written)
            assert len(why.split()) >= 3, (scenario_id, written)


def test_a_figure_that_is_off_by_a_slip_is_found() -> None:
    scenario = SCENARIOS["whatsapp"]  # 231 thousand a second, 2 TB a day
    texts: dict[str, list[str]] = {
        "5.6 million messages a second at peak": ["5.6 million"],
        "2 PB a year with copies": [],
        "24 TB a day, 231 thousand writes a second": ["24 TB"],
        "under 200 ms, fifty thousand sockets, 3 copies": [],
    }

    for text, wanted in texts.items():
        found: Any = unexplained(figures_in(text), given(scenario), {})
        assert [each.split(": ")[1] for each in found] == wanted, text
