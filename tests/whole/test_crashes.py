"""The bot is killed again and again in the middle of an interview, and nobody in the thread can tell."""

from pathlib import Path

import pytest

from tests.conftest import empty_postgres
from tests.whole.crashing import Kill, chosen, play, stage
from tests.whole.verdicts import clock_error, each_thing_was_decided_once, nothing_twice_nothing_lost


async def played(folder: Path, database: str, kills: list[Kill], off_by: float = 1.5) -> None:
    async with stage(folder, database, kills) as on:
        ends = await play(on)
        assert len(on.done) == len(kills)
        assert await on.bot.stop() == 0
        nothing_twice_nothing_lost(on)
        each_thing_was_decided_once(on)
        assert abs(clock_error(on, ends)) < off_by


async def test_twenty_kills_lose_nothing_and_repeat_nothing(tmp_path: Path) -> None:
    await played(tmp_path, f"sqlite:///{tmp_path / 'bot.sqlite3'}", chosen(seed=7, kills=20))


@pytest.mark.postgres
async def test_nor_do_kills_with_postgresql(tmp_path: Path, postgres_url: str) -> None:
    await played(tmp_path, empty_postgres(postgres_url, "crashes"), chosen(seed=3, kills=3))


async def test_a_long_absence_is_given_back(tmp_path: Path) -> None:
    """Known to a heartbeat: two seconds."""
    await played(
        tmp_path, f"sqlite:///{tmp_path / 'bot.sqlite3'}", [Kill("idle", 0.5), Kill("idle", 0.5, down=11)], 3.0
    )
