"""What a text's own numbers make of a further one: facts said so far, and which step of the cascade a result is.

"1,000,000 bookings/day · 2 KB each · 7 years · RF 3 → 15 TB" names no metric for its result; the product of what stands
before it does: all four figures went into it, so it is the total. Only the text's own figures count, never a reference.
"""

from bot.estimation.cascading import FORMULAS, Formula
from bot.estimation.mention import Mention
from bot.estimation.metrics import METRICS, SECONDS

_ROUNDED = 1.16  # people round: 231k is said as 250k, the day has 10^5 seconds
_TIGHT = 1.04
_DAY = (80_000.0, 101_000.0)
_NODES = {
    "users": "actors",
    "dau": "actors",
    "events_per_day": "writes_per_day",
    "qps": "write_qps",
    "peak_qps": "peak_write_qps",
}
_CONSTANTS = {"seconds_per_day": 86_400.0, "days_per_month": 30.0, "days_per_year": 365.0}
_NEEDS = {name: formula.needs for name, formula in FORMULAS.items()}
_PLAIN = ("count", "users", "ratio", None)


class Facts:
    """The figures of a text by the cascade's names, the newest last."""

    __slots__ = ("age", "clock", "known", "last", "values")

    def __init__(self) -> None:
        self.values: dict[str, float] = {}
        self.age: dict[str, int] = {}
        self.clock = 0
        self.known: dict[str, tuple[float, int]] | None = None
        self.last: str | None = None

    def learn(self, m: Mention) -> None:
        """Take a number with its metric as a fact; a bare operand by what it was multiplied with."""
        metric = METRICS.get(m.metric or "")
        if metric is None:
            if m.operand and not m.result:
                self._bare(m)
            return
        name = metric.parameter or str(m.metric)
        name = _NODES.get(str(m.metric), name)
        if name not in FORMULAS and metric.parameter is None:
            return
        value = m.value
        if name == "retention_days":
            value /= SECONDS["day"]
        elif metric.per and m.per and m.per != metric.per:
            value *= SECONDS[metric.per] / SECONDS[m.per]
        self._set(name, value)

    def _set(self, name: str, value: float) -> None:
        if not 1e-9 < value < 1e25:
            return
        self.clock, self.known = self.clock + 1, None
        self.values[name], self.age[name], self.last = value, self.clock, name

    def _bare(self, m: Mention) -> None:
        if m.unit == "s" and m.value >= SECONDS["day"]:
            self._set("retention_days", m.value / SECONDS["day"])
        elif m.unit not in _PLAIN or _DAY[0] <= m.value <= _DAY[1] or m.number in (365, 360, 30, 24, 3600):
            return
        elif self.last == "actors" and m.number <= 20_000 and not m.large:
            self._set("per_actor_per_day", m.number)
        elif self.last in ("writes_per_day", "daily_storage") and m.value < 1:
            self._set("cache_share", m.value)
        elif self.last in ("daily_storage", "yearly_storage", "total_storage", "retention_days") and 2 <= m.number <= 6:
            self._set("replication", m.number)

    def knows(self, name: str) -> bool:
        """Whether the text has said a figure."""
        return name in self.values

    def contradicts(self, metric: str, m: Mention) -> bool:
        """Whether a metric was said before with quite another value."""
        known = self.values.get(_NODES.get(metric, metric))
        return known is not None and not 1 / _ROUNDED <= m.value / known <= _ROUNDED

    def names(self, m: Mention) -> str | None:
        """The metric whose value, computed from the facts, is that of this number; of several the one that the newest
        facts went into."""
        whole = self._volume_of(m)
        if whole is not None:
            return whole
        if len(self.values) < 2 and not (self.values and m.computed):
            return None
        computed = self._computed()
        best, best_rank = None, (False, -1, 0, 0.0)
        for name, (value, newest) in computed.items():
            metric = METRICS[name]
            mine = _comparable(m, metric.unit, metric.per)
            if mine is None or not value > 0:
                continue
            off = max(mine / value, value / mine)
            own = sum(need in self.values for need in _NEEDS[name])
            rank = (off <= _TIGHT, newest, own, -off)
            if off <= _ROUNDED and rank > best_rank:
                best, best_rank = name, rank
        return "events_per_day" if best == "writes_per_day" else best

    def _volume_of(self, m: Mention) -> str | None:
        """Users × bytes without any day: all that is kept of them."""
        actors, size = self.values.get("actors"), self.values.get("object_size")
        if (
            m.unit != "B"
            or not m.computed
            or m.per
            or not actors
            or not size
            or self.last not in ("actors", "object_size")
        ):
            return None
        if "per_actor_per_day" in self.values or "writes_per_day" in self.values:
            return None
        return "total_storage" if 1 / _ROUNDED <= m.value / (actors * size) <= _ROUNDED else None

    def _computed(self) -> dict[str, tuple[float, int]]:
        if self.known is not None:
            return self.known
        values = {**_CONSTANTS, **self.values}
        ages = dict(self.age)
        if "retention_days" in values:
            values.setdefault("replication", 1.0)
        found: dict[str, tuple[float, int]] = {}
        for name, formula in FORMULAS.items():
            needs = _NEEDS[name]
            if all(need in values for need in needs):
                value = _value(formula, values)
                newest = max(ages.get(need, 0) for need in needs)
                if newest and newest >= self.age.get(name, 0):
                    found[name] = value, newest
                if name not in values:
                    values[name], ages[name] = value, newest
        self.known = found
        return found


def _value(formula: Formula, values: dict[str, float]) -> float:
    result = 0.0
    for name in formula.first:
        result += values[name]
    for name in formula.times:
        result *= values[name]
    for name in formula.over:
        result /= values[name]
    return result


def _comparable(m: Mention, unit: str, per: str | None) -> float | None:
    """The number's value in a metric's unit and period, None where they have nothing in common."""
    if unit == "count":
        if m.unit not in ("count", "users", None) or (m.unit == "users" and per is None):
            return None
    elif m.unit != unit and not (m.unit is None and unit == "req/s"):
        return None
    if m.per and per and m.per != per:
        return None
    if m.per and per is None:
        return None
    return m.value
