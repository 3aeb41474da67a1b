"""What of an interview holds the candidate's words beside the texts themselves, and how it stays without them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.dialogue.turnread import TurnReading
from bot.interview import events as e
from bot.interview.state import Interview
from bot.record import Entry

HIDDEN = "…"

Theirs = Callable[[str], bool]


def alone(interview: Interview, person: str) -> bool:
    """An interview that the bot held with this person is theirs alone."""
    return interview.setup.candidate == person and not interview.peering.people


def without(interview: Interview, event: e.Event, person: str, theirs: Theirs) -> e.Event:
    """The event without words of the person: of what the bot understood of a candidate, and of what it repeated."""
    if interview.setup.candidate != person:
        return event
    match event:
        case e.TurnRead() | e.TurnReread():
            return replace(event, reading=_reading(event.reading))
        case e.FactsGiven():
            return replace(event, entries=_entries(event.entries))
        case e.Spoke():
            return replace(event, parts=tuple(replace(part, args=_hidden(part.args, theirs)) for part in event.parts))
        case e.DesignDrawn():
            return replace(event, design={})
    return event


def _reading(reading: TurnReading) -> TurnReading:
    estimates = tuple(replace(each, surface="") for each in reading.estimates)
    return replace(reading, entries=_entries(reading.entries), estimates=estimates, drawn=None)


def _entries(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """What the sheet said stays; what the candidate assumed or worked out keeps its figure and loses its words."""
    return tuple(each if each.kind == "fact" else replace(each, words="") for each in entries)


def _hidden(value: Any, theirs: Theirs) -> Any:
    if isinstance(value, str):
        return HIDDEN if theirs(value) else value
    if isinstance(value, Mapping):
        return {key: _hidden(item, theirs) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_hidden(item, theirs) for item in value]
    return value
