"""Reading a chat text: masks, tokens, mentions, links, then units, acceptance and metrics. Never raises."""

import itertools
import re

from bot.estimation import cues
from bot.estimation.acceptance import accepted
from bot.estimation.chains import chained, expression_value, fits, infer
from bot.estimation.corrections import retract
from bot.estimation.deriving import Facts
from bot.estimation.labels import Label, labels
from bot.estimation.letters import resolve
from bot.estimation.links import MINUS, PLUS, Link
from bot.estimation.masks import masked
from bot.estimation.mention import Mention, settle
from bot.estimation.mentions import mention_at
from bot.estimation.metrics import METRICS, SECONDS
from bot.estimation.naming import name_metric
from bot.estimation.nouns import EVENT, PUSH, READ, SERVER, WRITE
from bot.estimation.ranges import joined, pairs
from bot.estimation.reading import Context, Reading
from bot.estimation.roles import assign
from bot.estimation.story import Story, tell
from bot.estimation.surroundings import Around, surroundings
from bot.estimation.tokens import WORD as IS_WORD
from bot.estimation.tokens import Token, tokenize
from bot.text import PlainText, Span, plain

_ANY = re.compile(
    r"[0-9½¼¾⅓⅔]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen|twenty|thirty|fou?"
    r"rty|fifty|sixty"
    r"|seventy|eighty|ninety|hundred|thousand|million|billion|once|tera|giga|gig\b|peta|mega|half|quarter|third|cou"
    r"ple|dozen|double|twice|triple)",
    re.IGNORECASE,
)
_MIN = frozenset({"over", "above", "least", ">", "≥", ">=", "more", "min", "minimum", "exceeds", "beyond"})
_MAX = frozenset({"under", "below", "most", "<", "≤", "<=", "less", "max", "maximum", "within", "upto", "fewer"})
_SHORT = 14  # words; in a text up to this long a bare number may answer the question asked
_LONGEST_EXPRESSION = 40
MOST = 200  # numbers read of one text; what has more is a log or a table pasted, and 40,000 characters must stay cheap


def read(text: str | PlainText, context: Context | None = None) -> list[Reading]:
    """Every quantity of a chat text (Slack mrkdwn), in text order. Any string will do; spans are in its code points."""
    source = text if isinstance(text, PlainText) else plain(text)
    if not _ANY.search(source.text):
        return []
    context = context or Context()
    tokens = tokenize(masked(_unstarred(_unlinked(source))), context.locale)
    mentions = _mentions(tokens)
    if not mentions:
        return []
    if context.locale == "es":
        _thousands(tokens, mentions)
    _signed(tokens, mentions)
    mentions = joined(tokens, mentions)
    pairs(tokens, mentions)
    _shared_periods(tokens, mentions)
    retract(tokens, mentions, source.struck)
    links = chained(tokens, mentions)
    around = surroundings(tokens, mentions)
    for n, m in enumerate(mentions[1:]):
        if m.off:
            around[n].after |= around[n + 1].after  # "60GB not 600GB of cache"
        if (
            m.unit == "req/s"
            and mentions[n].unit == "req/s"
            and [t.low for t in tokens[mentions[n].next : m.first]] in _AND
        ):
            around[n].after |= around[n + 1].after & (cues.PEAK | cues.AVERAGE)  # "2k writes + 20k reads/s at peak"
        if m.instead is not None and mentions[n] is m.instead:
            around[n + 1].near |= around[n].near  # "cache = 600GB, no, 60GB"
        if mentions[n].unit == "ratio" and not m.hard and (m.result or m.soft) and not around[n + 1].near:
            around[n + 1].label = around[n + 1].label or around[n].label
            around[n + 1].near |= around[n].near  # "peak of both 6x → 17k", "DAU half of that, so 40M"
    named = labels(tokens, mentions)
    resolve(mentions, links, around, context.asked, named)
    for m, label in zip(mentions, named, strict=True):
        if not m.off:
            _take_label(m, label)
    infer(mentions, links, around)
    assign(mentions, links, around)
    return _decide(source.source, tokens, mentions, links, around, named, context)


_LINK = re.compile(r"<(?:https?|mailto):[^<>|\n]{1,2000}\|[^<>\n]{1,400}>")


def _unlinked(source: PlainText) -> str:
    """The text without the words of its links: they are somebody's title."""
    text = source.text
    if "<http" not in source.source and "<mailto" not in source.source:
        return text
    pieces, at = [], 0
    for link in _LINK.finditer(source.source):
        pieces += [text[at : link.start()], " " * (link.end() - link.start())]
        at = link.end()
    return "".join([*pieces, text[at:]])


_STARS = re.compile(r"(?<![\w*_/)])([*_])(?=[^\s*_])([^*_\n]{1,200})(?<=[^\s*_])\1(?![\w*_])")


