"""The metric of a volume or a bandwidth: one object, a day's storage, what is kept in all, a cache, one machine's disk."""

import itertools

from bot.estimation import cues
from bot.estimation.mention import Mention
from bot.estimation.metrics import METRICS, SECONDS
from bot.estimation.nouns import COPY, NOUNS, OBJECT, READ, SERVER, SHARD, WRITE
from bot.estimation.story import Story
from bot.estimation.surroundings import Around

_OBJECT_LIMIT = 1e9
STORAGE = {"day": "daily_storage", "month": "monthly_storage", "year": "yearly_storage"}


def asks(asked: str | None, *units: str) -> bool:
    return asked is not None and asked in METRICS and METRICS[asked].unit in units


_MACHINES = frozenset(
    """server node box machine instance primary host shard redis postgres mysql cassandra db database worker pod broker
    leader core kafka mongo master""".split()
)
_DOES = frozenset(
    "handle handles take takes sustain sustains serve serves support supports do does capacity limit cap good manages".split()
)
_ONE = frozenset("one a single each per every commodity typical our".split())


def capacity(near: Around) -> bool:
    """Whether a rate is what one machine can do: "each node does 20k", "the 5000/s one primary can take"."""
    for words in (near.label, near.tail):
        machine = not _MACHINES.isdisjoint(words)
        if any(w in _MACHINES and v in _ONE for w, v in itertools.pairwise(words)) and words is near.label:
            return True
        if machine and not _ONE.isdisjoint(words) and (not _DOES.isdisjoint(words) or "per" in words):
            return True
        if machine and not {"handles", "handle", "sustain", "sustains"}.isdisjoint(words):
            return True
    return False


def each_machine(m: Mention, story: Story) -> bool:
    """ "128 servers at 5k qps apiece", "40 shards of 5 TB"."""
    if (
        m.unit == "B"
        and story.last_kind in (SERVER, SHARD)
        and m.first - story.last_next == 1
        and not m.soft
        and not m.hard
    ):
        return True
    return m.each == "each" and story.last_kind in (SERVER, SHARD) and not m.hard


def bandwidth(m: Mention, near: Around, story: Story, asked: str | None) -> str | None:
    for region in near.regions:
        inward, outward = region & cues.IN, region & cues.OUT
        if inward and not outward:
            return "ingress_bandwidth"
        if outward and not inward:
            return "egress_bandwidth"
    if asks(asked, "B/s"):
        return asked
    if m.group == story.group and bool(story.chain & cues.IN) != bool(story.chain & cues.OUT):
        return "ingress_bandwidth" if story.chain & cues.IN else "egress_bandwidth"
    if story.bandwidth and abs(m.value / story.bandwidth - 1) < 0.1:
        return story.direction
    if near.close & cues.NET:
        return "bandwidth"
    if m.kind == WRITE or (
        (m.result or story.group == m.group or not near.all) and story.side == "write" and story.metric
    ):
        return "ingress_bandwidth"
    if (m.result or m.group == story.group) and story.side == "read":
        return "egress_bandwidth"
    return "bandwidth"


def volume(m: Mention, near: Around, story: Story, asked: str | None, following: Mention | None) -> str | None:
    if (
        m.each == "server"
        or each_machine(m, story)
        or not {"disk", "disks", "drives", "ssd", "ssds", "hdd"}.isdisjoint(m.words)
    ):
        return "node_capacity" if not near.near & cues.CACHE else "cache_memory"
    if m.each == OBJECT and not m.per:
        return "object_size"
    if m.operand and not m.result and m.value >= _OBJECT_LIMIT and not m.per:
        if following is not None and following.unit == "s" and following.value >= SECONDS["year"]:
            return "yearly_storage"
        if near.near & (cues.DAILY | cues.YEARLY):
            return "yearly_storage" if near.near & cues.YEARLY else "daily_storage"
        return None if not near.own & cues.CACHE else "cache_memory"
    if m.computed and story.years and not m.per:
        return "total_storage"
    cold = not _COLD.isdisjoint(near.tail) or not _COLD.isdisjoint(near.label[:3])
    if cold and m.per is None and m.value >= _OBJECT_LIMIT:
        return "total_storage"
    cached = (not cold and near.close & cues.CACHE) or (story.chain & cues.CACHE and m.group == story.group)
    if cached and not (m.per and not near.own & cues.CACHE and not near.after & cues.CACHE) and m.value >= 1e6:
        return "cache_memory"
    if (
        m.per is None
        and m.value >= 1e6
        and (near.far & cues.CACHE or story.last == "cache_ratio")
        and not m.hard
        and not near.close & cues.STORAGE
    ):
        return "cache_memory"
    copied = (
        near.close & cues.COPY or (story.chain & cues.COPY and m.group == story.group) or _copies_follow(m, following)
    )
    years = (story.years and not m.hard and not m.operand) or _years_follow(m, following)
    if m.per is not None:
        if years and m.per == "year" and m.result:
            return "total_storage"
        if (copied or (story.last == "replication_factor" and not m.hard and not m.soft)) and m.per == "year":
            return "replicated_storage"
        return asked if asked == "replicated_storage" and m.per == "year" else STORAGE.get(m.per)
    if (years and (m.value >= _OBJECT_LIMIT or m.result)) or near.close & cues.TOTAL:
        return "total_storage" if not (copied and asked == "replicated_storage") else asked
    if _one_object(m, near, story):
        return "object_size"
    return _storage_without_period(m, near, story, asked, bool(copied))


