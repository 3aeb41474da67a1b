"""How fast the store and the desk are: `uv run python -m tests.bench.store [folder] [--events 1000000]`.

Every figure is printed beside an fsync probe of the same folder taken in the same run, for a disk sets the scale.
"""

import argparse
import asyncio
import functools
import os
import sqlite3
import tempfile
import time
from pathlib import Path

from bot.runtime import Desk, FakeAlarm, Route
from bot.store import NewEvent, Store, Tx, open_store
from tests.runtime.toy import Add, FakeClock, Sum, Toy

EVENT = NewEvent("MessageHeard", {"user": "U1", "ts": "1800000000.000100", "text_id": "t-1800000000.000100"})
NO_EVENTS = 200  # of a whole interview


class Quiet(Toy):
    """No claims, so that many streams can live; one message a command, as an interviewer answers."""

    def claims(self, state: Sum) -> frozenset[str]:
        return frozenset()

    def says(self, *args: object) -> list[object]:  # type: ignore[override]
        return super().says(*args)[:1]  # type: ignore[arg-type]


def fsyncs_a_second(folder: Path, seconds: float = 1.0) -> float:
    with (folder / "probe").open("wb") as handle:
        began, count = time.perf_counter(), 0
        while time.perf_counter() - began < seconds:
            handle.write(b"x" * 4096)
            handle.flush()
            os.fsync(handle.fileno())
            count += 1
    return count / (time.perf_counter() - began)


async def appends_a_second(store: Store, writers: int, seconds: float = 2.0) -> float:
    """`writers` streams appended to at once: 1 shows single commits, more share them."""
    end, counts = time.perf_counter() + seconds, [0] * writers

    async def write(number: int) -> None:
        def append(tx: Tx) -> None:
            tx.append(f"bench-{writers}-{number}", counts[number], "T", [EVENT], 1.8e9)

        while time.perf_counter() < end:
            await store.transact(append)
            counts[number] += 1

    await asyncio.gather(*(write(number) for number in range(writers)))
    return sum(counts) / seconds


async def commands_a_second(store: Store, streams: int, seconds: float = 3.0) -> tuple[float, float]:
    """Commands handled durably, one after the other in each stream, and the 99th percentile of their time in ms."""
    desk = Desk(store, [Quiet()], FakeAlarm(), FakeClock())
    end, times = time.perf_counter() + seconds, []

    async def talk(stream: str) -> None:
        count = 0
        while (began := time.perf_counter()) < end:
            command = Add(1.8e9, 0, "a message of some words, as people write them")
            await desk.handle(command, Route(stream=stream, new=count == 0), f"{stream}:{count}")
            times.append(time.perf_counter() - began)
            count += 1

    await asyncio.gather(*(talk(f"toy-{streams}x{number}") for number in range(streams)))
    return len(times) / seconds, sorted(times)[int(len(times) * 0.99)] * 1000


async def turn(store: Store, name: str, turns: int = 400) -> tuple[float, float]:
    """Milliseconds of one turn (median of `turns`), with the state in memory, and after a restart (read anew)."""
    desk = Desk(store, [Quiet()], FakeAlarm(), FakeClock())
    await desk.handle(Add(1.8e9, 0), Route(stream=name, new=True))
    warm = [await _timed(desk, name, f"{name}:{number}") for number in range(turns)]
    cold = []
    for number in range(50):
        fresh = Desk(store, [Quiet()], FakeAlarm(), FakeClock())
        cold.append(await _timed(fresh, name, f"{name}:cold{number}"))
    return sorted(warm)[len(warm) // 2] * 1000, sorted(cold)[len(cold) // 2] * 1000


async def _timed(desk: Desk, stream: str, key: str) -> float:
    began = time.perf_counter()
    await desk.handle(Add(1.8e9, 0, "words"), Route(stream=stream), key)
    return time.perf_counter() - began


async def fill(store: Store, events: int) -> None:
    """Past interviews of NO_EVENTS events each, until `events` are stored."""

    def interviews(tx: Tx, first: int, last: int) -> None:
        for number in range(first, last):
            tx.append(f"toy-old{number}", 0, "T", [NewEvent("Added", {"number": 0})] * NO_EVENTS, 1.8e9)

    total = max(1, events // NO_EVENTS)
    for first in range(0, total, 100):
        await store.transact(functools.partial(interviews, first=first, last=min(total, first + 100)))


def one_by_one(folder: Path, seconds: float = 1.5) -> float:
    """The floor: plain sqlite3, one BEGIN IMMEDIATE … COMMIT for each append, WAL and FULL as ours."""
    db = sqlite3.connect(folder / "single.sqlite3", isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("CREATE TABLE events (stream TEXT, version INTEGER, data TEXT, PRIMARY KEY (stream, version))")
    began, count = time.perf_counter(), 0
    while time.perf_counter() - began < seconds:
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO events VALUES ('s', ?, '{}')", (count,))
        db.execute("COMMIT")
        count += 1
    db.close()
    return count / seconds


async def measure(folder: Path, events: int) -> None:
    print(f"fsyncs/s in {folder}: {fsyncs_a_second(folder):,.0f}")
    single = one_by_one(folder)
    print(f"appends/s, plain sqlite3 one by one: {single:,.0f}")
    store = open_store(f"sqlite:///{folder / 'bench.sqlite3'}")
    for writers in (1, 16, 256, 1024):
        rate = await appends_a_second(store, writers)
        print(f"appends/s, {writers} at once: {rate:,.0f} ({rate / single:.1f} × one by one)")
    for streams in (1, 64, 512):
        rate, late = await commands_a_second(store, streams)
        print(f"commands/s handled durably, {streams} streams at once: {rate:,.0f} (p99 {late:.1f} ms)")
    await store.close()
    small, large = (open_store(f"sqlite:///{folder / f'{name}.sqlite3'}") for name in ("small", "large"))
    await fill(small, 1000)
    await fill(large, events)
    for number in range(3):  # turn about, so that the disk's moods fall on both
        few, many = await turn(small, f"toy-{number}"), await turn(large, f"toy-{number}")
        print(
            f"a turn, ms: {few[0]:.2f} with 1,000 events stored, {many[0]:.2f} with {events:,} "
            f"({many[0] / few[0]:.2f} ×); after a restart {few[1]:.2f} and {many[1]:.2f} ({many[1] / few[1]:.2f} ×)"
        )
    await small.close()
    await large.close()
    print(f"fsyncs/s again: {fsyncs_a_second(folder):,.0f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="where to measure; default: a temporary folder")
    parser.add_argument("--events", type=int, default=1_000_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as made:
        asyncio.run(measure(Path(made), given.events))
