"""A command and all that follows from it happen once, together, or not at all."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from bot.record import Onward
from bot.runtime import Accepted, Broken, Desk, FakeAlarm, Rejected, Route
from bot.store import Store, Tx, open_store
from tests.runtime.toy import Add, FakeClock, Sum, Toy

T0 = 1_800_000_000.0


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = open_store(database_url)
    yield opened
    await opened.close()


@pytest.fixture
def desk(store: Store) -> Desk:
    return Desk(store, [Toy()], FakeAlarm(), FakeClock())


async def state_of(desk: Desk, stream: str = "toy-1") -> Sum:
    found = await desk.state(stream)
    assert found is not None
    return found[0]


async def test_a_command_is_durable_with_its_messages_timers_and_claims(desk: Desk, store: Store) -> None:
    answer = await desk.handle(Add(T0, 5, "five"), Route(stream="toy-1", new=True), "k1")

    assert answer == Accepted("toy-1", 1)
    assert [(r.what, r.kind) for r in await store.transact(Tx.waiting)] == [("number", "post"), ("card", "post")]
    assert [t.due for t in await store.transact(lambda tx: tx.timers("toy-1"))] == [T0 + 10]
    assert await store.transact(lambda tx: tx.holder("person:U1")) == "toy-1"
    assert await store.transact(lambda tx: tx.texts("toy-1")) == {"toy-1:0": "five"}


async def test_the_same_delivery_twice_does_nothing_more_and_gets_the_same_answer(desk: Desk, store: Store) -> None:
    first = await desk.handle(Add(T0, 5), Route(stream="toy-1", new=True), "k1")
    second = await desk.handle(Add(T0, 5), Route(stream="toy-1"), "k1")

    assert isinstance(first, Accepted)
    assert second == Accepted("toy-1", 1, again=True)
    assert (await state_of(desk)).total == 5
    assert len(await store.transact(Tx.waiting)) == 2


async def test_a_command_that_follows_on_another_stream_is_carried_out_with_it(desk: Desk, store: Store) -> None:
    follows = Onward("toy-2", Add(T0, 7, user="U2"), new=True)
    first = await desk.handle(Add(T0, 5, onward=(follows,)), Route(stream="toy-1", new=True), "k1")
    again = await desk.handle(Add(T0, 5, onward=(follows,)), Route(stream="toy-1"), "k1")

    assert (first, again) == (Accepted("toy-1", 1), Accepted("toy-1", 1, again=True))
    assert ((await state_of(desk)).total, (await state_of(desk, "toy-2")).total) == (5, 7)
    assert await store.transact(lambda tx: tx.holder("person:U2")) == "toy-2"
    assert [t.due for t in await store.transact(lambda tx: tx.timers("toy-2"))] == [T0 + 10]


@pytest.mark.parametrize("why", ["refused", "taken"])
async def test_where_what_follows_is_refused_nothing_happens_at_all(desk: Desk, store: Store, why: str) -> None:
    await desk.handle(Add(T0, 1, user="U2"), Route(stream="toy-9", new=True), "k0")
    command = Add(T0, -1, user="U3") if why == "refused" else Add(T0, 1, user="U2")
    answer = await desk.handle(
        Add(T0, 5, onward=(Onward("toy-2", command, new=True),)), Route(stream="toy-1", new=True), "k1"
    )

    assert isinstance(answer, Rejected)
    assert await store.transact(lambda tx: (tx.version("toy-1"), tx.version("toy-2"), tx.holder("person:U1"))) == (
        0, 0, None,
    )  # fmt: skip


async def test_a_refusal_is_remembered_with_its_fields_and_changes_nothing(desk: Desk, store: Store) -> None:
    for again in (False, True):
        answer = await desk.handle(Add(T0, -1), Route(stream="toy-1", new=True), "k1")
        assert answer == Rejected("toy.negative", {"number": "toy.negative"}, {"number": -1}, again=again)
    assert await store.transact(lambda tx: (tx.version("toy-1"), tx.waiting())) == (0, [])


async def test_what_somebody_else_holds_cannot_be_claimed(desk: Desk, store: Store) -> None:
    await desk.handle(Add(T0), Route(stream="toy-1", new=True))
    answer = await desk.handle(Add(T0), Route(stream="toy-2", new=True), "k")

    assert isinstance(answer, Rejected)
    assert answer.reason == "toy.taken"
    assert await store.transact(lambda tx: tx.version("toy-2")) == 0


async def test_a_claim_leads_to_the_stream_that_holds_it_until_it_lets_go(desk: Desk) -> None:
    await desk.handle(Add(T0), Route(stream="toy-1", new=True))
    assert isinstance(await desk.handle(Add(T0, 99), Route(claim="person:U1")), Accepted)
    assert isinstance(await desk.handle(Add(T0), Route(claim="person:U1")), Rejected)


async def test_two_hundred_commands_at_once_all_count_and_none_is_prepared_for_an_old_state(desk: Desk) -> None:
    await desk.handle(Add(T0, 0), Route(stream="toy-1", new=True))
    commands = [Add(T0, 0, slow=number % 50 == 0) for number in range(200)]
    await asyncio.gather(*(desk.handle(c, Route(stream="toy-1"), f"k{n}") for n, c in enumerate(commands)))
    assert (await state_of(desk)).count == 201


async def test_two_desks_on_one_database_never_decide_on_what_the_other_has_changed(store: Store) -> None:
    desks = [Desk(store, [Toy()], FakeAlarm(), FakeClock()) for _ in range(2)]
    await desks[0].handle(Add(T0, 0), Route(stream="toy-1", new=True))
    for number in range(10):
        command = Add(T0, 0, slow=number % 3 == 0)
        assert isinstance(await desks[number % 2].handle(command, Route(claim="person:U1"), f"k{number}"), Accepted)
    assert [(await state_of(desk)).count for desk in desks] == [11, 11]


async def test_a_claim_that_moved_to_another_stream_is_followed(store: Store) -> None:
    first, second = (Desk(store, [Toy()], FakeAlarm(), FakeClock()) for _ in range(2))
    await first.handle(Add(T0, 0), Route(stream="toy-1", new=True))
    await second.handle(Add(T0, 100), Route(stream="toy-1"))  # lets the claim go
    await second.handle(Add(T0, 0), Route(stream="toy-2", new=True))
    for slow in (True, False):
        answer = await first.handle(Add(T0, 0, slow=slow), Route(claim="person:U1"))
        assert isinstance(answer, Accepted)
        assert answer.stream == "toy-2"


async def test_a_desk_that_was_restarted_goes_on_from_the_same_state(desk: Desk, store: Store) -> None:
    for number in range(5):
        await desk.handle(Add(T0, number), Route(stream="toy-1", new=number == 0))
    restarted = Desk(store, [Toy()], FakeAlarm(), FakeClock())
    assert await state_of(restarted) == await state_of(desk)


async def test_a_timer_rings_once_and_one_that_moved_does_not_ring_at_all(store: Store) -> None:
    alarm, clock = FakeAlarm(), FakeClock()
    desk = Desk(store, [Toy()], alarm, clock)
    await alarm.start(desk.ring)
    await desk.handle(Add(T0), Route(stream="toy-1", new=True))
    old = (await store.transact(lambda tx: tx.timers("toy-1")))[0]
    await desk.handle(Add(T0), Route(stream="toy-1"))

    clock.at = T0 + 15
    assert await desk.ring(old) is None
    clock.at = T0 + 20
    assert await alarm.ring_until(clock.at) == 1
    assert (await state_of(desk)).count == 3
    assert await store.transact(lambda tx: tx.timers("toy-1")) == []


async def test_what_a_person_wrote_can_be_forgotten_while_the_desk_runs(desk: Desk, store: Store) -> None:
    await desk.handle(Add(T0, 5, "five"), Route(stream="toy-1", new=True))
    await desk.forget("T", "U1", "gone-00000001")
    found = await desk.state("toy-1")
    assert found is not None
    assert found[1] == {"toy-1:0": ""}


async def test_an_event_that_nobody_knows_stops_the_stream_instead_of_being_skipped(desk: Desk, store: Store) -> None:
    from bot.store import NewEvent

    await store.transact(lambda tx: tx.append("toy-9", 0, "T", [NewEvent("Later", {})], T0))
    with pytest.raises(Broken) as broken:
        await desk.handle(Add(T0), Route(stream="toy-9"))
    assert "unknown event" in str(broken.value.__cause__)
    assert await store.transact(lambda tx: tx.version("toy-9")) == 1


async def test_a_fault_has_a_reference_in_the_log_which_holds_nothing_that_was_written(desk: Desk) -> None:
    with capture_logs() as logs, pytest.raises(Broken) as broken:
        await desk.handle(Add(T0, "secret" * 2, "secret words"), Route(stream="toy-1", new=True), "k1")  # type: ignore[arg-type]
    assert [line["reference"] for line in logs] == [broken.value.reference]
    assert "secret" not in str(logs)
    assert "handling.py" in logs[0]["trace"] or "toy.py" in logs[0]["trace"]
    assert await desk.handle(Add(T0, 1), Route(stream="toy-1", new=True), "k1") == Accepted("toy-1", 1)
