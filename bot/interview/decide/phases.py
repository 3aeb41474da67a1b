"""How phases follow each other, and how an interview ends."""

from bot.dialogue.reply import Part, Reply
from bot.interview import events as e
from bot.interview.card import Card
from bot.interview.decide.draft import Draft
from bot.interview.prepare import Prepared


def begin(draft: Draft) -> None:
    """The first phase, with the interviewer's one sentence and nothing more."""
    setup = draft.interview.setup
    draft.add(e.PhaseStarted(at=draft.now, phase=setup.plan.phases[0].id))
    if setup.thread:
        draft.speak(Part("interview.prompt", {"prompt": setup.prompt}))


def move_on(draft: Draft, reason: e.EndReason, opening: Reply | None, *before: Part) -> None:
    """End the current phase and begin the next, or end the interview after the last. `before` is said first."""
    run = draft.interview.run
    if run is None:
        return
    following = draft.interview.setup.plan.after(run.id)
    draft.add(e.PhaseEnded(at=draft.now, phase=run.id, reason=reason))
    if following is None:
        draft.speak(*before)
        close: e.CloseReason = "ended" if reason == "ended" else "time" if reason == "time" else "done"
        end(draft, close)
        return
    draft.add(e.PhaseStarted(at=draft.now, phase=following.id))
    if draft.interview.setup.interviewer:
        draft.speak(*before, Part("interview.open.peer", {"phase": following.id, "title": following.title}))
        return
    reply = opening if opening is not None and opening.parts else Reply((Part(f"interview.open.{following.id}"),))
    if any(part.asks for part in before):
        reply = Reply(_statements(reply))
    draft.say(Reply((*before, *reply.parts), probe=reply.probe, notices=reply.notices))


def read_what_is_left(draft: Draft, ready: Prepared | None) -> None:
    """A turn that was still open counts for the phase it was said in, though nobody answers it any more."""
    if ready is not None and ready.reading is not None and ready.turn and ready.turn == draft.interview.turn:
        draft.add(e.TurnRead(at=draft.now, messages=ready.turn, reading=ready.reading))


def _statements(reply: Reply) -> tuple[Part, ...]:
    return tuple(part for part in reply.parts if not part.asks)


def end(draft: Draft, reason: e.CloseReason, card: Card | None = None) -> None:
    """Stop the clock for good. Somebody who is there is asked how they saw it first; others get the report at once."""
    if draft.interview.run is not None:
        draft.add(e.PhaseEnded(at=draft.now, phase=draft.interview.phase, reason="ended"))
    draft.add(e.InterviewEnded(at=draft.now, reason=reason))
    if reason in ("abandoned", "expired"):
        close(draft, reason, card)


def close(draft: Draft, reason: e.CloseReason, card: Card | None) -> None:
    """The report is due: its scorecard is kept with the interview, under the rubric as it is now."""
    if card is not None:
        draft.add(e.Scored(at=draft.now, card=card))
    draft.add(e.InterviewClosed(at=draft.now, reason=reason))
