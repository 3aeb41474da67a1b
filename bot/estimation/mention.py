"""One number in a text with what stands beside it: what the parts of the reader pass on to each other."""

from dataclasses import dataclass

from bot.estimation.metrics import SECONDS


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class Mention:
    """One number in the text and what stands right beside it. `kind` is what its noun counts; `large` that it is
    written with a prefix or thousands; `letter` a prefix that means two things ("B", "m", "T", "G")."""

    start: int
    end: int
    first: int  # token range [first, next)
    next: int
    value: float
    number: float
    unit: str | None = None
    per: str | None = None
    noun: str = ""
    kind: str | None = None
    words: tuple[str, ...] = ()
    large: bool = False
    in_words: bool = False
    letter: str | None = None
    each: str | None = None  # "user", "object" or "server": what one share is of
    second: bool = False  # the unit carries its own "per second"
    period: str | None = None  # the period as it was written, minute and hour too
    low: float | None = None
    high: float | None = None
    bound: str | None = None
    factor: float = 1.0
    scale: float = 1.0
    flags: int = 0
    metric: str | None = None
    rule: str = ""
    group: int = -1
    result: bool = False
    operand: bool = False
    off: bool = False
    computed: bool = False  # the stated result of arithmetic
    soft: bool = False  # a comma or the like before it
    hard: bool = False  # a sentence or a line ended before it
    instead: "Mention | None" = None  # the number that this one corrects
    passed: bool = False  # its label was that of its result
    role: str | None = None  # the metric that the arithmetic around it gives
    implied: str | None = None  # the period that only the arithmetic gives


def settle(m: Mention) -> None:
    """Value, unit and period from the number, its prefix and what was found behind it."""
    m.value = m.number * m.factor
    if m.unit == "s" or m.unit == "ratio":
        return
    if m.second:
        if m.unit == "req/s" and m.period not in (None, "second") and m.factor >= 1:  # "3.5M ops a minute"
            long = m.period in ("day", "week", "month", "year")
            m.value, m.per = (m.value, m.period) if long else (m.value / SECONDS[str(m.period)], None)
            m.unit = "count" if long else "req/s"
        return
    if m.period is not None:
        if m.period in ("second", "minute", "hour"):
            m.value /= SECONDS[m.period]
            m.unit = "B/s" if m.unit == "B" else "req/s"
            m.per = None
        else:
            m.per = m.period