def _storage_without_period(m: Mention, near: Around, story: Story, asked: str | None, copied: bool) -> str | None:
    if m.implied is not None and not asks(asked, "B"):
        return "replicated_storage" if copied and m.implied == "year" else STORAGE.get(m.implied)
    after_copies = story.last == "replication_factor" and not m.hard and not m.operand and m.value >= 1e11
    if (copied or after_copies) and (
        not asks(asked, "B") or (asked in STORAGE.values() and (near.close & cues.COPY or after_copies))
    ):
        return "replicated_storage"
    if asked == "cache_memory" and near.near & cues.DAILY and not near.near & cues.CACHE and not m.result:
        return "daily_storage"
    if asks(asked, "B") and asked not in ("object_size", "node_capacity") and not m.operand:
        return asked
    for region in near.regions:
        for flag, metric in (
            (cues.DAILY, "daily_storage"),
            (cues.MONTHLY, "monthly_storage"),
            (cues.YEARLY, "yearly_storage"),
        ):
            if region & flag:
                return metric
    if m.group == story.group and m.computed:
        if (story.size and story.many) or story.users:
            return "daily_storage"
        return story.metric if story.metric in STORAGE.values() else "daily_storage" if story.size else None
    if (asks(asked, "B") and not m.operand) or (asks(asked, "B/s") and not near.all & cues.SIZE):
        return asked
    if near.close & cues.SHARDS or any(
        w in near.tail + near.label for w in ("node", "disk", "box", "server", "shard", "machine")
    ):
        return "node_capacity"
    if m.value < _OBJECT_LIMIT:
        return "object_size"
    if m.result and story.metric in METRICS and METRICS[str(story.metric)].unit == "B":
        return story.metric
    summed = near.all & (cues.STORAGE | cues.TOTAL | cues.KEEP) or {"end", "ends", "need", "needs", "altogether"} & set(
        near.label[:5]
    )
    return "total_storage" if summed or near.tail[:2] == ("all", "in") else None


_COLD = frozenset("cold archive archived archival glacier tape lifetime".split())


def _one_object(m: Mention, near: Around, story: Story) -> bool:
    """Whether a size is that of one message, photo, row …"""
    if m.value >= 50 * _OBJECT_LIMIT or (m.result and m.value >= _OBJECT_LIMIT):
        return False
    if m.per is None and not _MOST.isdisjoint(near.label[:3]) and any(NOUNS.get(w) == WRITE for w in near.label[:5]):
        return True
    if m.each == "each" or near.own & cues.SIZE or m.kind in (WRITE, READ):
        return True
    if near.close & cues.SIZE and not near.close & (cues.STORAGE | cues.DAILY | cues.YEARLY):
        return m.value < _OBJECT_LIMIT or bool(near.near & cues.SIZE)
    return m.operand and m.value < _OBJECT_LIMIT


_MOST = frozenset("up max maximum most limit average avg typically capped under".split())


def _copies_follow(m: Mention, following: Mention | None) -> bool:
    """ "2 PB/yr w/ 3x replication": the next number is a number of copies."""
    if following is None or following.first - m.next > 2 or following.result or following.soft:
        return False
    if m.operand and following.operand:
        return False  # "14.6 TB/yr × RF3": the copies are still to come
    return following.kind == COPY or any(
        word in ("replication", "replicas", "copies", "replica", "rf") for word in following.words
    )


def _years_follow(m: Mention, following: Mention | None) -> bool:
    """ "6.9TB for 7 years"."""
    return (
        following is not None
        and not m.operand
        and following.unit == "s"
        and following.value >= 30 * SECONDS["day"]
        and following.first - m.next <= 3
    )
