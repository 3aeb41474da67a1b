"""Decisions in exactly three sentences: what calls for it, what is chosen, what is given up; then three metrics."""

from collections.abc import Mapping

from bot.content.drills import DecisionArea, DecisionRules
from bot.drills.exercise import Exercise
from bot.drills.marking.checks import Check, ItemMark, Marking, empty, share_of
from bot.drills.marking.reader import Said, found, meaning, without

EXPLAINED = 3  # words with a meaning that stand behind a metric


def mark(exercise: Exercise, answer: Mapping[str, str], rules: DecisionRules) -> Marking:
    marks = []
    for item in exercise.items:
        said = Said.of(answer.get(item.id, ""))
        if not said:
            marks.append(empty(item.id))
        elif item.id.startswith("metric."):
            marks.append(_metric(item.id, said, rules))
        else:
            marks.append(_decision(item.id, said, rules))
    return Marking(tuple(marks))


def _decision(area: str, said: Said, rules: DecisionRules) -> ItemMark:
    count = len(said.sentences)
    checks = (
        Check("decision.sentences", count == rules.sentences, {"count": count, "wanted": rules.sentences}),
        Check("decision.requirement", states_requirement(said, rules)),
        Check("decision.choice", chooses(area, said, rules)),
        Check("decision.tradeoff", gives_up(said, rules)),
    )
    return ItemMark(area, share_of(checks), checks)


def states_requirement(said: Said, rules: DecisionRules) -> bool:
    """A need of this system in a sentence that is no praise or habit."""
    return any(
        found(rules.requirement, each.low) for each in said.sentences if not found(rules.not_requirement, each.low)
    )


def chooses(area: str, said: Said, rules: DecisionRules) -> bool:
    """A product, or plainly none at all."""
    known: Mapping[str, tuple[str, ...]] = {str(name): cues for name, cues in rules.choices.items()}
    return said.has(known.get(area, ())) or said.has(rules.none)


def gives_up(said: Said, rules: DecisionRules) -> bool:
    return any(found(rules.tradeoff, without(rules.not_tradeoff, each.low)) for each in said.sentences)


def _metric(item: str, said: Said, rules: DecisionRules) -> ItemMark:
    measured = said.has(rules.metric)
    checks = (Check("metric.measurable", measured), Check("metric.explained", explains(said, rules)))
    return ItemMark(item, share_of(checks) if measured else 0.0, checks)


def explains(said: Said, rules: DecisionRules) -> bool:
    """Whether more is said than the metric's name: a cue of telling, with words behind it."""
    return said.has(rules.explains) and len(meaning(said.words)) >= EXPLAINED + 1


__all__ = ["DecisionArea", "chooses", "explains", "gives_up", "mark", "states_requirement"]
