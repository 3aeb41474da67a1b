"""What people do with the interview itself: next, hint, pause, resume, end, choosing a fact, rating, disputing."""

from bot.dialogue.answering import answer_of, entries_for
from bot.dialogue.hinting import hint
from bot.dialogue.mind import Mind
from bot.dialogue.reply import Part, Reply
from bot.dialogue.respond import held_back
from bot.interview import commands as do
from bot.interview import events as e
from bot.interview.decide import steps
from bot.interview.situating import situation_of
from bot.interview.state import Interview
from bot.record import Decided, Refused, Written


class UnknownCommand(TypeError):
    """A command that no version of the interview carries out."""

    def __init__(self, command: object) -> None:
        super().__init__(f"An interview cannot carry out {type(command).__name__}.")


def control(interview: Interview, command: do.Command, mind: Mind) -> list[e.Event]:
    match command:
        case do.NextPhase():
            return _next(interview, command, mind)
        case do.AskHint():
            return _hint(interview, command, mind)
        case do.ChooseFact():
            return _choose(interview, command, mind)
        case do.PauseInterview():
            return _pause(interview, command)
        case do.ResumeInterview():
            return _resume(interview, command)
        case do.EndInterview():
            return _end(interview, command)
        case do.GiveUp():
            return _give_up(interview, command)
        case do.SkipRating():
            return _skip(interview, command)
        case do.SetQuietHours():
            return _quiet(interview, command)
    raise UnknownCommand(command)


def _next(interview: Interview, command: do.NextPhase, mind: Mind) -> list[e.Event]:
    """Ends the phase that it names. Requirements are let go only after the summary was asked for, once."""
    steps.participant(interview, command.user)
    steps.running(interview)
    if interview.status == "paused" or not interview.phase or command.phase not in ("", interview.phase):
        return []
    at = command.now
    if interview.phase == "requirements" and (held := held_back(situation_of(interview, mind, {}, at))) is not None:
        return steps.answer(interview, Reply((held[1],), probe=held[0]), at)
    return steps.end_phase(interview, "next", at)


def _hint(interview: Interview, command: do.AskHint, mind: Mind) -> list[e.Event]:
    _live(interview, command.user)
    return steps.answer(interview, hint(situation_of(interview, mind, {}, command.now)), command.now)


def _choose(interview: Interview, command: do.ChooseFact, mind: Mind) -> list[e.Event]:
    """A question that was offered as a button. Nothing that was not offered can be had this way."""
    _live(interview, command.user)
    if command.fact not in interview.offered:
        if command.fact in interview.given:
            return []
        raise Refused("slack.not_yours")
    situation = situation_of(interview, mind, {}, command.now)
    turn = interview.messages[-1].index if interview.messages else 0
    facts = entries_for(situation, (command.fact,), turn)
    part = Part("interview.fact", {"answers": [answer_of(situation, command.fact)]})
    return steps.answer(interview, Reply((part,), facts=facts), command.now)


def _pause(interview: Interview, command: do.PauseInterview) -> list[e.Event]:
    steps.participant(interview, command.user)
    steps.running(interview)
    return [e.InterviewPaused(at=command.now)] if interview.status == "live" else []


def _resume(interview: Interview, command: do.ResumeInterview) -> list[e.Event]:
    steps.participant(interview, command.user)
    steps.running(interview)
    return [e.InterviewResumed(at=command.now)] if interview.status == "paused" else []


def _end(interview: Interview, command: do.EndInterview) -> list[e.Event]:
    steps.participant(interview, command.user)
    steps.running(interview)
    return steps.end(interview, "ended", command.now)


def _give_up(interview: Interview, command: do.GiveUp) -> list[e.Event]:
    _live(interview, command.user)
    return steps.end_phase(interview, "gave_up", command.now)


def _skip(interview: Interview, command: do.SkipRating) -> list[e.Event]:
    _candidate(interview, command.user)
    if interview.status != "rating":
        return []
    reason = _reason(interview)
    return [e.RatingSkipped(at=command.now), e.InterviewClosed(at=command.now, reason=reason)]


def _quiet(interview: Interview, command: do.SetQuietHours) -> list[e.Event]:
    _candidate(interview, command.user)
    return [
        e.QuietHoursSet(
            at=command.now,
            tz_offset=command.tz_offset,
            quiet_from=command.quiet_from,
            quiet_until=command.quiet_until,
        )
    ]


def rate(interview: Interview, command: do.RateSelf) -> Decided:
    """The candidate's own levels, once, before the report."""
    _candidate(interview, command.user)
    if interview.status != "rating":
        return Decided([])
    ratings = {key: max(0, min(3, level)) for key, level in command.ratings.items()}
    rated = e.SelfRated(at=command.now, ratings=ratings, note_id=command.note_id if command.note else "")
    written = [Written(command.note_id, command.user, command.note[:2000])] if command.note else []
    return Decided([rated, e.InterviewClosed(at=command.now, reason=_reason(interview))], written)


def dispute(interview: Interview, command: do.DisputeRow) -> Decided:
    steps.participant(interview, command.user)
    if interview.status != "closed":
        return Decided([])
    event = e.RowDisputed(
        at=command.now, user=command.user, criterion=command.criterion,
        level=max(0, min(3, command.level)), reason_id=command.reason_id,
    )  # fmt: skip
    return Decided([event], [Written(command.reason_id, command.user, command.reason[:2000])])


def _live(interview: Interview, user: str) -> None:
    _candidate(interview, user)
    if interview.status != "live":
        raise Refused("slack.nothing_live")


def _candidate(interview: Interview, user: str) -> None:
    if user != interview.setup.candidate:
        raise Refused("slack.not_yours")


def _reason(interview: Interview) -> e.CloseReason:
    reasons: dict[str, e.CloseReason] = {"done": "done", "ended": "ended", "time": "time"}
    return reasons.get(interview.end_reason, "ended")
