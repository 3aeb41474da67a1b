"""The candidate's design as a graph, where it leads, and which of the needed parts are there."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from bot.content.scenario import Component as Wanted
from bot.diagram import Component, Connection, Graph, Mark, compare, paths_to_storage, read_turns
from bot.diagram.compare import Path
from bot.scoring.card import Evidence
from bot.scoring.reading import Message, Reading, Said

_ARROWS = re.compile(r"-+(?:\||>|\w)|[→⇒⟶➜]|=>")
ENOUGH = 4  # arrows from which on a box without any is taken to hang loose
DRAWS = 2  # arrows of a message that draws before the design's time has come
LARGE = 1e5  # bytes; objects from this size on are files, which have a store of their own
DURABLE_ROWS = frozenset({"database", "warehouse", "object_storage", "search_index"})
ABSENT, LOOSE, NAMED = 1.0, 0.5, 0.25  # not there; drawn and joined to nothing; only spoken of
TELLING = 5  # words of an answer that says something
SELF_STARTING = frozenset({"scheduler", "queue"})  # a frontier of URLs begins the work without a person
NOT_DEMANDED = frozenset({"client", "external_service", "monitoring", "auth", "ml_service"})


@dataclass(frozen=True)
class Drawing:
    """The graph of one interview with its comparison to the reference. Built once for each reading."""

    reading: Reading
    graph: Graph

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        return tuple(each for each in self.reading.scenario.design.components if each.needed)

    @cached_property
    def lonely(self) -> frozenset[str]:
        """Boxes that hang loose where the others are joined."""
        if len(self.graph.connections) < ENOUGH:
            return frozenset()
        return frozenset(component.id for component in self.graph.lonely)

    @cached_property
    def found(self) -> Mapping[str, Component]:
        """Reference id → the candidate's component that does its work."""
        lexicon = self.reading.tools.components
        roles = {each.id: each.role for each in self.reading.scenario.design.components}
        pairs = {}
        for match in compare(self.graph, self.reading.scenario.design, lexicon).matched:
            theirs = self.graph.by_id[match.theirs]
            if match.kind != "kin" or lexicon.can_stand_for(theirs.role, roles[match.reference]):
                pairs[match.reference] = theirs
        return pairs

    @cached_property
    def lacking(self) -> Mapping[str, float]:
        """Needed parts by reference id with how much of each is lacking: 1, or a half where it is only named."""
        lacks: dict[str, float] = {}
        roles_met = {self._role_of(each) for each in self.wanted if each.id in self.found}
        for each in self.wanted:
            if each.role in NOT_DEMANDED:
                continue
            theirs = self.found.get(each.id)
            if theirs is not None and theirs.id not in self.lonely:
                continue
            if each.role == "app_server" and roles_met & {"app_server", "worker"}:
                continue  # two services in one are a choice, no gap
            if theirs is None and (self._served_by_another(each) or self._done_without(each)):
                continue
            named = theirs is not None or self._named(each)
            if named and theirs is None and self.is_told:
                continue
            lacks[each.id] = LOOSE if theirs is not None else NAMED if named else ABSENT
        return lacks

    @cached_property
    def is_told(self) -> bool:
        """Whether the design is told in sentences rather than drawn: then a part need not be a box."""
        return len(self.lines) * 2 < len(self.graph.connections) or not self.graph.connections

    @cached_property
    def lines(self) -> tuple[Connection, ...]:
        """The connections that are drawn as arrows."""
        return tuple(link for link in self.graph.connections if any(self._is_arrow(mark) for mark in link.spans[:1]))

    def _is_arrow(self, mark: Mark) -> bool:
        message = self.reading.by_index.get(mark.turn)
        if message is None:
            return False
        line = line_of(self.reading, message, mark.start, mark.end).quote
        return bool(_ARROWS.search(line))

    def _done_without(self, wanted: Wanted) -> bool:
        """No queue, and a reason for that: then neither it nor what empties it is lacking."""
        if wanted.role not in ("queue", "worker"):
            return False
        for said in self.reading.in_phases("design", "decisions", "patterns"):
            asked = said.probe is not None and self.reading.search("hld_asks_queue", said.probe.text.lower())
            if self.reading.has("hld_no_queue", said) and (asked or wanted.role == "queue"):
                around = self.reading.of(said.message)
                if any(
                    self.reading.has("hld_reason", each) or self.reading.has("hld_requirement", each) for each in around
                ):
                    return True
        return False

    def _role_of(self, wanted: Wanted) -> str:
        return wanted.role

    def _served_by_another(self, wanted: Wanted) -> bool:
        """Whether a joined part of the same role, or one that can stand for it, is there though paired otherwise: one
        Redis for two needs, one gateway before all."""
        lexicon = self.reading.tools.components
        joined = [c for c in self.graph.components if c.id not in self.lonely]
        if any(c.role == wanted.role for c in joined):
            return True
        if wanted.role in ("app_server", "worker"):
            return False
        taken = {theirs.id for theirs in self.found.values()}
        return any(lexicon.can_stand_for(c.role, wanted.role) for c in joined if c.id not in taken)

    def _named(self, wanted: Wanted) -> bool:
        """Whether the design's talk says that its work is done: a way of speaking of it, or one of its names."""
        return any(True for _ in self.mentions(wanted))

    def mentions(self, wanted: Wanted) -> Iterator[Said]:
        group = f"hld_means_{wanted.role}"
        names = tuple(name.lower() for name in (wanted.name, *wanted.aliases) if len(name) > 2)
        pattern = self.reading.tools.pattern(names)
        known = group in self.reading.tools.groups
        for said in self.reading.in_phases("design", "decisions", "patterns"):
            if said.asks and not said.states:
                continue
            here = pattern.search(said.low) or (known and self.reading.has(group, said))
            if (here or self._answers(said, pattern)) and not self._denied(said):
                yield said

    def _answers(self, said: Said, pattern: "re.Pattern[str]") -> bool:
        """ "And robots.txt?" — "fetched once a day and kept in the fetcher's memory": the question named the part."""
        if said.probe is None or not pattern.search(said.probe.text.lower()) or len(said.low.split()) < TELLING:
            return False
        lexicon = self.reading.tools.components
        words = lexicon.words(said.low)
        return any(lexicon.at(words, index) is not None for index in range(len(words)))

    def _denied(self, said: Said) -> bool:
        return self.reading.has("hld_denies", said) or self.reading.has("hld_would", said)

    # -- ways ---------------------------------------------------------------------------------------------------------

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """Where a write begins: the clients, or what the reference's write path begins with."""
        lexicon = self.reading.tools.components
        found = [c.id for c in self.graph.components if c.role in lexicon.starts]
        clients = [each.id for each in self.reading.scenario.design.components if each.role in lexicon.starts]
        found += [self.found[one].id for one in clients if one in self.found]
        design = self.reading.scenario.design
        roles = {each.id: each.role for each in design.components}
        for place, step in enumerate(design.write_path[:2]):
            theirs = self.found.get(step)
            begins = place == 0 or roles.get(step) in SELF_STARTING
            if theirs is not None and begins and roles.get(step) not in lexicon.starts:
                found.append(theirs.id)
        return tuple(dict.fromkeys(found))

    @cached_property
    def paths(self) -> tuple[Path, ...]:
        """Ways from a start to a durable store that can hold what is written."""
        ways = paths_to_storage(self.graph, self.reading.tools.components, self.starts)
        return tuple(way for way in ways if not self._aside(way))

    def _aside(self, way: Path) -> bool:
        """A way that ends in the store of accounts, or of search: it does not keep what is written."""
        names = " ".join((*way.ids[-2:], *(self.graph.name(end) for end in way.ids[-2:]))).lower()
        role = self.graph.by_id[way.ids[-1]].role
        return role == "search_index" or bool(self.reading.search("hld_aside", names))

    @cached_property
    def complete(self) -> tuple[Path, ...]:
        """A way for each kind of store that the core writes need; empty where one is missing."""
        if not self._every_writer_gets_there():
            return ()
        ends = {way.ids[-1]: way for way in self.paths}
        roles = {end: self.graph.by_id[end].role for end in ends}
        chosen: list[Path] = []
        for need in self._needs():
            way = next((ends[end] for end, role in roles.items() if role in need or self._keeps_files(end, need)), None)
            if way is None:
                return ()
            chosen.append(way)
        return tuple(dict.fromkeys(chosen))

    def _keeps_files(self, end: str, need: frozenset[str | None]) -> bool:
        """A "page store" or "video files" keeps files, whatever it is made of."""
        return "object_storage" in need and bool(self.reading.search("hld_file_store", self.graph.name(end).lower()))

    def _every_writer_gets_there(self) -> bool:
        """Where several kinds of client write (drivers and riders), each that is drawn reaches a durable store."""
        design = self.reading.scenario.design
        clients = {each.id for each in design.components if each.role == "client"}
        writers = {link.source for link in design.connections if link.source in clients and link.path != "read"}
        drawn = [self.found[one].id for one in sorted(writers) if one in self.found]
        if len(set(drawn)) < 2:
            return True
        lexicon = self.reading.tools.components
        return all(paths_to_storage(self.graph, lexicon, [one]) for one in set(drawn))

    def _needs(self) -> list[frozenset[str | None]]:
        """Roles of which one has to be reached, for each kind of store."""
        design = self.reading.scenario.design
        wanted = {each.id: each.role for each in design.components if each.needed}
        last = wanted.get(design.write_path[-1]) if design.write_path else None
        first_flow = next(iter(self.reading.scenario.flows.values()))
        files = first_flow.object_size.value >= LARGE and "object_storage" in wanted.values()
        needs: list[frozenset[str | None]] = []
        if last != "object_storage" or not files:
            rows = DURABLE_ROWS if last == "warehouse" else DURABLE_ROWS - {"warehouse"}
            needs.append(frozenset(rows))
        if files:
            needs.append(frozenset({"object_storage", "warehouse"}))
        return needs

    # -- evidence -----------------------------------------------------------------------------------------------------

    def quotes(self, links: Sequence[Connection]) -> tuple[Evidence, ...]:
        """The candidate's lines in which these connections stand."""
        found: list[Evidence] = []
        for link in links:
            for mark in link.spans[:1]:
                message = self.reading.by_index.get(mark.turn)
                if message is not None:
                    found.append(line_of(self.reading, message, mark.start, mark.end))
        return tuple(dict.fromkeys(found))

    def quotes_of(self, components: Iterable[Component]) -> tuple[Evidence, ...]:
        found: list[Evidence] = []
        for component in components:
            for mark in component.spans[:1]:
                message = self.reading.by_index.get(mark.turn)
                if message is not None:
                    found.append(line_of(self.reading, message, mark.start, mark.end))
        return tuple(dict.fromkeys(found))


