"""The pairing of one channel with a clock that the test turns: commands in, events folded, no storage and no Slack."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.peers.pairing import PairingRules, Pairings, WorkingHours
from bot.peers.pairing import commands as do
from bot.peers.pairing.state import Pair, Pairing, stream_of
from bot.record import Say
from bot.runtime.calendar import next_occurrence
from tests.support.bot import shipped_content

T0 = 1_799_000_000.0  # Sunday, 3 January 2027, 17:33 UTC
HOUR, DAY = 3600.0, 86_400.0
BERLIN = WorkingHours("Europe/Berlin")


def shipped_rules() -> PairingRules:
    return PairingRules.of(shipped_content().lexicon["pairing"])


@dataclass
class PairingChannel:
    """Drives the aggregate as the runtime does: prepare, decide, evolve, ring what is due, tell where a post stands."""

    pairings: Pairings = field(default_factory=lambda: Pairings(shipped_rules(), next_occurrence))
    now: float = T0
    state: Pairing = field(default_factory=lambda: Pairing(stream_of("T1", "C1")))
    events: list[Any] = field(default_factory=list)
    said: list[Say] = field(default_factory=list)
    lines: dict[tuple[str, str], Any] = field(default_factory=dict)

    def do(self, command: do.Command) -> Sequence[Any]:
        prepared = None
        if self.pairings.wants_preparing(self.state, command):
            prepared = self.pairings.prepare(self.state, command, {})  # type: ignore[arg-type]
        decided = self.pairings.decide(self.state, command, prepared)
        for event in decided.events:
            stored = self.pairings.decode_event(*self.pairings.encode_event(event))
            assert stored == event  # what is stored is what is read again
            after = self.pairings.evolve(self.state, stored)
            self.said += self.pairings.says(self.state, stored, after, {})
            for line in self.pairings.lines(self.state, stored, after):
                self.lines[line.kind, line.id] = line
            self.state = after
            self.events.append(stored)
        return decided.events

    def join(self, *users: str, hours: WorkingHours = BERLIN, reminders: bool = True, admin: bool = True) -> None:
        for user in users:
            self.do(do.JoinPairing(now=self.now, user=user, hours=hours, reminders=reminders, admin=admin))

    def until(self, now: float) -> None:
        """Let time pass, ringing each timer when it is due; what is posted gets its place at once."""
        while due := [wake for wake in self.pairings.timers(self.state).values() if wake.due <= now]:
            wake = min(due, key=lambda each: each.due)
            self.now = max(self.now, wake.due)
            before = len(self.said)
            self.do(self.pairings.retimed(wake.command, self.now))
            self.post(self.said[before:])
        self.now = now

    def post(self, says: Sequence[Say]) -> None:
        for say in says:
            if say.kind == "post" and say.name:
                command = self.pairings.posted(say.name, say.place.channel, f"{self.now:.6f}", self.now)
                if command is not None:
                    self.do(command)

    def of(self, kind: type) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]

    def whats(self) -> list[str]:
        return [say.what for say in self.said if say.kind == "post"]

    def pairs(self) -> list[Pair]:
        return list(self.state.week.pairs.values()) if self.state.week else []
