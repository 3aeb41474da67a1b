"""When a channel pairs: planning, changing, stopping. Only organisers do these, by the same rule as for drills: admins,
those a setting names, who organises the channel already, and where nobody is known whoever asks first."""

from bot.peers.pairing import commands as do
from bot.peers.pairing import events as e
from bot.peers.pairing.decide.kit import Kit
from bot.peers.pairing.state import Pairing
from bot.record import Refused
from bot.record.weekly import Rule


def organise(state: Pairing, command: do.Organising, kit: Kit) -> list[e.Event]:
    before = may(state, command)
    match command:
        case do.PlanPairing():
            return [*before, *_plan(state, command, kit)]
        case do.StopPairing():
            if state.status != "running":
                raise Refused("pairing.refused.not_running")
            return [*before, e.PairingStopped(at=command.now, by=command.user)]
    raise TypeError(f"nobody decides {type(command).__name__}")


def may(state: Pairing, command: do.Organising) -> list[e.Event]:
    """Raises Refused for somebody who is no organiser where there is one."""
    left = sorted(state.organisers & set(command.gone))
    events: list[e.Event] = [e.OrganiserLeft(at=command.now, person=person) for person in left]
    known = (state.organisers | set(command.known)) - set(command.gone)
    if command.admin or command.user in known:
        return events
    if known:
        raise Refused("pairing.refused.not_organiser", {"time": "pairing.refused.not_organiser"},
                      organisers=sorted(known)[:5])  # fmt: skip
    return [*events, e.OrganiserNamed(at=command.now, person=command.user)]


def planned(rule: Rule, by: str, now: float, kit: Kit) -> e.PairingPlanned:
    return e.PairingPlanned(at=now, rule=rule, next=kit.next_time(rule, now), by=by)


def _plan(state: Pairing, command: do.PlanPairing, kit: Kit) -> list[e.Event]:
    if command.version is not None and command.version != state.version:
        raise Refused("pairing.refused.changed", {"weekday": "pairing.refused.changed"})
    if state.status == "running" and command.rule == state.rule:
        return []
    return [planned(command.rule, command.user, command.now, kit)]
