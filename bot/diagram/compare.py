"""A design beside the reference: what each has that the other has not, by role rather than by name; and its paths."""

import re
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.content.scenario import Component as Wanted
from bot.content.scenario import Design
from bot.diagram.graph import Component, Connection, Graph
from bot.diagram.lexicon import Lexicon, identity_of

_MARK = re.compile(r" (?:[a-z]?\d{1,2}|[b-z])$")
_OWN_NAME, _SAME_NAME, _SAME_ROLE, _KIN = 0.5, 4.0, 2.0, 1.0
_TAKES = frozenset(
    "consume consumes poll polls pull pulls subscribe subscribes read reads dequeue drain listen".split()
)


@dataclass(frozen=True, slots=True)
class Match:
    """One component of theirs and the one of the reference that does its work. kind: name, role or kin."""

    theirs: str
    reference: str
    kind: str


@dataclass(frozen=True, slots=True)
class Difference:
    """`missing`: ids of the reference that are needed and not drawn; `optional`: not drawn and not needed either.
    `extra`: ids of theirs that match nothing; `left_out` of these, with the reference's reason for leaving it out.
    `unconnected`: pairs of reference ids that the reference joins and theirs, both drawn, does not (by any path)."""

    matched: tuple[Match, ...] = ()
    missing: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    unconnected: tuple[tuple[str, str], ...] = ()

    def theirs_of(self, reference_id: str) -> str | None:
        return next((match.theirs for match in self.matched if match.reference == reference_id), None)


@dataclass(frozen=True, slots=True)
class Path:
    """A way from a client to a durable store: component ids in order, and the connections between them."""

    ids: tuple[str, ...]
    connections: tuple[Connection, ...]


def compare(graph: Graph, design: Design, lexicon: Lexicon) -> Difference:
    """Pair components with the reference's: by name or alias first, then by role, then by a role that can do the
    same work. Each stands in one pair at most; deterministic."""
    matched = _pairs(graph, design, lexicon)
    taken = {match.theirs for match in matched}
    found = {match.reference for match in matched}
    extra = tuple(c.id for c in graph.components if c.id not in taken and not _covered(c, matched, graph))
    absent = [wanted for wanted in design.components if wanted.id not in found]
    return Difference(
        matched=tuple(matched),
        missing=tuple(wanted.id for wanted in absent if wanted.needed),
        optional=tuple(wanted.id for wanted in absent if not wanted.needed),
        extra=extra,
        left_out=tuple(_left_out(graph, extra, design, lexicon)),
        unconnected=tuple(_unconnected(graph, design, matched)),
    )


def reference_graph(design: Design) -> Graph:
    """The reference design as a graph, with its own ids and names."""
    return Graph(
        tuple(Component(wanted.id, wanted.name, wanted.role) for wanted in design.components),
        tuple(Connection(link.source, link.to, link.carries or None) for link in design.connections),
    )


def paths_to_storage(graph: Graph, lexicon: Lexicon, starts: Iterable[str] | None = None) -> tuple[Path, ...]:
    """The shortest way from a start to each durable store that can be reached; empty where the chain breaks.

    Starts are the drawn clients unless given. An arrow from a consumer to its queue ("worker -> kafka: poll") is also
    walked from the queue to the consumer, for that is how the message goes."""
    first = list(starts) if starts is not None else [c.id for c in graph.components if c.role in lexicon.starts]
    came: dict[str, Connection | None] = dict.fromkeys(first)
    onward, alike = _onward(graph), _instances(graph)
    queue = deque(first)
    while queue:
        here = queue.popleft()
        for other in alike.get(_base(here), ()):
            if other not in came:  # what "gateway G1" takes in, "the gateway" passes on
                came[other] = came[here]
                queue.append(other)
        for target, link in onward.get(here, ()):
            if target not in came:
                came[target] = link
                queue.append(target)
    durable = [c.id for c in graph.components if c.role in lexicon.durable and came.get(c.id)]
    return tuple(_back(target, came) for target in durable)


def _base(component_id: str) -> str:
    """ "gateway" of "gateway g1"."""
    return _MARK.sub("", component_id)


def _instances(graph: Graph) -> Mapping[str, list[str]]:
    """Name without its mark → the parts that are instances of one thing; only where there are several."""
    found: dict[str, list[str]] = {}
    for component in graph.components:
        found.setdefault(_base(component.id), []).append(component.id)
    return {base: ids for base, ids in found.items() if len(ids) > 1}


def _onward(graph: Graph) -> Mapping[str, list[tuple[str, Connection]]]:
    found: dict[str, list[tuple[str, Connection]]] = {}
    for link in graph.connections:
        found.setdefault(link.source, []).append((link.target, link))
        target = graph.by_id.get(link.target)
        source = graph.by_id.get(link.source)
        takes = bool(_TAKES & set((link.label or "").lower().split()))
        works = source is not None and source.role in ("worker", "stream_processor")
        if target is not None and target.role == "queue" and (takes or works):
            found.setdefault(link.target, []).append((link.source, link))
    return found


