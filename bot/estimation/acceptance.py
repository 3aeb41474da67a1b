"""Which numbers count: deny by default. A number needs a unit, a noun, a label, arithmetic or the question."""

from bot.estimation import cues
from bot.estimation.mention import Mention
from bot.estimation.metrics import METRICS, SECONDS
from bot.estimation.naming import audience
from bot.estimation.nouns import COPY, EVENT, NOUNS, OBJECT, PEOPLE, PUSH, READ, SERVER, SHARD, WRITE
from bot.estimation.surroundings import Around
from bot.estimation.tokens import Token
from bot.estimation.volumes import capacity

_LOOSE = frozenset(
    "faster slower better worse cheaper bigger smaller engineer engineers developer larger harder easier".split()
)
_SURE = frozenset(
    "battery discount charge charged chance likely off through complete finished sure certain agree agreed confident done right correct clear honest yours yes there ready positive true wrong".split()
)
_LABEL_GAP = frozenset(
    """is are was be at of about around roughly approx approximately like say to ~ maybe be'd will would that's some
        a an the
    we i'd for on avg average peak total ca circa probably almost nearly close per day second s user each
    should""".split()
)


_ASKED_GAP = _LABEL_GAP | frozenset(
    """it that this so then it's its thats i guess think maybe or hmm well ok sure yeah um uh its gives get got have with under over
    least most than exactly need want take go top times only just factor rf ratio x more less by and these those one near nearer somewhere nearly almost close""".split()
)


def accepted(
    m: Mention, near: Around, tokens: list[Token], asked: str | None, short: bool, step: bool = False
) -> str | None:
    """The rule by which a number counts, or None. Gives a label's or the question's unit to a bare number."""
    if not (0 < m.value < 1e25):
        return None
    if m.rule in ("correction", "label", "settled") and m.unit is not None:
        return m.rule
    if m.letter == "P" and m.unit is None:
        return None
    if m.rule == "restated" and m.operand and not m.result:
        return None
    match m.unit:
        case "B" | "B/s":
            return None if _is_hardware_name(m, near) else "unit"
        case "req/s":
            return "pair" if m.rule == "pair" else "unit"
        case "s":
            return _duration(m, near, asked)
        case "ratio":
            return _factor(m, near, step)
        case "users" | "count":
            return _counted(m, near, asked)
        case _:
            return _bare(m, near, tokens, asked, short)


def _is_hardware_name(m: Mention, near: Around) -> bool:
    return m.letter == "G" and 2 <= m.number <= 6 and not near.all & (cues.STORAGE | cues.CACHE)


def _duration(m: Mention, near: Around, asked: str | None) -> str | None:
    words = near.label[:6] + near.tail[:6]
    if asked in METRICS and METRICS[asked].unit == "s":
        return "unit"
    if any(
        w
        in (
            "experience",
            "ago",
            "old",
            "worked",
            "later",
            "notice",
            "break",
            "left",
            "interview",
            "session",
            "remaining",
            "doing",
            "been",
            "working",
            "career",
            "already",
        )
        for w in words
    ):
        return None
    span = near.label[:1] in (("last",), ("past",), ("first",)) and m.value >= SECONDS["hour"]
    if span and near.label[1:2] in ((), ("the",), ("in",), ("over",), ("for",)):
        return None
    if m.value >= SECONDS["day"]:
        if m.noun in ("s", "sec", "secs", "second", "seconds"):
            return None  # the length of a day or a year in seconds, a constant of the arithmetic
        if m.number in (24, 365, 7) and near.tail[:2] in (("a", "day"), ("a", "year"), ("a", "week")):
            return None
        return "unit" if not (m.number <= 1 and m.in_words and not near.close & cues.KEEP) else None
    if m.number in (86400, 3600, 1440, 31536000) or 8e4 <= m.number <= 1.01e5:
        return None  # the length of a day in seconds, a constant of the arithmetic
    spelled = m.noun in ("sec", "secs", "second", "seconds", "s")
    if m.value < 60 and not m.in_words and not spelled:
        return "unit"  # ms and finer are never talk
    cued = near.near | near.after
    if _lasting(near):
        return "unit"
    if near.all & cues.TALK and not cued & (cues.KEEP | cues.UPTIME | cues.CACHE | cues.LATENCY):
        return None
    if {"think", "thinking", "gimme", "give", "wait", "hold", "minute", "moment", "back", "left"} & set(words):
        return None
    if m.value < 60:
        return "unit" if not m.in_words or cued & (cues.LATENCY | cues.KEEP | cues.UPTIME) else None
    return "unit" if near.all & (cues.KEEP | cues.LATENCY | cues.CACHE) and not near.all & cues.TALK else None


