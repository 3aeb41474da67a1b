"""The report in the thread: time against plan, what was judged with the candidate's words, the estimates, the facts."""

from collections.abc import Callable, Mapping

from bot.content import Rubric, Scenario
from bot.dialogue.manners import Manners
from bot.estimation import human
from bot.interview.state import Interview
from bot.scoring import Derived, Given, Scorecard, Verdict, judge
from bot.slack.blocks import build as b
from bot.slack.blocks.card import duration
from bot.slack.poster import Message
from bot.text import escape

Words = Callable[..., str]
QUOTE = 200  # characters of a quote in the thread; the whole message is a click away
MARKS = {0: "○", 1: "◔", 2: "●", 3: "●"}
UNASKED = 3


def report(
    words: Words, interview: Interview, texts: Mapping[str, str], scenario: Scenario, rubric: Rubric, manners: Manners
) -> Message:
    """One message. Numbers are left out where the candidate wanted none."""
    card = scorecard(interview, texts, scenario, rubric, manners)
    title = words("interview.report.title", title=interview.setup.title)
    blocks = [b.header(title), b.context(_intro(words, interview)), b.section(_times(words, interview))]
    blocks.append(b.section(_criteria(words, card, rubric)))
    if table := _estimates(words, interview, scenario, manners):
        blocks += [b.section(words("interview.report.estimates")), table]
    blocks.append(b.section(_facts(words, interview, scenario)))
    if extra := _extra(words, interview):
        blocks.append(b.context(*extra))
    blocks.append(b.context(words("interview.report.by", rubric=rubric.id, version=rubric.version)))
    return Message(title, tuple(blocks))


def scorecard(
    interview: Interview, texts: Mapping[str, str], scenario: Scenario, rubric: Rubric, manners: Manners
) -> Scorecard:
    """The verdicts on this interview, from its ledger, its numbers and its clock."""
    given = [Given(entry.key, entry.turn) for entry in interview.ledger if entry.kind == "fact"]
    derived = [
        Derived(
            manners.criterion_of.get(manners.metric_of(each.metric), ""),
            each.grade,
            _turn_of(interview, texts, read.messages, each.surface),
            each.surface,
            each.slipped,
        )
        for read in interview.reads
        for each in read.reading.estimates
    ]
    spoken = {message.index: texts.get(message.text_id, "") for message in interview.standing}
    return judge(scenario, rubric, given, derived, spoken, _overran(interview))


def _turn_of(interview: Interview, texts: Mapping[str, str], messages: tuple[int, ...], surface: str) -> int:
    holding = (index for index in messages if surface in texts.get(interview.messages[index].text_id, ""))
    return next(holding, messages[-1])


def _overran(interview: Interview) -> bool | None:
    run = next((run for run in interview.runs if run.id == "requirements" and run.end is not None), None)
    limit = interview.setup.plan.phase("requirements").ends_at_share if run else None
    if run is None or run.end is None or limit is None:
        return None
    return run.end - run.start >= limit * interview.setup.plan.seconds - 1


def _intro(words: Words, interview: Interview) -> str:
    setup = interview.setup
    text = words("interview.report.intro", minutes=setup.minutes, level=setup.level)
    if interview.end_reason in ("abandoned", "expired"):
        text = words(f"interview.report.closed_{interview.end_reason}") + " " + text
    return text


def _times(words: Words, interview: Interview) -> str:
    plan = interview.setup.plan
    lines = [words("interview.report.times")]
    for run in interview.runs:
        phase = plan.phase(run.id)
        took = (run.end if run.end is not None else run.start) - run.start
        planned = plan.seconds * phase.share
        over = duration(took - planned) if took > planned + 1 else ""
        row = {"title": phase.title, "took": duration(took), "planned": duration(planned), "over": over}
        lines.append("• " + words("interview.report.time_row", **row))
    return "\n".join(lines)


def _criteria(words: Words, card: Scorecard, rubric: Rubric) -> str:
    lines, missing = [words("interview.report.criteria")], []
    for name, verdict in card.criteria.items():
        criterion = rubric.criteria[name]
        fault = criterion.kind == "fault" or name == "req.overran"
        if fault and verdict.level:
            row = {"title": criterion.title, "mark": "✗", "quote": _quote(verdict)}
            lines.append(words("interview.report.fault", **row))
        elif not fault and verdict.level:
            row = {"title": criterion.title, "mark": MARKS[verdict.level], "quote": _quote(verdict)}
            lines.append(words("interview.report.seen", level=verdict.level, **row))
        elif not fault:
            missing.append(criterion.title)
    if missing:
        lines.append(words("interview.report.not_seen", titles=missing))
    return "\n".join(lines)


def _quote(verdict: Verdict) -> str:
    """The first piece of evidence on one line; the words' own escaping makes it safe."""
    return " ".join(b.cut(verdict.evidence[0].quote, QUOTE).split()) if verdict.evidence else ""


def _estimates(words: Words, interview: Interview, scenario: Scenario, manners: Manners) -> b.Block | None:
    from bot.estimation import cascade

    steps = cascade(scenario.params())
    head = [words(f"interview.report.estimate_head_{name}") for name in ("metric", "theirs", "reference", "grade")]
    rows = []
    for each in interview.estimates:
        step = steps.get(each.metric)
        reference = human(step.value, step.unit) if step is not None else "–"
        rows.append(
            [each.metric.replace("_", " "), human(each.value, each.unit), reference, each.grade.replace("_", " ")]
        )
    return b.table([head, *rows[:40]]) if rows else None


def _facts(words: Words, interview: Interview, scenario: Scenario) -> str:
    given = interview.given
    lines = [words("interview.report.facts", asked=len(given), all=len(scenario.facts))]
    heavy = [fact for fact in scenario.facts if fact.id not in given and fact.weight == 3]
    lines += [
        "• " + words("interview.report.unasked", question=fact.question, changes=fact.changes)
        for fact in heavy[:UNASKED]
    ]
    return "\n".join(lines)


def _extra(words: Words, interview: Interview) -> list[str]:
    found = []
    if interview.hints:
        points = sum(hint.points for hint in interview.hints)
        found.append(words("interview.report.hints", count=len(interview.hints), points=points))
    if interview.ratings:
        titles = {phase.id: phase.title for phase in interview.setup.plan.phases}
        rows = [f"{titles.get(key, escape(key))} {level}" for key, level in interview.ratings.items()]
        found.append(words("interview.report.own_view", rows=rows))
    return found
