"""Slack's mrkdwn to plain text of the same length, by one linear pass of a few anchored patterns."""

import math
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """[start, end) in code points."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class PlainText:
    """What a person reads, and where the special parts stand.

    `text` has the length of `source`. Markup is blanked with spaces; `&lt;` becomes `<` and three spaces, so that
    every offset in `text` is one in `source`. Struck, code and quoted words stay readable and are listed by place:
    who reads decides what they count for.
    """

    source: str
    text: str
    struck: tuple[Span, ...] = ()
    code: tuple[Span, ...] = ()
    quoted: tuple[Span, ...] = ()

    def inside(self, kind: tuple[Span, ...], start: int, end: int) -> bool:
        """Whether [start, end) touches one of the given spans (`text.struck`, say)."""
        return any(start < span.end and span.start < end for span in kind)


# Every alternative starts with its own first character and is bounded or free of nested repetition, so the scan is
# linear. A person's own emoji or link text is at most a few thousand characters (Slack's message limit is 40,000).
_SPECIAL = re.compile(
    r"&(?:amp|lt|gt);"
    r"|<(?P<mark>[@#!][^<>\n]{0,3000})>"
    r"|<(?P<url>(?:https?|mailto|tel|ftp):[^<>|\n]{0,3000})(?:\|(?P<label>[^<>\n]{0,3000}))?>"
    r"|:(?P<emoji>[a-z0-9_+'\-]{1,80}):(?::skin-tone-\d:)?"
)
_ENTITY = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_FENCE = re.compile(r"```(.*?)(?:```|\Z)", re.DOTALL)
_TICKS = re.compile(r"`([^`\n]{1,3000})`")
_STRUCK = re.compile(r"(?<![\w~])~(?=[^\s~])([^~\n]{1,3000})(?<=\S)~(?![\w~])")
_QUOTED = re.compile(r"^(?:>|&gt;)[^\n]*", re.MULTILINE)


def plain(source: str) -> PlainText:
    """Slack text (any string will do) as plain text of the same length. Never raises."""
    code = _code_spans(source)
    text = _SPECIAL.sub(_blank, source)
    if code:
        text = _without_ticks(text, code)
    struck = tuple(Span(*m.span()) for m in _STRUCK.finditer(text) if not _within(code, m.start()))
    quoted = tuple(Span(*m.span()) for m in _QUOTED.finditer(source) if not _within(code, m.start()))
    return PlainText(source=source, text=text, struck=struck, code=code, quoted=quoted)


def escape(text: str) -> str:
    """Make text safe inside a Slack message: the three characters that Slack gives a meaning, and no more."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The way back of `escape`; only these three entities are Slack's."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _code_spans(source: str) -> tuple[Span, ...]:
    fences = [Span(*m.span()) for m in _FENCE.finditer(source)] if "```" in source else []
    ticks = [Span(*m.span()) for m in _TICKS.finditer(source) if not _within(fences, m.start())]
    return tuple(sorted([*fences, *ticks]))


def _without_ticks(text: str, code: Sequence[Span]) -> str:
    """The text with the backticks of its code blanked, in one pass."""
    pieces, at = [], 0
    for start, end in code:  # a tick may open just before a fence, so that the two overlap
        pieces += [text[at:start], text[max(at, start) : end].replace("`", " ")]
        at = max(at, end)
    return "".join([*pieces, text[at:]])


def _within(spans: Sequence[Span], at: int) -> bool:
    """Whether a place is in one of these spans, which are in order and apart."""
    before = bisect_right(spans, (at, math.inf)) - 1
    return before >= 0 and at < spans[before].end


def _blank(found: re.Match[str]) -> str:
    whole = found.group()
    if whole in _ENTITY:
        return _ENTITY[whole].ljust(len(whole))
    if label := found.group("label"):
        start = found.start("label") - found.start()
        return " " * start + label + " " * (len(whole) - start - len(label))
    if (emoji := found.group("emoji")) and emoji.isdigit():
        return whole  # "10:30:15" is a clock time, not an emoji
    return " " * len(whole)
