"""Tokens to mentions: a number with its prefix, unit, noun and period, before anything is decided about it."""

from dataclasses import dataclass
from functools import lru_cache

from bot.estimation.metrics import SECONDS
from bot.estimation.nouns import NOUNS, OBJECT, PEOPLE, SERVER, SHARD, misspelt, misspelt_scale
from bot.estimation.spelled import BIG, MULTIPLES, PARTS, STARTERS, spelled
from bot.estimation.tokens import NUMBER, SIGN, WORD, Token
from bot.estimation.units import BANDWIDTHS, PERIOD_WORDS, PERIODS, RATES, SCALES, SIZES, TIMES

STOP = frozenset(
    """a an the per each every is are was were be so and or but then which that this it its they we i you he for from
    to in on at with by of as into onto than not no if when while because since until till after before over under
    about around roughly approx approximately means gives makes comes equals at most least x times divided multiplied
    plus minus also too only just will would can could should must may might has have had do does did if via using
    pro par por assuming given say thus hence therefore there where how what wait actually sorry though really maybe
    i'd we'd that's it's let's max min tops total ish or-so right ok okay and/or vs versus w w/ per-user need needs
    across within fits fit sits gets get goes go holds hold takes take becomes become stays stay und mit et avec y con""".split()
)
_ADJECTIVES = frozenset(
    """daily monthly weekly yearly hourly active concurrent peak average avg total registered online simultaneous
    unique paying new incoming outgoing write read sync app application web api db database cache redis kafka search
    metadata open live mobile global raw extra more additional chat payment media storage physical logical primary
    follower live small large big short long average-size registered different separate connected installed""".split()
)
_GAP = frozenset(
    """of in worth new data total raw extra additional more incoming outgoing written ingested produced generated
    stored added coming storage traffic logs content fresh growth disk all those video media and images text for
    metadata index metrics history events messages posts photos videos files uploads writes reads objects records
    blocks users it them this everything uploaded on""".split()
)


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
    implied: str | None = None  # the period that only the arithmetic gives


def number_at(tokens: list[Token], i: int) -> tuple[float, int, bool, bool] | None:
    """(value, next token, large, in words) of the number that starts at token i, or None."""
    token = tokens[i]
    if token.kind == NUMBER:
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
        if after < len(tokens) and tokens[after].low == "and" and after + 2 < len(tokens):
            joined = tokens[after + 1].low in ("a", "one", "half") and "half" in (
                tokens[after + 1].low,
                tokens[after + 2].low,
            )
            if joined:
                after += 2 if tokens[after + 1].low == "half" else 3
                value += 0.5
        return value, after, token.grouped, False
    if token.kind == WORD and token.low in STARTERS:
        found = spelled(tokens, i)
        return (*found, True) if found else None
    return None


def mention_at(tokens: list[Token], i: int) -> Mention | None:
    """The mention that starts at token i, or None. Glued letters that are no unit ("3rd", "2D") make it none."""
    if tokens[i].low in _FACTORS or (tokens[i].low == "twice" and _of_that(tokens, i + 1)):
        return _factor_word(tokens, i)
    found = number_at(tokens, i) or _times_a_period(tokens, i) or _one_size(tokens, i) or _one_span(tokens, i)
    if found is None:
        return None
    value, after, large, in_words = found
    m = Mention(tokens[i].start, tokens[after - 1].end, i, after, value, value, large=large, in_words=in_words)
    if not _suffix(tokens, m):
        return None
    take_unit(tokens, m)
    return m


_FACTORS = frozenset(
    "double doubled doubles triple tripled triples quadruple quadrupled twofold threefold fivefold tenfold".split()
)


def _factor_word(tokens: list[Token], i: int) -> Mention:
    """ "triple", "doubled": a factor in one word."""
    value = {"d": 2.0, "q": 4.0}.get(tokens[i].low[0]) or MULTIPLES.get(tokens[i].low, 3.0)
    rule = "factor-of" if _of_that(tokens, i + 1) else "factor"
    return Mention(tokens[i].start, tokens[i].end, i, i + 1, value, value, unit="ratio", in_words=True, rule=rule)


def _of_that(tokens: list[Token], i: int) -> bool:
    """ "twice that", "double the average"."""
    words = [t.low for t in tokens[i : i + 2]]
    return words[:1] == ["that"] or (
        len(words) == 2 and words[0] == "the" and words[1] in ("average", "avg", "normal", "usual", "mean")
    )


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


def take_unit(tokens: list[Token], m: Mention) -> None:
    """The noun and the period that follow the number and its unit."""
    if m.unit in (None, "count"):
        _noun(tokens, m)
    elif m.unit in ("B", "ratio") or m.second:
        _object(tokens, m)
    _periods(tokens, m)
    settle(m)


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


