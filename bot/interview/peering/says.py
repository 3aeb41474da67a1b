"""What is said because a person interviews: the whisper to them alone, and scorecards to everybody in the thread.

The whisper is one message in the interviewer's direct conversation with the bot. It is written when they begin and
changed from then on; the candidate's places never get a word of it.
"""

from typing import Literal

from bot.interview import events as e
from bot.interview.peering import events as p
from bot.interview.peering.scorecards import FEEDBACK
from bot.interview.state import Interview
from bot.record import Place, Say

SCORECARDS = "scorecards"
COMPARISON = "comparison"
FRESHENS = (
    e.ThreadOpened, e.PhaseStarted, e.PhaseWarned, e.InterviewPaused, e.InterviewResumed, e.DowntimeGivenBack,
    e.MessageEdited, e.MessageDeleted, e.TurnRead, e.TurnReread, e.FactsGiven, e.ProbeAsked, e.HintGiven, e.Nudged,
    e.InterviewEnded, e.InterviewClosed,
    p.InterviewerRead, p.SuggestionSkipped, p.HintWanted, p.NoteTaken, p.WhisperDue, p.InterviewerAway,
)  # fmt: skip


def whisper_name(user: str) -> str:
    """The name of the whisper's message, by which it is changed."""
    return f"whisper:{user}"


def says(before: Interview, event: e.Event, after: Interview, here: Place, report: Place) -> list[Say]:
    """What an event means to say to the interviewer alone, and about scorecards in the thread."""
    return [*_whispers(before, event, after), *_scorecards(event, after, here, report)]


def _whispers(before: Interview, event: e.Event, after: Interview) -> list[Say]:
    match event:
        case e.InterviewStarted() if after.by_person:
            return [_whisper(after, after.setup.interviewer, new=True)]
        case p.TookOver(user=user):
            return [_whisper(after, user, new=user not in before.peering.people)]
        case p.HandedBack(user=user):
            return [_whisper(after, user)]
    if isinstance(event, FRESHENS) and after.by_person:
        return [_whisper(after, after.setup.interviewer)]
    return []


def _whisper(after: Interview, user: str, *, new: bool = False) -> Say:
    place = Place(after.setup.team, user=user)
    return Say("post" if new else "update", "peers.whisper", place, {"user": user}, whisper_name(user))


def _scorecards(event: e.Event, after: Interview, here: Place, report: Place) -> list[Say]:
    if not after.peering.people:
        return []
    match event:
        case p.InterviewerAway():
            return [Say("post", "peers.away", here, {"interviewer": after.setup.interviewer})]
        case e.InterviewEnded():
            return [Say("post", "peers.ended", here, {"reason": event.reason}, SCORECARDS)]
        case e.InterviewClosed():
            ended = Say("update", "peers.ended", here, {"reason": event.reason}, SCORECARDS)
            feedback = [say for user in after.peering.scorecards for say in _feedback(after, user)]
            return [ended, *_comparison("post", after, here, report), *feedback]
        case p.ScorecardSubmitted(user=user) if after.status == "closed":
            late = Say("post", "peers.late", here, {"user": user})
            return [*_comparison("update", after, here, report), late, *_feedback(after, user)]
        case p.ScorecardSubmitted() | p.ScorecardSkipped():
            return [Say("update", "peers.ended", here, {"reason": after.end_reason}, SCORECARDS)]
        case p.GapCommented():
            return _comparison("update", after, here, report)
    return []


def _comparison(kind: Literal["post", "update"], after: Interview, here: Place, report: Place) -> list[Say]:
    """Where the report is; a report to the candidate alone is compared with their interviewers alone."""
    said = [Say(kind, "peers.comparison", report, {}, COMPARISON)]
    if report != here:
        own = [Place(after.setup.team, user=user) for user in after.peering.people]
        said += [Say(kind, "peers.comparison", place, {}, f"{COMPARISON}:{place.user}") for place in own]
    return said


def _feedback(after: Interview, by: str) -> list[Say]:
    """What one of the two wrote to the other, to them alone; observers write to the candidate."""
    scored = after.peering.scored(by)
    if scored.submitted_at is None or not scored.notes.get(FEEDBACK):
        return []
    to = after.peering.people if by == after.setup.candidate else (after.setup.candidate,)
    return [Say("post", "peers.feedback", Place(after.setup.team, user=user), {"by": by}) for user in to]
