"""The nearest example of a rung less the nearest counter-example: what the sentence encoder adds to the rules.

It alone gives at most level 2, marked uncertain, and only where nothing else was found: likeness cannot tell doing
from mentioning. The figures stand in rubrics/lexicon/scoring.yaml (`figures`).
"""

from collections.abc import Iterable, Mapping, Sequence

from bot.content import Rubric
from bot.language import Encoder, NearestExamples
from bot.scoring.card import Verdict
from bot.scoring.reading import Reading, Said

# What one sentence can show, and where likeness was right on the development interviews.
JUDGED = frozenset("req.users req.nonfunctional req.scale req.constraints req.edge_cases".split())
SHORTEST = 5  # words


def by_likeness(reading: Reading, verdicts: Mapping[str, Verdict]) -> dict[str, Verdict]:
    """Verdicts of level 2 for criteria that no rule met; empty without an encoder."""
    encoder = reading.tools.encoder
    open_ones = {name for name, verdict in verdicts.items() if not verdict.met and _may(reading, name)}
    if encoder is None or not open_ones:
        return {}
    nearest = _examples(reading)
    said = [each for each in reading.said if len(each.text.split()) >= SHORTEST and not each.in_code]
    encoder.vectors([each.text for each in said])  # all at once; the encoder remembers them
    best: dict[str, tuple[float, Said]] = {}
    for each in said:
        for name, near in nearest.nearest(each.text).items():
            fits = name in open_ones and _fits(reading, name, each) and _near(reading, near.score, near.lead)
            if fits and (name not in best or near.lead > best[name][0]):
                best[name] = (near.lead, each)
    return {
        name: Verdict(2, reading.quote(each), "likeness", True, (), verdicts[name].next_rung)
        for name, (_, each) in best.items()
    }


def _near(reading: Reading, score: float, lead: float) -> bool:
    figures = reading.tools.figures
    return score >= figures["likeness_at_least"] and lead >= figures["likeness_lead"]


def _may(reading: Reading, name: str) -> bool:
    return name in JUDGED and bool(reading.rubric.criteria[name].ladder)


def _fits(reading: Reading, name: str, said: Said) -> bool:
    """A question for a criterion that asks, a statement for one that states, in its phase or a later one."""
    criterion = reading.rubric.criteria[name]
    if criterion.kind == "question" and not said.asks:
        return False
    if criterion.kind == "statement" and not said.states:
        return False
    order = [phase.id for phase in reading.rubric.phases]
    if criterion.phase not in order or said.phase not in order:
        return False
    distance = order.index(said.phase) - order.index(criterion.phase)
    return distance == 0 if criterion.phase == "requirements" else abs(distance) <= 1


def _examples(reading: Reading) -> NearestExamples:
    tools, rubric = reading.tools, reading.rubric
    key = f"likeness:{rubric.id}:{rubric.version}"
    encoder = tools.encoder
    assert encoder is not None
    return tools.keep(key, lambda: examples_of(rubric, encoder))


def examples_of(rubric: Rubric, encoder: Encoder) -> NearestExamples:
    """The examples of a rubric's rungs and their counter-examples."""
    return NearestExamples(_labels(rubric), encoder)


def _labels(rubric: Rubric) -> dict[str, tuple[Sequence[str], Sequence[str]]]:
    """Criterion → the examples of its rung 2 and their counter-examples."""
    found: dict[str, tuple[Sequence[str], Sequence[str]]] = {}
    for name, criterion in rubric.criteria.items():
        rungs = [rung for rung in criterion.ladder if rung.level >= 2]
        good, bad = _all(rung.examples for rung in rungs), _all(rung.counter_examples for rung in rungs)
        if good:
            found[name] = good, bad
    return found


def _all(lists: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(text for texts in lists for text in texts)
