"""Figures that a sheet mentions in passing ("2 TB a day"), and what its own load figures give for them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.content.figures import Figure
from bot.content.scenario import Scenario
from bot.estimation import cascades

Kind = Literal["count", "B", "bit/s"]
NEAR = 0.05  # 11,600 for 11,574, 29 thousand for 28,935

_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_UNITS: dict[str, tuple[float, Kind]] = {
    "KB": (1e3, "B"), "MB": (1e6, "B"), "GB": (1e9, "B"), "TB": (1e12, "B"), "PB": (1e15, "B"),
    "Gbit/s": (1e9, "bit/s"), "Tbit/s": (1e12, "bit/s"),
}  # fmt: skip
_SPELLED = {"half a": 0.5, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_FIGURE = re.compile(
    r"(?<![\w.,-])(?P<number>\d[\d,]*(?:\.\d+)?|half a|two|three|four|five|six|seven|eight|nine)"
    r"(?:[ ](?P<scale>thousand|million|billion|trillion))?"
    r"(?:[ ](?P<unit>[KMGTP]B|[GT]bit/s))?\b"
    r"(?P<rate>(?=(?:[ ][\w-]+){0,5}[ ]a[ ]second))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Mention:
    place: str
    written: str
    value: float
    kind: Kind


def figures_in(text: str, place: str = "") -> Iterator[Mention]:
    """Sizes, rates and large counts; years, milliseconds and small counts are no business of the cascade."""
    for found in _FIGURE.finditer(text):
        number, scale, unit, rate = found.group("number", "scale", "unit", "rate")
        spelled = number.lower() in _SPELLED
        if not (scale or unit or (rate is not None and not spelled)):
            continue
        value = _SPELLED[number.lower()] if spelled else float(number.rstrip(",").replace(",", ""))
        size, kind = _UNITS[unit] if unit else (1.0, "count")
        yield Mention(place, found.group().strip(), value * _SCALES.get((scale or "").lower(), 1.0) * size, kind)


def reasons(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """Every text of a sheet that argues with figures, by its place; what tells of ten times the load comes apart."""
    yield from ((f"fact {fact.id}", fact.changes) for fact in scenario.facts)
    design = scenario.design
    yield from ((f"component {part.id}", part.reason) for part in design.components)
    yield from ((f"left out {each.name}", each.why) for each in design.leave_out)
    yield "idempotency", design.idempotency
    for each in scenario.decisions:
        yield f"decision {each.id}", f"{each.requirement} {each.price} {each.otherwise}"
        yield from ((f"option {option.name}", f"{option.gains} {option.costs}") for option in each.options)
    yield from ((f"pattern {each.pattern}", f"{each.use} {each.cost}") for each in scenario.patterns)
    yield "bottleneck", scenario.bottleneck
    yield from ((f"failure of {each.component}", f"{each.effect} {each.recovery}") for each in scenario.failures)
    yield from ((f"probe {probe.id}", f"{probe.weak} {probe.strong}") for probe in scenario.probes)


def given(scenario: Scenario, times: float = 1) -> dict[Kind, list[float]]:
    """Every value that follows from the sheet's load figures: cascade, peak bandwidth, rows at the end of retention.

    `times` multiplies who acts, for texts about a larger load."""
    flows = {name: {**flow.params(), "actors": flow.actors.value * times} for name, flow in scenario.flows.items()}
    values: dict[Kind, list[float]] = {"count": [], "B": [], "bit/s": []}
    for name, steps in cascades(flows).items():
        for step in steps.values():
            values["B" if step.unit.startswith("B") else "count"].append(step.value)
        params = flows.get(name, {})
        peak, days = params.get("peak_factor", 1), params.get("retention_days", 0)
        widths = [steps[metric].value for metric in ("ingress_bandwidth", "egress_bandwidth") if metric in steps]
        values["B"] += [*(width * peak for width in widths), params.get("object_size", 0)]
        values["B"].append(steps["daily_storage"].value * days)  # all that is kept, before copies
        values["bit/s"] += [8 * width * factor for width in widths for factor in (1, peak)]
        values["count"] += [params.get("actors", 0), steps["writes_per_day"].value * days]
    return values


def said_by_the_sheet(scenario: Scenario) -> list[Mention]:
    """Figures that an answer gives away are givens, and may be repeated."""
    return [found for fact in scenario.facts for found in figures_in(scenario.answer(fact.id), fact.id)]


def unexplained(
    mentions: Iterator[Mention], values: Mapping[Kind, list[float]], constants: Mapping[str, str]
) -> list[str]:
    """Mentions that are near no value and are not listed."""
    return [
        f"{found.place}: {found.written}"
        for found in mentions
        if found.written not in constants and not any(_says(found, value) for value in values[found.kind])
    ]


def _says(found: Mention, value: float) -> bool:
    """Near it, or the same when rounded to as many digits as were written: 2 PB for 2.19 PB."""
    digits = len(re.sub(r"\D", "", found.written.split()[0]).strip("0")) or 1
    return value > 0 and (abs(found.value / value - 1) <= NEAR or float(f"{value:.{digits}g}") == found.value)


def overridden(scenario: Scenario, flow: str, figures: Mapping[str, Figure]) -> Scenario:
    """The sheet after a curveball."""
    return scenario.model_copy(update={"flows": {**scenario.flows, flow: scenario.flows[flow].with_figures(figures)}})
