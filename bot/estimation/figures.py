"""The parser of single figures, as sheets and options write them: "500 million", "100 B", "1 year", "20%"."""

import re

from bot.estimation.metrics import SECONDS
from bot.estimation.units import BANDWIDTHS, PERIODS, RATES, SCALES, SIZES, TIMES

_SHAPE = re.compile(
    r"\s*(?P<number>[0-9]{1,3}(?:[,_ '][0-9]{3}){1,8}(?:\.[0-9]{1,20})?|[0-9]{1,30}(?:\.[0-9]{1,20})?(?:[eE][+-]?[0"
    r"-9]{1,3})?)"
    r"(?P<ratio>\s*:\s*1)?\s*(?P<words>[^\W\d_]+|%|×)?\s*(?P<more>[^\W\d_]+)?\s*(?:(?:/|per|a)\s*(?P<per>[^\W\d_]+)"
    r")?\s*"
)  # fmt: skip


def quantity(text: str) -> tuple[float, str]:
    """One figure → (value in base units, unit): "500 million" → (5e8, "count"), "100 B" → (100, "B"), "1 year" →
        seconds.

    "5k/s" is req/s, "10 MB/s" B/s, "20%" and "3x" ratio. A B after a plain number is bytes; billions are "bn" or
    spelt out. Raises ValueError, with what to write instead."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        raise _unread(text)
    value = float(re.sub(r"[,_ ']", "", found["number"]))
    if found["ratio"]:
        return value, "ratio"
    words = [word for word in (found["words"], found["more"]) if word]
    scale, rest = _scale(words)
    base, unit = _unit(rest, text)
    return _over(value * scale * base, unit, found["per"], text)


def _scale(words: list[str]) -> tuple[float, list[str]]:
    if words and words[0] != "B" and words[0] not in SIZES and words[0] not in TIMES:
        factor = SCALES.get(words[0]) or SCALES.get(words[0].lower())
        if factor:
            return factor, words[1:]
    if words and words[0] == "m":
        return 1e6, words[1:]
    return 1.0, words


def _unit(words: list[str], text: str) -> tuple[float, str]:
    if not words:
        return 1.0, "count"
    word = words[0]
    if len(words) > 1:
        raise _unread(text)
    if word == "%":
        return 0.01, "ratio"
    if word in ("x", "×", "X", "times"):
        return 1.0, "ratio"
    if word == "B":
        return 1.0, "B"
    for table, unit in ((SIZES, "B"), (BANDWIDTHS, "B/s"), (RATES, "req/s"), (TIMES, "s")):
        factor = table.get(word) or table.get(word.lower())
        if factor:
            return factor, unit
    raise _unread(text)


def _over(value: float, unit: str, per: str | None, text: str) -> tuple[float, str]:
    if per is None:
        return value, unit
    period = PERIODS.get(per.lower())
    if period is None or unit not in ("B", "count"):
        raise _unread(text)
    if unit == "count" and period not in ("second", "minute", "hour"):
        return value, unit
    return value / SECONDS[period], "B/s" if unit == "B" else "req/s"


def _unread(text: str) -> ValueError:
    return ValueError(
        f"cannot read {text!r} as a figure. Write a number with its unit: 500 million, 100 B, 20%, 7 days."
    )