def _suffix(tokens: list[Token], m: Mention) -> bool:
    """Prefixes and units right behind the number. False if what is glued to it is not known."""
    for _ in range(3):
        token = tokens[m.next] if m.next < len(tokens) else None
        if token is None:
            return True
        glued = token.start == m.end
        if (
            token.kind == SIGN
            and token.low in ("%", "×", "‰")
            and not (token.low == "×" and _operand_follows(tokens, m.next))
        ):
            return _apply(m, token, "ratio", {"%": 0.01, "‰": 0.001}.get(token.low, 1.0))
        if token.kind == SIGN and token.low == "+" and glued and not _number_follows(tokens, m.next):
            m.bound = "min"
            m.next, m.end = m.next + 1, token.end
            continue
        if token.kind == SIGN and token.low == "-" and glued and _dashed(tokens, m):
            m.next += 1
            continue
        if token.kind == WORD and token.low in ("percent", "pct", "prozent"):
            return _apply(m, token, "ratio", 0.01)
        if token.kind == WORD and token.low == "times" and not _operand_follows(tokens, m.next):
            return _times(tokens, m, token)
        if token.kind == WORD and token.low in ("nines", "nine") and m.number < 12 and not m.letter:
            m.value = m.number = 1 - 10**-m.number
            m.rule = "nines"
            return _apply(m, token, "ratio", 1.0)
        if (
            token.low == "."
            and glued
            and m.scale >= 1e6
            and tokens[m.next - 1].low in ("mrd", "mio", "mill", "mia", "bio")
        ):
            m.next, m.end = m.next + 1, token.end
            return True
        if token.kind != WORD:
            return True
        meaning = _meaning(token.text, glued, m.scale > 1)
        if meaning is None:
            return not glued
        if not glued and not _may_stand_apart(tokens, m, token):
            return True
        if not _take(tokens, m, token, meaning):
            return True
    return True


def _times(tokens: list[Token], m: Mention, token: Token) -> bool:
    """ "4 times that" is a factor, "10 times a day" a count."""
    after = tokens[m.next + 1].low if m.next + 1 < len(tokens) else ""
    m.end, m.next = token.end, m.next + 1
    if after in ("a", "per", "each", "every", "/", "daily"):
        return True
    m.unit, m.rule = "ratio", "times"
    if after in ("that", "it", "this", "average", "avg", "as", "more", "the", "higher"):
        m.rule = ""
    return True


def _dashed(tokens: list[Token], m: Mention) -> bool:
    """ "100-byte", "5-year": a unit joined by a hyphen."""
    after = tokens[m.next + 1] if m.next + 1 < len(tokens) else None
    if after is None or after.kind != WORD or after.start != tokens[m.next].end or len(after.low) < 2:
        return False
    return after.low in SIZES or after.low in TIMES or after.low in BIG


def _take(tokens: list[Token], m: Mention, token: Token, meaning: tuple[str, float, str | None]) -> bool:
    """Apply one suffix; True if another may follow (a prefix before a unit)."""
    unit, factor, letter = meaning
    m.end, m.next = token.end, m.next + 1
    m.factor *= factor
    if unit == "scale":
        m.scale *= factor
        m.letter = letter
        m.large = m.large or factor >= 1000
        return not letter or letter in "mTKG"
    if unit == "noun":
        m.scale *= factor
        m.large = True
        m.noun, m.kind = token.low[1:], NOUNS.get(token.low[1:])
        m.words = (token.low[1:],)
        return False
    m.unit = unit
    m.letter = letter
    m.second = unit in ("B/s", "req/s")
    if unit == "s":
        m.noun = token.low
        if [t.low for t in tokens[m.next : m.next + 3]] == ["and", "a", "half"]:
            m.next, m.end = m.next + 3, tokens[m.next + 2].end
            m.number = m.value = m.number if m.in_words and m.number == 1.5 else m.number + 0.5
    return False


def _apply(m: Mention, token: Token, unit: str, factor: float) -> bool:
    m.unit, m.factor = unit, m.factor * factor
    m.end, m.next = token.end, m.next + 1
    return True


def _operand_follows(tokens: list[Token], i: int) -> bool:
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return after is not None and (
        after.kind == NUMBER or after.low == "(" or (after.low in STARTERS and after.low not in ("a", "an"))
    )


def _number_follows(tokens: list[Token], i: int) -> bool:
    return i + 1 < len(tokens) and tokens[i + 1].kind == NUMBER


