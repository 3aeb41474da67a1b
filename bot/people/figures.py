"""A person's own history in figures: what the rules saw, what people said and what drills showed, never mixed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

LATELY = 5  # interviews, or drills of a kind, that a trend looks back on


@dataclass(frozen=True, slots=True)
class Trend:
    """`values` from the oldest to the newest: levels 0–3 of a phase or criterion, or shares 0–1 of a drill."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """`rules` are the bot's levels by criterion, the weakest first; `people` the levels that interviewers gave by phase;
    `drills` the first answers by kind. `last` is the newest score with its band, None where nothing was judged."""

    interviews: int
    interviewed: int
    drills_taken: int
    weeks: int
    last: tuple[float, str] | None
    rules: tuple[Trend, ...]
    people: tuple[Trend, ...]
    drills: tuple[Trend, ...]


def figures(
    interviews: Sequence[Mapping[str, Any]],
    given: Sequence[Mapping[str, int]],
    results: Sequence[Mapping[str, Any]],
    *,
    interviewed: int,
    weeks: int,
    most: int = 8,
) -> Figures:
    """`interviews` (rows of the history) and `results` (rows of drills) newest first; `given`: phase → level for each
    interview by a person, oldest first. `weeks` is the streak of drills."""
    judged = [row for row in interviews if row.get("levels")]
    last = next(((float(row["overall"]), str(row["band"])) for row in judged if row.get("overall") is not None), None)
    return Figures(
        interviews=len(interviews),
        interviewed=interviewed,
        drills_taken=len(results),
        weeks=weeks,
        last=last,
        rules=_rules(judged)[:most],
        people=_by_name([dict(each) for each in given]),
        drills=_drills(results),
    )


def _rules(judged: Sequence[Mapping[str, Any]]) -> tuple[Trend, ...]:
    """Of interviews under one rubric only: levels of two rubrics are no trend."""
    same = [row["levels"] for row in judged if row.get("rubric") == judged[0].get("rubric")][:LATELY]
    found = _by_name(list(reversed(same)))
    return tuple(sorted(found, key=lambda trend: (trend.values[-1], trend.name)))


def _by_name(rows: Sequence[Mapping[str, Any]]) -> tuple[Trend, ...]:
    names = dict.fromkeys(name for row in rows for name in row)
    values = {name: tuple(float(row[name]) for row in rows if row.get(name) is not None)[-LATELY:] for name in names}
    return tuple(Trend(name, held) for name, held in values.items() if held)


def _drills(results: Sequence[Mapping[str, Any]]) -> tuple[Trend, ...]:
    kinds = sorted({str(row["kind"]) for row in results})
    oldest = list(reversed(results))
    return tuple(Trend(k, tuple(float(row["score"]) for row in oldest if row["kind"] == k)[-LATELY:]) for k in kinds)


def direction(trend: Trend) -> int:
    """1 where the newest is above the mean of those before, -1 below, 0 the same or nothing to compare with."""
    if len(trend.values) < 2:
        return 0
    before, now = fmean(trend.values[:-1]), trend.values[-1]
    return (now > before + 1e-9) - (now < before - 1e-9)
