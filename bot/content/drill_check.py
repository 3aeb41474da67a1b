"""Linting the drills' material: names that point to nothing, cues that cannot be read, slips that never show."""

from collections.abc import Iterable, Iterator, Mapping

from bot.content.drills import DecisionRules, EstimationRules, PatternRules, SlipRules, SprintRules
from bot.content.errors import Finding, did_you_mean
from bot.content.patterns import PatternCard
from bot.content.scenario import ROLES
from bot.content.yamlfile import Document, Key
from bot.estimation.cascading import FORMULAS, PARAMETERS

Parts = Mapping[str, tuple[object, Document]]


def drill_faults(parts: Parts, patterns: Mapping[str, PatternCard]) -> Iterator[Finding]:
    """Everything that pydantic cannot see in rubrics/drills."""
    for part, document in parts.values():
        match part:
            case EstimationRules():
                yield from _metrics(part.items, ("items",), document)
                yield from _metrics(part.server.fine, ("server", "fine"), document)
                yield from _metrics(part.server.beyond, ("server", "beyond"), document)
            case SlipRules():
                yield from _slips(part, document)
            case SprintRules():
                yield from _sprint(part, document)
            case PatternRules():
                yield from _patterns(part, patterns, document)
            case DecisionRules():
                for area in part.items:
                    if area not in part.choices:
                        fix = "List the names by which one chooses there."
                        yield document.finding(("choices",), f"has no choices for {area}.", fix)
    if "design" in parts:
        part, document = parts["design"]
        for index, role in enumerate(getattr(part, "obvious", ())):
            if role not in ROLES:
                yield document.finding(("obvious", index), f"there is no role {role!r}.", did_you_mean(role, ROLES))


def _metrics(names: Iterable[str], key: Key, document: Document) -> Iterator[Finding]:
    for name in names:
        if name not in FORMULAS:
            fix = did_you_mean(name, FORMULAS)
            yield document.finding(key, f"there is no metric {name!r} in the cascade.", fix)


def _slips(rules: SlipRules, document: Document) -> Iterator[Finding]:
    yield from _metrics(rules.steps, ("steps",), document)
    known = {*FORMULAS, *PARAMETERS}
    for index, slip in enumerate(rules.slips):
        key: Key = ("slips", index)
        if slip.at not in rules.steps:
            fix = did_you_mean(slip.at, rules.steps)
            yield document.finding((*key, "at"), f"{slip.at!r} is no step of the worked estimate.", fix)
        for name in (slip.of, *slip.times, *slip.over):
            if name not in known and not _number(name):
                fix = did_you_mean(name, known)
                yield document.finding(key, f"{name!r} is neither a step, a figure nor a number.", fix)


def _sprint(rules: SprintRules, document: Document) -> Iterator[Finding]:
    if len(rules.questions) < rules.count:
        message = f"has {len(rules.questions)} questions for a sprint of {rules.count}."
        yield document.finding(("questions",), message, "Add questions, or lower `count`.")
    for index, question in enumerate(rules.questions):
        yield from _metrics((question.metric,), ("questions", index, "metric"), document)
        for name in (*question.ranges, *question.fixed):
            if name not in PARAMETERS:
                fix = did_you_mean(name, PARAMETERS)
                yield document.finding(("questions", index, "ranges"), f"there is no figure {name!r}.", fix)


def _patterns(rules: PatternRules, patterns: Mapping[str, PatternCard], document: Document) -> Iterator[Finding]:
    for name in rules.about:
        if name not in patterns:
            yield document.finding(("about", name), f"there is no card {name!r}.", did_you_mean(name, patterns))
    for name in patterns:
        if name not in rules.about:
            fix = "Add the words by which a line about it is known; until then it is not drilled."
            yield document.finding(("about",), f"has nothing on the card {name!r}.", fix, warning=True)
    if len([name for name in rules.about if name in patterns]) < rules.count:
        yield document.finding(("count",), f"there are fewer than {rules.count} patterns to draw.", "Lower it.")


def _number(text: str) -> bool:
    try:
        return float(text) > 0
    except ValueError:
        return False
