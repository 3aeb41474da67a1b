"""Slips as edits of the cascade: drop a step, take another constant, another unit. They hold for any flow.

A slip is found by computing the asked metric once more with the edit made, and comparing with what was said. Two that
fit equally well are told apart by evidence in the text, or both are named.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.estimation.cascading import FORMULAS, ancestors, approximate
from bot.estimation.metrics import METRICS

PLAIN_RESIDUAL = 0.04  # decades; how near a slip's value must be without evidence in the text
EVIDENT_RESIDUAL = 0.15
PAIR_RESIDUAL = 0.012
TIE = 0.02
EVIDENCE_BONUS = 0.12
BINARY_RESIDUAL = 0.0025

Values = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the text shows: its words in lower case, its numbers, and by what factors its own arithmetic is off."""

    words: frozenset[str]
    numbers: tuple[float, ...]
    text: str = ""
    off: tuple[float, ...] = ()

    def has(self, *words: str) -> bool:
        return not self.words.isdisjoint(words)

    def factor(self, value: float) -> bool:
        """Whether a number stands as a factor or divisor: "× 8", "8x", "/ 8"."""
        if not value > 1:
            return False
        written = re.escape(f"{value:g}")
        return (
            re.search(rf"[x×*/÷]\s?{written}(?![0-9.,]?[0-9])|(?<![0-9.]){written}\s?[x×*](?![0-9])", self.text)
            is not None
        )

    def number(self, *values: float) -> bool:
        return any(abs(n - v) <= 0.006 * v for n in self.numbers for v in values)


@dataclass(frozen=True, slots=True)
class Slip:
    """`edits`: what it may do to the cascade — other values for parameters and constants, or a factor on the result —
    for a metric and its parameters. `evident`: how plainly the text shows it, 0 to 1."""

    id: str
    edits: Callable[[str, Values], Iterable["Edit"]]
    evident: Callable[[str, Values, Evidence], float]


@dataclass(frozen=True, slots=True)
class Edit:
    changed: tuple[tuple[str, float], ...] = ()
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """A slip that explains an answer: `residual` in decades, `evident` in the text or not, `also` the second of a pair."""

    id: str
    residual: float
    evident: float
    also: str | None = None

    @property
    def cost(self) -> float:
        return self.residual - EVIDENCE_BONUS * self.evident


def diagnose(
    metric: str, value: float, params: Values, evidence: Evidence, given: Values | None = None
) -> tuple[Found, ...]:
    """The slips that explain a value, best first: none, one, or two that fit equally well. Pairs are tried last."""
    singles = list(_singles(metric, value, params, evidence, given or {}))
    if singles:
        return _best(singles)
    pairs = sorted(_pairs(metric, value, params, evidence, given or {}), key=lambda f: (f.cost, f.id))
    return tuple(pairs[:1])


def binary(value: float, reference: float, number: float | None, digits: int) -> bool:
    """Whether a volume is the reference in binary units (k = 1 … 5), or in the mixed form, written as exactly."""
    if digits < 2 or not 0 < value < reference:
        return False
    ratio = math.log10(value) - math.log10(reference)
    slack = max(BINARY_RESIDUAL, 0.22 * 10.0 ** (1 - digits))
    return any(abs(ratio + k * math.log10(1.024)) <= min(slack, 0.004) for k in range(1, 6))


def _best(found: list[Found]) -> tuple[Found, ...]:
    by_id: dict[str, Found] = {}
    for one in found:
        if one.id not in by_id or one.cost < by_id[one.id].cost:
            by_id[one.id] = one
    ranked = sorted(by_id.values(), key=lambda f: (round(f.cost, 9), ORDER.index(f.id)))
    ties = [one for one in ranked[1:] if one.cost - ranked[0].cost < TIE]
    return (ranked[0], ties[0]) if ties else (ranked[0],)


