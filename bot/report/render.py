"""A report as a page and as Markdown. The same report gives the same bytes."""

import re
from collections.abc import Mapping
from typing import Any

from bot.report.as_json import shown as wanted
from bot.report.charts import profile, times
from bot.report.model import Picture, Report
from bot.report.pages import Pages

_BLANKS = re.compile(r"\n{3,}")


def html(report: Report, pages: Pages) -> str:
    """One self-contained page: inline style, pictures as data, no script; light, dark, phone and print."""
    shown = wanted(report)
    return pages.render("page.html.j2", charts=_charts(shown, pages), **_values(shown)).strip() + "\n"


def markdown(report: Report, pages: Pages) -> str:
    """The same as Markdown, with the drawings in words."""
    shown = wanted(report)
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
