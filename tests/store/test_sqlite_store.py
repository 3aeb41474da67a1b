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
