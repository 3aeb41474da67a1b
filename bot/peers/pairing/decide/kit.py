"""What deciding is given beside the state."""

from dataclasses import dataclass

from bot.peers.pairing.matching import Pairs
from bot.peers.pairing.rules import PairingRules
from bot.record.weekly import NextTime


@dataclass(frozen=True, slots=True)
class Kit:
    rules: PairingRules
    next_time: NextTime


@dataclass(frozen=True, slots=True)
class Prepared:
    """The matching, found outside of the transaction: of many people it takes seconds."""

    pairs: Pairs
