"""One replica as a process of its own: `python -m tests.runtime.replica_process URL DUE`, until it is stopped.

Its channel is a table beside the bot's, so that the test sees what all replicas posted.
"""

import asyncio
import logging
import signal
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import psycopg

from bot.runtime import Desk, Outcome, Pace, Progress, Sender, Sent, SystemClock, Unclear
from bot.runtime.replicated import JobAlarm, Replica
from bot.store import OutboxRow, Store, open_store
from tests.runtime.toy import Added, Sum, Toy


class Spread(Toy):
    """Timers a hundredth of a second apart, from `base` on."""

    def evolve(self, state: Sum, event: Added) -> Sum:
        due = self.base + int(state.id.removeprefix("toy-")) * 0.01
        return replace(super().evolve(state, event), due=None if event.rang else due)

    def claims(self, state: Sum) -> frozenset[str]:
        return frozenset()

    def says(self, before: Sum, event: Added, after: Sum, texts: Mapping[str, str]) -> Any:
        said = super().says(before, event, after, texts)
        lane = f"C{int(before.id.removeprefix('toy-')) % 20}"
        return [replace(say, place=replace(say.place, channel=lane)) for say in said if say.kind == "post"]


class TableChannel:
    """Posts into the table `posted`, slowly enough to die in the middle."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def send(self, row: OutboxRow, target: tuple[str, str] | None, progress: Progress) -> Outcome:
        async with await psycopg.AsyncConnection.connect(self._url, autocommit=True) as connection:
            await connection.execute("INSERT INTO posted (id) VALUES (%s)", (row.id,))
        await asyncio.sleep(0.02)
        return Sent({"channel": "C", "ts": row.id})

    async def find(self, row: OutboxRow) -> Sent | Unclear | None:
        async with await psycopg.AsyncConnection.connect(self._url, autocommit=True) as connection:
            found = await (await connection.execute("SELECT id FROM posted WHERE id = %s", (row.id,))).fetchone()
        return Sent({"channel": "C", "ts": row.id}) if found else None


def replica(store: Store, url: str, base: float) -> Replica:
    toy, clock = Spread(), SystemClock()
    toy.base = base
    desk = Desk(store, [toy], JobAlarm(), clock)
    sender = Sender(store, TableChannel(url), clock, Pace(0.0, 1000), desk, look_again=3.0)
    return Replica(desk, sender, store, clock, url)


async def main(url: str, base: float) -> None:
    store = open_store(url)
    engine = replica(store, url, base)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await engine.start()
    print("ready", flush=True)
    await stop.wait()
    await engine.stop()
    await store.close()


if __name__ == "__main__":
    logging.getLogger("procrastinate").setLevel(logging.ERROR)
    asyncio.run(main(sys.argv[1], float(sys.argv[2])))
