"""Spot the slip: the right line, and words that say what went wrong in it."""

import re
from collections.abc import Mapping

from bot.content.drills import SlipRules
from bot.drills.exercise import Exercise
from bot.drills.marking.checks import Check, ItemMark, Marking, Problem, empty
from bot.drills.marking.reader import Said, found, pattern
from bot.estimation import Context, cascade, read

NEAR = 0.03  # of the right result; it may have been rounded
_NUMBER = re.compile(r"\d{1,3}")


def mark(exercise: Exercise, answer: Mapping[str, str], rules: SlipRules) -> Marking:
    step = _step(answer.get("step", ""))
    is_found = step == exercise.planted_at
    line = exercise.lines[exercise.planted_at - 1].step
    where = ItemMark("step", float(is_found), (Check("slip.found", is_found, {"step": step or 0, "line": line}),))
    said = Said.of(answer.get("name", ""))
    if not said:
        return Marking((where, empty("name")))
    named = is_named(exercise.planted, said, rules) or says_right_result(exercise, said)
    return Marking((where, ItemMark("name", float(named and is_found), (Check("slip.named", named),))))


def is_named(planted: str, said: Said, rules: SlipRules) -> bool:
    """Whether the words name this error: every group of its cues is met, and they do not name every error there is."""
    named = [each.id for each in rules.slips if all(found(group, said.low) for group in each.named)]
    return planted in named and errors_told(said, rules) <= rules.most_errors


def errors_told(said: Said, rules: SlipRules) -> int:
    """How many different errors the words name. A word that fits several ("hour", "division") makes them one."""
    groups: list[set[str]] = []
    for told in _slips_of_words(said, rules).values():
        apart = [group for group in groups if not group & told]
        groups = [*apart, set().union(told, *(group for group in groups if group & told))]
    return len(groups)


def _slips_of_words(said: Said, rules: SlipRules) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for each in rules.slips:
        for group in each.named:
            for told in pattern(group).findall(said.low):
                found.setdefault(told, set()).add(each.id)
    return found


def says_right_result(exercise: Exercise, said: Said) -> bool:
    """Who gives the line's right result has seen what went wrong in it."""
    right = cascade(exercise.params).get(exercise.lines[exercise.planted_at - 1].step)
    if right is None:
        return False
    found_values = read(said.text, Context(params=exercise.params, asked=right.metric))
    return any(each.unit == right.unit and abs(each.value / right.value - 1) <= NEAR for each in found_values)


def problems(exercise: Exercise, answer: Mapping[str, str]) -> list[Problem]:
    text = answer.get("step", "").strip()
    step = _step(text)
    if text and (step is None or not 1 <= step <= len(exercise.lines)):
        return [Problem("step", "step", {"last": len(exercise.lines)})]
    return []


def _step(text: str) -> int | None:
    number = _NUMBER.search(text)
    return int(number.group()) if number else None
