"""A report as JSON: every field, in a fixed order; judged numbers are null where they are hidden."""

import json
from dataclasses import asdict, replace
from typing import Any

from bot.report.model import Report

FORM = 1  # raised when a reader of the old form would misread the new one


def without_numbers(report: Report) -> Report:
    """The same report with every score, point and price gone; levels stay, for they are words to a reader."""
    return replace(
        report,
        band=replace(report.band, score=None),
        communication=None,
        phases=tuple(replace(phase, score=None) for phase in report.phases),
        faults=tuple(replace(fault, points=0) for fault in report.faults),
        hints=tuple(replace(hint, points=0) for hint in report.hints),
    )


def shown(report: Report) -> Report:
    """The report as its reader wants it."""
    return report if report.numbers else without_numbers(report)


def values(report: Report) -> dict[str, Any]:
    """Plain values without the pictures, which are files of their own."""
    data = asdict(shown(report))
    picture = data["design"].pop("beside")
    data["design"]["alt"] = picture["alt"] if picture else ""
    return {"form": FORM, **data}


def to_json(report: Report) -> str:
    """Indented, UTF-8, the same bytes for the same report."""
    return json.dumps(values(report), ensure_ascii=False, indent=2) + "\n"