def line_of(reading: Reading, message: Message, start: int, end: int) -> Evidence:
    """The line around a place, at most 300 characters of it."""
    first = message.source.rfind("\n", 0, start) + 1
    last = message.source.find("\n", end)
    last = len(message.source) if last < 0 else last
    if last - first > 300:
        first, last = start, end
    return reading.evidence(message, first, last)


_KEPT: "WeakKeyDictionary[Reading, Drawing]" = WeakKeyDictionary()


def drawing_of(reading: Reading) -> Drawing:
    """The design of an interview; read once for each reading."""
    if reading not in _KEPT:
        _KEPT[reading] = Drawing(reading, _graph(reading))
    return _KEPT[reading]


def _graph(reading: Reading) -> Graph:
    """From every message of the design and after; before it, from messages that draw (two arrows at least)."""
    texts = [(message.index, message.drawing) for message in reading.messages if _tells(reading, message)]
    return read_turns(texts, reading.tools.components)


def _tells(reading: Reading, message: Message) -> bool:
    if message.phase == "patterns":
        return not _looks_ahead(reading, message)
    if message.phase in ("design", "decisions"):
        return True
    arrows = message.drawing.count("->") + message.drawing.count("→")
    return arrows >= DRAWS and len(reading.figures.get(message.index, ())) < arrows  # "20M → 231/s → 10 TB" is a sum


def _looks_ahead(reading: Reading, message: Message) -> bool:
    """An answer about failures or what would come next tells of other days than the design's."""
    return bool(reading.search("hld_would", message.low) or reading.search("hld_fails", message.low))
