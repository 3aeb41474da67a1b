"""What the command line prints: JSON lines in and out, the cascade of a text as a table, its values for a chart.

Pure functions: they take and give plain values, so that app.py has only to read, print and set its exit status.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.estimation.cascading import PARAMETERS, Cascade, Params, cascade
from bot.estimation.checking import Check, check, feasible
from bot.estimation.metrics import METRICS, SECONDS
from bot.estimation.printing import human, short
from bot.estimation.reader import read
from bot.estimation.reading import Context, Reading

Out = dict[str, object]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table that `show` makes: `kind` is "given", "assumed" (from the scenario), "follows", or for a
    stated number of machines "enough" and "too few"."""

    metric: str
    value: str
    working: str
    kind: str
    binary: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart on a log axis; bars of one unit stand together."""

    label: str
    value: float
    unit: str
    text: str


def read_lines(lines: Iterable[str], defaults: Params | None = None) -> Iterator[Out]:
    """`estimate read`: one object out for each line in, in order. A bad line gives {"id", "error"} and the run goes on.

    `defaults` are parameters for rows that bring none (a scenario's, from --scenario)."""
    for line in lines:
        if line.strip():
            yield _safely(line, lambda row: _read_row(row, defaults))


def check_lines(lines: Iterable[str], defaults: Params | None = None) -> Iterator[Out]:
    """`estimate check`, in the same manner."""
    for line in lines:
        if line.strip():
            yield _safely(line, lambda row: _check_row(row, defaults))


def _safely(line: str, work: Callable[[dict[str, object]], Out]) -> Out:
    row: object = None
    try:
        row = json.loads(line)
        if not isinstance(row, dict):
            raise ValueError("the line is not a JSON object")
        return work(row)
    except (ValueError, TypeError, KeyError, RecursionError) as problem:
        known = row.get("id") if isinstance(row, dict) else None
        return {"id": known, "error": _said(problem)}


def _said(problem: Exception) -> str:
    if isinstance(problem, KeyError):
        return f"the field {problem.args[0]!r} is missing"
    if isinstance(problem, json.JSONDecodeError):
        return f"not JSON: {problem.msg} at character {problem.pos}"
    return str(problem)


def _read_row(row: Mapping[str, object], defaults: Params | None) -> Out:
    given = row.get("context") or {}
    if not isinstance(given, dict):
        raise ValueError("context is not an object")
    context = Context(
        params=_params(given.get("params")) or defaults,
        asked=_text_or_none(given, "asked"),
        locale=_text_or_none(given, "locale"),
        scenario=_text_or_none(given, "scenario"),
    )
    return {"id": row.get("id"), "preds": [prediction(one) for one in read(_text(row), context)]}


def prediction(reading: Reading) -> Out:
    """A reading in the form of contracts.md."""
    out: Out = {"span": list(reading.span), "value": reading.value, "unit": reading.unit, "per": reading.per}
    if reading.range is not None:
        out["range"] = list(reading.range)
    return out | {"metric": reading.metric}


def _check_row(row: Mapping[str, object], defaults: Params | None) -> Out:
    metric = row["metric"]
    if not isinstance(metric, str) or metric not in METRICS:
        raise ValueError(f"metric {metric!r} is not known")
    prior = row.get("prior") or []
    if not isinstance(prior, list) or not all(isinstance(claim, dict) for claim in prior):
        raise ValueError("prior is not a list of objects")
    params = _params(row.get("params")) or defaults or {}
    return {"id": row.get("id"), **verdict(check(params, metric, _text(row), prior))}


def verdict(result: Check) -> Out:
    """A check in the form of contracts.md. Two equally likely slips are both in `candidates`."""
    out: Out = {"grade": result.grade, "diagnosis": result.diagnosis}
    if len(result.candidates) > 1:
        out["candidates"] = list(result.candidates)
    if result.chain is not None:
        out["chain"] = result.chain
    return out | {
        "value": result.value,
        "reference": result.reference,
        "ratio": result.ratio,
        "working": result.working,
    }


def _text(row: Mapping[str, object]) -> str:
    text = row["text"]
    if not isinstance(text, str):
        raise ValueError("text is not a string")
    return text


def _text_or_none(given: Mapping[str, object], name: str) -> str | None:
    value = given.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} is not a string")
    return value


def _params(given: object) -> dict[str, float] | None:
    if given is None:
        return None
    if not isinstance(given, dict):
        raise ValueError("params is not an object")
    return {str(k): v for k, v in given.items() if isinstance(v, int | float) and not isinstance(v, bool)}


def figures_of(readings: Iterable[Reading]) -> dict[str, float]:
    """The parameters that a text states (the first of each), named as in a flow; retention in days."""
    figures: dict[str, float] = {}
    for reading in readings:
        metric = METRICS.get(reading.metric or "")
        name = metric.parameter if metric else None
        if name is None or reading.rule == "expression" or (reading.metric == "users" and "actors" in figures):
            continue
        figures.setdefault(name, reading.value / SECONDS["day"] if name == "retention_days" else reading.value)
    return figures


def show(text: str, params: Params | None = None, locale: str | None = None) -> tuple[list[Row], Cascade]:
    """`estimate show`: the table of what a text states, what is taken from `params`, and all that follows from both."""
    readings = read(text, Context(params=params, locale=locale))
    stated = figures_of(readings)
    found = cascade(params or {}, stated)
    rows = [
        Row(name, _figure(name, value), "", "given" if name in stated else "assumed")
        for name in PARAMETERS
        if (value := found.params.get(name)) is not None
    ]
    rows += [Row(step.metric, step.text, step.working, "follows", step.binary) for step in found.values()]
    return [*rows, *capacities(readings, found)], found


_LOADS = (
    ("servers", "qps_per_server", ("peak_qps", "peak_write_qps", "peak_read_qps", "qps", "write_qps")),
    ("shards", "shard_capacity", ("yearly_storage",)),
)


def capacities(readings: Iterable[Reading], found: Cascade) -> list[Row]:
    """Whether the machines that a text states carry the load that follows from it: "40 × 10 k/s = 400 k/s < 694 k/s"."""
    stated = {each.metric: each.value for each in readings}
    rows = []
    for metric, each, loads in _LOADS:
        count, capacity = stated.get(metric), found.params.get(each)
        load = next((found[name] for name in loads if name in found), None)
        if count is None or capacity is None or load is None:
            continue
        enough = feasible(load.value, load.metric, {each: capacity, "units": count})
        sign = "≥" if enough else "<"
        holds = f"{short(count)} × {_figure(each, capacity)} = {human(count * capacity, load.unit, None)} {sign} {load.text}"
        rows.append(Row(metric, short(count), holds, "enough" if enough else "too few"))
    return rows


def _figure(name: str, value: float) -> str:
    unit = {"actors": "count", "object_size": "B", "shard_capacity": "B", "qps_per_server": "req/s", "cache_share": "ratio",
            "retention_days": "s"}.get(name)  # fmt: skip
    if unit is None:
        return short(value)
    return human(value * SECONDS["day"] if unit == "s" else value, unit)


def log_bars(found: Cascade) -> list[Bar]:
    """The values of a cascade for a bar chart on a log axis, rates first, then volumes, each in order of derivation."""
    steps = sorted(found.values(), key=lambda step: ("req/s", "count", "B/s", "B").index(step.unit))
    return [Bar(step.metric.replace("_", " "), step.value, step.unit, step.text) for step in steps]