_EXPIRES = frozenset(
    "expires expire expired ttl timeout timeouts downtime outage expiry interval retention live lives idle".split()
)


def _lasting(near: Around) -> bool:
    """ "expires after 10 mins", "52 min of downtime a year", "report every 60 sec"."""
    if not _EXPIRES.isdisjoint(near.label) or not _EXPIRES.isdisjoint(near.tail[:4]):
        return True
    if near.sentence & cues.UPTIME and near.all & (cues.YEARLY | cues.MONTHLY):
        return True
    return near.label[:1] == ("every",) and _done(near.label)


def _done(label: tuple[str, ...]) -> bool:
    """Whether somebody acts in the words before a number: "sensors report every", "people click each one"."""
    return any(
        NOUNS.get(word) in (WRITE, READ, PUSH) or cues.FLAGS.get(word, 0) & (cues.WRITE | cues.READ) for word in label
    )


def _factor(m: Mention, near: Around, step: bool) -> str | None:
    after = near.tail[0] if near.tail else ""
    if m.rule in ("nines", "ratio"):
        loose = m.rule == "ratio" and (m.in_words or m.number == 1)
        return m.rule if not loose or near.all & (cues.RATIO | cues.READ | cues.WRITE) else None
    if m.rule == "factor-of":
        return "factor"
    if m.rule == "times" and {"each", "every"} & set(near.label[:3]) and _done(near.label):
        return "times"
    if m.rule == "factor":
        return "factor" if near.close & (cues.PEAK | cues.COPY) and not near.close & cues.TALK else None
    if m.rule == "sign" and step:
        return "sign"
    if m.rule in ("sign", "times") and not near.close & (cues.PEAK | cues.COPY | cues.READ | cues.FAN):
        return None
    if after in _LOOSE or (after in ("as", "more", "less") and not near.close & (cues.PEAK | cues.READ | cues.WRITE)):
        return None
    if m.factor < 0.5:
        if (
            _SURE & set(near.tail[:2])
            or {"phone", "laptop", "battery", "died"} & set(near.label[:4])
            or (after == "of" and near.tail[1:3] in (("the", "time"), ("time",)))
        ):
            return None
        if m.number >= 100 and not near.close & (cues.HIT | cues.CACHE):
            return None
        return "unit"
    if m.in_words and m.end - m.start < 7 and not near.all & (cues.PEAK | cues.COPY | cues.READ):
        return "unit" if m.operand else None
    return "unit"


_DRAWN = frozenset("draw drew drawing sketch show paint".split())


def _counted(m: Mention, near: Around, asked: str | None) -> str | None:
    if m.large or m.period or m.rule == "result":
        return "noun"
    if m.kind in (SERVER, SHARD, COPY):
        if not _DRAWN.isdisjoint(near.label[:1]):
            return None
        if m.in_words and m.number == 1:
            return None
        return "noun" if m.number > 1 or not m.in_words else None
    if m.each == "view" or (m.kind == PEOPLE and m.number < 20 and not (m.operand or m.each)):
        return None  # "20 items per page", "a call with 5 people"
    if m.operand or m.result or m.each:
        return "noun"
    if asked in METRICS and METRICS[asked].unit in ("count", "users", "ratio", "req/s"):
        return "noun" if m.kind in (PEOPLE, WRITE, READ, EVENT) or m.number > 20 else None
    if m.kind in (WRITE, READ, EVENT, PEOPLE) and not m.in_words and m.number >= 100:
        return "noun"
    if (
        m.kind in (WRITE, READ, EVENT)
        and near.close & (cues.EACH | cues.DAILY | cues.AVERAGE | cues.USERS)
        and m.number >= 1
    ):
        return "noun" if not (m.in_words and m.number <= 1) else None
    if m.kind == PEOPLE and m.number >= 3 and audience(m, near):
        return "noun"
    return "noun" if m.kind in ("follower", "connection") and m.number >= 10 else None


