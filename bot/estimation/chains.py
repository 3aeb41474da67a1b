"""Numbers joined by arithmetic: which are operands, which results, and the unit and period a result must have."""

import math
from dataclasses import dataclass

from bot.estimation import cues
from bot.estimation.links import MINUS, OVER, PLUS, TIMES, Link, link
from bot.estimation.mention import Mention
from bot.estimation.metrics import SECONDS
from bot.estimation.nouns import READ, SERVER, SHARD, WRITE
from bot.estimation.surroundings import Around
from bot.estimation.tokens import Token

DAY_SECONDS = (80_000.0, 101_000.0)  # a divisor in this span is the day: 86,400, 86k, 90k, 100k
_FIT = 0.3  # how far a stated product may be from the computed one to tell bytes from billions


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class Running:
    """The value of a chain so far and its dimension."""

    value: float
    unit: str | None
    per: str | None


def chained(tokens: list[Token], mentions: list[Mention]) -> list[Link]:
    """Mark operands and results, number the groups, and return the link before each mention (the first's is empty)."""
    links = [Link()]
    group = 0
    for n, m in enumerate(mentions):
        if n:
            before = mentions[n - 1]
            gap = link(tokens, before.next, m.first)
            _leading(tokens, gap, before)
            links.append(gap)
            m.hard, m.soft = gap.hard, gap.soft
            if gap.op == "of" and before.unit != "ratio" and not before.in_words:
                gap.op = None
            if (
                before.unit == "ratio"
                and gap.soft
                and not gap.op
                and not gap.hard
                and gap.words <= 2
                and m.unit in (None, "req/s", "B")
            ):
                gap.equal = True  # "peak is 3x: 750,000 per second"
            if m.rule == before.rule == "pair" or _side_by_side(tokens, before, m, gap):
                gap.op = None
            if gap.op:
                before.operand = m.operand = True
            elif gap.equal and not gap.hard and (before.operand or gap.words <= 5):
                m.result = True
                m.computed = before.operand
            if not gap.op and not (gap.equal and not gap.hard):
                group += 1
        m.group = group
    for n, m in enumerate(mentions):
        if m.result and n + 1 < len(mentions) and links[n + 1].op:
            m.operand = True
    return links


def _as_rate(m: Mention, running: Running | None, rate: Running | None) -> None:
    """ "4.6k/s, × 100 = 460k reads": what a rate times a factor comes to is a rate."""
    if running is None:
        return
    if (running.unit == "ratio" and rate is not None and fits(rate.value * running.value, m.value)) or (
        running.unit == "req/s" and fits(running.value, m.value)
    ):
        m.unit = "req/s"


def _side_by_side(tokens: list[Token], a: Mention, b: Mention, gap: Link) -> bool:
    """ "1.2k writes / 60k reads", "58 rps in / 5.8k rps out", "3.3 PB over 5 years": no quotient."""
    if gap.op is not OVER:
        return False
    if b.unit == "s" and b.value >= SECONDS["day"] and tokens[b.first - 1].low == "over":
        return True
    if b.each or (b.unit == a.unit == "count" and b.kind is None):
        return False
    return (a.unit == b.unit == "req/s" and tokens[a.next].low != "/") or (
        a.kind in _DEEDS and b.kind in _DEEDS and a.kind != b.kind
    )


_DEEDS = (READ, WRITE)


def _leading(tokens: list[Token], gap: Link, before: Mention) -> None:
    """ "3x" before an operator-free number is a factor applied to what came before, not a product."""
    if gap.op is MINUS and before.unit is None and not before.large and gap.words:
        gap.op = None


