"""What was said and what was agreed in one interview: plain values that everything above reads."""

from bot.record.deciding import Decided, Line, Onward, Refused, Wake, Written
from bot.record.ledger import Entry, Ledger
from bot.record.saying import Place, Say
from bot.record.transcript import Transcript, Turn, Who

__all__ = [
    "Decided",
    "Entry",
    "Ledger",
    "Line",
    "Onward",
    "Place",
    "Refused",
    "Say",
    "Transcript",
    "Turn",
    "Wake",
    "Who",
    "Written",
]
