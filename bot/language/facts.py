"""Which fact of a sheet a clarifying question asks for: an answer, a choice of up to three, or nothing on the sheet.

A fact's score is the likeness to its phrasings (encoder) plus a share of BM25 over all its words; without the encoder
BM25 alone. Near neighbours repel (`not_this`), decoys draw away what no fact answers, and whoever is not clearly
ahead is offered instead of answered. Measured on the development questions in tests/bench/questions.py; the figures
are in rubrics/lexicon/matching.yaml.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from bot.language.asking import Question, parts_of, questions_of
from bot.language.bm25 import Bm25
from bot.language.encoder import Encoder
from bot.language.lexicon import Lexicon
from bot.language.thresholds import Limits, Matching
from bot.text import PlainText, Span

if TYPE_CHECKING:
    import numpy as np

MOST_OFFERED = 3
_LIST_PARTS = 3  # from so many parts on a sentence is an enumeration, and a part needs less to be clear

_TEMPLATE = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")  # figures in an answer: they differ between variants
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
        self._exactly = _by_text(own)
        self._not = _Texts([(i, full(text)) for i, f in enumerate(facts) for text in f.not_this], encoder)
        self._answers = _Texts([(i, _TEMPLATE.sub("", f.answer)) for i, f in enumerate(facts)], encoder)
        self._decoys = _Texts([(0, text) for text in (*decoys, *matching.decoys)], encoder)
        documents = [" . ".join((f.question, *f.phrasings, _TEMPLATE.sub("", f.answer))) for f in facts]
        self._bm25 = Bm25.of([lexicon.terms(text) for text in documents])
        each = (*self._own.texts, *self._not.texts, *self._decoys.texts)
        self._bm25_each = Bm25.of([lexicon.terms(text) for text in each])

    @property
    def limits(self) -> Limits:
        return self._matching.with_encoder if self._encoder else self._matching.without_encoder

    def match(self, message: PlainText | str) -> Match:
        """What this message asks for. A statement, a quotation or struck words ask for nothing."""
        answered: dict[str, Evidence] = {}
        offered: dict[str, Evidence] = {}
        unanswered: list[str] = []
        for question in questions_of(message, self._is_thin):
            found = self._of_question(question)
            if not found and not question.fragment:
                unanswered.append(question.sentence.text)
            if all(evidence.rule == "offer" for evidence in found):
                found = self._exact(question) or found  # what is asked in the sheet's own words needs no choice
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

    # -- which facts ----------------------------------------------------------------------------------------------

    def _of_question(self, question: Question) -> list[Evidence]:
        limits = self.limits
        span = question.span
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

    def _exact(self, question: Question) -> list[Evidence]:
        """Facts that the question, or a piece of it, asks for word by word."""
        pieces = [(question.span, question.text), *parts_of(question)]
        found = [(self._exactly.get(_bare(self._lexicon.written_out(text)), -1), span) for span, text in pieces]
        return [Evidence(self._ids[fact], span, 1.0, "part") for fact, span in found if fact >= 0]

    def _parts(self, question: Question) -> list[_Part]:
        return [_Part(span, self._rank(text)) for span, text in parts_of(question)]

    def _is_thin(self, text: str) -> bool:
        carrying = {term for term in self._lexicon.terms(text) if not term.startswith("§")}
        return len(carrying) < self._matching.context_words

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
        first, second = len(self._own.items), len(self._own.items) + len(self._not.items)
        nearest = _best_by_fact(self._own.items, each[:first], len(self._ids))
        repelling = _best_by_fact(self._not.items, each[first:second], len(self._ids))
        half = self._matching.lexical_half
        scores = [
            (word + near / (near + half)) / 2 - (self.limits.repel if not_this > near else 0.0)
            for word, near, not_this in zip(lexical, nearest, repelling, strict=True)
        ]
        decoy, best = max(each[second:], default=0.0), max(nearest, default=0.0)
        return scores, _decoyed(decoy / (decoy + half), best / (best + half), self.limits)


def _bare(text: str) -> str:
    return " ".join(text.lower().replace(",", " ").rstrip("?.! ").split())


def _by_text(own: Sequence[tuple[int, str]]) -> dict[str, int]:
    """Text → the one fact that is asked for so."""
    found: dict[str, int] = {}
    for fact, text in own:
        bare = _bare(text)
        found[bare] = fact if found.get(bare, fact) == fact and len(bare.split()) > 1 else -1
    return found


def _best_by_fact(items: Sequence[tuple[int, str]], scores: Sequence[float], size: int) -> list[float]:
    best = [0.0] * size
    for (index, _), score in zip(items, scores, strict=True):
        best[index] = max(best[index], score)
    return best


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
