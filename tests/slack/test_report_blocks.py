"""The report as messages, and Home: what is told once, and where a line ends."""

import json

import pytest

from bot.cli.settings import ROOT
from bot.content import Words
from bot.interview.state import Interview
from bot.report import Estimate, Phase
from bot.report.charts import times
from bot.slack.blocks.report import message
from tests.report.sample import report


@pytest.fixture(scope="module")
def words() -> Words:
    return Words.read([ROOT / "prompts"])


def told(words: Words, part: str, *estimates: Estimate) -> str:
    shown = message(words.say, report(estimates=estimates), part, "", Interview("interview-1"))
    return json.dumps([block.to_dict() if hasattr(block, "to_dict") else block for block in shown.blocks])


def test_the_working_of_a_corrected_number_is_shown_once(words: Words) -> None:
    first = Estimate("write_qps", "347 k/s", "35 k/s", "off_by_order", working="30 bn ÷ 86,400")
    again = Estimate("write_qps", "347 k/s", "347 k/s", "right", working="30 bn ÷ 86,400")
    assert told(words, "estimates", first, again).count("86,400") == 1


def test_a_slip_is_shown_beside_the_working_though_it_was_shown_before(words: Words) -> None:
    right = Estimate("write_qps", "347 k/s", "347 k/s", "right", working="30 bn ÷ 86,400")
    slipped = Estimate("write_qps", "347 k/s", "8.3 M/s", "off_by_order", slip="used_3600", working="30 bn ÷ 86,400")
    assert told(words, "estimates", right, slipped).count("86,400") == 2


def test_a_step_has_its_title_on_a_line_of_its_own(words: Words) -> None:
    said = words.say("interview.report.step", number=1, title="Say why", why="Not found.", command="/mock drill")
    assert said.splitlines()[:2] == ["*1. Say why*", "Not found."]


def test_home_has_the_date_of_an_interview_on_a_line_of_its_own(words: Words) -> None:
    row = {"title": "Design X", "minutes": 15, "level": "mid", "started": 0, "state": "over", "overall": None}
    assert words.say("slack.home_row", row=row).splitlines()[0] == "*Design X* · 15 min · mid"


def test_the_chart_has_the_tenths_of_the_table() -> None:
    svg = times([Phase("requirements", "Requirements", 1.7, 0.5, 71)], {"minutes": "min"})
    assert "0.5 / 1.7 min" in svg
