"""An interview as it stands: everything that decides what may happen next, and nothing that has to be looked up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.dialogue.reply import Part
from bot.dialogue.turnread import Drawn, Estimated, TurnReading
from bot.interview.card import Card
from bot.interview.clock import PhaseTimes, Watch, phase_times
from bot.interview.peering.state import Peering
from bot.interview.plan import Plan
from bot.record import Ledger, Place

Status = Literal["new", "live", "paused", "rating", "closed"]


@dataclass(frozen=True, slots=True)
class Setup:
    """What was agreed at the start."""

    team: str = ""
    channel: str = ""
    thread: str = ""
    candidate: str = ""
    interviewer: str = ""
    private: bool = False
    scenario: str = ""
    scenario_version: int = 0
    title: str = ""
    prompt: str = ""
    seed: int = 0
    vary: bool = False
    rubric: str = ""
    rubric_version: int = 0
    level: str = "senior"
    clock: str = "live"
    minutes: int = 45
    speed: float = 1.0
    plan: Plan = field(default_factory=Plan)
    tz_offset: int | None = None
    quiet_from: int = 22 * 60
    quiet_until: int = 8 * 60
    hide_numbers: bool = False
    report_private: bool = False
    zone: str = ""

    @property
    def live(self) -> bool:
        return self.clock == "live"

    @property
    def participants(self) -> frozenset[str]:
        return frozenset(person for person in (self.candidate, self.interviewer) if person)


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `at` in interview seconds, `order` is the event's version; `index` counts messages from 0."""

    index: int
    order: int
    ts: str
    text_id: str
    who: Literal["candidate", "interviewer"]
    at: float
    phase: str
    thread: str = ""
    asks: bool = False
    deleted: bool = False
    file_ids: tuple[str, ...] = ()
    unreadable_files: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the interviewer, for the transcript."""

    order: int
    at: float
    phase: str
    parts: tuple[Part, ...]
    seed: str


@dataclass(frozen=True, slots=True)
class Read:
    """A turn that was understood, by the indexes of its messages."""

    messages: tuple[int, ...]
    phase: str
    reading: TurnReading


@dataclass(frozen=True, slots=True)
class Asked:
    """A probe that was asked. It is answered by the first turn that `reading.answers` names it in."""

    probe: str
    criterion: str
    phase: str
    order: int


@dataclass(frozen=True, slots=True)
class PhaseRun:
    """One phase as it went, in interview seconds; the current one has no end."""

    id: str
    start: float
    end: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HintTaken:
    phase: str
    topic: str
    rung: int
    points: float


@dataclass(frozen=True, slots=True)
class Silence:
    """How long it has been quiet, in interview seconds, and how often that was remarked on."""

    since: float = 0.0
    since_real: float = 0.0
    in_phase: int = 0
    unanswered: int = 0
    last_nudge: float | None = None
    lull_from: float | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    user: str
    criterion: str
    level: int
    reason_id: str
    at: float


@dataclass(frozen=True, slots=True)
class Interview:
    """`turn`: indexes of the messages that wait for an answer, `turn_due` the unix time at which the turn is over."""

    id: str
    version: int = 0
    status: Status = "new"
    setup: Setup = field(default_factory=Setup)
    started_at: float = 0.0
    watch: Watch = field(default_factory=Watch)
    runs: tuple[PhaseRun, ...] = ()
    warned: frozenset[str] = frozenset()
    messages: tuple[Message, ...] = ()
    said: tuple[Said, ...] = ()
    reads: tuple[Read, ...] = ()
    turn: tuple[int, ...] = ()
    turn_due: float | None = None
    voice_thread: str = ""
    silence: Silence = field(default_factory=Silence)
    ledger: Ledger = field(default_factory=Ledger)
    asked: tuple[Asked, ...] = ()
    open_probe: str = ""
    offered: tuple[str, ...] = ()
    noticed: frozenset[str] = frozenset()
    hints: tuple[HintTaken, ...] = ()
    curveball: str = ""
    pictured: int = 0
    end_reason: str = ""
    ended_at: float | None = None
    ratings: Mapping[str, int] | None = None
    rating_note_id: str = ""
    disputes: tuple[Dispute, ...] = ()
    card: Card | None = None
    peering: Peering = field(default_factory=Peering)

    @property
    def live(self) -> bool:
        """Whether it holds its place and its people: running or paused."""
        return self.status in ("live", "paused")

    @property
    def run(self) -> PhaseRun | None:
        """The current phase."""
        return self.runs[-1] if self.runs and self.runs[-1].end is None else None

    @property
    def phase(self) -> str:
        """Id of the current phase, of the last one once it is over, "" before the start."""
        return self.runs[-1].id if self.runs else ""

    @property
    def by_person(self) -> bool:
        """Whether a person interviews now; the bot then keeps the time, reads on and is silent."""
        return bool(self.setup.interviewer)

    @property
    def times(self) -> PhaseTimes | None:
        run = self.run
        return phase_times(self.setup.plan, run.id, run.start) if run else None

    @property
    def place(self) -> Place:
        return Place(team=self.setup.team, channel=self.setup.channel, thread=self.setup.thread)

    def message(self, ts: str) -> Message | None:
        return next((message for message in self.messages if message.ts == ts), None)

    @property
    def standing(self) -> tuple[Message, ...]:
        """The candidate's messages that were not deleted, by Slack's order."""
        kept = [m for m in self.messages if m.who == "candidate" and not m.deleted]
        return tuple(sorted(kept, key=lambda m: ts_key(m.ts)))

    @property
    def given(self) -> frozenset[str]:
        """Facts that were given out."""
        return self.ledger.facts

    @property
    def estimates(self) -> tuple[Estimated, ...]:
        return tuple(each for read in self.reads for each in read.reading.estimates)

    @property
    def seen(self) -> frozenset[str]:
        """Criteria of which evidence was heard so far."""
        return frozenset(criterion for read in self.reads for criterion in read.reading.seen)

    @property
    def drawn(self) -> Drawn | None:
        return next((read.reading.drawn for read in reversed(self.reads) if read.reading.drawn), None)

    @property
    def facts_at(self) -> Mapping[str, Any]:
        return {entry.key: entry.words for entry in self.ledger if entry.kind == "fact"}


def ts_key(ts: str) -> tuple[int, int, str]:
    """Slack's ids by time; anything that is not one sorts by its text after those."""
    whole, _, part = ts.partition(".")
    if whole.isdigit() and (part.isdigit() or not part):
        return (int(whole), int((part or "0").ljust(6, "0")), "")
    return (1 << 62, 0, ts)
