"""Scorecards by people: saved as they are filled in, shown to nobody before all are in or their time is over."""

from bot.dialogue.mind import Mind
from bot.interview import events as base
from bot.interview.card import Card
from bot.interview.decide import phases
from bot.interview.decide.draft import Draft
from bot.interview.peering import commands as do
from bot.interview.peering import events as e
from bot.interview.peering.state import Role
from bot.interview.state import Interview
from bot.record import Refused

FEEDBACK = "feedback"


def role_of(interview: Interview, user: str) -> Role:
    """In which role somebody scores."""
    if user == interview.setup.candidate:
        return "self"
    return "peer" if user in interview.peering.people else "observer"


def awaited(interview: Interview) -> tuple[str, ...]:
    """Whose scorecards are waited for: the candidate's and those of all who interviewed and did not leave."""
    people = (person for person in interview.peering.people if person not in interview.peering.gone)
    return (interview.setup.candidate, *people)


def missing(interview: Interview) -> tuple[str, ...]:
    return tuple(user for user in awaited(interview) if not interview.peering.scored(user).in_)


def may_score(interview: Interview, user: str) -> None:
    """Raises Refused where there is nothing to score, or where `user` has seen the others' already."""
    if not interview.peering.people:
        raise Refused("peers.error.no_scorecard")
    if interview.status not in ("rating", "closed"):
        raise Refused("peers.error.not_over")
    if interview.status == "closed" and interview.peering.scored(user).submitted_at is not None:
        raise Refused("peers.error.already_in")


def save(draft: Draft, command: do.SaveScorecard, mind: Mind) -> None:
    interview = draft.interview
    may_score(interview, command.user)
    longest = mind.lexicon["peers"]["scorecards"]["longest_note"]
    held = {run.id for run in interview.runs}
    levels = {phase: level for phase, level in command.levels.items() if phase in held and level in range(4)}
    notes = {key: note.strip()[:longest] for key, note in command.notes.items() if key in held or key == FEEDBACK}
    ids = {key: f"{interview.id}:scorecard:{command.user}:{key}" if words else "" for key, words in notes.items()}
    for key, words in notes.items():
        if words:
            draft.write(ids[key], command.user, words)
    before = interview.peering.scored(command.user)
    if {**before.levels, **levels} != dict(before.levels) or notes:
        draft.add(e.ScorecardSaved(at=draft.now, user=command.user, levels=levels, notes=ids))


def submit(draft: Draft, command: do.SubmitScorecard, card: Card | None) -> None:
    interview = draft.interview
    may_score(interview, command.user)
    scored = interview.peering.scored(command.user)
    if not scored.levels:
        raise Refused("peers.error.empty_scorecard")
    draft.add(e.ScorecardSubmitted(at=draft.now, user=command.user))
    if command.user == interview.setup.candidate and interview.ratings is None:
        note = scored.notes.get(FEEDBACK, "")
        draft.add(base.SelfRated(at=draft.now, ratings=dict(scored.levels), note_id=note))
    show_if_complete(draft, card)


def skip(draft: Draft, command: do.SkipScorecard, card: Card | None) -> None:
    interview = draft.interview
    if command.user not in awaited(interview):
        raise Refused("slack.not_yours")
    if interview.status != "rating" or interview.peering.scored(command.user).in_:
        return
    draft.add(e.ScorecardSkipped(at=draft.now, user=command.user))
    show_if_complete(draft, card)


def show_if_complete(draft: Draft, card: Card | None) -> None:
    """The report, once nobody's scorecard is waited for."""
    if draft.interview.status == "rating" and not missing(draft.interview):
        show(draft, card)


def show(draft: Draft, card: Card | None) -> None:
    reasons: dict[str, base.CloseReason] = {"ended": "ended", "time": "time"}
    phases.close(draft, reasons.get(draft.interview.end_reason, "done"), card)


def comment(draft: Draft, command: do.CommentGap, mind: Mind) -> None:
    """Those whose levels are shown may say why they saw it so."""
    interview = draft.interview
    if interview.status != "closed":
        raise Refused("peers.error.not_shown")
    if interview.peering.scored(command.user).submitted_at is None:
        raise Refused("slack.not_yours")
    if command.phase not in {run.id for run in interview.runs}:
        raise Refused("peers.error.no_gap")
    words = command.comment.strip()[: mind.lexicon["peers"]["scorecards"]["longest_note"]]
    if not words:
        raise Refused("peers.error.empty_note", {"note": "peers.error.empty_note"})
    text_id = f"{interview.id}:gap:{command.user}:{command.phase}"
    draft.write(text_id, command.user, words)
    draft.add(e.GapCommented(at=draft.now, user=command.user, phase=command.phase, text_id=text_id))
