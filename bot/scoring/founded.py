"""The third rung of what one states or asks: done, and with a reason or a figure of this problem beside it."""

from bot.scoring.detectors import DETECTORS, Found, detector
from bot.scoring.reading import Reading
from bot.scoring.substance import weigh

FOUNDED = 3.2  # of Substance.reason, in one message of the evidence


@detector("well_founded")
def well_founded(reading: Reading, criterion: str) -> Found | None:
    """What reaches level 2 for sure, in a message that also says why: a connective with a need, an effect or a
    figure."""
    for rung in reading.rubric.criteria[criterion].ladder:
        for way in rung.ways:
            if rung.level == 2 and way.structure and (found := DETECTORS[way.structure](reading, criterion)):
                return found if _founded(reading, found) else None
    return None


def _founded(reading: Reading, found: Found) -> bool:
    if found.uncertain:
        return False
    for turn in {each.turn: None for each in found.evidence}:
        own = weigh(reading, reading.of(reading.by_index[turn]))
        if own.reason >= FOUNDED and own.becauses and (own.needs or own.figures or own.effects):
            return True
    return False


@detector("asked_thrice")
def asked_thrice(reading: Reading, criterion: str) -> Found | None:
    """Three different questions of the kind, or one with the reason why it is asked."""
    from bot.scoring.asking import questions

    asked = [each for each in questions(reading) if criterion in each.kinds]
    messages = {each.said.message.index for each in asked}
    reasoned = [each for each in asked if weigh(reading, reading.of(each.said.message)).becauses]
    if len(messages) < 3 and not reasoned:
        return None
    return Found(reading.quote(*(each.said for each in (reasoned or asked))))
