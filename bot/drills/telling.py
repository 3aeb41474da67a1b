"""An exercise, a marking and a solution in words: names and values go to prompts/drills.yaml, text comes back.

Used by Slack's builders and by the command line alike. What is put inside another template is marked Safe, for it was
escaped when it was said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.content import Content
from bot.content.scenario import CATEGORIES
from bot.content.words import Safe
from bot.drills.exercise import Exercise, Item
from bot.drills.marking.checks import Check, ItemMark, Marking, Problem
from bot.drills.reveal import solution as solved_values
from bot.estimation import METRICS

Say = Callable[..., str]
OK, HALF, NOT = "✓", "◐", "✗"
HINT_RUNG = "r2"


@dataclass(frozen=True, slots=True)
class Teller:
    """`say` is Words.say; `content` gives names of patterns and figures of rules."""

    say: Say
    content: Content

    def __call__(self, name: str, /, **args: Any) -> Safe:
        return Safe(self.say(f"drills.{name}", **args))

    # -- the exercise ------------------------------------------------------------------------------------------

    def kind(self, kind: str) -> Safe:
        return self(f"kind.{kind}")

    def task(self, exercise: Exercise) -> Safe:
        """What is asked, with the figures; of a worked estimate its lines too."""
        figures = self.figures(exercise)
        args = {"title": exercise.title, "core": exercise.core, "figures": figures}
        if exercise.kind == "patterns":
            names = [self.pattern(name) for name in _patterns(exercise)]
            return self("task.patterns", names=names, most=self._book.patterns.line_words)
        if exercise.kind == "sprint":
            return self("task.sprint", minutes=exercise.seconds // 60)
        return self(f"task.{exercise.kind}", **args)

    def figures(self, exercise: Exercise) -> Safe:
        if not exercise.figures:
            return Safe("")
        return self("figures.all", actor=exercise.actor, noun=exercise.noun, nouns=exercise.nouns, **exercise.figures)

    def lines(self, exercise: Exercise) -> list[Safe]:
        """The lines of a worked estimate."""
        return [
            self("line", number=number, title=self.metric(line.step), working=line.working, result=line.result)
            for number, line in enumerate(exercise.lines, 1)
        ]

    def label(self, exercise: Exercise, item: Item) -> Safe:
        """The title of a field."""
        head, _, tail = item.id.partition(".")
        match exercise.kind:
            case "questions":
                return self("item.question", category=self(f"category.{head}"), number=tail)
            case "estimation":
                return self.metric(item.id)
            case "decisions":
                return self("item.metric_to_watch", number=tail) if head == "metric" else self(f"area.{head}")
            case "patterns":
                return self(f"item.{tail}", pattern=self.pattern(head))
            case "sprint":
                return self("item.sprint", number=item.id, asks=self.sprint(item.asks))
        return self(f"item.{item.id}")

    def labels(self, exercise: Exercise) -> dict[str, str]:
        return {item.id: str(self.label(exercise, item)) for item in exercise.items}

    def hint(self, exercise: Exercise, item: Item) -> Safe:
        """What a field looks for."""
        head, _, tail = item.id.partition(".")
        if item.metric:
            unit = {"req/s": "rate", "B": "size", "B/s": "bandwidth"}.get(METRICS[item.metric].unit, "count")
            return self(f"hint.{unit}")
        match exercise.kind:
            case "questions":
                return self("hint.questions")
            case "decisions":
                return self("hint.metric" if head == "metric" else "hint.decisions")
            case "patterns":
                return self(f"hint.{tail}", most=self._book.patterns.line_words)
        return self(f"hint.{item.id}")

    def metric(self, name: str) -> Safe:
        return self(f"metric.{name}")

    def pattern(self, name: str) -> str:
        card = self.content.patterns.get(name)
        return card.name if card else name

    def sprint(self, asks: Mapping[str, str]) -> Safe:
        return self(f"sprint.{asks['id']}", **{name: value for name, value in asks.items() if name != "id"})

    # -- the marking -------------------------------------------------------------------------------------------

    def total(self, marking: Marking, attempt: int = 1, best: float | None = None) -> Safe:
        return self(
            "feedback.total", right=marking.solved, all=len(marking.items), percent=percent(marking.score), attempt=attempt,
            best=percent(best if best is not None else marking.score),
        )  # fmt: skip

    def marks(self, exercise: Exercise, marking: Marking) -> list[Safe]:
        """One text for each item that was answered: right or not, and what is missing; and one for all the others."""
        told = [self._mark(exercise, mark) for mark in marking.items if not mark.empty]
        short = exercise.kind == "sprint"  # its titles are whole questions with a number
        empty = [mark.id if short else self.mark_title(exercise, mark.id) for mark in marking.items if mark.empty]
        return [*told, self("feedback.empty", titles=empty)] if empty else told

    def _mark(self, exercise: Exercise, mark: ItemMark) -> Safe:
        sign = OK if mark.solved else HALF if mark.score > 0 else NOT
        told = [each for each in mark.checks if not each.ok or each.id == "estimate.right"]
        lines = [self.check(exercise, mark, each) for each in told]
        return self(
            "feedback.item", mark=sign, title=self.mark_title(exercise, mark.id), lines=[_indented(x) for x in lines]
        )

    def mark_title(self, exercise: Exercise, item: str) -> str:
        """The title of a marked item, which is a field or (designs, patterns) a part of one."""
        known = next((each for each in exercise.items if each.id == item), None)
        if known is not None:
            return self.label(exercise, known)
        return self.pattern(item) if exercise.kind == "patterns" else self(f"item.{item}")

    def check(self, exercise: Exercise, mark: ItemMark, check: Check) -> Safe:
        if check.id == "estimate.right":
            return self._estimate(self._metric_of(exercise, mark), check)
        args = dict(check.args)
        for name in ("own", "really"):
            if args.get(name) in CATEGORIES:
                args[name] = self(f"category.{args[name]}")
        if "missing" in args and check.id == "questions.spread":
            args["missing"] = [self(f"category.{each}") for each in args["missing"]]
        return self(f"check.{check.id}.{'yes' if check.ok else 'no'}", **args)

    @staticmethod
    def _metric_of(exercise: Exercise, mark: ItemMark) -> str:
        return next((item.metric for item in exercise.items if item.id == mark.id), "")

    def _estimate(self, metric: str, check: Check) -> Safe:
        """Right, near or wrong; what is off is hinted at and never given away before the reveal."""
        slip, said = str(check.args["slip"]), str(check.args["said"])
        if slip == "inherited_error":
            return self("check.estimate.right.inherited", said=said)
        if check.ok and not slip:
            return self("check.estimate.right.yes", said=said)
        name = f"estimation.hints.{slip}.{HINT_RUNG}"
        hint = Safe(self.say(name, said=said)) if slip else self(f"check.estimate.steps.{metric}")
        return self(f"check.estimate.right.{'near' if check.ok else 'no'}", said=said, hint=hint)

    def notes(self, exercise: Exercise, marking: Marking) -> list[Safe]:
        """What concerns the whole answer."""
        return [self.check(exercise, ItemMark("", 0.0), note) for note in marking.notes]

    def difference(self, marking: Marking) -> Safe | None:
        """A design beside the reference, for after the reveal."""
        if "missing" not in marking.facts:
            return None
        return self("feedback.difference", missing=marking.facts["missing"], extra=marking.facts["extra"])

    def problem(self, problem: Problem) -> Safe:
        return self(f"problem.{problem.words}", **problem.args)

    # -- the solution ------------------------------------------------------------------------------------------

    def solution(self, exercise: Exercise) -> Safe:
        values = solved_values(exercise, self.content)
        match exercise.kind:
            case "estimation":
                values["rows"] = [{**row, "title": self.metric(row["metric"])} for row in values["rows"]]
            case "sprint":
                values["rows"] = [{**row, "asks": self.sprint(row["asks"])} for row in values["rows"]]
            case "slip":
                values |= {"title": self.metric(values["metric"]), "slip": self(f"slip.{values['slip']}")}
            case "questions":
                values["rows"] = [{**row, "category": self(f"category.{row['category']}")} for row in values["rows"]]
            case "decisions":
                values["rows"] = [{**row, "area": self(f"area.{row['id']}")} for row in values["rows"]]
        return self(f"solution.{exercise.kind}", **values)

    def slip_name(self, slip: str) -> Safe:
        """A slip of the estimation core in half a sentence."""
        return Safe(self.say(f"estimation.hints.{slip}.name"))

    def skill(self, skill: str) -> str:
        """A skill as a person reads it: "Estimation: memory for the cache"."""
        kind, _, item = skill.partition(".")
        if not item:
            return self.kind(kind)
        return f"{self.kind(kind)}: {self._skill_item(kind, item)}"

    def _skill_item(self, kind: str, item: str) -> str:
        match kind:
            case "estimation":
                return self.metric(item)
            case "patterns":
                return self.pattern(item)
            case "questions":
                return self(f"category.{item}")
            case "decisions" if item != "monitoring":
                return self(f"area.{item}")
        return item

    @property
    def _book(self) -> Any:
        if self.content.drills is None:
            raise LookupError("rubrics/drills is not there.")
        return self.content.drills


def percent(share: float) -> int:
    return round(100 * share)


def _patterns(exercise: Exercise) -> list[str]:
    return list(dict.fromkeys(item.id.split(".")[0] for item in exercise.items))


def _indented(text: str) -> Safe:
    return Safe(f"   {text}")
