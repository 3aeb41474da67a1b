"""What the text has said so far, for the numbers that refer to it: the side, the chain, the metrics named."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.estimation import cues
from bot.estimation.mention import Mention
from bot.estimation.metrics import METRICS, SECONDS
from bot.estimation.nouns import READ, WRITE
from bot.estimation.surroundings import Around

SMALL_COUNT = 2000  # a number of actions above this is not one person's day


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class Story:
    """What was said so far: the side (read or write) and the metrics last named, and the chain's own flags."""

    params: Mapping[str, float] | None = None
    side: str | None = None
    metric: str | None = None
    direction: str | None = None
    bandwidth: float = 0.0
    last: str | None = None
    last_kind: str | None = None
    last_next: int = -1
    group: int = -1
    chain: int = 0
    years: bool = False
    users: bool = False
    size: bool = False
    many: bool = False
    rate: bool = False
    base: str | None = None


def tell(m: Mention, near: Around, story: Story) -> None:
    """Remember what later numbers of the text may refer to."""
    if m.group != story.group:
        story.group, story.chain = m.group, 0
        story.users = story.size = story.many = False
        story.years = story.years and not m.hard
    side = own_side(m, near)
    story.side = side or story.side or ("write" if m.metric == "events_per_day" else None)
    story.chain |= near.own | near.near
    if m.metric == "peak_factor":
        story.chain |= cues.PEAK
    if m.metric == "replication_factor":
        story.chain |= cues.COPY
    if m.metric == "fanout":
        story.chain |= cues.FAN
    if m.metric == "cache_ratio":
        story.chain |= cues.CACHE
    if m.metric == "read_write_ratio":
        story.side = "read"
    if m.metric is None and m.operand and (m.unit is None or m.unit == "ratio"):
        _given_factor(m, story)
    story.years = story.years or (m.unit == "s" and m.value >= SECONDS["day"])
    story.users = story.users or m.unit == "users"
    story.size = story.size or m.unit == "B"
    story.many = story.many or (m.unit == "count" and m.value > SMALL_COUNT)
    story.last, story.last_kind, story.last_next = m.metric, m.kind, m.next
    if m.operand and m.unit is None and 80_000 <= m.value <= 101_000:
        story.side = story.side or "write"  # a day's total is spread over its seconds: the cascade's first rate
    if m.metric is not None and m.unit not in ("ratio", "s"):
        story.metric = m.metric
    if m.unit == "B/s":
        story.direction, story.bandwidth = m.metric, m.value


def _given_factor(m: Mention, story: Story) -> None:
    """A bare factor that is one of the given figures stands for it: after a rate "× 3" with a peak factor of 3."""
    figures = story.params or {}
    rate = story.metric is not None and METRICS[story.metric].unit == "req/s"
    if rate and m.number == figures.get("peak_factor") != figures.get("reads_per_write"):
        story.chain |= cues.PEAK
    elif rate and m.number == figures.get("reads_per_write") != figures.get("peak_factor"):
        story.side = "read"
    elif story.metric in ("yearly_storage", "replicated_storage") and m.number == figures.get("replication"):
        story.chain |= cues.COPY


def own_side(m: Mention, near: Around) -> str | None:
    if m.kind == READ:
        return "read"
    if m.kind == WRITE and not near.own & cues.READ:
        return "write"
    for region in near.regions:
        read, write = region & cues.READ, region & cues.WRITE
        if read and not write:
            return "read"
        if write and not read:
            return "write"
        if read and write and region == near.own:
            return "read" if m.words and m.words[-1] in ("reads", "views", "fetches", "downloads") else "write"
    return None
