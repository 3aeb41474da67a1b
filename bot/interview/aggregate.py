"""An interview as the runtime wants it: one object with the pure functions of this package, bound to a mind."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.dialogue.mind import Mind
from bot.interview import commands as do
from bot.interview import forgetting, timers
from bot.interview.codec import CODEC
from bot.interview.decide import decide
from bot.interview.events import InterviewClosed
from bot.interview.evolve import evolve
from bot.interview.peering.events import ScorecardSubmitted
from bot.interview.peering.levels import HELD, LEVELS, levels_row
from bot.interview.prepare import Prepared, prepare, wants_preparing
from bot.interview.says import CARD, says
from bot.interview.state import Interview
from bot.record import Decided, Line, Refused, Say, Wake
from bot.record.stored import Stored


class Interviews(Stored):
    """Satisfies the runtime's Aggregate."""

    category = "interview"
    codec = CODEC

    def __init__(self, mind: Mind) -> None:
        self.mind = mind

    def start(self, stream: str) -> Interview:
        return Interview(stream)

    def decide(self, state: Interview, command: do.Command, prepared: Prepared | None) -> Decided:
        return decide(state, command, prepared, self.mind)

    def evolve(self, state: Interview, event: Any) -> Interview:
        return evolve(state, event)

    def wants_preparing(self, state: Interview, command: do.Command) -> bool:
        return wants_preparing(state, command, self.mind)

    def prepare(self, state: Interview, command: do.Command, texts: Mapping[str, str]) -> Prepared:
        return prepare(state, command, self.mind, texts)

    def timers(self, state: Interview) -> Mapping[str, Wake]:
        return timers.timers(state)

    def claims(self, state: Interview) -> frozenset[str]:
        """One live interview for a thread, and one for each person in it."""
        if not state.live:
            return frozenset()
        setup = state.setup
        found = {f"person:{setup.team}:{person}" for person in setup.participants}
        if setup.thread:
            found.add(f"thread:{setup.team}:{setup.channel}:{setup.thread}")
        return frozenset(found)

    def taken(self, claim: str) -> Refused:
        reason = "slack.thread_taken" if claim.startswith("thread:") else "slack.person_taken"
        return Refused(reason, {"scenario": reason}, person=claim.rsplit(":", 1)[-1])

    def says(self, before: Interview, event: Any, after: Interview, texts: Mapping[str, str]) -> Sequence[Say]:
        return says(before, event, after)

    def lines(self, before: Interview, event: Any, after: Interview) -> Sequence[Line]:
        """For each person of an interview between people: that they were in it, and, once shown, their levels."""
        if not after.peering.people:
            return []
        found = []
        if before.peering.people != after.peering.people:
            setup = after.setup
            found += [
                Line(HELD, f"{after.id}:{user}", setup.team, user, "", after.started_at, {"interview": after.id})
                for user in (setup.candidate, *after.peering.people)
            ]
        if after.status == "closed" and isinstance(event, InterviewClosed | ScorecardSubmitted):
            found += self._levels(after)
        return found

    def _levels(self, after: Interview) -> list[Line]:
        """What agreement over time is made of: one interviewer's levels beside the bot's."""
        bounds = self.mind.lexicon["peers"]["bot_levels"]
        rows = [(user, levels_row(after, user, bounds)) for user in after.peering.people]
        return [
            Line(LEVELS, f"{after.id}:{user}", after.setup.team, user, "", after.ended_at or 0.0, row)
            for user, row in rows
            if row is not None
        ]

    def alone(self, state: Interview, person: str) -> bool:
        return forgetting.alone(state, person)

    def without(self, state: Interview, event: Any, person: str, theirs: Callable[[str], bool]) -> Any:
        return forgetting.without(state, event, person, theirs)

    def row(self, state: Interview) -> Mapping[str, Any] | None:
        setup = state.setup
        return {
            "id": state.id,
            "team": setup.team,
            "person": setup.candidate,
            "state": "live" if state.live else state.status,
            "started": state.started_at,
            "title": setup.title,
            "scenario": setup.scenario,
            "minutes": setup.minutes,
            "level": setup.level,
            "channel": setup.channel,
            "thread": setup.thread,
            "ended": state.ended_at,
            **_judged(state),
        }

    def team(self, state: Interview) -> str:
        return state.setup.team

    def posted(self, name: str, channel: str, ts: str, now: float) -> do.Command | None:
        return do.OpenThread(now=now, channel=channel, ts=ts) if name == CARD else None

    def refused(self, name: str, reason: str, now: float) -> do.Command | None:
        return do.RefusePlace(now=now, reason=reason) if name == CARD else None

    def downtime(self, since: float, until: float) -> do.Command:
        return do.GiveBackDowntime(now=until, since=since, until=until)


def _judged(state: Interview) -> dict[str, Any]:
    """What the bot's rules made of a closed interview, for the person's own history; levels that could not be told
    are not in it, and who wants no numbers has none here either."""
    card = state.card
    if card is None:
        return {}
    levels = {each.criterion: each.level for each in card.judged if not each.uncertain}
    overall = None if state.setup.hide_numbers else card.overall
    return {"rubric": f"{card.rubric}@{card.version}", "overall": overall, "band": card.band, "levels": levels}
