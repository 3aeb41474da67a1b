"""Which fact of a sheet a clarifying question asks for: an answer, a choice of up to three, or nothing on the sheet.

A fact's score is the likeness to its phrasings (encoder) plus a share of BM25 over all its words; without the encoder
BM25 alone. Near neighbours repel (`not_this`), decoys draw away what no fact answers, and whoever is not clearly
ahead is offered instead of answered. Measured on the development questions in tests/bench/questions.py; the figures
are in rubrics/lexicon/matching.yaml.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from bot.language.bm25 import Bm25
from bot.language.encoder import Encoder
from bot.language.lexicon import Lexicon
from bot.language.sentences import Sentence, sentences
from bot.language.thresholds import Limits, Matching
from bot.text import PlainText, Span

if TYPE_CHECKING:
    import numpy as np

MOST_OFFERED = 3
_MOST_QUESTIONS = 12  # of one message; the rest of a flood is not looked at
_LONGEST = 400  # characters of a sentence that are compared

_PART = re.compile(
    r"\s*(?:,\s*(?:and|or|but|also)\s|[,+&;:()…]|\.\.+|\s/\s|/(?!(?:d|day|h|hour|s|sec|second|m|min|mo|month|w|week|y|year|yr|"
    r"u|user|users|person|head|driver|o|w|sale|link|post|message|msg|write|n)\b)|\band\b|\bor\b|\bas well as\b|\bplus\b)\s*",
    re.I,
)
# "after clicking a seat, …", "…, for redirect vs create": a circumstance of the question, not one of several.
_CIRCUMSTANCE = re.compile(
    r"\s*(?:if|when|while|after|before|once|because|since|until|than|suppose|say|for|with|without|to|from|in|on|at|by)\b"
    r"(?!\s+(?:how|what|which|whom?)\b)",
    re.I,
)
_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")  # figures in an answer: they differ between variants
_FRAGMENT_WORDS = 9
_LIST_PARTS = 3  # from so many parts on a sentence is an enumeration, and a part needs less to be clear
_PART_WORDS = 14
_MEASURE = re.compile(
    r"\b(?:avg|average|mean|median|max|maximum|min|minimum|number|count|amount|total|volume|size|weight|bytes|kb|length|"
    r"rate|ratio|factor|frequency|interval|timeout|duration|deadline|latency|uptime|availability|retention|limit|target|"
    r"budget|share|percentage|peak|throughput|traffic|load|how)\b|/\s?(?:day|user|person|head|s|sec|month|year)\b",
    re.I,
)
_TELLS = re.compile(  # a verb, a number, a label: it tells something
    r"\d|[:=<>~]|->|→|\b(?:i|we|is|are|was|were|be|will|would|should|can|could|must|has|have|had|needs?|goes|makes?|gives?|"
    r"takes?|means?|use|uses|using|let|lets|think|guess|ok|okay|good|great|fine|sorry|thanks|not|no|hard|tricky|big|huge|"
    r"small|low|high|first|then|next|later|because|so)\b",
    re.I,
)
_POINTS_BACK = re.compile(r"\b(?:it|its|that|then|them|they|this|those|these|same|him|he|she|one|ones)\b", re.I)
_REPORTED = re.compile(
    r"\b(?:you|he|she|they|somebody|someone|interviewer|people|friend|colleague|boss)\s+"
    r"(?:just |always |once |often |also )?(?:asked?|asks|wanted to know|wondered)\b",
    re.I,
)


_Decoyed: TypeAlias = Literal["", "perhaps", "surely"]


class SheetFact(Protocol):
    """What the matcher needs of a fact."""

    @property
    def id(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def phrasings(self) -> Sequence[str]: ...
    @property
    def not_this(self) -> Sequence[str]: ...
    @property
    def answer(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a fact was chosen: the words that asked for it, the score, and which rule spoke (whole, part, offer)."""

    fact: str
    span: Span
    score: float
    rule: str


