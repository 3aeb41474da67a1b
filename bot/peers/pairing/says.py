"""What an event means to say, and where: in the channel and in the thread of the match; to a person alone only what is
theirs, and only to those who opted in."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.peers.pairing import events as e
from bot.peers.pairing.state import Pairing
from bot.record import Place, Say


def says(before: Pairing, event: e.Event, after: Pairing) -> list[Say]:
    """The messages of one event, in order."""
    how = _HOW.get(type(event))
    return how(before, event, after) if how else []


def notice_name(key: str) -> str:
    return f"notice:{key}"


def match_name(week: str) -> str:
    """The name under which the post of a match is found again; the pairs of its thread are `pair:<id>`."""
    return f"match:{week}"


def _pair_name(pair: str) -> str:
    return f"pair:{pair}"


def _planned(before: Pairing, event: e.PairingPlanned, after: Pairing) -> list[Say]:
    args = {"by": event.by, "at": event.next.at, "first": before.status == "off"}
    return [*_without_notice(before), Say("post", "pairing.planned", after.place, args)]


def _stopped(before: Pairing, event: e.PairingStopped, after: Pairing) -> list[Say]:
    args = {"by": event.by, "channel": after.where, "reason": event.why}
    if event.by:
        return [*_without_notice(before), Say("post", "pairing.stopped", after.place, args)]
    return [Say("post", "pairing.lost", Place(after.team, user=person), args) for person in event.tell]


def _without_notice(before: Pairing) -> list[Say]:
    """A notice of a match that will not be any more loses its buttons."""
    if before.noticed is None or before.next is None:
        return []
    return [Say("update", "pairing.notice_over", before.place, {}, notice_name(before.next.key))]


def _named(before: Pairing, event: e.OrganiserNamed, after: Pairing) -> list[Say]:
    return [Say("post", "pairing.organiser", after.place, {"person": event.person})]


def _noticed(before: Pairing, event: e.NoticeGiven, after: Pairing) -> list[Say]:
    """Where nobody opted in there is nobody to warn."""
    if not after.members:
        return []
    return [Say("post", "pairing.notice", after.place, {"key": event.key}, notice_name(event.key))]


def _refreshed(before: Pairing, event: Any, after: Pairing) -> list[Say]:
    """The notice shows who takes part as it stands."""
    if after.noticed is None or after.next is None:
        return []
    return [Say("update", "pairing.notice", after.place, {"key": after.next.key}, notice_name(after.next.key))]


def _skipped(before: Pairing, event: e.OccurrencesSkipped, after: Pairing) -> list[Say]:
    args = {"count": len(event.keys), "key": event.keys[-1], "next": event.next.at}
    missed = [Say("post", "pairing.missed", after.place, args)] if after.members else []
    return [*_without_notice(before), *missed]


def _made(before: Pairing, event: e.PairsMade, after: Pairing) -> list[Say]:
    over = {"key": event.key}
    said = [Say("update", "pairing.notice_over", after.place, over, notice_name(event.key))]
    if event.pairs:
        said.append(Say("post", "pairing.match", after.place, {"week": event.week}, match_name(event.week)))
    for user in event.alone:
        args = {"week": event.week, "person": user, "only": not event.pairs and len(event.alone) == 1,
                "odd": len(event.alone) == 1}  # fmt: skip
        said.append(Say("post", "pairing.alone", Place(after.team, user=user), args))
    return said


def _posted(before: Pairing, event: e.MatchPosted, after: Pairing) -> list[Say]:
    """Each pair by itself in the thread, with its buttons and its date as a file for the calendar."""
    said: list[Say] = []
    for pair in after.week.pairs.values() if after.week else ():
        args = {"week": event.week, "pair": pair.id}
        said.append(Say("post", "pairing.pair", after.thread, args, _pair_name(pair.id)))
        said.append(Say("upload", "pairing.calendar", after.thread, args))
    return said


def _pair_changed(before: Pairing, event: Any, after: Pairing) -> list[Say]:
    return _shown_anew(after, event.pair)


def _shown_anew(after: Pairing, pair: str) -> list[Say]:
    if after.week is None or not after.week.ts:
        return []
    args = {"week": after.week.id, "pair": pair}
    return [Say("update", "pairing.pair", after.thread, args, _pair_name(pair))]


def _dropped(before: Pairing, event: e.PairDropped, after: Pairing) -> list[Say]:
    """Who remains hears that there is no partner any more, and is offered an interview with the bot."""
    pair = after.week.pairs[event.pair] if after.week else None
    remain = [user for user in pair.people if user in after.members] if pair else []
    args = {"pair": event.pair, "channel": after.where}
    told = [Say("post", "pairing.dropped", Place(after.team, user=user), args) for user in remain]
    return [*_shown_anew(after, event.pair), *told]


def _reminded(before: Pairing, event: e.PairReminded, after: Pairing) -> list[Say]:
    if not event.to or after.week is None:
        return []
    args = {"week": after.week.id, "pair": event.pair, "to": list(event.to)}
    return [Say("post", "pairing.reminder", after.thread, args)]


def _closed(before: Pairing, event: e.WeekClosed, after: Pairing) -> list[Say]:
    return [say for pair in event.missed for say in _shown_anew(after, pair)]


def _paused(before: Pairing, event: e.MemberPaused, after: Pairing) -> list[Say]:
    args = {"channel": after.where, "no_shows": event.no_shows}
    return [Say("post", "pairing.paused", Place(after.team, user=event.person), args)]


_HOW: Mapping[type, Callable[[Pairing, Any, Pairing], list[Say]]] = {
    e.OrganiserNamed: _named,
    e.PairingPlanned: _planned,
    e.PairingStopped: _stopped,
    e.MemberJoined: _refreshed,
    e.MemberLeft: _refreshed,
    e.WeekSkipped: _refreshed,
    e.Snoozed: _refreshed,
    e.NoticeGiven: _noticed,
    e.OccurrencesSkipped: _skipped,
    e.PairsMade: _made,
    e.MatchPosted: _posted,
    e.PairMet: _pair_changed,
    e.PairNotHappened: _pair_changed,
    e.PairDropped: _dropped,
    e.PairReminded: _reminded,
    e.WeekClosed: _closed,
    e.MemberPaused: _paused,
}