def _unstarred(text: str) -> str:
    """The text with Slack's *bold* and _italic_ marks blanked; multiplication signs stay."""
    if "^{" in text or "\\times" in text:
        text = text.replace("$", " ")  # TeX
    return _STARS.sub(r" \2 ", text) if "*" in text or "_" in text else text


def _mentions(tokens: list[Token]) -> list[Mention]:
    found: list[Mention] = []
    i, count = 0, len(tokens)
    while i < count and len(found) < MOST:
        m = mention_at(tokens, i) if tokens[i].kind in ("number", IS_WORD) else None
        if m is None or _no_number(m):
            i += 1
        else:
            found.append(m)
            i = m.next
    return found


def _shared_periods(tokens: list[Token], mentions: list[Mention]) -> None:
    """ "80k reads and 800 writes per second": the period said once holds for both."""
    for a, b in reversed(list(itertools.pairwise(mentions))):
        alone = a.period is None and b.period is not None and a.each is None and a.unit == "count"
        if (
            alone
            and a.kind in _HAPPEN
            and b.kind in _HAPPEN
            and [t.low for t in tokens[a.next : b.first]] in (*_AND, [","], ["/"], ["vs"])
        ):
            a.period = b.period
            settle(a)


_AND = (["and"], ["&"], ["+"])
_HAPPEN = (WRITE, READ, EVENT, PUSH)


def _thousands(tokens: list[Token], mentions: list[Mention]) -> None:
    """In Spanish "mil" is a thousand."""
    for m in mentions:
        if m.scale == 1e6 and any(tokens[i].low == "mil" for i in range(m.first, m.next)):
            m.scale, m.factor, m.value = 1e3, m.factor / 1e3, m.value / 1e3


def _no_number(m: Mention) -> bool:
    """ "one" as a pronoun, and the one machine that a capacity is of."""
    if not 0 < m.value < 1e30:
        return True
    if m.number == 1 and m.in_words and m.unit in ("count", "users") and m.period is None and m.each is None:
        return True
    return m.number == 1 and m.period is None and ((m.in_words and m.unit is None) or m.kind == SERVER)


def _signed(tokens: list[Token], mentions: list[Mention]) -> None:
    """ "×3", "x4 for peak": a factor where nothing stands before the sign that it could multiply."""
    end = 0
    before: Mention | None = None
    for m in mentions:
        i = m.first - 1
        after_a_span = before is not None and before.unit == "s"  # "kept 2 years x3"
        if (
            m.unit is None
            and not m.large
            and i >= 0
            and tokens[i].low == "×"
            and tokens[i].end == m.start
            and (i != end or i == 0 or (after_a_span and tokens[i - 1].end < tokens[i].start))
        ):
            m.unit, m.rule, m.start = "ratio", "sign", tokens[i].start
        end, before = m.next, m


def _decide(
    source: str, tokens: list[Token], mentions: list[Mention], links: list[Link], around: list[Around],
    named: list[Label | None], context: Context,
) -> list[Reading]:  # fmt: skip
    asked = context.asked if context.asked in METRICS else None
    short = sum(1 for t in tokens if t.kind == IS_WORD) <= _SHORT
    story = Story(params=context.params)
    facts = Facts()
    found: list[Reading] = []
    for n, m in enumerate(mentions):
        if m.off:
            continue
        step = n + 1 < len(mentions) and mentions[n + 1].result  # a factor on its own: "×5 → 55 TB"
        rule = accepted(m, around[n], tokens, asked, short, step)
        if m.unit is None:
            facts.learn(m)
            tell(m, around[n], story)
            continue
        following = mentions[n + 1] if n + 1 < len(mentions) else None
        if m.metric is None or m.rule != "asked":
            m.metric = _metric(m, around[n], story, asked, following, named[n], facts)
        facts.learn(m)
        tell(m, around[n], story)
        if rule is not None:
            found.append(_reading(source, tokens, m, m.rule or rule))
    computed = {m.start for m in mentions if m.computed}
    if asked and any(r.metric == asked and r.rule != "asked" for r in found):
        found = [
            r for r in found if r.rule != "asked" or r.span.start in computed
        ]  # the answer carries its unit; what is bare beside it is none
    return _with_expressions(source, tokens, mentions, links, around, found, asked)


def _take_label(m: Mention, label: Label | None) -> None:
    """A label gives a bare number its unit, and the period that is in it."""
    if label is None or m.unit is not None:
        return
    m.unit, m.metric, m.rule = label.unit, label.metric, "label"
    if label.metric in ("availability", "hit_ratio", "cache_ratio") and m.number > 1:
        m.factor, m.value = 0.01, m.number * 0.01
    if label.period is not None and m.period is None and label.unit in ("req/s", "count"):
        if label.unit == "req/s" and label.period in ("minute", "hour"):
            m.value /= SECONDS[label.period]
        elif label.unit == "count":
            m.per = METRICS[label.metric].per