@dataclass(frozen=True, slots=True)
class Match:
    """What one message asks of the sheet. `unanswered` are the questions that the sheet says nothing about."""

    answered: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class _Ranking:
    """Facts from the most to the least likely with their scores; `decoyed`: a decoy is nearer than the best."""

    facts: tuple[tuple[str, float], ...]
    decoyed: _Decoyed

    @property
    def best(self) -> tuple[str, float]:
        return self.facts[0] if self.facts else ("", 0.0)

    @property
    def lead(self) -> float:
        return self.best[1] - self.facts[1][1] if len(self.facts) > 1 else self.best[1]

    @property
    def open(self) -> tuple[tuple[str, float], ...]:
        """What may be offered: nothing where a decoy is much nearer."""
        return () if self.decoyed == "surely" else self.facts

    @property
    def without_best(self) -> "_Ranking":
        return _Ranking(self.facts[1:], self.decoyed)

    def clear(self, answer: float, lead: float, sure: float) -> bool:
        score = self.best[1]
        wanted = lead / 2 if score >= sure else lead
        return not self.decoyed and score + self.lead >= answer and self.lead >= wanted


@dataclass(frozen=True, slots=True)
class _Question:
    """A question of the message and the text that it is compared by."""

    sentence: Sentence
    text: str
    before: Sentence | None = None
    fragment: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of an enumeration and what it may ask for."""

    span: Span
    ranking: _Ranking


class FactMatcher:
    """Built once for a sheet; matching is pure and thread-safe."""

    def __init__(
        self,
        facts: Sequence[SheetFact],
        lexicon: Lexicon,
        matching: Matching,
        encoder: Encoder | None = None,
        decoys: Sequence[str] = (),
    ) -> None:
        self._ids = [fact.id for fact in facts]
        self._lexicon, self._matching, self._encoder = lexicon, matching, encoder
        full = lexicon.written_out
        own = [(i, full(text)) for i, f in enumerate(facts) for text in (f.question, *f.phrasings)]
        self._own = _Texts(own, encoder)
        self._not = _Texts([(i, full(text)) for i, f in enumerate(facts) for text in f.not_this], encoder)
        self._answers = _Texts([(i, _TEMPLATE.sub("", f.answer)) for i, f in enumerate(facts)], encoder)
        self._decoys = _Texts([(0, text) for text in (*decoys, *matching.decoys)], encoder)
        documents = [" . ".join((f.question, *f.phrasings, _TEMPLATE.sub("", f.answer))) for f in facts]
        self._bm25 = Bm25.of([lexicon.terms(text) for text in documents])
        self._bm25_each = Bm25.of([lexicon.terms(text) for text in (*self._own.texts, *self._decoys.texts)])

    @property
    def limits(self) -> Limits:
        return self._matching.with_encoder if self._encoder else self._matching.without_encoder

    def match(self, message: PlainText | str) -> Match:
        """What this message asks for. A statement, a quotation or struck words ask for nothing."""
        answered: dict[str, Evidence] = {}
        offered: dict[str, Evidence] = {}
        unanswered: list[str] = []
        for question in self._questions(message)[:_MOST_QUESTIONS]:
            found = self._of_question(question)
            if not found:
                unanswered.append(question.sentence.text)
            for evidence in found:
                (offered if evidence.rule == "offer" else answered).setdefault(evidence.fact, evidence)
        choices = [evidence for fact, evidence in offered.items() if fact not in answered]
        choices = choices[:MOST_OFFERED]
        return Match(
            answered=tuple(answered),
            offered=tuple(evidence.fact for evidence in choices),
            unanswered=tuple(unanswered),
            evidence=(*answered.values(), *choices),
        )

    def ranked(self, text: str) -> tuple[tuple[str, float], ...]:
        """Every fact with its score, the likeliest first; for `app.py check` and for those who tune."""
        return self._rank(text).facts

    # -- which questions ------------------------------------------------------------------------------------------

    def _questions(self, message: PlainText | str) -> list[_Question]:
        heard = [each for each in sentences(message) if not _unheard(message, each)]
        questions: list[_Question] = []
        for index, sentence in enumerate(heard):
            before = heard[index - 1] if index else None
            text = sentence.text[:_LONGEST]
            if _REPORTED.search(text) or not (sentence.asks or (len(heard) < 3 and _is_fragment(text))):
                continue
            if not sentence.asks:
                questions.append(_Question(sentence, text, fragment=True))
                continue
            if before and before.asks and questions and re.match(r"or\b", text, re.I):
                joined = Sentence(before.start, sentence.end, f"{before.text} {sentence.text}", sentence.act)
                questions[-1] = _Question(joined, f"{questions[-1].text} {text}"[:_LONGEST])
            elif before and not before.asks and self._leans_back(text):
                questions.append(_Question(sentence, f"{before.text[:_LONGEST]} {text}", before))
            else:
                questions.append(_Question(sentence, text))
        return questions

    def _leans_back(self, text: str) -> bool:
        carrying = {term for term in self._lexicon.terms(text) if not term.startswith("§")}
        return len(carrying) < self._matching.context_words or bool(_POINTS_BACK.search(text))

    # -- which facts ----------------------------------------------------------------------------------------------

    def _of_question(self, question: _Question) -> list[Evidence]:
        limits = self.limits
        span = Span(question.sentence.start, question.sentence.end)
        whole = self._rank(question.text)
        if question.fragment and not whole.clear(limits.sure, limits.lead, limits.sure):
            return []
        parts = self._parts(question)
        bar = limits.of_list if len(parts) >= _LIST_PARTS else limits.of_part
        clear = [_evidence(part, "part") for part in parts if part.ranking.clear(*bar)]
        others = [part.ranking for part in parts]
        if len({evidence.fact for evidence in clear}) > 1:
            return [*clear, *_choices(others, None, span, limits)]
        if whole.clear(limits.answer, limits.lead, limits.sure):
            first = Evidence(whole.best[0], span, whole.best[1], "whole")
            near = {fact for fact, _ in whole.facts[:MOST_OFFERED]}
            also = [part for part in clear if part.fact in near and part.fact != first.fact]
            second = [whole] if whole.lead < limits.doubt else []
            return [first, *also, *_choices([*others, *(each.without_best for each in second)], None, span, limits)]
        if clear and clear[0].fact == whole.best[0]:
            return [*clear, *_choices(others, whole, span, limits)]
        return _choices(others, whole, span, limits)

    def _parts(self, question: _Question) -> list[_Part]:
        """The parts of an enumeration, each with its own ranking; "no push, no likes. ok?" enumerates before it asks."""
        found = []
        for sentence in (question.before, question.sentence):
            pieces = _pieces(sentence) if sentence else []
            if sentence is None or len(pieces) < 2:
                continue
            for start, end in pieces:
                text = sentence.text[start - sentence.start : end - sentence.start]
                if not _CIRCUMSTANCE.match(text) and len(text.split()) <= _PART_WORDS:
                    found.append(_Part(Span(start, end), self._rank(text)))
        return found

    # -- scores ---------------------------------------------------------------------------------------------------

    def _rank(self, raw: str) -> _Ranking:
        text = self._lexicon.written_out(raw)
        terms = self._lexicon.terms(text)
        half = self._matching.lexical_half
        lexical = [score / (score + half) for score in self._bm25.scores(terms)]
        scores, decoy = self._likeness(text, lexical) if self._encoder else self._wordly(terms, lexical)
        order = sorted(range(len(scores)), key=lambda index: (-scores[index], index))
        facts = tuple((self._ids[index], round(scores[index], 6)) for index in order)
        return _Ranking(facts, decoy)

    def _likeness(self, text: str, lexical: Sequence[float]) -> tuple[list[float], _Decoyed]:
        """Scores with the encoder, and the likeness of the nearest decoy on the same scale."""
        import numpy as np

        assert self._encoder is not None
        matching = self._matching
        vector = self._encoder.vectors([text])[0]
        own, repelling = self._own.best(vector, len(self._ids)), self._not.best(vector, len(self._ids))
        answers = self._answers.best(vector, len(self._ids))
        count, share, by_answer = matching.nearest_count, matching.nearest_share, matching.answer_share
        scores = []
        for index, word_score in enumerate(lexical):
            nearest = own[index][:count]
            cosine = (1 - share) * nearest[0] + share * float(np.mean(nearest)) if nearest else 0.0
            cosine = (1 - by_answer) * cosine + by_answer * answers[index][0]
            score = cosine + matching.lexical_share * word_score
            if nearest and repelling[index] and repelling[index][0] >= nearest[0]:
                score -= self.limits.repel
            scores.append(score)
        decoys = self._decoys.best(vector, 1)[0]
        best = max((each[0] for each in own if each), default=0.0)
        return scores, _decoyed(decoys[0] if decoys else 0.0, best, self.limits)

    def _wordly(self, terms: Sequence[str], lexical: Sequence[float]) -> tuple[list[float], _Decoyed]:
        """Scores by words alone: the mean of a fact's whole vocabulary and of its nearest phrasing."""
        each = self._bm25_each.scores(terms)
        nearest = [0.0] * len(self._ids)
        for (index, _), score in zip(self._own.items, each, strict=False):
            nearest[index] = max(nearest[index], score)
        half = self._matching.lexical_half
        scores = [(word + near / (near + half)) / 2 for word, near in zip(lexical, nearest, strict=True)]
        decoy, best = max(each[len(self._own.items) :], default=0.0), max(nearest, default=0.0)
        return scores, _decoyed(decoy / (decoy + half), best / (best + half), self.limits)


