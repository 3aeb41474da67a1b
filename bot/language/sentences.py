"""A message cut into sentences, each with its place and its act: does it ask, does it state, does it do both?

People in a chat leave out question marks, ask indirectly ("I'd need the load", "wondering about groups") and put a
question behind a statement ("evening spike, how high?"). The rules are English grammar, not judgement; they look at
the beginning of clauses and at the end of the sentence. Everything here is linear and never raises.
"""

import re
from dataclasses import dataclass
from typing import Literal

from bot.text import PlainText

Act = Literal["question", "statement", "both"]

# An end of sentence: marks with something blank behind, or a line's end, or ";". A "." between a letter or digit and
# a blank is no end after a short form ("e.g. ", "vs. ", "approx. ").
_END = re.compile(r"[.?!…]+[)\"'”’\]*_~]{0,4}(?=\s|$)|\n+|;(?=\s|$)|(?<=[?!])(?=[^\s?!.)\"'”’\]*_~])")
_SHORT_FORM = re.compile(r"(?:\b(?:e\.g|i\.e|eg|ie|vs|etc|approx|avg|incl|excl|resp|no|max|min|mr|mrs|dr|st|a\.k\.a)|\b\w)\Z", re.I)  # fmt: skip
_BLANKS = " \t\r\n\f\v\u00a0"
_BULLET = re.compile(r"(?:[-*•–>]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+", re.I)

_FILLER = r"(?:(?:and|so|ok|okay|but|also|then|hmm+|hm+|um+|uh+|well|hi|hey|hello|btw|now|right|alright|cool|great|thanks|thx|got it|makes sense|sure|yes|yeah|no|oh|ah|first|second|third|next|finally|lastly|another (?:one|thing|question)|one more(?: thing| question)?|last (?:one|thing|question)|quick (?:one|question)|just|or|like|say|maybe|please|pls|actually|basically|generally|roughly|again|question|q\d*|because|since|because of that|if so|in that case|for \w+[,:]|on (?:scale|load|latency|storage|traffic|users))[\s,:.\-–—!]+){0,5}"  # fmt: skip
_PREPOSITION = r"(?:(?:in|on|at|by|for|from|to|with|of|about|after|before|within|under|over|until|till|til|up to|since|per|as of|every)\s+)?"  # fmt: skip
_WH = r"(?:what|whats|what's|which|who|whos|who's|whom|whose|where|wheres|when|why|how|hows|wat)\b"
_SUBJECT = r"(?:i|we|you|u|it|he|she|they|there|this|that|these|those|the|a|an|any|anyone|anybody|anything|each|every|everyone|everybody|all|both|some|someone|somebody|many|most|one|two|both|our|my|your|their|his|people|ppl|users?|[a-z]+s|[a-z]+)"  # fmt: skip
_AUX = r"(?:is|are|am|was|were|do|does|did|can|could|should|shall|will|would|may|might|must|has|have|had|isnt|isn't|arent|aren't|dont|don't|doesnt|doesn't|cant|can't|wont|won't|shouldnt|shouldn't|couldnt|couldn't|need)"  # fmt: skip
_NOT_ASKING = r"(?:have (?:to|a|in)|need (?:to|a|the)|do (?:it|that|this|the)|must (?:be|have)|can (?:be|do|see)|will (?:be|do|go|use|take)|should (?:be|do)|would (?:be|go|say|use)|is (?:fine|ok|good|enough)|was|had|did|may (?:be|as)|does not)"  # fmt: skip

