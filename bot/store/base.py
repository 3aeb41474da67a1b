"""What both databases offer, and what can go wrong."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from bot.store.tx import Conflict, Tx

T = TypeVar("T")


class StoreError(RuntimeError):
    """The database cannot be used; the message says what to do."""


class StoreBusy(StoreError):
    """Another process has this SQLite file open."""


class Store(Protocol):
    """One database. `transact` runs `work` in one transaction and returns only when it is durable."""

    async def transact(self, work: Callable[[Tx], T]) -> T:
        """What `work` returns, after COMMIT. What it raises is raised here and nothing of it remains.

        `work` runs on another thread, must be quick, and may be run again by the caller after a Conflict.
        """
        ...

    async def scrub(self) -> None:
        """Leave nothing in the file of what was deleted: the log of changes is emptied into the database."""
        ...

    async def close(self) -> None:
        """Finish what was handed in, then close."""
        ...


__all__ = ["Conflict", "Store", "StoreBusy", "StoreError"]
