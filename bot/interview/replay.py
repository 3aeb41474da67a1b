"""A transcript played through the interviewer: what would it have said? With a clock of its own, so in no time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.content import Words
from bot.dialogue.mind import Mind
from bot.interview import commands as do
from bot.interview import events as e
from bot.interview.aggregate import Interviews
from bot.interview.record import spoken
from bot.interview.state import Interview
from bot.record import Refused, Transcript, Turn

START = 1_700_000_000.0  # any time will do; the clock counts from here
CANDIDATE, OBSERVER = "UCANDIDATE", "UOBSERVER"
MOST_RINGS = 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """One message. `at` is seconds since the start; `what` is "" for words, else "picture", "ended", …"""

    at: float
    phase: str
    who: str
    text: str
    what: str = ""


class Rehearsal:
    """One interview with its timers, without a runtime: send commands, let time pass, read what came of it."""

    def __init__(self, mind: Mind, stream: str = "interview-replay") -> None:
        self.aggregate = Interviews(mind)
        self.state: Interview = self.aggregate.start(stream)
        self.texts: dict[str, str] = {}
        self.events: list[e.Event] = []
        self.says: list[Any] = []
        self.now = START

    def send(self, command: do.Command) -> list[e.Event]:
        """What follows from a command. Raises Refused."""
        self.now = max(self.now, command.now)
        prepared = None
        if self.aggregate.wants_preparing(self.state, command):
            prepared = self.aggregate.prepare(self.state, command, dict(self.texts))
        decided = self.aggregate.decide(self.state, command, prepared)
        self.texts.update({written.text_id: written.words for written in decided.written})
        for event in decided.events:
            after = self.aggregate.evolve(self.state, event)
            self.says.extend(self.aggregate.says(self.state, event, after, self.texts))
            self.state = after
            self.events.append(event)
        return list(decided.events)

    def pass_to(self, when: float) -> None:
        """Let time pass, with every timer that rings until then."""
        for _ in range(MOST_RINGS):
            due = [wake for wake in self.aggregate.timers(self.state).values() if wake.due <= when]
            if not due:
                break
            wake = min(due, key=lambda each: each.due)
            before = self.state
            self.send(self.aggregate.retimed(wake.command, max(self.now, wake.due)))
            if self.state is before:
                raise RuntimeError(f"the timer {wake.command.timer!r} rang and nothing followed")
        self.now = max(self.now, when)


def replay(transcript: Transcript, mind: Mind, words: Words, seed: int = 1, rubric: str = "") -> Iterator[Line]:
    """The candidate's (and observers') messages at their times, with what this interviewer would have said.

    Held by the rubric of this id, the usual one where none is named. Raises Refused for a scenario, a rubric, a level
    or a length that is not known."""
    hall = Rehearsal(mind)
    start = do.StartInterview(
        now=START,
        team="T",
        channel="C",
        thread="1.0",
        candidate=CANDIDATE,
        scenario=transcript.scenario,
        seed=seed,
        minutes=transcript.minutes,
        level=transcript.level,
        rubric=rubric,
    )
    hall.send(start)
    yield from _lines(hall, 0, words)
    for turn in transcript.turns:
        if turn.who == "interviewer":
            continue
        seen = len(hall.events)
        hall.pass_to(START + turn.at)
        yield from _lines(hall, seen, words)
        yield Line(turn.at, hall.state.phase, turn.who, turn.text)
        seen = len(hall.events)
        _hear(hall, turn)
        yield from _lines(hall, seen, words)
    seen = len(hall.events)
    hall.pass_to(START + hall.state.setup.plan.seconds * 2)
    yield from _lines(hall, seen, words)


def _hear(hall: Rehearsal, turn: Turn) -> None:
    user = CANDIDATE if turn.who == "candidate" else OBSERVER
    message = do.HearMessage(
        now=START + turn.at,
        user=user,
        ts=f"{START + turn.at:.6f}",
        text=turn.text,
        text_id=f"text-{turn.index}",
        thread="1.0",
    )
    try:
        hall.send(message)
    except Refused as refused:
        raise ValueError(f"transcript: turn {turn.index} was refused ({refused.reason}).") from refused


def _lines(hall: Rehearsal, since: int, words: Words) -> Iterator[Line]:
    for event in hall.events[since:]:
        at = event.at - START
        match event:
            case e.Spoke():
                yield Line(at, event.phase, "interviewer", spoken(event.parts, event.seed, words))
            case e.DesignDrawn():
                yield Line(at, hall.state.phase, "interviewer", "", "picture")
            case e.PhaseStarted():
                yield Line(at, event.phase, "interviewer", "", "phase")
            case e.InterviewEnded():
                yield Line(at, hall.state.phase, "interviewer", "", f"ended: {event.reason}")
