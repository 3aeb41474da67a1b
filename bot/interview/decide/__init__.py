"""A command and the state become events. Raises Refused, with what to say, and nothing else."""

from bot.dialogue.mind import Mind
from bot.dialogue.reply import Part
from bot.interview import commands as do
from bot.interview import events as e
from bot.interview.decide import clocked, controls, hearing, phases, starting
from bot.interview.decide.draft import Draft
from bot.interview.peering import commands as peer
from bot.interview.peering import decide as peering
from bot.interview.peering import scorecards
from bot.interview.prepare import Prepared, chosen_fact
from bot.interview.state import Interview
from bot.record import Decided, Refused


def decide(interview: Interview, command: do.Command, prepared: Prepared | None, mind: Mind) -> Decided:
    """What follows from a command, at its `now`. `mind` is looked up, never asked to read.

    Raises Refused for somebody who takes no part, for what is over, and for a start that is not possible."""
    draft = Draft(interview, command.now)
    if isinstance(command, do.HearMessage):
        _hear(draft, command, prepared, mind)
    elif not _about_talk(draft, command, prepared, mind) and not _about_people(draft, command, prepared, mind):
        _about_time(draft, command, prepared, mind)
    return draft.decided


def _hear(draft: Draft, command: do.HearMessage, prepared: Prepared | None, mind: Mind) -> None:
    """A control word counts only as the whole message, and only from who takes part."""
    control = mind.manners.control(command.text) if not command.files else ""
    mine = command.user in draft.interview.setup.participants and draft.interview.live
    acts = {
        "next": lambda: controls.next_phase(draft, do.NextPhase(now=command.now, user=command.user), prepared),
        "pause": lambda: controls.pause(draft, do.PauseInterview(now=command.now, user=command.user)),
        "resume": lambda: controls.resume(draft, do.ResumeInterview(now=command.now, user=command.user)),
        "end": lambda: controls.end(draft, do.EndInterview(now=command.now, user=command.user), prepared),
        "give_up": lambda: controls.give_up(draft, do.GiveUp(now=command.now, user=command.user), prepared),
        "hint": lambda: controls.ask_hint(draft, do.AskHint(now=command.now, user=command.user), prepared),
    }
    paused = draft.interview.status == "paused"
    if command.user != draft.interview.setup.candidate and control in ("hint", "give_up"):
        control = ""  # a person who interviews speaks of a hint, and does not ask for one
    if mine and control in acts and (not paused or control in ("resume", "end")):
        acts[control]()
    else:
        hearing.hear(draft, command, prepared)


def _about_talk(draft: Draft, command: do.Command, prepared: Prepared | None, mind: Mind) -> bool:
    """Commands that change what is said; whether it was one of them."""
    match command:
        case do.StartInterview():
            starting.start(draft, command, mind)
        case do.OpenThread():
            starting.open_thread(draft, command)
        case do.RefusePlace():
            starting.refuse_place(draft, command)
        case do.EditMessage():
            hearing.edit(draft, command, prepared)
        case do.DeleteMessage():
            hearing.delete(draft, command, prepared)
        case do.AskHint():
            controls.ask_hint(draft, command, prepared)
        case do.ChooseFact():
            reply = chosen_fact(draft.interview, mind, command.fact, max(0, len(draft.interview.messages) - 1))
            controls.choose_fact(draft, command, reply)
        case do.NextPhase():
            controls.next_phase(draft, command, prepared)
        case do.GiveUp():
            controls.give_up(draft, command, prepared)
        case do.CheckClock():
            clocked.check_clock(draft, command, prepared)
        case _:
            return False
    return True


def _about_people(draft: Draft, command: do.Command, prepared: Prepared | None, mind: Mind) -> bool:
    """Commands of a person who interviews or scores; whether it was one of them."""
    ready = prepared or Prepared()
    match command:
        case peer.TakeOver():
            peering.take_over(draft, command)
        case peer.HandBack():
            peering.hand_back(draft, command, mind)
        case peer.PostFact():
            peering.post_fact(draft, command, mind)
        case peer.PostProbe():
            peering.post_probe(draft, command, ready.probed)
        case peer.SkipProbe():
            peering.skip_probe(draft, command)
        case peer.PostHint():
            peering.post_hint(draft, command, ready.hint)
        case peer.TakeNote():
            peering.take_note(draft, command, mind)
        case peer.SaveScorecard():
            scorecards.save(draft, command, mind)
        case peer.SubmitScorecard():
            if command.user == draft.interview.setup.candidate and draft.interview.status == "rating":
                _choose_report(draft, command)
            scorecards.submit(draft, command, ready.card)
        case peer.SkipScorecard():
            scorecards.skip(draft, command, ready.card)
        case peer.CommentGap():
            scorecards.comment(draft, command, mind)
        case _:
            return False
    return True


