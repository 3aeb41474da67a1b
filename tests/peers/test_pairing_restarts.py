"""A process that dies around the notice and the match: each is posted once, and every pair once."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.peers.pairing import Pairings, WorkingHours
from bot.peers.pairing import commands as do
from bot.peers.pairing.state import stream_of
from bot.record.weekly import Rule
from bot.runtime import Desk, FakeAlarm, Route, Sender
from bot.runtime.calendar import next_occurrence
from tests.drills.running import POINTS, UNHURRIED, DyingStore, Running
from tests.peers.pairing_channel import DAY, HOUR, T0, shipped_rules

STREAM = stream_of("T1", "C1")
MONDAY = next_occurrence(Rule("mon", "10:00", "Europe/Berlin"), T0).at
WEEK = 7 * DAY


class Weeks(Running):
    """The same process over one database, with the pairing of a channel in it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, None, T0)  # type: ignore[arg-type]

    def boot(self) -> None:
        store: Any = DyingStore(self._store, self._fault)
        self.alarm = FakeAlarm()
        self.desk = Desk(store, [Pairings(shipped_rules(), next_occurrence)], self.alarm, self.clock)
        self.sender = Sender(store, self.posts, self.clock, UNHURRIED, self.desk)
        self.sender.fault = self._fault

    async def join(self, *users: str) -> None:
        for user in users:
            command = do.JoinPairing(now=self.clock.at, user=user, hours=WorkingHours("Europe/Berlin"), admin=True)
            await self.desk.handle(command, Route(stream=STREAM, new=True))
        await self.sender.send_all()


@pytest.fixture
async def weeks(tmp_path: Path) -> AsyncIterator[Weeks]:
    made = Weeks(tmp_path)
    await made.start()
    await made.join("ada", "ben", "chi", "dan")
    yield made
    await made.close()


@pytest.mark.parametrize("point", POINTS)
async def test_each_notice_match_and_pair_is_posted_once_wherever_the_process_dies(point: str, weeks: Weeks) -> None:
    for week in range(3):
        for moment in (MONDAY + week * WEEK - DAY, MONDAY + week * WEEK):
            await weeks.until(max(moment - 1, weeks.clock.at))
            weeks.armed = point  # the next time that it gets there
            await weeks.until(moment + HOUR)
    assert len(weeks.deaths) >= 3
    posted = {what: weeks.posts.whats.count(what) for what in ("pairing.notice", "pairing.match", "pairing.pair")}
    assert posted == {"pairing.notice": 3, "pairing.match": 3, "pairing.pair": 6}
    state: Any = await weeks.state(STREAM)
    assert state.count == 3


async def test_a_reminder_that_was_due_while_the_bot_was_away_comes_once_or_not_at_all(weeks: Weeks) -> None:
    await weeks.until(MONDAY + HOUR)
    state: Any = await weeks.state(STREAM)
    first = min(pair.at for pair in state.week.pairs.values())
    weeks.boot()
    weeks.clock.at = first + 3 * HOUR  # after the time itself
    await weeks.start()
    await weeks.until(first + 4 * HOUR)
    assert weeks.posts.whats.count("pairing.reminder") == 0
    assert not any(name.startswith("remind:") for _, name in weeks.alarm.timers)
