"""A report as a page, as Markdown, and as short sections for a message. The same report gives the same bytes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.report.as_json import without_numbers
from bot.report.charts import profile, times
from bot.report.model import Picture, Report
from bot.report.pages import Pages

QUOTE = 300  # characters of a quote in a message; the whole stands in the file
_BLANKS = re.compile(r"\n{3,}")


def html(report: Report, pages: Pages) -> str:
    """One self-contained page: inline style, pictures as data, no script; light, dark, phone and print."""
    shown = report if report.numbers else without_numbers(report)
    return pages.render("page.html.j2", charts=_charts(shown, pages), **_values(shown)).strip() + "\n"


def markdown(report: Report, pages: Pages) -> str:
    """The same as Markdown, with the drawings in words."""
    shown = report if report.numbers else without_numbers(report)
    return _BLANKS.sub("\n\n", pages.render("file.md.j2", **_values(shown))).strip() + "\n"


def _values(report: Report) -> dict[str, Any]:
    return {
        "r": report,
        "titles": {phase.id: phase.title for phase in report.phases},
        "rated": any(phase.self_level is not None for phase in report.phases),
    }


def _charts(report: Report, pages: Pages) -> dict[str, Picture]:
    said: Mapping[str, str] = pages.words["said"]
    spent = "; ".join(
        said["time_alt"].format(title=phase.title, spent=f"{phase.spent:.0f}", planned=f"{phase.planned:.0f}")
        for phase in report.phases
    )
    charts = {"times": Picture(times(report.phases, said), spent, times(report.phases, said, "dark"))}
    if report.numbers:
        scores = "; ".join(
            said["profile_alt"].format(
                title=phase.title, score=said["not_judged"] if phase.score is None else f"{phase.score:.0f}"
            )
            for phase in report.phases
        )
        charts["profile"] = Picture(profile(report.phases), scores, profile(report.phases, "dark"))
    return charts


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of the report for a message: its id, and JSON values for whoever gives it words and blocks."""

    id: str
    values: Mapping[str, Any]


def summary(report: Report) -> tuple[Section, ...]:
    """headline, steps, phases, criteria, questions, estimates, design, faults, own, about; empty ones are left out.

    Quotes are cut to 300 characters, and judged numbers are None where the reader wants none."""
    shown = report if report.numbers else without_numbers(report)
    sections = [
        Section("headline", _headline(shown)),
        Section("steps", {"rows": [_plain(step) for step in shown.steps]}),
        Section("phases", {"rows": [_plain(phase) for phase in shown.phases]}),
        *(Section("criteria", {"phase": key, "title": title, "rows": [_verdict(v) for v in rows]})
          for key, title, rows in shown.groups),
        Section("questions", {"asked": len(shown.asked), "all": len(shown.questions),
                              "rows": [_plain(question) for question in shown.unasked]}),
        Section("estimates", {"rows": [_plain(row) | {"quote": None} for row in shown.estimates]}),
        Section("design", _design(shown)),
        Section("faults", {"rows": [{"id": f.id, "title": f.title, "phase": f.phase, "points": f.points,
                                     "by": f.by, "quotes": _quotes(f.quotes)} for f in shown.faults],
                           "hints": [_plain(hint) for hint in shown.hints]}),
        Section("own", {"level": shown.self_level, "note": shown.self_note[:QUOTE]}),
        Section("about", {"rubric": shown.rubric, "version": shown.version, "notices": list(shown.notices)}),
    ]  # fmt: skip
    return tuple(section for section in sections if any(_filled(value) for value in section.values.values()))


def _headline(report: Report) -> dict[str, Any]:
    return {
        "title": report.title, "scenario": report.scenario, "candidate": report.candidate, "minutes": report.minutes,
        "level": report.level, "band": report.band.title, "score": report.band.score, "numbers": report.numbers,
    }  # fmt: skip


def _design(report: Report) -> dict[str, Any]:
    design = report.design
    return {
        "alt": design.beside.alt if design.beside else "",
        "missing": [_plain(box) for box in design.missing],
        "extra": [_plain(box) for box in design.extra],
        "unlabelled": list(design.unlabelled),
    }


def _verdict(verdict: Any) -> dict[str, Any]:
    keys = ("id", "title", "level", "uncertain", "detector", "next_rung", "by")
    row = {key: getattr(verdict, key) for key in keys}
    dispute = _plain(verdict.dispute) if verdict.dispute else None
    return {**row, "quotes": _quotes(verdict.quotes), "dispute": dispute}


def _quotes(quotes: Any) -> list[dict[str, Any]]:
    return [{"text": _cut(quote.text), "link": quote.link} for quote in quotes]


def _cut(text: str) -> str:
    return text if len(text) <= QUOTE else text[: QUOTE - 1].rstrip() + "…"


def _plain(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def _filled(value: Any) -> bool:
    return value not in (None, "", [], ())
