"""What both databases promise; every test runs on a real SQLite and a real PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.record import Line
from bot.store import Conflict, NewEvent, OutboxRow, Store, TimerRow, Tx, open_store

T0 = 1_800_000_000.0


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    opened = open_store(database_url)
    yield opened
    await opened.close()


def row(number: int, lane: str = "T/C", kind: str = "post", name: str = "", stream: str = "s-1") -> OutboxRow:
    return OutboxRow(
        id=f"{number:06d}", lane=lane, stream=stream, team="T", kind=kind, what="w", name=name,
        place={"channel": "C"}, args={"n": number}, created=T0,
    )  # fmt: skip


async def test_a_delivery_counts_once_and_its_answer_is_kept(store: Store) -> None:
    assert await store.transact(lambda tx: tx.first_time("k", T0))
    await store.transact(lambda tx: tx.record_answer("k", "yes"))
    assert not await store.transact(lambda tx: tx.first_time("k", T0))
    assert await store.transact(lambda tx: tx.answer("k")) == "yes"


async def test_events_come_back_in_order_with_all_they_hold(store: Store) -> None:
    events = [NewEvent("Said", {"n": n, "words": "grüße & <x> 👍"}) for n in range(3)]
    await store.transact(lambda tx: tx.append("s-1", 0, "T", events, T0))
    loaded = await store.transact(lambda tx: tx.load("s-1", after=1))
    assert [(e.version, e.data["n"], e.at) for e in loaded] == [(2, 1, T0), (3, 2, T0)]


async def test_a_stream_that_went_on_is_not_written_to(store: Store) -> None:
    await store.transact(lambda tx: tx.append("s-1", 0, "T", [NewEvent("A", {})], T0))
    with pytest.raises(Conflict):
        await store.transact(lambda tx: tx.append("s-1", 0, "T", [NewEvent("B", {})], T0))


async def test_what_raises_leaves_nothing_behind_and_spoils_nobody_elses_work(store: Store) -> None:
    def bad(tx: Tx) -> None:
        tx.append("s-bad", 0, "T", [NewEvent("A", {})], T0)
        raise ValueError("no")

    def good(tx: Tx) -> int:
        return tx.append("s-good", 0, "T", [NewEvent("A", {})], T0)

    results = await asyncio.gather(
        store.transact(good), store.transact(bad), store.transact(lambda tx: tx.set_note("n", "1")),
        return_exceptions=True,
    )  # fmt: skip
    assert results[0] == 1
    assert isinstance(results[1], ValueError)
    assert await store.transact(lambda tx: (tx.version("s-bad"), tx.version("s-good"), tx.note("n"))) == (0, 1, "1")


async def test_eight_hundred_readers_who_then_append_lose_nothing(store: Store) -> None:
    async def read_then_append(number: int) -> None:
        stream = f"s-{number % 20}"
        while True:
            try:
                await store.transact(
                    lambda tx: tx.append(stream, tx.version(stream), "T", [NewEvent("A", {"n": number})], T0)
                )
            except Conflict:
                continue
            return

    await asyncio.gather(*(read_then_append(number) for number in range(800)))
    versions = [await store.transact(lambda tx, s=f"s-{n}": tx.version(s)) for n in range(20)]
    assert versions == [40] * 20


async def test_a_claim_has_one_holder_until_it_is_let_go(store: Store) -> None:
    assert await store.transact(lambda tx: tx.claim("person:T:U", "s-1"))
    assert await store.transact(lambda tx: tx.claim("person:T:U", "s-1"))
    assert not await store.transact(lambda tx: tx.claim("person:T:U", "s-2"))
    await store.transact(lambda tx: tx.release("person:T:U", "s-2"))
    assert await store.transact(lambda tx: tx.holder("person:T:U")) == "s-1"
    await store.transact(lambda tx: tx.release("person:T:U", "s-1"))
    assert await store.transact(lambda tx: tx.claim("person:T:U", "s-2"))


async def test_timers_are_moved_found_when_due_and_dropped(store: Store) -> None:
    await store.transact(lambda tx: tx.set_timer(TimerRow("s-1", "turn", T0 + 5, {"a": 1})))
    await store.transact(lambda tx: tx.set_timer(TimerRow("s-1", "turn", T0 + 9, {"a": 2})))
    assert await store.transact(lambda tx: tx.timers_before(T0 + 8)) == []
    assert await store.transact(lambda tx: tx.timers_before(T0 + 9)) == [TimerRow("s-1", "turn", T0 + 9, {"a": 2})]
    await store.transact(lambda tx: tx.drop_timer("s-1", "turn", due=T0 + 5))
    assert await store.transact(lambda tx: tx.timers("s-1"))
    await store.transact(lambda tx: tx.drop_timer("s-1", "turn", due=T0 + 9))
    assert await store.transact(lambda tx: tx.timers("s-1")) == []


async def test_a_lane_keeps_its_order_and_other_lanes_do_not_wait(store: Store) -> None:
    def fill(tx: Tx) -> None:
        for number, lane in enumerate(["T/C1", "T/C2", "T/C1"]):
            tx.enqueue(row(number, lane))

    await store.transact(fill)
    assert await store.transact(Tx.lanes) == ["T/C1", "T/C2"]
    head = await store.transact(lambda tx: tx.head("T/C1"))
    assert head is not None
    assert head.args == {"n": 0}
    await store.transact(lambda tx: tx.done(head, "sent", {"ts": "1.0"}))
    nxt = await store.transact(lambda tx: tx.head("T/C1"))
    assert nxt is not None
    assert nxt.args == {"n": 2}


async def test_an_untried_update_gives_way_to_a_newer_one_and_a_tried_one_does_not(store: Store) -> None:
    await store.transact(lambda tx: tx.enqueue(row(1, kind="update", name="card")))
    assert await store.transact(lambda tx: tx.attempt(row(1), T0))
    await store.transact(lambda tx: tx.enqueue(row(2, kind="update", name="card")))
    await store.transact(lambda tx: tx.enqueue(row(3, kind="update", name="card")))
    assert [r.id for r in await store.transact(Tx.waiting)] == ["000001", "000003"]


async def test_of_two_who_would_try_a_row_one_may(store: Store) -> None:
    await store.transact(lambda tx: tx.enqueue(row(1)))
    tries = await asyncio.gather(*(store.transact(lambda tx: tx.attempt(row(1), T0)) for _ in range(5)))
    assert sorted(tries) == [False, False, False, False, True]


async def test_a_row_that_was_not_taken_has_not_used_up_a_try(store: Store) -> None:
    await store.transact(lambda tx: tx.enqueue(row(1)))
    await store.transact(lambda tx: tx.attempt(row(1), T0))
    await store.transact(lambda tx: tx.later("000001", T0 + 30, "ratelimited", None))
    head = await store.transact(lambda tx: tx.head("T/C"))
    assert head is not None
    assert (head.attempts, head.attempted_at, head.not_before) == (0, None, T0 + 30)


async def test_a_named_post_is_found_again_by_its_name(store: Store) -> None:
    posted = row(1, name="card")
    await store.transact(lambda tx: tx.enqueue(posted))
    await store.transact(lambda tx: tx.done(posted, "sent", {"channel": "C", "ts": "17.5"}))
    assert await store.transact(lambda tx: tx.named_post("s-1", "card")) == ("C", "17.5")


async def test_a_persons_words_can_be_forgotten_and_the_rest_stays(store: Store) -> None:
    await store.transact(lambda tx: tx.put_text("t1", "s-1", "T", "U1", "mine", T0))
    await store.transact(lambda tx: tx.put_text("t2", "s-1", "T", "U2", "yours", T0))
    await store.transact(lambda tx: tx.erase_texts("T", "U1"))
    assert await store.transact(lambda tx: tx.texts("s-1")) == {"t1": "", "t2": "yours"}


async def test_everything_is_there_after_closing_and_opening(database_url: str) -> None:
    first = open_store(database_url)
    await first.transact(lambda tx: tx.append("s-1", 0, "T", [NewEvent("A", {})], T0))
    await first.transact(lambda tx: tx.enqueue(row(1)))
    await first.transact(lambda tx: tx.set_timer(TimerRow("s-1", "x", T0, {})))
    before = await first.transact(lambda tx: (tx.load("s-1"), tx.waiting(), tx.timers_before(T0)))
    await first.close()

    second = open_store(database_url)
    assert await second.transact(lambda tx: (tx.load("s-1"), tx.waiting(), tx.timers_before(T0))) == before
    await second.close()


async def test_a_line_of_a_read_model_is_found_by_owner_and_by_state_and_goes_when_it_has_no_row(store: Store) -> None:
    def line(number: int, state: str, row: dict[str, int] | None) -> Line:
        return Line("drill", f"d-{number}", "T", "U1", state, T0 + number, row)

    await store.transact(lambda tx: [tx.set_line("s-1", line(n, "open", {"n": n})) for n in range(3)])
    await store.transact(
        lambda tx: (tx.set_line("s-1", line(0, "closed", {"n": 9})), tx.set_line("s-1", line(1, "", None)))
    )
    mine = await store.transact(lambda tx: tx.lines_of("drill", "T", "U1"))
    assert [(each.id, each.state, each.row) for each in mine] == [
        ("d-2", "open", {"n": 2}),
        ("d-0", "closed", {"n": 9}),
    ]
    assert [each.id for each in await store.transact(lambda tx: tx.lines_in("drill", "T", "open"))] == ["d-2"]
    assert await store.transact(lambda tx: tx.line("drill", "d-1")) is None
    await store.transact(lambda tx: tx.erase_lines("T", "U1"))
    assert not await store.transact(lambda tx: tx.lines_of("drill", "T", "U1"))
