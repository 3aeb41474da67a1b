"""Read models: which channels pair and when, where a person takes part, whom they are paired with this week."""

from bot.peers.pairing import events as e
from bot.peers.pairing.state import Pair, Pairing
from bot.record import Line

PAIRING, MEMBER, PAIR = "pairing", "pairing_member", "pair"


def lines(before: Pairing, event: e.Event, after: Pairing) -> list[Line]:
    return [*_plan(before, after), *_members(before, after, event.at), *_pairs(before, after)]


def _plan(before: Pairing, after: Pairing) -> list[Line]:
    if (before.status, before.next, len(before.members)) == (after.status, after.next, len(after.members)):
        return []
    row = {"channel": after.where, "members": len(after.members)}
    at = after.next.at if after.next else 0.0
    return [Line(PAIRING, after.stream, after.team, after.where, after.status, at, row)]


def _members(before: Pairing, after: Pairing, now: float) -> list[Line]:
    """Those who are otherwise than they were; who left has no line any more."""
    found = []
    for user in sorted({*before.members, *after.members}):
        one = after.members.get(user)
        if before.members.get(user) is one:
            continue
        row = None if one is None else {
            "channel": after.where, "paused": one.paused, "snoozed": one.snoozed, "skips": one.skips,
            "no_shows": one.no_shows,
        }  # fmt: skip
        state = "paused" if one is not None and one.paused else "in"
        found.append(Line(MEMBER, f"{after.stream}:{user}", after.team, user, state, now, row))
    return found


def _pairs(before: Pairing, after: Pairing) -> list[Line]:
    week = after.week
    if week is None or week is before.week:
        return []
    was = before.week.pairs if before.week and before.week.id == week.id else {}
    moved = before.week is None or (before.week.ts, before.week.closed) != (week.ts, week.closed)
    changed = [pair for pair in week.pairs.values() if moved or was.get(pair.id) is not pair]
    return [_pair(after, pair, user) for pair in changed for user in pair.people]


def _pair(after: Pairing, pair: Pair, user: str) -> Line:
    assert after.week is not None
    row = {
        "pair": pair.id, "partner": pair.partner(user), "channel": after.where, "ts": after.week.ts, "at": pair.at,
        "status": pair.status, "week": after.week.key,
    }  # fmt: skip
    state = "over" if after.week.closed or pair.status == "dropped" else "current"
    return Line(PAIR, f"{after.stream}.{pair.id}:{user}", after.team, user, state, after.week.at, row)
