"""Steps that several commands share. Each takes the interview as it stands and gives the events of one step."""

from collections.abc import Callable, Sequence

from bot.dialogue.mind import Mind
from bot.dialogue.reply import Part, Reply
from bot.interview import events as e
from bot.interview.evolve import evolve
from bot.interview.state import Interview
from bot.record import Refused


class Story:
    """Events as they are decided, with the interview as it stands after the last of them."""

    def __init__(self, interview: Interview) -> None:
        self.now = interview
        self.events: list[e.Event] = []

    def add(self, *events: e.Event) -> "Story":
        for event in events:
            self.events.append(event)
            self.now = evolve(self.now, event)
        return self

    def tell(self, step: Callable[[Interview], Sequence[e.Event]]) -> "Story":
        """Add the events of a step that starts from where the story stands."""
        return self.add(*step(self.now))


def participant(interview: Interview, user: str) -> None:
    """Raises Refused for anybody but the people in this interview."""
    if user not in interview.setup.participants:
        raise Refused("slack.not_yours")


def running(interview: Interview) -> None:
    """Raises Refused for an interview that is over."""
    if not interview.live:
        raise Refused("slack.nothing_live")


def speak(interview: Interview, at: float, *parts: Part) -> e.Spoke:
    """One message of the interviewer's; its variant is picked by the interview and its place in it."""
    seed = f"{interview.id}:{interview.version}"
    return e.Spoke(at=at, parts=parts, phase=interview.phase, seed=seed, thread=interview.voice_thread)


def begin_phase(interview: Interview, phase: str, at: float) -> list[e.Event]:
    """A phase starts, and the interviewer says what it is about; the first one is the prompt and nothing else."""
    story = Story(interview).add(e.PhaseStarted(at=at, phase=phase))
    words = Part(f"interview.phase.{phase}", {"prompt": interview.setup.prompt})
    return story.add(speak(story.now, at, words)).events


def end_phase(interview: Interview, reason: e.EndReason, at: float, target: str = "") -> list[e.Event]:
    """The current phase ends and the next one starts; after the last the interview ends."""
    story = Story(interview).add(e.PhaseEnded(at=at, phase=interview.phase, reason=reason))
    following = interview.setup.plan.after(interview.phase)
    if following is None or target == "end":
        return story.tell(lambda now: end(now, "done", at)).events
    return story.tell(lambda now: begin_phase(now, following.id, at)).events


def end(interview: Interview, reason: e.CloseReason, at: float) -> list[e.Event]:
    """The clock stops for good and the candidate is asked for their own view; nobody there: closed at once."""
    story = Story(interview)
    run = interview.run
    if run is not None:
        story.add(e.PhaseEnded(at=at, phase=run.id, reason="time" if reason == "time" else "ended"))
    story.add(e.InterviewEnded(at=at, reason=reason))
    if reason in ("abandoned", "expired"):
        story.add(e.InterviewClosed(at=at, reason=reason))
    return story.events


def answer(interview: Interview, reply: Reply, at: float) -> list[e.Event]:
    """What a reply leads to: what is remembered of it, what is said, and where the interview goes."""
    story = Story(interview)
    if reply.facts:
        story.add(e.FactsGiven(at=at, entries=reply.facts))
    if reply.offered:
        story.add(e.FactsOffered(at=at, facts=reply.offered))
    for notice in reply.notices:
        story.add(e.Noticed(at=at, what=notice))
    if reply.probe is not None:
        probe = reply.probe
        story.add(e.ProbeAsked(at=at, probe=probe.probe, criterion=probe.criterion, phase=interview.phase))
    if reply.curveball:
        story.add(e.CurveballThrown(at=at, curveball=reply.curveball))
    if reply.hint is not None:
        rung = reply.hint.rung
        points = interview.setup.plan.price(rung)
        story.add(e.HintGiven(at=at, phase=interview.phase, topic=reply.hint.topic, rung=rung, points=points))
    if reply.parts:
        story.add(speak(story.now, at, *reply.parts))
    if reply.design is not None:
        story.add(e.DesignDrawn(at=at, design=reply.design, thread=interview.voice_thread))
    if reply.moves:
        story.tell(lambda now: end_phase(now, "words", at, reply.moves))
    return story.events


def scenario_for(mind: Mind, wanted: str, seed: int) -> str:
    """The scenario that was asked for, one by the seed for "random". Raises Refused with what is near."""
    offered = sorted(mind.content.offered)
    if wanted == "random" and offered:
        return offered[seed % len(offered)]
    if wanted not in offered:
        raise Refused("slack.usage_scenario", {"scenario": "slack.usage_scenario"}, word=wanted[:40], near=offered[:3])
    return wanted
