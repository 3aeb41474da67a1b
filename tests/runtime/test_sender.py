"""Every row is said once, in order, whatever happens to the post."""

from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.record import Place, Say
from bot.runtime import Desk, FakeAlarm, Pace, Sender
from bot.store import Store, Tx, open_store
from tests.runtime.channel import Channel
from tests.runtime.toy import FakeClock, Toy

T0 = 1_800_000_000.0
UNHURRIED = Pace(seconds=0.0, burst=1000)


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = open_store(database_url)
    yield opened
    await opened.close()


def numbered(count: int, kind: str = "post") -> list[Say]:
    return [Say(kind, "n", Place("T", "C"), {"n": n}) for n in range(count)]  # type: ignore[arg-type]


async def deliver(store: Store, channel: Channel, clock: FakeClock, rounds: int = 200) -> None:
    """Send until nothing waits, as if the process restarted before every round."""
    for _ in range(rounds):
        await Sender(store, channel, clock, UNHURRIED).send_all()
        if not await store.transact(Tx.lanes):
            return
        clock.at += 3
    raise AssertionError(f"never done: {await store.transact(Tx.waiting)}")


async def test_a_channel_hears_everything_in_order(store: Store) -> None:
    desk, channel, clock = Desk(store, [Toy()], FakeAlarm(), FakeClock()), Channel(), FakeClock()
    await desk.say(*numbered(20))
    await deliver(store, channel, clock)
    assert [args["n"] for _, args in channel.posted] == list(range(20))


@pytest.mark.parametrize("seed", range(12))
async def test_no_failure_loses_doubles_or_reorders_a_message(store: Store, seed: int) -> None:
    desk, clock = Desk(store, [Toy()], FakeAlarm(), FakeClock()), FakeClock()
    channel = Channel(seed, limit=0.15, lost_before=0.2, lost_after=0.3, blind=0.2)
    await desk.say(*numbered(15))
    await deliver(store, channel, clock)
    assert [args["n"] for _, args in channel.posted] == list(range(15))


async def test_a_refused_row_is_kept_with_its_reason_and_the_next_one_goes(store: Store) -> None:
    desk, clock = Desk(store, [Toy()], FakeAlarm(), FakeClock()), FakeClock()
    await desk.say(*numbered(1))
    await deliver(store, Channel(refuse=1.0), clock)
    await desk.say(Say("post", "n", Place("T", "C"), {"n": 7}))
    channel = Channel()
    await deliver(store, channel, clock)
    assert [args["n"] for _, args in channel.posted] == [7]


async def test_what_nobody_can_look_up_is_sent_at_most_once(store: Store) -> None:
    desk, clock = Desk(store, [Toy()], FakeAlarm(), FakeClock()), FakeClock()
    channel = Channel(lost_after=1.0)
    await desk.say(*numbered(3, "ephemeral"))
    await deliver(store, channel, clock)
    assert [args["n"] for args in channel.whispers] == [0, 1, 2]


@pytest.mark.parametrize("point", ["before attempt", "after attempt", "after send", "after settle"])
async def test_dying_at_any_point_of_a_send_neither_loses_nor_doubles(store: Store, point: str) -> None:
    desk, channel, clock = Desk(store, [Toy()], FakeAlarm(), FakeClock()), Channel(), FakeClock()
    await desk.say(*numbered(4))

    def die(at: str) -> None:
        if at == point:
            raise SystemError("killed")

    died = 0
    for _ in range(4):
        sender = Sender(store, channel, clock, UNHURRIED)
        sender.fault = die
        try:
            await sender.send_all()
        except SystemError:
            died += 1
        clock.at += 5
    assert died
    await deliver(store, channel, clock)
    assert [args["n"] for _, args in channel.posted] == [0, 1, 2, 3]


async def test_a_429_waits_as_long_as_it_says_and_keeps_the_order(store: Store) -> None:
    desk, clock = Desk(store, [Toy()], FakeAlarm(), FakeClock()), FakeClock()
    await desk.say(*numbered(3))
    await Sender(store, Channel(limit=1.0), clock, UNHURRIED).send_all()
    channel = Channel()
    await Sender(store, channel, clock, UNHURRIED).send_all()
    assert channel.posted == []
    clock.at += 1.0
    await Sender(store, channel, clock, UNHURRIED).send_all()
    assert [args["n"] for _, args in channel.posted] == [0, 1, 2]


async def test_a_lane_posts_no_faster_than_its_pace(store: Store) -> None:
    desk, channel, clock = Desk(store, [Toy()], FakeAlarm(), FakeClock()), Channel(), FakeClock()
    await desk.say(*numbered(10))
    sender = Sender(store, channel, clock, Pace(seconds=1.0, burst=3))
    await sender.send_all()
    assert len(channel.posted) == 3
    clock.at += 2.0
    await sender.send_all()
    assert len(channel.posted) == 5


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    plan=st.lists(st.sampled_from(["post", "update", "ephemeral", "kill", "wait"]), max_size=25),
    seed=st.integers(0, 99),
)
async def test_any_mixture_of_rows_and_deaths_says_each_post_once(
    tmp_path_factory: pytest.TempPathFactory, plan: list[str], seed: int
) -> None:
    path = tmp_path_factory.mktemp("any") / "x.sqlite3"
    clock, channel = FakeClock(), Channel(seed, limit=0.1, lost_before=0.1, lost_after=0.2)
    store = open_store(f"sqlite:///{path}")
    expected = 0
    for step in plan:
        desk = Desk(store, [Toy()], FakeAlarm(), clock)
        if step == "kill":
            waiting = await store.transact(Tx.waiting)
            await store.close()
            store = open_store(f"sqlite:///{path}")
            assert await store.transact(Tx.waiting) == waiting
        elif step == "wait":
            await Sender(store, channel, clock, UNHURRIED).send_all()
        else:
            await desk.say(Say(step, "n", Place("T", "C"), {"n": expected}))  # type: ignore[arg-type]
            expected += step == "post"
        clock.at += 3
    await deliver(store, channel, clock)
    await store.close()
    assert len({row_id for row_id, _ in channel.posted}) == len(channel.posted) == expected
