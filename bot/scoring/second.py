"""A second reader beside the rules: one criterion a call, quote first, and never more than one rung of difference.

A quote proves that words were said, not that they meet the criterion; so the judge moves a level by at most one rung,
what the rules said stays beside it, and a quote that is not in the cited message makes the vote void after one retry.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from bot.content import Criterion, Rubric
from bot.record import Transcript, Turn
from bot.scoring.card import Evidence, Scorecard, Second, Verdict
from bot.scoring.worth import is_fault, overall, phase_scores
from bot.text import unescape

LEAST_QUOTE = 12  # characters; shorter words are found in any message
LONGEST_TURN = 4000  # characters of a message that a judge is shown


class JudgeFailed(Exception):
    """The judge could not be asked: no such model, no connection, no answer in the asked form."""


@dataclass(frozen=True, slots=True)
class Case:
    """What the judge is shown. `refused`: its last quote was not in the message that it cited."""

    criterion: str
    title: str
    met: str
    not_: str
    turns: tuple[Turn, ...]
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Opinion:
    verdict: Literal["met", "unmet", "cannot_assess"]
    quote: str = ""
    turn: int = -1
    why: str = ""


class Judge(Protocol):
    """`name` says who judged, in every report. `opine` raises JudgeFailed."""

    @property
    def name(self) -> str: ...

    def opine(self, case: Case) -> Opinion: ...


def with_second(card: Scorecard, transcript: Transcript, rubric: Rubric, judge: Judge, level: str) -> Scorecard:
    """The scorecard with a second opinion on every criterion but those of the clock. Raises JudgeFailed: nothing is
    passed off as judged that was not."""
    verdicts = {name: _second(name, verdict, transcript, rubric, judge) for name, verdict in card.criteria.items()}
    phases = phase_scores(rubric, verdicts)
    whole = overall(rubric, phases)
    known = level if level in rubric.bands else "senior"
    band = rubric.band(known, whole).id if whole is not None else ""
    return Scorecard(card.rubric, card.version, verdicts, phases, whole, band)


def _second(name: str, verdict: Verdict, transcript: Transcript, rubric: Rubric, judge: Judge) -> Verdict:
    criterion = rubric.criteria[name]
    if criterion.kind == "pace":
        return verdict
    case = _case(name, criterion, transcript)
    opinion = judge.opine(case)
    evidence = quoted(opinion, transcript)
    if opinion.verdict == "met" and evidence is None:
        opinion = judge.opine(replace(case, refused=True))
        evidence = quoted(opinion, transcript)
    void = opinion.verdict == "met" and evidence is None
    told = Second(judge.name, "void" if void else opinion.verdict, evidence, opinion.why, verdict.level)
    moved = verdict.level if void or is_fault(rubric, name) else moved_level(verdict.level, opinion.verdict)
    quotes = verdict.evidence or ((evidence,) if evidence and moved > verdict.level else ())
    return replace(verdict, level=moved, evidence=quotes, second=told)


def moved_level(level: int, verdict: str) -> int:
    """At most one rung towards the judge's verdict: met is level 2 and above."""
    if verdict == "met" and level < 2:
        return level + 1
    return level - 1 if verdict == "unmet" and level >= 2 else level


def quoted(opinion: Opinion, transcript: Transcript) -> Evidence | None:
    """The opinion's quote as it stands in the cited candidate message, None where it does not stand there. Case,
    blanks, the shape of quotation marks and Slack's escapes are no difference; a word or a digit is."""
    turn = next((each for each in transcript.candidate_turns if each.index == opinion.turn), None)
    words = unescape(unicodedata.normalize("NFKC", opinion.quote)).split()
    if turn is None or len(" ".join(words)) < LEAST_QUOTE:
        return None
    found = re.search(r"\s+".join(_loosely(word) for word in words), turn.text, re.IGNORECASE)
    return Evidence(turn.index, found.group()) if found else None


def _loosely(word: str) -> str:
    return "".join(_SAME.get(sign, re.escape(sign)) for sign in word)


_SAME = {sign: f"(?:{'|'.join(signs)})" for signs in (("'", "’", "‘"), ('"', "“", "”")) for sign in signs}
_SAME |= {"<": "(?:<|&lt;)", ">": "(?:>|&gt;)", "&": "(?:&amp;|&)"}


def _case(name: str, criterion: Criterion, transcript: Transcript) -> Case:
    turns = tuple(replace(turn, text=turn.text[:LONGEST_TURN]) for turn in transcript.turns)
    return Case(name, criterion.title, criterion.met, criterion.not_, turns)


def differing(card: Scorecard) -> Mapping[str, Verdict]:
    """The criteria on which rules and judge differ."""
    return {
        name: verdict
        for name, verdict in card.criteria.items()
        if verdict.second is not None and verdict.second.rules_level != verdict.level
    }
