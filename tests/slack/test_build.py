"""Block Kit pieces stay within Slack's limits whatever words they are given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.blocks import build as b


@given(st.text(max_size=9000))
def test_no_text_is_longer_than_slack_takes_nor_empty(text: str) -> None:
    assert 1 <= len(b.section(text)["text"]["text"]) <= 3000
    assert 1 <= len(b.header(text)["text"]["text"]) <= 150
    assert 1 <= len(b.button(text, "a", "v")["text"]["text"]) <= 75
    assert len(b.option(text, text)["value"]) <= 150


def test_a_cut_never_splits_an_entity() -> None:
    assert b.cut("a" * 8 + "&amp;b", 12) == "a" * 8 + "…"


@given(st.lists(st.integers(1, 3000), max_size=120))
def test_long_reports_are_paged_in_order_and_lose_nothing(lengths: list[int]) -> None:
    blocks = [b.section("x" * length) for length in lengths]
    pages = b.paged(blocks)
    assert [block for page in pages for block in page] == blocks
    assert all(len(page) <= 50 for page in pages)
    assert all(len(page) == 1 or sum(map(b.text_length, page)) <= 12_000 for page in pages)


def test_metadata_that_slack_would_refuse_is_an_error_and_not_cut() -> None:
    with pytest.raises(ValueError, match="private_metadata"):
        b.form("x", "t", [], metadata="m" * 3001)
