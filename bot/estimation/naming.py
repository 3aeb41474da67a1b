"""The metric of a quantity: from its unit, its period, the words around it, the chain it stands in and the question.

Never from how near its value is to the reference: that would hide the very slips that are looked for."""

import itertools

from bot.estimation import cues
from bot.estimation.mention import Mention
from bot.estimation.metrics import METRICS, SECONDS
from bot.estimation.nouns import (
    CONNECTION,
    COPY,
    EVENT,
    FOLLOWER,
    NOUNS,
    OBJECT,
    PEOPLE,
    PUSH,
    READ,
    SERVER,
    SHARD,
    WRITE,
)
from bot.estimation.story import SMALL_COUNT, Story, own_side
from bot.estimation.surroundings import Around
from bot.estimation.volumes import STORAGE, asks, bandwidth, capacity, each_machine, volume

_RATES = frozenset(
    {"qps", "write_qps", "read_qps", "peak_qps", "peak_write_qps", "peak_read_qps", "fanout_qps", "qps_per_server"}
)


def name_metric(m: Mention, near: Around, story: Story, asked: str | None, following: Mention | None) -> str | None:
    """A name of contracts.md, or None. The story is brought up to date by `tell`."""
    match m.unit:
        case "req/s":
            return _rate(m, near, story, asked)
        case "B/s":
            return bandwidth(m, near, story, asked)
        case "B":
            return volume(m, near, story, asked, following)
        case "count":
            return _count(m, near, story, asked)
        case "users":
            return _users(m, near, story, asked, following)
        case "ratio":
            return _ratio(m, near, story, asked)
        case "s":
            return _time(m, near, asked)
        case _:
            return None


def _peak(near: Around, story: Story, m: Mention) -> bool:
    for region in near.regions:
        peak, average = region & cues.PEAK, region & cues.AVERAGE
        if average and not peak:
            return False
        if peak and not average:
            return True
    return bool(story.chain & cues.PEAK) and m.group == story.group


def _rate(m: Mention, near: Around, story: Story, asked: str | None) -> str | None:
    if m.each == "server" or each_machine(m, story) or (capacity(near) and not m.result):
        return "qps_per_server"
    if m.each == "user" or (m.kind == PEOPLE and m.value < 1):
        return None
    if m.value < 1 and m.in_words and asked is None:
        return None
    fan = m.kind == PUSH or near.close & cues.FAN or (story.chain & cues.FAN and m.group == story.group)
    side = own_side(m, near)
    peak = _peak(near, story, m)
    if len(m.words) > 1 and any(NOUNS.get(w) == FOLLOWER for w in m.words[:-1]) and m.kind == WRITE:
        return "fanout_qps"  # "feed inserts"
    if near.own & cues.FAN or (fan and not (side and m.kind not in (PUSH, None))):
        return "fanout_qps" if not (peak and m.kind == PUSH and not (near.near | near.far) & cues.FAN) else "peak_qps"
    side = side or _direction(near)
    if not _BOTH.isdisjoint(near.label[:3]) and side is None and asked is None:
        return "peak_qps" if peak else "qps"
    fits = not peak or "peak" in str(asked) or asked == "qps"
    if side is None and asked in _RATES and not near.close & cues.AVERAGE and fits:
        return asked if not (peak and asked == "qps") else "peak_qps"
    if side is None and (m.kind != EVENT or m.result) and not m.noun and not (near.own & cues.REQUEST):
        side = story.side
    elif side is None and asked in _RATES:
        side = "read" if "read" in str(asked) else "write" if "write" in str(asked) else None
    if (
        asked in _RATES
        and side is not None
        and not near.close & (cues.AVERAGE | cues.PEAK)
        and not peak
        and side in str(asked)
    ):
        return asked
    if side is None and m.noun and m.kind is None and m.noun not in ("qps", "rps"):
        side = "write"
    if side is None:
        return "peak_qps" if peak else "qps"
    return f"peak_{side}_qps" if peak else f"{side}_qps"


_OF_EVENTS = cues.READ | cues.WRITE | cues.REQUEST | cues.RATE | cues.STORAGE | cues.COUNT
_RUSH = frozenset(
    "sale sales launch promo drop storm election newyear night onsale blackfriday friday kickoff final".split()
)
_BOTH = frozenset("both total all combined overall together everything altogether sum".split())


