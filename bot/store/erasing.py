"""A person is taken out of every table, within one transaction. Tables are read whole for the id: it happens rarely."""

import json
from collections.abc import Mapping
from typing import Any

from bot.record.forgotten import Rename, renamed
from bot.store.records import StoredEvent, TimerRow
from bot.store.tx import Tx, dump

PURGED = ("events", "texts", "claims", "timers", "outbox", "named_posts", "interviews", "lines")


class Eraser:
    """For one person. `like` finds the id anywhere; `rename` replaces it where it stands by itself."""

    def __init__(self, tx: Tx, team: str, person: str, alias: str, rename: Rename) -> None:
        self._tx, self._rename = tx, rename
        self._who: Mapping[str, Any] = {"team": team, "person": person, "like": f"%{person}%"}
        self._person, self._alias = person, alias

    def streams(self) -> list[str]:
        """Every stream that this person is in, in a fixed order."""
        return sorted(str(row[0]) for row in self._tx.run("streams_naming", self._who))

    def purge(self, stream: str) -> None:
        """The stream was this person's alone: nothing of it stays."""
        for table in PURGED:
            self._tx.run(f"purge_{table}", {"stream": stream})

    def rewrite(self, event: StoredEvent, data: Mapping[str, Any]) -> None:
        """What remains of an event, with the alias in the place of the id."""
        kept = renamed(data, self._rename)
        if kept != event.data:
            row = {"stream": event.stream, "version": event.version, "data": dump(kept)}
            self._tx.run("event_rewrite", row)

    def empty_texts(self, stream: str) -> None:
        """Their own words go; where others mention them, the mention does."""
        for text_id, person, words in self._tx.run("texts_naming", {"stream": stream, **self._who}):
            own = person == self._person
            row = {
                "stream": stream, "id": text_id, "new": self._rename(str(text_id)),
                "person": self._alias if own else person, "words": "" if own else self._rename(str(words)),
            }  # fmt: skip
            self._tx.run("text_rewrite", row)

    def rest(self, affected: frozenset[str]) -> None:
        """Read models, timers, claims, deliveries and what is or was to be said. Of the `affected` streams, in which
        this person was the candidate, nothing that was to be said stays: it may hold their words."""
        for stream in sorted(affected):
            self._tx.run("purge_outbox", {"stream": stream})
        for name in ("claims", "inbox", "named_posts"):
            self._tx.run(f"{name}_naming_drop", self._who)
        self._tx.run("outbox_said_drop", self._who)
        for row_id, name, args in self._tx.run("outbox_naming", self._who):
            row = {"id": row_id, "name": self._rename(str(name)), "args": self._json(args)}
            self._tx.run("outbox_rewrite", row)
        self._timers()
        self._read_models()

    def _timers(self) -> None:
        for stream, name, due, command in self._tx.run("timers_naming", self._who):
            self._tx.drop_timer(str(stream), str(name))
            kept = renamed(json.loads(command), self._rename)
            self._tx.set_timer(TimerRow(str(stream), self._rename(str(name)), float(due), kept))

    def _read_models(self) -> None:
        for row_id, person, row in self._tx.run("interviews_naming", self._who):
            kept = {"id": row_id, "person": self._rename(str(person)), "row": self._json(row)}
            self._tx.run("interview_rewrite", kept)
        self._tx.erase_lines(str(self._who["team"]), self._person)
        self._tx.run("lines_by_id_drop", self._who)
        for line in self._tx.lines_naming(self._who):
            self._tx.run("line_set", {
                "kind": line.kind, "id": line.id, "team": line.team, "owner": line.owner, "state": line.state,
                "at": line.at, "stream": line.stream, "row": dump(renamed(line.row, self._rename)),
            })  # fmt: skip

    def _json(self, text: Any) -> str:
        return dump(renamed(json.loads(text), self._rename))