def _singles(metric: str, value: float, params: Values, evidence: Evidence, given: Values) -> Iterable[Found]:
    for slip in SLIPS:
        evident = slip.evident(metric, params, evidence)
        for edit in slip.edits(metric, params):
            residual = _residual(metric, value, params, given, edit)
            if residual <= (EVIDENT_RESIDUAL if evident else PLAIN_RESIDUAL):
                yield Found(slip.id, residual, evident)


def _pairs(metric: str, value: float, params: Values, evidence: Evidence, given: Values) -> Iterable[Found]:
    evident = {slip.id: slip.evident(metric, params, evidence) for slip in SLIPS}
    for n, first in enumerate(SLIPS):
        for second in SLIPS[n + 1 :]:
            if not (evident[first.id] or evident[second.id]) or {first.id, second.id} <= _CLASH:
                continue
            for a in first.edits(metric, params):
                for b in second.edits(metric, params):
                    both = Edit(a.changed + b.changed, a.factor * b.factor)
                    residual = _residual(metric, value, params, given, both)
                    if residual <= PAIR_RESIDUAL:
                        one, two = (first, second) if evident[first.id] else (second, first)
                        yield Found(one.id, residual, 1.0, two.id)


def _residual(metric: str, value: float, params: Values, given: Values, edit: Edit) -> float:
    predicted = approximate(metric, params, {**given, **dict(edit.changed)}) * edit.factor
    if not predicted > 0 or not value > 0:
        return math.inf
    if not math.isfinite(predicted) or not math.isfinite(value):
        return math.inf
    return abs(math.log10(value) - math.log10(predicted))  # a quotient of extremes would underflow


def _uses(metric: str, name: str) -> bool:
    return name in ancestors(metric)


def _constant(name: str, *values: float) -> Callable[[str, Values], Iterable[Edit]]:
    def edits(metric: str, params: Values) -> Iterable[Edit]:
        return [Edit(((name, value),)) for value in values] if _uses(metric, name) else []

    return edits


def _dropped(name: str) -> Callable[[str, Values], Iterable[Edit]]:
    def edits(metric: str, params: Values) -> Iterable[Edit]:
        return [Edit(((name, 1.0),))] if _uses(metric, name) and params.get(name, 1.0) != 1 else []

    return edits


def _scaled(units: tuple[str, ...], *factors: float) -> Callable[[str, Values], Iterable[Edit]]:
    def edits(metric: str, params: Values) -> Iterable[Edit]:
        known = METRICS.get(metric)
        return [Edit((), factor) for factor in factors] if known is not None and known.unit in units else []

    return edits


def _peak(metric: str, params: Values) -> Iterable[Edit]:
    peak = params.get("peak_factor", 1.0)
    if peak == 1:
        return []
    if _uses(metric, "peak_factor"):
        return [Edit((("peak_factor", 1.0),))]
    return [Edit((), peak)] if METRICS[metric].unit in ("req/s", "B/s") else []


def _reads(metric: str, params: Values) -> Iterable[Edit]:
    ratio = params.get("reads_per_write", 1.0)
    if ratio == 1 or _uses(metric, "reads_per_write") or metric not in FORMULAS or not _uses(metric, "actors"):
        return []
    return [Edit((), ratio), Edit((), 1 + ratio)] if ratio > 1 else [Edit((), ratio)]


def _months(metric: str, params: Values) -> Iterable[Edit]:
    if _uses(metric, "days_per_year") or _uses(metric, "retention_days"):
        return [] if METRICS[metric].unit == "count" and metric != "shards" else [Edit((), 30 / 365), Edit((), 1 / 12)]
    return [Edit((), 365 / 30), Edit((), 12.0)] if _uses(metric, "days_per_month") else []


_WORD = re.compile(r"[a-zµ]+(?:['/-][a-z]+)*|[0-9][0-9,.]*")


def evidence_of(text: str, numbers: Iterable[float], off: Iterable[float] = ()) -> Evidence:
    """Words and numbers of an answer, for weighing slips."""
    return Evidence(frozenset(_WORD.findall(text.lower()[:4000])), tuple(numbers), text[:4000].lower(), tuple(off))


def _says_no_copies(metric: str, params: Values, seen: Evidence) -> float:
    return float(any(phrase in seen.text for phrase in _NO_COPIES))


