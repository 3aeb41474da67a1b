"""A year of weekly drills in five time zones, and a process that dies around due times: none lost, none twice."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.drills import Marker
from bot.drills import commands as do
from bot.drills.schedule import Rule
from bot.drills.state import stream_of
from bot.runtime import Route
from bot.runtime.calendar import next_occurrence
from tests.drills.conftest import DAY, HOUR, T0
from tests.drills.running import POINTS, Running

# Both clock changes of the year, one at 02:30 of the very night, a zone of half an hour, one without changes.
ZONES = {
    "CBERLIN": Rule("sun", "02:30", "Europe/Berlin"),
    "CNEWYORK": Rule("mon", "09:00", "America/New_York"),
    "CKOLKATA": Rule("fri", "18:15", "Asia/Kolkata"),
    "CLORDHOWE": Rule("sun", "01:45", "Australia/Lord_Howe"),
    "CAUCKLAND": Rule("wed", "23:59", "Pacific/Auckland"),
}


@pytest.fixture
async def running(tmp_path: Path, marker: Marker) -> AsyncIterator[Running]:
    made = Running(tmp_path, marker, T0)
    await made.start()
    yield made
    await made.close()


async def schedule(running: Running, channel: str, rule: Rule) -> str:
    stream = stream_of("T1", channel)
    command = do.MakeSchedule(
        now=running.clock.at, user="UORG", kinds=("slip", "sprint"), rule=rule, open_hours=48, admin=True
    )
    await running.desk.handle(command, Route(stream=stream, new=True))
    await running.sender.send_all()
    return stream


async def test_a_year_in_five_time_zones_has_52_posts_each_at_the_right_wall_time(running: Running) -> None:
    streams = {channel: await schedule(running, channel, rule) for channel, rule in ZONES.items()}
    await running.until(T0 + 364 * DAY)
    assert Counter(channel for channel, _ in running.posts.cards) == dict.fromkeys(ZONES, 52)
    assert len(set(running.posts.cards)) == 5 * 52
    for channel, rule in ZONES.items():
        opened = await running.opened(streams[channel])
        walls = [datetime.fromtimestamp(event.at, ZoneInfo(rule.zone)) for event in opened]
        shown = Counter(f"{wall:%a %H:%M}".lower() for wall in walls)
        usual = f"{rule.weekday} {rule.time}"
        # In Berlin there is no 02:30 on 28 March and two on 31 October; on Lord Howe 01:45 comes twice on 4 April.
        odd = {"sun 03:30": 1} if channel == "CBERLIN" else {}
        assert shown == {usual: 52 - len(odd), **odd}, channel
        assert [event.key for event in opened] == list(dict.fromkeys(event.key for event in opened))
        assert all(event.at == event.due for event in opened)


@pytest.mark.parametrize("point", POINTS)
async def test_a_process_that_dies_at_each_due_time_loses_none_and_posts_none_twice(
    point: str, running: Running
) -> None:
    stream = await schedule(running, "CBERLIN", ZONES["CBERLIN"])
    due = next_occurrence(ZONES["CBERLIN"], T0).at
    for week in range(4):
        await running.until(due + week * 7 * DAY - 1)
        running.armed = point  # the next time that it gets there
        await running.until(due + week * 7 * DAY + HOUR)
    await running.until(due + 26 * DAY)
    assert [name for name, _ in running.deaths] == [point] * 4
    opened = await running.opened(stream)
    assert len(opened) == 4
    assert sorted(running.posts.cards) == sorted(("CBERLIN", event.round) for event in opened)
    assert running.posts.whats.count("drills.reveal") == 4


async def test_one_that_stays_away_for_half_a_day_posts_late_and_for_longer_says_that_it_was_skipped(
    running: Running,
) -> None:
    stream = await schedule(running, "CBERLIN", ZONES["CBERLIN"])
    due = next_occurrence(ZONES["CBERLIN"], T0).at
    running.armed = "before commit"
    await running.until(due + HOUR, away=11 * HOUR)
    assert [event.at - event.due for event in await running.opened(stream)] == [11 * HOUR]
    await running.until(due + 6 * DAY)
    running.armed = "before commit"
    await running.until(due + 8 * DAY, away=13 * HOUR)
    assert len(await running.opened(stream)) == 1
    assert running.posts.whats.count("drills.skipped") == 1
    await running.until(due + 15 * DAY)
    assert len(running.posts.cards) == 2
