"""The noun phrase and the period behind a number: "25 sync servers", "messages per user per day", "of new data a year"."""

from bot.estimation.mention import Mention, settle
from bot.estimation.nouns import EVENT, NOUNS, OBJECT, PEOPLE, PUSH, READ, SERVER, SHARD, WRITE, misspelt
from bot.estimation.spelled import BIG, PARTS
from bot.estimation.tokens import OPAQUE, SIGN, WORD, Token
from bot.estimation.units import PERIOD_WORDS, PERIODS, RATES, SIZES, TIMES

STOP = frozenset(
    """a an the per each every is are was were be so and or but then which that this it its they we i you he for from
    to in on at with by of as into onto than not no if when while because since until till after before over under
    about around roughly approx approximately means gives makes comes equals at most least x times divided multiplied
    plus minus also too only just will would can could should must may might has have had do does did if via using
    pro par por assuming given say thus hence therefore there where how what wait actually sorry though really maybe
    i'd we'd that's it's let's max min tops total ish or-so right ok okay and/or vs versus w w/ per-user need needs
    across within fits fit sits gets get goes go holds hold takes take becomes become stays stay und mit et avec y
    con""".split()
)
ADJECTIVES = frozenset(
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


def take_unit(tokens: list[Token], m: Mention) -> None:
    """The noun and the period that follow the number and its unit."""
    if m.unit in (None, "count"):
        _noun(tokens, m)
    elif m.unit in ("B", "ratio") or m.second:
        _object(tokens, m)
    if not (m.in_words and m.number < 1 and not m.large and m.unit is None):  # "a fifth of the daily links"
        _periods(tokens, m)
    _after_rate(tokens, m)
    settle(m)


def _after_rate(tokens: list[Token], m: Mention) -> None:
    """ "72/s writes", "7k rps reads": the noun behind the period or the unit."""
    token = tokens[m.next] if m.next < len(tokens) else None
    if token is None or m.kind is not None or m.noun or m.unit in ("B", "s", "ratio", "B/s"):
        return
    if not (m.second or m.period in ("second", "minute", "hour")) or not token.low.endswith("s"):
        return
    kind = NOUNS.get(token.low)
    if kind in (WRITE, READ, PUSH):
        m.kind, m.noun, m.words = kind, token.low, (token.low,)
        m.next, m.end = m.next + 1, token.end


def _noun(tokens: list[Token], m: Mention) -> None:
    """The noun phrase behind a bare number: up to four words, ending in what is counted."""
    i = m.next
    letter = _LETTERS.get(tokens[i].low) if i + 2 < len(tokens) and tokens[i + 1].low in ("/", "per") else None
    if letter is not None and PERIODS.get(tokens[i + 2].low) in ("second", "minute", "hour"):
        m.noun, m.kind = letter
        m.unit, m.words, m.next, m.end = "count", (m.noun,), i + 1, tokens[i].end
        return  # "1.2k w/s"
    if i < len(tokens) and tokens[i].low == "of" and m.in_words and (m.large or m.number >= 1):
        i += 1
        if i < len(tokens) and tokens[i].low == "the":
            i += 1
    words: list[str] = []
    head = -1
    while i < len(tokens) and len(words) < 4:
        token = tokens[i]
        if token.kind == OPAQUE and not words and i == m.next and m.number > 1:
            i += 1
            continue  # "two dozen c5.2xlarge servers"
        if token.low == "-" and words and i + 1 < len(tokens) and tokens[i + 1].kind == WORD:
            i += 1
            continue
        if token.kind != WORD or (token.low in STOP and token.low not in NOUNS) or token.low in PARTS:
            break
        if token.low in PERIOD_WORDS and words and head >= 0:
            break
        words.append(token.low)
        kind = NOUNS.get(token.low) or (NOUNS.get(misspelt(token.low) or "") if m.large else None)
        if kind and token.low not in ("s",) and not (token.low in ADJECTIVES and _noun_next(tokens, i + 1)):
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


_LETTERS = {"w": ("writes", WRITE), "r": ("reads", READ), "q": ("queries", EVENT), "req": ("requests", EVENT)}


def _noun_next(tokens: list[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].kind == WORD and tokens[i].low in NOUNS


def _unknown_noun(tokens: list[Token], m: Mention, words: list[str]) -> None:
    """A plural that the table does not know, behind a large number or before a period: "15M trackers"."""
    found = []
    for word in words[:3]:
        found.append(word)
        if word in ADJECTIVES or word in PERIOD_WORDS:
            continue
        if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
            m.noun, m.words = word, tuple(found)
            m.next += len(found)
            m.end = tokens[m.next - 1].end
            if m.unit is None and m.large:
                m.unit = "count"
            return
        break
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
    if word == "p" and after is not None and [t.low for t in tokens[i + 1 : i + 3]] == [".", "a"] and m.period is None:
        m.period = "year"
        return i + 4 if i + 3 < len(tokens) and tokens[i + 3].low == "." else i + 3
    if word in ("each", "apiece") and not (after and after.low in PERIODS and len(after.low) > 1):
        acts = after is not None and after.low.endswith("s") and NOUNS.get(after.low) in (WRITE, READ)
        if after is not None and after.kind == WORD and after.low in NOUNS and not acts:
            m.each = share(after.low)
            return i + 2
        m.each = m.each or "each"
        return i + 1
    if after is None or after.kind != WORD:
        return None
    if word == "p" and after.low == "/":
        return None
    if word in ("/", "per", "pro", "par", "por", "al", "je", "cada", "every", "each", "a", "an", "la"):
        sign = word in ("/", "per", "par", "pro", "por", "al", "je", "cada")
        if word == "/" and after.low in _NEXT and i and tokens[i - 1].end < token.start:
            return None  # "read QPS 80k / write QPS 800"
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
            further = tokens[i + 2] if i + 2 < len(tokens) else None
            if further is not None and after.low in ADJECTIVES and further.low in NOUNS:
                m.each = share(further.low)
                return i + 3
            m.each = share(after.low) if after.low not in _OF_A_VIEW else "view"
            return i + 2
    if word == "by" and after.low in PERIODS and len(after.low) > 2 and m.period is None:
        m.period = PERIODS[after.low]  # "11 574 clicks by second", as many who write a second language say it
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


_NEXT = frozenset({"read", "write", "reads", "writes", "peak", "avg", "average"})
_OF_A_VIEW = frozenset("page screen batch slide scroll tab column".split())


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
            elif token.low == "a" and step > 0 and tokens[i + step - 1].low == "of":
                continue  # "2,300 views of a map per second"
            return
        back = 1 + (step > 1 and tokens[i + step - 1].low in ("a", "the", "one"))
        after_of = step > 0 and tokens[i + step - back].low == "of"
        if token.kind == SIGN or not (
            after_of or token.low in _GAP or token.low in NOUNS or (step == 0 and token.low not in STOP)
        ):
            return