def _decoyed(decoy: float, best: float, limits: Limits) -> "_Decoyed":
    """Whether a decoy is nearer than every fact, and whether so near that nothing should even be offered."""
    if decoy <= best + limits.decoy_lead:
        return ""
    return "surely" if decoy >= limits.decoy else "perhaps"


def _evidence(part: _Part, rule: str) -> Evidence:
    fact, score = part.ranking.best
    return Evidence(fact, part.span, score, rule)


def _choices(parts: Sequence[_Ranking], whole: _Ranking | None, span: Span, limits: Limits) -> list[Evidence]:
    """Facts to offer: the likeliest of every part of an enumeration first, then the likeliest of the whole.

    Beside an answer (`whole` is None) only parts that are near enough are offered."""
    firsts = sorted((ranking.open[0] for ranking in parts if ranking.open), key=lambda first: -first[1])
    if whole is None:
        return _offers([first for first in firsts if first[1] >= limits.part_offer], span)
    top = max((first[1] for first in (*firsts, *whole.open[:1])), default=0.0)
    bar = max(limits.offer, top - limits.offer_within)
    return _offers([each for each in (*whole.open[:1], *firsts, *whole.open[:MOST_OFFERED]) if each[1] >= bar], span)


def _offers(facts: Sequence[tuple[str, float]], span: Span) -> list[Evidence]:
    found: dict[str, Evidence] = {}
    for fact, score in facts:
        found.setdefault(fact, Evidence(fact, span, score, "offer"))
    return list(found.values())[:MOST_OFFERED]


class _Texts:
    """Texts of facts and, where there is an encoder, their vectors."""

    def __init__(self, items: Sequence[tuple[int, str]], encoder: Encoder | None) -> None:
        self.items = list(items)
        self._vectors = encoder.vectors(self.texts, keep=True) if encoder and self.items else None

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.items]

    def best(self, vector: "np.ndarray[Any, Any]", size: int) -> list[list[float]]:
        """For each of `size` facts the cosines of its texts, the nearest first."""
        found: list[list[float]] = [[] for _ in range(size)]
        if self._vectors is not None:
            for (index, _), cosine in zip(self.items, self._vectors @ vector, strict=True):
                found[index].append(float(cosine))
        return [sorted(cosines, reverse=True) for cosines in found]


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
    text = sentence.text[:_LONGEST]
    for mark in _PART.finditer(text):
        pieces.append((start, mark.start()))
        start = mark.end()
    pieces.append((start, len(text)))
    return [(sentence.start + a, sentence.start + b) for a, b in pieces if any(c.isalnum() for c in text[a:b])]
