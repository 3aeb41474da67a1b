"""Weekly pairing: who interviews whom this week, and when both are at work.

Pairings(rules, next_time)      the aggregate of a channel's pairing, for the runtime
matched(members, met, first)    the best matching of those who take part
proposed_time(one, other, …)    when the two are both at work
"""

from bot.peers.pairing.aggregate import Pairings
from bot.peers.pairing.hours import WorkingHours, common_times, proposed_time
from bot.peers.pairing.matching import Member, Met, Pairs, matched
from bot.peers.pairing.rules import PairingRules

__all__ = [
    "Member", "Met", "PairingRules", "Pairings", "Pairs", "WorkingHours", "common_times", "matched", "proposed_time",
]  # fmt: skip
