"""The sprint: five estimates by order of magnitude, and what remains of them when the time is over."""

from collections.abc import Mapping

from bot.content.drills import EstimationRules, SprintRules
from bot.drills.exercise import Exercise
from bot.drills.marking.checks import Check, Marking
from bot.drills.marking.estimation import estimate
from bot.estimation import check


def mark(
    exercise: Exercise, answer: Mapping[str, str], rules: SprintRules, grades: EstimationRules, took: float | None
) -> Marking:
    """`took`: seconds from seeing the questions to answering. Who takes twice the time has half of what is right."""
    marks = tuple(
        estimate(item.id, check(item.params, item.metric, answer.get(item.id, "")), grades, answer.get(item.id, ""))
        for item in exercise.items
    )
    limit = exercise.seconds + rules.lag_seconds
    in_time = took is None or took <= limit
    weight = 1.0 if took is None or in_time else exercise.seconds / took
    notes = () if took is None else (Check("sprint.time", in_time, {"took": round(took), "limit": exercise.seconds}),)
    return Marking(marks, notes, weight=weight)
