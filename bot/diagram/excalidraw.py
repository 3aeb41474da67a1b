"""An Excalidraw file as a design: boxes with their bound or lying text, arrows with theirs.

Untrusted: at most 4 MB and 2,000 elements; what is not the expected shape is passed over, and a file that cannot be
read at all gives a value that says why.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.diagram.graph import Graph
from bot.diagram.lexicon import Identity, Lexicon
from bot.diagram.lines import name_of
from bot.diagram.sketch import Sketch

MOST_BYTES = 4_000_000
MOST_ELEMENTS = 2_000
REACH = 40.0  # how far from a box an unbound arrow's end may lie, in the drawing's own pixels
_BOXES = frozenset({"rectangle", "ellipse", "diamond", "image", "frame"})


@dataclass(frozen=True, slots=True)
class Broken:
    """Why a file is no drawing: too_large, not_json, not_excalidraw, too_many, empty. `detail` for the log."""

    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Shape:
    id: str
    x: float
    y: float
    width: float
    height: float

    def distance(self, x: float, y: float) -> float:
        """From a point to the box's border; 0 inside."""
        dx = max(self.x - x, 0.0, x - self.x - self.width)
        dy = max(self.y - y, 0.0, y - self.y - self.height)
        return math.hypot(dx, dy)


def read_excalidraw(data: bytes, lexicon: Lexicon, known: Graph | None = None, turn: int = 0) -> Graph | Broken:
    """The design in an Excalidraw file, added to `known`; Broken where there is none. Never raises."""
    if len(data) > MOST_BYTES:
        return Broken("too_large", f"{len(data)} bytes")
    try:
        document = json.loads(data.decode("utf-8", "strict"))
    except (ValueError, RecursionError) as error:
        return Broken("not_json", str(error)[:200])
    elements = document.get("elements") if isinstance(document, Mapping) else None
    if not isinstance(elements, list):
        return Broken("not_excalidraw", "no list of elements")
    if len(elements) > MOST_ELEMENTS:
        return Broken("too_many", f"{len(elements)} elements")
    alive = [e for e in elements if isinstance(e, Mapping) and not e.get("isDeleted")]
    return _read(alive, lexicon, known, turn)


def _read(elements: list[Mapping[str, Any]], lexicon: Lexicon, known: Graph | None, turn: int) -> Graph | Broken:
    shapes = [shape for e in elements if e.get("type") in _BOXES and (shape := _shape(e))]
    texts = {str(e.get("id")): e for e in elements if e.get("type") == "text" and isinstance(e.get("text"), str)}
    arrows = [e for e in elements if e.get("type") in ("arrow", "line")]
    arrow_ids = {str(arrow.get("id")) for arrow in arrows}
    names = _names(shapes, texts, arrow_ids)
    sketch = Sketch.of(known, lexicon, turn)
    ids: dict[str, str | None] = {}
    for element_id, text in names.items():
        ids[element_id] = _component(sketch, text)
    boxes = [shape for shape in shapes if ids.get(shape.id)]
    boxes += [shape for key in names if key in texts and (shape := _shape(texts[key]))]
    for arrow in arrows:
        _connect(arrow, boxes, ids, _arrow_label(arrow, texts), sketch)
    graph = sketch.graph()
    return graph if graph else Broken("empty", "no box with a name")


def _shape(element: Mapping[str, Any]) -> _Shape | None:
    numbers = _numbers(element.get("x"), element.get("y"), element.get("width"), element.get("height"))
    if numbers is None:
        return None
    x, y, width, height = numbers
    return _Shape(str(element.get("id")), x, y, abs(width), abs(height))


def _numbers(*values: Any) -> list[float] | None:
    """All of them as floats, or None; a drawing is never wider than a billion pixels."""
    if not all(isinstance(value, int | float) and abs(value) < 1e9 for value in values):
        return None
    return [float(value) for value in values]


def _names(shapes: list[_Shape], texts: dict[str, Mapping[str, Any]], arrows: set[str]) -> dict[str, str]:
    """Element id → its text: bound to it, else lying in the smallest box around it, else standing alone."""
    by_id = {shape.id: shape for shape in shapes}
    found: dict[str, list[str]] = {}
    for text_id, element in texts.items():
        container, words = element.get("containerId"), " ".join(str(element["text"]).split())[:200]
        if not words or container in arrows:
            continue
        place = _shape(element)
        if container in by_id:
            found.setdefault(str(container), []).insert(0, words)
        elif place:
            middle = (place.x + place.width / 2, place.y + place.height / 2)
            around = [shape for shape in shapes if shape.distance(*middle) == 0]
            inner = min(around, key=lambda shape: shape.width * shape.height, default=None)
            found.setdefault(inner.id if inner else text_id, []).append(words)
    return {key: words[0] for key, words in found.items() if len(words[0].split()) <= 8}


def _component(sketch: Sketch, text: str) -> str | None:
    found = name_of(text, 0, sketch.lexicon) or name_of(text.split(":")[0], 0, sketch.lexicon)
    if found:
        return sketch.add(found.words, text, found.identity)
    words = sketch.lexicon.words(text)[:6]
    identity = sketch.lexicon.identify(words) if words else None
    return sketch.add(words, text, Identity(identity.key, identity.role)) if identity else None


def _arrow_label(arrow: Mapping[str, Any], texts: dict[str, Mapping[str, Any]]) -> str | None:
    bound = arrow.get("boundElements")
    for one in bound if isinstance(bound, list) else ():
        element = texts.get(str(one.get("id"))) if isinstance(one, Mapping) else None
        if element is not None:
            return " ".join(str(element["text"]).split())
    own = next((e for e in texts.values() if e.get("containerId") == arrow.get("id")), None)
    return " ".join(str(own["text"]).split()) if own else None


def _connect(
    arrow: Mapping[str, Any], boxes: list[_Shape], ids: dict[str, str | None], label: str | None, sketch: Sketch
) -> None:
    source = ids.get(_bound(arrow, "startBinding")) or _near(arrow, 0, boxes, ids)
    target = ids.get(_bound(arrow, "endBinding")) or _near(arrow, -1, boxes, ids)
    heads = (arrow.get("startArrowhead"), arrow.get("endArrowhead"))
    if heads[0] and not heads[1] and arrow.get("type") == "arrow":
        source, target = target, source
    sketch.connect(source, target, label, (0, 0))
    if heads[0] and heads[1]:
        sketch.connect(target, source, label, (0, 0))


def _bound(arrow: Mapping[str, Any], key: str) -> str:
    binding = arrow.get(key)
    return str(binding.get("elementId")) if isinstance(binding, Mapping) else ""


def _near(arrow: Mapping[str, Any], index: int, boxes: list[_Shape], ids: dict[str, str | None]) -> str | None:
    """The box at this end of an arrow that is not bound to one."""
    points = arrow.get("points")
    if not isinstance(points, list) or not points or not isinstance(points[index], list) or len(points[index]) < 2:
        return None
    numbers = _numbers(arrow.get("x"), arrow.get("y"), points[index][0], points[index][1])
    if numbers is None:
        return None
    x, y, dx, dy = numbers
    nearest = min(boxes, key=lambda box: box.distance(x + dx, y + dy), default=None)
    if nearest is None or nearest.distance(x + dx, y + dy) > REACH:
        return None
    return ids.get(nearest.id)
