"""What is to be said, where, before it has words: the outbox holds these and renders them when they are sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

SayKind = Literal["post", "update", "ephemeral", "upload", "home"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing is said. `thread` is the ts of a thread's first message; `user` is who sees an ephemeral
    message, a Home, or (with no channel) a direct message."""

    team: str
    channel: str = ""
    thread: str = ""
    user: str = ""


@dataclass(frozen=True, slots=True)
class Say:
    """One thing to say. `what` names the template and its builder; `args` are JSON values, never finished words.

    `name` makes it addressable: a post with a name ("card") is what a later update of the same name in the same
    stream edits. Updates of one name not yet sent are coalesced: the newest wins.
    """

    kind: SayKind
    what: str
    place: Place
    args: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""
