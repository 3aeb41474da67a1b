"""One way to print a quantity, for everybody: three significant digits, SI prefixes, the unit that people say."""

import math

_SI = ((1e18, "E"), (1e15, "P"), (1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "K"))
_COUNTS = ((1e12, "tn"), (1e9, "bn"), (1e6, "M"), (1e3, "k"))
_TIMES = ((31_536_000.0, "year"), (86_400.0, "day"), (3_600.0, "hour"), (60.0, "min"))


def human(value: float, unit: str | None = "count", per: str | None = None, digits: int = 3) -> str:
    """ "231 k/s", "2 TB", "20 bn/day", "7 days", "20 %", "3×". Units are those of `Reading.unit`; others read as count.

    Billions are "bn" and never "B", which is bytes alone in what the bot prints."""
    if not math.isfinite(value):
        return "∞"
    tail = f"/{per}" if per and unit not in ("req/s", "B/s", "s") else ""
    match unit:
        case "B":
            return _scaled(value, _SI, "B", digits) + tail
        case "B/s":
            return _scaled(value, _SI, "B", digits) + "/s"
        case "req/s":
            return _scaled(value, _COUNTS, "", digits) + "/s"
        case "s":
            return _duration(value, digits)
        case "ratio":
            return _ratio(value, digits)
        case _:
            return _scaled(value, _COUNTS, "", digits) + tail


def short(value: float, digits: int = 3) -> str:
    """A plain number to some significant digits, with thousands marked: "86,400", "0.2", "231.5"."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else "∞"
    if abs(value) >= 1000:
        return f"{round(value):,}"
    if abs(value) < 1e-4:
        return f"{value:.{digits}g}"
    text = f"{value:.{max(0, digits - 1 - math.floor(math.log10(abs(value))))}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scaled(value: float, steps: tuple[tuple[float, str], ...], unit: str, digits: int) -> str:
    for size, prefix in steps:
        if abs(value) >= size * (1 - 0.5 * 10**-digits):
            return f"{short(value / size, digits)} {prefix}{unit}"
    return f"{short(value, digits)} {unit}".rstrip()


def _duration(value: float, digits: int) -> str:
    for size, name in _TIMES:
        if abs(value) >= size * 0.9995:
            number = short(value / size, digits)
            return f"{number} {name}{'' if number == '1' or name == 'min' else 's'}"
    if abs(value) >= 1 or value == 0:
        return f"{short(value, digits)} s"
    if abs(value) >= 1e-3:
        return f"{short(value * 1e3, digits)} ms"
    return f"{short(value * 1e6, digits)} µs"


def _ratio(value: float, digits: int) -> str:
    if abs(value) >= 1:
        return f"{short(value, digits)}×"
    return f"{short(value * 100, max(digits, 6))} %"
