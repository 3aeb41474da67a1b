"""Patterns and the wrap-up: a pattern in use and its price, the weak point, a failure and what comes next."""

import re
from collections.abc import Iterator, Sequence

from bot.scoring.detectors import Found, detector
from bot.scoring.naming import parts_named, products, roles_named
from bot.scoring.pricing import hinges
from bot.scoring.reading import Probe, Reading, Said
from bot.scoring.substance import weigh

LATE = ("design", "decisions", "patterns")
LEAST_PRICE = 7
LEAST_FAILURE = 13  # words
HINGES = 2  # ways of telling a price in one message that tells of a pattern
DENIED = 30  # characters in which a denial of any weak point stands
DENIAL = 40  # characters in which a denial stands
LONG_JOKE = 15
LONG_FAILURE = 16
USED = 14  # words around a pattern's name outside the last phase
LEAST_NEXT = 6
LEAST_PLAN = 4  # words of an answer to "what next?"
MANY_TOPICS = 3  # from so many on a probe lets the candidate pick


_PRAISE = re.compile(
    r"\b(?:(?:very|quite|really|so) cheap|cheap enough|saves?|costs? less|a win|best of both|half a? ?(?:dollar|cent)|(?:is|are|it's) nothing)\b"
)
_DONE = re.compile(
    r"\b(?:happy enough|happy with it|satisfied|all is ready|all ready|everything is ready|not needed|isn't needed|it's done|it is done|we're done"
    r"|i'm done|done i think|it's complete|finished|covers (?:it|it all|everything)|content with|is complete|leave it (?:alone|as it is|be)|said my piece|nothing (?:more|else|left)|write it up"
    r"|good as it is|wouldn't change|would not change|that's all|that's it)\b"
)
_CHEAPER = re.compile(r"\b(?:it )?costs? less\b")
_TAKEN_BACK = re.compile(
    r"\bscratch that\b|\btake (?:that|it) back\b|\bso no\b|\bforget (?:that|it)\b|\bnot that then\b|\bwrong word\b"
)
_DEFINES = re.compile(
    r"\b(?:it's|it is|which is|that's|that is|is the|is a|means|stands for|meaning)\b[^.]{0,20}\b(?:separation|separating|pattern|when you|where you|principle|concept|style|approach)\b"
)


@detector("pattern_used")
def pattern_used(reading: Reading, criterion: str) -> Found | None:
    """A pattern by name or in own words, with its use here."""
    found = sorted(_pattern_talk(reading), key=lambda each: (each.phase != "patterns", each.place))
    return Found(reading.quote(found[0])) if found else None


@detector("pattern_said")
def pattern_said(reading: Reading, criterion: str) -> Found | None:
    found = [each for each in reading.said if each.phase in LATE and reading.has("pattern", each)]
    return Found(reading.quote(*found[:1])) if found else None


def _pattern_talk(reading: Reading) -> Iterator[Said]:
    for each in reading.said:
        if each.phase not in ("design", "decisions", "patterns") or each.in_code:
            continue
        named = reading.has("pattern", each)
        asked = bool(each.probe and "pattern" in each.probe.topics)
        if not (named or _in_own_words(reading, each, asked)):
            continue
        message = [one for one in reading.of(each.message) if not one.in_code]
        own = weigh(reading, message)
        if own.slogans > own.words / 12 or reading.count("pattern", each.low) >= 4:
            continue
        used = own.words >= USED and bool(parts_named(reading, "\n".join(one.low for one in message)))
        if _TAKEN_BACK.search(_later_words(reading, each)) or _only_defined(reading, message):
            continue
        if own.words >= 5 and (each.phase == "patterns" or asked or used):
            yield each


def _in_own_words(reading: Reading, said: Said, asked: bool) -> bool:
    """A mechanism told without its name: asked for a pattern, or with two of its moves in the last phase."""
    if asked:
        return reading.has("pattern_own_words", said)
    return said.phase == "patterns" and reading.count("pattern_own_words", said.low) >= 2


