"""Starting picks up where the last process stopped; stopping says what there is to say."""

import asyncio
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from bot.runtime import Desk, Engine, FakeAlarm, Pace, Route, ScheduledAlarm, Sender, SystemClock, engine_for
from bot.store import NewEvent, TimerRow, open_store
from tests.runtime.channel import Channel
from tests.runtime.toy import Add, FakeClock, Toy

T0 = 1_800_000_000.0
UNHURRIED = Pace(seconds=0.0, burst=1000)


async def test_downtime_of_more_than_ten_seconds_is_told_to_every_live_stream_once(tmp_path: Path) -> None:
    store, clock, alarm = open_store(f"sqlite:///{tmp_path / 'x.sqlite3'}"), FakeClock(), FakeAlarm()
    desk = Desk(store, [Toy()], alarm, clock)
    await desk.handle(Add(T0), Route(stream="toy-1", new=True))
    await store.transact(lambda tx: tx.set_note("alive", repr(T0)))
    clock.at = T0 + 30
    for _ in range(2):
        engine = Engine(desk, Sender(store, Channel(), clock, UNHURRIED), alarm, store, clock)
        await engine.start()
        await engine.stop(1)
    found = await desk.state("toy-1")
    assert found is not None
    assert found[0].total == 1001
    await store.close()


async def test_timers_are_refilled_at_start_and_overdue_ones_ring(tmp_path: Path) -> None:
    store, clock, alarm = open_store(f"sqlite:///{tmp_path / 'x.sqlite3'}"), FakeClock(), FakeAlarm()
    await Desk(store, [Toy()], FakeAlarm(), clock).handle(Add(T0), Route(stream="toy-1", new=True))
    clock.at = T0 + 11
    desk = Desk(store, [Toy()], alarm, clock)
    engine = Engine(desk, Sender(store, Channel(), clock, UNHURRIED), alarm, store, clock)
    await engine.start()
    assert await alarm.ring_until(clock.at) == 1
    await engine.stop(1)
    assert await store.transact(lambda tx: tx.timers_before(T0 + 1000)) == []
    await store.close()


async def test_a_stream_hears_where_its_named_post_stands_even_after_a_restart(tmp_path: Path) -> None:
    store, clock, alarm = open_store(f"sqlite:///{tmp_path / 'x.sqlite3'}"), FakeClock(), FakeAlarm()
    toy = Toy()
    toy.hears_of_posts = True
    desk = Desk(store, [toy], FakeAlarm(), clock)
    await desk.handle(Add(T0), Route(stream="toy-1", new=True))
    await Sender(store, Channel(), clock, UNHURRIED, desk).send_all()  # and the process dies here

    desk = Desk(store, [toy], alarm, clock)
    engine = Engine(desk, Sender(store, Channel(), clock, UNHURRIED, desk), alarm, store, clock)
    await engine.start()
    await alarm.ring_until(clock.at)
    found = await desk.state("toy-1")
    assert found is not None
    assert found[0].count == 2
    assert all(not timer.name.startswith("posted:") for timer in await store.transact(lambda tx: tx.timers("toy-1")))
    await engine.stop(1)
    await store.close()


async def test_one_stream_that_cannot_be_read_does_not_keep_the_bot_from_starting(tmp_path: Path) -> None:
    store, clock, alarm = open_store(f"sqlite:///{tmp_path / 'x.sqlite3'}"), FakeClock(), FakeAlarm()
    for number in (1, 2):
        desk = Desk(store, [Toy()], FakeAlarm(), clock)
        await desk.handle(Add(T0, 100), Route(stream=f"toy-{number}", new=True))
    await store.transact(lambda tx: tx.append("toy-1", 1, "T", [NewEvent("FromTheFuture", {})], T0))
    await store.transact(lambda tx: tx.set_note("alive", repr(T0)))
    clock.at = T0 + 60
    desk = Desk(store, [Toy()], alarm, clock)
    engine = Engine(desk, Sender(store, Channel(), clock, UNHURRIED), alarm, store, clock)
    await engine.start()
    await alarm.ring_until(clock.at)
    found = await desk.state("toy-2")
    assert found is not None
    assert found[0].total == 1100
    await engine.stop(1)
    await store.close()


async def test_stopping_says_what_is_waiting(tmp_path: Path) -> None:
    store, clock, channel = open_store(f"sqlite:///{tmp_path / 'x.sqlite3'}"), FakeClock(), Channel()
    desk = Desk(store, [Toy()], FakeAlarm(), clock)
    engine = Engine(desk, Sender(store, channel, clock, UNHURRIED), FakeAlarm(), store, clock)
    await engine.start()
    await desk.handle(Add(T0), Route(stream="toy-1", new=True))
    await engine.stop(5)
    assert len(channel.posted) == 2
    await store.close()


