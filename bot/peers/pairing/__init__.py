"""Weekly pairing: who interviews whom this week, and when both are at work."""

from bot.peers.pairing.hours import WorkingHours, common_times, proposed_time
from bot.peers.pairing.matching import Member, Met, Pairs, matched

__all__ = ["Member", "Met", "Pairs", "WorkingHours", "common_times", "matched", "proposed_time"]
