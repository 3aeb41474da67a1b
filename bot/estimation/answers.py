"""Which of a text's quantities answers the question, in the metric's own unit and period."""

from collections.abc import Sequence

from bot.estimation.metrics import METRICS, SECONDS, Metric
from bot.estimation.reading import Reading

_INPUTS = frozenset({"qps_per_server", "node_capacity", "object_size", "latency", "availability", "peak_factor", "replication_factor",
                     "read_write_ratio", "retention", "actions_per_user", "hit_ratio", "cache_ratio", "fanout"})  # fmt: skip
_BELOW = (
    "can take",
    "can handle",
    "can do",
    "can serve",
    "handles",
    "below",
    "limit",
    "capacity",
    "one primary",
    "per server",
    "budget",
    "cap of",
)


def answer(readings: Sequence[Reading], metric: str, text: str) -> Reading | None:
    """The reading tied to the asked metric, preferably a result and not a limit it is compared with; else the last fit."""
    known = METRICS.get(metric)
    if known is None:
        return None
    best, best_score = None, -99.0
    for reading in readings:
        if in_terms_of(reading, known) is None:
            continue
        score = _score(reading, metric, known, text)
        if score >= best_score:
            best, best_score = reading, score
    return best


def _score(reading: Reading, metric: str, known: Metric, text: str) -> float:
    score = 0.0
    if reading.metric == metric:
        score += 3
    elif reading.metric in _INPUTS:
        score -= 4
    elif reading.metric is not None and METRICS[reading.metric].unit == known.unit and _related(reading.metric, metric):
        score += 1.5
    if reading.unit == known.unit:
        score += 2
    if reading.rule in ("result", "asked"):
        score += 0.5
    if reading.rule == "expression":
        score -= 1
    tail = text[reading.span.end : reading.span.end + 40].lower()
    if any(word in tail for word in _BELOW[:3]) or any(
        word in text[max(0, reading.span.start - 24) : reading.span.start].lower() for word in _BELOW
    ):
        score -= 2
    before = text[max(0, reading.span.start - 14) : reading.span.start].lower()
    if any(
        mark in before for mark in ("=", "→", "->", "≈", "so ", "call it", "gives", "=>", "makes", "i.e", "that's", "~")
    ):
        score += 0.5
    after = text[reading.span.end :].lstrip(" )")[:1]
    if after in ("×", "*", "/", "÷"):
        score -= 1.5
    return score


def _related(one: str, other: str) -> bool:
    return {"read" in one, "write" in one} & {"read" in other, "write" in other} != set() and ("read" in one) == (
        "read" in other
    )


def in_terms_of(reading: Reading, known: Metric) -> float | None:
    """The value of a reading in a metric's unit and period, or None where they have nothing in common."""
    factor = conversion(reading.unit, reading.per, known)
    return None if factor is None else reading.value * factor


def conversion(unit: str, per: str | None, known: Metric) -> float | None:
    """The factor from a reading's unit and period to the metric's, or None."""
    plain = ("count", "users", "ratio")
    if known.unit == "req/s":
        return (
            1.0 if unit == "req/s" else 1 / SECONDS[per] if unit == "count" and per else 1.0 if unit in plain else None
        )
    if known.unit == "B/s":
        return 1.0 if unit == "B/s" else 1 / SECONDS[per] if unit == "B" and per else 1.0 if unit == "B" else None
    if known.unit == "B":
        if unit == "B/s" and known.per:
            return SECONDS[known.per]
        if unit != "B":
            return None
        return SECONDS[known.per] / SECONDS[per] if per and known.per and per != known.per else 1.0
    if known.unit in plain:
        if unit == "req/s" and known.per:
            return SECONDS[known.per]
        if unit not in plain:
            return None
        return SECONDS[known.per] / SECONDS[per] if per and known.per and per != known.per and unit == "count" else 1.0
    return 1.0 if unit == known.unit else None
