"""The clock says: what is due is done, only the newest word on the clock is said, a turn that is over is answered."""

from bot.dialogue.reply import Part, Reply
from bot.interview import commands as do
from bot.interview import events as e
from bot.interview.clock import TINY
from bot.interview.decide import phases
from bot.interview.decide.draft import Draft
from bot.interview.peering import events as peers
from bot.interview.peering import scorecards
from bot.interview.prepare import Prepared
from bot.interview.timers import due_now


def check_clock(draft: Draft, command: do.CheckClock, prepared: Prepared | None) -> None:
    """Everything that is due at `now`; nothing when nothing is."""
    ready = prepared or Prepared()
    due = due_now(draft.interview, draft.now)
    if "rating" in due and draft.interview.peering.people:
        scorecards.show(draft, ready.card)
        return
    if "rating" in due:
        phases.close(draft, close_reason(draft.interview.end_reason), ready.card)
        return
    if due & {"expired", "abandoned"}:
        phases.end(draft, "expired" if "expired" in due else "abandoned", ready.card)
        return
    over = "phase" in due and _phase_over(draft)
    if "turn" in due:
        _answer_turn(draft, ready, ending=over)
    if draft.interview.status != "live":
        return
    if "phase" in due_now(draft.interview, draft.now):
        _phase_clock(draft, ready)
    elif not draft.events and "nudge" in due:
        _nudge(draft, ready)
    elif not draft.events and "lull" in due:
        _lull(draft, ready)
    _to_the_interviewer(draft, due)


def _to_the_interviewer(draft: Draft, due: frozenset[str]) -> None:
    """A candidate who waits for a person is offered the bot; the person sees the minutes left anew."""
    if not draft.interview.by_person or draft.interview.status != "live":
        return
    if "away" in due and not draft.interview.peering.away:
        draft.add(peers.InterviewerAway(at=draft.now))
    elif "whisper" in due:
        draft.add(peers.WhisperDue(at=draft.now))


def close_reason(reason: str) -> e.CloseReason:
    known: dict[str, e.CloseReason] = {"ended": "ended", "time": "time", "abandoned": "abandoned", "expired": "expired"}
    return known.get(reason, "done")


def _phase_over(draft: Draft) -> bool:
    times = draft.interview.times
    return times is not None and draft.interview.watch.at(draft.now) >= times.hard_end - TINY


def _phase_clock(draft: Draft, ready: Prepared) -> None:
    """The newest of the words on the clock: what it overtook is not said any more."""
    interview, times = draft.interview, draft.interview.times
    if times is None:
        return
    elapsed = interview.watch.at(draft.now)
    phase = interview.setup.plan.phase(interview.phase)
    if elapsed >= times.hard_end - TINY:
        phases.read_what_is_left(draft, ready)
        overran = phase.ends_at_share is not None
        if overran and phase.fault_when_overrun:
            draft.add(e.Noticed(at=draft.now, what=phase.fault_when_overrun))
        told = Part("interview.clock.overran" if overran else "interview.clock.over", {"phase": phase.id})
        phases.move_on(draft, "time", ready.opening, told)
    elif times.time_at is not None and elapsed >= times.time_at - TINY:
        _warn(draft, "time", max(0.0, times.hard_end - elapsed))
    elif times.warn_at is not None:
        _warn(draft, "soon", max(0.0, (times.time_at or times.hard_end) - elapsed))


def _warn(draft: Draft, kind: str, left: float) -> None:
    phase = draft.interview.phase
    requirements = draft.interview.setup.plan.phase(phase).warns_at_share is not None
    if kind == "time":
        draft.add(e.PhaseWarned(at=draft.now, phase=phase, kind="time", left=left))
        draft.speak(Part("interview.clock.time", {"phase": phase}))
        return
    draft.add(e.PhaseWarned(at=draft.now, phase=phase, kind="soon", left=left))
    words = "interview.clock.requirements" if requirements else "interview.clock.soon"
    draft.speak(Part(words, {"phase": phase, "seconds": round(left), "minutes": max(1, round(left / 60))}))


def _answer_turn(draft: Draft, ready: Prepared, ending: bool) -> None:
    """Record what was understood and say what there is to say. What was prepared for another turn is not used."""
    if ready.reading is None or ready.turn != draft.interview.turn:
        return
    reading, reply = ready.reading, ready.reply or Reply()
    draft.add(e.TurnRead(at=draft.now, messages=ready.turn, reading=reading))
    if draft.interview.by_person:
        goes_on = draft.interview.setup.plan.after(draft.interview.phase) is not None
        if reading.moves and not ending and goes_on:
            phases.move_on(draft, "words", None)
        return
    if reply.moves and not ending:
        last = Reply(tuple(p for p in reply.parts if not p.asks), facts=reply.facts, notices=reply.notices)
        remembered = Reply(facts=last.facts, notices=last.notices)
        draft.say(remembered)
        phases.move_on(draft, "words", ready.opening, *last.parts)
        if reply.design is not None and draft.interview.status == "live":
            draft.say(Reply(design=reply.design))
        return
    draft.say(reply, asks=not ending)


def _nudge(draft: Draft, ready: Prepared) -> None:
    draft.add(e.Nudged(at=draft.now, phase=draft.interview.phase))
    if not draft.interview.by_person:  # a person who interviews is told by the whisper, and knows what to say
        draft.say(ready.nudge or Reply((Part("interview.nudge.quiet"),)))


def _lull(draft: Draft, ready: Prepared) -> None:
    """Our next question, or from now on patience: the quiet is not looked at again before the candidate speaks."""
    reply = ready.lull or Reply()
    draft.add(e.LullPassed(at=draft.now))
    if reply.parts:
        draft.say(reply)
