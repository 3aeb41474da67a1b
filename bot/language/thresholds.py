"""How sure one must be: the figures of rubrics/lexicon/matching.yaml as values."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Limits:
    """See matching.yaml for what each figure means."""

    answer: float
    lead: float
    sure: float
    part_answer: float
    part_lead: float
    offer: float
    offer_within: float
    repel: float
    decoy: float
    decoy_lead: float
    list_answer: float
    list_lead: float
    part_offer: float
    doubt: float

    @property
    def of_part(self) -> tuple[float, float, float]:
        return self.part_answer, self.part_lead, self.sure

    @property
    def of_list(self) -> tuple[float, float, float]:
        return self.list_answer, self.list_lead, self.sure


@dataclass(frozen=True, slots=True)
class Matching:
    with_encoder: Limits
    without_encoder: Limits
    lexical_share: float
    lexical_half: float
    nearest_count: int
    nearest_share: float
    answer_share: float
    context_words: int
    decoys: tuple[str, ...]


def matching_from(data: Mapping[str, Any]) -> Matching:
    """The figures of a loaded matching.yaml. Raises ValueError naming a figure that is missing."""
    try:
        return Matching(
            with_encoder=_limits(data["with_encoder"]),
            without_encoder=_limits(data["without_encoder"]),
            lexical_share=float(data["lexical_share"]),
            lexical_half=float(data["lexical_half"]),
            nearest_count=int(data["nearest"]["count"]),
            nearest_share=float(data["nearest"]["share"]),
            answer_share=float(data["nearest"]["answer"]),
            context_words=int(data["context_words"]),
            decoys=tuple(str(text) for text in data["decoys"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"rubrics/lexicon/matching.yaml: {error} is missing or has another shape.") from None


def _limits(data: Mapping[str, Any]) -> Limits:
    return Limits(**{field.name: float(data[field.name]) for field in fields(Limits)})
