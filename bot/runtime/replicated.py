"""The bot as several processes on one PostgreSQL: Procrastinate carries timers and deliveries between them.

Jobs are enqueued in the transaction of the events and carry ids only; what they do is read from the tables again, so a
job that runs twice, or for a timer that moved, does nothing. `timer` has no lock, for a future job with a lock would
hold up all that come after it; `deliver` has its lane's, so that a lane has one sender. A replica that dies leaves its
jobs in "doing": every replica takes them up again once the dead one's heartbeat is 15 s old.
"""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import psycopg
import structlog
from procrastinate import App, PsycopgConnector, SyncPsycopgConnector
from procrastinate.exceptions import ProcrastinateException
from procrastinate.schema import SchemaManager

from bot.runtime.engine import SWEEP, Engine
from bot.runtime.faults import traced
from bot.runtime.handling import Desk
from bot.runtime.ports import Clock
from bot.runtime.sender import Sender
from bot.store import Store, TimerRow, Tx

log = structlog.get_logger(__name__)

STALLED = 15.0  # seconds without a heartbeat after which a replica counts as dead
HEARTBEAT = 3.0  # seconds between a worker's heartbeats
POLL = 0.25  # seconds between looks for jobs that have become due: how late a timer may ring
CONCURRENCY = 32  # jobs at a time in one replica; a lane that waits for its pace keeps one
LONGEST_NAP = 5.0  # seconds that a delivery waits inside its job; longer waits give the job back
LOOK_AGAIN = 20.0  # seconds: longer than any post takes, so that a slow replica is not overtaken in the middle of one
INSTALL_LOCK = 0x6D6F636C


class JobAlarm:
    """The alarm of a replica: jobs ring, so that there is nothing to set or drop after a commit."""

    async def start(self, ring: Any) -> None: ...

    def set(self, timer: TimerRow) -> None: ...

    def drop(self, stream: str, name: str) -> None: ...

    async def stop(self) -> None: ...


class Replica(Engine):
    """One of several engines on one database; the same face as `Engine`."""

    def __init__(self, desk: Desk, sender: Sender, store: Store, clock: Clock, url: str) -> None:
        super().__init__(desk, sender, JobAlarm(), store, clock)
        self._url = url
        self._inside = App(connector=SyncPsycopgConnector())  # never opened: it works on the transaction's connection
        self._jobs = App(connector=PsycopgConnector(conninfo=url, min_size=2, max_size=6))
        self._jobs.task(name="timer")(self._timer)
        self._jobs.task(name="deliver")(self._deliver)
        self._jobs.task(name="look_at")(self._look_at)
        self._worker: asyncio.Task[None] | None = None
        self._leaving = False
        desk.within = self.enqueue
        desk.on_said = lambda: None

    async def start(self) -> None:
        await asyncio.to_thread(install, self._url)
        await self._jobs.open_async()
        await self._give_back_downtime()
        self._worker = asyncio.create_task(self._work())
        self._tasks = [asyncio.create_task(each) for each in (self._beat(), self._sweep(), self._reap())]

    async def stop(self, seconds: float = 6.0) -> None:
        """Finish the running jobs and leave; the others carry on with what waits."""
        self._leaving = True
        for task in self._tasks:
            task.cancel()
        if self._worker is not None:
            self._worker.cancel()  # Procrastinate then drains within its graceful time-out
            with contextlib.suppress(asyncio.CancelledError, TimeoutError, ProcrastinateException):
                await asyncio.wait_for(self._worker, seconds)
        await self._jobs.close_async()

    def enqueue(self, tx: Tx, timers: Sequence[TimerRow], lanes: frozenset[str]) -> None:
        """In the transaction of the events: a job for each timer set and each lane that has something to say."""
        for timer in timers:
            ids = {"stream": timer.stream, "name": timer.name, "due": timer.due}
            self._defer(tx, "timer", ids, at=timer.due)
        for lane in sorted(lanes):
            self._defer(tx, "deliver", {"lane": lane}, lock=lane)

    def _defer(
        self, tx: Tx, task: str, ids: Mapping[str, Any], at: float | None = None, lock: str | None = None
    ) -> None:
        when = datetime.fromtimestamp(at, UTC) if at is not None else None
        self._inside.configure_task(
            task, connection=tx.connection, lock=lock, schedule_at=when, allow_unknown=True
        ).defer(**ids)

    # -- jobs --------------------------------------------------------------------------------------------------

    async def _timer(self, stream: str, name: str, due: float) -> None:
        standing = await self._store.transact(lambda tx: tx.timers(stream))
        for timer in standing:
            if (timer.name, timer.due) == (name, due):
                await self.ring(timer)

    async def _deliver(self, lane: str) -> None:
        """Send a lane's rows until none is left or the next must wait for long."""
        wait: float | None = 0.0
        while not self._leaving:
            try:
                wait = await self.sender.next(lane)
            except Exception as error:
                log.error("outbox row failed", lane=lane, **traced(error))
                wait = LONGEST_NAP + 1
            if wait is None:
                return
            if wait > LONGEST_NAP:
                break
            await asyncio.sleep(wait)
        at = self._clock.now() + (wait or 0.0)
        await self._store.transact(lambda tx: self._defer(tx, "look_at", {"lane": lane}, at=at))

    async def _look_at(self, lane: str) -> None:
        """A lane's wait is over."""
        await self._store.transact(lambda tx: self.enqueue(tx, (), frozenset({lane})))

    # -- loops -------------------------------------------------------------------------------------------------

    async def _work(self) -> None:
        while True:
            try:
                await self._jobs.run_worker_async(
                    concurrency=CONCURRENCY,
                    fetch_job_polling_interval=POLL,
                    shutdown_graceful_timeout=4.0,
                    delete_jobs="successful",
                    install_signal_handlers=False,
                    update_heartbeat_interval=HEARTBEAT,
                    stalled_worker_timeout=2 * STALLED,
                )
            except Exception as error:
                log.error("worker stopped, starting it again", **traced(error))
            await asyncio.sleep(1)

    async def _reap(self) -> None:
        """Take up the jobs of replicas that died. All replicas do this; whoever comes second finds nothing."""
        while True:
            await asyncio.sleep(SWEEP)
            try:
                stalled = await self._jobs.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED)
            except ProcrastinateException as error:
                log.error("stalled jobs cannot be read", **traced(error))
                continue
            for job in stalled:
                with contextlib.suppress(ProcrastinateException):
                    await self._jobs.job_manager.retry_job(job)
                    log.info("job of a dead replica taken up", job=job.id, task=job.task_name)

    async def _sweep_once(self) -> None:
        await super()._sweep_once()
        await self._store.transact(self._serve_the_unserved)

    def _serve_the_unserved(self, tx: Tx) -> None:
        """A job for each lane that has something to say and, for whatever reason, no job."""
        jobs = tx.connection.execute(
            "SELECT args->>'lane' FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND task_name <> 'timer'"
        )
        served = {row[0] for row in jobs}
        self.enqueue(tx, (), frozenset(lane for lane in tx.lanes() if lane not in served))


def install(url: str) -> None:
    """Procrastinate's tables, once; ANALYZE, for a planner without statistics reads them all for each job."""
    with psycopg.connect(url) as connection:
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (INSTALL_LOCK,))
        there = connection.execute("SELECT to_regclass('procrastinate_jobs') IS NOT NULL").fetchone()
        if there is not None and not there[0]:
            connection.execute(SchemaManager.get_schema().encode())
            connection.execute("ANALYZE procrastinate_jobs")
            connection.execute("ANALYZE procrastinate_events")
            connection.execute("ANALYZE procrastinate_workers")
