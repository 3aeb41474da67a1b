"""A command becomes events, and everything that follows from them, in one transaction.

The delivery key, the events, the texts, the outbox rows, the timers and the claims are committed together or not at
all; only then is the caller answered. The slow part (`prepare`) runs before, outside, on another thread; when the
stream went on meanwhile, it is done again.
"""

import asyncio
import functools
import itertools
import json
import time
import uuid
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from weakref import WeakValueDictionary

import structlog

from bot.record import Place, Say
from bot.runtime.aggregate import Aggregate, HearsRefusals, Line, Projects, Refused, Wake
from bot.runtime.faults import Broken, new_reference, traced
from bot.runtime.forgetting import forget
from bot.runtime.metrics import HANDLED, HANDLING
from bot.runtime.ports import Alarm, Clock
from bot.store import Conflict, NewEvent, OutboxRow, Store, TimerRow, Tx

log = structlog.get_logger(__name__)

TRIES = 12  # a stream that moves on more often than this while one command is decided is a fault
CACHED_STREAMS = 2_000
POSTED = "posted:"  # a timer of the runtime's own: it tells a stream at once where its post stands


Within = Callable[[Tx, Sequence[TimerRow], frozenset[str]], None]
"""Called inside the transaction with the timers that it sets and the lanes that it says something in."""


@dataclass(frozen=True, slots=True)
class Route:
    """Which stream a command is for: a new one, one by name, or the live one that holds a claim."""

    stream: str = ""
    claim: str = ""
    new: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """Durable. `again` says that this delivery was had before and did nothing now."""

    stream: str
    version: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class Rejected:
    """Nothing happened. `reason` names words under prompts/ with `args`; `fields` are the errors of a form."""

    reason: str
    fields: Mapping[str, str] = field(default_factory=dict)
    args: Mapping[str, Any] = field(default_factory=dict)
    again: bool = False


@dataclass(slots=True)
class _Loaded:
    state: Any
    version: int
    texts: dict[str, str]
    epoch: int = 0  # what was loaded before somebody was forgotten is not remembered


@dataclass(frozen=True, slots=True)
class _Prepared:
    """The slow part of a decision, and what it was made for."""

    stream: str
    version: int
    result: Any


@dataclass(slots=True)
class _Change:
    """What a transaction did, for the alarm and the sender to hear of after it."""

    answer: Accepted | Rejected
    loaded: _Loaded | None = None
    set: Sequence[TimerRow] = ()
    dropped: Sequence[str] = ()
    spoke: bool = False
    taken: Sequence[str] = ()
    released: Sequence[str] = ()
    onward: list["_Change"] = field(default_factory=list)


