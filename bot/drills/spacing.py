"""Spaced repetition: what a person's answers so far make due again, and when (fsrs, without its random fuzz)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from fsrs import Card, Rating, Scheduler

from bot.content.drills import Ratings

_SCHEDULER = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


@dataclass(frozen=True, slots=True)
class Practised:
    """One first answer: when, and what it showed of each skill, 0 to 1."""

    at: float
    skills: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Due:
    """A skill, when it should be practised again, and how it went the last time."""

    skill: str
    at: float
    last: float


def due(history: Iterable[Practised], ratings: Ratings) -> list[Due]:
    """Every skill that was practised, the one that is due first at the head."""
    cards: dict[str, Card] = {}
    last: dict[str, float] = {}
    for each in sorted(history, key=lambda practised: practised.at):
        at = datetime.fromtimestamp(each.at, UTC)
        for skill in sorted(each.skills):
            score = each.skills[skill]
            card = cards.get(skill) or Card(card_id=1, due=at)
            cards[skill], _ = _SCHEDULER.review_card(card, rating(score, ratings), at)
            last[skill] = score
    found = [Due(skill, card.due.timestamp(), last[skill]) for skill, card in cards.items()]
    return sorted(found, key=lambda each: (each.at, each.last, each.skill))


def rating(score: float, ratings: Ratings) -> Rating:
    """Again, hard, good or easy by the share that was right."""
    if score >= ratings.easy:
        return Rating.Easy
    if score >= ratings.good:
        return Rating.Good
    return Rating.Hard if score >= ratings.hard else Rating.Again
