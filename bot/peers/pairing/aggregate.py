"""The pairing of a channel as the runtime wants it: one object with the pure functions of this package."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.peers.pairing import commands as do
from bot.peers.pairing import events
from bot.peers.pairing.decide import Kit, Prepared, decide
from bot.peers.pairing.decide.clocked import is_match_due, prepare
from bot.peers.pairing.evolve import evolve
from bot.peers.pairing.lines import lines
from bot.peers.pairing.rules import PairingRules
from bot.peers.pairing.says import says
from bot.peers.pairing.state import Pairing
from bot.peers.pairing.timers import timers
from bot.record import Decided, Line, Refused, Say, Wake
from bot.record.stored import Codec, Stored
from bot.record.weekly import NextTime


class Pairings(Stored):
    """Satisfies the runtime's Aggregate, Projects and HearsRefusals."""

    category = "pairing"
    codec = Codec("a pairing", [*vars(events).values(), *vars(do).values()], events.Event, do.Command)

    def __init__(self, rules: PairingRules, next_time: NextTime) -> None:
        self.kit = Kit(rules, next_time)

    def start(self, stream: str) -> Pairing:
        return Pairing(stream)

    def decide(self, state: Pairing, command: do.Command, prepared: Prepared | None) -> Decided:
        return Decided(decide(state, command, prepared, self.kit))

    def evolve(self, state: Pairing, event: Any) -> Pairing:
        return evolve(state, event)

    def wants_preparing(self, state: Pairing, command: do.Command) -> bool:
        return isinstance(command, do.CheckClock) and is_match_due(state, command.now, self.kit)

    def prepare(self, state: Pairing, command: do.CheckClock, texts: Mapping[str, str]) -> Prepared:
        return prepare(state, command.now, self.kit)

    def timers(self, state: Pairing) -> Mapping[str, Wake]:
        return timers(state, self.kit.rules)

    def claims(self, state: Pairing) -> frozenset[str]:
        return frozenset()

    def taken(self, claim: str) -> Refused:
        return Refused("pairing.refused.no_pair")

    def says(self, before: Pairing, event: Any, after: Pairing, texts: Mapping[str, str]) -> Sequence[Say]:
        return says(before, event, after)

    def lines(self, before: Pairing, event: Any, after: Pairing) -> Sequence[Line]:
        return lines(before, event, after)

    def row(self, state: Pairing) -> Mapping[str, Any] | None:
        return None

    def team(self, state: Pairing) -> str:
        return state.team

    def posted(self, name: str, channel: str, ts: str, now: float) -> do.Command | None:
        return do.NotePosted(now=now, name=name, channel=channel, ts=ts) if name.startswith("match:") else None

    def refused(self, name: str, reason: str, now: float) -> do.Command | None:
        watched = name.startswith(("match:", "notice:"))
        return do.NoteRefused(now=now, name=name, reason=reason) if watched else None

    def downtime(self, since: float, until: float) -> do.Command | None:
        """Wall times do not wait: what was missed is made late, or skipped and said."""
        return None
