"""Arithmetic that is written out: what it gives, and by how much the stated result is off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.estimation.equations import equations


def off(text: str, locale: str | None = None) -> list[float]:
    return [round(equation.off, 1) for equation in equations(text, locale)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("40M / 86400 = 4,630 a second", [10.0]),
        ("40M / 86400 = 463 a second", [1.0]),
        ("12.5 MB/s x 86400 → ~100 GB/day", [10.8]),
        ("40M × 2 MB = 80,000,000 MB = 80 GB per day", [1.0, 1000.0]),
        ("300M times 300 bytes, that's 90 GB a day", [1.0]),
        ("350/s × 1 MB = 30 TB/day", [1.0]),  # a second's bytes told for the day
        ("365 * 2 = 730 TB", [1.0]),  # prefixes left out
    ],
)
def test_a_stated_result_is_held_against_its_own_arithmetic(text: str, expected: list[float]) -> None:
    assert off(text) == expected


@pytest.mark.parametrize(
    "text", ["10 y x 3 copies = 550 TB", "• × 5 → 29k/s\n• × 200 B → 100 GB/day", "20% hot, 5 GB", "no sum"]
)
def test_factors_of_a_number_said_before_are_no_arithmetic_of_their_own(text: str) -> None:
    assert off(text) == []


def test_thousands_parted_by_dots_are_read_where_the_locale_says_so() -> None:
    assert off("1.000.000 / 86.400 = 11,6 pro Sekunde", "de") == [1.0]


@given(st.text(max_size=200))
def test_no_text_makes_it_raise(text: str) -> None:
    for equation in equations(text):
        assert 0 <= equation.start <= equation.result < equation.end <= len(text)
