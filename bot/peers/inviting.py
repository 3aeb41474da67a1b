"""Invitations as the runtime wants them: one object with the pure functions of this package."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.peers import invitation as i
from bot.peers.deciding import Begin, Rules, decide, due_times
from bot.peers.evolving import evolve
from bot.record import Decided, Line, Place, Refused, Say, Wake
from bot.record.stored import Codec, Stored
from bot.record.values import plain

OPEN = "invitation"  # the kind of the read model's lines: invitations that wait for somebody


class Invitations(Stored):
    """Satisfies the runtime's Aggregate. One open invitation between two people at a time."""

    category = "invitation"
    codec = Codec("an invitation", vars(i).values(), i.Event, i.Command)

    def __init__(self, rules: Rules, begin: Begin) -> None:
        self._rules, self._begin = rules, begin

    def start(self, stream: str) -> i.Invitation:
        return i.Invitation(stream)

    def decide(self, state: i.Invitation, command: i.Command, prepared: Any) -> Decided:
        return decide(state, command, self._rules, self._begin)

    def evolve(self, state: i.Invitation, event: i.Event) -> i.Invitation:
        return evolve(state, event)

    def wants_preparing(self, state: i.Invitation, command: i.Command) -> bool:
        return False

    def prepare(self, state: i.Invitation, command: i.Command, texts: Mapping[str, str]) -> None:
        return None

    def timers(self, state: i.Invitation) -> Mapping[str, Wake]:
        due = due_times(state, self._rules)
        return {name: Wake(at, i.CheckInvitation(now=at, timer=name)) for name, at in due.items()}

    def claims(self, state: i.Invitation) -> frozenset[str]:
        return frozenset({pair_claim(state.team, *state.people)}) if state.answerable else frozenset()

    def taken(self, claim: str) -> Refused:
        return Refused("peers.error.open_already", {"peer": "peers.error.open_already"})

    def says(
        self, before: i.Invitation, event: i.Event, after: i.Invitation, texts: Mapping[str, str]
    ) -> Sequence[Say]:
        return says(before, event, after)

    def lines(self, before: i.Invitation, event: i.Event, after: i.Invitation) -> Sequence[Line]:
        """For each of the two, the invitations that are open: what Home shows as upcoming."""
        row = plain(after) if after.answerable else None
        return [Line(OPEN, f"{after.id}:{user}", after.team, user, after.status, after.when or after.asked_at, row)
                for user in after.people]  # fmt: skip

    def row(self, state: i.Invitation) -> Mapping[str, Any] | None:
        return None

    def team(self, state: i.Invitation) -> str:
        return state.team

    def posted(self, name: str, channel: str, ts: str, now: float) -> None:
        return None

    def refused(self, name: str, reason: str, now: float) -> i.Command | None:
        return i.LoseInvitation(now=now, reason=reason) if name.startswith("asked:") else None

    def downtime(self, since: float, until: float) -> None:
        return None


def pair_claim(team: str, one: str, other: str) -> str:
    """What an open invitation between two people holds, whoever of them asked."""
    return f"invitation:{team}:{':'.join(sorted((one, other)))}"


def asked_name(number: int) -> str:
    """The name of the message that asks, by the number of the proposal."""
    return f"asked:{number}"


def ready_name(user: str, number: int) -> str:
    return f"ready:{number}:{user}"


def says(before: i.Invitation, event: i.Event, after: i.Invitation) -> list[Say]:
    """Direct messages: to whom it is to answer, and to the other what came of it."""
    match event:
        case i.Invited():
            return [_asks(after)]
        case i.OtherProposed():
            return [*_settled(before, after), _asks(after)]
        case i.InvitationAgreed(by=by, ready=ready):
            told = [_tells(after, user, "agreed", by=by) for user in after.people if not ready]
            return [_settled(before, after)[0], *told]
        case i.TimeCame():
            return [_ready(after, user) for user in after.people]
        case i.SaidReady():
            return [_ready(after, user, "update") for user in after.people]
        case i.InterviewBegun():
            return _settled(before, after)
        case i.InvitationDeclined(by=by) | i.InvitationWithdrawn(by=by):
            return [*_settled(before, after), _tells(after, after.other(by), after.status, by=by)]
        case i.InvitationLost():
            return [_tells(after, after.other(before.asked), "lost", by=before.asked)]
        case i.InvitationLapsed():
            return [*_settled(before, after), *(_tells(after, user, "lapsed", by="") for user in after.people)]
    return []


def _asks(after: i.Invitation) -> Say:
    place = Place(after.team, user=after.waits_for)
    return Say("post", "peers.invitation", place, {"round": after.round}, asked_name(after.round))


def _settled(before: i.Invitation, after: i.Invitation) -> list[Say]:
    """The messages with buttons, changed to what came of them."""
    place = Place(after.team, user=before.asked)
    said = [Say("update", "peers.invitation", place, {"round": before.round}, asked_name(before.round))]
    if before.came:
        said += [_ready(after, user, "update", before.round) for user in before.people]
    return said


def _ready(after: i.Invitation, user: str, kind: Any = "post", number: int = 0) -> Say:
    place = Place(after.team, user=user)
    return Say(kind, "peers.ready", place, {"user": user}, ready_name(user, number or after.round))


def _tells(after: i.Invitation, user: str, what: str, by: str) -> Say:
    return Say("post", "peers.told", Place(after.team, user=user), {"what": what, "by": by, "user": user})
