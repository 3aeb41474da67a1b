"""Every slip has three hints, from a nudge that gives nothing away to the step itself."""

from pathlib import Path

import pytest

from bot.content.words import Words
from bot.estimation import SLIP_IDS

FOLDER = Path(__file__).parents[2] / "prompts"
WORDS = Words.read([FOLDER])
GIVEN = {"said": "5.8 M/s", "one": "forgot_fanout", "other": "peak_vs_average"}


@pytest.mark.parametrize("slip", [*SLIP_IDS, "either"])
@pytest.mark.parametrize("rung", ["r1", "r2", "r3"])
def test_every_slip_has_a_hint_on_every_rung_in_more_than_one_wording(slip: str, rung: str) -> None:
    name = f"estimation.hints.{slip}.{rung}"

    assert WORDS.count(name) >= 2
    assert all(WORDS.say(name, seed=seed, **GIVEN) for seed in range(4))


@pytest.mark.parametrize("slip", [*SLIP_IDS])
def test_the_first_rung_gives_nothing_away(slip: str) -> None:
    telling = (
        "bit",
        "replica",
        "cop",
        "peak",
        "average",
        "month",
        "year",
        "read",
        "fan",
        "hour",
        "second",
        "thousand",
        "86",
    )
    for variant in WORDS.templates[f"estimation.hints.{slip}.r1"]:
        assert not [word for word in telling if word in variant.replace("{{ said }}", "").lower()], variant


@pytest.mark.parametrize("slip", [*SLIP_IDS])
def test_a_slip_has_a_name_for_the_report(slip: str) -> None:
    assert WORDS.say(f"estimation.hints.{slip}.name")
