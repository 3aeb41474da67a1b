"""What of a place's drills holds a person's words beside the texts themselves: how an answer was marked."""

from dataclasses import replace

from bot.drills import events as e
from bot.drills.marking.checks import Check, Marking
from bot.drills.state import Drilling


def alone(state: Drilling, person: str) -> bool:
    """Drills that somebody took for themself are theirs alone."""
    return state.where == person


def without(event: e.Event, person: str) -> e.Event:
    """The answer stays counted, as that of nobody: yes and no to each item, without what was written in it."""
    if isinstance(event, e.DrillAnswered) and event.person == person:
        return replace(event, marking=_bare(event.marking))
    return event


def _bare(marking: Marking) -> Marking:
    items = tuple(replace(item, checks=tuple(Check(c.id, c.ok) for c in item.checks)) for item in marking.items)
    return replace(marking, items=items, notes=(), facts={})