def _count(m: Mention, near: Around, story: Story, asked: str | None) -> str | None:
    named = {SERVER: "servers", SHARD: "shards", COPY: "replication_factor", CONNECTION: "concurrent_users", FOLLOWER: "fanout",
             PUSH: None}.get(m.kind or "", "")  # fmt: skip
    if named and m.period is None:
        return named
    if m.each == "each" and m.kind == READ and not story.users and story.side == "write":
        return "read_write_ratio"
    if m.each in ("user", "each") and m.kind not in (SERVER, SHARD):
        return "actions_per_user" if m.value <= SMALL_COUNT * 1000 else None
    if m.each == OBJECT:
        return (
            "read_write_ratio"
            if m.kind == READ
            else "fanout"
            if near.close & cues.FAN or m.kind in (PUSH, PEOPLE)
            else None
        )
    if m.each == "server":
        return "qps_per_server" if m.kind in (None, READ, WRITE, EVENT) and m.period is None else None
    if m.period is None and _for_each(near) and m.kind in (READ, FOLLOWER, PUSH, PEOPLE):
        return "read_write_ratio" if m.kind == READ else "fanout"
    if m.noun in ("chars", "characters", "char", "character"):
        return "object_size"
    if m.per in ("day", "month") and m.kind is None and not m.noun and m.large and not m.computed and _of_people(near):
        return "mau" if m.per == "month" else "dau"
    reads = own_side(m, near) == "read" and m.kind not in (WRITE,)
    if m.per == "day":
        if (
            m.value <= SMALL_COUNT
            and not m.large
            and not m.computed
            and asked not in ("events_per_day", "reads_per_day")
        ):
            return "actions_per_user"
        if m.kind is None and not m.noun and m.large and story.last in ("users", "mau") and not m.hard:
            return "dau"  # "5 crore users, 1 crore daily"
        return "reads_per_day" if reads else "events_per_day"
    if m.per == "month" and m.kind is None and not m.noun and m.large and story.last in ("users", "dau") and not m.hard:
        return "mau"  # "50M daily actives, 200M monthly"
    if m.per == "month":
        return "events_per_month"
    if m.per is not None:
        return None
    return _count_without_period(m, near, story, asked, reads)


def _of_people(near: Around) -> bool:
    """ "500 million monthly, 100 million daily": no word of events or volumes, and both periods."""
    flags = near.sentence
    return bool(flags & cues.DAILY and flags & cues.MONTHLY and not flags & _OF_EVENTS)


def _for_each(near: Around) -> bool:
    """ "for every post about a hundred timeline reads"."""
    return any(one in ("every", "each", "per") and NOUNS.get(of) == WRITE for of, one in itertools.pairwise(near.label))


def _direction(near: Around) -> str | None:
    """ "231k/s in", "2M/s out": the side that a rate goes."""
    return {"in": "write", "out": "read"}.get(near.tail[0]) if len(near.tail) == 1 else None


def _count_without_period(m: Mention, near: Around, story: Story, asked: str | None, reads: bool) -> str | None:
    if near.near & cues.FAN and m.kind is None:
        return "fanout"
    if near.near & cues.USERS and m.kind is None and not m.noun and m.large and not m.operand:
        return _user_kind(near)
    if (
        m.large
        and m.kind is None
        and story.last == "actions_per_user"
        and near.tail[:1] in (("that",), ("it",), ("this",))
    ):
        return "dau"
    if near.own & cues.CONCURRENT:
        return "concurrent_users"
    for flag, metric in ((cues.SERVERS, "servers"), (cues.SHARDS, "shards")):
        if near.near & flag and m.kind is None and not m.large:
            return metric
    if asked is not None and asked in METRICS and METRICS[asked].unit in ("count", "users", "ratio") and not m.operand:
        return asked
    if m.operand and story.users and m.group == story.group and m.value <= SMALL_COUNT:
        return "actions_per_user"
    if m.operand and not m.result and m.large and m.kind is None and story.last == "actions_per_user":
        return "dau"
    if m.kind in (WRITE, READ, EVENT) and m.value <= SMALL_COUNT and not m.large and (story.users or m.operand):
        return "actions_per_user"
    if m.kind in (WRITE, READ, EVENT) and near.near & cues.EACH and m.value <= SMALL_COUNT and not m.large:
        return "actions_per_user"
    if m.result and m.large and story.users and m.kind in (WRITE, READ, EVENT):
        return "reads_per_day" if reads else "events_per_day"
    if m.computed and (story.users or story.many or m.large):
        return "reads_per_day" if reads else "events_per_day"
    if near.close & cues.DAILY or (
        m.operand and m.large and m.kind in (WRITE, READ, EVENT) and not (near.near | story.chain) & cues.MONTHLY
    ):
        return "reads_per_day" if reads else "events_per_day"
    if near.close & cues.MONTHLY or (m.group == story.group and not m.result and story.chain & cues.MONTHLY):
        return "events_per_month"
    if near.near & cues.CONCURRENT:
        return "concurrent_users"
    if (near.near | near.line) & cues.USERS and m.kind is None and not m.noun and not m.computed:
        return _user_kind(near)
    if m.kind is None and m.noun and m.large and not m.result and m.operand | (story.metric is None):
        return "users"
    return None


