"""SQLite behind one writer thread.

All work goes through one connection owned by one thread, which takes what waits, runs it inside one
`BEGIN IMMEDIATE … COMMIT` with a savepoint each, and answers only after the commit: with `synchronous=FULL` a single
fsync makes a whole group durable (12,000–32,000 appends a second against 250–4,000 one by one). A deferred BEGIN would
fail under concurrency when a read turns into a write; IMMEDIATE never does.
"""

import asyncio
import fcntl
import queue
import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from bot.store.base import StoreBusy, StoreError
from bot.store.catalogue import migrations, split_script, statements
from bot.store.tx import Tx

T = TypeVar("T")
MOST_IN_A_GROUP = 512  # works; bounds how long the first of a group waits for the last


@dataclass(slots=True)
class _Job:
    work: Callable[[Tx], Any] | None  # None: scrub, outside of any transaction
    loop: asyncio.AbstractEventLoop
    future: "asyncio.Future[Any]"
    result: Any = None
    error: Exception | None = None


class SqliteStore:
    """One file, one process. Opened by another process: StoreBusy."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = _lock(path)
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._opened = threading.Event()
        self._failed: Exception | None = None
        self._closed = False
        self._thread = threading.Thread(target=self._write, args=(path,), name="store", daemon=True)
        self._thread.start()
        self._opened.wait()
        if self._failed is not None:
            self._lock.close()
            raise StoreError(f"{path} cannot be opened: {self._failed}. Move it away to start anew.") from self._failed

    async def transact(self, work: Callable[[Tx], T]) -> T:
        if self._closed:
            raise StoreError("The store is closed.")
        loop = asyncio.get_running_loop()
        job = _Job(work, loop, loop.create_future())
        self._jobs.put(job)
        result: T = await job.future
        return result

    async def scrub(self) -> None:
        """Deleted cells are overwritten at once (`secure_delete`), but a page that was put together anew may keep stale
        copies in its free space, and the log has the pages as they were: so the file is rebuilt and the log emptied."""
        if self._closed:
            raise StoreError("The store is closed.")
        loop = asyncio.get_running_loop()
        job = _Job(None, loop, loop.create_future())
        self._jobs.put(job)
        await job.future

    async def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._jobs.put(None)
            await asyncio.to_thread(self._thread.join)
            self._lock.close()

    def _write(self, path: Path) -> None:
        try:
            db = _open(path)
        except Exception as error:
            self._failed = error
            return
        finally:
            self._opened.set()
        while (group := self._next_group()) is not None:
            _commit(db, group)
            for job in group:
                job.loop.call_soon_threadsafe(_settle, job)
        db.execute("PRAGMA optimize")
        db.close()

    def _next_group(self) -> list[_Job] | None:
        """What waits now, at most a group; None when the store closes and nothing is left."""
        first = self._jobs.get()
        if first is None:
            return None
        group = [first]
        while len(group) < MOST_IN_A_GROUP:
            try:
                job = self._jobs.get_nowait()
            except queue.Empty:
                break
            if job is None:  # close after this group
                self._jobs.put(None)
                break
            group.append(job)
        return group


def _settle(job: _Job) -> None:
    if job.future.cancelled():
        return
    if job.error is not None:
        job.future.set_exception(job.error)
    else:
        job.future.set_result(job.result)


def _commit(db: Database, group: Sequence[_Job]) -> None:
    try:
        db.execute("BEGIN IMMEDIATE")
        for job in group:
            if job.work is not None:
                _run(db, job, job.work)
        db.execute("COMMIT")
        if any(job.work is None for job in group):
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except Exception as error:
        if db.conn.in_transaction:
            db.execute("ROLLBACK")
        for job in group:
            job.error = job.error or error


def _run(db: Database, job: _Job, work: Callable[[Tx], Any]) -> None:
    db.execute("SAVEPOINT work")
    try:
        job.result = work(Tx(_executor(db)))
    except Exception as error:
        db.execute("ROLLBACK TO work")
        job.error = error
    db.execute("RELEASE work")


def _executor(db: Database) -> Callable[[str, Mapping[str, Any]], Sequence[Sequence[Any]]]:
    catalogue = statements()

    def execute(name: str, params: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        return db.execute(catalogue[name], dict(params)).fetchall()

    return execute


def _open(path: Path) -> Database:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=True, cached_statements=256)
    db = Database(connection)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000",
                   "secure_delete=ON"):  # fmt: skip
        db.execute(f"PRAGMA {pragma}")
    _migrate(db)
    return db


def _migrate(db: Database) -> None:
    db.execute("BEGIN IMMEDIATE")
    try:
        at = int(db.execute("PRAGMA user_version").fetchone()[0])
        for number, script in migrations():
            if number > at:
                for statement in split_script(script):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version={number}")
        db.execute("COMMIT")
    except Exception:
        db.execute("ROLLBACK")
        raise


def _lock(path: Path) -> TextIOWrapper:
    """Hold `path.lock` for as long as the store is open; the system lets go of it when the process dies."""
    handle = path.with_name(path.name + ".lock").open("w")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        handle.close()
        raise StoreBusy(
            f"{path} is in use by another process. Stop that one, give this one a file of its own (DATABASE_URL), "
            "or use PostgreSQL (DATABASE_URL=postgresql://…), which several processes can share."
        ) from None
    return handle
