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
from bot.scoring import agreeing, asking, choosing, closing, founded, growing, pace  # noqa: F401  (they register detectors)
from bot.scoring.card import Scorecard
from bot.scoring.designs import detectors as designs  # noqa: F401  (registers its detectors)
from bot.scoring.estimates import detectors as estimates  # noqa: F401  (registers its detectors)
from bot.scoring.ladder import climb
from bot.scoring.likeness import by_likeness
from bot.scoring.reading import Reading, Tools
from bot.scoring.worth import overall, phase_scores


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
