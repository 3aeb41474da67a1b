"""An interview in a fake world: the shipped content without the encoder, and a clock that is moved by hand."""

from pathlib import Path
from typing import Any

import pytest

from bot.content import Content, load_content
from bot.dialogue.mind import Mind
from bot.interview import Rehearsal
from bot.interview import commands as do
from bot.interview import events as e
from bot.interview.record import spoken

ROOT = Path(__file__).resolve().parents[2]
T0 = 1_700_000_000.0
ADA, BOB, EVE = "UADA", "UBOB", "UEVE"


class Hall(Rehearsal):
    """A rehearsal with short ways to act. Times are seconds after the start."""

    def __init__(self, mind: Mind, **start: Any) -> None:
        super().__init__(mind, "interview-test")
        self.now = T0
        self.mind = mind
        options: dict[str, Any] = {"thread": "1.000001", **start}
        given = do.StartInterview(
            **{"now": T0, "team": "T", "channel": "C", "candidate": ADA, "scenario": "whatsapp", "seed": 1, **options}
        )
        self.send(given)

    def at(self, seconds: float) -> "Hall":
        self.pass_to(T0 + seconds)
        return self

    def say(self, text: str, user: str = ADA, **more: Any) -> list[e.Event]:
        number = len(self.texts)
        return self.send(
            do.HearMessage(
                **{"now": self.now, "user": user, "ts": f"{self.now:.6f}", "text": text, "text_id": f"t{number}",
                   "thread": "1.000001", **more}
            )
        )  # fmt: skip

    def tell(self, text: str, wait: float = 5) -> str:
        """Say something, let the turn end, and hear the answer ("" for none)."""
        seen = len(self.events)
        self.say(text)
        self.pass_to(self.now + wait)
        return self.heard(seen)

    def heard(self, since: int = 0) -> str:
        """What the interviewer said since an event, in words."""
        said = [event for event in self.events[since:] if isinstance(event, e.Spoke)]
        return "\n".join(spoken(event.parts, event.seed, self.mind.content.words) for event in said)

    def act(self, kind: type[do.Command], **fields: Any) -> list[e.Event]:
        return self.send(kind(now=self.now, **fields))

    def next(self) -> list[e.Event]:
        return self.act(do.NextPhase, user=ADA, phase=self.state.phase)

    def to(self, phase: str) -> "Hall":
        while self.state.phase != phase:
            self.next()
        return self

    def times(self, kind: type[e.Event]) -> list[float]:
        """When events of a kind happened, in seconds after the start."""
        return [round(event.at - T0, 3) for event in self.events if isinstance(event, kind)]

    def named(self, kind: type[e.Event]) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]

    def words(self) -> list[str]:
        """Templates of everything said so far."""
        return [part.words for event in self.named(e.Spoke) for part in event.parts]


@pytest.fixture(scope="session")
def content() -> Content:
    return load_content([ROOT])


@pytest.fixture(scope="session")
def mind(content: Content) -> Mind:
    return Mind(content)


@pytest.fixture
def hall(mind: Mind) -> Hall:
    """A live interview of 45 minutes about WhatsApp, just begun."""
    return Hall(mind)
