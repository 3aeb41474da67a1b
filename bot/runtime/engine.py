"""The bot as a running thing inside one process: the desk, the alarm and the sender, started and stopped together."""

import asyncio
import contextlib
import functools

import structlog

from bot.runtime.faults import traced
from bot.runtime.forgetting import MARK
from bot.runtime.handling import Desk, Route
from bot.runtime.metrics import LATE
from bot.runtime.ports import Alarm, Clock
from bot.runtime.sender import Sender
from bot.store import Store, TimerRow, Tx

log = structlog.get_logger(__name__)

HEARTBEAT = 2.0  # seconds; how exactly a downtime is known
DOWNTIME = 10.0  # seconds that may pass unmentioned
SWEEP = 5.0  # seconds between looks for timers that did not ring
OVERDUE = 2.0  # seconds after which a timer is taken not to have rung by itself
SLOWEST_SWEEP = 600.0  # seconds between tries of a timer whose command keeps failing
INBOX_DAYS, OUTBOX_DAYS = 7, 14
EXPIRY_EVERY = 3600.0  # seconds between looks for words that are too old


class Engine:
    """`start` picks up where the last process stopped; `stop` says what there is to say and leaves within 10 s."""

    def __init__(self, desk: Desk, sender: Sender, alarm: Alarm, store: Store, clock: Clock) -> None:
        self.desk, self.sender = desk, sender
        self._alarm, self._store, self._clock = alarm, store, clock
        self._tasks: list[asyncio.Task[None]] = []
        self._running: set[asyncio.Task[object]] = set()
        self._failing: dict[tuple[str, str, float], tuple[int, float]] = {}  # timer → failures, not before
        self.keep_days = 0.0  # words older than this become empty; 0 keeps them for good
        self._expired = 0.0
        self._mark: str | None = None
        desk.on_said = sender.kick

    async def start(self) -> None:
        await self._alarm.start(self.ring)
        await self._give_back_downtime()
        await self._refill()
        await self.sender.start()
        self._tasks = [asyncio.create_task(self._beat()), asyncio.create_task(self._sweep())]

    async def stop(self, seconds: float = 6.0) -> None:
        for task in self._tasks:
            task.cancel()
        await self._alarm.stop()
        if self._running:
            await asyncio.wait(self._running, timeout=seconds / 2)
        await self.sender.drain(seconds)
        await self._store.transact(lambda tx: tx.set_note("alive", repr(self._clock.now())))

    async def healthy(self) -> bool:
        """Whether the database answers."""
        try:
            await asyncio.wait_for(self._store.transact(lambda tx: tx.note("alive")), timeout=2)
        except Exception:
            return False
        return True

    async def ring(self, timer: TimerRow) -> None:
        """Hand a timer's command to the desk. A failure is logged, and the sweep rings again."""
        task = asyncio.current_task()
        if task is not None:
            self._running.add(task)
        LATE.observe(max(0.0, self._clock.now() - timer.due))
        failing = (timer.stream, timer.name, timer.due)
        try:
            await self.desk.ring(timer)
            self._failing.pop(failing, None)
        except Exception as error:
            times, _ = self._failing.get(failing, (0, 0.0))
            self._failing[failing] = times + 1, self._clock.now() + min(SLOWEST_SWEEP, SWEEP * 2**times)
            log.error("timer failed", stream=timer.stream, timer=timer.name, times=times + 1, **traced(error))
        finally:
            if task is not None:
                self._running.discard(task)

    async def _refill(self) -> None:
        for timer in await self._store.transact(lambda tx: tx.timers_before(float("1e18"))):
            self._alarm.set(timer)

    async def _give_back_downtime(self) -> None:
        """Tell every live interview how long the bot was away, before any of its timers rings."""
        now = self._clock.now()
        last = await self._store.transact(lambda tx: tx.note("alive"))
        if last is None or now - float(last) <= DOWNTIME:
            return
        for stream in await self._store.transact(lambda tx: tx.live_interviews()):
            try:
                command = self.desk.aggregate(stream).downtime(float(last), now)
                if command is not None:
                    await self.desk.handle(command, Route(stream=stream), f"downtime:{stream}:{last}")
            except Exception as error:  # one stream that cannot be read must not keep the others waiting
                log.error("downtime not given back", stream=stream, **traced(error))

    async def _beat(self) -> None:
        while True:
            with contextlib.suppress(Exception):
                await self._store.transact(lambda tx: tx.set_note("alive", repr(self._clock.now())))
            await asyncio.sleep(HEARTBEAT)

    async def _sweep(self) -> None:
        """Ring what should have rung, and forget old deliveries."""
        while True:
            await asyncio.sleep(SWEEP)
            try:
                await self._sweep_once()
            except Exception as error:
                log.error("sweep failed", **traced(error))

    async def _sweep_once(self) -> None:
        overdue = await self._store.transact(lambda tx: tx.timers_before(self._clock.now() - OVERDUE, 1000))
        for timer in overdue:
            _, not_before = self._failing.get((timer.stream, timer.name, timer.due), (0, 0.0))
            if not_before <= self._clock.now():
                await self.ring(timer)
        await self._heed_forgetting()
        await self._store.transact(functools.partial(_forget, now=self._clock.now()))
        await self._expire()

    async def _heed_forgetting(self) -> None:
        """Another replica may have changed what this one remembers."""
        mark = await self._store.transact(lambda tx: tx.note(MARK))
        if mark != self._mark:
            self._mark = mark
            self.desk.drop_memory()

    async def _expire(self) -> None:
        """Once an hour, words that are older than the team keeps them become empty."""
        now = self._clock.now()
        if not self.keep_days or now - self._expired < EXPIRY_EVERY:
            return
        self._expired = now
        before = now - 86_400 * self.keep_days
        if await self._store.transact(lambda tx: tx.expire_texts(before)):
            self.desk.drop_memory()
            await self._store.scrub()


def _forget(tx: Tx, now: float) -> None:
    tx.forget_deliveries(now - 86_400 * INBOX_DAYS)
    tx.forget_sent(now - 86_400 * OUTBOX_DAYS)
