"""A message as Slack delivered it, before anybody knows whom it concerns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Heard:
    """One message as Slack delivered it. `thread` is "" at the top level; `direct` for a conversation with the bot."""

    team: str
    channel: str
    user: str
    ts: str
    text: str
    thread: str = ""
    direct: bool = False
    files: Sequence[Mapping[str, Any]] = field(default=())

    @property
    def key(self) -> str:
        return f"message:{self.team}:{self.channel}:{self.ts}"