def _may_stand_apart(tokens: list[Token], m: Mention, token: Token) -> bool:
    """Whether a short suffix after a space belongs to the number: "5 M", "2 x"; not "5 a", "3 x 4"."""
    word = token.text
    if token.start - m.end > 1 and "\n" in token.text:
        return False
    if len(word) > 1 or word in "kKMBTG":
        return not (word in ("an", "us", "mo", "ter", "Mo", "pa", "ops") and word != "ops")
    if word in "xX":
        return not _operand_follows(tokens, m.next)
    if word in "mb":
        following = tokens[m.next + 1].low if m.next + 1 < len(tokens) else ""
        return following in NOUNS or following in _ADJECTIVES or following in ("/", "per", "")
    return word in "shdy" and not m.in_words


@lru_cache(maxsize=4096)
def _meaning(word: str, glued: bool, scaled: bool) -> tuple[str, float, str | None] | None:
    """What a suffix is: (unit or "scale" or "noun", factor, ambiguous letter). Case is looked at first."""
    low = word.lower()
    if word in ("x", "X"):
        return "ratio", 1.0, None
    for table, unit in ((BANDWIDTHS, "B/s"), (SIZES, "B")):
        if word in table:
            return (unit, table[word], None) if not (scaled and word in ("tera", "peta")) else None
    if low in RATES:
        factor = RATES[low]
        return "req/s", factor, None
    if word in TIMES and word not in ("m", "mo"):
        return "s", TIMES[word], None
    if word in SCALES:
        return "scale", SCALES[word], word if word in ("B", "b", "m", "T", "t", "K", "M") and not scaled else None
    if word == "G":
        return "B", 1e9, "G"
    for table, unit in ((BANDWIDTHS, "B/s"), (SIZES, "B"), (TIMES, "s")):
        if low in table and len(low) > 1:
            return unit, table[low], None
    if low in SCALES and len(low) > 1:
        return "scale", SCALES[low], None
    if glued:
        return _glued(word, low)
    slip = misspelt_scale(low)
    return ("scale", slip, None) if slip else None


def _glued(word: str, low: str) -> tuple[str, float, str | None] | None:
    """ "krps", "Mreqs", "kusers": a prefix and more in one."""
    factor = {"k": 1e3, "m": 1e6, "b": 1e9}.get(low[:1])
    rest = low[1:]
    if factor and rest in RATES:
        return "req/s", factor * RATES[rest], None
    if factor and rest in NOUNS:
        return "noun", factor, None
    if low in ("times", "fold"):
        return "ratio", 1.0, None
    if low in PERIODS and low in TIMES:
        return "s", TIMES[low], None
    if low.endswith(("b", "bytes", "byte")) and low in SIZES:
        return "B", SIZES[low], None
    return None


def _noun(tokens: list[Token], m: Mention) -> None:
    """The noun phrase behind a bare number: up to four words, ending in what is counted."""
    i = m.next
    if i < len(tokens) and tokens[i].low == "of" and m.in_words:
        i += 1
        if i < len(tokens) and tokens[i].low == "the":
            i += 1
    words: list[str] = []
    head = -1
    while i < len(tokens) and len(words) < 4:
        token = tokens[i]
        if token.low == "-" and words and i + 1 < len(tokens) and tokens[i + 1].kind == WORD:
            i += 1
            continue
        if token.kind != WORD or (token.low in STOP and token.low not in NOUNS) or token.low in PARTS:
            break
        if token.low in PERIOD_WORDS and words and head >= 0:
            break
        words.append(token.low)
        kind = NOUNS.get(token.low) or (NOUNS.get(misspelt(token.low) or "") if m.large else None)
        if kind and token.low not in ("s",) and not (token.low in _ADJECTIVES and _noun_next(tokens, i + 1)):
            head = i
            m.kind, m.noun = kind, token.low if token.low in NOUNS else misspelt(token.low) or token.low
            m.words = tuple(words)
            if not _noun_next(tokens, i + 1):
                break
        elif head >= 0:
            break
        i += 1
    if head < 0:
        _unknown_noun(tokens, m, words)
        return
    m.unit = "users" if m.kind == PEOPLE else "count"
    m.next, m.end = head + 1, tokens[head].end
    if m.noun in RATES and len(m.noun) == 3:
        m.unit, m.second = "req/s", True


