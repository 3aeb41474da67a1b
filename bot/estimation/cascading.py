"""From the load figures of a flow to every rate and volume that follows, each with its derivation.

The cascade is a graph of small formulas. A slip (bot/estimation/slips.py) is an edit of that graph, so it holds for
any flow. Arithmetic is exact (`Fraction`), which matters where a result is rounded up.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache, lru_cache
from types import MappingProxyType

from bot.estimation.metrics import METRICS, same_metric
from bot.estimation.printing import human, short

Params = Mapping[str, float]
"""Load figures by name: actors, per_actor_per_day, object_size (B), reads_per_write, replication, peak_factor, fanout,
cache_share (share of 1), retention_days, qps_per_server (1/s), shard_capacity (B). Missing ones drop what needs
    them."""

PARAMETERS = ("actors", "per_actor_per_day", "object_size", "reads_per_write", "replication", "peak_factor", "fanout",
              "cache_share", "retention_days", "qps_per_server", "shard_capacity")  # fmt: skip
CONSTANTS: dict[str, Fraction] = {
    "seconds_per_day": Fraction(86_400),
    "days_per_month": Fraction(30),
    "days_per_year": Fraction(365),
}
LIMIT = 1e30  # larger figures are no load of anything, and products of them leave the floats


@dataclass(frozen=True, slots=True)
class Formula:
    """`first` (a sum if it names several), times and divided by what follows; `up` rounds up to a whole number."""

    first: tuple[str, ...]
    times: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    up: bool = False

    @property
    def needs(self) -> tuple[str, ...]:
        return self.first + self.times + self.over


FORMULAS: dict[str, Formula] = {
    "writes_per_day": Formula(("actors",), ("per_actor_per_day",)),
    "reads_per_day": Formula(("writes_per_day",), ("reads_per_write",)),
    "events_per_month": Formula(("writes_per_day",), ("days_per_month",)),
    "write_qps": Formula(("writes_per_day",), (), ("seconds_per_day",)),
    "read_qps": Formula(("write_qps",), ("reads_per_write",)),
    "qps": Formula(("write_qps", "read_qps")),
    "peak_write_qps": Formula(("write_qps",), ("peak_factor",)),
    "peak_read_qps": Formula(("read_qps",), ("peak_factor",)),
    "peak_qps": Formula(("peak_write_qps", "peak_read_qps")),
    "fanout_qps": Formula(("write_qps",), ("fanout",)),
    "daily_storage": Formula(("writes_per_day",), ("object_size",)),
    "monthly_storage": Formula(("daily_storage",), ("days_per_month",)),
    "yearly_storage": Formula(("daily_storage",), ("days_per_year",)),
    "replicated_storage": Formula(("yearly_storage",), ("replication",)),
    "total_storage": Formula(("daily_storage",), ("retention_days", "replication")),
    "ingress_bandwidth": Formula(("write_qps",), ("object_size",)),
    "egress_bandwidth": Formula(("read_qps",), ("object_size",)),
    "bandwidth": Formula(("ingress_bandwidth", "egress_bandwidth")),
    "cache_memory": Formula(("daily_storage",), ("cache_share",)),
    "servers": Formula(("peak_qps",), (), ("qps_per_server",), up=True),
    "shards": Formula(("yearly_storage",), (), ("shard_capacity",), up=True),
}
GRAPH = FORMULAS


@dataclass(frozen=True, slots=True)
class Step:
    """One value of the cascade. `value` in base units (req/s, B, B/s, count), a volume for the metric's own period;
    `working` the derivation from the step before, `path` the whole of it from the load figures."""

    metric: str
    value: float
    unit: str
    per: str | None
    working: str
    path: str = ""
    binary: str = ""

    @property
    def text(self) -> str:
        return human(self.value, self.unit, self.per)


@dataclass(frozen=True, slots=True)
class Cascade(Mapping[str, Step]):
    """Every step that the given figures allow, by metric, in the order of derivation."""

    steps: Mapping[str, Step]
    params: Mapping[str, float]
    flow: str | None = None
    assumed: tuple[str, ...] = field(default=())

    def __getitem__(self, metric: str) -> Step:
        return self.steps[same_metric(metric)]

    def __iter__(self) -> Iterator[str]:
        return iter(self.steps)

    def __len__(self) -> int:
        return len(self.steps)


def cascade(params: Params, overrides: Params | None = None, *, flow: str | None = None) -> Cascade:
    """The whole cascade of one flow. `overrides` are figures that the candidate was given or assumed; they win.

    Parameters that are missing, not positive numbers or infinite are left out together with what depends on them."""
    own = {name: value for name, value in (overrides or {}).items() if name in PARAMETERS and _usable(value)}
    figures = {name: value for name, value in {**params, **own}.items() if name in PARAMETERS and _usable(value)}
    return Cascade(steps=_steps(tuple(figures.items())), params=figures, flow=flow, assumed=tuple(own))


@lru_cache(maxsize=256)  # an interview's figures stay while one number after another is checked against them
def _steps(figures: tuple[tuple[str, float], ...]) -> Mapping[str, Step]:
    values = evaluate(dict(figures))
    return MappingProxyType({name: _step(name, values) for name in FORMULAS if name in values})


def cascades(flows: Mapping[str, Params]) -> dict[str, Cascade]:
    """Every flow of a scenario, and under "all" what adds up (rates and volumes) when there are several."""
    each = {name: cascade(params, flow=name) for name, params in flows.items()}
    return each if len(each) < 2 else {**each, "all": _together(each)}


def evaluate(
    params: Params, given: Mapping[str, float] | None = None, graph: Mapping[str, Formula] = FORMULAS
) -> dict[str, Fraction]:
    """Exact values of every node that can be computed; `given` replaces the values of nodes (or parameters)."""
    values = {name: exact(value) for name, value in params.items() if _usable(value)} | CONSTANTS
    fixed = {same_metric(name): exact(value) for name, value in (given or {}).items() if _usable(value)}
    values |= fixed
    for name, formula in graph.items():
        if name not in fixed and all(need in values for need in formula.needs):
            values[name] = _compute(formula, values)
    return values


def approximate(metric: str, params: Params, given: Mapping[str, float]) -> float:
    """One node's value in floats, 0 where it cannot be computed: what the search for slips evaluates hundreds of times."""
    name = same_metric(metric)
    if name in given:
        return given[name]
    formula = FORMULAS.get(name)
    if formula is None:
        return params.get(name) or _CONSTANT_VALUES.get(name, 0.0)
    result = 0.0
    for part in formula.first:
        value = approximate(part, params, given)
        if not value > 0:
            return 0.0
        result += value
    for part in formula.times:
        result *= approximate(part, params, given)
    for part in formula.over:
        divisor = approximate(part, params, given)
        result = result / divisor if divisor > 0 else 0.0
    if not result <= LIMIT:
        return 0.0  # no load of anything, and too large to be rounded up
    return float(math.ceil(result - 1e-9)) if formula.up else result


