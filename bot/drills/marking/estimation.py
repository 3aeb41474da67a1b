"""Estimates: each answer graded against the cascade and against the person's own earlier numbers; one sentence on
whether a single database server does."""

import re
from collections.abc import Mapping, Sequence

from bot.content.drills import EstimationRules, ServerRules
from bot.drills.exercise import Exercise, Item
from bot.drills.marking.checks import Check, ItemMark, Marking, Problem, empty
from bot.drills.marking.reader import Said, found, without
from bot.estimation import METRICS, Context, Step, cascade, check, human, read
from bot.estimation.checking import Check as Checked

FITTING = {"req/s": ("req/s", "count", "users"), "B": ("B", "count"), "B/s": ("B/s",), "count": ("count", "users")}
_BARE = re.compile(r"\W{0,3}\d{1,5}(?:[.,]\d{1,3})?\W{0,3}\Z")  # "900" of what? A longer number is one of bytes
RIGHT = ("exact", "within_rounding", "same_order")


def mark(exercise: Exercise, answer: Mapping[str, str], rules: EstimationRules) -> Marking:
    marks: list[ItemMark] = []
    prior: list[Mapping[str, object]] = []
    for item in exercise.items:
        text = answer.get(item.id, "")
        if not item.metric:
            marks.append(_server(exercise, text, rules.server))
            continue
        checked = check(exercise.params, item.metric, text, prior)
        marks.append(estimate(item.id, checked, rules, text))
        if checked.value is not None:
            prior.append({"metric": item.metric, "text": text, "value": checked.value, "unit": checked.unit})
    return Marking(tuple(marks))


def estimate(item: str, checked: Checked, rules: EstimationRules, text: str) -> ItemMark:
    """One graded estimate."""
    if not text.strip():
        return empty(item)
    if checked.grade is None or checked.value is None:
        return ItemMark(item, 0.0, (Check("estimate.unread", False),))
    inherited = checked.diagnosis == "inherited_error"
    score = rules.credit["inherited" if inherited else checked.grade]
    said = human(checked.value, checked.unit, checked.per)
    slip = checked.diagnosis if checked.diagnosis and checked.grade not in ("exact", "within_rounding") else ""
    args = {"said": said, "grade": checked.grade, "slip": slip or ""}
    if slip and not checked.asserted:
        args["slip"] = "either"
    right = checked.grade in RIGHT
    return ItemMark(
        item, score, (Check("estimate.right", right, args),), checked.value, checked.reference, slip or ""
    )  # fmt: skip


def problems(items: Sequence[Item], answer: Mapping[str, str], params: Mapping[str, float]) -> list[Problem]:
    """Answers that hold no number, or one whose unit cannot be what was asked for."""
    found_problems = []
    for item in items:
        text = answer.get(item.id, "").strip()
        if item.metric and text and (problem := _problem(item, text, item.params or params)):
            found_problems.append(problem)
    return found_problems


def _problem(item: Item, text: str, params: Mapping[str, float]) -> Problem | None:
    wanted = METRICS[item.metric].unit
    if wanted in ("B", "B/s") and _BARE.match(text):
        return Problem(item.id, f"unitless.{_name(wanted)}")
    if check(params, item.metric, text).value is not None:
        return None
    readings = read(text, Context(params=params, asked=item.metric))
    other = next((each for each in readings if each.unit not in FITTING.get(wanted, (wanted,))), None)
    if other is not None:
        return Problem(item.id, f"unit.{_name(wanted)}")
    if readings or any(char.isdigit() for char in text):
        return Problem(item.id, f"unitless.{_name(wanted)}", {})
    return Problem(item.id, "number", {})


def _name(unit: str) -> str:
    return {"req/s": "rate", "B": "size", "B/s": "bandwidth"}.get(unit, "count")


def _server(exercise: Exercise, text: str, rules: ServerRules) -> ItemMark:
    said = Said.of(text)
    if not said:
        return empty("server")
    verdict = verdict_of(said, rules)
    right = server_right(exercise.params, said, rules)
    limits = cascade(exercise.params)
    reason = said.has(rules.reasons)
    shown = {"write": limits["peak_write_qps"].text, "read": limits["peak_read_qps"].text,
             "year": limits["replicated_storage"].text}  # fmt: skip
    checks = (
        Check(
            "server.verdict", right, {"verdict": verdict, "open": _is_open(verdict, exercise.params, rules), **shown}
        ),
        Check("server.reason", reason),
    )
    return ItemMark("server", 0.6 * right + 0.4 * (right and reason), checks)


def server_right(params: Mapping[str, float], said: Said, rules: ServerRules) -> bool:
    """Whether the verdict holds. Where either may be said, it needs a reason that is of this system."""
    verdict, may_say = verdict_of(said, rules), defensible(params, rules)
    if len(may_say) > 1:
        return verdict != "" and said.has(rules.reasons) and not _far_off(said, cascade(params), rules.far_off)
    return verdict in may_say


def _is_open(verdict: str, params: Mapping[str, float], rules: ServerRules) -> bool:
    """Whether somebody took a side where both can be taken."""
    return verdict != "" and len(defensible(params, rules)) > 1


def _far_off(said: Said, limits: Mapping[str, Step], times: float) -> bool:
    """Whether the sentence rests on a rate that this system has at no time."""
    most = times * max(limits[metric].value for metric in ("peak_write_qps", "peak_read_qps") if metric in limits)
    return any(each.unit == "req/s" and each.value > most for each in read(said.text))


def defensible(params: Mapping[str, float], rules: ServerRules) -> tuple[str, ...]:
    """What can be said at these figures: "yes", "no", or either."""
    steps = cascade(params)
    if any(metric in steps and steps[metric].value >= limit.value for metric, limit in rules.beyond.items()):
        return ("no",)
    if all(metric not in steps or steps[metric].value <= limit.value for metric, limit in rules.fine.items()):
        return ("yes",)
    return ("yes", "no")


def verdict_of(said: Said, rules: ServerRules) -> str:
    """ "yes", "no", or "" where the sentence takes no side. The first word decides where it is one of either; else what
    is said for it counts before what is said against it, for "no need to shard" is a yes."""
    low = without(rules.no_harm, said.low)
    first = said.words[0] if said.words else ""
    if first in rules.first_yes:
        return "yes"
    if first in rules.first_no and low.lstrip().startswith(first):
        return "no"
    if found(rules.refuses, low):
        return "no"
    if said.has(rules.says_yes):
        return "yes"
    return "no" if found(rules.says_no, low) else ""