class Desk:
    """Where every command arrives, from Slack, from a button or from the clock."""

    def __init__(self, store: Store, aggregates: Sequence[Aggregate], alarm: Alarm, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self._alarm = alarm
        self._aggregates = {aggregate.category: aggregate for aggregate in aggregates}
        self._cache: OrderedDict[str, _Loaded] = OrderedDict()
        self._ids = itertools.count()
        self._latest = 0  # milliseconds
        self._queues: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._epoch = 0
        self._holders: dict[str, str] = {}  # claim → stream: where to look first, never who holds it
        self.on_said: Callable[[], None] = lambda: None
        self.within: Within = lambda _tx, _timers, _lanes: None

    def aggregate(self, stream: str) -> Aggregate:
        """Raises KeyError for a stream of no known kind."""
        return self._aggregates[stream.split("-", 1)[0]]

    def new_stream(self, category: str) -> str:
        return f"{category}-{uuid.uuid4().hex}"

    async def handle(self, command: Any, route: Route, key: str = "") -> Accepted | Rejected:
        """Carry out a command once. `key` names the delivery; the same key again gets the same answer.

        Raises Broken for a fault of ours or the database's: nothing is durable then, the log has its reference and
        the delivery may come again.
        """
        began = time.perf_counter()
        try:
            change = await self._decided(command, route, key)
        except Exception as error:
            reference = new_reference()
            HANDLED.labels(type(command).__name__, "Broken").inc()
            log.error("command failed", reference=reference, command=type(command).__name__, **traced(error))
            raise Broken(reference) from error
        self._after(change)
        HANDLING.observe(time.perf_counter() - began)
        HANDLED.labels(type(command).__name__, type(change.answer).__name__).inc()
        return change.answer

    async def _decided(self, command: Any, route: Route, key: str) -> "_Change":
        try:
            return await self._once(command, route, key)
        except Conflict:  # somebody else was quicker: queue up behind those to whom the same happened
            async with self._queues.setdefault(route.stream or route.claim, asyncio.Lock()):
                return await self._until_it_fits(command, route, key)

    async def _until_it_fits(self, command: Any, route: Route, key: str) -> "_Change":
        for attempt in range(TRIES):
            try:
                return await self._once(command, route, key, peek=True)
            except Conflict:
                await asyncio.sleep(0.002 * 2**attempt)  # another replica has the stream
        raise Conflict(f"{type(command).__name__} met a stream that would not stand still")

    async def _once(self, command: Any, route: Route, key: str, *, peek: bool = False) -> "_Change":
        prepared = await self._prepared(command, route, peek)
        work = functools.partial(self._work, command=command, route=route, key=key, prepared=prepared)
        try:
            return await self.store.transact(work)
        except Refused as refused:
            rejected = Rejected(refused.reason, refused.fields, refused.words)
            return await self.store.transact(
                functools.partial(_remember, key=key, rejected=rejected, now=self.clock.now())
            )

    async def state(self, stream: str) -> tuple[Any, dict[str, str]] | None:
        """The state of a stream and the texts written in it; None for one that does not exist."""
        loaded = await self.store.transact(lambda tx: self._load(tx, stream))
        return (loaded.state, dict(loaded.texts)) if loaded.version else None

    async def held_by(self, claim: str) -> Any:
        """The state of the stream that holds a claim, in one transaction; None where none does."""
        found = await self.store.transact(lambda tx: self._peek(tx, Route(claim=claim)))
        return found[1].state if found is not None and found[1].version else None

    async def say(self, *says: Say, key: str = "", stream: str = "") -> None:
        """Put something into the outbox by itself: an answer to a command, a Home."""

        def work(tx: Tx) -> _Change:
            if key and not tx.first_time(key, self.clock.now()):
                return _Change(Accepted(stream, 0, again=True))
            self.within(tx, (), self._enqueue(tx, stream, says))
            return _Change(Accepted(stream, 0), spoke=bool(says))

        self._after(await self.store.transact(work))

    async def forget(self, team: str, person: str, alias: str) -> None:
        """Nothing of this person is left, here and in the database; in what others took part in stands the alias."""

        def work(tx: Tx) -> None:
            forget(tx, team, person, alias, self.aggregate, self.clock.now())
            self.drop_memory()  # here, so that whatever waits behind this in the same commit reads it anew

        await self.store.transact(work)
        self.drop_memory()
        await self.store.scrub()

    def drop_memory(self) -> None:
        """Everything is read from the database again: it was changed otherwise than by adding to it."""
        self._epoch += 1
        self._cache.clear()
        self._holders.clear()

    async def ring(self, timer: TimerRow) -> Accepted | Rejected | None:
        """A timer rang: its command, decided now. A timer that was moved or dropped meanwhile does nothing."""
        aggregate = self.aggregate(timer.stream)
        command = aggregate.retimed(aggregate.decode_command(timer.command), max(self.clock.now(), timer.due))
        standing = await self.store.transact(lambda tx: _still_set(tx, timer))
        if not standing:
            return None
        key = f"timer:{timer.stream}:{timer.name}:{timer.due!r}"
        answer = await self.handle(command, Route(stream=timer.stream), key)
        if answer.again or isinstance(answer, Rejected) or timer.name.startswith(POSTED):
            await self.store.transact(lambda tx: tx.drop_timer(timer.stream, timer.name, timer.due))
        return answer

    def tell_posted(self, tx: Tx, row: OutboxRow, posted: Mapping[str, Any]) -> TimerRow | None:
        """In the transaction that marks a named post as sent: the timer that tells its stream where it stands."""
        if not row.name or row.kind not in {"post", "upload"} or not row.stream or not posted.get("ts"):
            return None
        aggregate, now = self.aggregate(row.stream), self.clock.now()
        command = aggregate.posted(row.name, str(posted.get("channel", "")), str(posted["ts"]), now)
        return self._at_once(tx, row, aggregate, command, now)

    def tell_refused(self, tx: Tx, row: OutboxRow, reason: str) -> TimerRow | None:
        """The same for a named post that Slack refused for good, to an aggregate that wants to hear it."""
        if not row.name or row.kind not in {"post", "upload"} or not row.stream:
            return None
        aggregate, now = self.aggregate(row.stream), self.clock.now()
        command = aggregate.refused(row.name, reason, now) if isinstance(aggregate, HearsRefusals) else None
        return self._at_once(tx, row, aggregate, command, now)

    def _at_once(self, tx: Tx, row: OutboxRow, aggregate: Aggregate, command: Any, now: float) -> TimerRow | None:
        if command is None:
            return None
        timer = TimerRow(row.stream, f"{POSTED}{row.name}", now, aggregate.encode_command(command))
        tx.set_timer(timer)
        self.within(tx, (timer,), frozenset())
        return timer

    def set_alarm(self, timer: TimerRow) -> None:
        self._alarm.set(timer)

    # -- inside ------------------------------------------------------------------------------------------------

    async def _prepared(self, command: Any, route: Route, peek: bool) -> "_Prepared | None":
        """What `prepare` gave and for which version; None where the command needs no preparing.

        Goes by what is in memory unless told to `peek` into the database; the transaction checks either.
        """
        stream = route.stream or self._holders.get(route.claim, "")
        loaded = self._cache.get(stream)
        if peek or not stream or (loaded is None and not route.new):
            found = await self.store.transact(lambda tx: self._peek(tx, route))
            if found is None:
                return None
            stream, loaded = found
        aggregate = self.aggregate(stream)
        loaded = loaded or _Loaded(aggregate.start(stream), 0, {})
        if not aggregate.wants_preparing(loaded.state, command):
            return None
        result = await asyncio.to_thread(aggregate.prepare, loaded.state, command, dict(loaded.texts))
        return _Prepared(stream, loaded.version, result)

    def _peek(self, tx: Tx, route: Route) -> tuple[str, _Loaded] | None:
        stream = route.stream or tx.holder(route.claim) or ""
        return (stream, self._load(tx, stream)) if stream else None

    def _work(self, tx: Tx, command: Any, route: Route, key: str, prepared: "_Prepared | None") -> _Change:
        now = self.clock.now()
        if key and not tx.first_time(key, now):
            return _Change(_answer_from(tx.answer(key), route.stream))
        change = self._carry_out(tx, command, route, prepared)
        if key and isinstance(change.answer, Accepted):
            tx.record_answer(key, json.dumps({"stream": change.answer.stream, "version": change.answer.version}))
        return change

    def _carry_out(self, tx: Tx, command: Any, route: Route, prepared: "_Prepared | None") -> _Change:
        """One command on one stream, with the commands for other streams that follow from it. A refusal of any of
        them is the refusal of all."""
        stream = route.stream or tx.holder(route.claim) or ""
        if not stream:
            raise Refused("slack.nothing_live")
        aggregate = self.aggregate(stream)
        before = self._load(tx, stream)
        if not before.version and not route.new:
            raise Refused("slack.nothing_live")
        if prepared is None and aggregate.wants_preparing(before.state, command):
            raise Conflict(stream)
        if prepared is not None and (prepared.stream, prepared.version) != (stream, before.version):
            raise Conflict(stream)
        decided = aggregate.decide(before.state, command, prepared.result if prepared else None)
        texts = {**before.texts, **{w.text_id: w.words for w in decided.written}}
        after = _Loaded(before.state, before.version, texts, before.epoch)
        said: list[Say] = []
        lines: list[Line] = []
        projects = aggregate if isinstance(aggregate, Projects) else None
        rows: list[NewEvent] = []
        for event in decided.events:
            evolved = aggregate.evolve(after.state, event)
            said.extend(aggregate.says(after.state, event, evolved, after.texts))
            if projects is not None:
                lines.extend(projects.lines(after.state, event, evolved))
            rows.append(NewEvent(*aggregate.encode_event(event)))
            after.state, after.version = evolved, after.version + 1
        team = aggregate.team(after.state)
        at = aggregate.at(command)
        for words in decided.written:
            tx.put_text(words.text_id, stream, team, words.person, words.words, at)
        if rows:
            tx.append(stream, before.version, team, rows, at)
        for line in lines:
            tx.set_line(stream, line)
        change = self._derive(tx, aggregate, stream, after, said)
        for other in decided.onward:
            follows = self._carry_out(tx, other.command, Route(stream=other.stream, new=other.new), None)
            change.onward.append(follows)
        return change

    def _derive(self, tx: Tx, aggregate: Aggregate, stream: str, after: _Loaded, said: Sequence[Say]) -> _Change:
        """Claims, timers, outbox and read model as the new state wants them."""
        wanted, held = aggregate.claims(after.state), tx.claims(stream)
        for claim in sorted(held - wanted):
            tx.release(claim, stream)
        for claim in sorted(wanted - held):
            if not tx.claim(claim, stream):
                raise aggregate.taken(claim)
        ringing = {row.name: row for row in tx.timers(stream)}
        wakes = aggregate.timers(after.state)
        dropped = [name for name in ringing if name not in wakes and not name.startswith(POSTED)]
        for name in dropped:
            tx.drop_timer(stream, name)
        wanting = [_timer(aggregate, stream, name, wake) for name, wake in wakes.items()]
        fresh = [timer for timer in wanting if ringing.get(timer.name) != timer]
        for timer in fresh:
            tx.set_timer(timer)
        self.within(tx, fresh, self._enqueue(tx, stream, said))
        line = aggregate.row(after.state)
        if line is not None:
            tx.set_interview(line)
        answer = Accepted(stream, after.version)
        return _Change(answer, after, fresh, dropped, bool(said), sorted(wanted - held), sorted(held - wanted))

    def _enqueue(self, tx: Tx, stream: str, says: Sequence[Say]) -> frozenset[str]:
        """Put what is said into the outbox; the lanes that it is said in."""
        now = self.clock.now()
        self._latest = max(self._latest, int(now * 1000))  # a clock that is set back must not reorder what is said
        rows = [self._outbox_row(stream, say, now) for say in says]
        for row in rows:
            tx.enqueue(row)
        return frozenset(row.lane for row in rows)

    def _outbox_row(self, stream: str, say: Say, now: float) -> OutboxRow:
        return OutboxRow(
            id=f"{self._latest:015d}-{next(self._ids):09d}-{uuid.uuid4().hex[:8]}",
            lane=_lane(say.kind, say.place),
            stream=stream,
            team=say.place.team,
            kind=say.kind,
            what=say.what,
            name=say.name,
            place=asdict(say.place),
            args=dict(say.args),
            created=now,
        )

    def _load(self, tx: Tx, stream: str) -> _Loaded:
        """The state of the stream now: from the cache, with what was added since."""
        cached = self._cache.get(stream)
        aggregate = self.aggregate(stream)
        state, version = (cached.state, cached.version) if cached else (aggregate.start(stream), 0)
        newer = tx.load(stream, after=version)
        if cached and not newer:
            return cached
        for event in newer:
            state, version = aggregate.evolve(state, aggregate.decode_event(event.type, event.data)), event.version
        return _Loaded(state, version, tx.texts(stream) if version else {}, self._epoch)

    def _after(self, change: _Change) -> None:
        for follows in change.onward:
            self._after(follows)
        stream = change.answer.stream if isinstance(change.answer, Accepted) else ""
        if change.loaded is not None and change.loaded.epoch == self._epoch:
            cached = self._cache.get(stream)
            if cached is None or cached.version <= change.loaded.version:
                self._cache[stream] = change.loaded
                self._cache.move_to_end(stream)
                if len(self._cache) > CACHED_STREAMS:
                    self._cache.popitem(last=False)
        for claim in change.released:
            self._holders.pop(claim, None)
        self._holders.update(dict.fromkeys(change.taken, stream))
        for name in change.dropped:
            self._alarm.drop(stream, name)
        for timer in change.set:
            self._alarm.set(timer)
        if change.spoke:
            self.on_said()


def _timer(aggregate: Aggregate, stream: str, name: str, wake: Wake) -> TimerRow:
    return TimerRow(stream, name, wake.due, aggregate.encode_command(wake.command))


def _lane(kind: str, place: Place) -> str:
    """What must stay in order together: a channel's messages; a person's Home by itself."""
    if kind == "home":
        return f"{place.team}/home/{place.user}"
    return f"{place.team}/{place.channel or place.user}"


def _still_set(tx: Tx, timer: TimerRow) -> bool:
    return any(row.name == timer.name and row.due == timer.due for row in tx.timers(timer.stream))


def _remember(tx: Tx, key: str, rejected: Rejected, now: float) -> _Change:
    if key and tx.first_time(key, now):
        tx.record_answer(
            key, json.dumps({"reason": rejected.reason, "fields": dict(rejected.fields), "args": dict(rejected.args)})
        )
    return _Change(rejected)


def _answer_from(recorded: str, stream: str) -> Accepted | Rejected:
    data = json.loads(recorded) if recorded else {}
    if "reason" in data:
        return Rejected(data["reason"], data["fields"], data["args"], again=True)
    return Accepted(data.get("stream", stream), data.get("version", 0), again=True)
