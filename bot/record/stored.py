"""How every kind of stream stores its events and commands: by name, as JSON values, and back exactly.

A field that an older event lacks takes its default, so that streams written yesterday can be read tomorrow; a name that
nobody knows raises, for a stream that cannot be read must not be written to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.record.values import build, plain


class UnknownType(ValueError):
    """A stored event or command is of a kind that this version does not know."""

    def __init__(self, name: str, whose: str) -> None:
        super().__init__(f"No event or command of {whose} is called {name!r}. Was it written by a newer version?")
        self.name = name


class Codec:
    """The events and commands of one kind of stream; `whose` is what an error calls it ("an interview")."""

    def __init__(self, whose: str, kinds: Iterable[object], *bases: type) -> None:
        """`kinds` may be all that stands in modules: what is no subclass of `bases` is left out."""
        found = (kind for kind in kinds if isinstance(kind, type) and issubclass(kind, bases))
        self.kinds: Mapping[str, type] = {kind.__name__: kind for kind in found}
        self._whose = whose

    def encode(self, value: Any) -> tuple[str, dict[str, Any]]:
        """The name and the JSON values of an event or command."""
        return type(value).__name__, plain(value)

    def decode(self, name: str, data: Mapping[str, Any]) -> Any:
        """Raises UnknownType for a name that is none of ours, TypeError or ValueError for data that does not fit."""
        kind = self.kinds.get(name)
        if kind is None:
            raise UnknownType(name, self._whose)
        return build(kind, data)


class Stored:
    """The part of the runtime's Aggregate that is the same for every stream whose commands have a `now`."""

    codec: Codec

    def at(self, command: Any) -> float:
        """The command's time."""
        now: float = command.now
        return now

    def retimed(self, command: Any, now: float) -> Any:
        """The command of a timer, decided now."""
        return replace(command, now=now)

    def encode_event(self, event: Any) -> tuple[str, Mapping[str, Any]]:
        return self.codec.encode(event)

    def decode_event(self, kind: str, data: Mapping[str, Any]) -> Any:
        """Raises UnknownType for an event that nobody knows."""
        return self.codec.decode(kind, data)

    def encode_command(self, command: Any) -> Mapping[str, Any]:
        name, data = self.codec.encode(command)
        return {"command": name, "data": data}

    def decode_command(self, data: Mapping[str, Any]) -> Any:
        return self.codec.decode(data["command"], data["data"])
