"""The start: what is agreed, with the rubric's clock as it is today."""

import difflib

from bot.content import Rubric, UnknownRubric
from bot.dialogue.mind import Mind
from bot.dialogue.reply import Part
from bot.interview import commands as do
from bot.interview import events as e
from bot.interview.decide import phases
from bot.interview.decide.draft import Draft
from bot.interview.planning import plan_from
from bot.record import Refused

FASTEST = 3600.0


def start(draft: Draft, command: do.StartInterview, mind: Mind) -> None:
    """Raises Refused, with the form's field, for a scenario, a length, a level or a rubric that there is not."""
    if draft.interview.status != "new":
        return
    rubric = _rubric(command, mind)
    scenario_id = _scenario(command, mind)
    scenario = mind.scenario(scenario_id, command.seed if command.vary else None)
    if command.minutes not in rubric.minutes:
        raise Refused("interview.error.minutes", {"minutes": "interview.error.minutes"}, minutes=list(rubric.minutes))
    if command.level not in rubric.levels:
        raise Refused("interview.error.level", {"level": "interview.error.level"}, levels=list(rubric.levels))
    if command.interviewer == command.candidate:
        raise Refused("interview.error.yourself", {"interviewer": "interview.error.yourself"})
    if command.interviewer and (command.clock != "live" or command.private):
        raise Refused("peers.error.live_in_a_channel", {"clock": "peers.error.live_in_a_channel"})
    started = e.InterviewStarted(
        at=draft.now,
        team=command.team,
        channel=command.channel,
        thread=command.thread,
        candidate=command.candidate,
        interviewer=command.interviewer,
        private=command.private,
        scenario=scenario_id,
        scenario_version=scenario.version,
        title=scenario.title,
        prompt=scenario.prompt,
        seed=command.seed,
        vary=command.vary,
        rubric=rubric.id,
        rubric_version=rubric.version,
        level=command.level,
        clock=command.clock,
        minutes=command.minutes,
        speed=min(FASTEST, max(0.01, command.speed)),
        plan=plan_from(rubric, command.minutes, mind.manners, mind.lexicon["peers"]),
        tz_offset=command.tz_offset,
        hide_numbers=command.hide_numbers,
        report_private=command.report_private,
        zone=command.zone,
    )
    draft.add(started)
    phases.begin(draft)


def _rubric(command: do.StartInterview, mind: Mind) -> Rubric:
    try:
        return mind.rubric(command.rubric)
    except UnknownRubric as error:
        raise Refused("interview.error.rubric", {"rubric": "interview.error.rubric"}, why=str(error)) from None


def _scenario(command: do.StartInterview, mind: Mind) -> str:
    known = sorted(mind.content.offered)
    if command.scenario == "random" and known:
        return known[command.seed % len(known)]
    if command.scenario not in mind.content.scenarios:
        near = difflib.get_close_matches(command.scenario.lower(), known, 3, 0.4) or known[:3]
        fields = {"scenario": "slack.usage_scenario"}
        raise Refused("slack.usage_scenario", fields, word=command.scenario[:80], near=near)
    return command.scenario


def open_thread(draft: Draft, command: do.OpenThread) -> None:
    """The card stands: the interview has its place, and the candidate hears the task. A long wait is given back."""
    interview = draft.interview
    if not interview.live or interview.setup.thread:
        return
    waited = draft.now - (interview.watch.since or interview.started_at)  # a downtime meanwhile was given back already
    late = waited if waited > interview.setup.plan.rules.downtime_above and not interview.messages else 0.0
    opened = e.ThreadOpened(at=draft.now, channel=command.channel, thread=command.ts, given_back=late)
    draft.add(opened)
    draft.speak(_prompt(draft))


def refuse_place(draft: Draft, command: do.RefusePlace) -> None:
    """Slack would not take the card: nothing can be held there, and nobody waits for it."""
    if draft.interview.live and not draft.interview.setup.thread:
        draft.add(e.PlaceRefused(at=draft.now, reason=command.reason[:80]))


def _prompt(draft: Draft) -> Part:
    return Part("interview.prompt", {"prompt": draft.interview.setup.prompt})
