"""What became of a pair: an interview between the two began, or one of them says how it went."""

from bot.peers.pairing import commands as do
from bot.peers.pairing import events as e
from bot.peers.pairing.state import Pair, Pairing
from bot.record import Refused


def told(state: Pairing, command: do.SayMet | do.SayNotHappened) -> list[e.Event]:
    """Either of the two may say it, and say it otherwise as long as the week lasts."""
    pair = _own(state, command.user, command.pair)
    if isinstance(command, do.SayMet):
        if pair.status == "met":
            return []
        return [e.PairMet(at=command.now, pair=pair.id, how="said", by=command.user)]
    if pair.interview:
        raise Refused("pairing.refused.held")
    if pair.status == "not_happened":
        return []
    return [e.PairNotHappened(at=command.now, pair=pair.id, by=command.user)]


def began(state: Pairing, command: do.NoteInterview) -> list[e.Event]:
    """Never refuses: the interview begins whatever this week's pairs are."""
    pair = state.pair_of(command.people[0])
    if pair is None or set(pair.people) != set(command.people) or pair.interview:
        return []
    return [e.PairMet(at=command.now, pair=pair.id, how="interview", interview=command.interview)]


def _own(state: Pairing, user: str, pair_id: str) -> Pair:
    """The pair that is meant: by a button, or this week's of the person. Raises Refused for somebody else's."""
    week = state.week
    pair = week.pairs.get(pair_id) if week and pair_id else state.pair_of(user)
    if pair is None or week is None or week.closed or pair.status == "dropped":
        raise Refused("pairing.refused.no_pair")
    if user not in pair.people:
        raise Refused("pairing.refused.not_yours")
    return pair
