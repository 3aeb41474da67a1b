"""Ids of the pairing's buttons, forms and fields, and what a button carries."""

from enum import StrEnum

from bot.peers.pairing.state import PREFIX


class Button(StrEnum):
    JOIN = "pairing.join"
    LEAVE = "pairing.leave"
    SKIP = "pairing.skip"
    SNOOZE = "pairing.snooze"
    SETUP = "pairing.setup"
    STOP = "pairing.stop"
    MEET = "pairing.meet"  # opens the invitation to the partner
    MET = "pairing.met"
    NOT = "pairing.not_happened"


class View(StrEnum):
    SETUP = "form.pairing.setup"
    SNOOZE = "form.pairing.snooze"


class Field(StrEnum):
    WEEKDAY = "weekday"
    TIME = "time"
    ZONE = "zone"
    DATE = "date"


def packed(stream: str, pair: str = "") -> str:
    return f"{stream}|{pair}"


def unpacked(value: str) -> tuple[str, str]:
    """Stream and pair; two empty ones for a value that is not ours."""
    stream, _, pair = value.partition("|")
    return (stream, pair) if stream.startswith(PREFIX) else ("", "")
