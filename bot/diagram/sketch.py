"""A graph while it is being read: names are found again, refined, replaced and dropped here."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from bot.diagram.graph import Component, Connection, Graph, Mark, Note
from bot.diagram.lexicon import Identity, Lexicon
from bot.diagram.tokens import Token

MOST_COMPONENTS = 150
MOST_CONNECTIONS = 500
MOST_SPANS = 12  # places kept for one component; the first ones are the evidence
MOST_NOTES = 20
LONGEST_NAME = 60
LONGEST_LABEL = 160


@dataclass(slots=True)
class Sketch:
    """Mutable and private to one reading; `known` before it stays as it was.

    `block` counts the pieces of text read (a drawing, a sentence): a plain word for a role ("the database") may be
    refined by a product named in a later piece, but two boxes of one drawing are two boxes."""

    lexicon: Lexicon
    turn: int = 0
    components: dict[str, Component] = field(default_factory=dict)
    connections: dict[tuple[str, str], Connection] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    block: int = 0
    pictured: int = 0
    born: dict[str, int] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _firsts: dict[str, list[str]] = field(default_factory=dict)
    _lasts: dict[str, list[str]] = field(default_factory=dict)
    _roles: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, graph: Graph | None, lexicon: Lexicon, turn: int = 0) -> "Sketch":
        sketch = cls(lexicon, turn)
        for component in graph.components if graph else ():
            sketch._enter(component)
        for link in graph.connections if graph else ():
            sketch.connections[(link.source, link.target)] = link
        sketch.notes = list(graph.notes) if graph else []
        sketch.pictured = graph.pictured if graph else 0
        sketch.block = 1
        return sketch

    def graph(self) -> Graph:
        return Graph(
            tuple(self.components.values()),
            tuple(self.connections.values()),
            tuple(self.notes[:MOST_NOTES]),
            self.pictured,
        )

    def note(self, kind: str, line: int = 0, words: str = "") -> None:
        if len(self.notes) < MOST_NOTES:
            self.notes.append(Note(kind, line, words[:80], self.turn))

    def find(self, identity: Identity) -> str | None:
        """The id of the component that this name means, if it is drawn already."""
        for key in (identity.key, *identity.also):
            if (component_id := self._names.get(key)) in self.components:
                return component_id
        return self._by_part(identity) or self._by_role(identity)

    def add(self, words: Sequence[Token], name: str, identity: Identity | None = None) -> str | None:
        """The component of this name, new or found again; None where the words name nothing or the bound is met."""
        identity = identity or self.lexicon.identify(words)
        if identity is None:
            return None
        span = Mark(self.turn, words[0].start, words[-1].end)
        if found := self.find(identity):
            return self._seen(found, identity, _short(name, LONGEST_NAME), span)
        if len(self.components) >= MOST_COMPONENTS:
            return None
        fresh = Component(
            identity.key, _short(name, LONGEST_NAME), identity.role, (span,), identity.also, identity.general
        )
        self._enter(fresh)
        return fresh.id

    def also(self, component_id: str, identity: Identity) -> None:
        """Another name of a component: "list (Postgres)"."""
        component = self.components[component_id]
        if identity.key in component.also or identity.key == component_id:
            return
        role = identity.role if identity.role and not identity.general else component.role or identity.role
        self.components[component_id] = replace(component, also=(*component.also, identity.key)[:8], role=role)
        self._names.setdefault(identity.key, component_id)
        self._index_parts(identity.key, component_id)
        if role and role != component.role:
            self._roles.setdefault(role, []).append(component_id)

    def connect(self, source: str | None, target: str | None, label: str | None, span: tuple[int, int]) -> None:
        """An arrow; said again, it keeps the label that says more."""
        if not source or not target or source == target:
            return
        key, mark = (source, target), Mark(self.turn, *span)
        label = _short(label, LONGEST_LABEL) if label else None
        old = self.connections.get(key)
        if old is None and not label and (target, source) in self.connections:
            return
        if old is None:
            if len(self.connections) < MOST_CONNECTIONS:
                self.connections[key] = Connection(source, target, label or None, (mark,))
            return
        spans = old.spans if mark in old.spans or len(old.spans) >= MOST_SPANS else (*old.spans, mark)
        if label and old.label and label not in old.label and self._is_fuller(label, old.label):
            self.connections[key] = replace(old, label=label, spans=spans)
        else:
            self.connections[key] = replace(old, label=old.label or label or None, spans=spans)

    def drop(self, component_id: str) -> None:
        """Take a component and its arrows away; who was reached only through it is reached from before it."""
        self.components.pop(component_id, None)
        sources = [link for link in self.connections.values() if link.target == component_id]
        for onward in [link for link in self.connections.values() if link.source == component_id]:
            others = any(t == onward.target and s != component_id for s, t in self.connections)
            if not others and onward.target not in [link.source for link in sources]:
                for link in sources:
                    fresh = Connection(link.source, onward.target, onward.label, onward.spans)
                    self.connections.setdefault((link.source, onward.target), fresh)
        self.connections = {
            key: link for key, link in self.connections.items() if component_id not in (link.source, link.target)
        }

    def become(self, old: str, new: str) -> None:
        """`new` takes the place of `old`, with its arrows."""
        if old == new or old not in self.components:
            return
        moved: dict[tuple[str, str], Connection] = {}
        for link in self.connections.values():
            source, target = (new if end == old else end for end in (link.source, link.target))
            if source != target and (source, target) not in moved:
                moved[(source, target)] = replace(link, source=source, target=target)
        self.connections = moved
        del self.components[old]

    def straight(self, source: str, target: str) -> None:
        """ "no, the gateway writes straight to Cassandra": what stood between the two and served nobody else goes."""
        followers: dict[str, list[str]] = {}
        for start, end in self.connections:
            followers.setdefault(start, []).append(end)
        for first in followers.get(source, []):
            if first == target or first not in self.components:
                continue
            chain = self._chain(first, target, followers)
            for component_id in chain:
                if all(start in {source, *chain} for start, end in self.connections if end == component_id):
                    self.drop(component_id)
        self.connections.pop((target, target), None)

    def _chain(self, first: str, target: str, followers: dict[str, list[str]]) -> list[str]:
        """Boxes from `first` to `target` (without it) where each leads to one next only; empty where there is none."""
        chain = [first]
        while len(chain) <= 4:
            onward = followers.get(chain[-1], [])
            if target in onward:
                return chain if len(onward) == 1 else []
            if len(onward) != 1 or onward[0] in chain:
                return []
            chain.append(onward[0])
        return []

    def _enter(self, component: Component) -> None:
        self.components[component.id] = component
        self.born[component.id] = self.block
        for key in (component.id, *component.also):
            if self._names.get(key) not in self.components:
                self._names[key] = component.id
            self._index_parts(key, component.id)
        if component.role:
            self._roles.setdefault(component.role, []).append(component.id)

    def _index_parts(self, key: str, component_id: str) -> None:
        parts = key.split()
        if len(parts) > 1:
            if parts[-1] in self.lexicon.heads or parts[-1] in self.lexicon.hollow:  # "snapshots" are no snapshot maker
                self._firsts.setdefault(" ".join(parts[:-1]), []).append(component_id)
            for cut in range(1, min(len(parts), 4)):
                if self._tells_role(" ".join(parts[cut:]), self.components[component_id].role):
                    self._lasts.setdefault(" ".join(parts[cut:]), []).append(component_id)

    def _tells_role(self, end: str, role: str | None) -> bool:
        """Whether the end of a name could stand for the whole: "gateway" could for "api gateway", "place records" not
        for "cache of place records"."""
        identity = self.lexicon.identify(self.lexicon.words(end))
        return role is None or (identity is not None and self.lexicon.related(identity.role, role))

    def _by_part(self, identity: Identity) -> str | None:
        """ "gateway" is the api gateway and "fan-out" the fan-out workers, where only one is drawn."""
        for index in (self._lasts, self._firsts):
            there = [c for c in dict.fromkeys(index.get(identity.key, ())) if c in self.components]
            if len(there) == 1 and self._fits(identity, there[0]):
                return there[0]
        return None

    def _by_role(self, identity: Identity) -> str | None:
        """ "the database" is Postgres, and Postgres the "db" of an earlier piece, where only one is drawn."""
        if identity.role is None or not identity.known:
            return None
        there = [c for c in dict.fromkeys(self._roles.get(identity.role, ())) if c in self.components]
        if len(there) != 1:
            return None
        component = self.components[there[0]]
        earlier = self.born.get(component.id, 0) < self.block
        if identity.general and not component.general and (earlier or identity.role not in ("client", "app_server")):
            return component.id if self._plain(identity) else None
        if component.general and earlier and not identity.general and identity.role not in ("client", "app_server"):
            return component.id
        return component.id if identity.general and component.general and earlier and self._plain(identity) else None

    def _fits(self, identity: Identity, component_id: str) -> bool:
        role = self.components[component_id].role
        return identity.role is None or role is None or self.lexicon.related(identity.role, role)

    def _plain(self, identity: Identity) -> bool:
        """Whether a name says no more than the role: "the database", "db", not "read replica"."""
        return identity.role is not None and identity.key in (
            identity.role.replace("_", " "), *self.lexicon.plain_words.get(identity.role, ())
        )  # fmt: skip

    def _seen(self, component_id: str, identity: Identity, name: str, span: Mark) -> str:
        component = self.components[component_id]
        spans = component.spans if len(component.spans) >= MOST_SPANS else (*component.spans, span)
        if identity.key not in self._names and identity.role == component.role:
            self._names[identity.key] = component_id
            self._index_parts(identity.key, component_id)
        product = self.lexicon.aliases.get(tuple(identity.key.split()))
        refines = identity.key not in component.id and product is not None
        refines = refines and (not identity.general or len(identity.key) > len(component.id))
        if component.general and refines and identity.key not in (component.id, *component.also):
            fuller = replace(component, name=name, spans=spans, role=identity.role or component.role,
                             general=identity.general, also=(*component.also, identity.key)[:8])  # fmt: skip
            self.components[component_id] = fuller
        else:
            self.components[component_id] = replace(component, spans=spans)
        return component_id

    def _is_fuller(self, label: str, old: str) -> bool:
        """A protocol alone gives way to what flows."""
        return len(label) > len(old) and all(word.word in self.lexicon.protocols for word in self.lexicon.words(old))


def _short(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
