"""Labels: the phrase that stands before a number and says what it is, as lists and tables have them.

"msg size - 100B", "stored per month | 60 TB", "Nodes ........ 1500", "qps/server: 400", "DAU = 9M", "peak 1.4k". A label
begins where a line, a cell or a clause begins and ends at a separator or at the number itself. It is read as a phrase:
what it counts, per what, how often, on which side. The phrase, not one of its words, names the metric.
"""

from dataclasses import dataclass, replace

from bot.estimation import cues
from bot.estimation.cues import FLAGS
from bot.estimation.mention import Mention
from bot.estimation.metrics import METRICS
from bot.estimation.nouns import FOLLOWER, NOUNS, PEOPLE, PUSH, READ, SERVER, SHARD, WRITE
from bot.estimation.phrases import share
from bot.estimation.tokens import LINE, NUMBER, WORD, Token
from bot.estimation.units import PERIOD_WORDS, PERIODS

_SEPARATORS = frozenset({":", "=", "|", "-", "–", "—", "...", "..", "→", "->", "=>", "\t", ".", "≈"})
_WEAK = frozenset({"~", "≈", ">", "<", "≥", "≤", ">=", "<=", "about", "around", "approx", "roughly", "ca", "circa", "maybe", "`",
                   "*", "(", "like", "say", "+", "@", "_", "at"})  # fmt: skip