def infer(mentions: list[Mention], links: list[Link], around: list[Around] | None = None) -> None:
    """Give bare results the unit and period that the arithmetic before them has.

    A factor alone ("peak 3x ~ 700k") applies to the last rate, or to the last volume where it speaks of copies."""
    running: Running | None = None
    rate: Running | None = None
    volume: Running | None = None
    for n, m in enumerate(mentions):
        gap = links[n]
        if m.off:
            continue
        if m.unit is None and m.large:
            _restate(m, mentions, n)
        if (
            m.unit is None
            and around is not None
            and around[n].tail[:2] in (("of", "them"), ("of", "those"), ("of", "these"))
        ):
            _of_them(m, n, around)
        if m.unit is None and n and around is not None and not m.operand:
            last = mentions[n - 1]
            if n > 1 and last.unit is None and not last.large and last.group == m.group:
                last = mentions[n - 2]  # "35 nodes → n+2 → 37"
            _settled(m, last, around[n])
        if n and m.group == mentions[n - 1].group and running is not None and gap.op:
            running = _apply(running, gap.op, m)
            continue
        of_them = around is not None and around[n].tail[:2] == ("of", "them")
        if m.unit == "count" and m.per is None and m.kind in _DEEDS and (gap.equal or m.result):
            _as_rate(m, running, rate)
        if n and m.unit is None and running is not None and not gap.hard and not of_them:
            if gap.equal:
                base = volume if around and around[n - 1].close & cues.COPY else rate
                if running.unit == "ratio" and base is not None:
                    running = Running(base.value * running.value, base.unit, base.per)
                elif running.unit == "ratio" and around and around[n - 1].close & cues.PEAK and m.large:
                    running = Running(m.value, "req/s", None)
                _conclude(running, m)
            elif (
                rate is not None and around is not None and m.period is None and not m.noun and _names_a_rate(around[n])
            ):
                m.unit, m.rule = "req/s", "result"
        elif m.result and running is not None:
            _conclude(running, m)
        running = Running(m.value, m.unit, m.per)
        if m.unit == "req/s":
            rate = running
        elif m.unit == "B" and m.value > SMALL_SIZE:
            volume = running


SMALL_SIZE = 1e8  # bytes; below, a size is that of one object


def _restate(m: Mention, mentions: list[Mention], n: int) -> None:
    """A bare number that was said with its unit a moment ago has that unit again."""
    for other in mentions[max(0, n - _RECENT) : n]:
        if (
            other.unit in ("req/s", "count", "users")
            and not other.off
            and abs(other.value - m.value) <= 0.002 * m.value
        ):
            m.unit, m.per, m.kind, m.rule = other.unit, other.per, other.kind, "restated"


def _of_them(m: Mention, n: int, around: list[Around]) -> None:
    """ "a shard fits 2 TB → 22 of them"."""
    flags = around[n - 1].all if n else 0
    kind = (
        SHARD
        if flags & cues.SHARDS
        else SERVER
        if flags & cues.SERVERS or _MACHINE & set(around[n - 1].label)
        else None
    )
    if kind is not None:
        m.unit, m.kind = "count", kind


_MACHINE = frozenset("node box server machine instance host pod worker broker vm".split())
_SETTLES = frozenset("say take call make round rounding rounded go provision buy budget plan use".split())


def _settled(m: Mention, before: Mention, near: Around) -> None:
    """ "22 servers, let's say 25": a figure settled on, near to the last one and of its kind."""
    if m.hard or m.words or before.unit is None or before.off or before.unit in ("ratio", "s"):
        return
    if before.metric is None and before.unit is None and not before.large:
        return
    arrow = m.result and before.kind in (SERVER, SHARD) and not m.large
    if (_SETTLES.isdisjoint(near.label[:4]) and not arrow) or not 0.5 <= m.number * m.scale / (
        before.number * before.scale
    ) <= 2:
        return
    m.unit, m.kind, m.noun, m.per, m.rule, m.instead = (
        before.unit,
        before.kind,
        before.noun,
        before.per,
        "settled",
        before,
    )
    m.factor = before.factor if m.scale == 1 else m.factor
    m.value = m.number * m.factor


_RECENT = 8  # numbers back


_SIDES = frozenset({"avg", "average", "peak", "reads", "writes", "read", "write"})


def _names_a_rate(near: Around) -> bool:
    """ "23k tps peak, 6k avg": a word that only names another of the same kind."""
    return not _SIDES.isdisjoint(near.tail[:2]) or bool(near.near & (cues.AVERAGE | cues.PEAK))


def _conclude(running: Running, m: Mention) -> None:
    if m.operand and not m.computed and m.letter:
        return  # "a message is 100B, so 10B × 100B": the start of something new
    if running.unit == "s" and DAY_SECONDS[0] <= m.value <= DAY_SECONDS[1]:
        return  # "86,400 seconds, call it 100k"
    if (
        m.unit is None
        and running.unit is not None
        and running.unit != "ratio"
        and (m.period is None or running.unit in ("count", "users"))
    ):
        if m.unit is None and m.period is None:
            m.unit = (
                running.unit
                if running.unit != "users"
                else ("users" if running.unit == "users" and not running.per else "count")
            )
            m.per = m.per or running.per
            m.rule = "result"
    elif m.unit == "B" and m.per is None and running.unit == "B" and running.per and m.period is None:
        m.implied = running.per


def _apply(running: Running, op: str, m: Mention) -> Running:
    value = _compute(running.value, op, m.value)
    if op in (PLUS, MINUS):
        return Running(value, running.unit or m.unit, running.per or m.per)
    if op is OVER:
        return _divided(running, m, value)
    return _multiplied(running, m, value)


