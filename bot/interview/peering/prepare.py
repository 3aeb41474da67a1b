"""The slow part of what concerns a person who interviews: reading them, finding what a button meant, the bot's view."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.dialogue.answering import answer_of, entries_for
from bot.dialogue.overhearing import Overheard, OwnFigure, overhear, own_figure
from bot.dialogue.probing import questions
from bot.dialogue.reply import Part, Probing, Reply
from bot.dialogue.situation import Situation
from bot.interview.state import Interview
from bot.record import Entry

NOBODY_ASKED = -1


@dataclass(frozen=True, slots=True)
class Probed:
    """A probe of the suggestions, found again by its id."""

    probing: Probing
    part: Part


@dataclass(frozen=True, slots=True)
class Told:
    """What a message of the interviewer told, with the ledger's entries for what is new."""

    heard: Overheard
    entries: tuple[Entry, ...]


def probe_by_id(situation: Situation, probe: str) -> Probed | None:
    """The question of this id, if it can be asked in this situation."""
    found = next(((probing, part) for probing, part in questions(situation) if probing.probe == probe), None)
    return Probed(*found) if found else None


def suggestion(situation: Situation, interview: Interview) -> Probed | None:
    """The one probe worth asking next, of those neither asked nor passed over; what the candidate has asked for
    already needs no probe."""
    situation = replace(situation, offered=(*situation.offered, *pending(interview)))
    done = situation.asked | interview.peering.skipped
    found = next(((probing, part) for probing, part in questions(situation) if probing.probe not in done), None)
    return Probed(*found) if found else None


def pending(interview: Interview, *, sure: bool = False) -> tuple[str, ...]:
    """Facts that the candidate asked for and that nobody has told yet, the newest question last.

    Where it could not be told which one a question means, those that it may mean; `sure` leaves them out."""
    readings = [read.reading for read in interview.reads]
    asked = [fact for read in readings for fact in (read.asked_facts or (() if sure else read.offered_facts))]
    return tuple(fact for fact in dict.fromkeys(asked) if fact not in interview.given)


def told(interview: Interview, situation: Situation, text: str, texts: Mapping[str, str]) -> Told:
    """What a message of the interviewer tells and gives away."""
    said = "\n".join(texts.get(message.text_id, "") for message in interview.standing)
    waiting = pending(interview)
    heard = overhear(situation, text, said, waiting)
    own = own_figure(situation, text, (fact for fact in waiting if fact not in heard.facts))
    if own is None:
        return Told(heard, _entries(interview, situation, heard.facts))
    heard = replace(heard, facts=(*heard.facts, own.fact))
    others = tuple(fact for fact in heard.facts if fact != own.fact)
    return Told(heard, (*_entries(interview, situation, others), *_own(interview, own)))


def _own(interview: Interview, own: OwnFigure) -> tuple[Entry, Entry]:
    """What a person said instead of the sheet holds from then on: numbers are checked against it."""
    turn = asked_in(interview, own.fact)
    fact = Entry("fact", own.fact, own.words, turn, own.flow, own.value)
    return fact, Entry("assumption", own.parameter, own.words, turn, own.flow, own.value, own.unit)


def fact_reply(interview: Interview, situation: Situation, fact: str) -> Reply | None:
    """The sheet's answer to be posted; None for a fact that it has not."""
    answer = answer_of(situation, fact)
    if not answer:
        return None
    return Reply((Part("interview.fact", {"answers": [answer]}),), facts=_entries(interview, situation, (fact,)))


def _entries(interview: Interview, situation: Situation, facts: tuple[str, ...]) -> tuple[Entry, ...]:
    return tuple(entry for fact in facts for entry in entries_for(situation, (fact,), asked_in(interview, fact)))


def asked_in(interview: Interview, fact: str) -> int:
    """The index of the candidate's message that asked for a fact; NOBODY_ASKED where the interviewer volunteers it,
    so that the candidate is not credited with the question. A question not read yet gets the benefit of the doubt."""
    for read in reversed(interview.reads):
        if fact in read.reading.asked_facts or fact in read.reading.offered_facts:
            return read.messages[-1]
    unread = [interview.messages[index] for index in interview.turn if interview.messages[index].asks]
    return unread[-1].index if unread else NOBODY_ASKED
