"""The phrase that stands before a number, as lists, tables and clauses have it: "stored per month", "qps/server".

It begins where a line, a cell or a clause begins and ends at a separator or at the number itself. What it says of the
number is told in bot/estimation/labels.py.
"""

import re
from dataclasses import dataclass, field, replace

from bot.estimation import cues
from bot.estimation.cues import FLAGS
from bot.estimation.mention import Mention
from bot.estimation.nouns import NOUNS
from bot.estimation.phrases import share
from bot.estimation.tokens import LINE, NUMBER, WORD, Token
from bot.estimation.units import PERIOD_WORDS, PERIODS

_SEPARATORS = frozenset({":", "=", "|", "-", "–", "—", "...", "..", "→", "->", "=>", "\t", ".", "≈"})
_WEAK = frozenset({"~", "≈", ">", "<", "≥", "≤", ">=", "<=", "about", "around", "approx", "roughly", "ca", "circa", "maybe", "`",
                   "*", "(", "like", "say", "+", "@", "_", "at"})  # fmt: skip
_CELL = frozenset({"|", ";", ",", "•", "●", "·", "►", "*", "→", "=>", "⇒", "#", ">", "{", "[", "```", "`"})
_FILL = frozenset(
    """the a an our my their of in on for to at by is are was be will that so then and with w each new expected estimated
    est approx total avg average mean max min number num no count nr amount n how many our raw all time times let's lets
    say now plus also assume assuming target goal need needs needed i we want it's its typical usual current one single
    full de du des del la le les der die das facteur faktor factor multiplier wert full per x as data volume level rate size incoming outgoing""".split()
)
_VERBS = frozenset("get gets got so put puts goes comes within under for over up".split())
_OPEN = frozenset("over on to for by in with under per via using from".split())
_LONGEST = 9  # words of a label


@dataclass(frozen=True, slots=True)
class Phrase:
    """A label's words with what they mean: flags, the period, what a share is of, and whether a separator ended it."""

    words: tuple[str, ...]
    flags: int
    period: str | None
    share: str | None
    kinds: frozenset[str]
    parted: bool
    factor: bool = False
    of: str = ""

    def has(self, *words: str) -> bool:
        return any(word in self.words for word in words)


def question_before(tokens: list[Token], m: Mention) -> Phrase | None:
    """A quoted question in the line before: "> how big is one msg?" """
    i = m.first - 1
    while i >= 0 and tokens[i].low in _WEAK:
        i -= 1
    if i < 1 or tokens[i].kind != LINE or tokens[i - 1].low != "?":
        return None
    found = _phrase_at(tokens, i - 2, True)
    if found is not None and "big" in found.words:
        return replace(found, words=(*found.words, "size"), flags=found.flags | cues.SIZE)
    return found


def phrase_before(tokens: list[Token], m: Mention, floor: int = 0, linked: bool = False) -> Phrase | None:
    """The label phrase right before a number; None where the words before it are a sentence and no label."""
    if follows_a_sign(tokens, m) and m.first > 1 and tokens[m.first - 2].kind == WORD:
        return None
    i, parted = _separator(tokens, m)
    return _phrase_at(tokens, i, parted, floor, linked)


def assigned(tokens: list[Token], m: Mention) -> Phrase | None:
    """The left side of "peak = qps * 5": the label of what arithmetic on names comes to."""
    for i in range(m.first - 1, max(-1, m.first - 12), -1):
        if tokens[i].kind == LINE:
            return None
        if tokens[i].low in ("=", ":"):
            return _phrase_at(tokens, i - 1, True)
    return None


def _phrase_at(tokens: list[Token], i: int, parted: bool, floor: int = 0, linked: bool = False) -> Phrase | None:
    words: list[Token] = []
    depth = 0
    while i >= 0 and len(words) <= 2 * _LONGEST:
        token = tokens[i]
        if token.low == ")":
            floor = 0
            if "(" not in [t.low for t in tokens[max(0, i - 14) : i]]:
                break
            depth += 1
        elif token.low == "(":
            if not depth:
                break
            depth -= 1
        elif not depth:
            if token.kind == LINE or _ends_label(tokens, i):
                break
            if linked and i < floor:
                return None  # the words of the number that this one comes from
            if token.kind == NUMBER and not (parted and _is_factor(tokens, i)):
                if parted and floor > i and not linked:
                    words = words[: len(words) - (floor - i - 1)]
                    break
                return None
        words.append(token)
        i -= 1
    else:
        if i >= 0:
            return None
    phrase = _phrase(words[::-1], parted)
    if (
        phrase is None
        or len(phrase.words) > _LONGEST
        or (not parted and phrase.words[-1:] and phrase.words[-1] in _OPEN)
    ):
        return None
    if not parted and not all(
        w in FLAGS or w in NOUNS or w in _FILL or w in PERIODS or w in PERIOD_WORDS for w in phrase.words
    ):
        return None
    return phrase


