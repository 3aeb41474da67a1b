"""What the candidate asked: which kinds of clarifying question, and whether the whole was put up for confirmation.

A question is told by its act, its kind by its own words and, where these leave it open, by what the interviewer
answered: "each one, how much more or less?" answered with "about 40 messages a day" asked for the load.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.scoring.detectors import Found, detector
from bot.scoring.reading import Message, Reading, Said
from bot.scoring.substance import WORD

EARLY = ("requirements", "estimation")
GROUP = {
    "req.users": "q_users",
    "req.scale": "q_scale",
    "req.nonfunctional": "q_quality",
    "req.constraints": "q_constraint",
}
ANSWERED = {"req.scale": "reply_scale", "req.nonfunctional": "reply_quality", "req.users": "reply_users"}
LEAST_FEATURE = 2  # words
ANSWERED_FIRST = 12  # words that answer a probe before a late question of one's own
# "say the payment comes back late, who wins?": a case that is made up, and what shall be then
_CONDITION = re.compile(
    r"\W*(?:(?:and|ok|so|also|then)\W+){0,2}(?:say|suppose|imagine|if|when|once|in case|let's say)\b.{12,160}?[,–:-]\s*"
    r"(?:\w+\s+){0,3}(?:who|what|which|do|does|is|are|should|shall|how|will|would|must|can|may|then)\b"
)
_CHECKS = re.compile(r"\b(?:right|correct|no|yes|okay|ok)\W*$|\bdoes that match\b|\bis that right\b|\bdid i\b")
_DEGREE = re.compile(r"\bhow (?:late|slow|famous|infinite|ugly)\b")
_WHERE = re.compile(r"\b(?:where|town|city|country|place|places|corner|continent|world|region|abroad|the lot|one or)\b")
_DO_THEY = re.compile(
    r"\W*(?:(?:and|ok|so|also|then)\W+){0,2}(?:do|can|may|must|should|could|will)\s+(?:they|he|she|one|you|i|we|people|"
    r"users|teams)\s+(?:also\s+)?(?!have|use|need|know|agree|mean|get|want|run|sit|live|come)[a-z]{3,}"
)
_WH = re.compile(r"\W*(?:(?:ok|okay|and|so|then|right|good)\W+){0,3}(?:how|what|who|which|when|where|why)\b")
_NUMBER = re.compile(r"\d|\b(?:one|two|three|ten|hundred|thousand|million|billion)\b")
_CALLS_FOR_TROUBLE = re.compile(
    r"\bgo(?:es)? wrong\b|\bedge cases?\b|\bworr(?:y|ies)\b|\bwhat if\b|\bnasty\b|\bunhappy\b"
)
SHORT = 7  # words of a question that ends a message
HEARD = 2  # turns of the interviewer's before which nothing is agreed
NEAR = 3  # messages of the candidate's between the summary and its confirmation
_TALK = re.compile(
    r"\b(?:ready|shall i (?:start|draw|begin)|may i (?:start|draw|begin)|can i (?:start|draw|begin)|go ahead|"
    r"any questions|hear me|is that (?:ok|clear|fine)|sorry|one sec|give me|repeat|how much time|minutes left|"
    r"what do you mean|you mean|haha|lol|right\W*$|no\W*$)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One asking sentence with the kinds of question it is, and what the interviewer answered, folded."""

    said: Said
    kinds: frozenset[str]
    reply: str


@detector("asked")
def asked(reading: Reading, criterion: str) -> Found | None:
    """A question of this criterion's kind, whenever it was asked."""
    found = [each for each in questions(reading) if criterion in each.kinds]
    if not found:
        return None
    return Found(reading.quote(*(each.said for each in found)))


def questions(reading: Reading) -> tuple[Asked, ...]:
    """Every question that the candidate put to the interviewer while finding out what is wanted."""
    return reading.once(_questions)


def _questions(reading: Reading) -> tuple[Asked, ...]:
    return tuple(_kinds(reading, each) for each in reading.said if _is_question(reading, each))


def _is_question(reading: Reading, said: Said) -> bool:
    if not said.asks or said.in_code or (said.phase not in EARLY and not _late_question(reading, said)):
        return False
    if said.phase == "estimation" and _NUMBER.search(said.low) and ("?" not in said.text or _CHECKS.search(said.low)):
        return False  # "and how many URLs: say 10 links each, …" reckons, "that's 100 million, right?" checks
    many = len(WORD.findall(said.text)) >= 2 or "/" in said.text
    return many or any(reading.has(group, said) for group in GROUP.values())  # "Volume?"


def _late_question(reading: Reading, said: Said) -> bool:
    """A question about what is wanted that came late: put unasked, and answered with no question."""
    reply = reading.reply(said.message)
    told = sum(len(WORD.findall(each.text)) for each in reading.of(said.message) if not each.asks)
    turn_back = told < ANSWERED_FIRST and reading.answers(said.message)
    return bool(reply) and "?" not in reply and not turn_back


