"""What was agreed: the restatement, the core use cases, the scope, the summary; and what was fixed without asking."""

import re
from collections.abc import Iterable

from bot.scoring.cues import folded
from bot.scoring.detectors import Found, detector
from bot.scoring.naming import parts_named, products
from bot.scoring.numerals import figures_in, spans_in
from bot.scoring.reading import Message, Reading, Said
from bot.scoring.substance import WORD

EARLY = ("requirements", "estimation")
OPENING = 3  # messages in which a restatement is expected
LEAST_RESTATED, LEAST_RESTATED_OPENED = 14, 9  # words
HEAD = 40  # characters before the colon of a list
LEAST_SUMMARY = 12  # words
MANY_FIGURES = 3  # of the interviewer's in one message: a summary, whatever its first words
MANY_AGREED, MANY_PARTS = 4, 4  # figures and spans of time together, in so many pieces
_FIGURE = re.compile(r"\d|\b(?:million|billion|thousand|hundred|seconds?|twice|once|half|dozen)\b")
_LINE = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,2}[.):]|[a-z]\))\s+", re.M)
_NEXT_WORD = re.compile(r"(?:'\w+)?\s+([a-z]+)")
_NO_ACT = frozenset(
    "am are is was were be been will would should could can cannot may might must do does did don dont have has had "
    "need needs think assume guess know believe see mean suppose want wanna expect and or of in on at to for with the a "
    "an all clear that who which not already just also really only".split()
)
_YES_NO = re.compile(r"\byes\b.{3,80}\bno\W*$")
_NO = re.compile(r"(?<!\w)no (?!one\b|no\b|problem|need|idea|way|more|matter)[a-z]+")
_NUMBERED = re.compile(r"(?:^|[\s(])(?:\d|[a-d]|[A-D])\)\s")
_SPLIT = re.compile(r",|;|/|\n|\+|&|·|•|\.\s|→|:\s|\band\b|\bthen\b|\bplus\b")
_LEADS = r"(?:^|[\n.;!?])[\s\-*•]*(?:(?:so|ok|okay|cool|good|great|fine|grand|then|right|agreed|now|well|and)\b[\s,:]*){0,3}(?:the\s+)?"
_IN_LABEL = re.compile(
    _LEADS + r"(?:in|in is|in scope|inside|included|building|we build|i build|we do|i do|today|musts?|must[- ]haves?|"
    r"mvp|v1|core|essentials?|essential|needed|keep|scope|functional(?: requirements)?|features|use cases|main things|"
    r"(?:it|we|they|users|people) must|what we build|must do)\s*(?:are\s*|is\s*)?(?::|=|-(?=\s)|–|for now)|(?:^|[\n.;!?]\s*)in (?:so|then|today)\s*:|(?-i:\bIN\b)",
    re.M | re.I,
)
_BUILDS = re.compile(
    r"\b(?:i'm|i am|we're|we are|i'll be|we'll be)\s+(?:building|doing|making|covering)\b|\b(?:we|i|i'd|i'll|we'll)\s+build\b|"
    r"\bin is\b|\bwhat's in is\b|\bscope is\b"
)
_BACK = re.compile(r"\b(?:those|these|that|they)(?:'s|'re| are| is| would be| make)\b")
_OUT_LABEL = re.compile(
    r"(?:^|[\n.;,(!?])[\s\-*•]*(?:and\s+)?(?:(?:we|i)\s+(?:do\s+not|don't|won't|will not|never)\s\w+|struck|crossed|cut|thrown out|"
    r"not in|nothing of|without|never|no|out|out of scope|outside|not|later|deferred|parked|skipped|skip|excluded|dropped|"
    r"ignored|non-goals?|another day|v2)\b[^:\n]{0,24}(?::|=)|(?-i:\bOUT\b)",
    re.M | re.I,
)
_SAY_BACK = re.compile(
    r"\b(?:say|play|read|repeat|give|run|write|put|tell|sing|feed|hand)(?:ing)?\b(?:\W+\w+){0,3}?\W+back\b|"
    r"\b(?:don't|not|never) (?:lose|drop|forget) (?:the thread|track|any|it|anything)\b|\bpile it up\b|\btick(?:ing)? off\b"
)


# -- the opening ---------------------------------------------------------------------------------------------------------