def _back(target: str, came: Mapping[str, Connection | None]) -> Path:
    ids, links, here = [target], [], target
    while (link := came.get(here)) is not None:
        here = link.source if link.target == here else link.target
        ids.append(here)
        links.append(link)
    return Path(tuple(reversed(ids)), tuple(reversed(links)))


def _pairs(graph: Graph, design: Design, lexicon: Lexicon) -> list[Match]:
    """Best pairs first; a tie goes to what stands first in both."""
    keys = {wanted.id: _keys_of(wanted, lexicon) for wanted in design.components}
    own = {wanted.id: _own_key(wanted, lexicon) for wanted in design.components}
    unwanted = _unwanted(design, lexicon)
    scored = []
    for row, mine in enumerate(graph.components):
        for column, wanted in enumerate(design.components):
            score, kind = _score(mine, wanted, keys[wanted.id], lexicon)
            if kind == "name" and own[wanted.id] == mine.id:
                score = max(score, _SAME_NAME + 1) + _OWN_NAME  # its own name wins over another's alias
            if kind and not (kind == "kin" and mine.role in unwanted):
                scored.append((-score, row, column, kind))
    pairs: list[Match] = []
    rows: set[int] = set()
    columns: set[int] = set()
    for _, row, column, kind in sorted(scored):
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            pairs.append(Match(graph.components[row].id, design.components[column].id, kind))
    return pairs


def _own_key(wanted: Wanted, lexicon: Lexicon) -> str:
    """The normal form of the name itself, which wins over another component's alias."""
    identity = identity_of(wanted.name, lexicon)
    return identity.key if identity else ""


def _keys_of(wanted: Wanted, lexicon: Lexicon) -> frozenset[str]:
    names = (wanted.name, wanted.id, *wanted.aliases)
    found = (identity_of(name, lexicon) for name in names)
    return frozenset(identity.key for identity in found if identity)


def _score(mine: Component, wanted: Wanted, keys: frozenset[str], lexicon: Lexicon) -> tuple[float, str]:
    same_name = bool(keys & {mine.id, *mine.also})
    same_role = mine.role == wanted.role
    words = set(mine.id.split()) & {word for key in keys for word in key.split()}
    close = min(len(words), 3) * 0.2
    if same_name and (same_role or lexicon.related(mine.role, wanted.role) or mine.role is None):
        return _SAME_NAME + same_role + close, "name"
    if same_name and mine.id in keys and not _is_plain_start(mine, lexicon):
        return _SAME_NAME - 1 + close, "name"
    if same_role:
        return _SAME_ROLE + close + 0.1 * wanted.needed, "role"
    if lexicon.related(mine.role, wanted.role) and (wanted.needed or words):
        return _KIN + close, "kin"
    return 0.0, ""


def _is_plain_start(mine: Component, lexicon: Lexicon) -> bool:
    """A person where requests begin: "user" is not the user service, whatever that is called for short."""
    return mine.role in lexicon.starts and mine.id in lexicon.plain_words.get(mine.role or "", ())


def _covered(component: Component, matched: list[Match], graph: Graph) -> bool:
    """A second phone, a read replica, another worker: more of a role that the reference has too is not extra where
    the design needs no reason for it."""
    if component.role != "client" and "replica" not in component.id:
        return False
    return any((found := graph.by_id.get(match.theirs)) and found.role == component.role for match in matched)


def _left_out(graph: Graph, extra: tuple[str, ...], design: Design, lexicon: Lexicon) -> list[tuple[str, str]]:
    reasons = _unwanted(design, lexicon)
    return [(one, reasons[role]) for one in extra if (role := graph.by_id[one].role) and role in reasons]


def _unwanted(design: Design, lexicon: Lexicon) -> dict[str, str]:
    """Roles that the reference leaves out on purpose, with its reason."""
    reasons: dict[str, str] = {}
    for left in design.leave_out:
        identity = identity_of(left.name, lexicon)
        if identity and identity.role:
            reasons.setdefault(identity.role, left.why)
    return reasons


def _unconnected(graph: Graph, design: Design, matched: list[Match]) -> list[tuple[str, str]]:
    theirs = {match.reference: match.theirs for match in matched}
    neighbours: dict[str, set[str]] = {}
    for link in graph.connections:
        neighbours.setdefault(link.source, set()).add(link.target)
        neighbours.setdefault(link.target, set()).add(link.source)
    return [
        (link.source, link.to)
        for link in design.connections
        if link.source in theirs and link.to in theirs and not _near(neighbours, theirs[link.source], theirs[link.to])
    ]


def _near(neighbours: Mapping[str, set[str]], one: str, other: str, steps: int = 2) -> bool:
    """Whether two components are joined directly or by one box between them."""
    reached = {one}
    for _ in range(steps):
        reached |= {n for here in reached for n in neighbours.get(here, ())}
    return other in reached
