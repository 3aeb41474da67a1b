"""The questions of a message that a sheet might answer, and the parts of those that ask several things at once."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.language.sentences import Sentence, sentences
from bot.text import PlainText, Span

LONGEST = 400  # characters of a sentence that are compared
MOST_QUESTIONS = 12  # of one message; the rest of a flood is not looked at
MOST_PARTS = 8  # of one sentence; each costs an encoding
_PART_WORDS = 14
_FRAGMENT_WORDS = 9

# "/" does not part "messages/day".
_PER = "d|day|h|hour|s|sec|second|m|min|mo|month|w|week|y|year|yr|u|user|users|person|head|o|w|write|n"
_BREAK = re.compile(
    rf"\s*(?:,\s*(?:and|or|but|also)\s|[,+&;:()…]|\.\.+|\s/\s|/(?!(?:{_PER})\b)"
    r"|\band\b|\bor\b|\bas well as\b|\bplus\b)\s*",
    re.I,
)
# "after clicking a seat, …", "…, for redirect vs create": a circumstance of the question, not one of several.
_CIRCUMSTANCE = re.compile(
    r"\s*(?:if|when|while|after|before|once|because|since|until|than|suppose|say|for|with|without|to|from|in|on|at|by)\b"
    r"(?!\s+(?:how|what|which|whom?)\b)",
    re.I,
)
_MEASURE = re.compile(
    r"\b(?:avg|average|mean|median|max|maximum|min|minimum|number|count|amount|total|volume|size|weight|bytes|kb|length|"
    r"rate|ratio|factor|frequency|interval|timeout|duration|deadline|latency|uptime|availability|retention|limit|target|"
    r"budget|share|percentage|biggest|largest|longest|smallest|downtime|staleness|headcount|tolerance|peak|throughput|traffic|load|how)\b|(?:/\s?|per )(?:day|user|person|head|s|sec|second|month|year)\b",
    re.I,
)
_TELLS = re.compile(  # a verb, a number, a label: it tells something
    r"\d|[:=<>~]|->|→|\b(?:i|we|is|are|was|were|be|will|would|should|can|could|must|has|have|had|needs?|goes|makes?"
    r"|gives?|takes?|means?|use|uses|using|let|lets|think|guess|ok|okay|good|great|fine|sorry|thanks|not|no|hard|tricky"
    r"|big|huge|small|low|high|first|then|next|later|because|so)\b",
    re.I,
)
_POINTS_BACK = re.compile(r"\b(?:it|its|that|then|them|they|this|those|these|same|him|he|she|one|ones)\b", re.I)
_REPORTED = re.compile(
    r"\b(?:you|he|she|they|somebody|someone|interviewer|people|friend|colleague|boss)\s+"
    r"(?:just |always |once |often |also )?(?:asked?|asks|wanted to know|wondered)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the message and the text that it is compared by.

    `before`: the statement that it leans on ("the driver is asleep. then what?"). `fragment`: a measure without a
    verb ("reservation timeout"), which needs to be surer."""

    sentence: Sentence
    text: str
    before: Sentence | None = None
    fragment: bool = False

    @property
    def span(self) -> Span:
        return Span(self.sentence.start, self.sentence.end)


def questions_of(message: PlainText | str, is_thin: Callable[[str], bool]) -> list[Question]:
    """The questions of a message, in order; never quoted, struck or reported ones.

    `is_thin` tells whether a text has too few words of its own to be understood without the sentence before."""
    heard = [each for each in sentences(message) if not _unheard(message, each)]
    found: list[Question] = []
    for index, sentence in enumerate(heard):
        before = heard[index - 1] if index else None
        text = sentence.text[:LONGEST]
        if _REPORTED.search(text) or not (sentence.asks or (len(heard) < 3 and _is_fragment(text))):
            continue
        if not sentence.asks:
            found.append(Question(sentence, text, fragment=True))
        elif before and before.asks and found and re.match(r"or\b", text, re.I):
            found[-1] = _joined(found[-1], sentence)
        elif before and not before.asks and (is_thin(text) or _POINTS_BACK.search(text)):
            found.append(Question(sentence, f"{before.text[:LONGEST]} {text}", before))
        else:
            found.append(Question(sentence, text))
    return found[:MOST_QUESTIONS]


def parts_of(question: Question) -> list[tuple[Span, str]]:
    """The parts of an enumeration with their places; none where there is only one thing.

    The statement before counts too: "no push, no likes. ok?" enumerates before it asks."""
    found: list[tuple[Span, str]] = []
    for sentence in (question.before, question.sentence):
        pieces = _pieces(sentence) if sentence else []
        if sentence is None or len(pieces) < 2:
            continue
        for start, end in pieces:
            text = sentence.text[start - sentence.start : end - sentence.start]
            if not _CIRCUMSTANCE.match(text) and len(text.split()) <= _PART_WORDS:
                found.append((Span(start, end), text))
    return found[:MOST_PARTS]


def _joined(first: Question, then: Sentence) -> Question:
    """ "must it work at once? or is a delay ok?" is one question."""
    whole = Sentence(first.sentence.start, then.end, f"{first.sentence.text} {then.text}", then.act)
    return Question(whole, f"{first.text} {then.text}"[: 2 * LONGEST], first.before)


def _unheard(message: PlainText | str, sentence: Sentence) -> bool:
    """Quoted, struck or fenced words are nobody's question now."""
    if isinstance(message, str):
        return False
    kinds = (message.quoted, message.struck, message.code)
    middle = (sentence.start + sentence.end) // 2
    return any(message.inside(kind, middle, middle + 1) for kind in kinds)


def _is_fragment(text: str) -> bool:
    """ "reservation timeout", "bytes per row": a measure without a verb, which in a chat is a question."""
    return len(text.split()) <= _FRAGMENT_WORDS and bool(_MEASURE.search(text)) and not _TELLS.search(text)


def _pieces(sentence: Sentence) -> list[tuple[int, int]]:
    """[start, end) of the parts of an enumeration, in the message."""
    pieces, start = [], 0
    text = sentence.text[:LONGEST]
    for mark in _BREAK.finditer(text):
        pieces.append((start, mark.start()))
        start = mark.end()
    pieces.append((start, len(text)))
    return [(sentence.start + a, sentence.start + b) for a, b in pieces if any(c.isalnum() for c in text[a:b])]