@detector("restated")
def restated(reading: Reading, criterion: str) -> Found | None:
    """Before anything is designed, some connected words on what the thing does for people; no list of use cases, no
    technology."""
    for message in _opening(reading):
        said = [each for each in reading.of(message) if each.states or reading.has("restate_opening", each)]
        told = [each for each in said if _tells(reading, each)]
        words = sum(len(WORD.findall(each.text)) for each in told)
        opened = any(reading.has("restate_opening", each) for each in reading.of(message))
        peopled = any(reading.has("people", each) for each in told)
        if not told or not (peopled or opened) or any(products(reading, each.low) for each in said):
            continue
        if words >= (LEAST_RESTATED_OPENED if opened else LEAST_RESTATED) and (opened or _narrates(reading, told)):
            return Found(reading.quote(max(told, key=lambda each: len(each.text))))
    return None


def _opening(reading: Reading) -> list[Message]:
    """The first messages, until the first question about figures or the first box."""
    return [each for each in reading.messages if each.phase == "requirements"][:OPENING]


def _narrates(reading: Reading, told: Iterable[Said]) -> bool:
    """Several clauses that tell what somebody does: not "ok", not an answer, not talk about the interview."""
    low = " ".join(each.low for each in told)
    if len(WORD.findall(low)) < LEAST_RESTATED or (reading.search("assume_strong", low) and re.search(r"\d", low)):
        return False
    clauses = len(re.findall(r"[,.;:]|\band\b|\bso\b|\bif\b|\bwhen\b|\bthen\b", low))
    return clauses >= 2 and any(_acts(reading, each) for each in told)


def _acts(reading: Reading, said: Said) -> bool:
    """Somebody or something does something: "people follow", "the machine walks"; not "I think", not a list."""
    for hit in reading.tools.pattern(("$acts_people",)).finditer(said.low):
        after = _NEXT_WORD.match(said.low, hit.end())
        if after and after.group(1) not in _NO_ACT:
            return True
    return False


def _tells(reading: Reading, said: Said) -> bool:
    """Tells what the thing does: no use cases by number, no product, nothing on oneself, not the prompt again."""
    if _is_list(reading, said) or products(reading, said.low) or reading.echoes(said):
        return False
    if reading.has("out_strong", said) or reading.count("requirement_nouns", said.low) >= 3:
        return False
    return not (reading.has("habit", said) or reading.has("assume_strong", said) or reading.has("i_know", said))


def _is_list(reading: Reading, said: Said) -> bool:
    return reading.has("core_cue", said) and len(parts(said.text)) >= 2


@detector("core_use_cases")
def core_use_cases(reading: Reading, criterion: str) -> Found | None:
    """Two or three things that must work, named as such: in a sentence, in the sentences after it, or as what is in."""
    for message in reading.messages:
        if message.phase != "requirements":
            continue
        said = reading.of(message)
        asked = bool(said and said[0].probe and "use_cases" in said[0].probe.topics)
        if len(_NUMBERED.findall(message.text)) >= 2 and reading.search("core_cue", message.low):
            return Found(reading.quote(*said[:3]))
        for place, each in enumerate(said):
            named = reading.has("core_cue", each) or (asked and each.states and not each.asks)
            if named and place and _BACK.search(each.low) and _lists(said[place - 1]):
                return Found(reading.quote(said[place - 1], each))
            if not named or reading.echoes(each) or reading.count("requirement_nouns", each.low) >= 2:
                continue
            rest = said[place : place + 4]
            text = "\n".join(one.text for one in rest)
            if len(parts(text)) >= 2 and _is_about_actions(text) and not reading.has("hollow", each):
                return Found(reading.quote(*rest[:3]))
    return _in_list(reading) or _told_in_summary(reading) or _built(reading) or _listed_in_scope(reading)


def _lists(said: Said) -> bool:
    """ "Shorten a link, and follow one": what a "those are the two" behind it points back to."""
    return said.states and len(parts(said.text)) >= 2 and _is_about_actions(said.text)


def _listed_in_scope(reading: Reading) -> Found | None:
    """ "On my call sheet: film comes in, gets copied, gets watched. Struck: …": of a message that says what is out or
    sums up, the list behind a colon that is not what is out; and "film in, film out" where no colon stands."""
    for message in reading.messages:
        if message.index not in _scoping(reading) or message.phase != "requirements":
            continue
        for each in reading.of(message):
            head, colon, rest = each.text.partition(":")
            told = rest if colon and len(head) <= HEAD else ""
            if told and not _leaves_out(reading, each) and not re.search(r"\d", head) and len(parts(told)) >= 3:
                return Found(reading.quote(each), uncertain=True)
    return None


def _scoping(reading: Reading) -> frozenset[int]:
    found = {each.index for each in reading.once(_summaries)} | {each.message.index for each in reading.once(_outs)}
    return frozenset(found)


