"""Tokens to mentions: where a number starts, in digits or in words, and all that belongs to it."""

from bot.estimation.mention import Mention
from bot.estimation.metrics import SECONDS
from bot.estimation.nouns import NOUNS
from bot.estimation.phrases import take_unit
from bot.estimation.spelled import BIG, MULTIPLES, PARTS, STARTERS, spelled
from bot.estimation.suffixes import take_suffix
from bot.estimation.tokens import NUMBER, WORD, Token
from bot.estimation.units import PERIOD_WORDS, PERIODS, SIZES, TIMES


def number_at(tokens: list[Token], i: int) -> tuple[float, int, bool, bool] | None:
    """(value, next token, large, in words) of the number that starts at token i, or None."""
    token = tokens[i]
    if token.kind == NUMBER:
        return _share(tokens, i) or _in_digits(tokens, i)
    if token.kind == WORD and token.low in STARTERS:
        found = spelled(tokens, i)
        return (*found, True) if found else None
    return None


def _share(tokens: list[Token], i: int) -> tuple[float, int, bool, bool] | None:
    """ "1/3 of the users", "1 in 10 users"."""
    if i + 3 >= len(tokens) or tokens[i + 2].kind != NUMBER:
        return None
    value, sign, below, after = tokens[i].value, tokens[i + 1].low, tokens[i + 2], tokens[i + 3]
    third = sign == "/" and after.low == "of" and below.value <= 10 and below.end - tokens[i].start <= 4
    one_in = sign == "in" and below.value <= 1000 and _plural(after)
    return (value / below.value, i + 3, False, True) if (third or one_in) and 0 < value < below.value else None


def _in_digits(tokens: list[Token], i: int) -> tuple[float, int, bool, bool]:
    token = tokens[i]
    value, after = token.value, i + 1
    if after + 1 < len(tokens) and tokens[after].low == "^" and tokens[after + 1].kind == NUMBER:
        exponent = tokens[after + 1].value
        power = value**exponent if 1 < value <= 2048 and exponent <= 12 else 0.0
        return power, after + 2, False, False
    if token.text[-1] in "½¼¾⅓⅔⅛" and after + 2 < len(tokens) and tokens[after].low in ("of", "a"):
        j = after + (2 if tokens[after].low == "of" and tokens[after + 1].low in ("a", "an", "one") else 1)
        if tokens[j].low in BIG:
            return value * BIG[tokens[j].low], j + 1, True, False
        after = j if tokens[j].low in SIZES else after
    if after + 2 < len(tokens) and tokens[after].low == "and":
        following = (tokens[after + 1].low, tokens[after + 2].low)
        if following[0] in ("a", "one", "half") and "half" in following:
            after += 2 if following[0] == "half" else 3
            value += 0.5
    return value, after, token.grouped, False


def _plural(token: Token) -> bool:
    return token.kind == WORD and NOUNS.get(token.low) is not None and token.low.endswith("s")


def mention_at(tokens: list[Token], i: int) -> Mention | None:
    """The mention that starts at token i, or None. Glued letters that are no unit ("3rd", "2D") make it none."""
    if (
        tokens[i].low == "a"
        and _low(tokens, i + 1) in PARTS
        and _of_that(tokens, i + (_low(tokens, i + 2) == "of") + 2)
    ):
        return _factor_word(tokens, i, i + 1)
    if tokens[i].low in ("half", "third", "quarter") and _of_that(tokens, i + (_low(tokens, i + 1) == "of") + 1):
        return _factor_word(tokens, i)
    if tokens[i].low in _FACTORS or (tokens[i].low == "twice" and _of_that(tokens, i + 1)):
        return _factor_word(tokens, i)
    found = number_at(tokens, i) or _times_a_period(tokens, i) or _one_size(tokens, i) or _one_span(tokens, i)
    if found is None:
        return None
    value, after, large, in_words = found
    m = Mention(tokens[i].start, tokens[after - 1].end, i, after, value, value, large=large, in_words=in_words)
    if not take_suffix(tokens, m):
        return None
    take_unit(tokens, m)
    return m


