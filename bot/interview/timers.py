"""When an interview wants to be woken, derived from its state alone: nothing to lose in a restart.

Every wake is the same command, `CheckClock`: what is due is read from the state when it rings. `due_now` is what
`decide` asks, so a timer and the decision it leads to can never disagree.
"""

from collections.abc import Mapping

from bot.interview.clock import TINY, earliest, outside_quiet_hours
from bot.interview.commands import CheckClock
from bot.interview.state import Interview
from bot.record import Wake


def timers(interview: Interview) -> Mapping[str, Wake]:
    """Name → wake. At most one of each name, each the next of its kind."""
    found = {name: due for name, due in due_times(interview).items() if due is not None}
    return {name: Wake(due, CheckClock(now=due, timer=name)) for name, due in found.items()}


def due_times(interview: Interview) -> Mapping[str, float | None]:
    """Unix time of each timer; None for one that is not running."""
    match interview.status:
        case "live":
            return {
                "turn": interview.turn_due,
                "phase": _phase(interview),
                "lull": _lull(interview),
                "nudge": _nudge(interview),
                "abandoned": _abandoned(interview),
                "expired": _expired(interview),
                "away": _away(interview),
                "whisper": _whisper(interview),
            }
        case "paused":
            return {"expired": _expired(interview)}
        case "rating":
            return {"rating": _rating(interview)}
    return {}


def due_now(interview: Interview, now: float) -> frozenset[str]:
    """The timers that have rung by `now`."""
    return frozenset(name for name, due in due_times(interview).items() if due is not None and due <= now + TINY)


def next_due(interview: Interview) -> float | None:
    return earliest(due_times(interview).values())


def _phase(interview: Interview) -> float | None:
    """The next word on the clock of the current phase: soon, time, or the end of it."""
    times = interview.times
    if times is None:
        return None
    marks = (
        times.warn_at if "soon" not in interview.warned else None,
        times.time_at if "time" not in interview.warned else None,
        times.hard_end,
    )
    mark = earliest(marks)
    due = None if mark is None else interview.watch.when(mark)
    if due is None or interview.setup.live:
        return due
    return due if _sendable(interview, due) == due else None


def _lull(interview: Interview) -> float | None:
    """A short quiet after a turn to which nothing was said: the interviewer's own next question, live only."""
    if not interview.setup.live or interview.turn or interview.silence.lull_from is None or interview.by_person:
        return None
    return interview.watch.when(interview.silence.lull_from + interview.setup.plan.rules.lull)


def may_nudge(interview: Interview) -> bool:
    """At most so often a phase, and never a third time to somebody who answered neither of two."""
    limit = interview.setup.plan.rules.nudges_per_phase
    return interview.silence.in_phase < limit and interview.silence.unanswered < limit


def _nudge(interview: Interview) -> float | None:
    rules, quiet = interview.setup.plan.rules, interview.silence
    if interview.turn or not interview.runs or not may_nudge(interview):
        return None
    if not interview.setup.live:
        return _sendable(interview, quiet.since_real + rules.async_nudge_after / interview.setup.speed)
    return interview.watch.when(max(quiet.since, quiet.last_nudge or 0.0) + rules.nudge_after)


def _abandoned(interview: Interview) -> float | None:
    """Silent for so long after the last nudge; live only, where silence means that somebody left."""
    rules, quiet = interview.setup.plan.rules, interview.silence
    if not interview.setup.live or interview.turn or may_nudge(interview):
        return None
    last = quiet.last_nudge if quiet.last_nudge is not None else quiet.since + rules.nudge_after
    return interview.watch.when(last + rules.close_after_last_nudge)


def _away(interview: Interview) -> float | None:
    """A question to a person who interviews has waited for long; said once."""
    waiting = interview.peering.waiting
    if not interview.by_person or waiting is None or interview.peering.away:
        return None
    return waiting + interview.setup.plan.rules.interviewer_away_after


def _whisper(interview: Interview) -> float | None:
    """The minutes left, shown anew; in seconds of the reader's clock, whatever the speed."""
    if not interview.by_person or not interview.setup.thread:
        return None
    return max(interview.peering.whispered, interview.started_at) + interview.setup.plan.rules.whisper_every


def _expired(interview: Interview) -> float:
    """Nothing is open for longer than this after its start, pauses included."""
    rules = interview.setup.plan.rules
    return _sendable(interview, interview.started_at + rules.async_close_after / interview.setup.speed)


def _rating(interview: Interview) -> float:
    """How long the report waits for the candidate's own view: a person fills in a form, so speed does not scale it."""
    rules = interview.setup.plan.rules
    waits = rules.scorecards_blind_for if interview.peering.people else rules.close_after_end
    ended = interview.ended_at or interview.started_at
    if interview.setup.live:
        return ended + waits
    return _sendable(interview, max(ended + waits, interview.started_at + rules.async_close_after))


def _sendable(interview: Interview, due: float) -> float:
    """`due`, or the morning after where it would come in the person's night (async only)."""
    setup = interview.setup
    if setup.live:
        return due
    return outside_quiet_hours(due, setup.tz_offset, setup.quiet_from, setup.quiet_until, setup.zone)
