"""Reading a design out of prose, arrow lines, Mermaid and Excalidraw; comparing it, walking it, drawing it.

Pure values in and out. `lexicon_from(content.lexicon["components"])` once, then `read_design(text, lexicon, known)`.
"""

from bot.diagram.graph import Component, Connection, Graph, Mark, Note, from_json, labelled_share, to_json
from bot.diagram.lexicon import Lexicon, lexicon_from
from bot.diagram.reading import read_design, read_turns

__all__ = [
    "Component",
    "Connection",
    "Graph",
    "Lexicon",
    "Mark",
    "Note",
    "from_json",
    "labelled_share",
    "lexicon_from",
    "read_design",
    "read_turns",
    "to_json",
]
