"""Thousands parted by spaces are numbers, also where a part of them looks like a phone number."""

import pytest

from bot.estimation import read


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("500 000 000 users", 5e8),
        ("20 000 000 000 msgs/day", 2e10),
        ("~694 000/s", 694_000.0),
        ("694 000 /s", 694_000.0),
    ],
)
def test_spaced_thousands_are_read_whole(text: str, value: float) -> None:
    assert [reading.value for reading in read(text, None)] == [value]


def test_a_phone_number_is_still_none() -> None:
    assert read("call 0171 234 567 tomorrow", None) == []
