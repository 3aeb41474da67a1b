"""Two numbers that are one quantity: ranges (5–10 ms, between 5 and 10, 50 ± 5), ratios (100:1) and pairs (2k/1k)."""

import itertools

from bot.estimation.mention import Mention, settle
from bot.estimation.nouns import READ, WRITE
from bot.estimation.tokens import WORD, Token

_DASHES = frozenset(
    {"-", "–", "—", "‑", "−", "..", "...", "…", "~", "to", "or", "bis", "à", "thru", "through", "until"}
)


def joined(tokens: list[Token], mentions: list[Mention]) -> list[Mention]:
    """The mentions with the two ends of a range, and the two sides of a ratio, made one."""
    found: list[Mention] = []
    i = 0
    while i < len(mentions):
        m = mentions[i]
        if i + 1 < len(mentions):
            other = mentions[i + 1]
            one = _range(tokens, m, other) or _ratio(tokens, m, other)
            if one is not None:
                found.append(one)
                i += 2
                continue
        found.append(m)
        i += 1
    return found


def _range(tokens: list[Token], a: Mention, b: Mention) -> Mention | None:
    between = tokens[a.next : b.first]
    if not between or len(between) > 3 or (b.period is None and b.unit is None and a.unit is not None and a.noun):
        return None
    first = between[0].low
    if first == "±" or [t.low for t in between] == ["+", "/", "-"]:
        return _plus_minus(a, b)
    if not _connects(tokens, a, b, between):
        return None
    if not _same_kind(a, b) or not _makes_sense(a, b, first):
        return None
    return _merged(tokens, a, b)


def _connects(tokens: list[Token], a: Mention, b: Mention, between: list[Token]) -> bool:
    low = [t.low for t in between if t.low not in ("maybe", "even", "perhaps", "about", "~")] or [between[0].low]
    if len(low) != 1:
        return False
    word = low[0]
    if word == "and":
        return a.first > 0 and "between" in (tokens[a.first - 1].low, tokens[max(0, a.first - 2)].low)
    if word not in _DASHES:
        return False
    if word in ("..", "...", "…"):
        return between[0].start == a.end and b.start == between[0].end
    if word == "~":
        return between[0].start == a.end and b.start == between[0].end
    if word in ("-", "−"):
        tight = between[0].start == a.end and b.start == between[0].end
        following = tokens[b.next].low if b.next < len(tokens) else ""
        return following not in ("=", "≈") and (tight or ((a.unit is None or a.unit == b.unit) and b.unit is not None))
    return True


def _same_kind(a: Mention, b: Mention) -> bool:
    if a.unit is None or b.unit is None:
        return b.unit is not None or a.unit is None or not a.noun
    plain = ("count", "users", "ratio")
    return a.unit == b.unit or (a.unit in plain and b.unit in plain) or (a.unit == "B" and b.unit == "B/s")


def _makes_sense(a: Mention, b: Mention, word: str) -> bool:
    if a.operand or a.number == b.number or not a.number > 0:
        return False
    if word in ("to",) and b.number == 1 and a.number > 1:
        return False
    if word == "or" and a.unit is not None and a.factor != b.factor:
        return False  # "1.4 MB/s or 11 Mbit/s" says one thing twice
    low, high = (a.number * a.scale, b.number * b.scale)
    if word == "or" and a.unit is None and b.unit is None and not (a.large or b.large or a.in_words or a.number >= 1):
        return False
    return high > low or a.number < b.number or (a.unit == b.unit and a.factor != b.factor)


def _merged(tokens: list[Token], a: Mention, b: Mention) -> Mention:
    """One mention from the first's number and the second's unit and period."""
    low = a.number * a.factor
    if a.unit is None:
        unit_factor = b.factor / b.scale
        scale = a.scale if a.scale > 1 else (b.scale if a.number < b.number else 1.0)
        low = a.number * scale * unit_factor
        if low > b.number * b.factor:
            low = a.number * a.factor
    elif a.unit == b.unit and a.unit in ("count", "users") and a.scale == 1 and a.number < b.number:
        low = a.number * b.factor
    per_unit = b.value / (b.number * b.factor) if b.number * b.factor else 1.0
    if a.unit == b.unit and a.period:
        low = a.value
        per_unit = 1.0
    b.low, b.high = sorted((low * per_unit, b.value))
    b.value = b.number = (b.low + b.high) / 2
    b.start, b.first = a.start, a.first
    b.letter, b.large = b.letter or a.letter, a.large or b.large
    if a.first and tokens[a.first - 1].low == "between":
        b.start = tokens[a.first - 1].start
    return b


