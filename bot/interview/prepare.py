"""The slow part of deciding, outside any transaction: reading a finished turn and thinking of what to say.

What is prepared is only a proposal: `decide` keeps the rules of the clock and of conduct, and takes from it what still
fits. Everything it takes is recorded in events, so nothing here is ever computed twice for one decision.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.dialogue import reading
from bot.dialogue.answering import answer_of, entries_for
from bot.dialogue.estimating import slip_part
from bot.dialogue.hinting import hint
from bot.dialogue.mind import Mind
from bot.dialogue.probing import next_question
from bot.dialogue.reply import Part, Reply
from bot.dialogue.respond import after_lull, nudge, respond
from bot.dialogue.situation import Heard, Situation
from bot.dialogue.turnread import TurnReading
from bot.dialogue.understanding import read_turn
from bot.interview import commands as do
from bot.interview.card import Card
from bot.interview.judging import card_of
from bot.interview.peering import commands as peer
from bot.interview.peering import prepare as peering
from bot.interview.situating import heard, situation_of
from bot.interview.state import Interview
from bot.interview.timers import due_now

THOUGHT_ABOUT = frozenset(("hint", "next", "give_up"))  # control words that lead to words of ours
OPENS_WITH_A_QUESTION = frozenset(("decisions", "patterns"))


@dataclass(frozen=True, slots=True)
class Prepared:
    """`turn`: the messages that `reading` and `reply` are about. `opening` is for the phase after this one.
    `rereads`: turns that an edit or a deletion has changed, read anew."""

    turn: tuple[int, ...] = ()
    reading: TurnReading | None = None
    reply: Reply | None = None
    lull: Reply | None = None
    nudge: Reply | None = None
    hint: Reply | None = None
    opening: Reply | None = None
    rereads: tuple[tuple[tuple[int, ...], TurnReading], ...] = ()
    card: Card | None = None
    told: peering.Told | None = None
    probed: peering.Probed | None = None


def wants_preparing(interview: Interview, command: do.Command, mind: Mind) -> bool:
    """Whether a command leads to reading, to the interviewer's own words, or to the report. Quick."""
    if closes(interview, command):
        return True
    if isinstance(command, do.EditMessage | do.DeleteMessage) and interview.status in ("live", "paused", "rating"):
        message = interview.message(command.ts)
        return message is not None and any(message.index in read.messages for read in interview.reads)
    if isinstance(command, do.EndInterview):
        return bool(interview.turn)
    if interview.status != "live":
        return False
    match command:
        case peer.PostProbe() | peer.PostHint():
            return True
        case do.HearMessage(user=user) if interview.by_person:
            return user == interview.setup.interviewer
        case do.CheckClock() if interview.by_person:
            return "turn" in due_now(interview, command.now)
        case do.NextPhase() | do.AskHint() | do.GiveUp() if interview.by_person:
            return False
        case do.CheckClock():
            return bool(due_now(interview, command.now) & {"turn", "lull", "nudge", "phase"})
        case do.HearMessage(text=text, user=user):
            control = mind.manners.control(text)
            thinks = control in THOUGHT_ABOUT or (control == "end" and bool(interview.turn))
            return user in interview.setup.participants and thinks
    return isinstance(command, do.NextPhase | do.AskHint | do.GiveUp)


def closes(interview: Interview, command: do.Command) -> bool:
    """Whether the interview closes with this command, and so is scored."""
    match command:
        case do.RateSelf() | do.SkipRating() | peer.SubmitScorecard() | peer.SkipScorecard():
            return interview.status == "rating"
        case do.CheckClock():
            return bool(due_now(interview, command.now) & {"rating", "expired", "abandoned"})
    return False


def prepare(interview: Interview, command: do.Command, mind: Mind, texts: Mapping[str, str]) -> Prepared:
    """Everything slow that `decide` may need for this command. Thread-safe; never raises on any text."""
    if closes(interview, command):
        return Prepared(card=card_of(interview, texts, mind))
    situation = situation_of(interview, mind, texts, command.now)
    match command:
        case do.HearMessage(text=text) if interview.by_person:
            return Prepared(told=peering.told(interview, situation, text, texts))
        case peer.PostProbe(probe=probe):
            return Prepared(probed=peering.probe_by_id(situation, probe))
        case peer.PostHint():
            return Prepared(hint=hint(situation))
        case do.CheckClock():
            return _for_the_clock(interview, command.now, situation, texts)
        case do.HearMessage():
            return replace(_left(interview, situation, texts), hint=hint(situation))
        case do.NextPhase() | do.GiveUp() | do.EndInterview():
            return _left(interview, situation, texts)
        case do.AskHint():
            return Prepared(hint=hint(situation))
        case do.EditMessage() | do.DeleteMessage():
            return Prepared(rereads=_reread(interview, command, situation, texts))
    return Prepared()


