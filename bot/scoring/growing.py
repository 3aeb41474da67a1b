"""How the design came about: parts with reasons, and from simple to grown."""

import re

from bot.scoring.detectors import Found, detector
from bot.scoring.naming import NO_PART, roles_named
from bot.scoring.reading import Reading, Said
from bot.scoring.substance import weigh

MOST = 0.5  # of the parts
LEAST_REASONS = 2  # reasons; from three on, or with half of the parts named in them, it is sure
LEAST_REASON = 6  # words
SHORT_QUESTION = 9  # words
BUILDING = ("design", "decisions")
REDRAWN, REDRAWN_FOR = 2, 2.0  # changes of a drawing, and the reason each must have
_BEGINS = re.compile(
    r"\b(?:i'd|i|i'll|i would|let me|let's|we|we'd|i want to)\s+(?:start|begin|make|draw|build|do|take)\b|\b(?:start|begin)(?:ing|s)?\s"
    r"(?:like|with|from|by|out|off)\b|\b(?:at )?first\b|\bto begin\b|\bfirst of all\b|\bround one\b|\bday one\b"
)
_SMALL = re.compile(
    r"\b(?:(?:very|so|really|as)\s)?(?:simple|simply|small|basic|plain|naive|dumb|stupid|crude|tiny|little|primitive|humble|boring|least"
    r"|minimum|minimal|bare|easiest|simplest|smallest)\b"
)
_ONE = re.compile(
    r"\b(?:one|a single|single|just (?:one|a))\s(?:\w+\s)?(?:box|server|machine|process|program|computer|table|database|node|office|desk|room"
    r"|house|file)\b"
)
_FAILS = r"(?:fail\w*|breaks?|broken|hurts?|snaps?|gives?(?: way| out)?|goes|falls?|cracks?|bursts?|chokes?|problem|trouble|weakness|wrong|limit|pain|ache)"
_NTH = r"(?:first|second|third|fourth|next|then|one|two|three)"
_NTH_BREAK = re.compile(
    rf"\b{_NTH}(?: thing| one| part)?(?: that| to| which)? {_FAILS}\b|\b{_FAILS}(?: number)? {_NTH}\b|\bnext\s?: (?:the|it)\b"
    rf"|\bwhere(?:'s| is| does) it (?:wrong|{_FAILS})\b|\b(?:revision|version|cut|round|step) (?:2|3|two|three)\b"
)
_CHANGES = re.compile(
    r"\b(?:let me|i|i'll|i'd|we|so i) (?:change|changed|redraw|redo|fix|correct|rework|swap|replace|revise)\b|\btake (?:\w+ ){1,3}out\b"
    r"|\bdraw(?:ing)? (?:it )?again\b|\bchange that\b|\bnow (?:becomes|is now)\b|\bthat's wrong\b|\bis now\b"
)
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
    """Sentences of the design phase that give a part a reason. In an answer to "why each?" every reason is one, and
    in one to "and the queue?" what is said of it without its name."""
    found = []
    for each in reading.in_phases("design"):
        topics = each.probe.topics if each.probe else frozenset()
        if each.in_code or (topics & MECHANISMS and "why_boxes" not in topics):
            continue
        own = weigh(reading, [each])
        named = [role for role, _ in roles_named(reading, each.low) if role not in NO_PART]
        asked = ("why_boxes" in topics or _asks_for_part(reading, each)) and own.words >= LEAST_REASON
        if own.reason >= (1.2 if asked else 1.5) and not (own.slogans or own.fashion) and (named or asked):
            found.append(each)
    return tuple(found)


def _asks_for_part(reading: Reading, said: Said) -> bool:
    """ "And RabbitMQ with the worker?", "Two services rather than one, why?": a short question with a part in it."""
    probe = said.probe
    if probe is None or probe.phase != "design" or not probe.asks or len(probe.text.split()) > SHORT_QUESTION:
        return False
    if probe.topics & {"retry", "read_write", "tables", "api", "failure"}:
        return False
    return bool(roles_named(reading, probe.text.lower()))


@detector("incremental")
def incremental(reading: Reading, criterion: str) -> Found | None:
    """Starts with something simple, and later adds for a reason that came up."""
    said = [each for each in reading.said if each.phase in BUILDING]
    if counted := _counts_breaks(reading):
        return Found(reading.quote(*counted[:3]))
    start = next((each for each in said if _starts_simple(reading, each) and each.phase == "design"), None)
    if start is None:
        return _redrawn(reading)
    grown = [each for each in said if each.place > start.place and _grows(reading, each)]
    reasoned = [each for each in grown if weigh(reading, [each]).reason >= 1.0]
    return Found(reading.quote(start, *grown[:2])) if grown and reasoned else None


def _starts_simple(reading: Reading, said: Said) -> bool:
    """Some words for "the simplest first": by a known phrase, or a beginning and a small thing in one breath."""
    if reading.has("simple_start", said):
        return True
    begun = _BEGINS.search(said.low)
    if begun is None or said.asks:
        return False
    following = [each for each in reading.of(said.message) if said.place < each.place <= said.place + 1]
    near = said.low[begun.end() :] + " " + " ".join(each.low for each in following)
    return bool(_SMALL.search(said.low[begun.end() :]) or _ONE.search(near))


def _counts_breaks(reading: Reading) -> list[Said]:
    """ "What hurts first is …", "Failure two: …": what breaks is counted, and each time something is added."""
    found = [each for each in reading.in_phases("design") if not each.asks and _NTH_BREAK.search(each.low)]
    return found if len(found) >= REDRAWN else []


def _redrawn(reading: Reading) -> Found | None:
    """A first drawing that is changed twice, each time because something did not hold."""
    changes = [each for each in reading.in_phases("design") if _CHANGES.search(each.low) and not each.asks]
    reasoned = [
        each for each in changes if weigh(reading, reading.of(each.message)).reason >= REDRAWN_FOR and not each.in_code
    ]
    messages = {each.message.index for each in reasoned}
    return Found(reading.quote(*reasoned[:2]), uncertain=True) if len(messages) >= REDRAWN else None


def _grows(reading: Reading, said: Said) -> bool:
    if said.in_code:
        return False
    if reading.has("growth", said):
        return True
    return said.phase == "design" and weigh(reading, [said]).becauses > 0 and bool(roles_named(reading, said.low))
