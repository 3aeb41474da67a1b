"""The figures of a sheet: what the author wrote, and its value in base units."""

import hashlib
import math
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from bot.estimation import quantity

DAY = 86_400.0
YEAR = 365 * DAY

_NICE = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)
_SIZES = (("PB", 1e15), ("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("KB", 1e3))
_COUNTS = (("trillion", 1e12), ("billion", 1e9), ("million", 1e6))
_TIMES = (("year", YEAR), ("day", DAY), ("hour", 3600.0), ("minute", 60.0), ("second", 1.0))


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity. `value` in base units (B, s, plain numbers, shares of 1); `text` as it is said."""

    value: float
    unit: str
    text: str

    def __str__(self) -> str:
        return self.text

    def __mul__(self, other: "Figure | float") -> "Figure":
        value, unit = (other.value, other.unit) if isinstance(other, Figure) else (other, "count")
        unit = self.unit if unit in ("count", "ratio") else unit
        return said(self.value * value, unit)

    def __truediv__(self, other: "Figure | float") -> "Figure":
        return said(self.value / (other.value if isinstance(other, Figure) else other), self.unit)


def parse_figure(written: Any) -> Figure:
    """`500 million`, `100 B`, `20%`, `1 year` or a bare number. Raises ValueError saying what to write."""
    if isinstance(written, Figure):
        return written
    if isinstance(written, bool) or not isinstance(written, int | float | str):
        raise ValueError("is not a figure. Write a number with its unit: 500 million, 100 B, 20%, 7 days.")
    if isinstance(written, int | float):
        return said(float(written), "count")
    try:
        value, unit = quantity(written)
    except ValueError:
        raise ValueError(
            f"cannot read {written!r} as a figure. Write a number with its unit: 500 million, 100 B, 20%, 7 days."
        ) from None
    return Figure(value, unit, written.strip().replace("%", " %").replace("  %", " %"))


def said(value: float, unit: str) -> Figure:
    """A value as one would say it: 320 million, 150 B, 7 days, 25 %. Three significant digits."""
    if unit == "ratio":
        return Figure(value, unit, f"{_short(value * 100)} %")
    if unit == "B":
        return Figure(value, unit, _scaled(value, _SIZES, "B"))
    if unit == "s":
        return Figure(value, unit, _duration(value))
    return Figure(value, unit, _scaled(value, _COUNTS, ""))


def drawn_from(low: Figure, high: Figure, seed: int | str, name: str) -> Figure:
    """A round figure between two others, the same one for the same seed and name on every machine."""
    if low.value <= 0 or high.value <= low.value:
        return low
    unit = high.unit if low.unit == "count" else low.unit
    choices = [value for value in _round_values(low.value, high.value, unit) if low.value <= value <= high.value]
    if not choices:
        return low
    digest = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    return said(choices[int.from_bytes(digest[:8], "big") % len(choices)], unit)


def _round_values(low: float, high: float, unit: str) -> list[float]:
    base = _time_base(low) if unit == "s" else 1.0
    first, last = math.floor(math.log10(low / base)) - 1, math.ceil(math.log10(high / base)) + 1
    values = [round(m * 10.0**e, 12) for e in range(first, last + 1) for m in _NICE]
    whole = low / base >= 1 and unit != "ratio"
    return [v * base for v in values if not whole or v == int(v)]


def _time_base(value: float) -> float:
    return next((size for _, size in _TIMES if value >= size), 1.0)


def _scaled(value: float, steps: tuple[tuple[str, float], ...], bare: str) -> str:
    for name, size in steps:
        if abs(value) >= size * 0.9995:
            return f"{_short(value / size)} {name}"
    return f"{_short(value)} {bare}".strip()


def _duration(value: float) -> str:
    name, size = next(((n, s) for n, s in _TIMES if value >= s * 0.9995), ("second", 1.0))
    number = _short(value / size)
    return f"{number} {name}{'' if number == '1' else 's'}"


def _short(value: float) -> str:
    if abs(value) >= 999.5:
        return f"{round(value):,}"
    return f"{float(f'{value:.3g}'):g}"


FigureField = Annotated[
    Figure,
    BeforeValidator(parse_figure),
    PlainSerializer(lambda figure: figure.text, return_type=str),
    WithJsonSchema(
        {"type": ["string", "number"], "description": "A number with its unit: 500 million, 100 B, 20%, 7 days."}
    ),
]
