"""Slack's mrkdwn to HTML that can be trusted, whatever stands in it.

Pieces with a meaning of their own (code, links, mentions, dates, emoji) are taken out first and put back last; what
remains is escaped as a whole before any tag is added, so no character of the source ever reaches the page as markup.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from markupsafe import Markup, escape

from bot.text import unescape
from bot.workspace.page.emoji import EMOJI


@dataclass(frozen=True, slots=True)
class Names:
    """Who and what the ids in a text stand for, as one reader sees it. `me` is the reader's own id."""

    people: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    me: str = ""


NOBODY = Names()
_HOLE = "\ue000"  # stands for one piece taken out; the source's own are replaced before
_FENCE = re.compile(r"```\n?((?:(?!```).)+?)\n?```", re.DOTALL)
_QUOTE = re.compile(r"^(?:&gt;|>) ?")
# Bounded, and each alternative opens with its own character: the scan is linear in practice.
_PIECE = re.compile(
    r"`(?P<code>[^`\n]{1,3000})`"
    r"|<(?P<mark>[^<>\n]{1,3000})>"
    r"|(?P<bare>https?://[^\s<>\"'`|]{1,2000})"
    r"|:(?P<emoji>[a-z0-9_+'\-]{1,80}):"
)
_STYLE = re.compile(
    r"(?<![\w*_~])(?P<sign>[*_~])(?P<inner>(?=[^\s*_~]|[*_~][^\s*_~])(?:(?!(?P=sign))[^\n]){1,3000})(?<!\s)(?P=sign)(?!\w)"
)
_TAGS = {"*": "strong", "_": "em", "~": "s"}
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)
_BROADCAST = {"here": "@here", "channel": "@channel", "everyone": "@everyone"}


def mrkdwn(text: str, names: Names = NOBODY) -> Markup:
    """Slack text (entities and all) as HTML. Never raises; the only links are http, https and mailto."""
    text = text.replace(_HOLE, "\ufffd")
    parts: list[str] = []
    at = 0
    for fence in _FENCE.finditer(text):
        parts += [_lines(text[at : fence.start()], names), f"<pre><code>{_literal(fence[1], names)}</code></pre>"]
        at = fence.end()
    parts.append(_lines(text[at:], names))
    return _trusted("".join(parts))


def plain_text(text: str, emoji: bool = True) -> Markup:
    """A plain_text object's words: no markup, but emoji names are drawn."""
    found = escape(unescape(text))
    return _trusted(re.sub(r":([a-z0-9_+'\-]{1,80}):", _drawn, found)) if emoji else found


def link(url: str, label: str | Markup | None = None) -> Markup:
    """A link that opens in a new tab, or only its words where the address is not one that a page should follow."""
    words = escape(label if label is not None else url.removeprefix("mailto:"))
    if not _SAFE_LINK.fullmatch(url):
        return words
    return Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>').format(url, words)


def mention(user: str, names: Names, label: str | None = None) -> Markup:
    name = names.people.get(user) or label or user
    mine = " me" if user and user == names.me else ""
    return Markup('<span class="mention{}">@{}</span>').format(mine, name.removeprefix("@"))


def channel_link(channel: str, names: Names, label: str | None = None) -> Markup:
    name = names.channels.get(channel) or label or "private channel"
    if channel not in names.channels:
        return Markup('<span class="mention">#{}</span>').format(name)
    return Markup('<a class="mention" href="/?channel={0}" data-channel="{0}">#{1}</a>').format(channel, name)


def date(timestamp: str, form: str, fallback: str, url: str = "") -> Markup:
    """A moment that the page's script writes in the reader's own time zone; until then its fallback."""
    try:
        moment = datetime.fromtimestamp(int(timestamp), UTC)
    except (ValueError, OverflowError, OSError):
        return link(url, fallback) if url else escape(fallback)
    words = Markup('<time datetime="{}" data-form="{}">{}</time>').format(
        moment.strftime("%Y-%m-%dT%H:%M:%SZ"), form, fallback or moment.strftime("%Y-%m-%d %H:%M UTC")
    )
    return link(url, words) if url else words


