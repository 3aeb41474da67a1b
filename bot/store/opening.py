"""A store from its address."""

from pathlib import Path

from bot.store.base import Store, StoreError


def open_store(url: str) -> Store:
    """`sqlite:///path/to/file` (one process) or `postgresql://…` (replicas), migrated to the newest form.

    Raises StoreBusy when another process has the SQLite file, StoreError for an address that means neither.
    """
    if url.startswith("sqlite:///"):
        from bot.store.sqlite import SqliteStore

        return SqliteStore(Path(url.removeprefix("sqlite:///")))
    if url.startswith(("postgresql://", "postgres://")):
        from bot.store.postgres import PostgresStore

        return PostgresStore(url)
    scheme = url.split(":", 1)[0][:20]
    raise StoreError(
        f"DATABASE_URL starts with {scheme!r}. Give sqlite:///path/to/mockingbird.sqlite3 or postgresql://user@host/name."
    )
