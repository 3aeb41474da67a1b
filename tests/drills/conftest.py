"""A channel's drills with a clock that the test turns: commands in, events folded, no storage and no Slack."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.content import Content
from bot.dialogue.mind import Mind
from bot.drills import Drills, Marker
from bot.drills import commands as do
from bot.drills.schedule import Rule
from bot.drills.state import Drilling, stream_of
from bot.record import Say
from bot.runtime.calendar import next_occurrence
from tests.support.bot import shipped_content

T0 = 1_799_000_000.0  # Sunday, 3 January 2027, 17:33 UTC
HOUR, DAY = 3600.0, 86_400.0
MONDAYS = Rule("mon", "09:30", "Europe/Berlin")


@dataclass
class Channel:
    """Drives the aggregate as the runtime does: prepare, decide, evolve, ring what is due."""

    drills: Drills
    now: float = T0
    state: Drilling = field(default_factory=lambda: Drilling(stream_of("T1", "C1")))
    events: list[Any] = field(default_factory=list)
    said: list[Say] = field(default_factory=list)
    lines: dict[tuple[str, str], Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def do(self, command: do.Command) -> Sequence[Any]:
        prepared = None
        if self.drills.wants_preparing(self.state, command):
            prepared = self.drills.prepare(self.state, command, self.texts)  # type: ignore[arg-type]
        decided = self.drills.decide(self.state, command, prepared)
        self.texts |= {each.text_id: each.words for each in decided.written}
        for event in decided.events:
            after = self.drills.evolve(self.state, event)
            self.said += self.drills.says(self.state, event, after, self.texts)
            for line in self.drills.lines(self.state, event, after):
                self.lines[line.kind, line.id] = line
            self.state = after
            self.events.append(event)
        return decided.events

    def make(self, *kinds: str, rule: Rule = MONDAYS, user: str = "UORG", **more: Any) -> str:
        kinds_: Any = kinds or ("estimation",)
        args = {"open_hours": 48, **more}
        self.do(do.MakeSchedule(now=self.now, user=user, kinds=kinds_, rule=rule, **args))
        return list(self.state.schedules)[-1]

    def until(self, now: float, *, post: bool = True) -> None:
        """Let time pass, ringing each timer when it is due; what is posted gets its place at once."""
        while True:
            due = [wake for wake in self.drills.timers(self.state).values() if wake.due <= now]
            if not due:
                break
            wake = min(due, key=lambda each: each.due)
            self.now = max(self.now, wake.due)
            before = len(self.said)
            self.do(self.drills.retimed(wake.command, self.now))
            if post:
                self.post(self.said[before:])
        self.now = now

    def post(self, says: Sequence[Say] | None = None) -> None:
        for say in says if says is not None else self.said:
            if say.kind == "post" and say.name:
                command = self.drills.posted(say.name, say.place.channel or "D1", f"{self.now:.6f}", self.now)
                if command is not None:
                    self.do(command)

    def names(self) -> list[str]:
        return [type(event).__name__ for event in self.events]

    def of(self, kind: type) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]

    def rounds(self) -> list[Any]:
        return list(self.state.rounds.values())

    def answer(self, user: str, answer: dict[str, str], round_id: str = "", **more: Any) -> Sequence[Any]:
        target = round_id or self.rounds()[-1].id
        return self.do(do.AnswerDrill(now=self.now, user=user, round=target, answer=answer, **more))


@pytest.fixture(scope="session")
def content() -> Content:
    return shipped_content()


@pytest.fixture(scope="session")
def marker(content: Content) -> Marker:
    return Marker(Mind(content))


@pytest.fixture
def channel(marker: Marker) -> Channel:
    return Channel(Drills(marker, next_occurrence))