async def test_the_real_alarm_rings_overdue_and_moved_timers() -> None:
    rung: list[str] = []
    done = asyncio.Event()

    async def ring(timer: TimerRow) -> None:
        rung.append(timer.name)
        if len(rung) == 2:
            done.set()

    alarm, now = ScheduledAlarm(), SystemClock().now()
    await alarm.start(ring)
    alarm.set(TimerRow("s", "overdue", now - 3600, {}))
    alarm.set(TimerRow("s", "moved", now + 3600, {}))
    alarm.set(TimerRow("s", "moved", now + 0.05, {}))
    alarm.set(TimerRow("s", "dropped", now + 0.02, {}))
    alarm.drop("s", "dropped")
    await asyncio.wait_for(done.wait(), 5)
    await alarm.stop()
    assert rung == ["overdue", "moved"]


class Reopened(RuleBasedStateMachine):
    """State, pending timers and unsent rows are the same before and after the file is closed and opened."""

    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.clock = FakeClock()
        self.path = self.folder / f"{id(self)}.sqlite3"
        self._open()

    def _open(self) -> None:
        self.store = open_store(f"sqlite:///{self.path}")
        self.alarm = FakeAlarm()
        self.desk = Desk(self.store, [Toy()], self.alarm, self.clock)
        self.loop.run_until_complete(self.alarm.start(self.desk.ring))

    def _everything(self) -> object:
        async def look() -> object:
            streams = [f"toy-{n}" for n in range(3)]
            states = [await self.desk.state(stream) for stream in streams]
            return states, await self.store.transact(
                lambda tx: (tx.timers_before(1e18), tx.waiting(), tx.live_interviews())
            )

        return self.loop.run_until_complete(look())

    @rule(stream=st.integers(0, 2), number=st.integers(-1, 60), key=st.integers(0, 30), words=st.text(max_size=5))
    def add(self, stream: int, number: int, key: int, words: str) -> None:
        words = words.replace("\x00", "").encode("utf-8", "ignore").decode()
        command = Add(self.clock.at, number, words)
        self.loop.run_until_complete(self.desk.handle(command, Route(stream=f"toy-{stream}", new=True), f"k{key}"))

    @rule(seconds=st.integers(1, 40))
    def wait(self, seconds: int) -> None:
        self.clock.at += seconds
        self.loop.run_until_complete(self.alarm.ring_until(self.clock.at))

    @rule()
    def send(self) -> None:
        self.loop.run_until_complete(Sender(self.store, Channel(), self.clock, UNHURRIED).send_all())

    @rule()
    def reopen(self) -> None:
        before = self._everything()
        self.loop.run_until_complete(self.store.close())
        self._open()
        assert self._everything() == before
        for timer in self.loop.run_until_complete(self.store.transact(lambda tx: tx.timers_before(1e18))):
            self.alarm.set(timer)

    @invariant()
    def every_timer_that_is_stored_will_ring(self) -> None:
        stored = self.loop.run_until_complete(self.store.transact(lambda tx: tx.timers_before(1e18)))
        assert {(t.stream, t.name): t for t in stored} == self.alarm.timers

    def teardown(self) -> None:
        self.loop.run_until_complete(self.store.close())
        self.loop.close()


def test_reopening_the_file_changes_nothing(tmp_path: Path) -> None:
    Reopened.folder = tmp_path
    checks = [HealthCheck.too_slow]
    run_state_machine_as_test(
        Reopened,
        settings=settings(max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=checks),
    )


async def test_the_engine_that_fits_the_database_rings_and_says_by_itself(database_url: str) -> None:
    """With the real clock and alarm, embedded and as a replica."""
    store, channel, toy = open_store(database_url), Channel(), Toy()
    toy.base, toy.ring_after = SystemClock().now(), 0.3
    engine = engine_for(database_url, store, [toy], lambda _desk: channel, UNHURRIED)
    await engine.start()
    await engine.desk.handle(Add(SystemClock().now(), 5), Route(stream="toy-1", new=True))
    for _ in range(100):
        if len(channel.posted) == 3:
            break
        await asyncio.sleep(0.05)
    await engine.stop()
    await store.close()
    assert [(args.get("n"), args["total"]) for _, args in channel.posted] == [(1, 5), (None, 5), (2, 5)]
