"""The events around a person who interviews, applied to an interview."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.interview.peering import events as e
from bot.interview.peering.state import Comment, Note, Overheard, Posted, Reign, Scored
from bot.interview.state import Interview


def _took_over(interview: Interview, event: e.TookOver) -> Interview:
    peering = interview.peering
    people = (*(each for each in peering.people if each != event.user), event.user)
    reign = Reign(event.user, interview.version + 1, interview.watch.at(event.at))
    peering = replace(peering, people=people, reigns=(*peering.reigns, reign))
    peering = replace(peering, gone=peering.gone - {event.user}, waiting=None, away=False)
    setup = replace(interview.setup, interviewer=event.user)
    silence = replace(interview.silence, lull_from=None)
    return replace(interview, setup=setup, peering=peering, silence=silence, open_probe="", offered=())


def _handed_back(interview: Interview, event: e.HandedBack) -> Interview:
    """The bot's next question comes after a short quiet, as it does after a turn that needed no answer."""
    peering = interview.peering
    gone = peering.gone | {event.user} if event.why == "left" else peering.gone
    now = interview.watch.at(event.at)
    silence = replace(interview.silence, since=now, since_real=event.at, unanswered=0, last_nudge=None, lull_from=now)
    setup = replace(interview.setup, interviewer="")
    *before, reign = peering.reigns
    reigns = (*before, replace(reign, until=interview.version + 1, until_at=now))
    peering = replace(peering, gone=gone, reigns=reigns, waiting=None, away=False, hint_wanted=False)
    return replace(interview, setup=setup, peering=peering, silence=silence)


def _interviewer_read(interview: Interview, event: e.InterviewerRead) -> Interview:
    heard = Overheard(
        event.message,
        interview.messages[event.message].order,
        interview.messages[event.message].at,
        interview.phase,
        event.facts,
        event.leaks,
        event.asks,
        event.words,
    )
    return replace(interview, peering=replace(interview.peering, overheard=(*interview.peering.overheard, heard)))


def _posted(interview: Interview, event: e.InterviewerPosted) -> Interview:
    now = interview.watch.at(event.at)
    posted = Posted(event.what, event.id, interview.version + 1, now, interview.phase, event.words)
    peering = replace(interview.peering, posted=(*interview.peering.posted, posted), waiting=None, away=False)
    if event.what == "hint":
        peering = replace(peering, hint_wanted=False)
    return replace(interview, peering=peering)


def _skipped(interview: Interview, event: e.SuggestionSkipped) -> Interview:
    return replace(interview, peering=replace(interview.peering, skipped=interview.peering.skipped | {event.probe}))


def _hint_wanted(interview: Interview, event: e.HintWanted) -> Interview:
    waiting = interview.peering.waiting if interview.peering.waiting is not None else event.at
    return replace(interview, peering=replace(interview.peering, hint_wanted=True, waiting=waiting))


def _note(interview: Interview, event: e.NoteTaken) -> Interview:
    note = Note(event.user, event.phase, event.text_id, interview.watch.at(event.at))
    return replace(interview, peering=replace(interview.peering, notes=(*interview.peering.notes, note)))


def _whisper_due(interview: Interview, event: e.WhisperDue) -> Interview:
    return replace(interview, peering=replace(interview.peering, whispered=event.at))


def _away(interview: Interview, event: e.InterviewerAway) -> Interview:
    return replace(interview, peering=replace(interview.peering, away=True))


def _with_scorecard(interview: Interview, scored: Scored) -> Interview:
    cards = {**interview.peering.scorecards, scored.user: scored}
    return replace(interview, peering=replace(interview.peering, scorecards=cards))


def _saved(interview: Interview, event: e.ScorecardSaved) -> Interview:
    before = interview.peering.scored(event.user)
    levels, notes = {**before.levels, **event.levels}, {**before.notes, **event.notes}
    return _with_scorecard(interview, replace(before, levels=levels, notes=notes))


def _submitted(interview: Interview, event: e.ScorecardSubmitted) -> Interview:
    before = interview.peering.scored(event.user)
    late = interview.status == "closed"
    return _with_scorecard(interview, replace(before, submitted_at=event.at, skipped=False, late=late))


def _not_scored(interview: Interview, event: e.ScorecardSkipped) -> Interview:
    return _with_scorecard(interview, replace(interview.peering.scored(event.user), skipped=True))


def _commented(interview: Interview, event: e.GapCommented) -> Interview:
    comment = Comment(event.user, event.phase, event.text_id)
    others = tuple(c for c in interview.peering.comments if (c.user, c.phase) != (event.user, event.phase))
    return replace(interview, peering=replace(interview.peering, comments=(*others, comment)))


APPLY: dict[type, Callable[[Interview, Any], Interview]] = {
    e.TookOver: _took_over,
    e.HandedBack: _handed_back,
    e.InterviewerRead: _interviewer_read,
    e.InterviewerPosted: _posted,
    e.SuggestionSkipped: _skipped,
    e.HintWanted: _hint_wanted,
    e.NoteTaken: _note,
    e.WhisperDue: _whisper_due,
    e.InterviewerAway: _away,
    e.ScorecardSaved: _saved,
    e.ScorecardSubmitted: _submitted,
    e.ScorecardSkipped: _not_scored,
    e.GapCommented: _commented,
}