def _users(m: Mention, near: Around, story: Story, asked: str | None, following: Mention | None) -> str | None:
    few = m.operand and m.value < 1e5 and (asked in ("fanout", "fanout_qps") or story.metric in _RATES)
    if m.each == OBJECT or (near.close & cues.FAN and m.value < 1e7) or audience(m, near) or few:
        return "fanout"
    if m.noun in ("dau", "daus"):
        return "dau"
    if m.noun in ("mau", "maus"):
        return "mau"
    if near.own & cues.CONCURRENT or (near.close & cues.CONCURRENT and not near.own & (cues.DAILY | cues.MONTHLY)):
        return "concurrent_users"
    if m.per == "month" or near.own & cues.MONTHLY:
        return "mau"
    if m.per == "day" or near.own & cues.DAILY or (m.computed and story.metric == "mau"):
        return "dau"
    if m.operand or _actions_follow(following):
        return "dau" if not near.close & cues.MONTHLY else "mau"
    if near.near & cues.MONTHLY or near.after & cues.MONTHLY:
        return "mau"
    if near.near & cues.DAILY or near.after & cues.DAILY:
        return "dau"
    if asks(asked, "users"):
        return asked
    return "users"


_AUDIENCE = frozenset(
    "group groups room rooms channel channels chat chats thread goes sent delivered reaches notifies reach notify team".split()
)


def audience(m: Mention, near: Around) -> bool:
    """ "the average group is 50 people", "each post goes to 200 people": whom one message reaches."""
    return m.kind == PEOPLE and not m.period and m.value < 1e5 and not _AUDIENCE.isdisjoint(near.label[:6])


def _actions_follow(following: Mention | None) -> bool:
    """ "50M users, each sends 8 messages a day": what one does in a day follows."""
    if following is None or following.hard:
        return False
    if following.each in ("each", "user"):
        return True
    return (
        following.per == "day" and following.unit == "count" and not following.large and following.value <= SMALL_COUNT
    )


def _user_kind(near: Around) -> str:
    flags = near.near if near.near & cues.USERS else near.far if near.far & cues.USERS else near.line
    if "mau" in near.label or flags & cues.MONTHLY:
        return "mau"
    if flags & cues.CONCURRENT:
        return "concurrent_users"
    return "dau" if "dau" in near.label or flags & cues.DAILY else "users"


def _ratio(m: Mention, near: Around, story: Story, asked: str | None) -> str | None:
    if m.rule == "nines":
        return "availability"
    if m.noun == ":":
        return "fanout" if near.close & cues.FAN else "read_write_ratio"
    if m.factor < 0.5:
        return _percent(m, near, asked)
    if m.rule == "factor-of":
        return "replication_factor" if story.metric in STORAGE.values() else "peak_factor"
    for region in near.regions:
        if region & (cues.PEAK | cues.AVERAGE):
            return "peak_factor"
        if region & cues.COPY:
            return "replication_factor"
        if region & cues.FAN:
            return "fanout"
        if region & (cues.RATIO | cues.READ) and not region & cues.CACHE:
            return "read_write_ratio"
    if m.number > 1 and not _RUSH.isdisjoint(near.label[:4]):
        return "peak_factor"
    if asked is None and story.last == "retention" and 1 < m.number <= 6:
        return "replication_factor"
    if asked is None and m.number > 20 and story.metric in ("qps", "write_qps") and not m.hard:
        return "read_write_ratio"
    if asked is None and m.factor >= 0.5 and 1 < m.number <= 20 and not m.hard:
        if story.metric in ("qps", "write_qps", "read_qps"):
            return "peak_factor"
        if story.metric in ("yearly_storage", "daily_storage"):
            return "replication_factor"
    figures = story.params or {}
    if story.metric in STORAGE.values() and m.number == figures.get("replication"):
        return "replication_factor"
    if story.metric in ("qps", "write_qps", "read_qps") and m.number == figures.get("peak_factor") != figures.get(
        "reads_per_write"
    ):
        return "peak_factor"
    if asked is not None:
        if asked in METRICS and METRICS[asked].unit == "ratio":
            return asked
        for part, metric in (("peak", "peak_factor"), ("read", "read_write_ratio"), ("replicated", "replication_factor"),
                             ("total", "replication_factor"), ("fanout", "fanout"), ("egress", "read_write_ratio")):  # fmt: skip
            if part in asked:
                return metric
    return None


def _percent(m: Mention, near: Around, asked: str | None) -> str | None:
    if near.tail[:1] == ("of",) and near.after & cues.WRITE and near.near & cues.READ and not near.after & cues.READ:
        return "read_write_ratio"
    if near.close & cues.HIT or near.far & cues.HIT:
        return "hit_ratio"
    if near.close & cues.UPTIME or near.far & cues.UPTIME or 0.985 <= m.value < 1:
        return "availability"
    if (near.close | near.far | near.sentence) & cues.CACHE:
        return "cache_ratio"
    if asks(asked, "ratio"):
        return asked
    return "cache_ratio" if asked == "cache_memory" else None


def _time(m: Mention, near: Around, asked: str | None) -> str | None:
    if asks(asked, "s"):
        return asked
    if m.period is not None:
        return None
    if m.value >= SECONDS["day"]:
        return "retention"
    if m.value < 60:
        return "latency" if "every" not in near.label[:2] else None
    if near.close & cues.KEEP and not near.close & cues.LATENCY:
        return "retention"
    return "latency" if near.all & cues.LATENCY else "retention" if near.all & cues.KEEP else None