def _about_time(draft: Draft, command: do.Command, prepared: Prepared | None, mind: Mind) -> None:
    match command:
        case do.PauseInterview():
            controls.pause(draft, command)
        case do.ResumeInterview():
            controls.resume(draft, command)
        case do.EndInterview():
            controls.end(draft, command, prepared)
        case do.GiveBackDowntime():
            _give_back(draft, command)
        case do.SetQuietHours():
            _quiet_hours(draft, command)
        case do.RateSelf() | do.SkipRating():
            _rate(draft, command, prepared)
        case do.DisputeRow():
            _dispute(draft, command, mind)


def _give_back(draft: Draft, command: do.GiveBackDowntime) -> None:
    """Downtime worth speaking of is not the candidate's; what lies before the clock last started never ran."""
    interview = draft.interview
    since = max(command.since, interview.watch.since or command.since)
    seconds = command.until - since
    if interview.status != "live" or interview.watch.since is None:
        return
    if seconds <= interview.setup.plan.rules.downtime_above:
        return
    draft.add(e.DowntimeGivenBack(at=draft.now, seconds=seconds))
    if interview.setup.live:
        minutes = round(seconds / 60)
        draft.speak(Part("interview.downtime", {"minutes": minutes, "seconds": round(seconds)}))


def _quiet_hours(draft: Draft, command: do.SetQuietHours) -> None:
    if draft.interview.live and command.user == draft.interview.setup.candidate:
        quiet = e.QuietHoursSet(
            at=draft.now,
            tz_offset=command.tz_offset,
            quiet_from=command.quiet_from % 1440,
            quiet_until=command.quiet_until % 1440,
            zone=command.zone,
        )
        draft.add(quiet)


def _rate(draft: Draft, command: do.RateSelf | do.SkipRating, prepared: Prepared | None) -> None:
    """Once, before the report; later the report is there and a rating would be of the report."""
    interview = draft.interview
    if command.user != interview.setup.candidate:
        raise Refused("slack.not_yours")
    if interview.status != "rating" or interview.peering.people:
        return  # where a person interviewed, the candidate rates by the scorecard
    if isinstance(command, do.RateSelf):
        ratings = {key: min(3, max(0, level)) for key, level in command.ratings.items()}
        if command.note_id:
            draft.write(command.note_id, command.user, command.note)
        draft.add(e.SelfRated(at=draft.now, ratings=ratings, note_id=command.note_id))
    else:
        draft.add(e.RatingSkipped(at=draft.now))
    _choose_report(draft, command)
    phases.close(draft, clocked.close_reason(interview.end_reason), prepared.card if prepared else None)


def _choose_report(draft: Draft, command: do.RateSelf | do.SkipRating | peer.SubmitScorecard) -> None:
    setup = draft.interview.setup
    private = setup.report_private if command.report_private is None else command.report_private
    hide = setup.hide_numbers if command.hide_numbers is None else command.hide_numbers
    if (private, hide) != (setup.report_private, setup.hide_numbers):
        draft.add(e.ReportChosen(at=draft.now, private=private, hide_numbers=hide))


def _dispute(draft: Draft, command: do.DisputeRow, mind: Mind) -> None:
    """A person's level beside the bot's, with the reason; the bot's own stays."""
    if command.user not in draft.interview.setup.participants:
        raise Refused("slack.not_yours")
    if draft.interview.status != "closed":
        raise Refused("interview.error.no_report")
    criterion = mind.rubric(draft.interview.setup.rubric).criteria.get(command.criterion)
    if criterion is None:
        raise Refused("interview.error.criterion", {"criterion": "interview.error.criterion"})
    if not command.reason.strip():
        raise Refused("interview.error.reason", {"reason": "interview.error.reason"})
    if command.reason_id:
        draft.write(command.reason_id, command.user, command.reason)
    disputed = e.RowDisputed(
        at=draft.now,
        user=command.user,
        criterion=command.criterion,
        level=min(3, max(0, command.level)),
        reason_id=command.reason_id,
        phase=criterion.phase,
    )
    draft.add(disputed)
