"""One transaction: the only way to read or change what lasts. The same code serves both databases."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bot.record import Line
from bot.store.records import NewEvent, OutboxRow, StoredEvent, TimerRow

Execute = Callable[[str, Mapping[str, Any]], Sequence[Sequence[Any]]]
"""Run the catalogue's statement of this name; its rows, or none."""


class Conflict(RuntimeError):
    """The stream went on since it was read: read again and decide again."""


class Tx:
    """Made by a store for one piece of work; not to be kept."""

    def __init__(self, execute: Execute, connection: Any = None) -> None:
        self.run = execute
        """A statement of the catalogue by its name; what the methods here are made of."""
        self.connection = connection
        """psycopg's connection, for jobs that are enqueued in this transaction; None on SQLite."""

    # -- inbox ---------------------------------------------------------------------------------------------------

    def first_time(self, key: str, at: float) -> bool:
        """Whether this delivery is new; it counts as had from now on."""
        return bool(self.run("inbox_take", {"key": key, "at": at}))

    def record_answer(self, key: str, answer: str) -> None:
        self.run("inbox_record", {"key": key, "answer": answer})

    def answer(self, key: str) -> str:
        """What was answered to this delivery; "" where it was nothing or the delivery is unknown."""
        rows = self.run("inbox_answer", {"key": key})
        return str(rows[0][0]) if rows else ""

    def forget_deliveries(self, before: float) -> None:
        self.run("inbox_forget", {"before": before})

    # -- events --------------------------------------------------------------------------------------------------

    def version(self, stream: str) -> int:
        return int(self.run("stream_version", {"stream": stream})[0][0])

    def load(self, stream: str, after: int = 0) -> list[StoredEvent]:
        rows = self.run("events_after", {"stream": stream, "after": after})
        return [StoredEvent(s, int(v), t, json.loads(d), float(at)) for s, v, t, d, at in rows]

    def append(self, stream: str, expected: int, team: str, events: Sequence[NewEvent], at: float) -> int:
        """The stream's new version. Raises Conflict when it is not at `expected` any more."""
        if self.version(stream) != expected:
            raise Conflict(f"{stream} is past version {expected}")
        for offset, event in enumerate(events, start=1):
            row = {"stream": stream, "version": expected + offset, "team": team, "type": event.type, "at": at}
            self.run("event_append", {**row, "data": dump(event.data)})
        return expected + len(events)

    # -- texts ---------------------------------------------------------------------------------------------------

    def put_text(self, text_id: str, stream: str, team: str, person: str, words: str, at: float) -> None:
        row = {"id": text_id, "stream": stream, "team": team, "person": person, "words": words, "at": at}
        self.run("text_put", row)

    def texts(self, stream: str) -> dict[str, str]:
        return {str(text_id): str(words) for text_id, words in self.run("texts_of_stream", {"stream": stream})}

    def erase_texts(self, team: str, person: str) -> None:
        """What this person wrote becomes empty; the events stay."""
        self.run("texts_erase", {"team": team, "person": person})

    def texts_of(self, team: str, person: str) -> list[tuple[str, str, str, float]]:
        """Stream, id, words and time of everything that this person wrote, oldest first."""
        rows = self.run("texts_of_person", {"team": team, "person": person})
        return [(str(stream), str(text_id), str(words), float(at)) for stream, text_id, words, at in rows]

    def expire_texts(self, before: float) -> int:
        """What was written before this time becomes empty; the events stay. How many texts that were."""
        return len(self.run("texts_expire", {"before": before}))

    # -- claims --------------------------------------------------------------------------------------------------

    def claim(self, claim: str, stream: str) -> bool:
        """Whether the stream holds the claim now: newly taken, or its own already."""
        return bool(self.run("claim_take", {"claim": claim, "stream": stream})) or self.holder(claim) == stream

    def release(self, claim: str, stream: str) -> None:
        self.run("claim_drop", {"claim": claim, "stream": stream})

    def holder(self, claim: str) -> str | None:
        rows = self.run("claim_holder", {"claim": claim})
        return str(rows[0][0]) if rows else None

    def claims(self, stream: str) -> frozenset[str]:
        return frozenset(str(row[0]) for row in self.run("claims_of_stream", {"stream": stream}))

    # -- timers --------------------------------------------------------------------------------------------------

    def set_timer(self, timer: TimerRow) -> None:
        row = {"stream": timer.stream, "name": timer.name, "due": timer.due, "command": dump(timer.command)}
        self.run("timer_set", row)

    def drop_timer(self, stream: str, name: str, due: float | None = None) -> None:
        """Drop the timer; with `due` only when it is still set for that time."""
        if due is None:
            self.run("timer_drop", {"stream": stream, "name": name})
        else:
            self.run("timer_drop_due", {"stream": stream, "name": name, "due": due})

    def timers(self, stream: str) -> list[TimerRow]:
        return _timers(self.run("timers_of_stream", {"stream": stream}))

    def timers_before(self, before: float, most: int = 1_000_000) -> list[TimerRow]:
        return _timers(self.run("timers_before", {"before": before, "most": most}))

    # -- outbox --------------------------------------------------------------------------------------------------

    def enqueue(self, row: OutboxRow) -> None:
        """Add a row; an untried update of the same named post is superseded by a newer one."""
        if row.name and row.kind in {"update", "home"}:
            self.run("outbox_supersede", {"stream": row.stream, "name": row.name, "kind": row.kind})
        columns = ("id", "lane", "stream", "team", "kind", "what", "name", "created")
        values = {column: getattr(row, column) for column in columns}
        self.run("outbox_add", {**values, "place": dump(row.place), "args": dump(row.args)})

    def lanes(self) -> list[str]:
        """Lanes with something to send, oldest first."""
        return [str(row[0]) for row in self.run("outbox_lanes", {})]

    def head(self, lane: str) -> OutboxRow | None:
        """The next row of a lane: nothing in it is sent before this one is done."""
        rows = self.run("outbox_head", {"lane": lane})
        return _outbox(rows[0]) if rows else None

    def waiting(self) -> list[OutboxRow]:
        return [_outbox(row) for row in self.run("outbox_waiting", {})]

    def attempt(self, row: OutboxRow, at: float) -> bool:
        """Whether the row, as it was read, is ours to try; then it counts as tried from now on."""
        return bool(self.run("outbox_attempt", {"id": row.id, "attempts": row.attempts, "at": at}))

    def progress(self, row_id: str, posted: Mapping[str, Any]) -> None:
        """Remember a step of a longer send (the id of an uploaded file), so that it is not done twice."""
        self.run("outbox_progress", {"id": row_id, "posted": dump(posted)})

    def later(self, row_id: str, not_before: float, reason: str, attempted_at: float | None) -> None:
        """Try again from `not_before`. `attempted_at` None says that nothing can have been posted: no attempt then."""
        row = {"id": row_id, "not_before": not_before, "reason": reason, "attempted_at": attempted_at}
        self.run("outbox_later", {**row, "uncounted": int(attempted_at is None)})

    def done(self, row: OutboxRow, state: str, posted: Mapping[str, Any], reason: str = "") -> None:
        """The row was sent, failed or superseded. A named post remembers where it stands."""
        self.run("outbox_done", {"id": row.id, "state": state, "posted": dump(posted), "reason": reason})
        if state == "sent" and row.name and row.kind in {"post", "upload"} and posted.get("ts"):
            place = {"channel": str(posted.get("channel", "")), "ts": str(posted["ts"])}
            self.run("named_post_set", {"stream": row.stream, "name": row.name, **place})

    def forget_sent(self, before: float) -> None:
        self.run("outbox_forget", {"before": before})

    def named_post(self, stream: str, name: str) -> tuple[str, str] | None:
        """Channel and ts of a post that was given a name."""
        rows = self.run("named_post", {"stream": stream, "name": name})
        return (str(rows[0][0]), str(rows[0][1])) if rows else None

    # -- read models ---------------------------------------------------------------------------------------------

    def set_interview(self, row: Mapping[str, Any]) -> None:
        """Keep the line of an interview for Home and history; `row` has id, team, person, state, started and more."""
        keys = {key: row[key] for key in ("id", "team", "person", "state", "started")}
        self.run("interview_set", {**keys, "row": dump(row)})

    def interviews_of(self, team: str, person: str, most: int = 20) -> list[dict[str, Any]]:
        rows = self.run("interviews_of", {"team": team, "person": person, "most": most})
        return [json.loads(row[0]) for row in rows]

    def interview(self, interview_id: str) -> dict[str, Any] | None:
        rows = self.run("interview", {"id": interview_id})
        return json.loads(rows[0][0]) if rows else None

    def live_interviews(self) -> list[str]:
        return [str(row[0]) for row in self.run("interviews_live", {})]

    def set_line(self, stream: str, line: Line) -> None:
        """Keep a line of a read model, in the place of the one with its kind and id; without a row take it away."""
        if line.row is None:
            self.run("line_drop", {"kind": line.kind, "id": line.id})
            return
        keys = {key: getattr(line, key) for key in ("kind", "id", "team", "owner", "state", "at")}
        self.run("line_set", {**keys, "stream": stream, "row": dump(line.row)})

    def line(self, kind: str, line_id: str) -> Line | None:
        rows = self.run("line", {"kind": kind, "id": line_id})
        return _line(rows[0]) if rows else None

    def lines_of(self, kind: str, team: str, owner: str, most: int = 1000) -> list[Line]:
        """The newest lines of an owner, newest first."""
        return [_line(row) for row in self.run("lines_of", {"kind": kind, "team": team, "owner": owner, "most": most})]

    def lines_in(self, kind: str, team: str, state: str, most: int = 1000) -> list[Line]:
        """The newest lines in a state, newest first."""
        return [_line(row) for row in self.run("lines_in", {"kind": kind, "team": team, "state": state, "most": most})]

    def erase_lines(self, team: str, owner: str) -> None:
        """Every line of this owner goes, of whatever kind."""
        self.run("lines_erase", {"team": team, "owner": owner})

    def lines_naming(self, who: Mapping[str, Any]) -> list[Line]:
        """Lines of others that name a person (`like`) in their row."""
        return [_line(row) for row in self.run("lines_naming", who)]

    def note(self, name: str) -> str | None:
        """A small value of the runtime's own, such as when it was last alive."""
        rows = self.run("note", {"name": name})
        return str(rows[0][0]) if rows else None

    def set_note(self, name: str, value: str) -> None:
        self.run("note_set", {"name": name, "value": value})


def dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _timers(rows: Iterable[Sequence[Any]]) -> list[TimerRow]:
    return [TimerRow(str(s), str(n), float(due), json.loads(command)) for s, n, due, command in rows]


def _line(row: Sequence[Any]) -> Line:
    kind, line_id, team, owner, state, at, values, stream = row
    return Line(kind, line_id, team, owner, state, float(at), json.loads(values), stream)


def _outbox(row: Sequence[Any]) -> OutboxRow:
    identity, lane, stream, team, kind, what, name, place, args, created, state, tried, later, attempts, posted, why = (
        row
    )
    return OutboxRow(
        id=identity, lane=lane, stream=stream, team=team, kind=kind, what=what, name=name, place=json.loads(place),
        args=json.loads(args), created=float(created), state=state, attempted_at=tried, not_before=float(later),
        attempts=int(attempts), posted=json.loads(posted), reason=why,
    )  # fmt: skip
