"""A report as a page, as Markdown, as JSON and as sections."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from bot.report import Band, Box, Design, Pages, Picture, Quote, Report, Verdict, html, markdown, to_json
from bot.report.charts import profile, times
from tests.report.sample import LINK, phases, report

HOSTILE = (
    "</blockquote><script>alert('x')</script> \" onerror=x {{ 7*7 }} [a](javascript:x) |b| `c` # d & $x^2$ <!-- \\"
)
VOID = {"meta", "img", "br", "source"}


class Reader(HTMLParser):
    """Collects tags and attributes, and checks that every tag is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


def hostile(beside) -> Report:
    quote = Quote(HOSTILE, "javascript:alert(1)")
    return report(
        beside,
        title=HOSTILE, candidate=HOSTILE, interviewer=HOSTILE, held=HOSTILE, self_note=HOSTILE, notices=(HOSTILE,),
        band=Band("b", HOSTILE, 50, HOSTILE),
        phases=tuple(replace(phase, title=HOSTILE) for phase in phases()),
        verdicts=(Verdict("x.y", HOSTILE, "design", 1, quotes=(quote,), detector=HOSTILE, next_rung=HOSTILE),),
        design=Design(beside, (Box(HOSTILE, HOSTILE),), (Box(HOSTILE, HOSTILE),), (HOSTILE,)),
    )  # fmt: skip


def test_the_page_has_every_part_and_is_well_formed(pages, beside):
    page = html(report(beside), pages)
    read = Reader(page)
    text = " ".join(read.words)

    for words in ("Solid for senior", "61.4 of 100", "they are the normal ones", "could not tell for certain",
                  "How long are messages kept?", "ten times off", "Push service", "elasticsearch",
                  "−4 points", "hint 1 of 3", "Disputed by Rui: strong", "A second reading by a model: solid",
                  "You rated yourself: solid", "without the sentence encoder"):  # fmt: skip
        assert words in text
    assert ("href", LINK) in read.attributes


def test_the_page_stands_alone_and_runs_nothing(pages, beside):
    read = Reader(html(report(beside), pages))

    assert "script" not in read.tags
    assert "link" not in read.tags
    assert all(value.startswith("data:") for name, value in read.attributes if name in ("src", "srcset"))
    assert not any(name.startswith("on") for name, _ in read.attributes)


def test_every_picture_has_words_and_every_column_a_scope(pages, beside):
    page = html(report(beside), pages)
    read = Reader(page)
    alts = [value for name, value in read.attributes if name == "alt"]

    assert len(alts) == read.tags.count("img") == 3
    assert all(alts)
    assert read.tags.count("th") == sum(1 for name, _ in read.attributes if name == "scope")


def test_hostile_words_stay_words_on_the_page(pages, beside):
    read = Reader(html(hostile(beside), pages))

    assert "script" not in read.tags
    assert not any(value and value.startswith("javascript") for _, value in read.attributes)
    assert not any(name.startswith("on") for name, _ in read.attributes)
    assert "49" not in "".join(read.words).split("alert")[1][:60]
    assert any(HOSTILE in words for words in read.words)


def test_hostile_words_stay_words_in_markdown(pages, beside):
    text = markdown(hostile(beside), pages)

    assert "<script" not in text
    assert not re.search(r"(?<!\\)\]\(<?javascript", text)
    assert not any(line.startswith("# d") for line in text.splitlines())


@pytest.mark.parametrize("form", [html, markdown])
def test_the_same_report_gives_the_same_bytes(form, pages, beside):
    assert form(report(beside), pages) == form(report(beside), pages)
    assert to_json(report(beside)) == to_json(report(beside))


def test_hidden_numbers_are_nowhere(pages, beside):
    quiet = report(beside, numbers=False)
    everywhere = html(quiet, pages) + markdown(quiet, pages) + to_json(quiet)

    for number in ("61.4", "of 100", "−4 points", "−2 points", '"score": 71'):
        assert number not in everywhere
    assert "solid" in html(quiet, pages)


def test_an_empty_report_says_that_nothing_was_seen(pages):
    empty = Report("x", "Design X", "Ana", 45, "mid", "r", 1, Band("early", "Keep practising"))

    for text in (html(empty, pages), markdown(empty, pages)):
        for words in ("No design was drawn", "Nothing was estimated", "No hints were taken", "No fact was asked for"):
            assert words in text
    Reader(html(empty, pages))


def test_json_carries_every_verdict_with_its_source(beside):
    data = json.loads(to_json(report(beside)))

    assert data["verdicts"][3]["by"] == "rules"
    assert data["verdicts"][3]["quotes"][0]["text"].startswith("they are the normal ones")
    assert data["design"]["alt"].startswith("phone/web → LB (wss)")
    assert "<svg" not in json.dumps(data)


def test_later_folders_win_word_by_word(tmp_path, pages):
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "words.yaml").write_text("headings: {steps: Now do this}\n", encoding="utf-8")
    from tests.report.conftest import ROOT

    own = Pages.read([ROOT / "prompts", tmp_path])

    assert own.words["headings"]["steps"] == "Now do this"
    assert own.words["headings"]["faults"] == pages.words["headings"]["faults"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_charts_are_svg_without_script_or_date(theme):
    labels = {"minutes": "min"}
    for chart in (times(phases(), labels, theme), profile(phases(), theme), times((), labels, theme)):
        root = ET.fromstring(chart)
        assert root.tag.endswith("svg")
        assert "<dc:date>" not in chart


def test_a_dark_picture_is_for_dark_screens_and_never_for_paper(pages):
    page = html(report(Picture("<svg/>", "a → b", "<svg id='d'/>")), pages)

    assert page.count("screen and (prefers-color-scheme: dark)") == 3
    assert "@media print" in page
