"""Scoring one transcript: a pure function from what was said to a scorecard.

    tools = tools_from(content.lexicon, encoder)          # once
    card = score(transcript, content.scenario("whatsapp"), content.rubric(), tools)

Structural detectors register themselves when their module is imported; every such module is imported here.
"""

from collections.abc import Mapping
from typing import Any

from bot.content import Rubric, Scenario
from bot.diagram import lexicon_from as components_from
from bot.language import Encoder, lexicon_from, matching_from
from bot.record import Transcript
from bot.scoring import agreeing, asking, choosing, closing, growing, pace  # noqa: F401  (they register detectors)
from bot.scoring.card import Scorecard, Verdict
from bot.scoring.designs import detectors as designs  # noqa: F401  (registers its detectors)
from bot.scoring.estimates import detectors as estimates  # noqa: F401  (registers its detectors)
from bot.scoring.ladder import climb
from bot.scoring.likeness import by_likeness
from bot.scoring.reading import Reading, Tools


def score(transcript: Transcript, scenario: Scenario, rubric: Rubric, tools: Tools) -> Scorecard:
    """The scorecard of one interview: a verdict on every criterion of the rubric, phase scores and a band."""
    reading = Reading(transcript, scenario, rubric, tools)
    return scorecard(reading)


def scorecard(reading: Reading) -> Scorecard:
    rubric = reading.rubric
    verdicts = {name: climb(reading, name, criterion) for name, criterion in rubric.criteria.items()}
    verdicts.update(by_likeness(reading, verdicts))
    phases = phase_scores(rubric, verdicts)
    whole = overall(rubric, phases)
    level = reading.transcript.level if reading.transcript.level in rubric.bands else "senior"
    band = rubric.band(level, whole).id if whole is not None else ""
    return Scorecard(rubric.id, rubric.version, verdicts, phases, whole, band)


def tools_from(lexicon: Mapping[str, Any], encoder: Encoder | None = None) -> Tools:
    """The tools out of the content's lexicon files."""
    data = lexicon["scoring"]
    matching = lexicon.get("matching")
    return Tools(
        groups={
            **data.get("groups", {}),
            **lexicon.get("structure", {}).get("groups", {}),
            "technology": _technologies(lexicon, data),
        },
        topics=data.get("probes", {}),
        components=components_from(lexicon["components"]),
        synonyms=lexicon_from(lexicon.get("synonyms")),
        matching=matching_from(matching) if matching else None,
        encoder=encoder,
        figures=data.get("figures", {}),
    )


def _technologies(lexicon: Mapping[str, Any], data: Mapping[str, Any]) -> list[str]:
    """Products by name; protocols and data structures are no parts of a design."""
    kinds = lexicon.get("technologies", {}).get("technologies", {})
    named = [word for kind, words in kinds.items() if kind not in ("protocols", "structures") for word in words]
    return [*named, *data.get("groups", {}).get("technology_more", ())]


def phase_scores(rubric: Rubric, verdicts: Mapping[str, Verdict]) -> dict[str, float | None]:
    """Phase (and "communication") → 0 to 100: the weighted share of what its criteria can give, where level 2 gives
    three quarters and level 3 all, less the points of the faults that were made."""
    return {phase: _phase_score(rubric, phase, verdicts) for phase in _phases(rubric)}


def overall(rubric: Rubric, phases: Mapping[str, float | None]) -> float | None:
    """The phases' scores by their weights; None where none could be judged."""
    weights = {phase.id: phase.weight for phase in rubric.phases} | {"communication": rubric.communication_weight}
    known = [(value, weights[name]) for name, value in phases.items() if value is not None and weights[name]]
    total = sum(weight for _, weight in known)
    return round(sum(value * weight for value, weight in known) / total, 1) if total else None


SHARE = {0: 0.0, 1: 0.25, 2: 0.75, 3: 1.0}  # of a criterion's weight, by level


def _phases(rubric: Rubric) -> list[str]:
    return [phase.id for phase in rubric.phases] + ["communication"]


def _phase_score(rubric: Rubric, phase: str, verdicts: Mapping[str, Verdict]) -> float | None:
    judged = [(rubric.criteria[name], name, verdict) for name, verdict in verdicts.items()]
    own = [(criterion, name, verdict) for criterion, name, verdict in judged if criterion.phase == phase]
    merits = [(c, v) for c, name, v in own if not is_fault(rubric, name)]
    total = sum(criterion.weight for criterion, _ in merits)
    if not total:
        return None
    earned = 100 * sum(criterion.weight * SHARE[verdict.level] for criterion, verdict in merits) / total
    lost = sum(criterion.weight for criterion, name, verdict in own if is_fault(rubric, name) and verdict.met)
    return round(max(0.0, earned - lost), 1)


def is_fault(rubric: Rubric, name: str) -> bool:
    """Whether meeting this criterion costs points: the faults, and the phase that was overrun."""
    overruns = {phase.fault_when_overrun for phase in rubric.phases}
    return rubric.criteria[name].kind == "fault" or name in overruns
