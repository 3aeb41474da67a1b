"""Three replicas on one PostgreSQL, one of them killed: every timer rings once, every row is posted once."""

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable

import psycopg
import pytest

from bot.runtime import Accepted, Route
from bot.runtime.replicated import install
from bot.store import Store, Tx, open_store
from tests.conftest import empty_postgres
from tests.runtime.replica_process import replica
from tests.runtime.toy import Add

pytestmark = pytest.mark.postgres
TIMERS = 150


def started(url: str, base: float) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.runtime.replica_process", url, repr(base)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


async def rung(store: Store) -> list[int]:
    """How often each stream's timer rang."""

    def work(tx: Tx) -> list[int]:
        return [sum(e.data["rang"] for e in tx.load(f"toy-{n}")) for n in range(TIMERS)]

    return await store.transact(work)


async def until(seconds: float, holds: Callable[[], Awaitable[bool]]) -> None:
    deadline = time.monotonic() + seconds
    while not await holds():
        assert time.monotonic() < deadline, "never came to be"
        await asyncio.sleep(0.2)


async def test_three_replicas_one_killed_ring_every_timer_once_and_post_every_row_once(postgres_url: str) -> None:
    url = empty_postgres(postgres_url, "replicas")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE TABLE posted (id TEXT NOT NULL)")
    store = open_store(url)
    install(url)
    base = time.time() + 6.0
    front = replica(store, url, base)  # hands in the commands; its worker is not started
    answers = [
        await front.desk.handle(Add(time.time(), 1), Route(f"toy-{n}", new=True), f"k{n}") for n in range(TIMERS)
    ]
    assert all(isinstance(answer, Accepted) for answer in answers)
    processes = [started(url, base) for _ in range(3)]
    try:
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        await asyncio.sleep(max(0.0, base + TIMERS * 0.005 - time.time()))
        processes[0].send_signal(signal.SIGKILL)  # in the middle of the rings

        async def done() -> bool:
            return await rung(store) == [1] * TIMERS and not await store.transact(lambda tx: tx.lanes())

        await until(60, done)
        with psycopg.connect(url) as connection:
            posted = [row[0] for row in connection.execute("SELECT id FROM posted").fetchall()]
        assert len(posted) == len(set(posted)) == 3 * TIMERS  # number and card, and the number of the ring
        assert await store.transact(lambda tx: tx.timers_before(1e18)) == []
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            assert process.wait(15) in (0, -signal.SIGKILL)
        await store.close()
