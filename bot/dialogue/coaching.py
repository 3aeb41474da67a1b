"""What an interviewer remarks on once: the mistakes of the first minutes, and all that is not about the system."""

from bot.dialogue.reply import Part
from bot.dialogue.situation import Situation
from bot.dialogue.turnread import TurnReading

CHAT = 12  # words; a turn that is only a greeting or a thank you is no longer
REMARKS = {"other_language": False, "everything": False, "jumped": True}  # remark → whether it asks something


def remark_parts(situation: Situation, reading: TurnReading) -> list[tuple[Part, str]]:
    """(what is said, what it is remembered by) of everything in this turn that is said once."""
    found = [
        (Part(f"interview.conduct.{remark}", {}, asks=asks), remark)
        for remark, asks in REMARKS.items()
        if remark in reading.remarks and remark not in situation.noticed
    ]
    if "instructs" in reading.intents and "instructs" not in situation.noticed:
        found.append((Part("interview.conduct.instructs"), "instructs"))
    if reading.assumed and "assumed" not in situation.noticed and situation.phase == "requirements":
        found.append((Part("interview.conduct.assumed"), "assumed"))
    return found


def talk_part(situation: Situation, reading: TurnReading) -> Part | None:
    """The answer to what was asked about the interview itself."""
    has = reading.intents.__contains__
    minutes = max(1, round(situation.left / 60))
    if "broken_drawing" in reading.remarks:
        return Part("interview.conduct.broken_drawing")
    if "unreadable" in reading.remarks:
        return Part("interview.conduct.unreadable")
    if (mermaid := next((each for each in reading.remarks if each.startswith("mermaid")), "")) != "":
        kind, _, line = mermaid.partition(":")
        return Part(f"interview.conduct.{kind}", {"line": line})
    if has("time_left"):
        here = max(0, round(situation.phase_left / 60))
        return Part("interview.time_left", {"minutes": minutes, "here": here, "phase": situation.phase})
    if has("repeat"):
        return situation.last_question or Part("interview.prompt", {"prompt": situation.scenario.prompt})
    if has("edited") and reading.asks:
        return Part("interview.conduct.edited")
    if has("digression") and not reading.asked_facts and "digression" not in situation.noticed:
        return Part("interview.conduct.digression")
    if has("solution"):
        return Part("interview.conduct.solution")
    if has("scoring") and reading.asks:
        return Part("interview.conduct.scoring")
    if has("form") and reading.asks:
        return Part("interview.conduct.form")
    if has("who") and reading.asks:
        return Part("interview.conduct.who")
    if reading.words > CHAT:
        return None
    if has("wait") and not reading.moves:
        return Part("interview.patience")
    if has("greeting") and len(situation.reads) <= 1 and not reading.asked_facts:
        return Part("interview.greeting")
    return None


def returned_part(reading: TurnReading) -> Part | None:
    """A question that is answered with a question is handed back, once, as a statement."""
    if "yours" in reading.intents and reading.asks and not reading.asked_facts:
        return Part("interview.conduct.yours")
    return None


def confirm_part(situation: Situation, reading: TurnReading) -> Part | None:
    """What to say when the candidate asks to be confirmed; never more than what can be told."""
    if "confirm" not in reading.intents or not reading.asks or reading.asked_facts or reading.contradicts:
        return None
    if situation.phase == "requirements":
        if "summary" in reading.intents:
            return Part("interview.confirm.scope")
        return Part("interview.confirm.so_far" if situation.given else "interview.confirm.first")
    return Part("interview.confirm.yours")
