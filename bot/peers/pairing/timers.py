"""When a channel's pairing wants to be woken, from the state alone."""

from collections.abc import Mapping

from bot.peers.pairing.commands import CheckClock
from bot.peers.pairing.rules import PairingRules
from bot.peers.pairing.state import Pair, Pairing
from bot.record import Wake


def timers(state: Pairing, rules: PairingRules) -> Mapping[str, Wake]:
    """The notice, then the match; one reminder for each pair; the end of the week."""
    due = {"match": match_due(state, rules), "notice": notice_due(state, rules)}
    if state.week is not None and not state.week.closed:
        due["week"] = state.week.ends
        due |= {f"remind:{pair.id}": reminder_due(pair) for pair in state.week.pairs.values()}
    return {name: Wake(at, CheckClock(now=at, timer=name)) for name, at in due.items() if at is not None}


def notice_due(state: Pairing, rules: PairingRules) -> float | None:
    if not state.running or state.next is None or state.noticed is not None:
        return None
    return state.next.at - rules.notice


def match_due(state: Pairing, rules: PairingRules) -> float | None:
    """At its time, but never before everybody had the chance to skip: None while no notice has been given."""
    if not state.running or state.next is None or state.noticed is None:
        return None
    return max(state.next.at, state.noticed + rules.least_notice)


def reminder_due(pair: Pair) -> float | None:
    return pair.remind if pair.status == "open" and not pair.reminded else None
