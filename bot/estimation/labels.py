"""Labels: what the phrase before a number says that the number is.

"msg size - 100B", "stored per month | 60 TB", "Nodes ........ 1500", "qps/server: 400", "DAU = 9M", "peak 1.4k". The
phrase is read as a whole: what it counts, per what, how often, on which side. It, and not one of its words, names the
metric.
"""

from dataclasses import dataclass

from bot.estimation import cues
from bot.estimation.cues import FLAGS
from bot.estimation.headings import Phrase, assigned, follows_a_sign, phrase_before, question_before
from bot.estimation.mention import Mention
from bot.estimation.metrics import METRICS
from bot.estimation.nouns import FOLLOWER, PEOPLE, PUSH, READ, SERVER, SHARD, WRITE
from bot.estimation.tokens import Token

_EVENTS = cues.READ | cues.WRITE | cues.RATE | cues.REQUEST | cues.COUNT
_FAST = ("second", "minute", "hour")
_STORED = {"day": "daily_storage", "month": "monthly_storage", "year": "yearly_storage"}


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says of its number: the metric, the unit that a bare number then has, and the period."""

    metric: str
    unit: str
    period: str | None


def labels(tokens: list[Token], mentions: list[Mention]) -> list[Label | None]:
    """The label of each mention, or None. The label of written-out arithmetic is that of its result."""
    phrases: list[Phrase | None] = []
    floor = 0
    for n, m in enumerate(mentions):
        linked = n > 0 and m.group == mentions[n - 1].group
        phrases.append(phrase_before(tokens, m, floor, linked) or question_before(tokens, m))
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
            phrases[n] = assigned(tokens, head) if head is not m and follows_a_sign(tokens, head) else None
    return [_label(phrase, m) for phrase, m in zip(phrases, mentions, strict=True)]


def _head(mentions: list[Mention], n: int) -> Mention:
    first = n
    while first > 0 and mentions[first - 1].group == mentions[n].group:
        first -= 1
    return mentions[first]


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
    if phrase is None or not (
        phrase.words in (("r",), ("w",)) or phrase.flags or phrase.kinds or phrase.period or phrase.share
    ):
        return None
    metric = _named(phrase, m)
    return None if metric is None else Label(metric, METRICS[metric].unit, phrase.period)


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
    if p.words[:1] in (("r",), ("w",)) and len(p.words) == 1 and (m.large or m.number >= 10):
        return "read_qps" if p.words[0] == "r" else "write_qps"
    if p.words in (("r", "/", "w"), ("r", ":", "w"), ("rw",)):
        return "read_write_ratio"
    lettered = _lettered(p, m)
    if lettered is not None:
        return lettered
    if not m.large:
        factor = _factor(p, m)
        if factor and m.period is None:
            return factor
    return _counted(p, m)


def _lettered(p: Phrase, m: Mention) -> str | None:
    """A number with a letter that may mean bytes ("80T", "100B"), where the label speaks of bytes."""
    if m.letter not in _LETTERS or p.kinds & {PEOPLE} or p.flags & cues.RATE:
        return None
    if not (p.flags & (cues.STORAGE | cues.CACHE | cues.SIZE) or p.share == "server"):
        return None
    one = p.flags & cues.SIZE and not p.period and not p.share and m.letter == "B" and m.number == int(m.number)
    if one and not m.noun and not p.flags & _MANY:
        return "object_size"
    sized = (
        p.has("size", "payload", "bytes") or p.flags & (cues.STORAGE | cues.CACHE) or m.letter != "B" or m.number > 31
    )
    if not sized or (p.kinds and p.period and not p.flags & cues.STORAGE):
        return None
    return _volume(p, m)


_LETTERS = ("B", "T", "t", "G", "P", "M", "K", "b")
_MANY = cues.USERS | cues.RATE | cues.STORAGE | cues.CACHE | cues.TOTAL | cues.COUNT


def _factor(p: Phrase, m: Mention) -> str | None:
    share_like = (
        (m.unit == "ratio" and m.factor < 0.5) or m.number < 1 or p.has("%", "percent", "pct", "share", "fraction")
    )
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
    if (
        p.flags & cues.PEAK
        and (m.unit == "ratio" or (m.number <= 20 and p.parted))
        and not p.period
        and not p.has("qps", "rps", "tps")
    ):
        return "peak_factor"
    if p.flags & cues.RATIO and not p.flags & (cues.CACHE | cues.PEAK):
        return "read_write_ratio"
    if p.flags & cues.FAN and not p.period and not p.flags & cues.RATE and not share_like:
        return "fanout"
    if (
        p.flags & cues.READ
        and (p.flags & cues.WRITE or m.unit == "ratio")
        and not p.period
        and (m.unit == "ratio" or p.parted)
    ):
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
    if p.flags & cues.CACHE or (p.flags & cues.SIZE and p.has("size", "payload")):
        return None
    if period == "day":
        return "reads_per_day" if _reads(p) else "events_per_day" if p.flags & _EVENTS or p.kinds else None
    if period == "month":
        return "events_per_month" if p.flags & _EVENTS or p.kinds else None
    if (
        period in _FAST
        or p.flags & (cues.RATE | cues.PEAK)
        or m.unit == "req/s"
        or p.has("writes", "reads", "write", "read")
    ):
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
    return (bool(p.flags & cues.READ) and not p.flags & cues.WRITE) or (bool(p.kinds) and p.kinds <= {READ})


def _rate(p: Phrase, m: Mention) -> str | None:
    if p.period in _FAST and not p.words and p.parted:
        return "qps"  # "per second: 555"
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
    write = (
        bool(p.flags & cues.WRITE)
        or p.kinds == {WRITE}
        or m.kind == WRITE
        or (p.flags & cues.IN and not p.flags & cues.OUT)
    )
    if p.flags & cues.OUT and not p.flags & cues.IN and not write:
        read = True
    if read and write and p.words[-1:] and FLAGS.get(p.words[-1], 0) & (cues.READ | cues.WRITE):
        last = FLAGS[p.words[-1]]
        return bool(last & cues.READ) and not last & cues.WRITE, bool(last & cues.WRITE)
    return read, bool(write)


def _volume(p: Phrase, m: Mention) -> str | None:
    period = m.period or p.period
    period = period or (
        "day"
        if p.flags & cues.DAILY
        else "month"
        if p.flags & cues.MONTHLY
        else "year"
        if p.flags & cues.YEARLY
        else None
    )
    if m.each:
        return None
    if p.share == "server" or ((p.flags & cues.SHARDS or p.flags & cues.SERVERS or p.has("node", "disk", "shard", "server"))
                               and p.has("size", "capacity", "disk", "holds", "per")):  # fmt: skip
        return "node_capacity" if not p.flags & cues.CACHE else "cache_memory"
    sized = p.has("size", "sized", "payload", "body", "row", "record") or (p.share is not None and not m.computed)
    if p.flags & cues.CACHE and not sized and not period:
        return "cache_memory"
    if sized and not period:
        return "object_size"
    if period in _FAST:
        return _flow(p)
    copied = p.flags & cues.COPY or p.factor
    if (p.flags & cues.TOTAL and (not period or p.factor)) or (period == "year" and p.factor and not p.has("/", "per", "yearly")
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
