"""Answers from the sheet: each fact once a message, always in the same words, and nothing that was not asked."""

from bot.content import AnswerError
from bot.dialogue.reply import Part
from bot.dialogue.situation import Situation
from bot.dialogue.turnread import TurnReading
from bot.record import Entry

MOST_OFFERED = 3


def answer_of(situation: Situation, fact: str) -> str:
    """What was said to this question before, else the sheet's sentence with this interview's figures."""
    given = situation.ledger.latest("fact", fact)
    if given is not None:
        return given.words
    try:
        return situation.scenario.answer(fact)
    except (KeyError, AnswerError):
        return ""


def entries_for(situation: Situation, facts: tuple[str, ...], turn: int) -> tuple[Entry, ...]:
    """Ledger entries of the facts that are given for the first time."""
    fresh = [fact for fact in facts if fact not in situation.given]
    return tuple(_entry(situation, fact, turn) for fact in fresh if answer_of(situation, fact))


def _entry(situation: Situation, fact_id: str, turn: int) -> Entry:
    words = answer_of(situation, fact_id)
    for sets in situation.scenario.fact(fact_id).sets[:1]:
        name = "retention_days" if sets.parameter == "retention" else sets.parameter
        value = situation.scenario.params(sets.flow).get(name)
        return Entry("fact", fact_id, words, turn, sets.flow, value, parameter=name)
    return Entry("fact", fact_id, words, turn)


def answer_parts(situation: Situation, reading: TurnReading) -> list[Part]:
    """Answers, then what could be meant as choices, then what the sheet leaves open; at most one of them asks."""
    parts = []
    answers = [answer for fact in reading.asked_facts if (answer := answer_of(situation, fact))]
    if answers:
        again = all(fact in situation.given for fact in reading.asked_facts)
        parts.append(Part("interview.fact_again" if again else "interview.fact", {"answers": answers}))
    offered = [fact for fact in reading.offered_facts if fact not in reading.asked_facts][:MOST_OFFERED]
    if offered:
        word = "interview.offer_too" if answers else "interview.offer"
        parts.append(Part(word, {"choices": _choices(situation, offered)}, asks=True))
    elif reading.unanswered:
        word = "interview.unspecified_too" if answers else "interview.unspecified"
        parts.append(Part(word, {"count": reading.unanswered}, asks=True))
    return parts


def _choices(situation: Situation, facts: list[str]) -> list[dict[str, str]]:
    return [{"fact": fact, "question": situation.scenario.fact(fact).question} for fact in facts]


def contradiction(situation: Situation, reading: TurnReading) -> Part | None:
    """What was given earlier, where a stated figure does not agree with it."""
    for fact in reading.contradicts:
        if answer := answer_of(situation, fact):
            return Part("interview.contradiction", {"answer": answer})
    return None