def _metric(
    m: Mention, near: Around, story: Story, asked: str | None, following: Mention | None, label: Label | None, facts: Facts
) -> str | None:  # fmt: skip
    fits = label is not None and m.unit in _FAMILY[label.unit]
    if label is not None and fits and label.metric not in _GENERAL:
        return label.metric
    labelled = m.metric
    if m.rule == "settled" and m.instead is not None:
        return m.instead.metric
    named = name_metric(m, near, story, asked, following)
    if asked is not None and asked == named and asked.startswith("peak_") and m.result and _factor_next(following):
        return asked.removeprefix("peak_")
    if label is not None and fits and not asked:
        return named if named in _GENERAL[label.metric] else label.metric
    role = m.role
    if role is not None and METRICS[role].unit == m.unit and (asked is None or not m.result):
        if role == "qps":
            return "peak_qps" if (story.chain | near.near) & cues.PEAK else "qps"
        if not _said(near, m.unit) or (
            role == "daily_storage" and near.near & cues.DAILY and not near.near & cues.CACHE
        ):
            return role
    doubtful = (
        named is None or m.computed or facts.contradicts(named, m) or (named == "cache_memory" and not facts.knows("cache_share"))
    )  # fmt: skip
    derived = facts.names(m) if doubtful and asked is None and m.unit in _DERIVED else None
    if derived is not None and not _against(derived, near):
        return derived
    if labelled is None:
        return named
    if labelled in ("qps", "write_qps", "read_qps", "peak_qps", "users"):
        return named or labelled
    return labelled


def _against(metric: str, near: Around) -> bool:
    """Whether the words right at a number put it on the other side than a metric: "46 MB/s out"."""
    close = near.own | near.after
    if METRICS[metric].unit == "B/s":
        inward, outward = close & cues.IN, close & cues.OUT
        return bool(("ingress" in metric and outward and not inward) or ("egress" in metric and inward and not outward))
    read, write = close & cues.READ, close & cues.WRITE
    return bool(("read" in metric and write and not read) or ("write" in metric and read and not write))


def _factor_next(following: Mention | None) -> bool:
    """Whether a plain factor follows: the peak is still to come."""
    return following is not None and following.unit in (None, "ratio") and 1 < following.value <= 20


def _said(near: Around, unit: str) -> bool:
    """Whether the words around a volume name it."""
    if unit == "B/s":
        return bool((near.all | near.line) & (cues.IN | cues.OUT | cues.READ | cues.NET))
    return bool(
        (near.own | near.near | near.after)
        & (cues.DAILY | cues.MONTHLY | cues.YEARLY | cues.COPY | cues.CACHE | cues.TOTAL)
    )


_PLAIN = ("count", "users", "ratio")
_FAMILY = {
    "count": _PLAIN,
    "users": _PLAIN,
    "ratio": _PLAIN,
    "req/s": ("req/s",),
    "B": ("B",),
    "B/s": ("B/s",),
    "s": ("s",),
}
_GENERAL = {
    "qps": (
        "qps",
        "write_qps",
        "read_qps",
        "peak_qps",
        "peak_write_qps",
        "peak_read_qps",
        "fanout_qps",
        "qps_per_server",
    ),
    "peak_qps": ("peak_qps", "peak_write_qps", "peak_read_qps"),
    "users": ("users", "dau", "mau", "concurrent_users"),
    "bandwidth": ("bandwidth", "ingress_bandwidth", "egress_bandwidth"),
}
_DERIVED = ("req/s", "B", "B/s", "count")


def _reading(source: str, tokens: list[Token], m: Mention, rule: str) -> Reading:
    spread = (m.low, m.high) if m.low is not None and m.high is not None else None
    metric = METRICS.get(m.metric or "")
    per = m.per if m.unit in ("B", "count") else None
    if metric is not None and m.unit == "users" and m.per:
        per = None
    bound = m.bound or _bound(tokens, m)
    return Reading(
        Span(m.start, m.end), m.value, str(m.unit), per, spread, m.metric, rule, source[m.start : m.end], bound
    )


def _bound(tokens: list[Token], m: Mention) -> str | None:
    for i in range(m.first - 1, max(-1, m.first - 4), -1):
        low = tokens[i].low
        if low in _MIN:
            return "min"
        if low in _MAX or (low == "to" and i and tokens[i - 1].low == "up"):
            return "max"
        if low not in ("than", "at", "a", "about", "~", "to"):
            return None
    return None


