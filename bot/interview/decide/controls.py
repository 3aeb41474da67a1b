"""Next, pause, resume, end, hint, giving up, a chosen question: participants only, and each harmless when too late."""

from bot.dialogue.reply import Part, Reply
from bot.interview import commands as do
from bot.interview import events as e
from bot.interview.decide import phases
from bot.interview.decide.draft import Draft
from bot.interview.peering.decide import want_hint
from bot.interview.prepare import Prepared
from bot.record import Refused


def only_participants(draft: Draft, user: str) -> None:
    """Raises Refused for somebody who is not in this interview, and for one that is over."""
    if user not in draft.interview.setup.participants:
        raise Refused("slack.not_yours")


def running(draft: Draft, user: str) -> None:
    """Raises Refused unless the interview runs and `user` takes part in it."""
    only_participants(draft, user)
    if draft.interview.status == "paused":
        raise Refused("interview.error.paused")
    if draft.interview.status != "live":
        raise Refused("slack.nothing_live")


def next_phase(draft: Draft, command: do.NextPhase, prepared: Prepared | None) -> None:
    """End the phase that the command carries. The summary of the requirements is asked for in passing, once."""
    interview = draft.interview
    only_participants(draft, command.user)
    if not interview.live or (command.phase and command.phase != interview.phase):
        return
    running(draft, command.user)
    phases.read_what_is_left(draft, prepared)
    interview = draft.interview
    before: tuple[Part, ...] = ()
    first = interview.phase == interview.setup.plan.phases[0].id
    asked = {each.probe for each in interview.asked}
    spoken = any(read.reading.words for read in interview.reads) and not interview.setup.interviewer
    if first and spoken and "req.summary" not in interview.seen and "summary" not in asked:
        draft.add(e.ProbeAsked(at=draft.now, probe="summary", criterion="req.summary", phase=interview.phase))
        before = (Part("interview.summary_in_passing", {}, asks=True),)
    phases.move_on(draft, "next", prepared.opening if prepared else None, *before)


def pause(draft: Draft, command: do.PauseInterview) -> None:
    only_participants(draft, command.user)
    if draft.interview.status == "live":
        draft.add(e.InterviewPaused(at=draft.now))
        draft.speak(Part("interview.paused"))
    elif draft.interview.status != "paused":
        raise Refused("slack.nothing_live")


def resume(draft: Draft, command: do.ResumeInterview) -> None:
    only_participants(draft, command.user)
    if draft.interview.status == "paused":
        draft.add(e.InterviewResumed(at=draft.now))
        draft.speak(Part("interview.resumed", {"phase": draft.interview.phase}))
    elif draft.interview.status != "live":
        raise Refused("slack.nothing_live")


def end(draft: Draft, command: do.EndInterview, prepared: Prepared | None = None) -> None:
    """Ends it for good, from a pause too; what was earned stays."""
    only_participants(draft, command.user)
    if draft.interview.live:
        phases.read_what_is_left(draft, prepared)
        phases.end(draft, "ended")
    elif draft.interview.status == "new":
        raise Refused("slack.nothing_live")


def ask_hint(draft: Draft, command: do.AskHint, prepared: Prepared | None) -> None:
    running(draft, command.user)
    if draft.interview.by_person:
        want_hint(draft, command)
        return
    if command.user != draft.interview.setup.candidate:
        raise Refused("interview.error.no_hints")
    if prepared is not None and prepared.hint is not None:
        draft.say(prepared.hint)


def give_up(draft: Draft, command: do.GiveUp, prepared: Prepared | None) -> None:
    """Let this phase go: what was earned stays, the next one begins."""
    running(draft, command.user)
    if command.user != draft.interview.setup.candidate:
        raise Refused("slack.not_yours")
    phases.read_what_is_left(draft, prepared)
    phases.move_on(draft, "gave_up", prepared.opening if prepared else None, Part("interview.gave_up"))


def choose_fact(draft: Draft, command: do.ChooseFact, reply: Reply) -> None:
    """Only what was offered can be chosen: a button from elsewhere gives no fact away."""
    running(draft, command.user)
    if command.user != draft.interview.setup.candidate:
        raise Refused("slack.not_yours")
    if draft.interview.by_person:
        raise Refused("peers.error.ask_the_interviewer", person=draft.interview.setup.interviewer)
    if command.fact in draft.interview.offered or command.fact in draft.interview.given:
        draft.say(reply)
