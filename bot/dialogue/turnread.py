"""What was understood of one turn: plain values that an event keeps, so that nothing is ever understood anew."""

from dataclasses import dataclass

from bot.record import Entry


@dataclass(frozen=True, slots=True)
class Estimated:
    """A number the candidate derived. `value` in base units; `grade` and `diagnosis` as the estimation core has them.

    `open` is a slip that the candidate has not yet found."""

    metric: str
    value: float
    unit: str
    grade: str = ""
    diagnosis: str = ""
    surface: str = ""

    @property
    def slipped(self) -> bool:
        return self.grade in ("off_by_order", "wrong") and self.diagnosis != "inherited_error"


@dataclass(frozen=True, slots=True)
class Drawn:
    """The design so far, as it stands after this turn."""

    components: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()
    unlabelled: tuple[tuple[str, str], ...] = ()
    labelled: int = 0
    reaches_storage: bool = False
    stranded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TurnReading:
    """`intents`: what the words ask of the interview itself. `seen`: criteria of which evidence was heard.

    `decided`: pairs of a decision's area and a part of it that was said ("database", "choice")."""

    intents: tuple[str, ...] = ()
    asks: bool = False
    asked_facts: tuple[str, ...] = ()
    offered_facts: tuple[str, ...] = ()
    unanswered: int = 0
    entries: tuple[Entry, ...] = ()
    estimates: tuple[Estimated, ...] = ()
    drawn: Drawn | None = None
    seen: tuple[str, ...] = ()
    decided: tuple[tuple[str, str], ...] = ()
    answers: str = ""
    words: int = 0
