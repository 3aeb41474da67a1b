"""What pydantic cannot see: ids that are given twice, and names that point to nothing."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from bot.content.errors import Finding, did_you_mean
from bot.content.patterns import PatternCard
from bot.content.rubric import Rubric
from bot.content.scenario import ROLES, Scenario
from bot.content.yamlfile import Document, Key


def scenario_faults(scenario: Scenario, document: Document) -> Iterator[Finding]:
    """Faults of one sheet in itself."""
    yield from _twice(document, ("facts",), [fact.id for fact in scenario.facts])
    yield from _twice(document, ("probes",), [probe.id for probe in scenario.probes])
    yield from _twice(document, ("design", "components"), [part.id for part in scenario.design.components])
    yield from _twice(document, ("curveballs",), [ball.id for ball in scenario.curveballs])
    yield from _sets_faults(scenario, document)
    yield from _design_faults(scenario, document)
    yield from _probe_faults(scenario, document)


def criterion_faults(scenario: Scenario, document: Document, criteria: Collection[str]) -> Iterator[Finding]:
    """Criteria that no rubric has."""
    for index, fact in enumerate(scenario.facts):
        for place, name in enumerate(fact.criteria):
            yield from _known(document, ("facts", index, "criteria", place), "criterion", name, criteria)
    for index, probe in enumerate(scenario.probes):
        yield from _known(document, ("probes", index, "criterion"), "criterion", probe.criterion, criteria)
        if probe.when and (missing := probe.when.missing_criterion):
            yield from _known(document, ("probes", index, "when", "missing_criterion"), "criterion", missing, criteria)


def pattern_faults(scenario: Scenario, document: Document, patterns: Collection[str]) -> Iterator[Finding]:
    for index, use in enumerate(scenario.patterns):
        yield from _known(document, ("patterns", index, "pattern"), "pattern", use.pattern, patterns)


def card_faults(
    cards: Mapping[str, tuple[PatternCard, Document]], scenarios: Mapping[str, Scenario]
) -> Iterator[Finding]:
    """Cards that speak of a scenario that is not there, or of the use that its sheet has already."""
    for name, (card, document) in cards.items():
        if not card.where:
            continue
        key: Key = ("patterns", name, "where")
        yield from _known(document, key, "scenario", card.where, scenarios)
        uses = scenarios[card.where].patterns if card.where in scenarios else ()
        if any(use.pattern == name for use in uses):
            fix = "Tell of another place, so that whoever knows the sheet learns something new."
            yield document.finding(key, f"{card.where} uses {name} in its own design already.", fix)


def rubric_faults(rubric: Rubric, document: Document) -> Iterator[Finding]:
    """Faults of one rubric in itself."""
    yield from _twice(document, ("phases",), [phase.id for phase in rubric.phases])
    phases = [phase.id for phase in rubric.phases] + ["communication"]
    for name, criterion in rubric.criteria.items():
        if criterion.phase not in phases:
            fix = f"Give it `phase:` of {', '.join(phases)}, or leave it out."
            yield document.finding(("criteria", name), f"there is no phase {criterion.phase!r} here.", fix)
    if rubric.default_minutes not in rubric.minutes:
        fix = f"Write one of {', '.join(map(str, rubric.minutes))}."
        yield document.finding(("usual_minutes",), f"{rubric.default_minutes} is not among `minutes`.", fix)
    for index, phase in enumerate(rubric.phases):
        if fault := phase.fault_when_overrun:
            yield from _known(document, ("phases", index, "fault_when_overrun"), "criterion", fault, rubric.criteria)
    for level in rubric.levels:
        yield from _known(document, ("bands",), "bands for level", level, rubric.bands)


def _sets_faults(scenario: Scenario, document: Document) -> Iterator[Finding]:
    for index, fact in enumerate(scenario.facts):
        for sets in fact.sets:
            yield from _known(document, ("facts", index, "sets"), "flow", sets.flow, scenario.flows)
    for index, ball in enumerate(scenario.curveballs):
        if ball.overrides:
            key: Key = ("curveballs", index, "overrides", "flow")
            yield from _known(document, key, "flow", ball.overrides.flow, scenario.flows)


def _design_faults(scenario: Scenario, document: Document) -> Iterator[Finding]:
    design = scenario.design
    parts = [part.id for part in design.components]
    for index, arrow in enumerate(design.connections):
        yield from _known(document, ("design", "connections", index, "from"), "component", arrow.source, parts)
        yield from _known(document, ("design", "connections", index, "to"), "component", arrow.to, parts)
    for name, path in (("write_path", design.write_path), ("read_path", design.read_path)):
        for index, part in enumerate(path):
            yield from _known(document, ("design", name, index), "component", part, parts)
    for index, decision in enumerate(scenario.decisions):
        options = [option.name for option in decision.options]
        yield from _known(document, ("decisions", index, "pick"), "option", decision.pick, options)


def _probe_faults(scenario: Scenario, document: Document) -> Iterator[Finding]:
    facts = [fact.id for fact in scenario.facts]
    known = {*facts, *ROLES, *(part.id for part in scenario.design.components)}
    for index, probe in enumerate(scenario.probes):
        for place, name in enumerate(probe.unless):
            yield from _known(document, ("probes", index, "unless", place), "fact or role", name, known)
        if probe.when and probe.when.unasked_fact:
            key: Key = ("probes", index, "when", "unasked_fact")
            yield from _known(document, key, "fact", probe.when.unasked_fact, facts)


def _twice(document: Document, key: Key, ids: Iterable[str]) -> Iterator[Finding]:
    names = list(ids)
    counts = Counter(names)
    for index, name in enumerate(names):
        if counts[name] > 1 and names.index(name) != index:
            yield document.finding((*key, index, "id"), f"the id {name!r} is there twice.", "Give each its own.")


def _known(document: Document, key: Key, what: str, name: str, known: Collection[str]) -> Iterator[Finding]:
    if name not in known:
        yield document.finding(key, f"there is no {what} {name!r}.", did_you_mean(name, known))
