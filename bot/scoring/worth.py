"""What verdicts are worth: phase scores, the whole, and what counts as a fault. The shares and weights are the rubric's."""

from collections.abc import Mapping

from bot.content import Rubric
from bot.scoring.card import Verdict


def phase_scores(
    rubric: Rubric, verdicts: Mapping[str, Verdict], lost: Mapping[str, float] | None = None
) -> dict[str, float | None]:
    """Phase (and "communication") → 0 to 100: the weighted share that its merits reached, less the points of the
    faults that were made and of what else was `lost` in the phase (hints). None where no merit could be judged."""
    phases = [phase.id for phase in rubric.phases] + ["communication"]
    return {phase: _phase_score(rubric, phase, verdicts, (lost or {}).get(phase, 0.0)) for phase in phases}


def overall(rubric: Rubric, phases: Mapping[str, float | None]) -> float | None:
    """The phases' scores by their weights; None where none could be judged."""
    weights = {phase.id: phase.weight for phase in rubric.phases} | {"communication": rubric.communication_weight}
    known = [(value, weights.get(name, 0.0)) for name, value in phases.items() if value is not None]
    total = sum(weight for _, weight in known)
    return round(sum(value * weight for value, weight in known) / total, 1) if total else None


def is_fault(rubric: Rubric, name: str) -> bool:
    """Whether meeting this criterion costs points: the faults, and the phase that was overrun."""
    overruns = {phase.fault_when_overrun for phase in rubric.phases}
    known = rubric.criteria.get(name)
    return known is not None and (known.kind == "fault" or name in overruns)


def _phase_score(rubric: Rubric, phase: str, verdicts: Mapping[str, Verdict], lost: float) -> float | None:
    own = [(name, verdict) for name, verdict in verdicts.items() if _of(rubric, name, phase)]
    merits = [(rubric.criteria[name].weight, verdict) for name, verdict in own if not is_fault(rubric, name)]
    total = sum(weight for weight, _ in merits)
    if not total:
        return None
    earned = 100 * sum(weight * rubric.share_of(verdict.level) for weight, verdict in merits) / total
    faults = sum(rubric.criteria[name].weight for name, verdict in own if is_fault(rubric, name) and verdict.met)
    return round(max(0.0, earned - faults - lost), 1)


def _of(rubric: Rubric, name: str, phase: str) -> bool:
    return name in rubric.criteria and rubric.criteria[name].phase == phase
