"""A drill is drawn and posted: in a channel by its schedule, or for one person."""

from bot.drills import events as e
from bot.drills.decide.kit import Kit
from bot.drills.drawing import Drawn, NothingToDraw, draw
from bot.drills.exercise import Kind
from bot.drills.schedule import Occurrence, Schedule
from bot.drills.state import Drilling
from bot.drills.timers import DAY, HOUR
from bot.record import Refused


def open_round(
    state: Drilling,
    now: float,
    kit: Kit,
    kind: Kind,
    seed: int,
    *,
    schedule: Schedule | None = None,
    occurrence: Occurrence | None = None,
    by: str = "",
    person: str = "",
    scenario: str = "",
    due: tuple[str, ...] = (),
) -> e.RoundOpened:
    """Raises Refused where no scenario has what the kind needs."""
    try:
        exercise = draw(kind, seed, kit.content, lately(state, now, kit), scenario, due)
    except NothingToDraw:
        raise Refused("drills.refused.no_material", kind=kind) from None
    stays = schedule.open_hours * HOUR if schedule else kit.rules.personal_days * DAY
    following = kit.next_time(schedule.rule, now) if schedule and occurrence else None
    return e.RoundOpened(
        at=now,
        round=f"{state.stream}.r{state.count + 1}",
        exercise=exercise,
        closes=now + stays / kit.speed,
        schedule=schedule.id if schedule else "",
        key=occurrence.key if occurrence else "",
        due=occurrence.at if occurrence else None,
        next=following,
        by=by,
        person=person,
    )


def lately(state: Drilling, now: float, kit: Kit) -> tuple[Drawn, ...]:
    limit = now - kit.rules.quarter_days * DAY
    return tuple(each for each in state.drawn if each.at > limit)