def _later_words(reading: Reading, said: Said) -> str:
    """The candidate's next message, where the interviewer asked on."""
    following = (message for message in reading.messages if message.index > said.message.index)
    after = next(following, None)
    return after.low if after is not None and after.phase == "patterns" else ""


def _only_defined(reading: Reading, message: Sequence[Said]) -> bool:
    """ "CQRS, it's the separation of commands and queries": the book's words, and no part of this design."""
    low = "\n".join(one.low for one in message)
    return bool(_DEFINES.search(low)) and not parts_named(reading, low)


@detector("pattern_cost")
def pattern_cost(reading: Reading, criterion: str) -> Found | None:
    """What a pattern costs, asked or not."""
    for message in reading.messages:
        if message.phase not in LATE:
            continue
        said = reading.of(message)
        asked = bool(said and said[0].probe and _asks_its_price(reading, said[0].probe))
        named = any(reading.has("pattern", each) for each in said)
        low = message.low
        own = weigh(reading, said)
        if own.slogans or own.words < LEAST_PRICE or reading.search("no_cost", low[:DENIAL]):
            continue
        priced = reading.count("cost_words", low)
        late = message.phase == "patterns"
        ways = hinges(low)
        told = named or any(reading.has("pattern_own_words", each) for each in said)
        praised = _PRAISE.search(low) and not ways and not reading.search("loss_strong", _CHEAPER.sub("", low))
        answered = asked and not (own.evasions or praised or all(each.asks and "?" in each.text for each in said))
        if (
            answered
            or (told and ways >= HINGES)
            or (late and named and priced >= 2 and reading.search("loss_strong", low))
        ):
            return Found(
                reading.quote(max(said, key=lambda each: (reading.count("cost_words", each.low), -each.place)))
            )
    return None


def _asks_its_price(reading: Reading, probe: Probe) -> bool:
    """Asks for a price in the last phase, or right after a pattern was named."""
    if "pattern_cost" not in probe.topics:
        return False
    before = [message for message in reading.messages if message.index < probe.index][-1:]
    return probe.phase == "patterns" or any(reading.search("pattern", message.low) for message in before)


# -- the weak point -----------------------------------------------------------------------------------------------------------


@detector("bottleneck")
def bottleneck(reading: Reading, criterion: str) -> Found | None:
    """Names a part of the own design as what gives first."""
    for probe in reading.probes:
        if "bottleneck" in probe.topics and probe.phase in ("design", "patterns"):  # "weak at?" asks of a product
            said = reading.answer_said(probe)
            if len(probe.topics) >= MANY_TOPICS and not any(reading.has("bottleneck", each) for each in said):
                continue  # "a weak spot, a next step: pick any"
            if found := _names_weak(reading, said):
                return Found(reading.quote(found))
    for each in reading.said:
        if each.phase in LATE and each.states and reading.has("bottleneck_strong", each) and _concrete(reading, each):
            return Found(reading.quote(each))
    return None


def _names_weak(reading: Reading, said: tuple[Said, ...]) -> Said | None:
    if not said or reading.search("none_such", said[0].low[:DENIED]) or weigh(reading, said).slogans:
        return None
    if weigh(reading, said).words < 5:
        return next((each for each in said if roles_named(reading, each.low) or _is_drawn(reading, each)), None)
    return said[0]


def _is_drawn(reading: Reading, said: Said) -> bool:
    """A box of the own drawing, whatever it is called: "idgen."."""
    low = said.low.strip(" .!")
    return any(len(low) > 2 and low in (part.name.lower(), part.id) for part in reading.graph.components)


def _concrete(reading: Reading, said: Said) -> bool:
    if reading.has("none_such", said):
        return False
    return bool(products(reading, said.low) or roles_named(reading, said.low)) and weigh(reading, [said]).words >= 5


# -- a failure ------------------------------------------------------------------------------------------------------------------


