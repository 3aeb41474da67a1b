"""Mermaid, a stated subset.

Flowcharts (`flowchart` or `graph`, any direction): nodes with any bracket shape, quoted labels and `<br/>`, links
`-->`, `---`, `-.->`, `==>`, `--o`, `--x`, `<-->`, with `|label|` or `-- label -->`, chains, `&`, `;`, subgraphs (their
boxes count, the frame does not). Sequence diagrams: participants and actors with `as`, every message arrow; an answer
(`-->>`) to a message that is drawn adds no arrow of its own. Styles, classes, clicks, notes and frames are passed over.
A line that is none of these is named in the notes with its number, and the rest is read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.diagram.lexicon import Identity
from bot.diagram.lines import name_of
from bot.diagram.sketch import Sketch

LONGEST_LINE = 2000

_HEADER = re.compile(
    r"\s*(?:(?P<flow>flowchart|graph)\b(?:\s+(?:TB|TD|BT|LR|RL))?|(?P<sequence>sequenceDiagram))\s*;?\s*$"
)
_OTHER = re.compile(
    r"\s*(?:stateDiagram|classDiagram|erDiagram|gantt|pie|mindmap|journey|C4\w+|gitGraph|timeline)[\w-]*\s*$"
)
_PASSED = re.compile(
    r"\s*(?:%%|classDef\b|class\b|style\b|linkStyle\b|click\b|direction\b|subgraph\b|end\b|accTitle\b|accDescr\b|title\b|---\s*$"
    r"|note\b|loop\b|alt\b|else\b|opt\b|par\b|and\b|critical\b|option\b|break\b|rect\b|box\b|activate\b|deactivate\b"
    r"|autonumber\b|create\b|destroy\b|link\b|links\b|config\b|theme\b)",
    re.IGNORECASE,
)
_NODE_ID = re.compile(r"[\w][\w.\-]*?(?=$|[\s&;]|[\[({>@|]|:::|-\.|--|==|~~|<-|<=)|[\w]+")
_SHAPES = (
    ("(((", ")))"), ("[[", "]]"), ("[(", ")]"), ("([", "])"), ("((", "))"), ("{{", "}}"), ("[/", "/]"), ("[/", "\\]"),
    ("[\\", "\\]"), ("[\\", "/]"), ("[", "]"), ("(", ")"), ("{", "}"), (">", "]"),
)  # fmt: skip
_LINK = re.compile(
    r"\s*(?P<back><|o|x)?(?:"
    r"(?P<open>--|==|-\.)\s*(?P<text>[^\s\-=.>|][^|\n]{0,120}?)\s*(?P<close>-{2,4}[>ox]?|={2,4}[>ox]?|\.{1,3}-[>ox]?)"
    r"|(?P<line>-{2,5}[>ox]?|={2,5}[>ox]?|-\.{1,4}-[>ox]?|~~~)"
    r")(?:\s*\|(?P<label>[^|\n]{0,200})\|)?"
)
_CLASS = re.compile(r":::[\w-]+")
_AT = re.compile(r"@\{(?P<body>[^}\n]{0,300})\}")
_AT_LABEL = re.compile(r"label\s*:\s*[\"']?(?P<label>[^\"',}]{1,120})")
_BREAK = re.compile(r"<br\s*/?>|\\n", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-z]{1,10}[^<>]{0,80}>|fa:fa-[\w-]+", re.IGNORECASE)
_WHO = re.compile(
    r"\s*(?:create\s+)?(?:participant|actor)\s+(?P<id>.{1,80}?)(?:\s+as\s+(?P<name>.{1,120}))?\s*$", re.IGNORECASE
)
_MESSAGE = re.compile(
    r"\s*(?P<a>[^\s:+\-<>][^:\-<>]{0,60}?)\s*(?P<arrow><<-{1,2}>>|-{1,2}>>|-{1,2}>|-{1,2}x|-{1,2}\))\s*[+\-]?"
    r"\s*(?P<b>[^:]{1,60}?)\s*(?::(?P<label>.*))?$"
)
_AND = re.compile(r"\s*&\s*")
_CYLINDER = ("[(", "cyl", "cylinder", "db", "database")


@dataclass(slots=True)
class Diagram:
    """The nodes of one diagram by Mermaid id, as ids of components."""

    sketch: Sketch
    nodes: dict[str, str | None] = field(default_factory=dict)


def looks_like_mermaid(text: str) -> bool:
    """Whether the first line with words is a Mermaid header."""
    first = next((line for line in text.split("\n", 40)[:40] if line.strip() and not line.strip().startswith("%%")), "")
    return bool(_HEADER.match(first[:200]) or _OTHER.match(first[:200]))


def read_mermaid(text: str, offset: int, sketch: Sketch) -> None:
    """Add a diagram that starts at `offset` of the text; faults go to the sketch's notes with their line."""
    kind, read = "", 0
    diagram = Diagram(sketch)
    for number, line, at in _lines(text, offset):
        if not kind:
            header = _HEADER.match(line)
            if header is None:
                if not _PASSED.match(line):
                    sketch.note("mermaid_kind", number, line.strip())
                    return
                continue
            kind = "flow" if header.group("flow") else "sequence"
            continue
        done = _flow_line(line, at, diagram) if kind == "flow" else _sequence_line(line, at, diagram)
        read += done
        if not done and not _PASSED.match(line):
            sketch.note("mermaid_line", number, line.strip())
    if not kind or not diagram.nodes:
        sketch.note("mermaid_empty")


