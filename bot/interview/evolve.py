"""An event applied to an interview. Total over our events; an event that nobody knows raises."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.dialogue.turnread import TurnReading
from bot.interview import events as e
from bot.interview.clock import Watch
from bot.interview.peering.evolve import APPLY as PEERING
from bot.interview.peering.state import began_with
from bot.interview.state import Asked, Dispute, HintTaken, Interview, Message, PhaseRun, Read, Said, Setup, ts_key
from bot.record import Entry, Ledger

PATIENCE = "wait"  # the intent of somebody who asks for a moment


class UnknownEvent(TypeError):
    """An event that no version of the interview knows how to apply."""

    def __init__(self, event: object) -> None:
        super().__init__(f"An interview cannot apply {type(event).__name__}.")


def evolve(interview: Interview, event: e.Event) -> Interview:
    """The interview after this event. Raises UnknownEvent."""
    apply = _APPLY.get(type(event))
    if apply is None:
        raise UnknownEvent(event)
    return replace(apply(interview, event), version=interview.version + 1)


def _started(interview: Interview, event: e.InterviewStarted) -> Interview:
    names = Setup.__dataclass_fields__
    setup = Setup(**{name: getattr(event, name) for name in names if hasattr(event, name)})
    rules = event.plan.rules
    setup = replace(setup, quiet_from=rules.quiet_from, quiet_until=rules.quiet_until)
    watch = Watch(speed=event.speed, cap=None if setup.live else rules.active_gap)
    return replace(
        interview,
        status="live",
        setup=setup,
        started_at=event.at,
        watch=watch.started(event.at) if setup.live else watch,
        voice_thread=event.thread,
        silence=replace(interview.silence, since_real=event.at),
        peering=began_with(event.interviewer, interview.version + 1),
    )


def _thread_opened(interview: Interview, event: e.ThreadOpened) -> Interview:
    setup = replace(interview.setup, channel=event.channel, thread=event.thread)
    return replace(
        interview,
        setup=setup,
        voice_thread="" if setup.private else event.thread,
        watch=interview.watch.given_back(event.given_back),
    )


def _place_refused(interview: Interview, event: e.PlaceRefused) -> Interview:
    watch = interview.watch.stopped(event.at)
    return replace(interview, status="closed", watch=watch, turn=(), turn_due=None, ended_at=event.at)


def _phase_started(interview: Interview, event: e.PhaseStarted) -> Interview:
    now = interview.watch.at(event.at)
    silence = replace(interview.silence, since=now, since_real=event.at, in_phase=0, lull_from=None)
    run = PhaseRun(event.phase, now)
    return replace(
        interview, runs=(*interview.runs, run), warned=frozenset(), silence=silence, open_probe="", offered=()
    )


def _phase_ended(interview: Interview, event: e.PhaseEnded) -> Interview:
    run = replace(interview.runs[-1], end=interview.watch.at(event.at), reason=event.reason)
    return replace(interview, runs=(*interview.runs[:-1], run))


def _phase_warned(interview: Interview, event: e.PhaseWarned) -> Interview:
    both = {"soon", event.kind}  # once the time is up, the word that it soon will be is not wanted any more
    return replace(interview, warned=interview.warned | both)


def _paused(interview: Interview, event: e.InterviewPaused) -> Interview:
    return replace(interview, status="paused", watch=interview.watch.stopped(event.at), turn_due=None)


def _resumed(interview: Interview, event: e.InterviewResumed) -> Interview:
    watch = interview.watch.started(event.at)
    rules = interview.setup.plan.rules
    wait = rules.turn_after_message if interview.setup.live else rules.turn_after_message_async
    silence = replace(interview.silence, since=watch.at(event.at), since_real=event.at, unanswered=0, lull_from=None)
    due = event.at + wait if interview.turn else None
    peering = interview.peering
    peering = replace(peering, waiting=None if peering.waiting is None else event.at)
    return replace(interview, status="live", watch=watch, turn_due=due, silence=silence, peering=peering)


def _given_back(interview: Interview, event: e.DowntimeGivenBack) -> Interview:
    silence = replace(interview.silence, since_real=interview.silence.since_real + event.seconds)
    if (waiting := interview.peering.waiting) is not None:  # the bot's absence is not the interviewer's
        interview = replace(interview, peering=replace(interview.peering, waiting=waiting + event.seconds))
    return replace(interview, watch=interview.watch.given_back(event.seconds), silence=silence)


def _quiet_hours_set(interview: Interview, event: e.QuietHoursSet) -> Interview:
    setup = replace(
        interview.setup, tz_offset=event.tz_offset, zone=event.zone, quiet_from=event.quiet_from,
        quiet_until=event.quiet_until,
    )  # fmt: skip
    return replace(interview, setup=setup)


def _heard(interview: Interview, event: e.MessageHeard) -> Interview:
    watch = interview.watch
    if not interview.setup.live and interview.status == "live" and event.who == "candidate":
        watch = watch.started(event.at)
    message = Message(
        index=len(interview.messages),
        order=interview.version + 1,
        ts=event.ts,
        text_id=event.text_id,
        who=event.who,
        at=watch.at(event.at),
        phase=interview.phase,
        thread=event.thread,
        asks=event.asks,
        file_ids=event.file_ids,
        unreadable_files=event.unreadable_files,
    )
    heard = replace(interview, watch=watch, messages=(*interview.messages, message))
    silence = replace(
        heard.silence, since=watch.at(event.at), since_real=event.at, unanswered=0, last_nudge=None, lull_from=None
    )
    if event.who != "candidate":
        return replace(heard, silence=silence, peering=replace(heard.peering, waiting=None, away=False))
    heard = replace(heard, silence=silence, voice_thread=event.thread)
    return _turn_with(_waiting(heard, event), message, event.at)


def _waiting(interview: Interview, event: e.MessageHeard) -> Interview:
    """A person who interviews is waited for from the first question that they have not reacted to."""
    if not interview.by_person or not event.asks or interview.peering.waiting is not None:
        return interview
    return replace(interview, peering=replace(interview.peering, waiting=event.at))


def _turn_with(interview: Interview, message: Message, at: float) -> Interview:
    """The open turn with one more message; it is over a moment after the last one, sooner after a question."""
    rules = interview.setup.plan.rules
    turn = sorted((*interview.turn, message.index), key=lambda index: ts_key(interview.messages[index].ts))
    asks = interview.messages[turn[-1]].asks
    wait = rules.turn_after_question if asks else rules.turn_after_message
    due = at + (wait if interview.setup.live else rules.turn_after_message_async)
    return replace(interview, turn=tuple(turn), turn_due=due if interview.status == "live" else None)


def _edited(interview: Interview, event: e.MessageEdited) -> Interview:
    messages = tuple(replace(m, text_id=event.text_id) if m.ts == event.ts else m for m in interview.messages)
    return replace(interview, messages=messages)


def _deleted(interview: Interview, event: e.MessageDeleted) -> Interview:
    messages = tuple(replace(m, deleted=True) if m.ts == event.ts else m for m in interview.messages)
    turn = tuple(index for index in interview.turn if not messages[index].deleted)
    due = interview.turn_due if turn else None
    return replace(interview, messages=messages, turn=turn, turn_due=due)


def _read(interview: Interview, event: e.TurnRead) -> Interview:
    now = interview.watch.at(event.at)
    turn = tuple(index for index in interview.turn if index not in event.messages)
    waits = PATIENCE in event.reading.intents
    silence = replace(
        interview.silence,
        since=now + interview.setup.plan.rules.nudge_after / 2 if waits else interview.silence.since,
        lull_from=None if waits or interview.by_person else now,
    )
    answered = event.reading.answers == interview.open_probe
    return replace(
        interview,
        reads=(*interview.reads, Read(event.messages, interview.phase, event.reading)),
        turn=turn,
        turn_due=interview.turn_due if turn else None,
        ledger=interview.ledger.add(*event.reading.entries),
        open_probe="" if answered else interview.open_probe,
        silence=silence,
    )


def _reread(interview: Interview, event: e.TurnReread) -> Interview:
    reads = tuple(
        replace(read, reading=event.reading) if read.messages == event.messages else read for read in interview.reads
    )
    return replace(interview, reads=reads, ledger=_relearned(interview.ledger, event.messages, event.reading))


def _relearned(ledger: Ledger, messages: tuple[int, ...], reading: TurnReading) -> Ledger:
    """Without what these messages had said before; facts stay, for the interviewer did give them."""

    def stays(entry: Entry) -> bool:
        return entry.kind == "fact" or entry.turn not in messages

    return Ledger(tuple(entry for entry in ledger if stays(entry))).add(*reading.entries)


def _facts_given(interview: Interview, event: e.FactsGiven) -> Interview:
    offered = tuple(fact for fact in interview.offered if fact not in {entry.key for entry in event.entries})
    return replace(interview, ledger=interview.ledger.add(*event.entries), offered=offered)


def _facts_offered(interview: Interview, event: e.FactsOffered) -> Interview:
    return replace(interview, offered=tuple(dict.fromkeys((*interview.offered, *event.facts))))


def _probe_asked(interview: Interview, event: e.ProbeAsked) -> Interview:
    asked = Asked(event.probe, event.criterion, event.phase, interview.version + 1)
    return replace(interview, asked=(*interview.asked, asked), open_probe=event.probe)


def _noticed(interview: Interview, event: e.Noticed) -> Interview:
    return replace(interview, noticed=interview.noticed | {event.what})


def _hint_given(interview: Interview, event: e.HintGiven) -> Interview:
    taken = HintTaken(event.phase, event.topic, event.rung, event.points)
    return replace(interview, hints=(*interview.hints, taken))


def _curveball_thrown(interview: Interview, event: e.CurveballThrown) -> Interview:
    return replace(interview, curveball=event.curveball)


def _nudged(interview: Interview, event: e.Nudged) -> Interview:
    quiet = interview.silence
    now = interview.watch.at(event.at)
    silence = replace(
        quiet,
        in_phase=quiet.in_phase + 1,
        unanswered=quiet.unanswered + 1,
        last_nudge=now,
        since_real=event.at,
        lull_from=None,
    )
    return replace(interview, silence=silence)


def _lull_passed(interview: Interview, event: e.LullPassed) -> Interview:
    return replace(interview, silence=replace(interview.silence, lull_from=None))


def _spoke(interview: Interview, event: e.Spoke) -> Interview:
    now = interview.watch.at(event.at)
    said = Said(interview.version + 1, now, event.phase, event.parts, event.seed)
    silence = replace(interview.silence, since=max(interview.silence.since, now), lull_from=None)
    return replace(interview, said=(*interview.said, said), silence=silence)


def _design_drawn(interview: Interview, event: e.DesignDrawn) -> Interview:
    size = len(event.design.get("components", ())) + len(event.design.get("connections", ()))
    return replace(interview, pictured=size)


def _ended(interview: Interview, event: e.InterviewEnded) -> Interview:
    return replace(
        interview,
        status="rating",
        watch=interview.watch.stopped(event.at),
        turn=(),
        turn_due=None,
        open_probe="",
        end_reason=event.reason,
        ended_at=event.at,
    )


def _self_rated(interview: Interview, event: e.SelfRated) -> Interview:
    return replace(interview, ratings=dict(event.ratings), rating_note_id=event.note_id)


def _report_chosen(interview: Interview, event: e.ReportChosen) -> Interview:
    setup = replace(interview.setup, report_private=event.private, hide_numbers=event.hide_numbers)
    return replace(interview, setup=setup)


def _scored(interview: Interview, event: e.Scored) -> Interview:
    return replace(interview, card=event.card)


def _rating_skipped(interview: Interview, event: e.RatingSkipped) -> Interview:
    return interview


def _closed(interview: Interview, event: e.InterviewClosed) -> Interview:
    return replace(interview, status="closed", watch=interview.watch.stopped(event.at), turn=(), turn_due=None)


def _disputed(interview: Interview, event: e.RowDisputed) -> Interview:
    dispute = Dispute(event.user, event.criterion, event.level, event.reason_id, event.at)
    others = tuple(d for d in interview.disputes if (d.user, d.criterion) != (event.user, event.criterion))
    return replace(interview, disputes=(*others, dispute))


_APPLY: dict[type, Callable[[Interview, Any], Interview]] = {
    e.InterviewStarted: _started,
    e.ThreadOpened: _thread_opened,
    e.PlaceRefused: _place_refused,
    e.PhaseStarted: _phase_started,
    e.PhaseEnded: _phase_ended,
    e.PhaseWarned: _phase_warned,
    e.InterviewPaused: _paused,
    e.InterviewResumed: _resumed,
    e.DowntimeGivenBack: _given_back,
    e.QuietHoursSet: _quiet_hours_set,
    e.MessageHeard: _heard,
    e.MessageEdited: _edited,
    e.MessageDeleted: _deleted,
    e.TurnRead: _read,
    e.TurnReread: _reread,
    e.FactsGiven: _facts_given,
    e.FactsOffered: _facts_offered,
    e.ProbeAsked: _probe_asked,
    e.Noticed: _noticed,
    e.HintGiven: _hint_given,
    e.CurveballThrown: _curveball_thrown,
    e.Nudged: _nudged,
    e.LullPassed: _lull_passed,
    e.Spoke: _spoke,
    e.DesignDrawn: _design_drawn,
    e.InterviewEnded: _ended,
    e.SelfRated: _self_rated,
    e.RatingSkipped: _rating_skipped,
    e.ReportChosen: _report_chosen,
    e.Scored: _scored,
    e.InterviewClosed: _closed,
    e.RowDisputed: _disputed,
    **PEERING,
}
