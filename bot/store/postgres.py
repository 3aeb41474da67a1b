"""PostgreSQL for replicas: the same catalogue over a psycopg pool, one transaction for each piece of work."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from psycopg import Connection, OperationalError, connect, errors
from psycopg_pool import ConnectionPool

from bot.store.base import Conflict, StoreError
from bot.store.catalogue import migrations, postgres_statements, split_script
from bot.store.tx import Tx

T = TypeVar("T")
MIGRATION_LOCK = 0x6D6F636B  # "mock": one replica migrates, the others wait
CONNECTIONS = 8
TABLES = ("events", "texts", "timers", "outbox", "inbox", "interviews", "lines", "claims", "named_posts")


class PostgresStore:
    """A database that several processes may share."""

    def __init__(self, url: str) -> None:
        self.url = url
        try:
            self._pool = ConnectionPool(url, min_size=1, max_size=CONNECTIONS, open=True, kwargs={"autocommit": False})
            self._pool.wait(timeout=10)
            with self._pool.connection() as connection:
                _migrate(connection)
        except (OperationalError, OSError, TimeoutError) as error:
            raise StoreError(f"PostgreSQL cannot be reached: {error}. Check DATABASE_URL and that it runs.") from error
        self._threads = ThreadPoolExecutor(CONNECTIONS, thread_name_prefix="store")

    async def transact(self, work: Callable[[Tx], T]) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._run, work)

    async def scrub(self) -> None:
        """Dead rows are not readable; VACUUM gives their place back."""
        await asyncio.get_running_loop().run_in_executor(self._threads, self._vacuum)

    def _vacuum(self) -> None:
        with connect(self.url, autocommit=True) as connection:
            for table in TABLES:
                connection.execute(f"VACUUM {table}".encode())

    async def close(self) -> None:
        await asyncio.to_thread(self._threads.shutdown)
        await asyncio.to_thread(self._pool.close)

    def _run(self, work: Callable[[Tx], T]) -> T:
        try:
            with self._pool.connection() as connection, connection.transaction():
                return work(Tx(_executor(connection), connection))
        except (errors.UniqueViolation, errors.SerializationFailure, errors.DeadlockDetected) as error:
            raise Conflict(str(error)) from error


def _executor(connection: Connection[Any]) -> Callable[[str, Mapping[str, Any]], Sequence[Sequence[Any]]]:
    catalogue = postgres_statements()

    def execute(name: str, params: Mapping[str, Any]) -> Sequence[Sequence[Any]]:
        cursor = connection.execute(catalogue[name].encode(), params)
        return cursor.fetchall() if cursor.description else ()

    return execute


def _migrate(connection: Connection[Any]) -> None:
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (MIGRATION_LOCK,))
        connection.execute("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY)")
        done = {row[0] for row in connection.execute("SELECT number FROM migrations").fetchall()}
        for number, script in migrations():
            if number not in done:
                for statement in split_script(script):
                    connection.execute(statement.encode())
                connection.execute("INSERT INTO migrations (number) VALUES (%s)", (number,))