_WH_START = re.compile(rf"\s*{_FILLER}{_PREPOSITION}{_WH}", re.I)
_WH_NOT = re.compile(
    rf"\s*{_FILLER}{_PREPOSITION}(?:what (?:a|an) |whatever|whoever|how nice|how about that"
    rf"|(?:when|where|why) (?!(?:{_AUX}|exactly|not|then|else)\b)"
    r"|which (?:is|means|gives|makes|has|have|goes|would|we|i|should|brings|leaves|gets|lets|then)\b"
    r"|who (?:is|are) \w+ing|what (?:i|we|you)(?:['’]\w+)?\b|what (?:is|was|are|were) \w+(?:ed|en|ne) (?:is|stays?|was|are|has|will|must|can)\b"  # fmt: skip
    rf"|what (?!{_AUX}\b)\w+ (?:\w+ ){{0,2}}is\b(?= \w+ )(?! there))",
    re.I,
)
_AUX_START = re.compile(rf"\s*{_FILLER}{_AUX}\s+(?:not\s+)?{_SUBJECT}\b", re.I)
_AUX_NOT = re.compile(
    rf"\s*{_FILLER}(?:{_NOT_ASKING}|\w+n['’]?t (?!(?:i|we|you|it|he|she|they|there|this|that|the|a|an|people|users?)\b))\b",
    re.I,
)
_INDIRECT = re.compile(
    r"\b(?:i(?:'?d| would| will|'?ll)? (?:still |also |just |really )?(?:need|want|like|love|have|wish)(?: to (?:know|understand|hear|learn|find out|get|ask|clarify|check|see|confirm|have)| the\b| some\b| a (?:feel|sense|rough|number|figure|ballpark|clearer?)\b| an (?:idea|estimate)\b| your\b| (?:avg|average|numbers|figures)\b)"  # fmt: skip
    r"|(?:i(?:'m| am|m)? )?(?:wondering|wonder|curious|unsure|not (?:quite |really |so )?(?:sure|clear)|unclear|interested)\b(?: (?:about|if|whether|how|what|which|who|when|where|in)\b| to (?:know|hear)\b|,? (?:what|how))"  # fmt: skip
    r"|(?:can|could|would|will) (?:you|u) (?:please )?(?:tell|say|give|share|clarify|confirm|explain|describe|specify)"
    r"|(?:please|pls|plz|just) (?:tell|give|clarify|confirm|specify|share|remind)\b"
    r"|\b(?:tell|remind) me (?:about|how|what|which|who|when|where|if|whether|more|the|your|a)\b|let me (?:know|ask|check|confirm|clarify) (?!about that later)"
    r"|(?:any|have you got|do you have) (?:idea|thoughts|numbers|figures|hints?|constraints?|limits?|requirements?|expectations?|preference)\b"  # fmt: skip
    r"|(?:what|how) about\b|what if\b|(?:my|first|next|another|one|a|the|last|second|quick) question (?:is|would be|about|on|:)"  # fmt: skip
    r"|(?:help me|i(?:'d| would) (?:like|love) to) (?:understand|know|clarify|get)|i(?:'m| am)? asking (?:about|for|whether|if)|(?:it|that)(?:'s| is| would be|'d be) (?:helpful|good|useful|important|nice) to (?:know|hear|understand)|i(?:'m| am)? (?:still )?(?:miss|missing|lack|lacking)\b|i (?:don't|dont|do not) (?:yet )?know (?:if|whether|how|what|who|which|where|when)\b)",  # fmt: skip
    re.I,
)
_TAIL = re.compile(r"(?:,|\.\.+|…|\s[-–—])\s*(?:right|correct|yes|no|ok|okay|isn'?t it|isn'?t that so|agreed|or not|is that (?:right|ok|okay|fine|correct)|does that (?:work|make sense)|fair|or|then what|in or out|yes/no|y/n)\s*\Z|\b(?:or not|in or out|yes or no|yes/no|y/n|or what|then what)\s*\Z|\b(?:pls|plz|please)\s*(?:\Z|,)|\w how\s*\Z", re.I)  # fmt: skip
_TAG = re.compile(r"(?:,|\.\.+|…|\s[-–—])\s*(?:right|correct|yes|no|ok|okay|isn'?t it|agreed|fair|is that (?:right|ok|okay|fine|correct)|does that (?:work|make sense|sound (?:good|right|fine)))\s*[?!.\s]*\Z", re.I)  # fmt: skip
_CLAUSE = re.compile(
    r"(?:,(?:\s*(?:or|and|but|so)\b)?|:|[+&]|\s[-–—]{1,2}\s|\.\.+|…|\bso\b|\bbut\b|\band\b|\()\s*", re.I
)
_YOU_WANT = re.compile(
    r"^(?!.{0,200}\b(?:if|what|whatever|as|because|since)\s+(?:you|u) )(?:.{0,200}\s)?(?:you|u|ya) "
    r"(?:want|need|expect|prefer|require|have in mind|aim for|are after)$",
    re.I,
)
_LAST_WH = re.compile(rf"{_PREPOSITION}(?:(?:how (?:many|much|long|big|large|often|fast|quick|quickly|high|far|old|fresh|soon|stale|bad|do|does|should|is|are)|what(?:'s| is| are| about| if| kind| sort| happens| do| does| should| would| \w+ (?:do|does|should|is|are|can|must|would))|which (?:one|ones|of|\w+s? (?:do|does|should|is|are|can|must))|who (?:do|does|can|should|will|pays)|whose|(?:when|where) (?:is|are|does|do|should|must|will|can))\b)", re.I)  # fmt: skip
_STATES = re.compile(r"\s*(?:(?:and|so|ok|okay|then|well|hmm+)[\s,]+){0,3}(?:i(?:'?ll|'?d|'?m| will| would| am| think| guess| suppose| assume| see| have| use| put| take| go| add)\b|we(?:'?ll|'?d|'?re| will| would| are| have| use| put| take| need| add| store| can| should)\b|let(?:'s| us)\b|(?:the|a|an|this|that|it|each|every|there|since|because|given|assuming|our|my)\b.{0,200}\b(?:is|are|has|have|goes|go|means|needs?|will|would|can|gives?|takes?|=)\b|\d)", re.I)  # fmt: skip
_AUX_CLAUSE = re.compile(
    r"(?:do|does|did|can|could|should|shall|will|would|may|might|must|is|are|has|have)\s+(?:i|we|you|it|he|she|they|there|this|that|people|ppl|users|everyone|anyone|somebody)\b(?!\s*$)",
    re.I,
)
_HOW = re.compile(
    r"\bhow (?:many|much|long|big|large|often|fast|quick|quickly|soon|bad|far|old|do|does|should)\b", re.I
)
_FINITE = re.compile(r"\b(?:i|we|is|are|was|were|will|would|should|can|could|must|has|have|had|needs?|goes|go|makes?|gives?|takes?|means?|use|uses|using|let|think|guess)\b", re.I)  # fmt: skip
_NAMED_OR_COUNTED = re.compile(r"\s*(?:\d|[^,.]{1,40}:)")  # "1 row or 0 rows", "Queue: this or that"
_ELLIPSIS_WORDS = 12  # "chronological or ranked": alternatives with no verb are a question when they are short
_FRONTED = re.compile(r"\s*(?:if|when|after|once|suppose|say|assuming|while|as soon as|in case|before|given)\b", re.I)