def _noun_next(tokens: list[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].kind == WORD and tokens[i].low in NOUNS


def _unknown_noun(tokens: list[Token], m: Mention, words: list[str]) -> None:
    """A plural that the table does not know, behind a large number or before a period: "15M trackers"."""
    found = []
    for word in words[:3]:
        found.append(word)
        if word in _ADJECTIVES or word in PERIOD_WORDS:
            continue
        if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
            m.noun, m.words = word, tuple(found)
            m.next += len(found)
            m.end = tokens[m.next - 1].end
            if m.unit is None and m.large:
                m.unit = "count"
        return
    m.words = tuple(found)


def _object(tokens: list[Token], m: Mention) -> None:
    """The word after a size or a factor, for its metric: "3x replication", "4 MiB blocks"."""
    token = tokens[m.next] if m.next < len(tokens) else None
    if token is not None and token.kind == WORD and token.low not in STOP and token.low not in PERIODS:
        m.words = (token.low,)
        m.kind = NOUNS.get(token.low)


def _periods(tokens: list[Token], m: Mention) -> None:
    """ "/user/day", "a second", "per day each", "daily", "of new data a year"."""
    i = m.next
    for _ in range(4):
        taken = _period_at(tokens, i, m)
        if taken is None:
            break
        i = taken
        m.next, m.end = i, tokens[i - 1].end
    if m.period is None and not m.second and m.unit not in ("s", "ratio"):
        _period_further(tokens, m)


def _period_at(tokens: list[Token], i: int, m: Mention) -> int | None:
    token = tokens[i] if i < len(tokens) else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if token is None:
        return None
    word = token.low
    if word in PERIOD_WORDS and m.period is None and (after is None or after.low not in ("active", "users", "actives")):
        m.period = PERIOD_WORDS[word]
        return i + 1
    if word in ("each", "apiece") and not (after and after.low in PERIODS and len(after.low) > 1):
        if after is not None and after.kind == WORD and after.low in NOUNS:
            m.each = share(after.low)
            return i + 2
        m.each = m.each or "each"
        return i + 1
    if after is None or after.kind != WORD:
        return None
    if word == "p" and after.low == "/":
        return None
    if word in ("/", "per", "pro", "par", "por", "al", "every", "each", "a", "an", "la"):
        sign = word in ("/", "per", "par", "pro", "por", "al")
        if after.low in PERIODS and (sign or len(after.low) > 2) and m.period is None:
            m.period = PERIODS[after.low]
            return i + 2
        if (
            (sign or word in ("a", "every", "each"))
            and after.low not in STOP
            and not (word == "a" and after.low in BIG)
        ):
            if after.low in PERIOD_WORDS or (word == "a" and after.low not in NOUNS):
                return None
            if after.low in SIZES or (after.low in TIMES and after.low not in NOUNS):
                return None
            m.each = share(after.low)
            return i + 2
    if word == "for" and after.low in ("every", "each", "one") and i + 2 < len(tokens) and tokens[i + 2].kind == WORD:
        m.each = share(tokens[i + 2].low)
        return i + 3
    if word in ("in", "within", "over") and after.low in ("a", "one", "any") and i + 2 < len(tokens):
        third = tokens[i + 2].low
        if third in PERIODS and len(third) > 2 and m.unit in ("count", "B", None) and m.period is None:
            m.period = PERIODS[third]
            return i + 3
    return None


def share(noun: str) -> str:
    """What a share is of: "per user", "per server", "per message"."""
    kind = NOUNS.get(noun)
    if noun in ("month", "node", "server", "cluster", "core", "cpu", "gpu", "disk", "drive", "primary", "db", "database",
                "redis", "postgres", "cassandra", "leader", "dc", "rack", "broker") or kind in (SERVER, SHARD):  # fmt: skip
        return "user" if noun in ("phone", "device") else "server"
    if noun in ("capita", "head", "dau", "user", "person") or kind == PEOPLE:
        return "user"
    return OBJECT


def _period_further(tokens: list[Token], m: Mention) -> None:
    """A period a few words on: "2 PB of new blocks a year"."""
    i = m.next
    if i >= len(tokens) or tokens[i].kind != WORD:
        return
    for step in range(5):
        token = tokens[i + step] if i + step < len(tokens) else None
        if token is None or token.kind not in (WORD, SIGN):
            return
        if token.low in PERIOD_WORDS and step:
            m.period = PERIOD_WORDS[token.low]
            return
        after = tokens[i + step + 1] if i + step + 1 < len(tokens) else None
        if token.low in ("a", "per", "every", "each", "/", "pro") and after is not None and after.kind == WORD:
            if after.low in PERIODS and (token.low in ("per", "/") or len(after.low) > 2):
                m.period = PERIODS[after.low]
            elif token.low == "per" and m.each is None:
                m.each = share(after.low)
            return
        after_of = step > 0 and tokens[i + step - 1].low == "of"
        if token.kind == SIGN or not (
            after_of or token.low in _GAP or token.low in NOUNS or (step == 0 and token.low not in STOP)
        ):
            return


def multiple_at(token: Token) -> float | None:
    """ "twice", "double", "triple": a factor in one word."""
    return MULTIPLES.get(token.low) if token.kind == WORD else None
