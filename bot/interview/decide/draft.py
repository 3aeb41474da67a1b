"""A decision in the making: events are applied as they are added, so that the next one sees what the last one did."""

from dataclasses import dataclass, field

from bot.dialogue.reply import Part, Reply
from bot.interview import events as e
from bot.interview.evolve import evolve
from bot.interview.state import Interview
from bot.record import Decided, Written


@dataclass(slots=True)
class Draft:
    interview: Interview
    now: float
    events: list[e.Event] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)

    def add(self, event: e.Event) -> None:
        self.events.append(event)
        self.interview = evolve(self.interview, event)

    def write(self, text_id: str, person: str, words: str) -> None:
        self.written.append(Written(text_id, person, words))

    def speak(self, *parts: Part) -> None:
        """Say these parts as one message, where the candidate last spoke."""
        if parts:
            seed = f"{self.interview.id}:{self.interview.version}"
            self.add(e.Spoke(at=self.now, parts=parts, phase=self.interview.phase, seed=seed, thread=self._thread()))

    def say(self, reply: Reply, *after: Part, asks: bool = True) -> None:
        """A reply, with what has to be remembered of it; without its question where this is no moment for one."""
        parts = tuple(part for part in reply.parts if asks or not part.asks)
        if reply.facts:
            self.add(e.FactsGiven(at=self.now, entries=reply.facts))
        if reply.offered and asks:
            self.add(e.FactsOffered(at=self.now, facts=reply.offered))
        for notice in reply.notices:
            if notice not in self.interview.noticed:
                self.add(e.Noticed(at=self.now, what=notice))
        if reply.probe is not None and asks:
            self._ask(reply)
        if reply.hint is not None:
            points = self.interview.setup.plan.price(reply.hint.rung)
            given = e.HintGiven(
                at=self.now, phase=self.interview.phase, topic=reply.hint.topic, rung=reply.hint.rung, points=points
            )
            self.add(given)
        self.speak(*parts, *after)
        if reply.design is not None:
            self.add(e.DesignDrawn(at=self.now, design=reply.design, thread=self._thread()))

    def _ask(self, reply: Reply) -> None:
        if reply.probe is None:
            return
        asked = reply.probe
        self.add(e.ProbeAsked(at=self.now, probe=asked.probe, criterion=asked.criterion, phase=self.interview.phase))
        if reply.curveball:
            self.add(e.CurveballThrown(at=self.now, curveball=reply.curveball))

    def _thread(self) -> str:
        setup = self.interview.setup
        return self.interview.voice_thread if setup.private else setup.thread

    @property
    def decided(self) -> Decided:
        return Decided(tuple(self.events), tuple(self.written))