def _built(reading: Reading) -> Found | None:
    """ "I'm building the pins, the matching and the fare's life": what is in, beside what is out or in a summary."""
    wholes = {each.index for each in reading.once(_summaries)} | {each.message.index for each in reading.once(_outs)}
    for each in reading.said:
        hit = _BUILDS.search(each.low) if each.message.index in wholes and each.states else None
        told = each.text[hit.end() :] if hit else ""
        if hit and not reading.search("out_strong", each.low[: hit.end() + 4]) and len(parts(told)) >= 2:
            return Found(reading.quote(each), uncertain=True)
    return None


def _told_in_summary(reading: Reading) -> Found | None:
    """ "A buyer chooses seats, pays, and receives them": what somebody does, step by step, inside a summary."""
    for message in reading.once(_summaries):
        for each in reading.of(message):
            told = each.states and not re.search(r"\d", each.low) and len(parts(each.text)) >= 3
            if told and _acts(reading, each):
                return Found(reading.quote(each), uncertain=True)
    return None


def _in_list(reading: Reading) -> Found | None:
    """ "In: a, b and c" with at least two things."""
    for message in reading.messages:
        if message.phase not in EARLY:
            continue
        for label in _IN_LABEL.finditer(message.text):
            rest = message.text[label.end() :]
            stops = [hit.start() for hit in _OUT_LABEL.finditer(rest)]
            stops += [hit.start() for hit in reading.tools.pattern(("$out_strong",)).finditer(folded(rest))]
            stop = min(stops, default=len(rest))
            piece = rest[:stop].split("\n\n")[0]
            if len(parts(piece)) >= 2:
                return Found((reading.evidence(message, label.start(), label.end() + stop),))
    return None


def _is_about_actions(text: str) -> bool:
    return len(WORD.findall(text)) >= 6


def parts(text: str) -> list[str]:
    """What an enumeration lists, empty and one-letter pieces left out."""
    pieces = (piece.strip(" -*•–()\t") for piece in _SPLIT.split(_LINE.sub("\n", text)))
    return [piece for piece in pieces if len(piece) > 2 and any(char.isalpha() for char in piece)]


# -- scope and summary ---------------------------------------------------------------------------------------------------


@detector("scope_out")
def scope_out(reading: Reading, criterion: str) -> Found | None:
    """Says what is left out."""
    found = reading.once(_outs)
    return Found(reading.quote(*found[:2])) if found else None


@detector("scope_in_and_out")
def scope_in_and_out(reading: Reading, criterion: str) -> Found | None:
    """What is left out, and what is in: beside it, or named before as use cases or as a summary."""
    outs = reading.once(_outs)
    for said in outs:
        beside = [each for each in reading.of(said.message) if each is not said]
        if any(reading.has("in", each) or len(parts(each.text)) >= 2 for each in (*beside, said) if each.states):
            return Found(reading.quote(said))
    if outs and (core_use_cases(reading, criterion) or reading.once(_summaries)):
        return Found(reading.quote(outs[0]))
    return None


def _outs(reading: Reading) -> list[Said]:
    return [each for each in reading.said if _leaves_out(reading, each)]


def _leaves_out(reading: Reading, said: Said) -> bool:
    if said.phase not in EARLY or not said.states:
        return False
    if len(_NO.findall(said.low)) >= 2 or _YES_NO.search(said.low):
        return True  # "no video, no stories"
    if not reading.has("out_strong", said):
        return bool(_OUT_LABEL.search(said.text)) and len(parts(said.text)) >= 2
    return len(WORD.findall(said.text)) >= 3


@detector("summarised")
def summarised(reading: Reading, criterion: str) -> Found | None:
    """The agreed requirements in one place, with an agreed figure or quality among them."""
    found = reading.once(_summaries)
    return Found(tuple(reading.evidence(each) for each in found[:1])) if found else None


def _summaries(reading: Reading) -> list[Message]:
    return [each for each in reading.messages if _sums_up(reading, each)]


def _sums_up(reading: Reading, message: Message) -> bool:
    said = reading.of(message)
    stated = [each for each in said if each.states or "\n" in message.text]
    early = message.phase == "requirements" or reading.of(message)[:1] == reading.once(_first_of_estimation)
    if not early or not stated or _first_question(reading) >= message.index:
        return False
    low = "\n".join(each.low for each in stated)
    if len(WORD.findall(low)) < LEAST_SUMMARY or len(parts("\n".join(each.text for each in stated))) < 3:
        return False
    asked_for = bool(said[0].probe and "summary" in said[0].probe.topics)
    told = asked_for or any(reading.has("recap", each) for each in said) or len(_LINE.findall(message.text)) >= 3
    told = told or bool(_SAY_BACK.search(low))
    return (told or _repeats_much(reading, message, low)) and _has_agreed(reading, message, low)