@dataclass(frozen=True, slots=True)
class Sentence:
    """[start, end) in code points of the message, its words, and what it does."""

    start: int
    end: int
    text: str
    act: Act

    @property
    def asks(self) -> bool:
        return self.act != "statement"

    @property
    def states(self) -> bool:
        return self.act != "question"


def sentences(text: PlainText | str) -> list[Sentence]:
    """The sentences of a message in order; offsets are those of the source."""
    plain = text.text if isinstance(text, PlainText) else text
    found = []
    for start, end in _pieces(plain):
        piece = plain[start:end]
        found.append(Sentence(start, end, piece, act_of(piece)))
    return found


def act_of(sentence: str) -> Act:
    """What one sentence does."""
    text = _core(sentence)
    if not text:
        return "statement"
    marked = "?" in sentence[-12:]
    if marked:
        return "both" if _states_too(text) else "question"
    if _TAG.search(text) and len(text.split()) > 2:
        return "both"
    if _asks_outright(text) or _TAIL.search(text):
        return "question"
    if _INDIRECT.search(text[:300]):
        return "question"
    if _YOU_WANT.search(text):
        return "question"
    if _asks_in_a_clause(text):
        return "both"
    return "question" if _asks_by_alternatives(text) else "statement"


def _asks_outright(text: str) -> bool:
    head = text[:200]
    if _WH_START.match(head):
        return not _WH_NOT.match(head)
    return bool(_AUX_START.match(head)) and not _AUX_NOT.match(head)


def _asks_in_a_clause(text: str) -> bool:
    """ "evening spike, how high compared to the mean": a later clause that begins like a question."""
    for mark in _CLAUSE.finditer(text[:600]):
        clause = text[mark.end() : mark.end() + 200]
        if _LAST_WH.match(clause) and not _WH_NOT.match(clause):
            return True
        if mark.group().lstrip()[:1] in tuple(",-–—:") and _AUX_CLAUSE.match(clause):
            return True
        if mark.group().strip() in (",", "", "-", "–", "—") and _FRONTED.match(text) and _AUX_START.match(clause):
            return not _AUX_NOT.match(clause)
    return bool(_FRONTED.match(text) and _HOW.search(text[:600]))


def _asks_by_alternatives(text: str) -> bool:
    if " or " not in text[:600]:
        return False
    if _FRONTED.match(text):
        return ", or " in text[:600]
    return len(text.split()) <= _ELLIPSIS_WORDS and not _FINITE.search(text) and not _NAMED_OR_COUNTED.match(text)


def _states_too(text: str) -> bool:
    """Whether a sentence with a question mark also states something: a tag question, or a statement before it."""
    if _TAG.search(text) and len(text.split()) > 3:
        return True
    mark = next((m for m in _CLAUSE.finditer(text[:600]) if m.start() > 12), None)
    if mark is None or _FRONTED.match(text) or _asks_outright(text):
        return False
    first = text[: mark.start()]
    return bool(_STATES.match(first)) and not _INDIRECT.search(first) and len(first.split()) > 2


def _core(sentence: str) -> str:
    """Without bullet, closing marks, emoji."""
    text = _BULLET.sub("", sentence.strip(_BLANKS), count=1) if _BULLET.match(sentence.strip(_BLANKS)) else sentence
    end = len(text)
    while end and not (text[end - 1].isalnum() or text[end - 1] in "%)/"):
        end -= 1
    return text[:end].strip(_BLANKS)


def _pieces(text: str) -> list[tuple[int, int]]:
    """[start, end) of every sentence, trimmed; together they hold every word of the text."""
    pieces = []
    start = 0
    for mark in _END.finditer(text):
        if mark.group() == "." and _SHORT_FORM.search(text[max(0, mark.start() - 8) : mark.start()]):
            continue
        if trimmed := _trimmed(text, start, mark.end()):
            pieces.append(trimmed)
        start = mark.end()
    if trimmed := _trimmed(text, start, len(text)):
        pieces.append(trimmed)
    return pieces


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start] in _BLANKS:
        start += 1
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    return (start, end) if any(char.isalnum() for char in text[start:end]) else None
