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


@pytest.mark.parametrize("where", ["taken", "idle"])
async def test_a_long_absence_is_given_back_once(tmp_path: Path, where: str) -> None:
    """While the card is being posted, or after the start. Known to a heartbeat (two seconds) and the start."""
    kills = [Kill(where, 0.5, down=11)] if where == "taken" else [Kill("idle", 0.2), Kill("idle", 0.5, down=11)]
    await played(tmp_path, f"sqlite:///{tmp_path / 'bot.sqlite3'}", kills, off_by=3.5)