def emoji(name: str) -> Markup:
    """One emoji by name, or `:name:` where it is not known."""
    if name not in EMOJI:
        return escape(f":{name}:")
    return Markup('<span class="emoji" role="img" aria-label="{}">{}</span>').format(
        name.replace("_", " "), EMOJI[name]
    )


def _trusted(html: str) -> Markup:
    """What was put together here from escaped text and tags of our own."""
    return Markup(html)  # noqa: S704 - the one place; test_mrkdwn.py holds it with a parser and Hypothesis


def _drawn(found: re.Match[str]) -> str:
    return str(emoji(found[1])) if found[1] in EMOJI and not _clock(found) else found[0]


def _clock(found: re.Match[str]) -> bool:
    """Whether `:30:` stands inside a clock time such as 10:30:15."""
    start = found.start()
    return start > 0 and found.string[start - 1].isdigit()


def _literal(text: str, names: Names) -> Markup:
    """Code: entities are read, references become their words, nothing else changes."""
    return escape(unescape(re.sub(r"<([^<>\n]{1,3000})>", lambda m: m[1].split("|")[-1], text)))


def _lines(text: str, names: Names) -> str:
    """Paragraph text: neighbouring quoted lines become one quotation."""
    out: list[str] = []
    for quoted, lines in _runs(text.strip("\n").split("\n")):
        body = "<br>".join(_inline(line, names) for line in lines)
        out.append(f"<blockquote>{body}</blockquote>" if quoted else f"<p>{body}</p>" if body else "")
    return "".join(out)


def _runs(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    run: list[str] = []
    before = False
    for line in lines:
        sign = _QUOTE.match(line)
        if bool(sign) != before and run:
            yield before, run
            run = []
        before = bool(sign)
        run.append(line[sign.end() :] if sign else line)
    yield before, run


def _inline(text: str, names: Names) -> str:
    taken: list[Markup] = []

    def take(found: re.Match[str]) -> str:
        piece = _piece(found, names)
        if piece is None:
            return found[0]
        taken.append(piece)
        return _HOLE

    holed = _PIECE.sub(take, text)
    styled = _styled(str(escape(unescape(holed))), "*_~")
    pieces = iter(taken)
    return re.sub(_HOLE, lambda _: str(next(pieces)), styled)


def _styled(escaped: str, signs: str) -> str:
    """Bold, italic and struck words of text that is already escaped; a style never holds itself, so depth is three."""

    def tag(found: re.Match[str]) -> str:
        sign = found["sign"]
        if sign not in signs:
            return found[0]
        inner = _styled(found["inner"], signs.replace(sign, ""))
        return f"<{_TAGS[sign]}>{inner}</{_TAGS[sign]}>"

    return _STYLE.sub(tag, escaped) if signs else escaped


def _piece(found: re.Match[str], names: Names) -> Markup | None:
    if code := found["code"]:
        return Markup("<code>{}</code>").format(_literal(code, names))
    if bare := found["bare"]:
        return _bare(bare)
    if name := found["emoji"]:
        return None if name not in EMOJI or _clock(found) else emoji(name)
    return _reference(found["mark"], names)


def _bare(url: str) -> Markup:
    """An address typed without angle brackets; a closing full stop or bracket belongs to the sentence."""
    trimmed = url.rstrip(".,;:!?)*_~")
    return link(unescape(trimmed)) + unescape(url[len(trimmed) :])


def _reference(mark: str, names: Names) -> Markup:
    target, _, label = mark.partition("|")
    words = unescape(label)
    if target[:1] in _REFERENCES:
        return _REFERENCES[target[:1]](target[1:], words, names)
    return link(unescape(target), words or None)


def _special(target: str, words: str, names: Names) -> Markup:
    kind, *rest = target.split("^")
    if kind == "date" and len(rest) >= 2:
        return date(rest[0], unescape(rest[1]), words, unescape("^".join(rest[2:])))
    name = _BROADCAST.get(kind) or words or f"@{kind}"
    return Markup('<span class="mention me">{}</span>').format(name)


_REFERENCES: dict[str, Callable[[str, str, Names], Markup]] = {
    "@": lambda target, words, names: mention(target, names, words or None),
    "#": lambda target, words, names: channel_link(target, names, words or None),
    "!": _special,
}
