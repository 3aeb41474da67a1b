"""What a surface beside the interviews (drills, pairing) offers to the front desk: verbs, messages, Home, listeners."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from slack_bolt.async_app import AsyncApp

from bot.slack.grammar import Asked
from bot.slack.heard import Heard
from bot.slack.poster import Rendered
from bot.store import OutboxRow


class Annex(Protocol):
    """Hears what no interview wants. `verbs` are its words behind `/mock`."""

    verbs: frozenset[str]

    def register(self, app: AsyncApp) -> None:
        """Its own listeners."""
        ...

    async def hear(self, heard: Heard, asked: Asked | None, *, mentioned: bool) -> bool:
        """Whether the message was for it; `asked` is the request in it, if it holds one that is clear."""
        ...

    async def command(self, ack: Any, command: Mapping[str, Any], client: Any, asked: Asked) -> None:
        """One of its verbs behind `/mock`; acknowledges."""
        ...


class Part(Protocol):
    """What an annex says: rows whose `what` begins with `prefix`, and its blocks on somebody's Home."""

    prefix: str

    async def render(self, row: OutboxRow) -> Rendered: ...

    async def home(self, team: str, user: str) -> Sequence[Mapping[str, Any]]: ...
