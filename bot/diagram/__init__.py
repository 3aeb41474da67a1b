"""Reading a design out of prose, arrow lines, Mermaid and Excalidraw; comparing it, walking it, drawing it.

Pure values in and out. `lexicon_from(content.lexicon["components"])` once, then `read_design(text, lexicon, known)`.
"""

from bot.diagram.compare import Difference, Match, Path, compare, paths_to_storage, reference_graph
from bot.diagram.draw import Captions, alt_text, draw, draw_beside, picture, png
from bot.diagram.excalidraw import Broken, read_excalidraw
from bot.diagram.graph import Component, Connection, Graph, Mark, Note, from_json, labelled_share, to_json
from bot.diagram.lexicon import Lexicon, lexicon_from
from bot.diagram.reading import read_design, read_turns

__all__ = [
    "Broken",
    "Captions",
    "Component",
    "Connection",
    "Difference",
    "Graph",
    "Lexicon",
    "Mark",
    "Match",
    "Note",
    "Path",
    "alt_text",
    "compare",
    "draw",
    "draw_beside",
    "from_json",
    "labelled_share",
    "lexicon_from",
    "paths_to_storage",
    "picture",
    "png",
    "read_design",
    "read_excalidraw",
    "read_turns",
    "reference_graph",
    "to_json",
]