def _for_the_clock(interview: Interview, now: float, situation: Situation, texts: Mapping[str, str]) -> Prepared:
    due = due_now(interview, now)
    if "turn" in due:
        return _for_a_turn(interview, situation, texts)
    left = _left(interview, situation, texts) if "phase" in due else Prepared()
    return replace(
        left,
        lull=after_lull(situation) if "lull" in due else None,
        nudge=nudge(situation) if "nudge" in due else None,
    )


def _left(interview: Interview, situation: Situation, texts: Mapping[str, str]) -> Prepared:
    """A turn that is still open where a phase ends, read; and how the next one opens after it."""
    if not interview.turn:
        return Prepared(opening=opening(situation))
    messages = heard(interview, interview.turn, texts)
    understood = read_turn(situation, messages)
    return Prepared(
        turn=interview.turn, reading=understood, opening=opening(after_turn(situation, understood, messages))
    )


def _for_a_turn(interview: Interview, situation: Situation, texts: Mapping[str, str]) -> Prepared:
    messages = heard(interview, interview.turn, texts)
    understood = read_turn(situation, messages)
    if interview.by_person:
        return Prepared(turn=interview.turn, reading=understood)
    after = after_turn(situation, understood, messages)
    return Prepared(
        turn=interview.turn,
        reading=understood,
        reply=respond(after, understood, messages),
        opening=opening(after),
    )


def after_turn(situation: Situation, understood: TurnReading, messages: tuple[Heard, ...]) -> Situation:
    """The situation with this turn read."""
    drawings = situation.drawings
    if understood.drawn is not None:
        drawings = (*drawings, *(piece for each in messages for piece in each.pieces))
    answered = bool(understood.answers)
    return replace(
        situation,
        reads=(*situation.reads, (situation.phase, understood)),
        ledger=situation.ledger.add(*understood.entries),
        drawings=drawings,
        open_probe="" if answered else situation.open_probe,
        open_criterion="" if answered else situation.open_criterion,
        answered_criterion=situation.open_criterion if answered else "",
        talk=(*situation.talk, *(each.text for each in messages)),
    )


def opening(situation: Situation) -> Reply:
    """The first words of the next phase; in some the interviewer begins with a question."""
    phase = situation.next_phase
    if not phase:
        return Reply()
    drawn = phase == "design" and situation.drawn is not None
    figured = [read for _, read in situation.reads if read.estimates] if phase == "estimation" else []
    begun = bool(figured)
    own = next((each.opens for each in situation.rubric.phases if each.id == phase), "")
    drawn = drawn and not own
    name = own or ("design_drawn" if drawn else "estimation_begun" if begun else phase)
    words = Part(f"interview.open.{name}")
    for read in figured:
        if (slip := slip_part(replace(situation, phase=phase), read)) is not None:
            return Reply(
                (Part("interview.open.estimation_slip"), slip[0]), notices=(slip[1],)
            )  # "go on" is no word here
    if phase not in OPENS_WITH_A_QUESTION and not drawn:
        return Reply((words,))
    order: list[str] = [each.id for each in situation.rubric.phases]
    later = order[order.index(phase) + 1 :] if phase in order else []
    total = situation.phase_left + situation.left
    there = replace(
        situation, phase=phase, next_phase=later[0] if later else "", asked_here=0, phase_spent=0.0, phase_left=total
    )
    found = next_question(there)
    if found is None:
        return Reply((words,))
    return Reply((words, found[1]), probe=found[0])


def _reread(
    interview: Interview, command: do.EditMessage | do.DeleteMessage, situation: Situation, texts: Mapping[str, str]
) -> tuple[tuple[tuple[int, ...], TurnReading], ...]:
    """The turns that hold this message, read as they stand now."""
    found = []
    for read in interview.reads:
        parts = []
        for index in read.messages:
            message = interview.messages[index]
            each = heard(interview, (index,), texts)[0]
            if message.ts != command.ts:
                parts += [] if message.deleted else [each]
            elif isinstance(command, do.EditMessage):
                parts.append(replace(each, text=command.text))
        if any(interview.messages[index].ts == command.ts for index in read.messages):
            there = replace(situation, phase=read.phase, open_probe=read.reading.answers)
            found.append((read.messages, read_turn(there, parts) if parts else TurnReading()))
    return tuple(found)


def chosen_fact(interview: Interview, mind: Mind, fact: str, turn: int) -> Reply:
    """The answer to a question that was chosen from those offered."""
    situation = situation_of(interview, mind, {}, interview.started_at)
    words = "interview.fact_again" if fact in situation.given else "interview.fact"
    answer = answer_of(situation, fact)
    if not answer:
        return Reply()
    return Reply((Part(words, {"answers": [answer]}),), facts=entries_for(situation, (fact,), turn))


def ends_asking(text: str) -> bool:
    """Whether a message ends with a question; quick."""
    return reading.ends_asking(text)