_CONSTANT_VALUES = {name: float(value) for name, value in CONSTANTS.items()}


@cache
def ancestors(metric: str) -> frozenset[str]:
    """Everything that a metric is computed from, parameters and constants too."""
    found: set[str] = set()
    todo = [same_metric(metric)]
    while todo:
        formula = FORMULAS.get(todo.pop())
        for need in formula.needs if formula else ():
            if need not in found:
                found.add(need)
                todo.append(need)
    return frozenset(found)


def exact(value: float) -> Fraction:
    """The number that was written: 0.1 is one tenth."""
    return Fraction(value) if isinstance(value, int) else Fraction(repr(float(value)))


def _usable(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 1 / LIMIT < value < LIMIT


def _compute(formula: Formula, values: Mapping[str, Fraction]) -> Fraction:
    result = sum((values[name] for name in formula.first), Fraction(0))
    for name in formula.times:
        result *= values[name]
    for name in formula.over:
        result /= values[name]
    return Fraction(math.ceil(result)) if formula.up else result


def _step(name: str, values: Mapping[str, Fraction]) -> Step:
    metric = METRICS[name]
    value = float(values[name])
    binary = _binary(value, metric.unit) if metric.unit in ("B", "B/s") else ""
    return Step(name, value, metric.unit, metric.per, _working(name, values), _path(name, values), binary)


def _working(name: str, values: Mapping[str, Fraction]) -> str:
    formula = FORMULAS[name]
    start = " + ".join(_figure(part, values) for part in formula.first)
    if len(formula.first) > 1 and (formula.times or formula.over):
        start = f"({start})"
    return f"{start}{_operations(formula, values)} = {_figure(name, values, digits=4)}"


def _path(name: str, values: Mapping[str, Fraction]) -> str:
    """ "500 M × 40 = 20 bn/day; ÷ 86,400 = 231.5 k/s": each step on from the one before."""
    formula = FORMULAS[name]
    before = formula.first[0]
    if len(formula.first) > 1 or before not in FORMULAS:
        return _working(name, values)
    return f"{_path(before, values)};{_operations(formula, values)} = {_figure(name, values, digits=4)}"


def _operations(formula: Formula, values: Mapping[str, Fraction]) -> str:
    times = "".join(f" × {_figure(part, values)}" for part in formula.times)
    return times + "".join(f" ÷ {_figure(part, values)}" for part in formula.over) + (" ↑" if formula.up else "")


def _figure(name: str, values: Mapping[str, Fraction], digits: int = 3) -> str:
    value = float(values[name])
    if name in FORMULAS:
        return human(value, METRICS[name].unit, METRICS[name].per, digits)
    if name in ("object_size", "shard_capacity"):
        return human(value, "B")
    if name == "cache_share":
        return human(value, "ratio") if value < 1 else short(value)
    if name == "qps_per_server":
        return human(value, "req/s")
    return human(value, "count") if name == "actors" else short(value)


def _binary(value: float, unit: str) -> str:
    """The same bytes with binary prefixes, for the reader who counts in TiB."""
    for power, prefix in ((5, "Pi"), (4, "Ti"), (3, "Gi"), (2, "Mi"), (1, "Ki")):
        if value >= 1024**power:
            return f"{short(value / 1024**power)} {prefix}{unit}"
    return ""


def _together(each: Mapping[str, Cascade]) -> Cascade:
    shared = [name for name in FORMULAS if all(name in one for one in each.values())]
    steps = {}
    for name in shared:
        value = sum(one[name].value for one in each.values())
        first = next(iter(each.values()))[name]
        parts = " + ".join(one[name].text for one in each.values())
        steps[name] = replace(first, value=value, working=f"{parts} = {human(value, first.unit, first.per, 4)}",
                              path="", binary="")  # fmt: skip
    return Cascade(steps=steps, params={}, flow="all")