def _kinds(reading: Reading, said: Said) -> Asked:
    reply = reading.reply(said.message)
    kinds = {name for name, group in GROUP.items() if reading.has(group, said)}
    if _raises_edge(reading, said):
        kinds.add("req.edge_cases")
    if not kinds and reading.has("q_amount", said) and sum(1 for each in reading.of(said.message) if each.asks) == 1:
        kinds |= {name for name, group in ANSWERED.items() if reading.search(group, reply[:160])}
    if not kinds & {"req.nonfunctional"} and any(reading.has("q_quality", each) for each in _beside(reading, said)):
        kinds.add("req.nonfunctional")
    kinds |= _by_reply(reading, said, reply)
    if any(reading.has("q_network", each) for each in _next_to(reading, said)):
        kinds.add("req.constraints")
    if "req.edge_cases" in kinds and _goes_wrong(reading, said):
        kinds -= {"req.constraints"}  # "twice, from a browser's retry?" asks about the repeat
    early = said.phase == "requirements" or reading.has("q_feature", said)
    raised = reading.has("edge_strong", said) or not reading.has("q_feature", said)
    own = kinds if raised else kinds - {"req.edge_cases"}
    if early and (_asks_feature(reading, said, own) or _asks_whether_they_do(said, own)):
        kinds.add("req.functional")
    return Asked(said, frozenset(kinds), reply)


def _by_reply(reading: Reading, said: Said, reply: str) -> set[str]:
    """ "One town or the lot?" answered with "worldwide" asked where they are, whatever the word."""
    placed = _WHERE.search(said.low) and reading.search("reply_users", reply)
    return {"req.users"} if placed else set()


def _asks_whether_they_do(said: Said, kinds: set[str]) -> bool:
    """ "Do they filter, by country or device?" asks for a feature, whatever it is done by."""
    return bool(_DO_THEY.match(said.low)) and kinds <= {"req.users", "req.constraints"}


def _next_to(reading: Reading, said: Said) -> list[Said]:
    """Statements right beside a question in its message."""
    near = (each for each in reading.of(said.message) if abs(each.place - said.place) == 1)
    return [each for each in near if not each.asks]


def _beside(reading: Reading, said: Said) -> list[Said]:
    """Statements right beside a question that say why it is asked."""
    return [each for each in _next_to(reading, said) if reading.has("because", each)]


def _raises_edge(reading: Reading, said: Said) -> bool:
    """The sentence, or the rest of its message, tells of something going wrong, and it is asked what to do."""
    if (reading.has("edge", said) and _goes_wrong(reading, said)) or _CONDITION.match(said.low):
        return True
    return any(_goes_wrong(reading, each) and abs(each.place - said.place) <= 3 for each in reading.of(said.message))


def _goes_wrong(reading: Reading, said: Said) -> bool:
    """Something goes wrong; "how late may it be?" only asks for a quality."""
    return reading.search("edge_strong", _DEGREE.sub(" ", said.low)) is not None


def _asks_feature(reading: Reading, said: Said, kinds: set[str]) -> bool:
    words = len(WORD.findall(said.text))
    if kinds or _TALK.search(said.low) or words < LEAST_FEATURE or reading.has("q_part", said):
        return False
    return not (reading.has("confirm", said) and words <= 8)


# -- raised as a statement ---------------------------------------------------------------------------------------------


@detector("edge_raised")
def edge_raised(reading: Reading, criterion: str) -> Found | None:
    """Something that goes wrong, told while finding out what is wanted, in a message that also asks or that the
    interviewer answered with a decision."""
    for message in reading.messages:
        said = reading.of(message)
        if message.phase != "requirements" and reading.answers(message):
            continue
        strong = [each for each in said if _goes_wrong(reading, each)]
        called = (
            message.phase == "requirements"
            and said
            and said[0].probe
            and _CALLS_FOR_TROUBLE.search(said[0].probe.text.lower())
        )
        if strong and (called or (any(each.asks for each in said) and _told(reading, message))):
            return Found(reading.quote(*strong[:2]))
    return None


def _told(reading: Reading, message: Message) -> bool:
    return bool(reading.reply(message))


# -- confirmation --------------------------------------------------------------------------------------------------------


@detector("confirmed")
def confirmed(reading: Reading, criterion: str) -> Found | None:
    """Asks whether the scope or summary as a whole is right: right with it or within a few messages."""
    from bot.scoring.agreeing import puts_up_a_whole, whole_messages

    wholes = whole_messages(reading)
    for message, said in _closing_questions(reading):
        if sum(probe.index < message.index for probe in reading.probes) < HEARD and message.index not in wholes:
            continue  # what the thing is for is put up there, not what was agreed
        before = [each for each in reading.messages if each.index <= message.index][-NEAR:]
        own = message.index in wholes or puts_up_a_whole(said, reading.of(message))
        if own or (_has_confirm_words(reading, said) and any(each.index in wholes for each in before)):
            return Found(reading.quote(said))
    return None


def _closing_questions(reading: Reading) -> Iterator[tuple[Message, Said]]:
    for said in reading.said:
        if said.phase not in EARLY or not said.asks or _checks_a_figure(said):
            continue
        last = reading.of(said.message)[-1] is said and len(WORD.findall(said.text)) <= SHORT
        if re.search(r"\bor (?:only|just|also|is|not)\b", said.low):
            continue  # asks to choose
        if last and reading.of(said.message)[0] is not said and not _WH.match(said.low):
            yield said.message, said  # a short question behind all that was said
        elif _has_confirm_words(reading, said):
            yield said.message, said


def _has_confirm_words(reading: Reading, said: Said) -> bool:
    return reading.has("confirm_whole", said) or (reading.has("confirm", said) and not _WH.match(said.low))


def _checks_a_figure(said: Said) -> bool:
    figure = _NUMBER.search(said.low) or re.match(
        r"\W*(?:so )?an? (?:second|minute|hour|day|week|month|year)\b", said.low
    )
    return bool(figure) and len(WORD.findall(said.text)) <= 9
