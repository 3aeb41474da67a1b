"""What people may type after /mock or a mention, and what they are told when it means nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.grammar import Asked, Unclear, read_request

SCENARIOS = ("news-feed", "ride-hailing", "url-shortener", "whatsapp")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("", Asked("form")),
        ("start", Asked("start")),
        ("start whatsapp 30 senior", Asked("start", "whatsapp", 30, "senior")),
        ("START URL shortener 15min", Asked("start", "url-shortener", 15)),
        ("start random async staff", Asked("start", "random", None, "staff", "async")),
        ("url-shortener", Asked("start", "url-shortener")),
        ("next", Asked("next")),
        ("Stop!", Asked("end")),
        ("continue", Asked("resume")),
        ("help", Asked("help")),
    ],
)
def test_a_command_is_read(text: str, asked: Asked) -> None:
    assert read_request(text, SCENARIOS) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("start whatsapp estimation", Asked("start", "whatsapp", rubric="numbers")),
        ("start estimation and api, 30 min, url shortener", Asked("start", "url-shortener", 30, rubric="numbers")),
        ("start Estimation", Asked("start", rubric="numbers")),
        ("start estimation_and_api random", Asked("start", "random", rubric="numbers")),
    ],
)
def test_a_rubric_is_chosen_by_what_people_call_it(text: str, asked: Asked) -> None:
    names = {"estimation": "numbers", "estimation-and-api": "numbers"}

    assert read_request(text, SCENARIOS, names) == asked


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("interview me on the url shortener please", Asked("start", "url-shortener")),
        ("let's do a mock interview", Asked("start")),
        ("can we practise ride hailing for 30 minutes?", Asked("start", "ride-hailing", 30)),
    ],
)
def test_a_wish_in_words_starts_an_interview(text: str, asked: Asked) -> None:
    assert read_request(text, SCENARIOS, start_in_words=True) == asked


@pytest.mark.parametrize(
    ("text", "about", "near"),
    [
        ("strat", "verb", "start"),
        ("start whatsap", "scenario", "whatsapp"),
        ("start shortener", "scenario", "url-shortener"),
        ("start whatsapp 20", "minutes", "30"),
        ("ned", "verb", "end"),
    ],
)
def test_what_means_nothing_is_answered_with_what_is_near(text: str, about: str, near: str) -> None:
    found = read_request(text, SCENARIOS)
    assert isinstance(found, Unclear)
    assert found.about == about
    assert near in found.near


@given(st.text(max_size=300), st.booleans())
def test_any_text_is_read_or_called_unclear_with_a_short_echo(text: str, in_words: bool) -> None:
    found = read_request(text, SCENARIOS, start_in_words=in_words)
    assert isinstance(found, Asked) or len(found.word) <= 40


def test_forty_thousand_characters_are_no_trouble() -> None:
    assert isinstance(read_request("a" * 40_000, SCENARIOS), Unclear)
