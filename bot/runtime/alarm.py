"""The alarm clock: APScheduler inside the process, refilled from the timers table; a fake one for tests."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.store import TimerRow

Ring = Callable[[TimerRow], Any]


class ScheduledAlarm:
    """One job for each timer. `misfire_grace_time=None`: the default of one second silently drops what is overdue."""

    def __init__(self) -> None:
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self._ring: Ring | None = None

    async def start(self, ring: Ring) -> None:
        self._ring = ring
        self._scheduler.start()

    def set(self, timer: TimerRow) -> None:
        self._scheduler.add_job(
            self._ring,
            "date",
            run_date=datetime.fromtimestamp(timer.due, UTC),
            args=[timer],
            id=_id(timer.stream, timer.name),
            replace_existing=True,
        )

    def drop(self, stream: str, name: str) -> None:
        job = self._scheduler.get_job(_id(stream, name))
        if job is not None:
            job.remove()

    async def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)


class FakeAlarm:
    """Rings only when a test says what time it is."""

    def __init__(self) -> None:
        self.timers: dict[tuple[str, str], TimerRow] = {}
        self._ring: Ring | None = None

    async def start(self, ring: Ring) -> None:
        self._ring = ring

    def set(self, timer: TimerRow) -> None:
        self.timers[timer.stream, timer.name] = timer

    def drop(self, stream: str, name: str) -> None:
        self.timers.pop((stream, name), None)

    async def stop(self) -> None:
        self.timers.clear()

    def next_due(self) -> float | None:
        return min((timer.due for timer in self.timers.values()), default=None)

    async def ring_until(self, now: float) -> int:
        """Ring everything due by `now`, earliest first, also what is set meanwhile; how many rang."""
        rung = 0
        while due := [timer for timer in self.timers.values() if timer.due <= now]:
            timer = min(due, key=lambda each: (each.due, each.stream, each.name))
            self.drop(timer.stream, timer.name)
            if self._ring is not None:
                await self._ring(timer)
            rung += 1
            if rung > 100_000:
                raise RuntimeError(f"timers never end: {timer}")
        return rung


def _id(stream: str, name: str) -> str:
    return f"{stream}/{name}"
