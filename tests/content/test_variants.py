"""A seed draws a variant: other figures, the same everywhere, with the answers following."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import Scenario, load_content, parse_figure, said
from tests.content.sheets import folder_with

ROOT = Path(__file__).resolve().parents[2]
WHATSAPP = load_content([ROOT]).scenario("whatsapp")
FEED = load_content([ROOT]).scenario("news-feed")


@given(st.integers(0, 10_000))
def test_a_variant_stays_in_its_ranges_and_is_the_same_every_time(seed: int) -> None:
    drawn = WHATSAPP.drawn(seed)

    assert drawn == WHATSAPP.drawn(seed)
    for name, flow in WHATSAPP.flows.items():
        for parameter, (low, high) in flow.ranges.items():
            assert low.value <= getattr(drawn.flows[name], parameter).value <= high.value
    assert drawn.flows["messages"].peak_factor == WHATSAPP.flows["messages"].peak_factor


def test_different_seeds_give_different_problems() -> None:
    assert len({WHATSAPP.drawn(seed).flows["messages"].actors.text for seed in range(30)}) > 4


def test_the_answer_says_the_drawn_figure() -> None:
    for seed in range(10):
        drawn = WHATSAPP.drawn(seed)
        assert drawn.answer("dau").startswith(drawn.flows["messages"].actors.text)


def test_a_seed_gives_the_same_figures_on_every_machine() -> None:
    flow = WHATSAPP.drawn(7).flows["messages"]

    assert (flow.actors.text, flow.per_actor_per_day.text, flow.object_size.text) == ("150 million", "60", "80 B")


@given(st.integers(0, 500))
def test_a_flow_of_the_same_people_follows_in_proportion(seed: int) -> None:
    drawn = FEED.drawn(seed)
    posts, media = drawn.flows["posts"], drawn.flows["media"]

    assert media.actors == posts.actors
    assert media.per_actor_per_day.value / posts.per_actor_per_day.value == pytest.approx(0.1)


def test_the_original_is_left_as_it_is(tmp_path: Path) -> None:
    scenario: Scenario = load_content([folder_with(tmp_path)]).scenario("post-box")
    scenario.drawn(3)

    assert scenario.answer("senders") == "2 million people drop a letter on a day."


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (3.2e8, "count", "320 million"),
        (1e9, "count", "1 billion"),
        (7200, "count", "7,200"),
        (0.25, "ratio", "25 %"),
        (150, "B", "150 B"),
        (2e6, "B", "2 MB"),
        (604800, "s", "7 days"),
        (31_536_000, "s", "1 year"),
        (999_999_999, "count", "1 billion"),
    ],
)
def test_figures_are_said_as_one_would_say_them(value: float, unit: str, words: str) -> None:
    assert said(value, unit).text == words


@given(st.floats(1e-3, 1e17), st.sampled_from(["count", "B"]))
def test_what_is_said_can_be_read_again(value: float, unit: str) -> None:
    assert parse_figure(said(value, unit).text).value == pytest.approx(value, rel=0.01)
