"""What was understood of a design: components, what goes between them, and where it was said."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, NamedTuple


class Mark(NamedTuple):
    """[start, end) in code points of one text; `turn` is the number that the caller gave that text."""

    turn: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Component:
    """One box. `id` is its normal name ("load balancer"), `name` what was written ("LB"), `role` an id of the lexicon
    or None. `also` are other normal names of it ("list (Postgres)" is a list and postgres). `general` says that the
    name is only a word for the role ("the database"), so that a later product name may refine it."""

    id: str
    name: str
    role: str | None
    spans: tuple[Mark, ...] = ()
    also: tuple[str, ...] = ()
    general: bool = False


@dataclass(frozen=True, slots=True)
class Connection:
    """One arrow between two component ids; `label` is what was said of it, None where nothing was."""

    source: str
    target: str
    label: str | None = None
    spans: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What could not be read, as values for a template: kind, line from 1 (0: the whole), and the words there."""

    kind: str
    line: int = 0
    words: str = ""
    turn: int = 0


@dataclass(frozen=True)
class Graph:
    """A design as read so far. Components and connections stand in the order in which they were first named."""

    components: tuple[Component, ...] = ()
    connections: tuple[Connection, ...] = ()
    notes: tuple[Note, ...] = field(default=())
    pictured: int = 0  # arrows that were drawn, in lines or Mermaid, and not told in sentences

    @cached_property
    def by_id(self) -> Mapping[str, Component]:
        return {component.id: component for component in self.components}

    @property
    def roles(self) -> frozenset[str]:
        """Every role that is drawn."""
        return frozenset(component.role for component in self.components if component.role)

    @property
    def lonely(self) -> tuple[Component, ...]:
        """Components that no connection touches."""
        touched = {end for link in self.connections for end in (link.source, link.target)}
        return tuple(component for component in self.components if component.id not in touched)

    @property
    def unlabelled(self) -> tuple[Connection, ...]:
        return tuple(link for link in self.connections if not link.label)

    def name(self, component_id: str) -> str:
        """What the candidate calls it; the id itself where there is no such component."""
        found = self.by_id.get(component_id)
        return found.name if found else component_id

    def __bool__(self) -> bool:
        return bool(self.components)


def labelled_share(graph: Graph) -> float:
    """The share of connections, 0 to 1, that say what flows over them; 0 where there are none."""
    if not graph.connections:
        return 0.0
    return sum(1 for link in graph.connections if link.label) / len(graph.connections)


def to_json(graph: Graph) -> dict[str, Any]:
    """Plain values, for an event or a file."""
    return {
        "components": [
            asdict(component) | {"spans": _lists(component.spans), "also": list(component.also)}
            for component in graph.components
        ],
        "connections": [asdict(link) | {"spans": _lists(link.spans)} for link in graph.connections],
        "notes": [asdict(note) for note in graph.notes],
        "pictured": graph.pictured,
    }


def from_json(data: Mapping[str, Any]) -> Graph:
    """The way back of `to_json`. Raises KeyError or TypeError for another shape."""
    return Graph(
        components=tuple(
            Component(c["id"], c["name"], c["role"], _marks(c["spans"]), tuple(c["also"]), bool(c["general"]))
            for c in data["components"]
        ),
        connections=tuple(
            Connection(c["source"], c["target"], c["label"], _marks(c["spans"])) for c in data["connections"]
        ),
        notes=tuple(Note(**note) for note in data["notes"]),
        pictured=int(data.get("pictured", 0)),
    )


def _lists(marks: Iterable[Mark]) -> list[list[int]]:
    return [list(mark) for mark in marks]


def _marks(lists: Iterable[Iterable[int]]) -> tuple[Mark, ...]:
    return tuple(Mark(*one) for one in lists)