def _plus_minus(a: Mention, b: Mention) -> Mention | None:
    factor = b.factor if a.unit is None else 1.0
    centre = a.value * factor
    spread = b.number * 0.01 * centre if b.unit == "ratio" else b.value
    a.unit, a.noun, a.kind = a.unit or b.unit, a.noun or b.noun, a.kind or b.kind
    a.per, a.period = a.per or b.per, a.period or b.period
    if a.unit == "ratio" and b.unit == "ratio":
        a.unit = None
    a.low, a.high, a.value = centre - spread, centre + spread, centre
    a.end, a.next = b.end, b.next
    return a


def _ratio(tokens: list[Token], a: Mention, b: Mention) -> Mention | None:
    """ "100:1", "100 to 1", "1:10", "80:20 reads to writes"."""
    between = tokens[a.next : b.first]
    if len(between) != 1 or between[0].low not in (":", "to", "/") or a.unit or (a.large and b.large):
        return None
    if between[0].low == "/" and not (1 in (a.number, b.number) and _both_named(tokens, a)):
        return None
    tight = between[0].start == a.end and b.start == between[0].end
    if between[0].low == ":" and not (tight or (b.start - a.end <= 3 and 1 in (a.number, b.number))):
        return None
    if between[0].low == "to" and b.number != 1:
        return None
    if b.unit not in (None, "count", "ratio") or not (a.number > 0 and b.number > 0):
        return None
    if 1 not in (a.number, b.number) and not _talks_of_reads(tokens, a, b):
        return None
    ratio = max(a.number, b.number) / min(a.number, b.number)
    words = tuple(t.low for t in tokens[b.first + 1 : b.first + 4] if t.kind == WORD)
    one = Mention(
        a.start, tokens[b.first].end, a.first, b.first + 1, ratio, ratio, unit="ratio", rule="ratio", words=words
    )
    one.noun, one.in_words = ":", a.in_words or between[0].low == "to"
    settle(one)
    return one


def _both_named(tokens: list[Token], a: Mention) -> bool:
    """ "read/write = 100/1"."""
    before = {t.low for t in tokens[max(0, a.first - 5) : a.first]}
    return bool(before & {"read", "reads", "r"}) and bool(before & {"write", "writes", "w"})


def _talks_of_reads(tokens: list[Token], a: Mention, b: Mention) -> bool:
    near = tokens[max(0, a.first - 6) : b.next + 6]
    return any(t.low in ("reads", "read", "ratio", "writes", "write", "r", "w", "rw") for t in near)


def pairs(tokens: list[Token], mentions: list[Mention]) -> None:
    """ "2k/1k read/write": two quantities whose names follow, or stand before, in the same order."""
    for a, b in itertools.pairwise(mentions):
        if b.first - a.next != 1 or tokens[a.next].low not in ("/", "and", "vs", "vs.", ","):
            continue
        if a.unit == b.unit == "req/s" and not a.noun and not b.noun:
            _name_in_order(tokens, a, b)
        if a.unit is not None or a.noun or tokens[a.next].low not in ("/", "and"):
            continue
        if not (a.large or b.large or a.number > 9):
            continue
        names = _two_names(tokens, b.first + 1) if tokens[a.next].low == "/" else None
        names = names or _two_names(tokens, a.first - 6, until=a.first)
        if names is None:
            continue
        for m, name in ((a, names[0]), (b, names[1])):
            m.unit, m.words, m.noun, m.kind, m.each = "req/s", (name,), name, None, None
            m.value, m.second, m.rule = m.number * m.factor, True, "pair"
        if b.period in ("minute", "hour"):
            a.period = b.period
            for m in (a, b):
                settle(m)


def _name_in_order(tokens: list[Token], a: Mention, b: Mention) -> None:
    """ "writes > reads here: 1M/s vs 50k/s"."""
    names = _two_names(tokens, a.first - 8, until=a.first)
    if names is not None:
        for m, name in ((a, names[0]), (b, names[1])):
            m.words, m.noun, m.kind = (name,), name, READ if name == "reads" else WRITE


def _two_names(tokens: list[Token], start: int, until: int | None = None) -> tuple[str, str] | None:
    window = tokens[max(0, start) : until if until is not None else start + 6]
    for one, slash, two in zip(window, window[1:], window[2:], strict=False):
        if (
            slash.low in ("/", ":", "and", ">", "<", "vs", ",", "to", ">>", "&", "|")
            and one.low[:1] in ("r", "w")
            and two.low[:1] in ("r", "w")
            and one.low[:1] != two.low[:1]
        ) and (len(one.low) == 1 or one.low.startswith(("read", "write"))):
            return ("reads" if one.low[0] == "r" else "writes"), ("reads" if two.low[0] == "r" else "writes")
    return None