def _repeats_much(reading: Reading, message: Message, low: str) -> bool:
    """A summary whatever its first words: much of what the interviewer said stands in it, and little is asked."""
    said = reading.of(message)
    if message.phase != "requirements" or sum(each.asks for each in said) > 1 or (said and said[0].asks):
        return False
    heard = " ".join(reading.heard_before(message.index))
    figures = len(figures_in(low) & figures_in(heard))
    agreed = figures + len(spans_in(low) & spans_in(heard))
    least = MANY_AGREED - any(_leaves_out(reading, each) for each in said)
    many = figures >= MANY_FIGURES or (figures and agreed >= least)
    return bool(many) and len(parts("\n".join(each.text for each in said))) >= MANY_PARTS


def _first_of_estimation(reading: Reading) -> tuple[Said, ...]:
    """The sentence that opens estimation: a summary may still stand there."""
    return next(((each,) for each in reading.said if each.phase == "estimation"), ())


def _has_agreed(reading: Reading, message: Message, low: str) -> bool:
    """A figure that the interviewer gave or accepted, or at least two statements of quality with a verb."""
    figures = figures_in(low)
    if figures & figures_in(" ".join(reading.heard_before(message.index))) or len(figures) >= 2:
        return True
    return bool(_FIGURE.search(low)) and reading.count("quality", low) >= 2


def _first_question(reading: Reading) -> int:
    return next((each.message.index for each in reading.said if each.asks), 10**9)


def whole_messages(reading: Reading) -> frozenset[int]:
    """Messages that put up the scope or a summary as a whole."""
    return reading.once(_wholes)


def puts_up_a_whole(said: Said, before: Iterable[Said]) -> bool:
    """Whether a closing question stands behind an enumeration in its own message."""
    text = "\n".join(each.text for each in before if each.states and each.place < said.place)
    return len(parts(text)) >= 3 and len(WORD.findall(text)) >= 8


def _wholes(reading: Reading) -> frozenset[int]:
    found = {each.index for each in reading.once(_summaries)} | {each.message.index for each in reading.once(_outs)}
    core = core_use_cases(reading, "req.core_use_cases")
    return frozenset(found | ({each.turn for each in core.evidence} if core else set()))


# -- faults ----------------------------------------------------------------------------------------------------------------


@detector("assumed")
def assumed(reading: Reading, criterion: str) -> Found | None:
    """A load, size or feature fixed by the candidate, never put as a question and never accepted."""
    found = [each for each in reading.said if _assumes(reading, each)]
    return Found(reading.quote(*found[:2])) if found else None


def _assumes(reading: Reading, said: Said) -> bool:
    if said.phase not in EARLY or said.asks or any(each.asks for each in _after(reading, said)):
        return False
    reply = reading.reply(said.message)
    if reading.search("corrected", reply):
        return reading.has("assume", said) or bool(_FIGURE.search(said.low))
    strong = reading.has("assume_strong", said)
    if not strong and (not reading.has("fiat", said) or any(each.asks for each in reading.of(said.message))):
        return False
    if reading.has("modeller", said) or _was_said(reading, said) or _granted(reading, reply):
        return False
    return bool(_FIGURE.search(said.low)) or reading.has("fiat", said)


def _after(reading: Reading, said: Said) -> list[Said]:
    """The sentences right after it in its message."""
    return [each for each in reading.of(said.message) if said.place < each.place <= said.place + 2]


def _was_said(reading: Reading, said: Said) -> bool:
    """Every figure of the sentence was given by the interviewer before."""
    figures = set(re.findall(r"\d+(?:\.\d+)?", said.low))
    heard = set(re.findall(r"\d+(?:\.\d+)?", " ".join(reading.heard_before(said.message.index))))
    return bool(figures) and figures <= heard


def _granted(reading: Reading, reply: str) -> bool:
    return bool(reading.search("granted", reply[:40]))


@detector("jumped")
def jumped(reading: Reading, criterion: str) -> Found | None:
    """Technologies or boxes named before the first question to the interviewer."""
    for said in reading.said:
        if said.asks and not products(reading, said.low) and len(WORD.findall(said.text)) > 2:
            return None
        if products(reading, said.low) or (said.phase != "requirements" and parts_named(reading, said.low) >= 2):
            return Found(reading.quote(said))
    return None
