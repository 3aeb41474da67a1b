"""The engine that fits the database: embedded for SQLite, a replica for PostgreSQL."""

from collections.abc import Callable, Sequence

from bot.runtime.aggregate import Aggregate
from bot.runtime.alarm import ScheduledAlarm
from bot.runtime.engine import Engine
from bot.runtime.handling import Desk
from bot.runtime.ports import Clock, Poster, SystemClock
from bot.runtime.sender import Pace, Sender
from bot.store import Store


def engine_for(
    database: str,
    store: Store,
    aggregates: Sequence[Aggregate],
    poster: Callable[[Desk], Poster],
    pace: Pace | None = None,
    clock: Clock | None = None,
) -> Engine:
    """Desk, sender and clock put together over an open store; `database` is the address that it was opened with.

    `poster` is made with the desk, since what is said may need the state of its stream.
    """
    clock = clock or SystemClock()
    if database.startswith("sqlite:"):
        alarm = ScheduledAlarm()
        desk = Desk(store, aggregates, alarm, clock)
        return Engine(desk, Sender(store, poster(desk), clock, pace, desk), alarm, store, clock)

    from bot.runtime.replicated import LOOK_AGAIN, JobAlarm, Replica  # Procrastinate is slow to import

    desk = Desk(store, aggregates, JobAlarm(), clock)
    sender = Sender(store, poster(desk), clock, pace, desk, look_again=LOOK_AGAIN)
    return Replica(desk, sender, store, clock, database)
