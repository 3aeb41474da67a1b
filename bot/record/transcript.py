"""The transcript of an interview, in the shape of `app.py score` (see the README, Transcripts)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast, get_args

Who = Literal["candidate", "interviewer", "observer"]
PHASES = ("requirements", "estimation", "design", "decisions", "patterns")


@dataclass(frozen=True, slots=True)
class Turn:
    """One message. `at` is seconds since the start; `ts` is Slack's id of the message, for linking to it."""

    index: int
    at: float
    phase: str
    who: Who
    text: str
    ts: str | None = None


@dataclass(frozen=True, slots=True)
class Transcript:
    id: str
    scenario: str
    minutes: int
    level: str
    turns: tuple[Turn, ...] = field(default=())

    @property
    def candidate_turns(self) -> tuple[Turn, ...]:
        return tuple(turn for turn in self.turns if turn.who == "candidate")


def transcript_from(data: Mapping[str, Any]) -> Transcript:
    """Read the JSON form. Raises ValueError naming what is missing or wrong and where; labels are ignored."""
    for key in ("scenario", "turns"):
        if key not in data:
            raise ValueError(f"transcript: no {key!r}. A transcript is an object with scenario, minutes and turns.")
    if not isinstance(data["turns"], Sequence) or isinstance(data["turns"], str):
        raise ValueError("transcript: turns must be a list of {at, phase, who, text}.")
    turns = tuple(_turn(index, turn) for index, turn in enumerate(data["turns"]))
    return Transcript(
        id=str(data.get("id", "")),
        scenario=str(data["scenario"]),
        minutes=int(data.get("minutes", 45)),
        level=str(data.get("level", "senior")),
        turns=turns,
    )


def _turn(index: int, data: Any) -> Turn:
    if not isinstance(data, Mapping):
        raise ValueError(f"transcript: turn {index} is not an object.")
    who, text = data.get("who"), data.get("text")
    if who not in get_args(Who):
        raise ValueError(f"transcript: turn {index} has who {who!r}; use one of {', '.join(get_args(Who))}.")
    if not isinstance(text, str):
        raise ValueError(f"transcript: turn {index} has no text.")
    try:
        at = float(data.get("at", 0))
    except (TypeError, ValueError):
        raise ValueError(f"transcript: turn {index} has at {data.get('at')!r}; give seconds since the start.") from None
    return Turn(
        index=index,
        at=at,
        phase=str(data.get("phase", "requirements")),
        who=cast(Who, who),
        text=text,
        ts=data.get("ts"),
    )