def _separator(tokens: list[Token], m: Mention) -> tuple[int, bool]:
    """The last token of the label and whether a separator stands between it and the number."""
    i, parted, end = m.first - 1, False, m.start
    while i >= 0:
        token = tokens[i]
        low = token.low
        gap = end - token.end
        if (gap >= 2 and token.kind == WORD) or (gap >= 2 and token.low in (")", "×")):
            return i, True
        if low in _SEPARATORS and token.kind != WORD:
            spaced = token.start > (tokens[i - 1].end if i else 0) or token.end < end
            if low in ("-", "–", "—", ".") and not spaced:
                break
            parted = True
        elif low not in _WEAK and not (low == "is" or low == "are"):
            break
        elif low in ("is", "are"):
            parted = True
        end = token.start
        i -= 1
    return i, parted


def _ends_label(tokens: list[Token], i: int) -> bool:
    low = tokens[i].low
    if low in _CELL:
        return True
    if low == "/" and i and tokens[i - 1].end < tokens[i].start and tokens[i + 1].start > tokens[i].end:
        return True  # "avg write 460 / peak write 1400"
    if low in (".", "?", "!", ":") and (i + 1 >= len(tokens) or tokens[i + 1].start > tokens[i].end):
        return True
    if low in ("-", "–", "—"):  # a bullet at the start of a line
        return i == 0 or tokens[i - 1].kind == LINE
    return low == "." and (i == 0 or tokens[i - 1].kind == LINE)


def _is_factor(tokens: list[Token], i: int) -> bool:
    if i and tokens[i - 1].low in ("rf", "replication", "x"):
        return True
    return i + 1 < len(tokens) and tokens[i + 1].low in _FACTOR_UNITS


_FACTOR_UNITS = frozenset({"×", "x", "copies", "replicas", "y", "yr", "yrs", "years", "days"})


def _phrase(words: list[Token], parted: bool) -> Phrase | None:
    told = _Told()
    items = _items(words)
    n = 0
    while n < len(items):
        n += _ratio(told, items, n) or _per(told, items, n) or _single(told, items, n)
    if not told.words and told.period is None:
        return None
    if {"qps", "rps", "tps"} & set(told.words):
        told.flags |= cues.WRITE * ("w" in told.words) | cues.READ * ("r" in told.words)
    return Phrase(
        tuple(told.words), told.flags, told.period, told.share, frozenset(told.kinds), parted, told.factor, told.of
    )


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class _Told:
    """What the words of a phrase have said so far."""

    words: list[str] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    flags: int = 0
    period: str | None = None
    share: str | None = None
    of: str = ""
    factor: bool = False


_NUMBER = "0"  # stands for any number among the items of a phrase
_SIDES = ("w", "writes", "write", "r", "reads", "read")


def _items(words: list[Token]) -> list[str]:
    """The words and signs in lower case, identifiers taken apart: "daily_writes" and "peakFactor" are two words."""
    found: list[str] = []
    for token in words:
        if token.kind == NUMBER:
            found.append(_NUMBER)
        elif "_" in token.low:
            found += [part for part in token.low.split("_") if part]
        elif token.kind == WORD and _CAMEL.search(token.text):
            found += _CAMEL.sub(r"\1 \2", token.text).lower().split()
        else:
            found.append(token.low)
    return found


_CAMEL = re.compile(r"([a-z])([A-Z])")


def _ratio(told: _Told, items: list[str], n: int) -> int:
    """ "read/write", "r:w", "reads per write"."""
    following = items[n + 1] if n + 1 < len(items) else ""
    if items[n] not in ("/", ":", "to", "per") or following not in _SIDES or not told.words:
        return 0
    before = told.words[-1][:1]
    told.words += [items[n], following]
    told.flags |= cues.RATIO * (before in "rwv" and before != following[0])
    return 2


def _per(told: _Told, items: list[str], n: int) -> int:
    """ "per day", "/user", "each month"."""
    low, following = items[n], items[n + 1] if n + 1 < len(items) else ""
    if low in _PER and following in PERIODS and (low in ("/", "per") or len(following) > 2):
        told.period = told.period or PERIODS[following]
        return 2
    if low in ("/", "per", "each", "every") and following[:1].isalpha():
        told.share, told.of = share(following), following
        told.words.append(low)
        return 2
    return 0


_PER = ("/", "per", "a", "each", "every", "p", "pro", "par", "por")
_SPANS = ("y", "yr", "yrs", "years", "d", "days", "jahre", "ans")


def _single(told: _Told, items: list[str], n: int) -> int:
    low = items[n]
    if low == _NUMBER and n + 1 < len(items) and items[n + 1] in _SPANS:
        told.flags |= cues.TOTAL  # "5 years, 2 copies": of all that time
        return 2
    if low in PERIOD_WORDS:
        told.period = told.period or PERIOD_WORDS[low]
    if low in (_NUMBER, "x", "×"):
        told.factor = True
    if low[0].isalpha():
        flag = FLAGS.get(low, 0) if low not in _VERBS else 0
        told.flags |= flag
        if low in NOUNS and not flag & cues.RATE and low not in _VERBS:
            told.kinds.add(NOUNS[low])
        told.words.append(low)
    return 1


def follows_a_sign(tokens: list[Token], m: Mention) -> bool:
    return m.first > 0 and tokens[m.first - 1].low in ("*", "×", "/", "÷", "+")
