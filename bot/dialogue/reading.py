"""The one place where the dialogue meets the packages that read. What it hands on are plain values, so that a change
over there is a change here and nowhere else."""

import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from bot.content.scenario import Design
from bot.diagram import Broken, Graph, Lexicon, compare, read_design, read_excalidraw, to_json
from bot.dialogue.phrases import Phrases, normal
from bot.dialogue.turnread import Drawn
from bot.language import FactMatcher, Sentence, act_of, grammar, lexicon_from, matching_from, sentences

__all__ = ["FactMatcher", "Sentence", "design", "drawn_of", "draws", "ends_asking", "fact_matcher", "sentences"]

_ARROW = re.compile(r"\w[ \t`\])\"']{0,3}(?:-{1,3}>|→|=>|--[^\n>]{1,60}-->)[ \t]*[\w`\[(\"']")
STORES = frozenset(("database", "object_storage", "search_index", "warehouse"))
_OBVIOUS = frozenset(("client", "dns", "load_balancer", "app_server", "database", "realtime_gateway"))
LONGEST = 12_000  # characters of one message that are read; a person's turn is far shorter
MOST_DRAWN = 200  # messages with a drawing in them that are read together
_LAST_WORDS = 400  # characters of a message's end that tell whether it ends with a question


def ends_asking(text: str) -> bool:
    """Whether a message ends with a question; quick, for the pause that ends a turn."""
    last = re.split(r"[.!\n]", text.rstrip()[-_LAST_WORDS:].rstrip(".! )*_\"'"))[-1]
    return "?" in last[-12:] or (bool(last.strip()) and act_of(last) == "question")


def tagged(sentence: str) -> bool:
    """Whether a statement ends by asking for assent: "so it is 100 million a day, right?\""""
    return grammar.TAG.search(sentence[-_LAST_WORDS:].rstrip("?! ")) is not None


def fact_matcher(facts: Sequence[Any], decoys: Sequence[str], lexicon: Mapping[str, Any], encoder: Any) -> FactMatcher:
    """The matcher of a sheet. Raises KeyError or ValueError for a lexicon that lacks its figures."""
    return FactMatcher(
        facts, lexicon_from(lexicon.get("synonyms")), matching_from(lexicon["matching"]), encoder, decoys
    )


def draws(text: str) -> bool:
    """Whether a text draws: arrows (Slack sends `>` as `&gt;`), Mermaid, an Excalidraw file."""
    return bool(_ARROW.search(text.replace("&gt;", ">"))) or "```mermaid" in text or is_excalidraw(text)


def is_excalidraw(text: str) -> bool:
    return text.lstrip()[:1] == "{" and ('"excalidraw' in text[:2000] or '"elements"' in text[:2000])


def broken(text: str, lexicon: Lexicon) -> bool:
    """Whether a text is an Excalidraw file with nothing in it that can be read."""
    return is_excalidraw(text) and isinstance(read_excalidraw(text.encode("utf-8", "replace"), lexicon), Broken)


def unread(text: str, lexicon: Lexicon) -> str:
    """What of a Mermaid drawing could not be read: "mermaid_kind" for one of a kind that is not read, "mermaid_line:3"
    for its first line that is none, "" where all is well or nothing is Mermaid."""
    if "```mermaid" not in text:
        return ""
    notes = [note for note in read_design(text[:LONGEST], lexicon).notes if note.kind.startswith("mermaid")]
    if any(note.kind == "mermaid_kind" for note in notes):
        return "mermaid_kind"
    return f"{notes[0].kind}:{notes[0].line}" if notes else ""


def design(texts: Sequence[str], lexicon: Lexicon) -> Graph:
    """The design that these texts draw together, corrections applied. What was read of the earlier ones is kept, so a
    turn costs what it adds."""
    return _grown(tuple(texts[-MOST_DRAWN:]), _Same(lexicon))


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A lexicon, told from others by identity: there is one for each content."""

    lexicon: Lexicon

    def __hash__(self) -> int:
        return id(self.lexicon)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.lexicon is self.lexicon


@lru_cache(maxsize=1024)
def _grown(texts: tuple[str, ...], words: _Same) -> Graph:
    if not texts:
        return Graph()
    graph, text, turn = _grown(texts[:-1], words), texts[-1], len(texts) - 1
    if is_excalidraw(text):
        found = read_excalidraw(text.encode("utf-8", "replace"), words.lexicon, graph, turn)
        return graph if isinstance(found, Broken) else found
    return read_design(text[:LONGEST], words.lexicon, graph, turn)


def drawn_of(graph: Graph, texts: Sequence[str], reasons: Phrases, design: Design, lexicon: Lexicon) -> Drawn:
    """What is worth asking about a design: boxes without a reason, arrows without a label, paths with a gap. `texts`
    is what was said of it, `design` the reference, which the candidate never hears of."""
    labelled = tuple(link for link in graph.connections if link.label)
    unlabelled = tuple((graph.name(link.source), graph.name(link.target)) for link in graph.unlabelled)
    return Drawn(
        components=tuple(component.name for component in graph.components),
        roles=tuple(dict.fromkeys(component.role or "" for component in graph.components)),
        component_roles=tuple(component.role or "" for component in graph.components),
        unexplained=_unexplained(graph, texts, reasons),
        unlabelled=unlabelled,
        labelled=len(labelled),
        reaches_storage=_reaches_storage(graph),
        stranded=tuple(component.name for component in graph.lonely) if graph.connections else (),
        extra=tuple(graph.name(key) for key in compare(graph, design, lexicon).extra),
    )


def graph_json(graph: Graph) -> dict[str, Any]:
    return to_json(graph)


def _unexplained(graph: Graph, texts: Sequence[str], reasons: Phrases) -> tuple[str, ...]:
    """Boxes that no sentence with a reason speaks of; what every system has needs none."""
    told = (words for text in texts for words in _normal_sentences(text[-LONGEST:]))
    given = [words for words in told if reasons.within(words)]
    return tuple(
        component.name
        for component in graph.components
        if component.role not in _OBVIOUS
        and not any(normal(name) in words for words in given for name in (component.name, component.id))
    )


@lru_cache(maxsize=512)
def _normal_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text as they are searched; a turn is looked at again with every later one."""
    return tuple(normal(each.text) for each in sentences(text))


def _reaches_storage(graph: Graph) -> bool:
    """Whether something outside can be followed along the arrows to a place that lasts."""
    role = {component.id: component.role for component in graph.components}
    into = {link.target for link in graph.connections}
    starts = [key for key in role if role[key] == "client"] or [key for key in role if key not in into]
    onward: dict[str, list[str]] = {}
    for link in graph.connections:
        onward.setdefault(link.source, []).append(link.target)
    seen, queue = set(starts), deque(starts)
    while queue:
        here = queue.popleft()
        if role.get(here) in STORES:
            return True
        for there in onward.get(here, ()):
            if there not in seen:
                seen.add(there)
                queue.append(there)
    return False