def _multiplied(running: Running, m: Mention, value: float) -> Running:
    units = {running.unit, m.unit}
    per = running.per or m.per
    if m.unit == "s" or running.unit == "s":
        return _for_a_time(running, m, per)
    if m.unit is None and running.unit == "B" and running.per == "day" and m.number in (365, 360, 30, 31, 12):
        return Running(value, "B", "year" if m.number >= 360 else "month")
    if m.unit is None and running.unit == "B" and running.per == "month" and m.number == 12:
        return Running(value, "B", "year")
    if "req/s" in units:
        return Running(value, "B/s" if "B" in units else "req/s", None)
    for unit in ("B/s", "B"):
        if unit in units:
            return Running(value, unit, per)
    if "users" in units and (units & {"ratio"} or 0 < min(running.value, m.value) < 1):
        return Running(value, "users", per)
    return Running(value, "count" if units & {"count", "users"} else None, per)


def _for_a_time(running: Running, m: Mention, per: str | None) -> Running:
    span, other = (m, running) if m.unit == "s" else (running, m)
    seconds = span.value
    if other.unit == "req/s":
        return Running(other.value * seconds, "count", None)
    if other.unit == "B/s":
        return Running(other.value * seconds, "B", None)
    periods = seconds / SECONDS[other.per] if other.per else seconds
    return Running(other.value * periods, other.unit, None)


def _divided(running: Running, m: Mention, value: float) -> Running:
    if running.unit in ("count", "users", "B", None) and m.unit in (None, "s") and running.unit is not None:
        day = DAY_SECONDS[0] <= m.value <= DAY_SECONDS[1] or m.number in (24, 3600, 1440) or m.unit == "s"
        if day and (running.per in (None, "day") or m.unit == "s"):
            return Running(value, "B/s" if running.unit == "B" else "req/s", None)
        if 2e6 <= m.value <= 3.2e7 and running.per in ("month", "year"):
            return Running(value, "B/s" if running.unit == "B" else "req/s", None)
    if running.unit is None and m.unit is None and DAY_SECONDS[0] <= m.value <= DAY_SECONDS[1]:
        return Running(value, "req/s", None)
    if running.unit == m.unit and running.unit is not None:
        return Running(value, "count", None)
    return Running(value, running.unit or None, running.per)


def _compute(a: float, op: str, b: float) -> float:
    if op in (TIMES, "of"):
        return a * b
    if op is OVER:
        return a / b if b else math.nan
    return a + b if op is PLUS else a - b


def expression_value(tokens: list[Token], mentions: list[Mention], links: list[Link]) -> float:
    """The value of mentions joined by operators, with precedence and parentheses. Bounded by the caller."""
    items: list[float | str] = []
    for n, m in enumerate(mentions):
        opens, closes = links[n].opens, links[n].closes
        if n:
            items += [")"] * closes + [links[n].op or TIMES] + ["("] * opens
        else:
            items += ["("] * _opens_before(tokens, m)
        items.append(m.value)
    open_now = items.count("(") - items.count(")")
    items += [")"] * max(0, open_now)
    return _Parser(items[:200]).value()


def _opens_before(tokens: list[Token], m: Mention) -> int:
    count, i = 0, m.first - 1
    while i >= 0 and tokens[i].low == "(" and count < 20:
        count, i = count + 1, i - 1
    return count


class _Parser:
    """Precedence by two levels over a short list; nesting is bounded by the list's length."""

    def __init__(self, items: list[float | str]) -> None:
        self.items, self.at = items, 0

    def value(self) -> float:
        total = self._term()
        while self._next() in (PLUS, MINUS):
            op = str(self._take())
            total = _compute(total, op, self._term())
        return total

    def _term(self) -> float:
        total = self._atom()
        while self._next() in (TIMES, OVER, "of"):
            op = str(self._take())
            total = _compute(total, op, self._atom())
        return total

    def _atom(self) -> float:
        item = self._take()
        if item == "(":
            inner = self.value()
            if self._next() == ")":
                self.at += 1
            return inner
        return item if isinstance(item, float) else math.nan

    def _next(self) -> float | str | None:
        return self.items[self.at] if self.at < len(self.items) else None

    def _take(self) -> float | str | None:
        item = self._next()
        self.at += 1
        return item


def fits(computed: float, stated: float) -> bool:
    """Whether a stated result is the computed one, as people round."""
    return computed > 0 and stated > 0 and abs(math.log(stated / computed)) < _FIT