@detector("failure_recovered")
def failure_recovered(reading: Reading, criterion: str) -> Found | None:
    """What a part's failure does, and how the system recovers or degrades."""
    for probe in reading.probes:
        repeated = "retry" in probe.topics and probe.phase == "design"
        if len(probe.topics) >= MANY_TOPICS and not _speaks_of(reading, probe, "failure"):
            continue  # "a weak spot, a failure, a next step: pick any"
        if "failure" in probe.topics and probe.phase in LATE and not repeated:
            said = reading.answer_said(probe)
            if _recovers(reading, said, 1):
                return Found(reading.quote(*said[:2]))
            if probe.phase == "patterns" and "bottleneck" not in probe.topics and _tells_at_length(reading, said):
                return Found(reading.quote(*said[:2]), uncertain=True)
    for message in reading.messages:
        said = reading.of(message)
        if (
            message.phase in LATE
            and any(reading.has("failure_strong", each) for each in said)
            and _recovers(reading, said, 2)
        ):
            return Found(reading.quote(*said[:2]))
    return None


def _recovers(reading: Reading, said: tuple[Said, ...], least: int) -> bool:
    if not said:
        return False
    own = weigh(reading, said)
    low = "\n".join(each.low for each in said)
    unsure = any(reading.has("unknown", each) for each in said)
    if own.words < LEAST_FAILURE or own.slogans or unsure or all(each.asks and "?" in each.text for each in said):
        return False
    if reading.count("recovery", low) >= max(least, 2):
        return True
    return least == 1 and own.words >= LONG_FAILURE and bool(reading.search("recovery", low)) and not own.evasions


def _tells_at_length(reading: Reading, said: tuple[Said, ...]) -> bool:
    """An answer of some length that neither evades nor asks back tells what happens and what then."""
    own = weigh(reading, said)
    unsure = any(reading.has("unknown", each) for each in said) or all(each.asks and "?" in each.text for each in said)
    return own.words >= LONG_FAILURE and not (unsure or own.slogans or own.evasions)


def _speaks_of(reading: Reading, probe: Probe, group: str) -> bool:
    return any(reading.has(group, each) for each in reading.answer_said(probe))


# -- what comes next --------------------------------------------------------------------------------------------------------------


@detector("next_step")
def next_step(reading: Reading, criterion: str) -> Found | None:
    """What would be done next, with something in it."""
    for probe in reading.probes:
        if "next" in probe.topics and probe.phase == "patterns":
            said = reading.answer_said(probe)
            if said and _plans(reading, said):
                return Found(reading.quote(said[0]))
            if said and "next_surely" in probe.topics and _plainly_plans(reading, said):
                return Found(reading.quote(said[0]), uncertain=True)
    for each in reading.said:
        if each.phase == "patterns" and reading.has("next_cue", each) and _plans(reading, (each,)):
            return Found(reading.quote(each))
    return None


def _declines(said: tuple[Said, ...]) -> bool:
    """ "I'm happy enough with it": nothing is planned, in whatever words."""
    return any(_DONE.search(each.low) for each in said)


def _plans(reading: Reading, said: tuple[Said, ...]) -> bool:
    if _declines(said):
        return False
    own = weigh(reading, said)
    if own.words < LEAST_NEXT or own.slogans:
        return False
    low = "\n".join(each.low for each in said)
    if reading.search("joke", low) and own.words <= LONG_JOKE:
        return False
    return bool(reading.search("next_cue", low) or reading.search("intend", low))


def _plainly_plans(reading: Reading, said: tuple[Said, ...]) -> bool:
    """Asked for the next step, some words that are no joke, no slogan and no refusal are one."""
    if _declines(said) or all("?" in each.text for each in said[:1]):
        return False
    own = weigh(reading, said)
    low = "\n".join(each.low for each in said)
    return own.words >= LEAST_PLAN and not (own.slogans or own.evasions or reading.search("joke", low))
