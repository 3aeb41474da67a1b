"""Judging a finished interview. It is done once, when the interview closes, and kept in an event: a rubric that
changes tomorrow changes no report of today.
"""

from collections.abc import Mapping

from bot.content import Rubric
from bot.dialogue.mind import Mind
from bot.interview.card import Card, Judged, Proof
from bot.interview.state import Interview
from bot.scoring import Derived, Given, Scorecard, Verdict, judge


def card_of(interview: Interview, texts: Mapping[str, str], mind: Mind) -> Card:
    """The scorecard of this interview under its own rubric. Pure; the same words give the same card."""
    rubric = mind.rubric(interview.setup.rubric)
    scored = _scored(interview, texts, mind, rubric)
    judged = tuple(_judged(interview, texts, name, verdict) for name, verdict in scored.criteria.items())
    phases = phase_scores(judged, rubric, interview)
    overall = overall_score(phases, rubric)
    band = "" if overall is None else rubric.band(interview.setup.level, overall).id  # type: ignore[arg-type]
    return Card(rubric.id, rubric.version, judged, phases, overall, band)


def _scored(interview: Interview, texts: Mapping[str, str], mind: Mind, rubric: Rubric) -> Scorecard:
    manners, setup = mind.manners, interview.setup
    given = [Given(entry.key, entry.turn) for entry in interview.ledger if entry.kind == "fact"]
    derived = [
        Derived(
            manners.criterion_of.get(manners.metric_of(each.metric), ""),
            each.grade,
            _turn_of(interview, texts, read.messages, each.surface),
            each.surface,
            each.slipped,
        )
        for read in interview.reads
        for each in read.reading.estimates
    ]
    spoken = {message.index: texts.get(message.text_id, "") for message in interview.standing}
    scenario = mind.scenario(setup.scenario, setup.seed if setup.vary else None)
    return judge(scenario, rubric, given, derived, spoken, overran(interview))


def _turn_of(interview: Interview, texts: Mapping[str, str], messages: tuple[int, ...], surface: str) -> int:
    holding = (index for index in messages if surface in texts.get(interview.messages[index].text_id, ""))
    return next(holding, messages[-1])


def overran(interview: Interview) -> bool | None:
    """Whether requirements took their longest allowed share; None where they were never left."""
    run = next((run for run in interview.runs if run.id == "requirements" and run.end is not None), None)
    limit = interview.setup.plan.phase("requirements").ends_at_share if run else None
    if run is None or run.end is None or limit is None:
        return None
    return run.end - run.start >= limit * interview.setup.plan.seconds - 1


def _judged(interview: Interview, texts: Mapping[str, str], name: str, verdict: Verdict) -> Judged:
    proofs = []
    for each in verdict.evidence:
        text = texts.get(interview.messages[each.turn].text_id, "") if each.turn < len(interview.messages) else ""
        start = text.find(each.quote)
        if start >= 0 and each.quote:
            proofs.append(Proof(each.turn, start, start + len(each.quote)))
    return Judged(name, verdict.level, tuple(proofs), detector=verdict.by)


def is_fault(rubric: Rubric, criterion: str) -> bool:
    """Faults cost points; a pace criterion that a phase names as its overrun is one too."""
    overruns = {phase.fault_when_overrun for phase in rubric.phases}
    known = rubric.criteria.get(criterion)
    return known is not None and (known.kind == "fault" or criterion in overruns)


def phase_scores(judged: tuple[Judged, ...], rubric: Rubric, interview: Interview) -> dict[str, float]:
    """Of each phase with a merit that could be judged: weighted levels of 100, less its faults and hints."""
    found: dict[str, float] = {}
    for phase in [*(each.id for each in rubric.phases), "communication"]:
        mine = [(each, rubric.criteria[each.criterion]) for each in judged if each.criterion in rubric.criteria]
        mine = [(each, criterion) for each, criterion in mine if criterion.phase == phase]
        merits = [(each.level, criterion.weight) for each, criterion in mine if not is_fault(rubric, each.criterion)]
        if not merits:
            continue
        earned = 100 * sum(level / 3 * weight for level, weight in merits) / sum(weight for _, weight in merits)
        faults = sum(criterion.weight for each, criterion in mine if is_fault(rubric, each.criterion) and each.level)
        hints = sum(hint.points for hint in interview.hints if hint.phase == phase)
        found[phase] = round(max(0.0, earned - faults - hints), 1)
    return found


def overall_score(phases: Mapping[str, float], rubric: Rubric) -> float | None:
    """The phases that could be judged, by their weights; None where there is none."""
    weights = {phase.id: phase.weight for phase in rubric.phases} | {"communication": rubric.communication_weight}
    total = sum(weights.get(phase, 0.0) for phase in phases)
    return round(sum(score * weights.get(phase, 0.0) for phase, score in phases.items()) / total, 1) if total else None
