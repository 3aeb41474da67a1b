"""How a person conducted an interview, measured from what was said: so that interviewers learn too."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spoken:
    """One message of the candidate or of the interviewer, typed or posted with a button."""

    by_interviewer: bool
    words: int


@dataclass(frozen=True, slots=True)
class ToldFact:
    """A fact that the interviewer told. `asked`: the candidate had asked for it before."""

    fact: str
    asked: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the interviewer's at `at` seconds of the interview; `suggested`: it came from the whisper."""

    at: float
    suggested: bool


@dataclass(frozen=True, slots=True)
class HeldPhase:
    """`took` and the longest it should have taken, in seconds."""

    phase: str
    took: float
    limit: float


@dataclass(frozen=True, slots=True)
class Conduct:
    """`share` of the words, 0 to 1, None where nobody said any. `first_probe` in seconds of the interview, None where
    nothing was asked. `remarks`: what is worth a word, in the order of weight."""

    share: float | None
    told: int
    unasked: tuple[str, ...]
    leaks: tuple[str, ...]
    first_probe: float | None
    questions: int
    suggested: int
    hints: int
    kept: int
    phases: int
    overrun: tuple[str, ...]
    remarks: tuple[str, ...]


def measured(
    spoken: Sequence[Spoken],
    told: Sequence[ToldFact],
    leaks: Sequence[str],
    questions: Sequence[Question],
    hints: int,
    phases: Sequence[HeldPhase],
    fine_share: tuple[float, float],
) -> Conduct:
    """The figures, and remarks on them: leaks, unasked, lecturing, absent, silent, overran, fine."""
    words = sum(each.words for each in spoken)
    own = sum(each.words for each in spoken if each.by_interviewer)
    first = {each.fact: each.asked for each in reversed(told)}  # the first telling is the one that counts
    unasked = tuple(dict.fromkeys(each.fact for each in told if not first[each.fact]))
    overrun = tuple(held.phase for held in phases if held.took > held.limit)
    share = own / words if words else None
    given = tuple(dict.fromkeys(leaks))
    return Conduct(
        share=share,
        told=len(first),
        unasked=unasked,
        leaks=given,
        first_probe=min((each.at for each in questions), default=None),
        questions=len(questions),
        suggested=sum(each.suggested for each in questions),
        hints=hints,
        kept=len(phases) - len(overrun),
        phases=len(phases),
        overrun=overrun,
        remarks=_remarks(share, unasked, given, questions, overrun, fine_share),
    )


def _remarks(
    share: float | None,
    unasked: Sequence[str],
    leaks: Sequence[str],
    questions: Sequence[Question],
    overrun: Sequence[str],
    fine: tuple[float, float],
) -> tuple[str, ...]:
    found = {
        "leaks": bool(leaks),
        "unasked": bool(unasked),
        "lecturing": share is not None and share > fine[1],
        "absent": share is not None and share < fine[0],
        "silent": not questions,
        "overran": bool(overrun),
    }
    return tuple(name for name, holds in found.items() if holds) or ("fine",)
