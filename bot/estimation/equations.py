"""Arithmetic that is written out, with its result: what it gives, and what the text says that it gives."""

import re
from dataclasses import dataclass

from bot.estimation.chains import expression_value
from bot.estimation.links import Link
from bot.estimation.mention import Mention
from bot.estimation.metrics import SECONDS
from bot.estimation.reader import parsed
from bot.estimation.tokens import Token

LONGEST = 12  # operands of one equation
CLOSE = 1.35  # people round
_THAT_IS = re.compile(
    r"[,;]?\s{0,2}(?:and\s)?that(?:['’]?s|\s(?:is|makes|gives|comes\sto))\s(?:about\s|roughly\s|around\s)?~?",
    re.IGNORECASE,
)
_STEPS = (1e3, 1e6, 1e9, 1e12, 1e15)
_PERIODS = (3_600.0, 86_400.0, 604_800.0, 2_592_000.0, 31_536_000.0, 365.0, 30.0)  # "350/s × 1 MB = 30 TB/day"


@dataclass(frozen=True, slots=True)
class Equation:
    """`operands`, `computed` and `stated` in base units; [start, end) from the first operand to the end of the result,
    which begins at `result`. `loose`: prefixes may have been left out ("365 × 2 = 730 TB"), so that a factor of a
    thousand says nothing. `moves`: from one period to another ("350/s × 1 MB = 30 TB/day")."""

    start: int
    end: int
    result: int
    operands: tuple[float, ...]
    computed: float
    stated: float
    loose: bool
    moves: bool = False

    @property
    def off(self) -> float:
        """How many times the stated result is too large or too small; 1 where it is right."""
        if not (self.computed > 0 and self.stated > 0):
            return 1.0
        ratio = max(self.computed / self.stated, self.stated / self.computed)
        silent = (*_STEPS, *_PERIODS) if self.loose else _PERIODS if self.moves else ()
        if ratio <= CLOSE or any(step / CLOSE <= ratio <= step * CLOSE for step in silent):
            return 1.0
        return ratio


def equations(text: str, locale: str | None = None) -> list[Equation]:
    """Every `a × b = c` of a text, in order; operands are joined by signs or by "times", "divided by", "over".

    Of `a × b = c = d` the second step counts as well where both have a unit. Never raises."""
    tokens, mentions, links = parsed(text, locale)
    breaks = [at for at, char in enumerate(text) if char == "\n"]
    found = []
    for n in range(1, len(mentions)):
        between = text[mentions[n - 1].end : mentions[n].start]
        equal = links[n].equal or _THAT_IS.fullmatch(between) is not None
        if equal and not links[n].hard and not links[n].op:
            equation = _equation(tokens, mentions, links, n, breaks)
            if equation is not None:
                found.append(equation)
    return found


def _equation(
    tokens: list[Token], mentions: list[Mention], links: list[Link], n: int, breaks: list[int]
) -> Equation | None:
    first = n - 1
    while first > 0 and links[first].op and links[first].op != "of" and not links[first].hard and n - first < LONGEST:
        first -= 1
    if first == n - 1 and links[first].op:
        return None  # "× 200 B → 100 GB" multiplies what was said before
    if any(mentions[first].end <= at < mentions[n].start for at in breaks):
        return None  # a new line of a list goes on from another number than the last one
    operands, result = mentions[first:n], mentions[n]
    if len(operands) == 1 and not _converts(operands[0], result, links[n]):
        return None
    if len(operands) > 1 and links[n].words > 6:
        return None
    if len(operands) > 1 and result.unit in ("B", "B/s") and not any(_carries(m) for m in operands):
        return None  # "10 y × 3 copies = 550 TB": what is multiplied was said before
    computed = expression_value(tokens, operands, links[first:n]) if len(operands) > 1 else operands[0].value
    shown = [m.number * m.factor if m.unit in ("B", "B/s") else m.number * m.scale for m in operands]
    stated = _seconds(result)
    loose = any(m.unit is None and not m.large and m.number < 1e5 for m in operands) or result.unit is None
    moves = any(m.unit in ("req/s", "B/s") or m.per for m in operands) or result.per is not None
    return Equation(operands[0].start, result.end, result.start, tuple(shown), computed, stated, loose, moves)


def _carries(m: Mention) -> bool:
    """Whether an operand is the load itself, and not only a factor, a time or a number of copies."""
    return (
        m.unit in ("B", "B/s", "req/s", "users")
        or (m.unit in (None, "count") and m.number * m.scale >= 1e4)
        or (m.number * m.scale >= 10 and m.unit is None)
    )


def _seconds(m: Mention) -> float:
    """The value as it is written, per its own period: what the arithmetic before it should give."""
    if m.unit in ("req/s", "B/s") and m.period in ("minute", "hour"):
        return m.value * SECONDS[str(m.period)]
    return m.value


def _converts(one: Mention, other: Mention, gap: Link) -> bool:
    """ "80,000,000 MB = 80 GB": the same thing in another unit."""
    return one.unit == other.unit == "B" and one.per in (other.per, None) and gap.words == 0
