"""Decisions in exactly three sentences: what calls for it, what is chosen, what is given up; then three metrics."""

import re
from collections.abc import Mapping

from bot.content.drills import DecisionArea, DecisionRules
from bot.drills.exercise import Exercise
from bot.drills.marking.checks import Check, ItemMark, Marking, empty, share_of
from bot.drills.marking.reader import Said, found, meaning, without, words_of

EXPLAINED = 3  # words with a meaning that stand behind a metric
ASKED = 2  # words with a meaning in the question that a metric answers
NEEDED = 2  # words with a meaning in a requirement, without the word "need"
_BEHIND = re.compile(r"[:;,]\s|\(|\s[-–—]+\s|\b(?:tells|shows|says|tell|show|say|means)\s")


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
    """A need of this system in a sentence that is no praise or habit, and more than the word "requirement"."""
    return any(
        found(rules.requirement, each.low) and _content(each, rules) >= NEEDED
        for each in said.sentences
        if not found(rules.not_requirement, each.low)
    )


def chooses(area: str, said: Said, rules: DecisionRules) -> bool:
    """A product, or plainly none at all."""
    known: Mapping[str, tuple[str, ...]] = {str(name): cues for name, cues in rules.choices.items()}
    return said.has(known.get(area, ())) or said.has(rules.none)


def gives_up(said: Said, rules: DecisionRules) -> bool:
    """A price in a sentence. The first of several is what calls for the decision: "the provider is slow" is no price."""
    sentences = said.sentences
    return any(
        found(rules.tradeoff, without(rules.not_tradeoff, each.low))
        and (_content(each, rules) or not found(rules.labels, each.low))
        for each in (sentences[1:] if len(sentences) > 1 else sentences)
    )


def _content(said: Said, rules: DecisionRules) -> int:
    """Words with a meaning beside those that name the parts of the form."""
    return len(meaning(words_of(without(rules.labels, said.low))))


def _metric(item: str, said: Said, rules: DecisionRules) -> ItemMark:
    measured = said.has(rules.metric)
    checks = (Check("metric.measurable", measured), Check("metric.explained", explains(said, rules)))
    return ItemMark(item, share_of(checks) if measured else 0.0, checks)


def explains(said: Said, rules: DecisionRules) -> bool:
    """Whether more is said than the metric's name: a cue of telling with words behind it, or the question it answers
    ("queue length: how long buyers wait")."""
    words = [word for word in said.words if word not in rules.asking]
    if said.has(rules.explains) and len(meaning(words)) >= EXPLAINED + 1:
        return True
    tails = (said.low[match.end() :] for match in _BEHIND.finditer(said.low))
    return any(_is_question(tail, rules) for tail in tails)


def _is_question(tail: str, rules: DecisionRules) -> bool:
    words = words_of(without(rules.no_question, tail))
    asking = bool(words) and words[0] in rules.asking and not found(rules.no_question, tail[:40])
    least = 1 if words[1:2] == ["to"] else ASKED  # "when to scale out"
    return asking and len(meaning(words[1:])) >= least


__all__ = ["DecisionArea", "chooses", "explains", "gives_up", "mark", "states_requirement"]