_NO_COPIES = ("one copy", "single copy", "a copy", "1 copy", "without repl", "before repl", "no repl", "unreplicated", "raw",
              "not counting repl", "1x", "primary only", "ignoring repl")  # fmt: skip


def _says_reads(metric: str, params: Values, seen: Evidence) -> float:
    if seen.has(
        "reads",
        "read",
        "views",
        "both",
        "reading",
        "lookups",
        "downloads",
        "fetches",
        "redirects",
        "viewing",
        "including",
        "everything",
    ):
        return 1.0
    return 0.7 if seen.factor(params.get("reads_per_write", 0.0)) else 0.0


def _says_peak(metric: str, params: Values, seen: Evidence) -> float:
    if metric.startswith("peak"):
        return float(seen.has("average", "avg", "mean", "steady", "flat", "sustained", "baseline"))
    if seen.has("peak", "burst", "spike", "busy", "busiest", "prime", "rush", "peaks", "spikes", "peaking", "hour"):
        return 1.0
    return 0.7 if seen.factor(params.get("peak_factor", 0.0)) else 0.0


def _says_bits(metric: str, params: Values, seen: Evidence) -> float:
    if seen.has(
        "bit", "bits", "gbps", "mbps", "kbps", "gbit", "mbit", "gbit/s", "mbit/s", "tbps", "gb/s", "mb/s"
    ) and "bit" in seen.text + "bps" * ("bps" in seen.text):
        return 1.0
    return 0.7 if seen.factor(8.0) else 0.0


def _says_month(metric: str, params: Values, seen: Evidence) -> float:
    if seen.has("month", "months", "monthly"):
        return 1.0
    if _uses(metric, "retention_days") and params.get("retention_days") in (30.0, 31.0, 12.0):
        return 0.0  # the number is that of the days kept
    return 1.0 if seen.factor(30.0) else 0.7 if seen.number(30, 31, 12) else 0.0


def _says_one(metric: str, params: Values, seen: Evidence) -> float:
    return 0.5 * seen.has("each", "once", "one", "single")


def _no_divisor(metric: str, params: Values, seen: Evidence) -> float:
    return 0.5 * (not seen.number(86400, 1e5, 24, 3600))


def _says_24(metric: str, params: Values, seen: Evidence) -> float:
    return float(seen.number(24) or seen.has("hours", "hour", "hourly"))


def _says_3600(metric: str, params: Values, seen: Evidence) -> float:
    return float(seen.number(3600, 60) or seen.has("hour", "3600", "3,600", "minutes", "hourly"))


def _wrong_by_1000(metric: str, params: Values, seen: Evidence) -> float:
    """Whether the stated arithmetic itself is off by a thousand."""
    return float(any(abs(abs(math.log10(off)) - 3) < 0.06 for off in seen.off))


SLIPS: tuple[Slip, ...] = (
    Slip("forgot_seconds_per_day", _constant("seconds_per_day", 1.0), _no_divisor),
    Slip("used_24", _constant("seconds_per_day", 24.0), _says_24),
    Slip("used_3600", _constant("seconds_per_day", 3600.0), _says_3600),
    Slip("forgot_replication", _dropped("replication"), _says_no_copies),
    Slip("forgot_fanout", _dropped("fanout"), _says_one),
    Slip("peak_vs_average", _peak, _says_peak),
    Slip("reads_as_writes", _reads, _says_reads),
    Slip("month_vs_year", _months, _says_month),
    Slip("bits_vs_bytes", _scaled(("B", "B/s"), 8.0, 1 / 8), _says_bits),
    Slip("factor_1000", _scaled(("B", "B/s", "req/s", "count", "users"), 1000.0, 1 / 1000), _wrong_by_1000),
)
ORDER = tuple(slip.id for slip in SLIPS)
SLIP_IDS = (*ORDER, "binary_vs_decimal", "inherited_error")
_CLASH = frozenset({"forgot_seconds_per_day", "used_24", "used_3600"})
