"""What a writer takes back: "8k, no wait, 0.8k", "60GB not 600GB", struck-out text. The replacement stays."""

import itertools

from bot.estimation.mention import Mention, settle
from bot.estimation.tokens import LINE, WORD, Token
from bot.text import Span

_AFTER = frozenset(
    "no wait sorry oops actually scratch correction rather mean meant nope ups whoops hmm err erm typo pardon".split()
)
_STRONG = frozenset("scratch correction oops whoops typo meant ups nope sorry wait".split())
_NOT = frozenset({"not", "isn't", "isnt", "wasn't", "aren't", "never", "nicht"})


def retract(tokens: list[Token], mentions: list[Mention], struck: tuple[Span, ...]) -> None:
    """Switch off what is struck out or corrected, and hand its unit to a bare replacement."""
    at = 0
    for m in mentions:
        while at < len(struck) and struck[at].end <= m.start:
            at += 1
        if at < len(struck) and struck[at].start < m.end:
            m.off = True
    for a, b in itertools.pairwise(mentions):
        if b.first - a.next <= 12 and _corrects(tokens, a, b) and _comparable(a, b) and not _was_first(tokens, b):
            a.off = True
            b.instead = a
            _inherit(b, a)
    for n, m in enumerate(mentions):
        if _negated(tokens, m):
            other = _replacement(mentions, n, tokens)
            if other is not None:
                m.off = True
                other.instead = other.instead or (m if m.start < other.start else None)
                _inherit(other, m)


def _corrects(tokens: list[Token], a: Mention, b: Mention) -> bool:
    """Whether the words between two numbers take the first one back."""
    words = [t.low for t in tokens[a.next : b.first] if t.kind == WORD]
    signs = [t.low for t in tokens[a.next : b.first] if t.kind != WORD]
    if not words:
        return False
    text = " ".join(words)
    if any(phrase in text for phrase in ("make that", "i mean", "i meant", "scratch that", "no wait", "or rather", "should be", "should have been",
                                          "strike that", "let me redo", "let me correct", "that's wrong", "thats wrong", "my bad", "wait no")):  # fmt: skip
        return True
    if words[0] in (
        "no",
        "nope",
        "wait",
        "sorry",
        "oops",
        "actually",
        "scratch",
        "correction",
        "whoops",
        "rather",
        "err",
        "ups",
        "hmm",
    ):
        strong = bool(_STRONG & set(words)) or words[0] in ("no", "nope", "err")
        return strong or (words[0] in ("actually", "hmm") and len(words) <= 5 and not set(signs) & {"→", "="})
    return bool(_STRONG & set(words)) and "not" not in words and len(words) <= 8


def _was_first(tokens: list[Token], m: Mention) -> bool:
    """ "382. Sorry, I had 38 first": the old number is told after the right one."""
    return m.next < len(tokens) and tokens[m.next].low in ("first", "before", "initially", "earlier")


def _comparable(a: Mention, b: Mention) -> bool:
    if a.unit is None or b.unit is None:
        return True
    plain = ("count", "users", "req/s")
    return a.unit == b.unit or (a.unit in plain and b.unit in plain) or {a.unit, b.unit} == {"B", "B/s"}


def _negated(tokens: list[Token], m: Mention) -> bool:
    i = m.first - 1
    while i >= 0 and tokens[i].low in ("~", "the", "≈", "about", "like", "a", "just", "-", "*"):
        i -= 1
    if i < 0:
        return False
    if tokens[i].low in _NOT:
        return True
    before = tokens[i - 1].low if i else ""
    return (before, tokens[i].low) in (("instead", "of"), ("rather", "than"), ("as", "opposed")) or tokens[
        i
    ].low == "statt"


def _replacement(mentions: list[Mention], n: int, tokens: list[Token]) -> Mention | None:
    """The number that stands instead of a negated one: the one before it in the clause, else the one after."""
    m = mentions[n]
    for k in (n - 1, n + 1):
        if 0 <= k < len(mentions):
            other = mentions[k]
            first, second = (other, m) if k < n else (m, other)
            between = tokens[first.next : second.first]
            near = len(between) <= 8 and not any(t.kind == LINE for t in between)
            if near and _comparable(m, other) and not other.off:
                return other
    return None


def _inherit(m: Mention, source: Mention) -> None:
    if m.unit is None and source.unit is not None:
        m.unit, m.noun, m.kind, m.words = source.unit, source.noun, source.kind, source.words
        m.each, m.second = source.each, source.second
        m.rule = "correction"
        if m.period is None:
            m.period = source.period
        if source.unit == "B" and m.scale == 1 and m.factor == 1:
            m.factor = source.factor
        elif source.unit == "req/s" and source.period is None and m.period is None:
            return
        if m.unit == "req/s":
            m.unit = "count" if m.period else "req/s"
        if m.unit == "B/s" and m.period:
            m.unit = "B"
        settle(m)
    elif m.unit == source.unit and m.period is None and m.per is None and source.per and m.unit in ("B", "count"):
        m.per = source.per
