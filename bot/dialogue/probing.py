"""The interviewer's own next question: the most design-changing first, one at a time, none twice, none answered."""

from collections.abc import Iterator

from bot.content import Probe
from bot.dialogue import deciding, designing, estimating
from bot.dialogue.reply import Part, Probing
from bot.dialogue.situation import Situation

RANKED = frozenset(("requirements", "design", "patterns"))  # elsewhere the order is the cascade's and the table's
FIRST = "design:draw"  # before there is a drawing nothing can be asked of it
HALF = 0.8  # what is begun is nearly as much worth asking as what was not touched
ANYTHING = "patterns:anything"  # the last question of an interview; its answer ends it
MOVE_OFFERS = 4
AGAIN = 0.3  # what a second question on one criterion is worth beside the first


def next_question(situation: Situation) -> tuple[Probing, Part] | None:
    """The best question that has not been asked, or None when there is nothing left to ask in this phase.

    Where the order is free, or time is short, it is the weakest criterion that matters most at this level; one question
    each before any has a second. With too little time left for an answer only moving on is offered."""
    open_ones = [(probing, part) for probing, part in questions(situation) if probing.probe not in situation.asked]
    if situation.next_phase and situation.phase_left < situation.mind.manners.reach and situation.phase_spent > 0:
        open_ones = [each for each in open_ones if each[0].probe.startswith("next:")]
    if not open_ones or open_ones[0][0].probe == FIRST or not _ranked(situation, open_ones):
        return open_ones[0] if open_ones else None
    return max(open_ones, key=lambda each: _rank(situation, each[0]))  # the first of equals


def _ranked(situation: Situation, open_ones: list[tuple[Probing, Part]]) -> bool:
    """Numbers and technologies have an order of their own, the cascade's and the table's; it is kept while there is
    time for all that is left of it."""
    if situation.phase in RANKED:
        return True
    if open_ones[0][0].probe.startswith("curveball:") or situation.phase_spent <= 0:
        return False
    left = sum(1 for probing, _ in open_ones if probing.criterion)
    return situation.phase_left < left * situation.mind.manners.answer


def _rank(situation: Situation, probing: Probing) -> float:
    """What asking is worth; of the requirements, by how much the facts behind it would change the design."""
    probe = probing.probe.removeprefix("scenario:")
    known = next((each for each in situation.scenario.probes if each.id == probe), None)
    if situation.phase != "requirements" or known is None:
        return worth(situation, probing.criterion)
    facts = {fact.id: fact.weight for fact in situation.scenario.facts if fact.id not in situation.given}
    return worth(situation, probing.criterion) * max((facts.get(each, 1) for each in known.unless), default=1)


def worth(situation: Situation, criterion: str) -> float:
    """How much there is to be won by asking for this criterion now."""
    known = situation.rubric.criteria.get(criterion)
    if known is None:
        return 0.0
    weight: float = known.weight * situation.mind.manners.matters.get(situation.level, {}).get(criterion, 1.0)
    seen = AGAIN if criterion in situation.seen else HALF if criterion in situation.half else 1.0
    return weight * seen * (AGAIN if criterion in situation.asked_criteria else 1.0)


def questions(situation: Situation) -> Iterator[tuple[Probing, Part]]:
    """All that could be asked in this phase, the most worth asking first, whether asked before or not. What the
    rubric does not judge is not asked for."""
    judged = situation.rubric.criteria
    return (each for each in _questions(situation) if not each[0].criterion or each[0].criterion in judged)


def _questions(situation: Situation) -> Iterator[tuple[Probing, Part]]:
    match situation.phase:
        case "requirements":
            if situation.asked_here < situation.mind.manners.requirement_probes:
                yield from scenario_questions(situation)
        case "estimation":
            yield from estimating.questions(situation)
            yield from scenario_questions(situation)
        case "design":
            yield from designing.questions(situation, scenario_questions(situation))
        case "decisions":
            yield from deciding.questions(situation)
            yield from scenario_questions(situation)
        case "patterns":
            yield from _closing_questions(situation)
    if not situation.next_phase and situation.phase != "patterns":  # a round that ends with another part
        yield Probing(ANYTHING, ""), Part("interview.patterns.anything", {}, asks=True)
    early = situation.phase == "requirements" and not situation.questions_asked
    if situation.next_phase and situation.phase_spent > situation.phase_left and not early:
        probe = Probing(f"next:{situation.next_phase}", "")
        before = sum(asked.startswith("next:") for asked in situation.asked)
        words = f"interview.move_offer.m{before % MOVE_OFFERS + 1}"  # not in the same words in every phase
        yield probe, Part(words, {"phase": situation.next_phase}, asks=True)


def scenario_questions(situation: Situation) -> Iterator[tuple[Probing, Part]]:
    """The scenario's probes of this phase that are worth asking now, in the author's order."""
    for probe in situation.scenario.probes:
        if probe.phase == situation.phase and _worth_asking(situation, probe):
            yield Probing(f"scenario:{probe.id}", probe.criterion), scenario_part(probe)


def scenario_part(probe: Probe) -> Part:
    return Part("interview.probe", {"question": probe.asks}, asks=True)


def _worth_asking(situation: Situation, probe: Probe) -> bool:
    roles = frozenset(situation.drawn.roles) if situation.drawn else frozenset()
    if probe.levels and situation.level not in probe.levels:
        return False
    if any(each in situation.given or each in roles or each in situation.offered for each in probe.unless):
        return False
    if situation.phase == "design" and situation.drawn is None and situation.rubric.draws:
        return False
    when = probe.when
    if when is None:
        return situation.phase == "requirements" or probe.criterion not in situation.seen
    made = {situation.mind.manners.metric_of(each.metric) for each in situation.estimates}
    wanted = situation.mind.manners.metric_of(when.metric) if when.metric else ""
    return all(
        (
            when.missing_role is None or when.missing_role not in roles,
            when.present_role is None or when.present_role in roles,
            when.unasked_fact is None or when.unasked_fact not in situation.given,
            when.missing_criterion is None or when.missing_criterion not in situation.seen,
            when.metric is None or wanted in made,
        )
    ) and (probe.criterion not in situation.asked_criteria or _by_role(probe))


def _by_role(probe: Probe) -> bool:
    return probe.when is not None and (probe.when.missing_role is not None or probe.when.present_role is not None)


def _closing_questions(situation: Situation) -> Iterator[tuple[Probing, Part]]:
    own = {probing.criterion: (probing, part) for probing, part in scenario_questions(situation)}
    for probe in situation.mind.manners.probes.get("patterns", ()):
        if probe.criterion in situation.seen or (probe.levels and situation.level not in probe.levels):
            continue
        if probe.id == "pattern_cost" and "pat.named" not in situation.seen:
            continue
        if probe.criterion in own and probe.criterion not in situation.asked_criteria:
            yield own[probe.criterion]
        elif not probe.criterion or probe.criterion not in situation.asked_criteria:
            part = Part(f"interview.patterns.{probe.id}", {}, asks=True)
            yield Probing(f"patterns:{probe.id}", probe.criterion), part
