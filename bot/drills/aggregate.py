"""The drills of one place as the runtime wants them: one object with the pure functions of this package."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.drills import commands as do
from bot.drills import forgetting, timers
from bot.drills.codec import CODEC
from bot.drills.decide import Kit, Prepared, decide
from bot.drills.evolve import evolve
from bot.drills.lines import lines
from bot.drills.marking import Marker
from bot.drills.says import card, says
from bot.drills.schedule import NextTime
from bot.drills.state import Drilling
from bot.record import Decided, Line, Refused, Say, Wake
from bot.record.stored import Stored


class Drills(Stored):
    """Satisfies the runtime's Aggregate, Projects and HearsRefusals."""

    category = "drills"
    codec = CODEC

    def __init__(self, marker: Marker, next_time: NextTime, speed: float = 1.0) -> None:
        self.kit = Kit(marker, next_time, speed)

    def start(self, stream: str) -> Drilling:
        return Drilling(stream)

    def decide(self, state: Drilling, command: do.Command, prepared: Prepared | None) -> Decided:
        return decide(state, command, prepared, self.kit)

    def evolve(self, state: Drilling, event: Any) -> Drilling:
        return evolve(state, event)

    def wants_preparing(self, state: Drilling, command: do.Command) -> bool:
        return isinstance(command, do.AnswerDrill) and command.round in state.rounds

    def prepare(self, state: Drilling, command: do.AnswerDrill, texts: Mapping[str, str]) -> Prepared:
        """Mark the answer, on another thread: the encoder takes its time."""
        round_ = state.rounds[command.round]
        problems = tuple(self.kit.marker.problems(round_.exercise, command.answer))
        seen = round_.seen.get(command.user)
        took = None if seen is None or not round_.exercise.seconds else command.now - seen
        if problems:
            return Prepared(None, problems, took)
        return Prepared(self.kit.marker.mark(round_.exercise, command.answer, took), (), took)

    def timers(self, state: Drilling) -> Mapping[str, Wake]:
        return timers.timers(state, self.kit.rules, self.kit.speed)

    def claims(self, state: Drilling) -> frozenset[str]:
        """The threads of drills whose answers are still private: what is written there concerns this stream."""
        return frozenset(thread_claim(state.team, state.where, each.ts) for each in state.open_rounds if each.ts)

    def taken(self, claim: str) -> Refused:
        return Refused("drills.refused.no_round")

    def says(self, before: Drilling, event: Any, after: Drilling, texts: Mapping[str, str]) -> Sequence[Say]:
        return says(event, after, self.kit.rules)

    def lines(self, before: Drilling, event: Any, after: Drilling) -> Sequence[Line]:
        return lines(before, event, after)

    def alone(self, state: Drilling, person: str) -> bool:
        return forgetting.alone(state, person)

    def without(self, state: Drilling, event: Any, person: str, theirs: Callable[[str], bool]) -> Any:
        return forgetting.without(event, person)

    def row(self, state: Drilling) -> Mapping[str, Any] | None:
        return None

    def team(self, state: Drilling) -> str:
        return state.team

    def posted(self, name: str, channel: str, ts: str, now: float) -> do.Command | None:
        return do.NotePosted(now=now, name=name, channel=channel, ts=ts) if name.startswith(card("")) else None

    def refused(self, name: str, reason: str, now: float) -> do.Command | None:
        return do.NoteRefused(now=now, name=name, reason=reason) if name.startswith(card("")) else None

    def downtime(self, since: float, until: float) -> do.Command | None:
        """Wall times do not wait: what was missed is posted late, or skipped and said."""
        return None


def thread_claim(team: str, channel: str, thread: str) -> str:
    return f"drill:{team}:{channel}:{thread}"
