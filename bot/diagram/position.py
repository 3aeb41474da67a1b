"""What a name leaves open and the arrows tell: "app" is the program of a person, or the server behind the balancer."""

from dataclasses import replace

from bot.diagram.graph import Component, Graph
from bot.diagram.lexicon import Lexicon


def placed(graph: Graph, lexicon: Lexicon) -> Graph:
    """The graph in which an "app" or "web" that another client's requests come into is an app server."""
    components = tuple(
        replace(each, role="app_server") if _is_served(each, graph, lexicon) else each for each in graph.components
    )
    return replace(graph, components=components) if components != graph.components else graph


def _is_served(part: Component, graph: Graph, lexicon: Lexicon) -> bool:
    """Requests come in through a door, they go on to something else, and somebody else is the client."""
    if part.id not in lexicon.served or part.role not in (None, *lexicon.starts):
        return False
    before = {link.source for link in graph.connections if link.target == part.id}
    behind = {link.target for link in graph.connections if link.source == part.id} - before
    by_id = graph.by_id
    through = any(by_id[one].role in lexicon.doors for one in before if one in by_id)
    others = any(each.role in lexicon.starts and each.id not in lexicon.served for each in graph.components)
    return through and others and bool(behind)
