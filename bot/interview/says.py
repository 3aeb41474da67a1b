"""What an event means to say, and where. Names and plain values; words come at the outbox."""

from bot.interview import events as e
from bot.interview.peering import says as peers
from bot.interview.peering.events import HandedBack, TookOver
from bot.interview.state import Interview
from bot.record import Place, Say
from bot.record.values import plain

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
    said += peers.says(before, event, after, _here(after), report_place(after))
    if isinstance(event, (*ON_THE_CARD, TookOver, HandedBack)):
        said.append(Say("update", "interview.card", after.place, name=CARD))
    return said


def _said(after: Interview, event: e.Event) -> list[Say]:
    setup = after.setup
    match event:
        case e.InterviewStarted():
            place = Place(setup.team, setup.channel, setup.thread, "" if setup.channel else setup.candidate)
            return [Say("post", "interview.card", place, name=CARD)]
        case e.PlaceRefused():
            told = {"words": "slack.no_place", "args": {"channel": setup.channel, "reason": event.reason}}
            people = sorted(setup.participants)
            return [Say("post", "plain", Place(setup.team, user=user), told) for user in people]
        case e.Spoke():
            spoken = {"parts": plain(event.parts), "seed": event.seed}
            return [Say("post", "interview.spoke", _here(after, event.thread), spoken)]
        case e.DesignDrawn():
            return [Say("upload", "interview.picture", _here(after, event.thread), {"design": plain(event.design)})]
        case e.InterviewEnded() if after.peering.people:
            return []
        case e.InterviewEnded() if event.reason not in ("abandoned", "expired"):
            return [Say("post", "interview.rate", _here(after), _asked_to_rate(after, event))]
        case e.InterviewClosed():
            return _report(after)
        case e.RowDisputed():
            return _disputed(after, event.phase)
    return []


def _asked_to_rate(after: Interview, event: e.InterviewEnded) -> dict[str, object]:
    return {"reason": event.reason, "private": after.setup.private or after.setup.report_private}


def _report(after: Interview) -> list[Say]:
    """The report in its parts, each a post of its own name, so that a dispute can edit the one it is about."""
    place = report_place(after)
    parts = [{"part": "overview"}, *({"part": "phase", "phase": phase} for phase in after.setup.plan.order)]
    parts += [{"part": "questions"}, {"part": "estimates"}]
    said = [Say("post", "interview.report", place, part, name=_named(part)) for part in parts]
    said.insert(1, Say("upload", "interview.report.times", place))
    if after.drawn is not None:
        said.append(Say("upload", "interview.report.design", place))
    said.append(Say("upload", "interview.report.files", place))
    said.append(Say("post", "interview.report", place, {"part": "steps"}, name="report:steps"))
    if place != _here(after):
        told = {"words": "interview.report.in_private", "args": {"candidate": after.setup.candidate}}
        said.append(Say("post", "plain", _here(after), told))
    return said


def report_place(after: Interview) -> Place:
    """Where the report goes: where the interview was held, or to the candidate alone."""
    setup = after.setup
    if setup.report_private and not setup.private:
        return Place(setup.team, user=setup.candidate)
    return _here(after)


def _named(part: dict[str, str]) -> str:
    return ":".join(["report", part["part"], *([part["phase"]] if "phase" in part else [])])


def _disputed(after: Interview, phase: str) -> list[Say]:
    """The part of the report that shows the disputed row, anew; what belongs to no phase stands with the last one."""
    order = after.setup.plan.order
    part = {"part": "phase", "phase": phase if phase in order else order[-1]}
    return [Say("update", "interview.report", report_place(after), part, name=_named(part))]


def _here(after: Interview, thread: str = "") -> Place:
    setup = after.setup
    where = thread or (after.voice_thread if setup.private else setup.thread)
    return Place(setup.team, setup.channel, where, "" if setup.channel else setup.candidate)
