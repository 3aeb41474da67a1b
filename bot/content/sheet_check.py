"""What a finished sheet must hold together, beyond names that exist: paths along arrows, probes for every phase and
level, ranges around their figure, and no figure in the interviewer's questions that the candidate has not asked for."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from bot.content.answers import AnswerError
from bot.content.errors import Finding, did_you_mean
from bot.content.scenario import PHASES, Scenario
from bot.content.yamlfile import Document, Key
from bot.estimation.cascading import FORMULAS

LEAST_OPTIONS = 2
LEAST_METRICS = 3
# A figure worth asking for: a number with what it counts, as it stands in answers ("100 ms", "5 million", "20%").
_FIGURE = re.compile(
    r"(?<![\w.])(\d[\d,]*(?:\.\d+)?)\s?(%|percent|(?:ms|s|[kmgtp]?b|million|billion|thousand|milliseconds?|seconds?|"
    r"minutes?|hours?|days?|weeks?|months?|years?|kilometres?|km|metres?|characters?|times)\b)",
    re.IGNORECASE,
)
_SPELLED = {word: str(number) for number, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve".split())} | {"thirty": "30", "twenty": "20"}  # fmt: skip
_SPELLED_OUT = re.compile(rf"\b({'|'.join(_SPELLED)})\b", re.IGNORECASE)
ORDINARY = {("1", "day"), ("1", "second"), ("10", "time")}  # a unit of speech ("for a day"), and the load times ten


def sheet_faults(scenario: Scenario, document: Document) -> Iterator[Finding]:
    """Errors of one sheet that its reader or its candidate would trip over."""
    yield from _parts_named(scenario, document)
    yield from _paths(scenario, document)
    yield from _ranges(scenario, document)
    yield from _figures_given_away(scenario, document)


def unfinished(scenario: Scenario, document: Document) -> Iterator[Finding]:
    """Warnings: what a sheet that is held in earnest should have as well."""
    asked = {probe.phase for probe in scenario.probes}
    for phase in PHASES:
        if phase not in asked:
            yield document.finding(("probes",), f"has none for {phase}.", "Write one.", warning=True)
    for level in ("senior", "staff"):
        if not any(level in probe.levels for probe in scenario.probes):
            fix = f"Give the hardest one `levels: [{level}]`."
            yield document.finding(("probes",), f"has none for {level} alone.", fix, warning=True)
    for index, decision in enumerate(scenario.decisions):
        if len(decision.options) < LEAST_OPTIONS:
            yield document.finding(("decisions", index), "has one option; two or three are weighed.", warning=True)
        if not decision.otherwise:
            fix = "Add `otherwise:`, when another option wins."
            yield document.finding(("decisions", index), "does not say when the pick loses.", fix, warning=True)
    if len(scenario.monitoring) < LEAST_METRICS or not any(metric.felt_by_user for metric in scenario.monitoring):
        fix = "Name three, one of them `felt_by_user: true`."
        yield document.finding(("monitoring",), f"has {len(scenario.monitoring)} metrics.", fix, warning=True)
    design: tuple[tuple[Key, str], ...] = (
        (("bottleneck",), scenario.bottleneck),
        (("ten_times",), scenario.ten_times),
        (("source",), scenario.source),
        (("design", "idempotency"), scenario.design.idempotency),
        (("design", "leave_out"), "yes" if scenario.design.leave_out else ""),
    )
    for key, value in design:
        if not value:
            yield document.finding(key, "is empty.", warning=True)


def _parts_named(scenario: Scenario, document: Document) -> Iterator[Finding]:
    parts = {part.id for part in scenario.design.components}
    facts = {fact.id for fact in scenario.facts}
    for index, failure in enumerate(scenario.failures):
        if failure.component not in parts:
            fix = did_you_mean(failure.component, parts)
            yield document.finding(("failures", index), f"there is no component {failure.component!r}.", fix)
    for index, part in enumerate(scenario.design.components):
        for place, name in enumerate(part.because):
            if name not in facts:
                key: Key = ("design", "components", index, "because", place)
                yield document.finding(key, f"there is no fact {name!r}.", did_you_mean(name, facts))
    for index, probe in enumerate(scenario.probes):
        if probe.when and probe.when.metric and probe.when.metric not in FORMULAS:
            fix = did_you_mean(probe.when.metric, FORMULAS)
            yield document.finding(("probes", index, "when"), f"there is no metric {probe.when.metric!r}.", fix)


def _paths(scenario: Scenario, document: Document) -> Iterator[Finding]:
    """A step of a path follows an arrow, in its direction or, for what is fetched, against it."""
    design = scenario.design
    arrows = {frozenset((arrow.source, arrow.to)) for arrow in design.connections}
    for name, path in (("write_path", design.write_path), ("read_path", design.read_path)):
        for index, step in enumerate(pairwise(path), 1):
            if frozenset(step) not in arrows:
                fix = f"Add `{{from: {step[0]}, to: {step[1]}, carries: …}}` to the connections."
                message = f"no arrow goes from {step[0]} to {step[1]}."
                yield document.finding(("design", name, index), message, fix)


def _ranges(scenario: Scenario, document: Document) -> Iterator[Finding]:
    for name, flow in scenario.flows.items():
        for parameter, (low, high) in flow.ranges.items():
            figure = getattr(flow, parameter)
            key: Key = ("flows", name, "ranges", parameter)
            if figure is None:
                yield document.finding(key, f"draws {parameter}, which the flow does not have.", "Give it a figure.")
            elif not low.value <= figure.value <= high.value:
                message = f"goes from {low.text} to {high.text} and leaves out its own {figure.text}."
                yield document.finding(key, message, "Let the range hold the figure of the sheet.")


def _figures_given_away(scenario: Scenario, document: Document) -> Iterator[Finding]:
    told: dict[tuple[str, str], str] = {}
    for fact in scenario.facts:
        try:
            answer = scenario.answer(fact.id)
        except AnswerError:
            continue  # said elsewhere
        for figure in figures_in(answer):
            told.setdefault(figure, fact.id)
    for key, text in _asked_by_the_interviewer(scenario):
        for figure in sorted(figures_in(text)):
            if figure in told and figure not in ORDINARY:
                message = f"gives {' '.join(figure)} away, which is the answer to {told[figure]}."
                yield document.finding(key, message, "Ask without the figure.")


def _asked_by_the_interviewer(scenario: Scenario) -> Iterator[tuple[Key, str]]:
    yield ("title",), scenario.title
    yield ("prompt",), scenario.prompt
    for index, fact in enumerate(scenario.facts):
        yield ("facts", index, "question"), fact.question
    for index, probe in enumerate(scenario.probes):
        yield ("probes", index, "asks"), probe.asks
    for index, ball in enumerate(scenario.curveballs):
        yield ("curveballs", index, "says"), ball.says


def figures_in(text: str) -> set[tuple[str, str]]:
    """(number, unit in the singular) of every figure with a unit, small numbers spelled out among them."""
    digits = _SPELLED_OUT.sub(lambda found: _SPELLED[found.group(1).lower()], text)
    return {(number.replace(",", ""), _UNITS.get(unit.lower(), unit.lower().rstrip("s") or "s"))
            for number, unit in _FIGURE.findall(digits)}  # fmt: skip


_UNITS: Mapping[str, str] = {"%": "%", "percent": "%", "ms": "ms", "s": "second", "millisecond": "ms",
                             "milliseconds": "ms", "kilometre": "km", "kilometres": "km"}  # fmt: skip
