"""What reading a text takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.text import Span


@dataclass(frozen=True, slots=True)
class Context:
    """What is known around a text: the flow's figures, the metric just asked for, the locale of its digits (de, fr,
    es, de-CH, en-IN), the scenario's name. `params` never decide a metric by closeness."""

    params: Mapping[str, float] | None = None
    asked: str | None = None
    locale: str | None = None
    scenario: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One quantity of a text.

    span     [start, end) in code points of the text as it was given
    value    in base units; of a range its midpoint
    unit     "req/s", "B", "B/s", "count", "users", "s" or "ratio"
    per      None, "day", "week", "month" or "year"
    range    (low, high) in base units
    metric   a name of contracts.md, or None
    rule     what made it a quantity: "unit", "noun", "label", "period", "result", "expression", "asked", …
    surface  the exact piece of text
    bound    "min" or "max" where the words say so
    """

    span: Span
    value: float
    unit: str
    per: str | None
    range: tuple[float, float] | None
    metric: str | None
    rule: str
    surface: str
    bound: str | None = None
