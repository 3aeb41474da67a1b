"""What is wrong with the ladders of a rubric: detectors and cue groups that are not there, examples that are missing."""

from collections.abc import Iterator, Mapping, Sequence

from bot.content import Rubric, Rung, did_you_mean
from bot.content.rung import Way
from bot.scoring.cues import UnknownGroup, cue_pattern
from bot.scoring.detectors import DETECTORS
from bot.scoring.reading import Tools

MORE_OF_THE_SAME = frozenset({"well_founded", "asked_thrice"})  # these ask for more of what level 2 has examples of
LEAST_EXAMPLES, LEAST_COUNTER_EXAMPLES = 6, 4  # of every rung from level 2 on


def ladder_errors(rubric: Rubric, tools: Tools) -> Iterator[str]:
    """Sentences, each naming the criterion, the rung and what to write instead; with any of them scoring fails."""
    for name, criterion in rubric.criteria.items():
        for rung in criterion.ladder:
            for way in rung.ways:
                yield from (f"{rubric.id}: {name}, level {rung.level}: {fault}" for fault in _way(way, rubric, tools))


def ladder_warnings(rubric: Rubric) -> Iterator[str]:
    for name, criterion in rubric.criteria.items():
        if not any(rung.ways for rung in criterion.ladder):
            yield f"{rubric.id}: {name} has no ladder, so that nobody can tell whether it is met. Give it rungs with `ways:`."
        for rung in criterion.ladder:
            if rung.level >= 2 and criterion.kind != "pace" and (missing := _missing(rung)):
                yield f"{rubric.id}: {name}, level {rung.level}: {missing}"


def _way(way: Way, rubric: Rubric, tools: Tools) -> Iterator[str]:
    if way.structure and way.structure not in DETECTORS:
        yield f"no detector {way.structure!r}. {did_you_mean(way.structure, DETECTORS)}"
    for cues in (*way.all, way.any, way.none):
        yield from _cues(cues, tools.groups)
    for fact in way.facts:
        if fact not in rubric.criteria:
            yield f"no criterion {fact!r} that facts could support. {did_you_mean(fact, rubric.criteria)}"
    for topic in way.probed:
        if topic not in tools.topics:
            yield f"no probe topic {topic!r}. {did_you_mean(topic, tools.topics)}"
    if not (way.structure or way.facts or way.looks):
        yield "a way that looks at nothing. Give it `structure:`, `facts:`, `all:` or `any:`."


def _cues(cues: Sequence[str], groups: Mapping[str, Sequence[str]]) -> Iterator[str]:
    try:
        cue_pattern(cues, groups)
    except UnknownGroup as error:
        yield str(error)


def _missing(rung: Rung) -> str:
    if all(way.structure in MORE_OF_THE_SAME for way in rung.ways):
        return ""
    good, bad = len(rung.examples), len(rung.counter_examples)
    if good >= LEAST_EXAMPLES and bad >= LEAST_COUNTER_EXAMPLES:
        return ""
    return f"{good} examples and {bad} counter-examples; write at least {LEAST_EXAMPLES} and {LEAST_COUNTER_EXAMPLES}."
