"""The bot is killed again and again in the middle of an interview, and nobody in the thread can tell."""

from pathlib import Path

import pytest

from tests.conftest import empty_postgres
from tests.whole.crashing import QUESTIONS, Kill, chosen, play, stage
from tests.whole.verdicts import clock_error, each_thing_was_decided_once, nothing_twice_nothing_lost


async def played(folder: Path, database: str, kills: list[Kill], off_by: float, questions: int = 4) -> None:
    async with stage(folder, database, kills) as on:
        ends = await play(on, QUESTIONS[:questions])
        assert len(on.done) == len(kills)
        assert await on.bot.stop() == 0
        nothing_twice_nothing_lost(on)
        each_thing_was_decided_once(on)
        assert abs(clock_error(on, ends)) < off_by


async def test_kills_lose_nothing_and_repeat_nothing_and_a_long_absence_is_given_back_once(tmp_path: Path) -> None:
    """Twenty points: `python -m tests.whole.crash_run --kills 20`. An absence is known to a heartbeat and a start."""
    kills = [Kill("taken", down=11), *chosen(seed=7, kills=7)]
    await played(tmp_path, f"sqlite:///{tmp_path / 'bot.sqlite3'}", kills, off_by=3.5)


@pytest.mark.postgres
async def test_nor_does_a_kill_with_postgresql(tmp_path: Path, postgres_url: str) -> None:
    await played(tmp_path, empty_postgres(postgres_url, "crashes"), [Kill("taken")], off_by=1.5, questions=1)
