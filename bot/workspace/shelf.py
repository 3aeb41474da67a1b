"""Where the workspace keeps its things: JSON objects by key, in memory for reading and in SQLite for lasting."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from bot.workspace.model import Json


class Cabinet:
    """One SQLite file with everything in it, shelf by shelf. Every write is committed before it returns.

    `synchronous=NORMAL` with WAL: a killed process loses nothing, a power cut at most the last moments.
    """

    def __init__(self, path: str | Path) -> None:
        if str(path) != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(str(path), isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS things"
            " (shelf TEXT, key TEXT, body TEXT, PRIMARY KEY (shelf, key)) WITHOUT ROWID"
        )

    def shelf(self, name: str) -> "Shelf":
        return Shelf(self._db, name)

    def files(self) -> "Contents":
        return Contents(self._db)

    def close(self) -> None:
        self._db.close()


class Shelf:
    """JSON objects by key, in order of key. What `get` returns is the kept object: copy it before giving it away."""

    def __init__(self, db: sqlite3.Connection, name: str) -> None:
        self._db, self._name = db, name
        rows = db.execute("SELECT key, body FROM things WHERE shelf = ? ORDER BY key", (name,))
        self._held: dict[str, Json] = {key: json.loads(body) for key, body in rows}

    def get(self, key: str) -> Json | None:
        return self._held.get(key)

    def put(self, key: str, body: Json) -> None:
        self._db.execute("INSERT OR REPLACE INTO things VALUES (?, ?, ?)", (self._name, key, json.dumps(body)))
        self._held[key] = body

    def drop(self, key: str) -> None:
        self._db.execute("DELETE FROM things WHERE shelf = ? AND key = ?", (self._name, key))
        self._held.pop(key, None)

    def items(self) -> Iterator[tuple[str, Json]]:
        return iter(list(self._held.items()))

    def values(self) -> list[Json]:
        return list(self._held.values())

    def __len__(self) -> int:
        return len(self._held)


class Contents:
    """What uploaded files hold; read from the disk each time."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        db.execute("CREATE TABLE IF NOT EXISTS contents (key TEXT PRIMARY KEY, body BLOB NOT NULL)")

    def get(self, key: str) -> bytes | None:
        row = self._db.execute("SELECT body FROM contents WHERE key = ?", (key,)).fetchone()
        return None if row is None else bytes(row[0])

    def put(self, key: str, body: bytes) -> None:
        self._db.execute("INSERT OR REPLACE INTO contents VALUES (?, ?)", (key, body))
