"""A report as plain values: everything that a reader is shown of one finished interview, before it has words.

Whoever ends the interview fills these in; nothing here knows where they came from. Times are minutes, scores are of
100, levels are 0 not seen, 1 weak, 2 solid, 3 strong. `by` says who judged: rules, model or person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

By = Literal["rules", "model", "person"]
LEVELS = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class Quote:
    """The candidate's own words. `link` leads to the message, "" where there is nothing to lead to."""

    text: str
    link: str = ""
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    """A person's level beside the bot's, with the reason."""

    level: int
    reason: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One criterion. `detector`: the rule that saw it, in words; `next_rung`: what the next level would need, "" at
    the top. `other` is a second judge's level, kept beside and never mixed in."""

    id: str
    title: str
    phase: str
    level: int
    uncertain: bool = False
    quotes: tuple[Quote, ...] = ()
    detector: str = ""
    next_rung: str = ""
    by: By = "rules"
    dispute: Dispute | None = None
    other: tuple[By, int] | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake that was made, and the points that it cost."""

    id: str
    title: str
    phase: str
    quotes: tuple[Quote, ...] = ()
    points: float = 0
    by: By = "rules"


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase: planned and spent minutes, and its score; None where it could not be judged."""

    id: str
    title: str
    planned: float
    spent: float
    score: float | None = None
    by: By = "rules"
    self_level: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A fact of the sheet. `weight` 3 is load-bearing; `changes`: what its answer changes in the design."""

    id: str
    category: str
    question: str
    asked: bool
    weight: int = 1
    changes: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One row of the estimate table, the values already printed. `grade` and `slip` are ids of the estimation core;
    `theirs` is "" where nothing was said; `or_slip` a second slip that fits as well."""

    metric: str
    reference: str
    theirs: str = ""
    grade: str = ""
    slip: str = ""
    working: str = ""
    quote: Quote | None = None
    or_slip: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as SVG for a light and a dark page, and in words for who cannot see it."""

    light: str
    alt: str
    dark: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A component that only one design has, and why: the reference's reason, or the reason to leave it out."""

    name: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Design:
    """Theirs beside the reference. `extra`: they have, the reference has not; `missing` the other way round."""

    beside: Picture | None = None
    missing: tuple[Box, ...] = ()
    extra: tuple[Box, ...] = ()
    unlabelled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One of the next three things. `drill` is a kind of drill, `command` what starts it."""

    title: str
    why: str
    drill: str
    command: str = ""
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    phase: str
    rung: int
    points: float


@dataclass(frozen=True, slots=True)
class Band:
    """The verdict on the whole for the level, with the overall score."""

    id: str
    title: str
    score: float | None = None
    expects: str = ""


@dataclass(frozen=True, slots=True)
class Judge:
    """Somebody who scored by phase: `role` is peer, self, observer or bot, `levels` phase → 0 to 3."""

    role: str
    name: str
    levels: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a judge on one phase: a note, or a comment on a gap."""

    role: str
    name: str
    phase: str
    words: str


@dataclass(frozen=True, slots=True)
class Conducted:
    """How one person interviewed. `share` of the words, 0 to 1; `first` in minutes; `unasked` are questions."""

    name: str
    share: float | None
    questions: int
    suggested: int
    first: float | None
    told: int
    unasked: tuple[str, ...]
    leaks: tuple[str, ...]
    kept: int
    phases: int
    hints: int


@dataclass(frozen=True, slots=True)
class Agrees:
    """How a person and the bot agree on one phase over their interviews; `kappa` None where it cannot be told."""

    name: str
    phase: str
    same: int
    pairs: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Panel:
    """What people and the bot made of it, side by side and never mixed. `gaps`: phases they see far apart."""

    judges: tuple[Judge, ...] = ()
    gaps: tuple[str, ...] = ()
    comments: tuple[Said, ...] = ()
    notes: tuple[Said, ...] = ()
    conducts: tuple[Conducted, ...] = ()
    agreement: tuple[Agrees, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoke:
    """One turn of the interview, so that the file can be scored again (`app.py score`)."""

    at: float
    phase: str
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """One finished interview. `held` is a finished string (the report knows no clock and no time zone). `notices`
    are finished sentences on how it was judged. `numbers` False hides every number that is a judgement."""

    scenario: str
    title: str
    candidate: str
    minutes: int
    level: str
    rubric: str
    version: int
    band: Band
    phases: tuple[Phase, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    faults: tuple[Fault, ...] = ()
    questions: tuple[Question, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    design: Design = field(default_factory=Design)
    steps: tuple[Step, ...] = ()
    hints: tuple[Hint, ...] = ()
    self_level: int | None = None
    self_note: str = ""
    interviewer: str = ""
    held: str = ""
    notices: tuple[str, ...] = ()
    numbers: bool = True
    panel: Panel | None = None
    communication: float | None = None
    turns: tuple[Spoke, ...] = ()

    def of_phase(self, phase: str) -> tuple[Verdict, ...]:
        return tuple(verdict for verdict in self.verdicts if verdict.phase == phase)

    @property
    def groups(self) -> tuple[tuple[str, str, tuple[Verdict, ...]], ...]:
        """Verdicts by phase, in the order of the phases; what belongs to no phase comes last under its own id."""
        known = {phase.id: phase.title for phase in self.phases}
        ids = dict.fromkeys([*known, *(verdict.phase for verdict in self.verdicts)])
        return tuple((key, known.get(key, ""), rows) for key in ids if (rows := self.of_phase(key)))

    @property
    def unasked(self) -> tuple[Question, ...]:
        """Load-bearing facts that nobody asked for, the heaviest first."""
        return tuple(question for question in self.questions if not question.asked and question.weight == 3)

    @property
    def asked(self) -> tuple[Question, ...]:
        return tuple(question for question in self.questions if question.asked)