def _lines(text: str, offset: int) -> Iterator[tuple[int, str, int]]:
    at = offset
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line[:LONGEST_LINE].rstrip().rstrip(";"), at
        at += len(line) + 1


def _flow_line(line: str, at: int, diagram: Diagram) -> bool:
    """One line of statements, parted by `;`. False where something in it is not understood."""
    if _PASSED.match(line):
        return True
    good, position = True, 0
    for statement in line.split(";"):
        if statement.strip():
            good = _statement(statement, at + position, diagram) and good
        position += len(statement) + 1
    return good


def _statement(text: str, at: int, diagram: Diagram) -> bool:
    """`A & B -->|label| C[...] --> D`."""
    position, left = _group(text, 0, at, diagram)
    if not left:
        return False
    while text[position:].strip():
        link = _LINK.match(text, position)
        if link is None:
            return False
        after, right = _group(text, link.end(), at, diagram)
        if not right:
            return False
        _connect(diagram, left, right, link, (at + position, at + after))
        position, left = after, right
    return True


def _connect(diagram: Diagram, left: list[str], right: list[str], link: re.Match[str], span: tuple[int, int]) -> None:
    label = _words(link.group("label") or link.group("text") or "") or None
    if (link.group("line") or "").startswith("~"):
        return
    for one in left:
        for other in right:
            source, target = diagram.nodes.get(one), diagram.nodes.get(other)
            diagram.sketch.connect(source, target, label, span)
            if link.group("back") == "<":
                diagram.sketch.connect(target, source, label, span)


def _group(text: str, position: int, at: int, diagram: Diagram) -> tuple[int, list[str]]:
    """Nodes joined by `&`: where they end, and their Mermaid ids."""
    found: list[str] = []
    while True:
        node = _node(text, position, at, diagram)
        if node is None:
            return position, []
        position, node_id = node
        found.append(node_id)
        rest = _AND.match(text, position)
        if rest is None or len(found) >= 30:
            return position, found
        position = rest.end()


def _node(text: str, position: int, at: int, diagram: Diagram) -> tuple[int, str] | None:
    while position < len(text) and text[position].isspace():
        position += 1
    match = _NODE_ID.match(text, position)
    if match is None:
        return None
    node_id, end = match.group(), match.end()
    label, shape, start = "", "", match.start()
    for opening, closing in _SHAPES:
        if text.startswith(opening, end) and (close := text.find(closing, end + len(opening))) > 0:
            label, shape, start = text[end + len(opening) : close], opening, end + len(opening)
            end = close + len(closing)
            break
    if extra := _AT.match(text, end):
        inner = _AT_LABEL.search(extra.group("body"))
        label = inner.group("label") if inner else label
        shape = "[(" if re.search(r"shape\s*:\s*(?:cyl|db|database|cylinder)", extra.group("body")) else shape
        end = extra.end()
    if style := _CLASS.match(text, end):
        end = style.end()
    _enter(diagram, node_id, label, shape, at + start)
    return end, node_id


def _enter(diagram: Diagram, node_id: str, label: str, shape: str, at: int) -> None:
    """Note a node; a later statement that gives it a label does not change what it is."""
    if node_id in diagram.nodes and not label:
        return
    if diagram.nodes.get(node_id) is None or label:
        diagram.nodes[node_id] = _component(diagram.sketch, label or node_id, shape, at)


def _component(sketch: Sketch, label: str, shape: str, at: int) -> str | None:
    """The component that a label names; "kafka: clicks" is kafka with clicks in it. Anything may be a name here."""
    name = _words(label)
    lead = len(label) - len(label.lstrip(" \"'`"))
    found = name_of(name.split(":")[0], at + lead, sketch.lexicon) or name_of(name, at + lead, sketch.lexicon)
    if found:
        identity = found.identity
        if identity.role is None and shape in _CYLINDER:
            identity = Identity(identity.key, "database", known=True)
        return sketch.add(found.words, name, identity)
    words = sketch.lexicon.words(name, at + lead)[:8]
    identity_or_none = sketch.lexicon.identify(words) if words else None
    return sketch.add(words, name, identity_or_none) if identity_or_none else None


def _words(label: str) -> str:
    """A label without quotes, markup and line breaks."""
    text = _MARKUP.sub(" ", _BREAK.sub(" ", label)).replace("#quot;", '"').replace("#amp;", "&")
    return " ".join(text.strip().strip("\"'`").split())


def _sequence_line(line: str, at: int, diagram: Diagram) -> bool:
    if who := _WHO.match(line):
        _participant(diagram, who.group("id").strip(), who.group("name"), at + who.start("id"))
        return True
    if _PASSED.match(line):
        return True
    message = _MESSAGE.match(line)
    if message is None:
        return False
    ends = []
    for group in ("a", "b"):
        node_id = message.group(group).strip()
        if node_id not in diagram.nodes:
            _participant(diagram, node_id, None, at + message.start(group))
        ends.append(diagram.nodes.get(node_id))
    source, target = ends
    is_answer = message.group("arrow").startswith("--") and (target, source) in diagram.sketch.connections
    if not is_answer:
        label = _words(message.group("label") or "") or None
        diagram.sketch.connect(source, target, label, (at + message.start("a"), at + message.end("b")))
    return True


def _participant(diagram: Diagram, node_id: str, name: str | None, at: int) -> None:
    shift = 0 if name is None else len(node_id)
    diagram.nodes[node_id] = _component(diagram.sketch, name or node_id, "", at + shift)
