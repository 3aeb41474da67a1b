"""Drills over a real store with a clock and a channel of the test's own, and a process that can die at named points."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from bot.drills import Drills, Marker
from bot.drills.state import Drilling
from bot.runtime import Desk, FakeAlarm, Pace, Sender
from bot.runtime.calendar import next_occurrence
from bot.store import OutboxRow, Store, Tx, open_store
from tests.runtime.channel import Channel
from tests.runtime.toy import FakeClock

T = TypeVar("T")
UNHURRIED = Pace(seconds=0.0, burst=100_000)
POINTS = ("before commit", "after commit", "before attempt", "after attempt", "after send", "after settle")


class Died(Exception):
    """The process is gone: nothing after this point of it happens."""


class Posts(Channel):
    """Remembers what each post was, and in which place."""

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[tuple[str, str]] = []  # (channel, round), one for each post of a card
        self.whats: list[str] = []

    def _take(self, row: OutboxRow) -> str:
        if row.kind not in ("update", "ephemeral"):
            self.whats.append(row.what)
        if row.what == "drills.card" and row.kind == "post":
            self.cards.append((row.place["channel"], row.args["round"]))
        return super()._take(row)


class DyingStore:
    """A store in whose transactions the process may die: before anything is durable, or right after."""

    def __init__(self, store: Store, fault: Callable[[str], None]) -> None:
        self._store, self._fault = store, fault

    async def transact(self, work: Callable[[Tx], T]) -> T:
        self._fault("before commit")
        result = await self._store.transact(work)
        self._fault("after commit")
        return result

    async def close(self) -> None:
        await self._store.close()


class Running:
    """One database, and a process over it that is started again after each death."""

    def __init__(self, folder: Path, marker: Marker, start: float) -> None:
        self.clock, self.posts = FakeClock(), Posts()
        self.clock.at = start
        self._marker = marker
        self._store = open_store(f"sqlite:///{folder / 'drills.sqlite3'}")
        self.deaths: list[tuple[str, float]] = []
        self.armed: str = ""
        self.boot()

    def boot(self) -> None:
        """A new process: nothing of the old one is left but the database."""
        store: Any = DyingStore(self._store, self._fault)
        self.alarm = FakeAlarm()
        self.desk = Desk(store, [Drills(self._marker, next_occurrence)], self.alarm, self.clock)
        self.sender = Sender(store, self.posts, self.clock, UNHURRIED, self.desk)
        self.sender.fault = self._fault

    async def start(self) -> None:
        """As the engine does: the alarm is filled from the timers table."""
        await self.alarm.start(self.desk.ring)
        for timer in await self._store.transact(lambda tx: tx.timers_before(1e18)):
            self.alarm.set(timer)

    def _fault(self, point: str) -> None:
        if point == self.armed:
            self.armed = ""
            self.deaths.append((point, self.clock.at))
            raise Died(point)

    async def until(self, now: float, away: float = 5.0) -> None:
        """Let time pass; after a death the process comes back `away` seconds later."""
        while True:
            due = self.alarm.next_due()
            if due is None or due > now:
                break
            self.clock.at = max(self.clock.at, due)
            await self._survive(self._turn, away)
        self.clock.at = max(self.clock.at, now)

    async def _turn(self) -> None:
        await self.alarm.ring_until(self.clock.at)
        await self.sender.send_all()
        await self.alarm.ring_until(self.clock.at)
        await self.sender.send_all()

    async def _survive(self, act: Callable[[], Awaitable[None]], away: float) -> None:
        for _ in range(50):
            try:
                await act()
                return
            except Died:
                self.clock.at += away
                self.boot()
                await self.start()
        raise AssertionError("it dies again and again")

    async def state(self, stream: str) -> Drilling:
        found = await self.desk.state(stream)
        assert found is not None
        state: Drilling = found[0]
        return state

    async def opened(self, stream: str) -> list[Any]:
        """Every RoundOpened event of a stream, in order."""
        events = await self._store.transact(lambda tx: tx.load(stream))
        aggregate = self.desk.aggregate(stream)
        return [aggregate.decode_event(e.type, e.data) for e in events if e.type == "RoundOpened"]

    async def close(self) -> None:
        await self._store.close()
