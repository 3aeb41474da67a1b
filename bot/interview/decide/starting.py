"""The beginning: what was agreed, the card, and the prompt once the thread is there."""

from bot.dialogue.mind import Mind
from bot.interview import commands as do
from bot.interview import events as e
from bot.interview.decide import steps
from bot.interview.planning import plan_from
from bot.interview.state import Interview
from bot.record import Refused


def start(interview: Interview, command: do.StartInterview, mind: Mind) -> list[e.Event]:
    """The interview with its plan. Inside a thread it begins at once, else when its card has opened one."""
    if interview.status != "new":
        return []
    rubric = mind.rubric(command.rubric)
    if command.minutes not in rubric.minutes:
        raise Refused(
            "slack.usage_minutes",
            {"minutes": "slack.usage_minutes"},
            word=str(command.minutes),
            near=list(rubric.minutes),
        )
    scenario_id = steps.scenario_for(mind, command.scenario, command.seed)
    scenario = mind.scenario(scenario_id, command.seed if command.vary else None)
    started = e.InterviewStarted(
        at=command.now, team=command.team, channel=command.channel, thread=command.thread,
        candidate=command.candidate, interviewer=command.interviewer, private=command.private,
        scenario=scenario_id, scenario_version=scenario.version, title=scenario.title, prompt=scenario.prompt,
        seed=command.seed, vary=command.vary, rubric=rubric.id, rubric_version=rubric.version, level=command.level,
        clock=command.clock, minutes=command.minutes, speed=command.speed,
        plan=plan_from(rubric, command.minutes, mind.manners), tz_offset=command.tz_offset,
        hide_numbers=command.hide_numbers,
    )  # fmt: skip
    story = steps.Story(interview).add(started)
    if command.thread:
        story.tell(lambda now: steps.begin_phase(now, now.setup.plan.order[0], command.now))
    return story.events


def open_thread(interview: Interview, command: do.OpenThread, mind: Mind) -> list[e.Event]:
    """The card stands: the clock starts now, not when the card was on its way. In private there is no thread."""
    if interview.runs or not interview.live:
        return []
    setup = interview.setup
    thread = "" if setup.private else setup.thread or command.ts
    given_back = max(0.0, command.now - interview.started_at) if setup.live else 0.0
    story = steps.Story(interview)
    story.add(e.ThreadOpened(at=command.now, channel=command.channel, thread=thread, given_back=given_back))
    return story.tell(lambda now: steps.begin_phase(now, setup.plan.order[0], command.now)).events
