"""What the clock says: turns that are over, warnings, phase ends, silences, and time that is given back."""

from bot.dialogue.mind import Mind
from bot.dialogue.reply import Reply
from bot.dialogue.respond import after_lull, nudge
from bot.interview import commands as do
from bot.interview import events as e
from bot.interview.decide import steps
from bot.interview.prepare import Prepared
from bot.interview.situating import situation_of
from bot.interview.state import Interview
from bot.interview.timers import due_now


def check(interview: Interview, command: do.CheckClock, prepared: Prepared | None, mind: Mind) -> list[e.Event]:
    """Everything that is due by now, the gravest first."""
    at = command.now
    due = due_now(interview, at)
    if "rating" in due:
        return [e.InterviewClosed(at=at, reason=_reason(interview))]
    if "expired" in due:
        return steps.end(interview, "expired", at)
    if "abandoned" in due:
        return steps.end(interview, "abandoned", at)
    story = steps.Story(interview)
    if "turn" in due and prepared is not None and prepared.messages == interview.turn:
        story.add(e.TurnRead(at=at, messages=prepared.messages, reading=prepared.reading))
        story.tell(lambda now: steps.answer(now, prepared.reply, at))
    if story.now.phase == interview.phase and story.now.live and "phase" in due:
        story.tell(lambda now: _phase(now, at))
    if story.events:
        return story.events
    if "lull" in due:
        reply = after_lull(situation_of(interview, mind, {}, at))
        return _quietly(interview, reply, at)
    if "nudge" in due:
        story.add(e.Nudged(at=at, phase=interview.phase))
        return story.tell(lambda now: steps.answer(now, nudge(situation_of(now, mind, {}, at)), at)).events
    return []


def _quietly(interview: Interview, reply: Reply, at: float) -> list[e.Event]:
    return steps.answer(interview, reply, at)


def _phase(interview: Interview, at: float) -> list[e.Event]:
    """The newest word on the phase that is due: its end, that its time is up, or that it soon will be."""
    times = interview.times
    if times is None:
        return []
    now = interview.watch.at(at)
    if now >= times.hard_end - 0.01:
        last = interview.setup.plan.after(interview.phase) is None
        return steps.end(interview, "time", at) if last else steps.end_phase(interview, "time", at)
    if times.time_at is not None and now >= times.time_at - 0.01 and "time" not in interview.warned:
        return [e.PhaseWarned(at=at, phase=interview.phase, kind="time", left=times.hard_end - now)]
    if times.warn_at is not None and now >= times.warn_at - 0.01 and "soon" not in interview.warned:
        return [e.PhaseWarned(at=at, phase=interview.phase, kind="soon", left=times.planned_end - now)]
    return []


def give_back(interview: Interview, command: do.GiveBackDowntime) -> list[e.Event]:
    """Downtime of more than ten seconds does not count, and is said."""
    seconds = command.until - max(command.since, interview.started_at)
    if interview.status != "live" or seconds <= interview.setup.plan.rules.downtime_above:
        return []
    return [e.DowntimeGivenBack(at=command.now, seconds=seconds)]


def _reason(interview: Interview) -> e.CloseReason:
    reasons: dict[str, e.CloseReason] = {"done": "done", "ended": "ended", "time": "time"}
    return reasons.get(interview.end_reason, "ended")
