"""Spot the slip: the right line, and words that say what went wrong in it."""

import re
from collections.abc import Mapping

from bot.content.drills import SlipRules
from bot.drills.exercise import Exercise
from bot.drills.marking.checks import Check, ItemMark, Marking, Problem, empty
from bot.drills.marking.reader import Said, found

_NUMBER = re.compile(r"\d{1,3}")


def mark(exercise: Exercise, answer: Mapping[str, str], rules: SlipRules) -> Marking:
    step = _step(answer.get("step", ""))
    is_found = step == exercise.planted_at
    line = exercise.lines[exercise.planted_at - 1].step
    where = ItemMark("step", float(is_found), (Check("slip.found", is_found, {"step": step or 0, "line": line}),))
    said = Said.of(answer.get("name", ""))
    if not said:
        return Marking((where, empty("name")))
    named = is_named(exercise.planted, said, rules)
    return Marking((where, ItemMark("name", float(named and is_found), (Check("slip.named", named),))))


def is_named(planted: str, said: Said, rules: SlipRules) -> bool:
    """Whether the words name this error: every group of its cues is met, and they do not name every error there is."""
    named = [each.id for each in rules.slips if all(found(group, said.low) for group in each.named)]
    steps = {each.at for each in rules.slips if each.id in named}
    return planted in named and len(steps) <= rules.most_steps


def problems(exercise: Exercise, answer: Mapping[str, str]) -> list[Problem]:
    text = answer.get("step", "").strip()
    step = _step(text)
    if text and (step is None or not 1 <= step <= len(exercise.lines)):
        return [Problem("step", "step", {"last": len(exercise.lines)})]
    return []


def _step(text: str) -> int | None:
    number = _NUMBER.search(text)
    return int(number.group()) if number else None
