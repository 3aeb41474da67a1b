"""Tells open pages what changed. A page that does not keep up loses nothing: it is told to read everything again."""

import asyncio
from collections.abc import AsyncIterator

from bot.workspace.model import Change

MAX_WAITING = 1000  # changes kept for a page that does not read; then one "channel" change without a channel


class Feed:
    def __init__(self) -> None:
        self._readers: dict[asyncio.Queue[Change | None], str] = {}

    def close(self) -> None:
        """Let every open page go: its subscription ends. New ones can be opened afterwards."""
        for queue in self._readers:
            queue.put_nowait(None)

    @property
    def readers(self) -> int:
        return len(self._readers)

    def tell(self, change: Change, only: str | None = None) -> None:
        """Pass a change to everybody, or to the pages of one person."""
        for queue, user in self._readers.items():
            if only is not None and user != only:
                continue
            if queue.qsize() >= MAX_WAITING:
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(Change("channel"))
            queue.put_nowait(change)

    async def subscribe(self, user: str) -> AsyncIterator[Change]:
        queue: asyncio.Queue[Change | None] = asyncio.Queue()
        self._readers[queue] = user
        try:
            while (change := await queue.get()) is not None:
                yield change
        finally:
            del self._readers[queue]
