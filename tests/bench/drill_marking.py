"""How far marking agrees with a person who labelled answers without knowing its rules.

    python -m tests.bench.drill_marking FOLDER [--show]

FOLDER holds exercises.json and answers.jsonl (the shapes are in its FORMAT.md). Each yes/no label is one judgement;
categories and slips count as right when they are among the labelled ones.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.cli.console import encoder, read_content
from bot.cli.settings import Settings
from bot.content import Content
from bot.content.scenario import CATEGORIES
from bot.diagram import read_design
from bot.dialogue.mind import Mind
from bot.drills import Exercise, Marker, Marking
from bot.drills.exercise import Item, Line
from bot.drills.marking import design

Judgement = tuple[str, str, Any, Any]  # what was judged, where, the label, the rule's verdict
CARD = ("line", "gains", "costs", "scenario")
SLIPS = {"slip/1": "hour_for_day", "slip/2": "thousand", "slip/3": "reads_for_writes", "slip/4": "month_for_year"}


def exercise_of(data: Mapping[str, Any], content: Content) -> Exercise:
    """An exercise as bot/drills has it, from the form that the labeller had."""
    kind = data["kind"]
    items: tuple[Item, ...] = ()
    match kind:
        case "questions":
            items = tuple(Item(f"{category}.{n}") for category in CATEGORIES for n in range(1, 11))
        case "estimation":
            items = (*(Item(metric, metric) for metric in data["items"]), Item("server"))
        case "design":
            items = (Item("design"), Item("why"), Item("apis"))
        case "decisions":
            items = (*(Item(area) for area in data["items"]), *(Item(f"metric.{n}") for n in (1, 2, 3)))
        case "patterns":
            items = tuple(Item(f"{name}.{part}") for name in data["items"] for part in ("line", "scenario", "tradeoff"))
        case "slip":
            items = (Item("step"), Item("name"))
        case "sprint":
            items = tuple(
                Item(str(n), each["metric"], params=_drawn(each["params"])) for n, each in enumerate(data["items"], 1)
            )
    lines = tuple(Line(text, text, "") for text in data.get("lines", ()))
    return Exercise(
        kind, data.get("seed", 0), scenario=data.get("scenario", ""), items=items, params=data.get("params", {}),
        lines=lines, planted=SLIPS.get(data["exercise"], ""), planted_at=data.get("wrong_step", 0),
        seconds=data.get("seconds", 0),
    )  # fmt: skip


def _drawn(params: Mapping[str, float]) -> dict[str, float]:
    """The file has 0 where the drill has next to nothing: a load without reads."""
    return {name: value or 1e-12 for name, value in params.items()}


def cards_of(data: Mapping[str, Any], content: Content) -> Content:
    """Content with the cards that the labeller saw; they have been rewritten since."""
    seen = {
        name: content.patterns[name].model_copy(update={part: card[part] for part in CARD if part in card})
        for name, card in data.get("cards", {}).items()
    }
    return replace(content, patterns={**content.patterns, **seen})


def fields_of(kind: str, answer: Mapping[str, Any]) -> dict[str, str]:
    """The labeller's answer as the fields of the form."""
    match kind:
        case "questions":
            fields: dict[str, str] = {}
            for item in answer["items"]:
                number = sum(key.startswith(item["category"] + ".") for key in fields) + 1
                fields[f"{item['category']}.{number}"] = item["text"]
            return fields
        case "estimation":
            return {**answer["items"], "server": answer.get("server", "")}
        case "decisions":
            metrics = {f"metric.{n}": text for n, text in enumerate(answer.get("metrics", ()), 1)}
            return {**answer["items"], **metrics}
        case "patterns":
            return {f"{name}.{part}": text for name, each in answer["items"].items() for part, text in each.items()}
        case "sprint":
            return {str(n): text for n, text in enumerate(answer["items"], 1)}
        case _:
            return {name: str(value) for name, value in answer.items()}


def judgements(row: Mapping[str, Any], exercise: Exercise, marker: Marker) -> Iterator[Judgement]:
    answer = fields_of(row["kind"], row["answer"])
    took = row["answer"].get("seconds") if row["kind"] == "sprint" else None
    marking = marker.mark(exercise, answer, took)
    for what, where, label, verdict in _compared(row, exercise, answer, marking, marker):
        yield f"{row['kind']}.{what}", f"{row['id']} {where}", label, verdict


