"""What a reveal shows: the worked solution, how the team's answers spread, and the slip most worth talking about."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.content import Content
from bot.content.drills import DrillBook
from bot.drills.exercise import Exercise
from bot.drills.marking.estimation import defensible
from bot.drills.state import Round
from bot.drills.worked import solution as derivation
from bot.drills.worked import worked
from bot.estimation import cascade, human

MOST_QUESTIONS = 10


@dataclass(frozen=True, slots=True)
class Spread:
    """One item's first answers as multiples of the reference, and how many had it right."""

    item: str
    ratios: tuple[float, ...]
    right: int
    answered: int
    reference: str = ""


def spread(round_: Round) -> list[Spread]:
    """First answers given in time, item by item; nobody's name is in it."""
    entries = [entry for _, entry in sorted(round_.entries.items()) if entry.counted]
    found: dict[str, list[Any]] = {}
    for entry in entries:
        for mark in entry.first.marking.items:
            found.setdefault(mark.id, []).append(mark)
    return [_spread(item, marks) for item, marks in found.items()]


def _spread(item: str, marks: list[Any]) -> Spread:
    values = [mark for mark in marks if mark.value is not None and mark.reference]
    return Spread(
        item=item,
        ratios=tuple(sorted(mark.value / mark.reference for mark in values)),
        right=sum(mark.solved for mark in marks),
        answered=sum(not mark.empty for mark in marks),
        reference="",
    )


def instructive(round_: Round) -> tuple[str, str, int] | None:
    """Item, slip and how many made it: the one made most often, the earliest in the cascade of equals."""
    counts: Counter[tuple[str, str]] = Counter()
    order: dict[tuple[str, str], int] = {}
    for _, entry in sorted(round_.entries.items()):
        for place, mark in enumerate(entry.first.marking.items):
            if entry.counted and mark.slip and mark.slip not in ("inherited_error", "binary_vs_decimal"):
                counts[(mark.id, mark.slip)] += 1
                order.setdefault((mark.id, mark.slip), place)
    if not counts:
        return None
    item, slip = min(counts, key=lambda key: (-counts[key], order[key], key))
    return item, slip, counts[(item, slip)]


def failed_most(round_: Round) -> tuple[str, str, int] | None:
    """Where there are no numbers: the check that most first answers missed, with its item."""
    counts: Counter[tuple[str, str]] = Counter()
    for _, entry in sorted(round_.entries.items()):
        if entry.counted:
            missed = {(m.id, c.id) for m in entry.first.marking.items for c in m.checks if not c.ok}
            counts.update(missed)
    if not counts:
        return None
    item, check = min(counts, key=lambda key: (-counts[key], key))
    return item, check, counts[(item, check)]


def solution(exercise: Exercise, content: Content) -> dict[str, Any]:
    """The worked solution as values for prompts/drills.yaml, solution.<kind>."""
    book = content.drills
    if book is None:
        raise LookupError("rubrics/drills is not there.")
    how = {
        "estimation": _estimation, "sprint": _sprint, "slip": _slip, "patterns": _patterns, "questions": _questions,
        "decisions": _decisions, "design": _design,
    }[exercise.kind]  # fmt: skip
    return how(exercise, content, book)


def _estimation(exercise: Exercise, content: Content, book: DrillBook) -> dict[str, Any]:
    metrics = [item.metric for item in exercise.items if item.metric]
    rows = [{"metric": m, "working": w, "result": r} for m, w, r in derivation(exercise.params, metrics)]
    steps = cascade(exercise.params)
    verdict = defensible(exercise.params, book.estimation.server)
    peak = {"write": steps["peak_write_qps"].text, "read": steps["peak_read_qps"].text}
    return {"rows": rows, "verdict": list(verdict), **peak}


def _sprint(exercise: Exercise, content: Content, book: DrillBook) -> dict[str, Any]:
    rows = []
    for item in exercise.items:
        step = cascade(item.params)[item.metric]
        rows.append({"asks": dict(item.asks), "result": human(step.value, step.unit)})
    return {"rows": rows}


def _slip(exercise: Exercise, content: Content, book: DrillBook) -> dict[str, Any]:
    right = {line.step: line for line in worked(exercise.params, book.slip.steps)}
    wrong = exercise.lines[exercise.planted_at - 1]
    true = right[wrong.step]
    return {
        "step": exercise.planted_at, "slip": exercise.planted, "metric": wrong.step,
        "wrong": f"{wrong.working} = {wrong.result}", "right": f"{true.working} = {true.result}",
    }  # fmt: skip


def _patterns(exercise: Exercise, content: Content, book: DrillBook) -> dict[str, Any]:
    names = dict.fromkeys(item.id.split(".")[0] for item in exercise.items)
    cards = [content.patterns[name] for name in names if name in content.patterns]
    return {"cards": [_card(card) for card in cards]}


def _card(card: Any) -> Mapping[str, str]:
    return {name: getattr(card, name) for name in ("name", "line", "gains", "costs", "scenario")}


def _questions(exercise: Exercise, content: Content, book: DrillBook) -> dict[str, Any]:
    """The two weightiest questions of each category, with what their answers change."""
    sheet = content.scenario(exercise.scenario)
    rows = []
    for category in book.questions.categories:
        facts = sorted((f for f in sheet.facts if f.category == category), key=lambda f: -f.weight)
        rows += [{"category": category, "question": f.question, "changes": f.changes} for f in facts[:2]]
    return {"rows": rows[:MOST_QUESTIONS]}


def _decisions(exercise: Exercise, content: Content, book: DrillBook) -> dict[str, Any]:
    sheet = content.scenario(exercise.scenario)
    wanted = [each for each in sheet.decisions if each.id in exercise.fields]
    rows = [{"id": d.id, "requirement": d.requirement, "pick": d.pick, "price": d.price} for d in wanted]
    metrics = [{"metric": m.metric, "tells": m.tells} for m in sheet.monitoring[: book.decisions.metrics]]
    return {"rows": rows, "metrics": metrics}


def _design(exercise: Exercise, content: Content, book: DrillBook) -> dict[str, Any]:
    design = content.scenario(exercise.scenario).design
    names = {part.id: part.name for part in design.components}
    parts = [{"name": part.name, "reason": part.reason, "needed": part.needed} for part in design.components]
    arrows = [{"source": names[a.source], "target": names[a.to], "carries": a.carries} for a in design.connections]
    left = [{"name": each.name, "why": each.why} for each in design.leave_out]
    return {"parts": parts, "arrows": arrows, "apis": [api.contract for api in design.apis], "left_out": left}
