"""What only SQLite has: one process, one writer, groups of work in one commit."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from bot.store import NewEvent, StoreBusy, StoreError, open_store

T0 = 1_800_000_000.0


async def test_a_second_process_on_the_same_file_is_refused_with_the_way_out(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'one.sqlite3'}"
    store = open_store(url)
    code = (
        "from bot.store import open_store\n"
        f"try:\n    open_store({url!r})\n"
        "except Exception as e:\n    print(type(e).__name__, e)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.startswith("StoreBusy")
    assert "PostgreSQL" in said
    with pytest.raises(StoreBusy):
        open_store(url)
    await store.close()
    again = open_store(url)
    await again.close()


async def test_many_works_share_a_commit(tmp_path: Path) -> None:
    path = tmp_path / "group.sqlite3"
    store = open_store(f"sqlite:///{path}")
    await asyncio.gather(
        *(store.transact(lambda tx, n=n: tx.append(f"s-{n}", 0, "T", [NewEvent("A", {})], T0)) for n in range(2000))
    )
    total = sum(await asyncio.gather(*(store.transact(lambda tx, n=n: tx.version(f"s-{n}")) for n in range(2000))))
    assert total == 2000
    await store.close()


def test_an_address_that_means_nothing_says_what_to_give() -> None:
    with pytest.raises(StoreError, match="sqlite:///path"):
        open_store("mysql://x")


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.sqlite3"
    path.write_bytes(b"this is not a database, it is somebody's notes" * 100)
    with pytest.raises(StoreError, match="Move it away"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes().startswith(b"this is not")


WRITES_FOREVER = """
import asyncio, sys
from bot.store import NewEvent, open_store

async def main() -> None:
    store = open_store(sys.argv[1])
    async def appends(stream: str) -> None:
        version = 0
        while True:
            version = await store.transact(lambda tx: tx.append(stream, version, "T", [NewEvent("A", {})], 1.0))
            print(stream, version, flush=True)
    await asyncio.gather(*(appends(f"s-{n}") for n in range(16)))

asyncio.run(main())
"""


def test_what_was_answered_outlives_a_sigkill(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'killed.sqlite3'}"
    answered: dict[str, int] = {}
    with subprocess.Popen([sys.executable, "-c", WRITES_FOREVER, url], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.endswith("\n") and len(words := line.split()) == 2:
                answered[words[0]] = int(words[1])
            if sum(answered.values()) >= 800:
                process.kill()

    async def versions() -> dict[str, int]:
        store = open_store(url)
        found = {stream: await store.transact(lambda tx, s=stream: tx.version(s)) for stream in answered}
        await store.close()
        return found

    found = asyncio.run(versions())
    assert all(found[stream] >= version for stream, version in answered.items())


async def test_work_handed_in_before_closing_is_done(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'close.sqlite3'}"
    store = open_store(url)
    works = [
        asyncio.ensure_future(store.transact(lambda tx, n=n: tx.append(f"s-{n}", 0, "T", [NewEvent("A", {})], T0)))
        for n in range(300)
    ]
    await asyncio.sleep(0)
    await store.close()
    assert await asyncio.gather(*works) == [1] * 300
