"""Small transcripts for tests: lines of (phase, who, text), half a minute apart."""

from pathlib import Path

from bot.content import Content, load_content
from bot.record import Transcript, Turn
from bot.scoring import Scorecard, Tools, Verdict, score, tools_from

ROOT = Path(__file__).resolve().parents[2]
CONTENT: Content = load_content([ROOT])
TOOLS: Tools = tools_from(CONTENT.lexicon)
WHO = {"c": "candidate", "i": "interviewer", "o": "observer"}

Line = tuple[str, str, str]


def transcript(*lines: Line, scenario: str = "whatsapp", minutes: int = 45, every: float = 30) -> Transcript:
    turns = [
        Turn(index, every * index, phase, WHO[who], text)  # type: ignore[arg-type]
        for index, (phase, who, text) in enumerate(lines)
    ]
    return Transcript("t", scenario, minutes, "senior", tuple(turns))


def card(*lines: Line, scenario: str = "whatsapp", minutes: int = 45, every: float = 30) -> Scorecard:
    held = transcript(*lines, scenario=scenario, minutes=minutes, every=every)
    return score(held, CONTENT.scenario(scenario), CONTENT.rubric(), TOOLS)


def verdict(criterion: str, *lines: Line, scenario: str = "whatsapp", minutes: int = 45, every: float = 30) -> Verdict:
    return card(*lines, scenario=scenario, minutes=minutes, every=every).criteria[criterion]