def _with_expressions(
    source: str, tokens: list[Token], mentions: list[Mention], links: list[Link], around: list[Around],
    found: list[Reading], asked: str | None,
) -> list[Reading]:  # fmt: skip
    """Add the value of every chain of operators that states no result."""
    extra: list[Reading] = []
    start = 0
    for n in range(1, len(mentions) + 1):
        if n < len(mentions) and mentions[n].group == mentions[start].group:
            continue
        tail = n - 1
        first = tail
        while first > start and links[first].op:
            first -= 1
        if first < tail and tail - first <= _LONGEST_EXPRESSION:
            one = _expression(
                source,
                tokens,
                mentions[first:n],
                links[first:n],
                around[first],
                asked,
                following=n < len(mentions) and links[n].equal,
                after=mentions[n] if n < len(mentions) else None,
            )
            if one is not None:
                extra.append(one)
        start = n
    return sorted([*found, *extra], key=lambda r: (r.span.start, r.span.end)) if extra else found


def _expression(
    source: str, tokens: list[Token], parts: list[Mention], links: list[Link], near: Around, asked: str | None, following: bool,
    after: Mention | None,
) -> Reading | None:  # fmt: skip
    before = tokens[parts[0].first - 1].low if parts[0].first else ""
    if before in ("/", "÷", "×", "*", "^"):
        return None  # the rest of a chain whose start is not a number
    if any(m.off for m in parts) or following or _adds_different_things(parts, links):
        return None
    if not any(m.large or m.unit in ("B", "users", "count") for m in parts) and not (
        asked and len(parts) > 1 and max(m.value for m in parts) >= 100
    ):
        return None
    value = expression_value(tokens, parts, links)
    if not 0 < value < 1e25 or (after is not None and not after.hard and fits(value, after.value)):
        return None  # "730 TB, times 3 copies, 2.2 PB": its value is said next
    unit, per = _dimension(parts, links)
    metric = METRICS.get(asked or "")
    name: str | None = None
    if metric is not None and (unit in (None, "count", "users") or unit == metric.unit):
        unit, name = metric.unit, asked
        per = per if unit in ("count", "B") else None
    elif unit is not None:
        name = {"req/s": "write_qps", "count": "events_per_day" if per == "day" else None, "B": "daily_storage" if per == "day" else
                "yearly_storage" if per == "year" else None}.get(unit)  # fmt: skip
    span = Span(parts[0].start, parts[-1].end)
    return Reading(span, value, unit or "count", per, None, name, "expression", source[span.start : span.end])


def _adds_different_things(parts: list[Mention], links: list[Link]) -> bool:
    added = any(one.op in (PLUS, MINUS) for one in links[1:])
    return added and (len({(m.unit, m.kind) for m in parts}) > 1 or all(m.unit in ("B", "B/s", "req/s") for m in parts))


def _dimension(parts: list[Mention], links: list[Link]) -> tuple[str | None, str | None]:
    probe = Mention(0, 0, 0, 0, 1.0, 1.0, result=True, group=parts[0].group)
    end = Link(equal=True)
    states = [(m.unit, m.per, m.result, m.rule) for m in parts]
    parts[0].result = False
    infer([*parts, probe], [Link(), *links[1:], end])
    for m, (unit, per, result, rule) in zip(parts, states, strict=True):
        m.unit, m.per, m.result, m.rule = unit, per, result, rule
    return probe.unit, probe.per


def parsed(text: str, locale: str | None = None) -> tuple[list[Token], list[Mention], list[Link]]:
    """The tokens of a text, its numbers, and the link before each of them (the first's is empty)."""
    source = plain(text)
    if not _ANY.search(source.text):
        return [], [], []
    tokens = tokenize(masked(_unstarred(source.text)), locale)
    mentions = joined(tokens, _mentions(tokens))
    links = chained(tokens, mentions)
    resolve(mentions, links, surroundings(tokens, mentions), None, labels(tokens, mentions))
    return tokens, mentions, links


def worked(text: str, locale: str | None = None) -> tuple[list[float], list[float]]:
    """The plain numbers of a text, operands and constants too, and by what factor each stated result is off its own
    arithmetic (1 where it is right)."""
    tokens, mentions, links = parsed(text, locale)
    return [m.number * m.scale for m in mentions], _off(tokens, mentions, links)


def _off(tokens: list[Token], mentions: list[Mention], links: list[Link]) -> list[float]:
    found: list[float] = []
    start = 0
    for n, m in enumerate(mentions):
        if n and m.group != mentions[n - 1].group:
            start = n
        if m.computed and n > start:
            operands = mentions[start:n][-_LONGEST_EXPRESSION:]
            computed = expression_value(tokens, operands, links[n - len(operands) : n])
            if computed > 0 and m.value > 0:
                found.append(m.value / computed)
            start = n
    return found
