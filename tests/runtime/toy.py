"""A small aggregate for the runtime's own tests: a counter that says each number and rings by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.record import Onward, Place, Say
from bot.runtime import Decided, Refused, Wake, Written


@dataclass(frozen=True)
class Add:
    now: float
    number: int = 1
    words: str = ""
    slow: bool = False
    user: str = "U1"
    onward: tuple[Onward, ...] = ()


@dataclass(frozen=True)
class Ring:
    now: float


@dataclass(frozen=True)
class Added:
    number: int
    text_id: str = ""
    rang: bool = False
    user: str = "U1"


@dataclass(frozen=True)
class Sum:
    id: str
    total: int = 0
    count: int = 0
    due: float | None = None
    user: str = "U1"


class Toy:
    category = "toy"
    base, ring_after = 1_800_000_000.0, 10.0
    hears_of_posts = False

    def start(self, stream: str) -> Sum:
        return Sum(stream)

    def decide(self, state: Sum, command: Any, prepared: Any) -> Decided:
        if isinstance(command, Ring):
            return Decided([Added(0, rang=True)])
        if command.number < 0:
            raise Refused("toy.negative", {"number": "toy.negative"}, number=command.number)
        if command.slow and prepared != state.count:
            raise AssertionError("prepared for another state")
        text_id = f"{state.id}:{state.count}" if command.words else ""
        written = [Written(text_id, command.user, command.words)] if command.words else []
        return Decided([Added(command.number, text_id, user=command.user)], written, command.onward)

    def evolve(self, state: Sum, event: Added) -> Sum:
        due = None if event.rang else self.base + self.ring_after * (state.count + 1)
        return replace(state, total=state.total + event.number, count=state.count + 1, due=due, user=event.user)

    def wants_preparing(self, state: Sum, command: Any) -> bool:
        return isinstance(command, Add) and command.slow

    def prepare(self, state: Sum, command: Any, texts: Mapping[str, str]) -> int:
        return state.count

    def timers(self, state: Sum) -> Mapping[str, Wake]:
        return {"ring": Wake(state.due, Ring(state.due))} if state.due is not None else {}

    def claims(self, state: Sum) -> frozenset[str]:
        return frozenset({f"person:{state.user}"}) if state.count and state.total < 100 else frozenset()

    def taken(self, claim: str) -> Refused:
        return Refused("toy.taken", claim=claim)

    def says(self, before: Sum, event: Added, after: Sum, texts: Mapping[str, str]) -> Sequence[Say]:
        place = Place(team="T", channel="C")
        kind = "post" if before.count == 0 else "update"
        return [
            Say("post", "number", place, {"n": after.count, "total": after.total}),
            Say(kind, "card", place, {"total": after.total}, name="card"),
        ]

    def row(self, state: Sum) -> Mapping[str, Any] | None:
        return {
            "id": state.id,
            "team": "T",
            "person": state.user,
            "state": "live",
            "started": 0.0,
            "total": state.total,
        }

    def team(self, state: Sum) -> str:
        return "T"

    def at(self, command: Any) -> float:
        return float(command.now)

    def retimed(self, command: Any, now: float) -> Any:
        return replace(command, now=now)

    def encode_event(self, event: Added) -> tuple[str, Mapping[str, Any]]:
        return "Added", {"number": event.number, "text_id": event.text_id, "rang": event.rang, "user": event.user}

    def decode_event(self, kind: str, data: Mapping[str, Any]) -> Added:
        if kind != "Added":
            raise ValueError(f"unknown event {kind}")
        return Added(**data)

    def encode_command(self, command: Any) -> Mapping[str, Any]:
        return {"now": command.now}

    def decode_command(self, data: Mapping[str, Any]) -> Ring:
        return Ring(**data)

    def posted(self, name: str, channel: str, ts: str, now: float) -> Any | None:
        return Ring(now) if self.hears_of_posts else None

    def downtime(self, since: float, until: float) -> Any | None:
        return Add(until, number=1000)


class FakeClock:
    def __init__(self, at: float = 1_800_000_000.0) -> None:
        self.at = at

    def now(self) -> float:
        return self.at