def _bare(m: Mention, near: Around, tokens: list[Token], asked: str | None, short: bool) -> str | None:
    """A number without a unit: by its label, its period, its share, its arithmetic, the question, its size, in this order."""
    label = _labelled(m, near, tokens) if not m.passed and m.each not in ("user", OBJECT) else None
    if label is not None:
        m.unit, m.metric = label
        m.unit = "count" if m.per and m.unit == "req/s" else m.unit
        return "label"
    if m.period is not None:
        m.unit = "count"
        return "period" if not (m.in_words and m.number <= 1) else None
    shared = _share(m, near)
    if shared is not None:
        return shared
    if m.operand and not m.computed:
        return None
    if m.computed and not m.large and asked is None:
        m.unit = "count"
        return "result" if m.number > 12 else None
    if asked in METRICS and _answers(m, near, tokens, short):
        m.unit, m.rule = METRICS[asked].unit, "asked"
        _plain_scale(m, asked)
        m.metric = asked
        return "asked"
    return _by_size(m, near)


def _share(m: Mention, near: Around) -> str | None:
    """ "500 per instance", "a box does 10k", "20 keystrokes" in a product, "1M concurrent × 4 Mbps"."""
    cued = (near.sentence | near.line) & (cues.RATE | cues.REQUEST | cues.READ | cues.WRITE)
    if m.each == "server" and m.number >= 10 and not m.noun and cued:
        m.unit = "req/s"
        return "share"
    alone = m.large and not m.words and not m.operand
    if alone and capacity(near) and not near.sentence & cues.STORAGE:
        m.unit, m.metric = "req/s", "qps_per_server"
        return "capacity"
    if m.operand and m.noun and m.number > 1:
        m.unit = "count"
        return "noun"
    if m.each is not None and m.each != OBJECT and (near.near & (cues.WRITE | cues.READ) or m.operand) and not m.noun:
        m.unit = "count"
        return "share"
    if m.large and m.operand and m.words[:1] == ("concurrent",):
        m.unit = "users"
        return "prefix"
    return None


def _by_size(m: Mention, near: Around) -> str | None:
    """What is written large counts by itself, unless it is the length of a day or a way of speaking."""
    if 99 <= m.number < 100 and near.close & cues.UPTIME:
        m.unit, m.factor, m.value, m.metric = "ratio", 0.01, m.number * 0.01, "availability"
        return "label"
    if m.result and 8e4 <= m.value <= 1.01e5 and not near.close & cues.RATE:
        return None  # "86400 ~ 10^5"
    if m.in_words and m.number < 1 and near.close & cues.CACHE and m.number not in (0.5,):
        m.unit, m.metric = "ratio", "cache_ratio"
        return "fraction"
    people = near.own & (cues.CONCURRENT | cues.USERS) or m.words[:1] in (("active",), ("daily",), ("monthly",))
    if m.large and people:
        m.unit = "users"
        return "prefix"
    if m.in_words and near.label[:1] in (("thanks",), ("thank",), ("like",), ("feels",)) and not m.words:
        return None  # "thanks a million"
    if (m.large and not m.words) or (m.large and m.scale > 1):
        m.unit = "count"
        return "prefix"
    return None


def _plain_scale(m: Mention, asked: str) -> None:
    """A bare reply in the unit that people leave out: "20" for a share is percent, "200" for a latency milliseconds."""
    if asked in ("cache_ratio", "hit_ratio", "availability") and m.value > 1:
        m.factor *= 0.01
    elif asked == "latency" and m.value >= 5:
        m.factor *= 1e-3
    else:
        return
    m.value = m.number * m.factor