_CELL = frozenset({"|", ";", ",", "•", "●", "·", "►", "*", "→", "=>", "⇒", "#", "►", ">", "{", "[", "```", "`"})
_FILL = frozenset(
    """the a an our my their of in on for to at by is are was be will that so then and with w each new expected estimated
    est approx total avg average mean max min number num no count nr amount n how many our raw all time times let's lets
    say now plus also assume assuming target goal need needs needed i we want it's its typical usual current one single
    full per x as data volume level rate size incoming outgoing""".split()
)
_VERBS = frozenset("get gets got so put puts goes comes within under for over up".split())
_OPEN = frozenset("over on to for by in with under per via using from".split())
_LONGEST = 9  # words of a label
_EVENTS = cues.READ | cues.WRITE | cues.RATE | cues.REQUEST | cues.COUNT
_FAST = ("second", "minute", "hour")
_STORED = {"day": "daily_storage", "month": "monthly_storage", "year": "yearly_storage"}


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says of its number: the metric, the unit that a bare number then has, and the period."""

    metric: str
    unit: str
    period: str | None


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


def labels(tokens: list[Token], mentions: list[Mention]) -> list[Label | None]:
    """The label of each mention, or None. The label of written-out arithmetic is that of its result."""
    phrases: list[Phrase | None] = []
    floor = 0
    for n, m in enumerate(mentions):
        linked = n > 0 and m.group == mentions[n - 1].group
        phrases.append(phrase_before(tokens, m, floor, linked) or _question(tokens, m))
        floor = m.next
    for n, m in enumerate(mentions):
        phrase = phrases[n]
        if phrase is not None and phrase.parted and m.operand and not m.result:
            last = _result_of(mentions, n)
            if last is not None and phrases[last] is None:
                phrases[last] = phrase
            phrases[n] = None
            m.passed = last is not None
        if m.instead is not None and phrase is None:
            phrases[n] = phrases[mentions.index(m.instead)]
        if m.result and phrases[n] is None and not m.computed:
            head = _head(mentions, n)
            phrases[n] = _assigned(tokens, head) if head is not m and _follows_a_sign(tokens, head) else None
    return [_label(phrase, m) for phrase, m in zip(phrases, mentions, strict=True)]


def _head(mentions: list[Mention], n: int) -> Mention:
    first = n
    while first > 0 and mentions[first - 1].group == mentions[n].group:
        first -= 1
    return mentions[first]


def _follows_a_sign(tokens: list[Token], m: Mention) -> bool:
    return m.first > 0 and tokens[m.first - 1].low in ("*", "×", "/", "÷", "+")


def _result_of(mentions: list[Mention], n: int) -> int | None:
    """The last stated result of the arithmetic that a number stands in."""
    last = None
    for k in range(n + 1, min(len(mentions), n + 12)):
        if mentions[k].group != mentions[n].group:
            break
        if mentions[k].computed:
            last = k
            break
    return last


def _label(phrase: Phrase | None, m: Mention) -> Label | None:
    if phrase is None or not (phrase.words in (("r",), ("w",)) or phrase.flags or phrase.kinds or phrase.period or phrase.share):
        return None
    metric = _named(phrase, m)
    return None if metric is None else Label(metric, METRICS[metric].unit, phrase.period)


def _question(tokens: list[Token], m: Mention) -> Phrase | None:
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
    if _follows_a_sign(tokens, m) and m.first > 1 and tokens[m.first - 2].kind == WORD:
        return None
    i, parted = _separator(tokens, m)
    return _phrase_at(tokens, i, parted, floor, linked)


def _assigned(tokens: list[Token], m: Mention) -> Phrase | None:
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
    phrase = _phrase(tokens, words[::-1], parted)
    if phrase is None or len(phrase.words) > _LONGEST or (not parted and phrase.words[-1:] and phrase.words[-1] in _OPEN):
        return None
    if not parted and not all(w in FLAGS or w in NOUNS or w in _FILL or w in PERIODS or w in PERIOD_WORDS for w in phrase.words):
        return None
    return phrase


def _separator(tokens: list[Token], m: Mention) -> tuple[int, bool]:
    """The last token of the label and whether a separator stands between it and the number."""
    i, parted, end = m.first - 1, False, m.start
    while i >= 0:
        token = tokens[i]
        low = token.low
        gap = end - token.end
        if gap >= 2 and token.kind == WORD or (gap >= 2 and token.low in (")", "×")):
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
    if low in (".", "?", "!", ":") and (i + 1 >= len(tokens) or tokens[i + 1].start > tokens[i].end):
        return True
    if low in ("-", "–", "—"):  # a bullet at the start of a line
        return i == 0 or tokens[i - 1].kind == LINE
    return low == "." and (i == 0 or tokens[i - 1].kind == LINE)


def _is_factor(tokens: list[Token], i: int) -> bool:
    if i and tokens[i - 1].low in ("rf", "replication", "x"):
        return True
    return i + 1 < len(tokens) and tokens[i + 1].low in ("×", "x", "copies", "replicas", "y", "yr", "yrs", "years", "days", "k")


def _phrase(tokens: list[Token], words: list[Token], parted: bool) -> Phrase | None:
    flags, period, of, factor = 0, None, None, False
    kinds: set[str] = set()
    kept: list[str] = []
    n = 0
    shared = ""
    while n < len(words):
        token, low = words[n], words[n].low
        following = words[n + 1].low if n + 1 < len(words) else ""
        if low in ("/", ":") and following in ("w", "writes", "write") and kept[-1:] and kept[-1][0] in "rv":
            kept += [low, following]
            flags |= cues.RATIO
            n += 2
            continue
        if low in ("/", "per", "a", "each", "every", "p", "pro", "par", "por") and following in PERIODS and (low in "/per" or len(following) > 2):
            period = period or PERIODS[following]
            n += 2
            continue
        if low in ("/", "per", "each", "every") and following and following not in ("write", "writes", "w", "read", "reads", "r"):
            of, shared = share(following), following
            kept.append(low)
            n += 2
            continue
        if low in ("/", ":", "to", "per") and following in ("write", "writes", "w", "read", "reads", "r") and kept:
            kept += [low, following]
            flags |= cues.RATIO if kept[-3][:1] in "rwv" else 0
            n += 2
            continue
        if low in PERIOD_WORDS:
            period = period or PERIOD_WORDS[low]
        if token.kind == NUMBER or low in ("x", "×"):
            factor = True
        if token.kind == WORD or low in ("r/w",):
            flag = FLAGS.get(low, 0) if low not in _VERBS else 0
            flags |= flag
            if low in NOUNS and not flag & cues.RATE and low not in _VERBS:
                kinds.add(NOUNS[low])
            kept.append(low)
        n += 1
    if not kept and period is None:
        return None
    return Phrase(tuple(kept), flags, period, of, frozenset(kinds), parted, factor, shared)


def _named(p: Phrase, m: Mention) -> str | None:
    """The metric that a label gives to a number of this unit, or None where it says nothing."""
    if p.flags & (cues.TALK & ~cues.FLAGS.get("minute", 0)) == p.flags != 0:
        return None
    match m.unit:
        case "B":
            return _volume(p, m)
        case "B/s":
            return _flow(p)
        case "s":
            return _span(p)
        case "ratio":
            return _factor(p, m)
        case "req/s":
            if m.each in ("server", "user"):
                return None
            if p.words in (("r",), ("w",)):
                return "read_qps" if p.words[0] == "r" else "write_qps"
            if m.kind in (READ, WRITE) and not p.parted and not p.flags & cues.PEAK:
                return None  # its own noun says more
            return _rate(p, m) if not p.share else "qps_per_server" if p.share == "server" else None
        case "users":
            return _people(p) if m.noun not in ("dau", "mau") and not m.period else None
        case None:
            return _bare(p, m)
        case _:
            return _counted(p, m)


def _bare(p: Phrase, m: Mention) -> str | None:
    """A number without a unit: a ratio, a count or a rate; never bytes, unless its letter may mean them."""
    if m.operand and not m.result and m.letter != "B":
        return None
    if p.has("qps", "rps", "tps", "iops") and p.share == "server":
        return "qps_per_server"
    if p.has("bytes") and p.share and p.share not in ("user", "server"):
        return "object_size"
    if p.words[:1] in (("r", ), ("w", )) and len(p.words) == 1 and (m.large or m.number >= 10):
        return "read_qps" if p.words[0] == "r" else "write_qps"
    if p.words in (("r", "/", "w"), ("r", ":", "w"), ("rw",)):
        return "read_write_ratio"
    if m.letter in ("B", "T", "t", "G", "P", "M", "K", "b"):
        if (p.flags & (cues.STORAGE | cues.CACHE | cues.SIZE) or p.share == "server") and not p.kinds & {PEOPLE} and not p.flags & cues.RATE:
            volume = _volume(p, m)
            one = p.flags & cues.SIZE and not p.period and not p.share and m.letter == "B" and m.number == int(m.number)
            if one and not m.noun and not p.flags & (cues.USERS | cues.RATE | cues.STORAGE | cues.CACHE | cues.TOTAL | cues.COUNT):
                return "object_size"
            sized = p.has("size", "payload", "bytes") or p.flags & (cues.STORAGE | cues.CACHE) or m.letter != "B" or m.number > 31
            if volume and sized and not (p.kinds and p.period and not p.flags & cues.STORAGE):
                return volume
    if not m.large:
        factor = _factor(p, m)
        if factor and m.period is None:
            return factor
    return _counted(p, m)


def _factor(p: Phrase, m: Mention) -> str | None:
    share_like = m.unit == "ratio" and m.factor < 0.5 or m.number < 1 or p.has("%", "percent", "pct", "share", "fraction")
    if p.flags & cues.HIT and not p.period and (share_like or p.has("ratio", "rate")) and m.number <= 100:
        return "hit_ratio"
    if p.flags & cues.UPTIME and not p.period:
        return "availability"
    if p.flags & cues.CACHE and share_like and not p.flags & cues.PEAK:
        return "cache_ratio"
    if p.has("hot", "hottest") and share_like:
        return "cache_ratio"
    if p.flags & cues.COPY and not p.period:
        return "replication_factor"
    if p.flags & cues.PEAK and (m.unit == "ratio" or (m.number <= 20 and p.parted)) and not p.period and not p.has("qps", "rps", "tps"):
        return "peak_factor"
    if p.flags & cues.RATIO and not p.flags & (cues.CACHE | cues.PEAK):
        return "read_write_ratio"
    if p.flags & cues.FAN and not p.period and not p.flags & cues.RATE and not share_like:
        return "fanout"
    if p.flags & cues.READ and (p.flags & cues.WRITE or m.unit == "ratio") and not p.period and (m.unit == "ratio" or p.parted):
        return "read_write_ratio"
    return None


def _counted(p: Phrase, m: Mention) -> str | None:
    period = m.period or p.period
    if m.each and m.each != "each":
        return None
    if p.flags & cues.FAN and not period and not p.flags & cues.RATE and not p.share:
        return "fanout" if m.kind in (None, FOLLOWER, PUSH) else None
    if p.share == "server":
        return "qps_per_server" if p.flags & _EVENTS or m.unit == "req/s" else None
    if p.share == "user":
        return "actions_per_user" if m.kind is None else None
    if p.share is not None and p.share != "server":
        if p.flags & cues.FAN or FOLLOWER in p.kinds:
            return "fanout"
        return "read_write_ratio" if p.flags & cues.READ and m.unit is None else None
    if m.kind not in (None, SERVER, SHARD, PEOPLE):
        return _rate(p, m) if m.unit == "req/s" else None
    if p.flags & (cues.USERS | cues.CONCURRENT) or PEOPLE in p.kinds:
        return _people(p)
    if p.flags & cues.SHARDS:
        return "shards" if p.parted and not period else None
    if p.flags & cues.SERVERS or SERVER in p.kinds:
        return "servers" if p.parted and not period and not p.flags & cues.CACHE else None
    if p.flags & cues.CACHE or p.flags & cues.SIZE and p.has("size", "payload"):
        return None
    if period == "day":
        return "reads_per_day" if _reads(p) else "events_per_day" if p.flags & _EVENTS or p.kinds else None
    if period == "month":
        return "events_per_month" if p.flags & _EVENTS or p.kinds else None
    if period in _FAST or p.flags & (cues.RATE | cues.PEAK) or m.unit == "req/s" or p.has("writes", "reads", "write", "read"):
        return _rate(p, m)
    return None


def _people(p: Phrase) -> str | None:
    if not p.flags & (cues.USERS | cues.CONCURRENT | cues.DAILY | cues.MONTHLY) and PEOPLE not in p.kinds:
        return None
    if p.share or (p.flags & _EVENTS and p.period):
        return None
    if p.flags & cues.CONCURRENT:
        return "concurrent_users"
    if p.flags & cues.MONTHLY or p.period == "month":
        return "mau"
    if p.flags & cues.DAILY or p.period == "day":
        return "dau"
    return "users" if p.parted or len(p.words) < 3 else None


def _reads(p: Phrase) -> bool:
    return bool(p.flags & cues.READ) and not p.flags & cues.WRITE or (bool(p.kinds) and p.kinds <= {READ})


def _rate(p: Phrase, m: Mention) -> str | None:
    if p.period in ("day", "week", "month", "year") or not (p.flags & (_EVENTS | cues.PEAK | cues.FAN) or p.kinds):
        return None
    if p.flags & cues.FAN or PUSH in p.kinds:
        return "fanout_qps"
    read, write = _side(p, m)
    peak = p.flags & cues.PEAK and not p.flags & cues.AVERAGE
    if not peak and not m.large and m.unit is None and not m.period and m.number < 10 and not p.parted:
        return None
    side = "read" if read and not write else "write" if write and not read else ""
    return "_".join(part for part in ("peak" if peak else "", side, "qps") if part)


def _side(p: Phrase, m: Mention) -> tuple[bool, bool]:
    if m.kind in (READ, WRITE):
        return m.kind == READ, m.kind == WRITE
    read = bool(p.flags & cues.READ) or p.kinds == {READ} or m.kind == READ
    write = bool(p.flags & cues.WRITE) or p.kinds == {WRITE} or m.kind == WRITE or p.flags & cues.IN and not p.flags & cues.OUT
    if p.flags & cues.OUT and not p.flags & cues.IN and not write:
        read = True
    if read and write and p.words[-1:] and FLAGS.get(p.words[-1], 0) & (cues.READ | cues.WRITE):
        last = FLAGS[p.words[-1]]
        return bool(last & cues.READ) and not last & cues.WRITE, bool(last & cues.WRITE)
    return read, bool(write)


def _volume(p: Phrase, m: Mention) -> str | None:
    period = m.period or p.period
    period = period or ("day" if p.flags & cues.DAILY else "month" if p.flags & cues.MONTHLY else "year" if p.flags & cues.YEARLY else None)
    if m.each:
        return None
    if p.share == "server" or ((p.flags & cues.SHARDS or p.flags & cues.SERVERS or p.has("node", "disk", "shard", "server"))
                               and p.has("size", "capacity", "disk", "holds", "per")):  # fmt: skip
        return "node_capacity" if not p.flags & cues.CACHE else "cache_memory"
    sized = p.has("size", "sized", "payload", "body", "row", "record") or p.share is not None
    if p.flags & cues.CACHE and not sized and not period:
        return "cache_memory"
    if sized and not period:
        return "object_size"
    if period in _FAST:
        return _flow(p)
    copied = p.flags & cues.COPY or p.factor
    if p.flags & cues.TOTAL and (not period or p.factor) or (period == "year" and p.factor and not p.has("/", "per", "yearly")
                                                           and p.flags & cues.KEEP):  # fmt: skip
        return "total_storage"
    if period in _STORED:
        return "replicated_storage" if copied and period == "year" else _STORED[str(period)]
    if copied:
        return "replicated_storage"
    return "object_size" if p.flags & cues.SIZE and m.value < 1e9 and p.parted and not p.flags & cues.STORAGE else None


def _flow(p: Phrase) -> str | None:
    inward, outward = p.flags & cues.IN, p.flags & cues.OUT
    if inward and not outward:
        return "ingress_bandwidth"
    if outward and not inward:
        return "egress_bandwidth"
    return "bandwidth" if p.flags & cues.NET and not (inward and outward) else None


def _span(p: Phrase) -> str | None:
    if p.flags & cues.KEEP and not p.flags & cues.LATENCY:
        return "retention"
    if p.has("ttl", "retention", "expiry", "history"):
        return "retention"
    return "latency" if p.has("latency", "p99", "p95", "p50", "delay", "rtt", "lag", "deadline") else None
