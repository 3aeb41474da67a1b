"""Marking an answer by the rule of its kind: `Marker(mind).mark(exercise, answer)`; `problems` is what cannot be."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.content import Scenario
from bot.content.drills import DrillBook
from bot.dialogue.mind import Mind
from bot.dialogue.reading import fact_matcher
from bot.drills.exercise import Exercise
from bot.drills.marking import decisions, design, estimation, patterns, questions, slip, sprint
from bot.drills.marking.checks import Check, ItemMark, Marking, Problem
from bot.language import FactMatcher

__all__ = ["Answer", "Check", "ItemMark", "Marker", "Marking", "Problem"]

Answer = Mapping[str, str]
"""Field → what was written in it."""


@dataclass(frozen=True)
class Marker:
    """Holds what marking needs: content and the matchers built from it. Thread-safe and deterministic.

    Questions find their facts by their words alone: the sentence encoder would take seconds to learn a sheet, a form
    waits for three at most, and the same answer would not be marked alike on every processor."""

    mind: Mind
    _matchers: dict[str, FactMatcher] = field(default_factory=dict, compare=False, repr=False)

    @property
    def book(self) -> DrillBook:
        book = self.mind.content.drills
        if book is None:
            raise LookupError("rubrics/drills is not there.")
        return book

    def mark(self, exercise: Exercise, answer: Answer, took: float | None = None) -> Marking:
        """`took`: seconds from seeing the exercise to answering, for the sprint alone."""
        book, content = self.book, self.mind.content
        match exercise.kind:
            case "questions":
                sheet = content.scenario(exercise.scenario)
                return questions.mark(exercise, answer, book.questions, sheet, self._facts(sheet))
            case "estimation":
                return estimation.mark(exercise, answer, book.estimation)
            case "design":
                return design.mark(
                    exercise, answer, book.design, content.scenario(exercise.scenario), self.mind.components
                )
            case "decisions":
                return decisions.mark(exercise, answer, book.decisions)
            case "patterns":
                return patterns.mark(exercise, answer, book.patterns, content.patterns)
            case "slip":
                return slip.mark(exercise, answer, book.slip)
            case "sprint":
                return sprint.mark(exercise, answer, book.sprint, book.estimation, took)

    def _facts(self, sheet: Scenario) -> FactMatcher | None:
        key = f"{sheet.id}:{sheet.version}"
        if sheet.facts and key not in self._matchers:
            self._matchers[key] = fact_matcher(sheet.facts, sheet.decoys, self.mind.lexicon, None)
        return self._matchers.get(key)

    def problems(self, exercise: Exercise, answer: Answer) -> list[Problem]:
        """Fields that cannot be marked: too long, no number, another unit, no such line; or nothing at all."""
        rules = self.book.rules
        long = [
            Problem(name, "long", {"count": len(text), "most": rules.longest_answer})
            for name, text in answer.items()
            if name in exercise.fields and len(text) > rules.longest_answer
        ]
        if long:
            return long
        written = [name for name in exercise.fields if len(answer.get(name, "").strip()) >= rules.shortest_answer]
        if not written and not any(answer.get(name, "").strip().isdigit() for name in exercise.fields):
            return [Problem(exercise.fields[0], "nothing")]
        if exercise.kind == "slip":
            return slip.problems(exercise, answer)
        return estimation.problems(exercise.items, answer, exercise.params)