def _answers(m: Mention, near: Around, tokens: list[Token], short: bool) -> bool:
    """Whether a bare number may be the reply to the question."""
    if (
        m.words
        and not m.large
        and m.words[0] not in ("ish", "total", "or", "then", "max", "tops", "avg", "average", "peak", "overall")
    ):
        return False
    before = tokens[m.first - 1] if m.first else None
    free = before is None or before.kind != "word" or m.result or before.low in _ASKED_GAP
    return m.large or (short and free)  # not "let me open Excel 2016"


def _labelled(m: Mention, near: Around, tokens: list[Token]) -> tuple[str, str] | None:
    """The unit and metric of a label that stands right before: "DAU: 9M", "RF 3", "QPS = 5k", "fan-out 800"."""
    i, sign = m.first - 1, False
    if i > 0 and tokens[i].low in ("*", "×", "/", "÷") and tokens[i - 1].kind == "word":
        return None  # "qps * 5": a factor on a name
    steps = 0
    words: list[str] = []
    while i >= 0 and steps < 7:
        token = tokens[i]
        low = token.low
        shared = i > 0 and tokens[i - 1].low in ("per", "/", "each", "every") and low not in ("qps", "rps", "tps")
        if low in cues.LABELS and not shared and not (low == "out" and not (i > 1 and tokens[i - 2].low == "fan")):
            break
        if token.kind in ("line", "number"):
            return None
        if low in (":", "=", "~", "≈", "-", "/", "(", "→", "<", ">", "–", "*", "+", "^", "`", '"', "_", "@"):
            sign = sign or low in (":", "=", "≈", "→")
        elif low not in _LABEL_GAP and not (sign and token.kind == "word"):
            return None
        words.append(low)
        i, steps = i - 1, steps + 1
    else:
        return None
    if i < 0:
        return None
    return _label_unit(m, tokens, i, words, sign)


def _same_line(tokens: list[Token]) -> list[str]:
    """The words after the last line end or number among some tokens."""
    words: list[str] = []
    for token in tokens:
        words = [] if token.kind in ("line", "number") else [*words, token.low]
    return words


def _label_unit(m: Mention, tokens: list[Token], i: int, words: list[str], sign: bool) -> tuple[str, str] | None:
    name = tokens[i].low
    unit, metric = cues.LABELS[name]
    if m.words and not m.large and not sign:
        return None
    rate = unit == "req/s"
    before = _same_line(tokens[max(0, i - 4) : i])
    if name in ("ratio", "replication", "rf", "replicas", "copies", "fanout", "out", "followers", "servers", "machines", "nodes", "shards",
                "partitions", "factor", "multiplier", "hit", "boxes", "instances", "replica", "availability", "uptime", "sla", "slo"):  # fmt: skip
        if (
            name in ("servers", "machines", "nodes", "shards", "boxes", "instances", "partitions", "ratio")
            and not sign
            and not {"is", "of"} & set(words)
        ):
            return None
        if name in ("ratio", "factor") and {"peak", "average", "avg"} & set(before):
            return "ratio", "peak_factor"
        if name == "factor" and {"fan", "fanout", "out"} & {*before, *words}:
            return "count", "fanout"
        if name == "ratio" and ("cache" in before or "hit" in before):
            return "ratio", "hit_ratio" if "hit" in before else "cache_ratio"
        if name == "factor" and "replication" in before:
            return "ratio", "replication_factor"
        if metric == "availability" and m.number > 1:
            m.factor, m.value = 0.01, m.number * 0.01
        return (unit, metric) if m.number > 0 else None
    small = not m.large and m.number < 10
    if small and not sign and name not in ("qps", "rps", "tps", "dau", "mau"):
        return None
    if rate and ("user" in words or "user" in before or "each" in words):
        return "count", "actions_per_user"
    if rate and ("day" in words or "daily" in before) and name not in ("qps", "rps", "tps"):
        return "count", "reads_per_day" if name in ("reads", "read") else "events_per_day"
    if rate and metric == "peak_qps" and not m.large and m.number <= 20:
        return "ratio", "peak_factor"
    if unit == "users" and not m.large and m.number < 100 and not sign:
        return None
    return unit, metric
