"""What an event means to say, and where. Names and plain values; words come at the outbox."""

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
            spoken = {"parts": plain(event.parts), "seed": event.seed}
            return [Say("post", "interview.spoke", _here(after, event.thread), spoken)]
        case e.DesignDrawn():
            return [Say("upload", "interview.picture", _here(after, event.thread), {"design": plain(event.design)})]
        case e.InterviewEnded() if event.reason not in ("abandoned", "expired"):
            return [Say("post", "interview.rate", _here(after), {"reason": event.reason})]
        case e.InterviewClosed():
            return [Say("post", "interview.report", _here(after), {"reason": event.reason})]
    return []


def _here(after: Interview, thread: str = "") -> Place:
    setup = after.setup
    where = thread or (after.voice_thread if setup.private else setup.thread)
    return Place(setup.team, setup.channel, where, "" if setup.channel else setup.candidate)
