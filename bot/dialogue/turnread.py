"""What was understood of one turn: plain values that an event keeps, so that nothing is ever understood anew."""

from dataclasses import dataclass

from bot.record import Entry


@dataclass(frozen=True, slots=True)
class Estimated:
    """A number the candidate derived. `value` in base units; `grade` and `diagnosis` as the estimation core has them.

    `near`: of the right order, and yet one slip explains it for certain (a copy forgotten, the peak for the average).
    `reference` and `working` are the cascade's own, from the figures that held when it was said. `either` are two slips
    that explain it equally well: then neither is its `diagnosis`."""

    metric: str
    value: float
    unit: str
    grade: str = ""
    diagnosis: str = ""
    surface: str = ""
    reference: float = 0.0
    working: str = ""
    either: tuple[str, ...] = ()
    near: bool = False

    @property
    def doubtful(self) -> bool:
        return self.slipped or self.near

    @property
    def slipped(self) -> bool:
        return self.grade in ("off_by_order", "wrong") and self.diagnosis != "inherited_error"


@dataclass(frozen=True, slots=True)
class Broken:
    """A figure of the candidate's that does not keep what it has to. `said` is theirs; `machines` with the load they
    carry and the one they should, as printed; or `fact`, which was given."""

    said: str
    fact: str = ""
    carries: str = ""
    load: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The design so far, as it stands after this turn. `component_roles` go with `components`, `roles` each once.
    `extra` are boxes that do the work of none in the reference."""

    components: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    component_roles: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()
    unlabelled: tuple[tuple[str, str], ...] = ()
    labelled: int = 0
    reaches_storage: bool = False
    stranded: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnReading:
    """What one turn said and asked.

    intents      what the words ask of the interview itself, ids of rubrics/lexicon/intents.yaml
    asks         a question to the interviewer is in it
    moves, back  the phase that the candidate goes on to ("next" where none is named), or back to
    asked_facts  facts to be given; offered_facts could be meant; unanswered: questions the sheet says nothing on
    entries      assumptions and estimates for the ledger
    contradicts  facts given earlier that a stated figure contradicts
    assumed      parameters that were fixed by assumption though the sheet could have been asked
    decided      pairs of a decision's area and a part of it that was said ("database", "choice")
    seen         criteria of which evidence was heard
    answers      the open probe, if the turn takes it up
    half         criteria that were touched and not yet done
    reused       metrics whose number, estimated before, the turn uses for a part of the design
    breaks       stated requirements that a stated figure cannot keep
    remarks      what is worth a word of its own: other_language, instructs, everything, boxes, unreadable
    """

    intents: tuple[str, ...] = ()
    asks: bool = False
    moves: str = ""
    back: str = ""
    asked_facts: tuple[str, ...] = ()
    offered_facts: tuple[str, ...] = ()
    unanswered: int = 0
    entries: tuple[Entry, ...] = ()
    estimates: tuple[Estimated, ...] = ()
    contradicts: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    drawn: Drawn | None = None
    decided: tuple[tuple[str, str], ...] = ()
    seen: tuple[str, ...] = ()
    answers: str = ""
    remarks: tuple[str, ...] = ()
    words: int = 0
    reused: tuple[str, ...] = ()
    half: tuple[str, ...] = ()
    breaks: tuple[Broken, ...] = ()