_FACTORS = frozenset(
    "double doubled doubles triple tripled triples quadruple quadrupled twofold threefold fivefold tenfold "
    "doppelt doppelte dreifach dreifache vierfach fünffach zehnfach doble triplica quintuple".split()
)


def _factor_word(tokens: list[Token], first: int, i: int = -1) -> Mention:
    """ "triple", "doubled", "a third of that": a factor in a word."""
    i = first if i < 0 else i
    value = (
        PARTS.get(tokens[i].low)
        or _FOREIGN.get(tokens[i].low)
        or {"d": 2.0, "q": 4.0}.get(tokens[i].low[0])
        or MULTIPLES.get(tokens[i].low, 3.0)
    )
    rule = "factor-of" if _of_that(tokens, i + 1) else "factor"
    return Mention(
        tokens[first].start, tokens[i].end, first, i + 1, value, value, unit="ratio", in_words=True, rule=rule
    )


_FOREIGN = {"dreifach": 3.0, "dreifache": 3.0, "vierfach": 4.0, "fünffach": 5.0, "zehnfach": 10.0, "quintuple": 5.0}


def _of_that(tokens: list[Token], i: int) -> bool:
    """ "twice that", "double the average"."""
    words = [t.low for t in tokens[i : i + 2]]
    return words[:1] in (["that"], ["avg"], ["average"], ["normal"], ["usual"], ["mean"], ["baseline"]) or (
        len(words) == 2 and words[0] == "the" and words[1] in ("average", "avg", "normal", "usual", "mean")
    )


def _low(tokens: list[Token], i: int) -> str:
    return tokens[i].low if i < len(tokens) else ""


def _times_a_period(tokens: list[Token], i: int) -> tuple[float, int, bool, bool] | None:
    """ "twice a day", "once per hour": a count."""
    if tokens[i].low not in ("once", "twice", "thrice") or i + 2 >= len(tokens):
        return None
    rate = tokens[i + 1].low in ("a", "per", "each", "every", "/") and tokens[i + 2].low in PERIODS
    return (MULTIPLES[tokens[i].low], i + 1, False, True) if rate else None


def _one_span(tokens: list[Token], i: int) -> tuple[float, int, bool, bool] | None:
    """ "keep it for a year", "a year and a half": one of a long time."""
    if (
        tokens[i].low not in ("a", "an", "one")
        or i + 1 >= len(tokens)
        or TIMES.get(tokens[i + 1].low, 0.0) < SECONDS["week"]
    ):
        return None
    half = [t.low for t in tokens[i + 2 : i + 5]] == ["and", "a", "half"]
    before = tokens[i - 1].low if i else ""
    if before in ("ttl", "retention", "expiry", ":", "=") and any(t.low in _KEEPS for t in tokens[max(0, i - 3) : i]):
        return 1.0, i + 1, False, True
    kept = any(t.low in _KEEPS for t in tokens[max(0, i - 8) : i])
    return (
        (1.5 if half else 1.0, i + 1, False, True)
        if half or (before in ("for", "after", "of", "is", "about") and kept)
        else None
    )


_KEEPS = frozenset(
    "keep kept keeps keeping retain retained retention store stored archive expire expires delete deleted ttl purge hold".split()
)


def _one_size(tokens: list[Token], i: int) -> tuple[float, int, bool, bool] | None:
    """ "a terabyte a month", "about a gig": one of a size."""
    if (
        tokens[i].low not in ("a", "an")
        or i + 1 >= len(tokens)
        or len(tokens[i + 1].low) < 3
        or tokens[i + 1].low not in SIZES
    ):
        return None
    vague = i > 0 and tokens[i - 1].low in (
        "about",
        "around",
        "roughly",
        "nearly",
        "almost",
        "~",
        "approximately",
        "under",
        "over",
    )
    period = (
        i + 3 < len(tokens) and tokens[i + 2].low in ("a", "per", "each", "every", "/") and tokens[i + 3].low in PERIODS
    )
    daily = i + 2 < len(tokens) and tokens[i + 2].low in PERIOD_WORDS
    return (1.0, i + 1, False, True) if vague or period or daily else None
