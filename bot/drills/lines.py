"""Read models: schedules and drills of a place, results of a person, and which drill a direct message answers."""

from bot.drills import events as e
from bot.drills.skills import skills
from bot.drills.state import Drilling
from bot.record import Line

SCHEDULE, DRILL, RESULT, DIRECT = "schedule", "drill", "result", "direct"


def lines(before: Drilling, event: e.Event, after: Drilling) -> list[Line]:
    match event:
        case e.DrillAnswered():
            return [_result(event, after)] if event.attempt == 1 else []
        case e.DirectAsked():
            row = {"round": event.round, "stream": after.stream}
            return [Line(DIRECT, f"{after.team}:{event.person}", after.team, event.person, "open", event.at, row)]
        case e.DirectEnded():
            return [_no_direct(after, event.person)]
        case e.RoundOpened() | e.RoundPosted() | e.RoundRevealed() | e.RoundDropped():
            return [_drill(after, event.round)]
        case e.RoundClosed():
            gone = sorted(before.rounds[event.round].direct)
            return [_drill(after, event.round), *(_no_direct(after, person) for person in gone)]
    return _schedules(before, event, after)


def _schedules(before: Drilling, event: e.Event, after: Drilling) -> list[Line]:
    """The schedules that are another than they were."""
    changed = [each for key, each in after.schedules.items() if before.schedules.get(key) is not each]
    return [
        Line(
            SCHEDULE, f"{after.stream}.{each.id}", after.team, after.where, each.status, each.next.at if each.next else 0.0,
            None if each.status == "removed" else {"kinds": list(each.kinds), "zone": each.rule.zone, "id": each.id},
        )
        for each in changed
    ]  # fmt: skip


def _drill(after: Drilling, round_id: str) -> Line:
    round_ = after.rounds[round_id]
    row = {
        "stream": after.stream, "kind": round_.exercise.kind, "title": round_.exercise.title, "closes": round_.closes,
        "where": after.where, "ts": round_.ts,
    }  # fmt: skip
    return Line(DRILL, round_id, after.team, after.where, round_.status, round_.opened, row)


def _result(event: e.DrillAnswered, after: Drilling) -> Line:
    """The first answer alone: what improving shows was hinted at, and says little about what is remembered."""
    round_ = after.rounds[event.round]
    fresh = round_.status != "revealed"
    row = {
        "kind": round_.exercise.kind, "title": round_.exercise.title, "score": event.marking.score,
        "counted": event.counted, "where": after.where, "round": event.round, "stream": after.stream,
        "skills": skills(round_.exercise, event.marking) if fresh else {},
    }  # fmt: skip
    return Line(RESULT, f"{event.round}:{event.person}", after.team, event.person, round_.exercise.kind, event.at, row)


def _no_direct(after: Drilling, person: str) -> Line:
    return Line(DIRECT, f"{after.team}:{person}", after.team, person)
