"""What is in mind while a sentence about a design is read, and from one sentence to the next."""

from dataclasses import dataclass, field

from bot.diagram.items import Item
from bot.diagram.sketch import Sketch


@dataclass(slots=True)
class Talk:
    """What the sentences so far left in mind: who acted, and what was named last."""

    actor: list[str] = field(default_factory=list)
    sender: list[str] = field(default_factory=list)  # who acted, a client too
    last: list[str] = field(default_factory=list)
    said: str = ""  # the words of the sentence before


@dataclass(slots=True)
class Clause:
    """The state of one sentence while it is read."""

    sketch: Sketch
    talk: Talk
    drawn: bool
    text: str = ""
    offset: int = 0
    subject: list[str] = field(default_factory=list)
    last: list[str] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)  # parts named since the last verb, that may become the subject
    verb: Item | None = None
    open: bool = False  # the verb waits for its object
    flip: bool = False
    denied: bool = False
    chain: bool = False
    source: bool = False
    through: bool = False
    direct: bool = False
    refused: bool = False
    place: str = ""
    anchor: list[str] | None = None
    pending: str = ""  # drop, instead, replace: what to do with the next part
    old: str | None = None
    opened: bool = False  # in a bracket after a part
    joined: bool = False  # after "and" or a comma that follows a part
    after_break: bool = False
    after_to: bool = False
    before: list[str] = field(default_factory=list)  # what was named last before who acts now
    awaits_to: bool = False  # "from X" waits for its "to Y"
    subject_end: int = -1000
    came_from: bool = False  # "from X" stands in the sentence
    told: bool = False  # the verb at hand has made an arrow already
    links: list[tuple[str, str]] = field(default_factory=list)


def span_of(c: Clause) -> tuple[int, int]:
    """The sentence without the blanks around it."""
    lead = len(c.text) - len(c.text.lstrip())
    return c.offset + lead, c.offset + len(c.text.rstrip())
