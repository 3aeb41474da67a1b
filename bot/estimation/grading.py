"""Grades by order of magnitude, with fixed and public borders."""

import math

EXACT = 0.02
ROUNDING = math.sqrt(2)
SAME_ORDER = math.sqrt(10)
OFF_BY_ORDER = 10**1.5
SOFT = 0.12  # how near a border (in share of it) the words should be soft
GRADES = ("exact", "within_rounding", "same_order", "off_by_order", "wrong")
_NOISE = 1e-9  # of floating point, so that a border belongs to the better grade


def grade(ratio: float) -> str:
    """The hard grade of candidate ÷ reference. A ratio that is not a positive number is wrong."""
    if not (math.isfinite(ratio) and ratio > 0):
        return "wrong"
    if abs(ratio - 1) <= EXACT + _NOISE:
        return "exact"
    factor = max(ratio, 1 / ratio)
    if factor <= ROUNDING + _NOISE:
        return "within_rounding"
    if factor < SAME_ORDER:
        return "same_order"
    return "off_by_order" if factor < OFF_BY_ORDER else "wrong"


def near_border(ratio: float) -> str | None:
    """The neighbouring grade when the ratio lies within 12 % of a border: then the words said should be soft."""
    if not (math.isfinite(ratio) and ratio > 0):
        return None
    factor = max(ratio, 1 / ratio)
    for border, better, worse in (
        (ROUNDING, "within_rounding", "same_order"),
        (SAME_ORDER, "same_order", "off_by_order"),
        (OFF_BY_ORDER, "off_by_order", "wrong"),
    ):
        if border / (1 + SOFT) <= factor <= border * (1 + SOFT):
            return worse if grade(ratio) == better else better
    if 0.005 <= abs(ratio - 1) <= 0.05:
        return "within_rounding" if grade(ratio) == "exact" else "exact"
    return None
