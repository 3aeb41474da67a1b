"""Reads the few shapes of quantity that sheets use, until the estimation core's own reader takes over."""

import re

_SHAPE = re.compile(r"\s*([0-9][0-9,]*(?:\.[0-9]+)?)\s*(%|[A-Za-z]+)?\s*\Z")
_UNITS: dict[str, tuple[float, str]] = {
    "": (1, "count"), "%": (0.01, "ratio"),
    "thousand": (1e3, "count"), "million": (1e6, "count"), "billion": (1e9, "count"), "trillion": (1e12, "count"),
    "B": (1, "B"), "KB": (1e3, "B"), "MB": (1e6, "B"), "GB": (1e9, "B"), "TB": (1e12, "B"), "PB": (1e15, "B"),
    "second": (1, "s"), "minute": (60, "s"), "hour": (3600, "s"), "day": (86400, "s"), "year": (31_536_000, "s"),
}  # fmt: skip


def quantity(text: str) -> tuple[float, str]:
    """ "500 million" → (5e8, "count"). Raises ValueError."""
    found = _SHAPE.match(text)
    unit = (found.group(2) or "") if found else "?"
    known = _UNITS.get(unit) or _UNITS.get(unit.removesuffix("s"))
    if found is None or known is None:
        raise ValueError(text)
    return float(found.group(1).replace(",", "")) * known[0], known[1]
