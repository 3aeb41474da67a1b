"""What an event means to say, and where: names and plain values, words come at the outbox."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.content.drills import DrillRules
from bot.drills import events as e
from bot.drills.state import Drilling
from bot.record import Place, Say


def says(event: e.Event, after: Drilling, rules: DrillRules) -> list[Say]:
    """The messages of one event, in order."""
    if isinstance(event, e.RoundRevealed):
        return _revealed(event, after, rules)
    how = _HOW.get(type(event))
    return how(event, after) if how else []


def card(round_id: str) -> str:
    """The name under which the post of a drill is found again."""
    return f"card:{round_id}"


def _update(after: Drilling, round_id: str) -> Say:
    return Say("update", "drills.card", after.place, {"round": round_id}, card(round_id))


def _opened(event: e.RoundOpened, after: Drilling) -> list[Say]:
    args = {"round": event.round, "late": bool(event.due and event.at - event.due > 90)}
    return [Say("post", "drills.card", after.place, args, card(event.round))]


def _skipped(event: e.OccurrencesSkipped, after: Drilling) -> list[Say]:
    args = {"count": len(event.keys), "key": event.keys[-1], "next": event.next.at}
    return [Say("post", "drills.skipped", after.place, args)]


def _named(event: e.OrganiserNamed, after: Drilling) -> list[Say]:
    if event.how != "first" or after.private:
        return []
    return [Say("post", "drills.organiser", after.place, {"person": event.person})]


def _made(event: e.ScheduleMade, after: Drilling) -> list[Say]:
    args = {"schedule": event.schedule.id, "times": [each.at for each in event.times], "made": True}
    return [Say("ephemeral", "drills.scheduled", _only(after, event.schedule.owner), args)]


def _changed(event: e.ScheduleChanged, after: Drilling) -> list[Say]:
    args = {"schedule": event.schedule.id, "times": [each.at for each in event.times], "made": False}
    return [Say("ephemeral", "drills.scheduled", _only(after, event.by), args)]


def _answered(event: e.DrillAnswered, after: Drilling) -> list[Say]:
    said = []
    if event.attempt == 1 and event.counted and not after.private:
        said.append(_update(after, event.round))
    if event.direct:
        args = {"round": event.round, "person": event.person, "attempt": event.attempt}
        said.append(Say("post", "drills.feedback", Place(after.team, user=event.person), args))
    return said


def _direct(event: e.DirectAsked, after: Drilling) -> list[Say]:
    return [Say("post", "drills.direct", Place(after.team, user=event.person), {"round": event.round})]


def _noticed(event: e.OpenAnswerNoticed, after: Drilling) -> list[Say]:
    there = after.thread(after.rounds[event.round])
    place = Place(there.team, there.channel, there.thread, event.person)
    return [Say("ephemeral", "drills.noticed", place, {"round": event.round})]


def _closed(event: e.RoundClosed, after: Drilling) -> list[Say]:
    return [_update(after, event.round)]


def _revealed(event: e.RoundRevealed, after: Drilling, rules: DrillRules) -> list[Say]:
    round_ = after.rounds[event.round]
    place, args = after.thread(round_), {"round": event.round}
    said = [_update(after, event.round), Say("post", "drills.reveal", place, args)]
    if not after.private and round_.answered >= rules.spread_from:
        said.append(Say("upload", "drills.spread", place, args))
        said.append(Say("post", "drills.board", place, args))
    return said


def _propose(event: e.PauseProposed, after: Drilling) -> list[Say]:
    args = {"schedule": event.schedule, "silent": event.silent}
    return [Say("post", "drills.propose_pause", after.thread(after.rounds[event.round]), args)]


def _paused(event: e.SchedulePaused, after: Drilling) -> list[Say]:
    return [Say("post", "drills.paused", after.place, {"person": event.by})] if event.by else []


def _shared(event: e.ResultShared, after: Drilling) -> list[Say]:
    args = {"round": event.round, "person": event.person}
    return [Say("post", "drills.shared", after.thread(after.rounds[event.round]), args)]


def _lost(event: e.ChannelLost, after: Drilling) -> list[Say]:
    """To each organiser by themself: there is no other place left."""
    args = {"channel": after.where, "reason": event.reason}
    return [Say("post", "drills.lost", Place(after.team, user=person), args) for person in event.tell]


def _only(after: Drilling, person: str) -> Place:
    return Place(after.team, after.where, user=person)


_HOW: Mapping[type, Callable[[Any, Drilling], list[Say]]] = {
    e.RoundOpened: _opened,
    e.OccurrencesSkipped: _skipped,
    e.OrganiserNamed: _named,
    e.ScheduleMade: _made,
    e.ScheduleChanged: _changed,
    e.DrillAnswered: _answered,
    e.DirectAsked: _direct,
    e.OpenAnswerNoticed: _noticed,
    e.RoundClosed: _closed,
    e.PauseProposed: _propose,
    e.SchedulePaused: _paused,
    e.ResultShared: _shared,
    e.ChannelLost: _lost,
}
