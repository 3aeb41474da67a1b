"""Levels of people beside the bot's in the report's files: all of them, in their own words, never as markup."""

import json

import pytest

from bot.report import Pages, html, markdown, to_json
from bot.report.model import Agrees, Conducted, Judge, Panel, Said
from tests.report.sample import report

EVIL = "<script>alert(1)</script> *x* | y"
PANEL = Panel(
    judges=(
        Judge("peer", "Ben", {"requirements": 3, "design": 2}),
        Judge("self", "Ada", {"requirements": 1}),
        Judge("bot", "", {"requirements": 1, "design": 2}),
    ),
    gaps=("requirements",),
    comments=(Said("peer", "Ben", "requirements", EVIL),),
    notes=(Said("self", "Ada", "design", "ran out of time"),),
    conducts=(Conducted("Ben", 0.25, 4, 3, 1.5, 5, ("How large is a message?",), ("kafka",), 4, 5, 1),),
    agreement=(Agrees("Ben", "requirements", 3, 6, 0.8123), Agrees("Ben", "design", 2, 2, None)),
)


@pytest.mark.parametrize("kind", ["html", "markdown"])
def test_every_judge_has_a_column_and_the_interviewer_their_figures(pages: Pages, kind: str) -> None:
    shown = (html if kind == "html" else markdown)(report(panel=PANEL), pages)
    for words in ("Side by side", "Ben", "Ada", "25 % of the words", "Questions: 4, 3 of them suggested", "kafka",
                  "How large is a message?", "4 of 5", "weighted kappa 0.81", "3 of 6", "ran out of time"):  # fmt: skip
        assert words in shown, words
    assert "<script>alert" not in shown


def test_a_report_without_people_has_no_such_part(pages: Pages) -> None:
    assert "Side by side" not in html(report(), pages)
    assert "Side by side" not in markdown(report(), pages)
    assert json.loads(to_json(report()))["panel"] is None


def test_the_json_keeps_who_gave_which_level(pages: Pages) -> None:
    panel = json.loads(to_json(report(panel=PANEL)))["panel"]
    assert [(judge["role"], judge["levels"].get("requirements")) for judge in panel["judges"]] == [
        ("peer", 3), ("self", 1), ("bot", 1),
    ]  # fmt: skip


def test_the_table_is_one_table_in_markdown(pages: Pages) -> None:
    lines = markdown(report(panel=PANEL), pages).splitlines()
    at = next(index for index, line in enumerate(lines) if line.startswith("| Part |"))
    assert lines[at + 1].startswith("|---|")
    assert all(line.startswith("|") for line in lines[at : at + 4])