def _compared(
    row: Mapping[str, Any], exercise: Exercise, answer: Mapping[str, str], marking: Marking, marker: Marker
) -> Iterator[Judgement]:
    expected, marks = row["expected"], {mark.id: mark for mark in marking.items}
    match row["kind"]:
        case "questions":
            yield from _questions(row, exercise, answer, marks)
            yield "covered", "", set(expected["categories"]), set(marking.facts["covered"])
        case "estimation":
            for name, label in expected["items"].items():
                yield "right", name, label["right"], marks[name].solved
                if not label["right"] and label.get("slip"):
                    yield "slip", name, label["slip"], marks[name].slip
            if expected.get("server"):
                yield "server verdict", "", expected["server"]["verdict_right"], _ok(marks["server"], "server.verdict")
                yield "server reason", "", expected["server"]["reason"], _ok(marks["server"], "server.reason")
        case "design":
            yield from _design(expected, answer, marker, marks, marking, exercise)
        case "decisions":
            for name, label in expected["items"].items():
                mark = marks[name]
                yield "three sentences", name, label["sentences"] == 3, _ok(mark, "decision.sentences")
                for part in ("requirement", "choice", "tradeoff"):
                    yield part, name, label[part], _ok(mark, f"decision.{part}")
            for number, label in enumerate(expected.get("metrics", ()), 1):
                mark = marks[f"metric.{number}"]
                yield "metric", str(number), label["metric"], _ok(mark, "metric.measurable")
                yield "explained", str(number), label["explained"], _ok(mark, "metric.explained")
        case "patterns":
            for name, label in expected["items"].items():
                mark = marks[name]
                yield "word limit", name, 0 < label["words"] <= 15, _ok(mark, "pattern.words")
                yield "describes", name, label["describes"], _ok(mark, "pattern.describes")
                yield "copied", name, label["copied"], not mark.empty and not _ok(mark, "pattern.own")
                yield "scenario", name, label["scenario"], _ok(mark, "pattern.scenario")
                yield "trade-off", name, label["tradeoff"], _ok(mark, "pattern.tradeoff")
        case "slip":
            yield "found", "", expected["found"], marks["step"].score == 1
            yield "named", "", expected["named"], _ok(marks["name"], "slip.named")
        case "sprint":
            for number, label in enumerate(expected["items"], 1):
                yield "right", str(number), label, marks[str(number)].solved


def _questions(
    row: Mapping[str, Any], exercise: Exercise, answer: Mapping[str, str], marks: Mapping[str, Any]
) -> Iterator[Judgement]:
    for key, label in zip(answer, row["expected"]["items"], strict=True):
        mark = marks[key]
        asks = _ok(mark, "questions.asks") or any(c.args.get("again") for c in mark.checks)
        yield "question", key, label["question"], asks
        if label["question"] and asks:
            labelled = label["category"] if isinstance(label["category"], list) else [label["category"]]
            own = key.split(".")[0]
            category = next((c for c in mark.checks if c.id == "questions.category"), None)
            yield "category as filed", key, own in labelled, bool(category and category.ok)
            yield "reason", key, label["reason"], _ok(mark, "questions.reason")


def _design(
    expected: Mapping[str, Any], answer: Mapping[str, str], marker: Marker, marks: Mapping[str, Any], marking: Marking,
    exercise: Exercise,
) -> Iterator[Judgement]:  # fmt: skip
    graph = read_design(answer.get("design") or answer.get("why", ""), marker.mind.components)
    given = design.justified(graph, answer.get("why", "") + "\n" + answer.get("design", ""), marker.book.design)
    for label in expected["components"]:
        part = next((c for c in graph.components if c.role == label["role"]), None)
        yield "component seen", label["name"], True, part is not None
        if part is not None and label["role"] != "client":
            same = [c for c in graph.components if c.role == label["role"]]
            yield "justified", label["name"], label["justified"], any(c.id in given for c in same)
    labels = next((check.args for check in marks["labels"].checks), {"arrows": 0, "labelled": 0})
    yield "arrows (±1)", "", True, abs(labels["arrows"] - expected["arrows"]) <= 1
    yield "labelled (±1)", "", True, abs(labels["labelled"] - expected["labelled"]) <= 1
    yield "two contracts", "", expected["contracts"] >= 2, _ok(marks["contracts"], "design.contracts")
    sheet = marker.mind.content.scenario(exercise.scenario)
    missing = {part.role for part in sheet.design.components if part.needed and part.name in marking.facts["missing"]}
    for role in sorted({part.role for part in sheet.design.components if part.needed}):
        if sum(part.role == role and part.needed for part in sheet.design.components) == 1:
            yield "role missing", role, role in expected["missing"], role in missing


def _ok(mark: Any, check: str) -> bool:
    return next((each.ok for each in mark.checks if each.id == check), False)


def every(folder: Path) -> Iterator[Judgement]:
    """All judgements of a folder: what was judged, where, the label and the rule's verdict."""
    content = read_content(Settings())
    mind = Mind(content, encoder(Settings()))
    given = {each["exercise"]: each for each in json.loads((folder / "exercises.json").read_text())}
    for line in filter(str.strip, (folder / "answers.jsonl").read_text().splitlines()):
        row = json.loads(line)
        data = given[row["exercise"]]
        marker = Marker(replace(mind, content=cards_of(data, content)))
        yield from judgements(row, exercise_of(data, content), marker)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="each disagreement")
    chosen = parser.parse_args()
    tally: dict[str, list[bool]] = defaultdict(list)
    for what, where, label, verdict in every(chosen.folder):
        tally[what].append(label == verdict)
        if chosen.show and label != verdict:
            sys.stdout.write(f"  {what:28} {where:28} label {label!s:30} rule {verdict}\n")
    for what, agreed in sorted(tally.items()):
        sys.stdout.write(f"{what:32} {sum(agreed):4} of {len(agreed):4}  {sum(agreed) / len(agreed):6.1%}\n")
    judged = [each for agreed in tally.values() for each in agreed]
    sys.stdout.write(f"{len(judged)} judgements, {sum(judged) / len(judged):.1%} agreed\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
