"""The card: the first message of an interview, edited in place as the clock moves."""

import itertools
from collections.abc import Callable
from typing import Any

from bot.interview.clock import schedule
from bot.interview.state import Interview
from bot.slack.blocks import build as b
from bot.slack.blocks.values import packed
from bot.slack.ids import Action
from bot.slack.poster import Message

Words = Callable[..., str]


def card(words: Words, interview: Interview) -> Message:
    """Scenario, people, phases with planned minutes and when each ends in the reader's own time, and the buttons."""
    setup = interview.setup
    title = words("interview.card.title", title=setup.title)
    scored = interview.status == "rating" and bool(interview.peering.people)
    status = words("peers.card_rating" if scored else f"interview.card.status_{interview.status}")
    people = words(
        "interview.card.people", candidate=setup.candidate, interviewer=setup.interviewer, minutes=setup.minutes,
        level=setup.level, clock=setup.clock,
    )  # fmt: skip
    blocks = [
        b.header(title),
        b.context(people),
        b.section("\n".join(phase_lines(words, interview))),
        b.context(status),
    ]
    if buttons := control_buttons(words, interview):
        blocks.append(b.actions(buttons))
    return Message(words("interview.card.alt", title=setup.title, status=status), tuple(blocks))


def phase_lines(words: Words, interview: Interview) -> list[str]:
    """One line a phase: what it took, what it is planned to take, and until when."""
    plan, current = interview.setup.plan, interview.run
    ends = dict(schedule(plan, current.id, current.start)) if current else {}
    starts = _starts(interview, ends)
    done = {run.id: run for run in interview.runs if run.end is not None}
    lines = []
    for phase in plan.phases:
        planned = duration(plan.seconds * phase.share)
        until = interview.watch.when(ends[phase.id]) if phase.id in ends and interview.status == "live" else None
        args: dict[str, Any] = {"title": phase.title, "planned": planned}
        if phase.id in done:
            run = done[phase.id]
            took = duration((run.end or run.start) - run.start)
            lines.append("✓ " + words("interview.card.phase_done", took=took, **args))
        elif current is not None and phase.id == current.id:
            name = "phase_now" if until else "phase_now_still"
            args["planned"] = duration(ends[phase.id] - current.start)
            lines.append("▶ " + words(f"interview.card.{name}", **args, **({"until": until} if until else {})))
        else:
            if phase.id in starts:
                args["planned"] = duration(ends[phase.id] - starts[phase.id])
            lines.append("· " + words("interview.card.phase_later", until=until, **args))
    return lines


def _starts(interview: Interview, ends: dict[str, float]) -> dict[str, float]:
    """When each later phase is planned to begin: at the end of the one before it."""
    names = list(ends)
    return {name: ends[before] for before, name in itertools.pairwise(names)}


def duration(seconds: float) -> str:
    """ "5 min", "1:30 min", "40 s"."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    return f"{minutes}:{rest:02d} min" if rest else f"{minutes} min"


def control_buttons(words: Words, interview: Interview) -> list[b.Block]:
    """What can be pressed now. Everything here is a command as well."""
    if not interview.live or not interview.runs:
        return []
    here = packed(interview.id, interview.phase)
    sure = [words(f"slack.confirm_{part}") for part in ("end_title", "end_text", "yes", "no")]
    end = b.button(words("slack.button_end"), Action.END, here, style="danger", confirm=b.confirm(*sure))
    if interview.status == "paused":
        return [b.button(words("slack.button_resume"), Action.RESUME, here, style="primary"), end]
    return [
        b.button(words("slack.button_next"), Action.NEXT, here, style="primary"),
        b.button(words("slack.button_hint"), Action.HINT, here),
        b.button(words("slack.button_pause"), Action.PAUSE, here),
        end,
    ]
