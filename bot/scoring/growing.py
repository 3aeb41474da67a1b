"""How the design came about: parts with reasons, and from simple to grown."""

from bot.scoring.detectors import Found, detector
from bot.scoring.naming import NO_PART, roles_named
from bot.scoring.reading import Reading, Said
from bot.scoring.substance import weigh

MOST = 0.5  # of the parts
LEAST_REASONS = 2  # reasons; from three on, or with half of the parts named in them, it is sure
LEAST_REASON = 6  # words
BUILDING = ("design", "decisions")
MECHANISMS = frozenset({"retry", "read_write", "tables", "api"})  # answers to these tell how, not why


@detector("justified")
def justified(reading: Reading, criterion: str) -> Found | None:
    """Most parts have a reason: by the parts that reasoned sentences name, and by how many there are."""
    reasoned, roles = reading.once(_reasoned), reading.once(_roles)
    given = {role for each in reasoned for role, _ in roles_named(reading, each.low)} - NO_PART
    reasons = sum(_reasons_in(reading, each) for each in reasoned)
    if reasons < LEAST_REASONS:
        return None
    few = reasons < max(LEAST_REASONS + 1, MOST * len(roles)) and len(given & roles) < MOST * len(roles)
    return Found(reading.quote(*reasoned[:3]), tuple(sorted(given)), uncertain=few)


def _reasons_in(reading: Reading, said: Said) -> int:
    """One, or as many as there are connectives with a part each."""
    named = {role for role, _ in roles_named(reading, said.low)} - NO_PART
    return max(1, min(weigh(reading, [said]).becauses, len(named)))


@detector("justified_some")
def justified_some(reading: Reading, criterion: str) -> Found | None:
    reasoned = reading.once(_reasoned)
    return Found(reading.quote(*reasoned[:2])) if reasoned else None


def _roles(reading: Reading) -> frozenset[str]:
    return frozenset(role for role in reading.graph.roles if role not in NO_PART)


def _reasoned(reading: Reading) -> tuple[Said, ...]:
    """Sentences of the design phase that give a part a reason. In an answer to "why each?" every reason is one."""
    found = []
    for each in reading.in_phases("design"):
        topics = each.probe.topics if each.probe else frozenset()
        if each.in_code or (topics & MECHANISMS and "why_boxes" not in topics):
            continue
        own = weigh(reading, [each])
        named = [role for role, _ in roles_named(reading, each.low) if role not in NO_PART]
        asked = "why_boxes" in topics and own.words >= LEAST_REASON
        if own.reason >= 1.5 and not (own.slogans or own.fashion) and (named or asked):
            found.append(each)
    return tuple(found)


@detector("incremental")
def incremental(reading: Reading, criterion: str) -> Found | None:
    """Starts with something simple, and later adds for a reason that came up."""
    said = [each for each in reading.said if each.phase in BUILDING]
    start = next((each for each in said if reading.has("simple_start", each) and each.phase == "design"), None)
    if start is None:
        return None
    grown = [each for each in said if each.place > start.place and _grows(reading, each)]
    reasoned = [each for each in grown if weigh(reading, [each]).reason >= 1.0]
    return Found(reading.quote(start, *grown[:2])) if grown and reasoned else None


def _grows(reading: Reading, said: Said) -> bool:
    if said.in_code:
        return False
    if reading.has("growth", said):
        return True
    return said.phase == "design" and weigh(reading, [said]).becauses > 0 and bool(roles_named(reading, said.low))
