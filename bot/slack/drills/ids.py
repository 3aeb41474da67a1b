"""Ids of the drills' buttons, forms and fields, and what a button carries."""

from enum import StrEnum

from bot.drills.state import PREFIX


class Button(StrEnum):
    ANSWER = "drill.answer"
    DIRECT = "drill.direct"
    CARDS = "drill.cards"
    REVEAL = "drill.reveal"
    SOLUTION = "drill.solution"
    SHARE = "drill.share"
    RESULT = "drill.result"
    PRACTISE = "drill.practise"
    NEW = "schedule.new"
    CHANGE = "schedule.change"
    PAUSE = "schedule.pause"
    RESUME = "schedule.resume"
    REMOVE = "schedule.remove"
    RUN = "schedule.run"
    KEEP = "schedule.keep"


class View(StrEnum):
    SCHEDULE = "drills.schedule"
    ANSWER = "drills.answer"
    SHOWN = "drills.shown"  # nothing to submit: feedback, cards


class Field(StrEnum):
    KIND = "kind"
    WEEKDAY = "weekday"
    TIME = "time"
    ZONE = "zone"
    CHANNEL = "channel"
    STARTS = "starts"
    OPEN = "open"
    REVEAL = "reveal"


ROTATION = "rotation"


def stream_of_round(round_id: str) -> str:
    """The stream that a drill belongs to; "" for an id that is none of ours."""
    stream, mark, number = round_id.rpartition(".r")
    return stream if mark and number.isdigit() and stream.startswith(PREFIX) else ""


def packed(stream: str, schedule: str) -> str:
    return f"{stream}|{schedule}"


def unpacked(value: str) -> tuple[str, str]:
    """Stream and schedule; two empty ones for a value that is not ours."""
    stream, _, schedule = value.partition("|")
    return (stream, schedule) if stream.startswith(PREFIX) else ("", "")
