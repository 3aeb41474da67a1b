"""Saying each outbox row once, in the order of its channel.

The attempt is committed before the post: whatever dies after that, the next try first looks whether the row is there
already. A definite refusal is final, a 429 waits as long as Slack says, an unclear outcome is looked up, waited for,
looked up again and only then sent anew. What nobody can look up (an ephemeral message, a Home) is sent at most once.
"""

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from bot.runtime.faults import traced
from bot.runtime.handling import Desk
from bot.runtime.metrics import SENT
from bot.runtime.ports import Clock, Failed, Later, Outcome, Poster, Sent, Unclear
from bot.store import OutboxRow, Store, TimerRow, Tx

log = structlog.get_logger(__name__)

AT_MOST_ONCE = frozenset({"ephemeral", "home"})
MOST_TRIES = 60  # unclear ones; then the row is given up and said in the log, after about an hour
LONGEST_WAIT = 60.0  # seconds between tries of a row whose outcome stays unclear
LOOK_AGAIN = 2.0  # seconds before an unclear row that was not found is looked up a second time
NOT_OURS = 0.5  # seconds to wait when another process has just tried the row


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast one lane may post: `burst` at once, then one each `seconds`. Slack allows about one a second."""

    seconds: float = 1.0
    burst: int = 4


class Sender:
    """One task for each lane that has something to say; `kick` after a commit, `drain` before stopping."""

    def __init__(
        self,
        store: Store,
        poster: Poster,
        clock: Clock,
        pace: Pace | None = None,
        desk: Desk | None = None,
        look_again: float = LOOK_AGAIN,
    ) -> None:
        self._store = store
        self._desk = desk
        self._poster = poster
        self._clock = clock
        self._pace = pace or Pace()
        self._look_again = look_again
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._budget: dict[str, tuple[float, float]] = {}
        self._kicked = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None
        self._stopping = False
        self.fault: Callable[[str], None] = lambda _point: None  # tests name a point here to die at

    async def start(self) -> None:
        self._loop = asyncio.create_task(self._watch())
        self.kick()

    def kick(self) -> None:
        self._kicked.set()

    async def drain(self, seconds: float) -> bool:
        """Send what can be sent within `seconds`, then stop; whether nothing is left."""
        deadline = asyncio.get_running_loop().time() + seconds
        left = bool(await self._store.transact(Tx.lanes))
        while left and asyncio.get_running_loop().time() < deadline:
            self.kick()
            await asyncio.sleep(0.05)
            left = bool(await self._store.transact(Tx.lanes))
        await self.stop()
        return not left

    async def stop(self) -> None:
        self._stopping = True
        tasks = [task for task in (self._loop, *self._lanes.values()) if task is not None]
        for task in tasks:
            task.cancel()
        for task in tasks:
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task

    async def send_all(self) -> None:
        """Send everything that can go now, lane by lane; for tests and one-shot tools."""
        for lane in await self._store.transact(Tx.lanes):
            while (wait := await self.next(lane)) is not None and wait <= 0:
                pass

    async def _watch(self) -> None:
        while not self._stopping:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._kicked.wait(), timeout=5)  # and look by itself, should a kick be lost
            self._kicked.clear()
            try:
                lanes = await self._store.transact(Tx.lanes)
            except Exception as error:
                log.error("outbox cannot be read", **traced(error))
                await asyncio.sleep(1)
                continue
            for lane in lanes:
                task = self._lanes.get(lane)
                if task is None or task.done():
                    self._lanes[lane] = asyncio.create_task(self._serve(lane))
            self._lanes = {lane: task for lane, task in self._lanes.items() if not task.done()}

    async def _serve(self, lane: str) -> None:
        """Send a lane's rows one after the other until none is left."""
        while not self._stopping:
            try:
                wait = await self.next(lane)
            except Exception as error:
                log.error("outbox row failed", lane=lane, **traced(error))
                wait = 1.0
            if wait is None:
                self.kick()  # a row may have come between the last look and now
                return
            if wait > 0:
                await asyncio.sleep(wait)

    async def next(self, lane: str) -> float | None:
        """Deal with the head of a lane: seconds to wait before the next one, None when the lane is empty."""
        row = await self._store.transact(lambda tx: tx.head(lane))
        if row is None:
            return None
        if (wait := max(row.not_before - self._clock.now(), self._must_wait(row))) > 0:
            return wait
        if row.attempts >= MOST_TRIES:
            await self._finish(row, Failed("given_up"))
            return 0.0
        if row.attempted_at is not None:
            return await self._again(row)
        return await self._try(row)

    async def _again(self, row: OutboxRow) -> float:
        """The row was tried and nobody knows how that ended."""
        if row.kind in AT_MOST_ONCE:
            await self._finish(row, Sent({"assumed": True}))
            return 0.0
        if row.kind == "update":
            return await self._try(row)  # the same words once more do no harm
        found = await self._poster.find(row)
        if isinstance(found, Sent):
            await self._finish(row, found)
            return 0.0
        if isinstance(found, Unclear):
            await self._postpone(row, 2.0, found.reason, keep_attempt=True)
            return 0.0
        if row.reason != "not_found_once":
            await self._postpone(row, self._look_again, "not_found_once", keep_attempt=True)
            return 0.0
        return await self._try(row)

    async def _try(self, row: OutboxRow) -> float:
        target = None
        if row.kind == "update":
            target = await self._store.transact(lambda tx: tx.named_post(row.stream, row.name))
            if target is None:  # the post that it would change was refused or never made
                await self._finish(row, Failed("nothing_to_update"))
                return 0.0
        self.fault("before attempt")
        if not await self._store.transact(lambda tx: tx.attempt(row, self._clock.now())):
            return NOT_OURS
        self.fault("after attempt")
        self._spend(row)
        outcome = await self._send(row, target)
        self.fault("after send")
        await self._settle(row, outcome)
        self.fault("after settle")
        return 0.0

    async def _send(self, row: OutboxRow, target: tuple[str, str] | None) -> Outcome:
        async def progress(posted: Mapping[str, Any]) -> None:
            await self._store.transact(lambda tx: tx.progress(row.id, posted))

        return await self._poster.send(row, target, progress)

    async def _settle(self, row: OutboxRow, outcome: Outcome) -> None:
        match outcome:
            case Sent() | Failed():
                await self._finish(row, outcome)
            case Later(seconds, reason):
                await self._postpone(row, seconds, reason, keep_attempt=False)
            case Unclear(reason):
                await self._postpone(row, min(LONGEST_WAIT, 0.5 * 2**row.attempts), reason, keep_attempt=True)

    async def _finish(self, row: OutboxRow, outcome: Sent | Failed) -> None:
        if isinstance(outcome, Sent):
            await self._sent(row, {**row.posted, **outcome.posted})
        else:
            log.warning("outbox row refused", row=row.id, kind=row.kind, what=row.what, reason=outcome.reason)
            await self._refused(row, outcome.reason)
        SENT.labels(row.kind, type(outcome).__name__).inc()

    async def _sent(self, row: OutboxRow, posted: Mapping[str, Any]) -> None:
        def work(tx: Tx) -> TimerRow | None:
            tx.done(row, "sent", posted)
            return self._desk.tell_posted(tx, row, posted) if self._desk else None

        await self._told(work)

    async def _refused(self, row: OutboxRow, reason: str) -> None:
        def work(tx: Tx) -> TimerRow | None:
            tx.done(row, "failed", row.posted, reason)
            return self._desk.tell_refused(tx, row, reason) if self._desk else None

        await self._told(work)

    async def _told(self, work: Callable[[Tx], TimerRow | None]) -> None:
        timer = await self._store.transact(work)
        if timer is not None and self._desk is not None:
            self._desk.set_alarm(timer)

    async def _postpone(self, row: OutboxRow, seconds: float, reason: str, *, keep_attempt: bool) -> None:
        attempted = (row.attempted_at or self._clock.now()) if keep_attempt else None
        until = self._clock.now() + seconds
        await self._store.transact(lambda tx: tx.later(row.id, until, reason, attempted))
        SENT.labels(row.kind, "Postponed").inc()

    def _must_wait(self, row: OutboxRow) -> float:
        """Seconds until this lane may post again: a bucket of `burst` tokens that fills one each `seconds`."""
        tokens, at = self._budget.get(row.lane, (float(self._pace.burst), 0.0))
        now = self._clock.now()
        filled = (
            self._pace.burst
            if not self._pace.seconds
            else min(self._pace.burst, tokens + (now - at) / self._pace.seconds)
        )
        self._budget[row.lane] = (filled, now)
        return 0.0 if filled >= 1 else (1 - filled) * self._pace.seconds

    def _spend(self, row: OutboxRow) -> None:
        tokens, at = self._budget.get(row.lane, (float(self._pace.burst), self._clock.now()))
        self._budget[row.lane] = (tokens - 1, at)
