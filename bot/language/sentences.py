"""A message cut into sentences, each with its place and its act: does it ask, does it state, does it do both?

People in a chat leave out question marks, ask indirectly ("I'd need the load", "wondering about groups") and put a
question behind a statement ("evening spike, how high?"). The rules are English grammar, not judgement; they look at
the beginning of clauses and at the end of the sentence. Everything here is linear and never raises.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.language import grammar
from bot.text import PlainText

Act = Literal["question", "statement", "both"]

# An end of sentence: marks with something blank behind, or a line's end, or ";". A "." between a letter or digit and
# a blank is no end after a short form ("e.g. ", "vs. ", "approx. ").
_END = re.compile(r"[.?!…]+[)\"'”’\]*_~]{0,4}(?=\s|$)|\n+|;(?=\s|$)|(?<=[?!])(?=[^\s?!.)\"'”’\]*_~])")
_SHORT_FORM = re.compile(
    r"(?:\b(?:e\.g|i\.e|eg|ie|vs|etc|approx|avg|incl|excl|resp|no|max|min|mr|mrs|dr|st|a\.k\.a)|(?<!/)\b[a-z])\Z", re.I
)
_BLANKS = " \t\r\n\f\v\u00a0"
_ELLIPSIS_WORDS = 12  # "chronological or ranked": alternatives with no verb are a question when they are short


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
    return list(_cut(text.text if isinstance(text, PlainText) else text))


@lru_cache(maxsize=128)  # a turn is looked at by several readers, one after the other
def _cut(plain: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(start, end, plain[start:end], act_of(plain[start:end])) for start, end in _pieces(plain))


@lru_cache(maxsize=1024)
def act_of(sentence: str) -> Act:
    """What one sentence does."""
    text = _core(sentence)
    if not text:
        return "statement"
    marked = "?" in sentence[-12:]
    if marked:
        return "both" if _states_too(text) else "question"
    if grammar.TAG.search(text) and len(text.split()) > 2:
        return "both"
    if _asks_outright(text) or grammar.TAIL.search(text):
        return "question"
    if grammar.INDIRECT.search(text[:300]):
        return "question"
    if grammar.YOU_WANT.search(text):
        return "question"
    if _asks_in_a_clause(text):
        return "question" if grammar.FRONTED.match(text) else "both"
    return "question" if _asks_by_alternatives(text) else "statement"


def _asks_outright(text: str) -> bool:
    head = text[:200]
    if grammar.WH_START.match(head):
        return not grammar.WH_TELLS.match(head)
    return bool(grammar.AUX_START.match(head)) and not grammar.AUX_TELLS.match(head)


def _asks_in_a_clause(text: str) -> bool:
    """ "evening spike, how high compared to the mean": a later clause that begins like a question."""
    for mark in grammar.CLAUSE.finditer(text[:600]):
        clause = text[mark.end() : mark.end() + 200]
        if grammar.WH_CLAUSE.match(clause) and not grammar.WH_TELLS.match(clause):
            return True
        if mark.group().lstrip()[:1] in tuple(",-–—:") and grammar.AUX_CLAUSE.match(clause):
            return True
        if (
            mark.group().strip() in (",", "", "-", "–", "—")
            and grammar.FRONTED.match(text)
            and grammar.AUX_START.match(clause)
        ):
            return not grammar.AUX_TELLS.match(clause)
    if not grammar.FRONTED.match(text):
        return False
    return bool(grammar.HOW.search(text[:600]) or grammar.FRONTED_ASKS.match(text[:400]))


def _asks_by_alternatives(text: str) -> bool:
    if (grammar.ELLIPSIS.match(text) or grammar.ASSUMING.match(text)) and not grammar.FINITE.search(text):
        return True
    if " or " not in text[:600]:
        return False
    if grammar.FRONTED.match(text):
        return ", or " in text[:600]
    return (
        len(text.split()) <= _ELLIPSIS_WORDS
        and not grammar.FINITE.search(text)
        and not grammar.NAMED_OR_COUNTED.match(text)
    )


def _states_too(text: str) -> bool:
    """Whether a sentence with a question mark also states something: a tag question, or a statement before it."""
    if grammar.TAG.search(text) and len(text.split()) > 3:
        return True
    mark = next((m for m in grammar.CLAUSE.finditer(text[:600]) if m.start() > 12), None)
    if mark is None or grammar.FRONTED.match(text) or _asks_outright(text):
        return False
    first = text[: mark.start()]
    return bool(grammar.STATES.match(first)) and not grammar.INDIRECT.search(first) and len(first.split()) > 2


def _core(sentence: str) -> str:
    """Without bullet, closing marks, emoji."""
    text = (
        grammar.BULLET.sub("", sentence.strip(_BLANKS), count=1)
        if grammar.BULLET.match(sentence.strip(_BLANKS))
        else sentence
    )
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
