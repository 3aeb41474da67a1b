"""Events and commands as JSON values and back: by their annotations, exactly, raising on what is not known.

`encode(event)` gives (type, data); `decode(type, data)` the same value again. A field that an older event lacks takes
its default, so that streams written yesterday can be read tomorrow.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from bot.interview import commands, events
from bot.interview.peering import commands as peer_commands
from bot.interview.peering import events as peer_events
from bot.record.values import build, plain

__all__ = ["UnknownType", "build", "decode", "encode", "kinds", "plain"]


class UnknownType(ValueError):
    """A stored event or command is of a kind that this version does not know."""

    def __init__(self, name: str) -> None:
        super().__init__(f"No event or command of an interview is called {name!r}. Was it written by a newer version?")
        self.name = name


@cache
def kinds() -> Mapping[str, type]:
    """Every event and command by name."""
    modules = (events, commands, peer_events, peer_commands)
    found = [value for module in modules for value in vars(module).values()]
    return {
        kind.__name__: kind
        for kind in found
        if isinstance(kind, type) and issubclass(kind, events.Event | commands.Command)
    }


def encode(value: Any) -> tuple[str, dict[str, Any]]:
    """The name and the JSON values of an event or command."""
    data = plain(value)
    return type(value).__name__, data


def decode(name: str, data: Mapping[str, Any]) -> Any:
    """Raises UnknownType for a name that is none of ours, TypeError or ValueError for data that does not fit."""
    kind = kinds().get(name)
    if kind is None:
        raise UnknownType(name)
    return build(kind, data)
