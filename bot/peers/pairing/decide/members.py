"""What a person decides for themself: to take part, to stay away for a week or until a date, to leave."""

from bot.peers.pairing import commands as do
from bot.peers.pairing import events as e
from bot.peers.pairing.decide.kit import Kit
from bot.peers.pairing.decide.organising import may, planned
from bot.peers.pairing.state import Pairing, Taking
from bot.record import Refused


def join(state: Pairing, command: do.JoinPairing, kit: Kit) -> list[e.Event]:
    """Opting in; where the channel does not pair yet, it begins to, if this person may say so."""
    events: list[e.Event] = []
    if state.status != "running":
        try:
            events = may(state, command)
        except Refused as refused:
            raise Refused("pairing.refused.not_set_up", **refused.words) from None
        rule = state.rule or kit.rules.rule(command.hours.zone)
        events.append(planned(rule, command.user, command.now, kit))
    before = state.members.get(command.user)
    if before is None and len(state.members) >= kit.rules.most_members:
        raise Refused("pairing.refused.full", most=kit.rules.most_members)
    if before is not None and _in_already(state, before) and not events:
        raise Refused("pairing.refused.in_already", at=state.next.at if state.next else 0.0)
    joined = e.MemberJoined(at=command.now, person=command.user, hours=command.hours, reminders=command.reminders)
    return [*events, joined]


def _in_already(state: Pairing, member: Taking) -> bool:
    return state.next is None or member.takes_part(state.next)


def change(
    state: Pairing, command: do.LeavePairing | do.SkipWeek | do.SnoozePairing | do.SetHours, kit: Kit
) -> list[e.Event]:
    member = state.members.get(command.user)
    if member is None:
        raise Refused("pairing.refused.not_in")
    match command:
        case do.LeavePairing():
            return [e.MemberLeft(at=command.now, person=command.user), *_dropped(state, command)]
        case do.SkipWeek():
            return _skip(state, member, command.now)
        case do.SnoozePairing():
            return _snooze(command, kit)
        case do.SetHours():
            if (member.hours, member.reminders) == (command.hours, command.reminders):
                return []
            return [e.HoursSet(at=command.now, person=member.id, hours=command.hours, reminders=command.reminders)]
    raise TypeError(f"nobody decides {type(command).__name__}")


def _skip(state: Pairing, member: Taking, now: float) -> list[e.Event]:
    if state.next is None:
        raise Refused("pairing.refused.not_running")
    if member.skips == state.next.key:
        return []
    if not member.takes_part(state.next):
        raise Refused("pairing.refused.away_anyway", at=state.next.at)
    return [e.WeekSkipped(at=now, person=member.id, key=state.next.key)]


def _snooze(command: do.SnoozePairing, kit: Kit) -> list[e.Event]:
    if command.until <= command.now:
        raise Refused("pairing.refused.past", {"date": "pairing.refused.past"})
    if command.until > command.now + kit.rules.furthest_snooze:
        days = round(kit.rules.furthest_snooze / 86_400)
        raise Refused("pairing.refused.too_far", {"date": "pairing.refused.too_far"}, days=days)
    return [e.Snoozed(at=command.now, person=command.user, until=command.until)]


def _dropped(state: Pairing, command: do.LeavePairing | do.ForgetMember) -> list[e.Event]:
    """Their open pair of this week, which the other one is told of."""
    pair = state.pair_of(command.user)
    return [e.PairDropped(at=command.now, pair=pair.id)] if pair is not None and pair.status == "open" else []


def forget(state: Pairing, command: do.ForgetMember) -> list[e.Event]:
    left = [e.MemberLeft(at=command.now, person=command.user)] if command.user in state.members else []
    organised = [e.OrganiserLeft(at=command.now, person=command.user)] if command.user in state.organisers else []
    return [*left, *organised, *_dropped(state, command)]
