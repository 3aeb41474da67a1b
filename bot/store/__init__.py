"""Everything that lasts, in one database: events, inbox, texts, outbox, timers, claims, projections.

One catalogue of SQL serves SQLite (one process) and PostgreSQL (replicas); `open_store` picks by address.
"""

from bot.store.base import Conflict, Store, StoreBusy, StoreError
from bot.store.opening import open_store
from bot.store.records import NewEvent, OutboxRow, StoredEvent, TimerRow
from bot.store.tx import Tx

__all__ = [
    "Conflict",
    "NewEvent",
    "OutboxRow",
    "Store",
    "StoreBusy",
    "StoreError",
    "StoredEvent",
    "TimerRow",
    "Tx",
    "open_store",
]
