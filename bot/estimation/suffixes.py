"""The prefix and the unit right behind a number: "500krps", "100 KB", "3x", "5 M users"."""

from functools import lru_cache

from bot.estimation.mention import Mention
from bot.estimation.nouns import NOUNS, misspelt_scale
from bot.estimation.phrases import ADJECTIVES
from bot.estimation.spelled import BIG, STARTERS
from bot.estimation.tokens import NUMBER, SIGN, WORD, Token
from bot.estimation.units import BANDWIDTHS, PERIODS, RATES, SCALES, SIZES, TIMES


def take_suffix(tokens: list[Token], m: Mention) -> bool:
    """Prefixes and units right behind the number. False if what is glued to it is not known."""
    for _ in range(3):
        token = tokens[m.next] if m.next < len(tokens) else None
        if token is None:
            return True
        glued = token.start == m.end
        if _attached(tokens, m, token, glued):
            continue
        if _as_factor(tokens, m, token, glued) or _as_nines(tokens, m, token):
            return True
        if token.kind == WORD and token.low == "times" and not _operand_follows(tokens, m.next):
            return _times(tokens, m, token)
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


def _attached(tokens: list[Token], m: Mention, token: Token, glued: bool) -> bool:
    """ "10k+", "460ish", "Mrd.", "100-byte": what hangs on to the number and changes no unit; a unit may follow."""
    if not glued:
        return False
    if token.low == "+" and not _number_follows(tokens, m.next):
        m.bound = "min"
    elif token.low == "-" and token.kind == SIGN and _dashed(tokens, m):
        m.next += 1
        return True
    elif not (token.kind == WORD and token.low in ("ish", "odd")) and not (
        token.low == "." and m.scale >= 1e6 and tokens[m.next - 1].low in ("mrd", "mio", "mill", "mia", "bio")
    ):
        return False
    m.next, m.end = m.next + 1, token.end
    return True


def _as_factor(tokens: list[Token], m: Mention, token: Token, glued: bool) -> bool:
    """ "20%", "3×", "5-fold", "3-way replication"."""
    if token.low in _PERCENT:
        return _apply(m, token, "ratio", _PERCENT[token.low])
    if token.low == "×" and token.kind == SIGN and not _operand_follows(tokens, m.next):
        return _apply(m, token, "ratio", 1.0)
    if token.kind == WORD and token.low in FOLDS:
        return _apply(m, token, "ratio", 1.0)
    if token.low != "-" or not glued:
        return False
    following = _word_at(tokens, m.next + 1)
    way = following == "way" and _word_at(tokens, m.next + 2).startswith(("repl", "cop"))
    if following not in FOLDS and not way:
        return False
    m.next += 1
    return _apply(m, tokens[m.next], "ratio", 1.0)


_PERCENT = {"%": 0.01, "‰": 0.001, "percent": 0.01, "pct": 0.01, "prozent": 0.01}


def _as_nines(tokens: list[Token], m: Mention, token: Token) -> bool:
    """ "four nines", "3 9s"."""
    last = token
    if token.kind == NUMBER and token.text == "9" and m.next + 1 < len(tokens):
        last = tokens[m.next + 1]
        if last.low not in ("s", "'s", "’s") or last.start != token.end:
            return False
    elif token.low not in ("nines", "nine"):
        return False
    if not 0 < m.number < 12 or m.letter:
        return False
    m.value = m.number = 1 - 10**-m.number
    m.rule, m.next = "nines", m.next + (last is not token)
    return _apply(m, last, "ratio", 1.0)


_SHORT_NOUNS = frozenset(
    {"req", "reqs", "msg", "msgs", "ops", "rps", "qps", "tps", "users", "events", "writes", "reads"}
)
FOLDS = frozenset({"fach", "fache", "fachen", "faches", "fold", "fois"})


def _word_at(tokens: list[Token], i: int) -> str:
    return tokens[i].low if i < len(tokens) else ""


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
    if len(word) > 1 or word in "kKMBTGP":
        if word == "Mo":
            return _word_at(tokens, m.next + 1) in ("", "par", "/", "de", "pour", "par", ",", ".", "chacun", "chaque")
        return word not in ("an", "us", "mo", "ter", "pa")
    if word in "xX":
        return not _operand_follows(tokens, m.next)
    if word in "mb":
        following = tokens[m.next + 1].low if m.next + 1 < len(tokens) else ""
        return following in NOUNS or following in ADJECTIVES or following in ("/", "per", "")
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
        return "scale", SCALES[word], word if word in ("B", "b", "m", "T", "t", "K", "M", "P") and not scaled else None
    if word == "G":
        return "B", 1e9, "G"
    for table, unit in ((BANDWIDTHS, "B/s"), (SIZES, "B"), (TIMES, "s")):
        if low in table and len(low) > 1:
            return unit, table[low], None
    if low in SCALES and len(low) > 1:
        return "scale", SCALES[low], None
    if glued or (word[0] in "kKM" and low[1:] in _SHORT_NOUNS):
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
