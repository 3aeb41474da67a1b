"""Reading a design out of what a candidate wrote, whatever the notation."""

import re
from collections.abc import Iterable

from bot.diagram.clause import Talk
from bot.diagram.graph import Graph
from bot.diagram.lexicon import Lexicon
from bot.diagram.lines import arrows_of, read_box, read_line
from bot.diagram.mermaid import looks_like_mermaid, read_mermaid
from bot.diagram.position import placed
from bot.diagram.prose import read_prose
from bot.diagram.sketch import Sketch
from bot.text import PlainText, plain

LONGEST = 40_000
ENOUGH_ARROWS = 4  # from here on a sentence is taken to talk about the drawing rather than to add to it
_FENCE = re.compile(r"```[ \t]*(?P<tag>[A-Za-z]{0,20})[^\S\n]*\n?(?P<body>.*?)(?:```|\Z)", re.DOTALL)
_OWNED = re.compile(r"(?<=\w)['’]s\b(?<!\bit['’]s)(?<!\b(?:he|we)['’]s)(?<!\b(?:she)['’]s)(?<!\b(?:that|what)['’]s)")
_NOT_DRAWINGS = frozenset(
    "json sql yaml yml python java js ts typescript http proto protobuf xml go cql bash sh".split()
)


def read_design(text: str | PlainText, lexicon: Lexicon, known: Graph | None = None, turn: int = 0) -> Graph:
    """The design after this text: `known` with what it adds, corrects and takes away.

    Spans are places in `text` (its source), with `turn` as their text's number. Struck and quoted words are left out;
    what is beyond 40,000 characters is too. Linear in the text; never raises."""
    body = _readable(text)
    sketch = Sketch.of(known, lexicon, turn)
    talk = Talk(last=[known.components[-1].id] if known and known.components else [])
    for start, end, kind in blocks(body):
        sketch.block += 1
        if kind == "mermaid":
            before = len(sketch.connections)
            read_mermaid(body[start:end], start, sketch)
            sketch.pictured += len(sketch.connections) - before
        elif kind != "code":
            _read_lines(body[start:end], start, sketch, talk, drawing=kind == "drawing")
    return placed(sketch.graph(), lexicon)


def read_turns(texts: Iterable[tuple[int, str]], lexicon: Lexicon) -> Graph:
    """The design after several messages, each with its number."""
    graph = Graph()
    for turn, text in texts:
        graph = read_design(text, lexicon, graph, turn)
    return graph


def blocks(body: str) -> list[tuple[int, int, str]]:
    """Pieces [start, end) of a text with their kind: text, drawing (a code block), mermaid, or other code."""
    found: list[tuple[int, int, str]] = []
    at = 0
    for match in _FENCE.finditer(body):
        found.append((at, match.start(), "text"))
        tag, start = match.group("tag").lower(), match.start("body")
        if tag and "\n" not in body[match.start() : start]:
            start = match.start("tag")  # "```client -> lb```": the word is the drawing's own
            tag = ""
        found.append((start, match.end("body"), _kind(tag, body[start : match.end("body")])))
        at = match.end()
    found.append((at, len(body), "mermaid" if looks_like_mermaid(body[at:]) else "text"))
    return [(start, end, kind) for start, end, kind in found if body[start:end].strip()]


def _kind(tag: str, code: str) -> str:
    if tag == "mermaid" or looks_like_mermaid(code):
        return "mermaid"
    return "code" if tag in _NOT_DRAWINGS else "drawing"


def _readable(text: str | PlainText) -> str:
    """Text of the same length in which only what counts is left; fences stay."""
    read = text if isinstance(text, PlainText) else plain(text)
    body = list(read.text[:LONGEST])
    for start, end in (*read.struck, *read.quoted):
        body[start:end] = [" " if sign != "\n" else sign for sign in body[start:end]]
    for match in re.finditer("```", read.source[:LONGEST]):
        body[match.start() : match.end()] = "```"
    return "".join(body)


def _read_lines(text: str, offset: int, sketch: Sketch, talk: Talk, drawing: bool) -> None:
    """Line by line: arrows, then names alone, then sentences. A drawing that came before stays the measure."""
    drawn = sketch.pictured >= ENOUGH_ARROWS
    at = offset
    for line in text.split("\n"):
        before = len(sketch.connections)
        read = not line.strip() or read_line(line, at, sketch, drawing or _is_drawn(line))
        sketch.pictured += len(sketch.connections) - before
        if not (read or read_box(line, at, sketch, drawing) or drawing):
            read_prose(line, at, sketch, talk, drawn)
        at += len(line) + 1


def _is_drawn(line: str) -> bool:
    """A line whose first words lead to its first arrow: "posts svc -> posts db". Talk with an arrow in it is not."""
    arrows = arrows_of(line)
    if not arrows or arrows[0].kind == "angle":
        return False
    before = _OWNED.sub("", line[: arrows[0].start])
    return 0 < len(before.split()) <= 5 and not re.search(r"[:.!?]\s|'", before)
