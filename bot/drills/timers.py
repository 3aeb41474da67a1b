"""When a place's drills want to be woken, from the state alone: next due times, closings, reveals that wait too long."""

from collections.abc import Mapping

from bot.content.drills import DrillRules
from bot.drills.commands import CheckClock
from bot.drills.state import Drilling, Round
from bot.record import Wake

HOUR, DAY = 3600.0, 86_400.0


def timers(state: Drilling, rules: DrillRules, speed: float = 1.0) -> Mapping[str, Wake]:
    due = {f"due:{each.id}": each.next.at for each in state.standing if each.running and each.next}
    ends = {
        f"round:{each.id}": at for each in state.rounds.values() if (at := round_due(each, rules, speed)) is not None
    }
    return {name: Wake(at, CheckClock(now=at, timer=name)) for name, at in {**due, **ends}.items()}


def round_due(round_: Round, rules: DrillRules, speed: float = 1.0) -> float | None:
    """When something happens to a drill by itself: it closes, or a reveal that nobody asked for comes."""
    if round_.status == "open":
        return round_.closes
    if round_.status == "closed":
        return round_.closes + rules.hold_days * DAY / speed
    return None
