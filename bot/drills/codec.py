"""Events and commands of drills as JSON values and back, exactly; raises on what is not known."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from bot.drills import commands, events
from bot.record.values import build, plain


class UnknownType(ValueError):
    """A stored event or command is of a kind that this version does not know."""

    def __init__(self, name: str) -> None:
        super().__init__(f"No event or command of a drill is called {name!r}. Was it written by a newer version?")
        self.name = name


@cache
def kinds() -> Mapping[str, type]:
    found = [*vars(events).values(), *vars(commands).values()]
    bases = events.Event | commands.Command
    return {kind.__name__: kind for kind in found if isinstance(kind, type) and issubclass(kind, bases)}


def encode(value: Any) -> tuple[str, dict[str, Any]]:
    return type(value).__name__, plain(value)


def decode(name: str, data: Mapping[str, Any]) -> Any:
    """Raises UnknownType, or TypeError or ValueError for data that does not fit."""
    kind = kinds().get(name)
    if kind is None:
        raise UnknownType(name)
    return build(kind, data)
