"""What an event means to say, and where. Names and plain values; words come at the outbox."""

from collections.abc import Mapping
from typing import Any

from bot.interview import events as e
from bot.interview.codec import plain
from bot.interview.state import Interview
from bot.record import Place, Say

CARD = "card"
ON_THE_CARD = (
    e.ThreadOpened,
    e.PhaseStarted,
    e.InterviewPaused,
    e.InterviewResumed,
    e.DowntimeGivenBack,
    e.InterviewEnded,
    e.InterviewClosed,
)


def says(before: Interview, event: e.Event, after: Interview) -> list[Say]:
    """The messages of one event, in order; most events say nothing."""
    said = _said(after, event)
    if isinstance(event, ON_THE_CARD):
        said.append(Say("update", "interview.card", after.place, name=CARD))
    return said


def _said(after: Interview, event: e.Event) -> list[Say]:
    setup = after.setup
    match event:
        case e.InterviewStarted():
            place = Place(setup.team, setup.channel, setup.thread, "" if setup.channel else setup.candidate)
            return [Say("post", "interview.card", place, name=CARD)]
        case e.Spoke():
            return [Say("post", "interview.spoke", _here(after), {"parts": plain(event.parts), "seed": event.seed})]
        case e.PhaseWarned():
            args = {"kind": event.kind, "left": round(event.left), "phase": event.phase, "seed": str(after.version)}
            return [Say("post", "interview.warned", _here(after), args)]
        case e.InterviewPaused():
            return [_line(after, "interview.paused")]
        case e.InterviewResumed():
            return [_line(after, "interview.resumed")]
        case e.DowntimeGivenBack():
            return [_line(after, "interview.given_back", seconds=round(event.seconds))]
        case e.DesignDrawn():
            return [Say("upload", "interview.picture", _here(after), {"design": plain(event.design)})]
        case e.InterviewEnded() if event.reason not in ("abandoned", "expired"):
            return [Say("post", "interview.rate", _here(after), {"reason": event.reason})]
        case e.InterviewClosed():
            return [Say("post", "interview.report", _here(after), {"reason": event.reason})]
    return []


def _line(after: Interview, words: str, **args: Any) -> Say:
    values: Mapping[str, Any] = {"words": words, "args": args, "seed": str(after.version)}
    return Say("post", "interview.line", _here(after), values)


def _here(after: Interview) -> Place:
    setup = after.setup
    return Place(setup.team, setup.channel, after.voice_thread, "" if setup.channel else setup.candidate)
