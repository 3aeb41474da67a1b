"""A graph as Graphviz source. Text is escaped, wrapped and bounded; what differs is marked by border and words, never
by colour alone."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.diagram.graph import Component, Graph

Theme = Literal["light", "dark"]
MOST_BOXES = 60
MOST_ARROWS = 140
NAME_WIDTH, LABEL_WIDTH, LABEL_LINES = 20, 20, 3
FONT = "DejaVu Sans"
# This Graphviz knows no HTML labels, so lines that look different start with an invisible sign, and the SVG is restyled.
SMALL, MARK, HEADING = "\u2061", "\u2062", "\u2063"
LINE = "\\n"


@dataclass(frozen=True, slots=True)
class Palette:
    ground: str
    ink: str
    faint: str
    line: str
    frame: str
    mark: str
    fills: Mapping[str, str] = field(default_factory=dict)
    plain: str = "#ffffff"


_KINDS = {
    "client": "person", "external_service": "outside", "notification": "outside", "cdn": "outside", "dns": "outside",
    "load_balancer": "door", "api_gateway": "door", "realtime_gateway": "door", "rate_limiter": "door",
    "cache": "memory", "session_store": "memory",
    "database": "store", "object_storage": "store", "warehouse": "store", "search_index": "store",
    "queue": "queue", "stream_processor": "work", "worker": "work", "scheduler": "work",
}  # fmt: skip

PALETTES: Mapping[Theme, Palette] = {
    "light": Palette(
        "#ffffff", "#1f2933", "#52606d", "#7b8794", "#d9dfe6", "#a63d00",
        {"person": "#fdf1dc", "outside": "#f0edf7", "door": "#e3eefb", "memory": "#fbe9e7", "store": "#e2f3ec",
         "queue": "#fff6cf", "work": "#eef2f6"}, "#f7f9fb",
    ),
    "dark": Palette(
        "#1b1f24", "#eef1f4", "#aab4bf", "#8492a0", "#3a434d", "#ffb27a",
        {"person": "#4a3d25", "outside": "#3b3550", "door": "#26405c", "memory": "#55312d", "store": "#22483a",
         "queue": "#4c4420", "work": "#333c46"}, "#2a3138",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Side:
    """One of several graphs in a picture: its heading ("" for none) and words under the boxes that differ, by id."""

    graph: Graph
    title: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)


def dot_source(sides: tuple[Side, ...], theme: Theme = "light") -> str:
    """Graphviz source of one or more graphs, one below the other, each laid out from left to right."""
    palette = PALETTES[theme]
    lines = [
        "digraph design {",
        f'graph [rankdir=LR, bgcolor="{palette.ground}", pad=0.3, nodesep=0.32, ranksep=0.55, fontname="{FONT}",'
        f' fontcolor="{palette.ink}", newrank=true, splines=spline];',
        f'node [fontname="{FONT}", fontsize=13, fontcolor="{palette.ink}", color="{palette.line}", penwidth=1.2,'
        ' margin="0.2,0.11"];',
        f'edge [fontname="{FONT}", fontsize=10.5, fontcolor="{palette.faint}", color="{palette.line}", penwidth=1.2,'
        " arrowsize=0.75];",
    ]
    for index, side in reversed(list(enumerate(sides))):  # from left to right, Graphviz puts later ones higher
        lines += _side(side, index, palette)
    return "\n".join([*lines, "}"])


def shown(graph: Graph) -> tuple[Component, ...]:
    """The components that a picture has room for: those with arrows first, then the rest, 60 at most."""
    if len(graph.components) <= MOST_BOXES:
        return graph.components
    lonely = {component.id for component in graph.lonely}
    ordered = sorted(graph.components, key=lambda component: component.id in lonely)
    return tuple(ordered[:MOST_BOXES])


def _side(side: Side, index: int, palette: Palette) -> list[str]:
    names = {component.id: f"n{index}_{number}" for number, component in enumerate(shown(side.graph))}
    lines = []
    if side.title:
        lines.append(
            f'subgraph cluster_{index} {{ label="{HEADING}{_text(side.title)}"; labeljust=l; fontsize=15; margin=18;'
            f' style=rounded; color="{palette.frame}"; penwidth=1.4;'
        )
    lines += [
        _node(names[component.id], component, side.marks.get(component.id, ""), palette)
        for component in shown(side.graph)
    ]
    for link in side.graph.connections[:MOST_ARROWS]:
        if link.source in names and link.target in names:
            label = f' [label="{_label(link.label)}"]' if link.label else ""
            lines.append(f"{names[link.source]} -> {names[link.target]}{label};")
    return [*lines, "}"] if side.title else lines


def _node(node_id: str, component: Component, mark: str, palette: Palette) -> str:
    kind = _KINDS.get(component.role or "", "")
    shape, style, extra = _shape(kind)
    rows = [_wrapped(component.name, NAME_WIDTH, 3)]
    role = (component.role or "").replace("_", " ")
    if role and role not in component.name.lower() and not mark:
        rows.append(SMALL + _text(role))
    if mark:
        rows.append(MARK + _text(mark))
        style, extra = style + ",dashed", f'{extra}, penwidth=2.4, color="{palette.mark}"'
    fill = palette.fills.get(kind, palette.plain)
    return f'{node_id} [shape={shape}, style="{style}", fillcolor="{fill}"{extra}, label="{LINE.join(rows)}"];'


def _shape(kind: str) -> tuple[str, str, str]:
    """Graphviz shape, style and more attributes of a kind of component."""
    match kind:
        case "store":
            return "cylinder", "filled", ""
        case "person":
            return "ellipse", "filled", ', margin="0.08,0.06"'
        case "queue":
            return "box", "filled,rounded", ", peripheries=2"
        case "outside":
            return "box", "filled,rounded,dotted", ""
        case "memory":
            return "box3d", "filled", ""
        case _:
            return "box", "filled,rounded", ""


def _label(label: str) -> str:
    return _wrapped(label, LABEL_WIDTH, LABEL_LINES)


def _wrapped(text: str, width: int, most: int) -> str:
    """Lines of at most `width` signs, `most` of them, escaped for a label."""
    lines = textwrap.wrap(_printable(text), width, break_long_words=True) or [" "]
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1][: width - 1].rstrip() + "…"]
    return LINE.join(_text(line) for line in lines)


def _text(text: str) -> str:
    """Escaped for a quoted string: quotes, backslashes, and & (Graphviz reads entities)."""
    return _printable(text).replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")


def _printable(text: str) -> str:
    """Without control signs and what the font has not (pictures of emoji); the three signs below mean something."""
    return "".join(sign if sign.isprintable() and ord(sign) < 0x1F000 else " " for sign in text[:400])
