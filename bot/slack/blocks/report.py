"""The report as messages: overview, one for each phase, questions, estimates, what to do next. Pure.

The report comes without the numbers already where the candidate wanted none."""

from collections.abc import Callable, Iterator, Sequence

from bot.content import WordsError
from bot.interview.state import Interview
from bot.report import Estimate, Fault, Quote, Report, Verdict
from bot.slack.blocks import build as b
from bot.slack.blocks.values import packed
from bot.slack.ids import Action
from bot.slack.poster import Message
from bot.text import escape

Words = Callable[..., str]
QUOTE = 220  # characters of a quote in the thread; the whole message is a click away
MOST_QUOTES = 2
DOTS = {0: "○○○", 1: "●○○", 2: "●●○", 3: "●●●"}
MOST_UNASKED = 8
MOST_ROWS = 24
WITH_THE_LAST = "communication"  # what belongs to no phase is told with the last one


def message(words: Words, report: Report, part: str, phase: str, interview: Interview) -> Message:
    """One part of the report. Raises KeyError for a part that there is not."""
    say = _Say(words, report)
    match part:
        case "overview":
            blocks = say.overview()
        case "phase":
            blocks = say.phase(phase)
        case "questions":
            blocks = say.questions()
        case "estimates":
            blocks = say.estimates()
        case "steps":
            blocks = say.steps(interview)
        case _:
            raise KeyError(part)
    return Message(say(f"alt_{part}", title=report.title, phase=say.title(phase)), tuple(b.paged(blocks)[0]))


class _Say:
    """The words of `interview.report` over one report."""

    def __init__(self, words: Words, report: Report) -> None:
        self._words, self._report = words, report

    def __call__(self, name: str, /, **args: object) -> str:
        return self._words(f"interview.report.{name}", **args)

    def title(self, phase: str) -> str:
        return next((each.title for each in self._report.phases if each.id == phase), "")

    def level(self, level: int) -> str:
        return self(f"level_{level}")

    # -- overview ----------------------------------------------------------------------------------------------

    def overview(self) -> list[b.Block]:
        report, band = self._report, self._report.band
        blocks = [b.header(self("title", title=report.title))]
        blocks.append(b.context(self("intro", minutes=report.minutes, level=report.level)))
        blocks.append(b.section(self("band", title=band.title, score=band.score, expects=band.expects)))
        rows = [self("phases"), *(self._phase_row(each.id) for each in report.phases)]
        if report.communication is not None:
            rows.append(self("communication_row", score=report.communication))
        blocks.append(b.section("\n".join(rows)))
        if report.self_note:
            blocks.append(b.context(self("own_note", note=report.self_note)))
        if report.hints:
            points = sum(hint.points for hint in report.hints)
            blocks.append(b.context(self("hints", count=len(report.hints), points=points if report.numbers else None)))
        blocks.append(b.context(self("by", rubric=report.rubric, version=report.version), *report_notices(report)))
        return blocks

    def _phase_row(self, phase: str) -> str:
        each = next(each for each in self._report.phases if each.id == phase)
        own = "" if each.self_level is None else self.level(each.self_level)
        over = each.spent - each.planned
        args = {
            "title": each.title,
            "score": each.score,
            "spent": minutes(each.spent),
            "planned": minutes(each.planned),
        }
        return self("phase_row", own=own, over=minutes(over) if over >= 1 else "", **args)

    # -- phases ------------------------------------------------------------------------------------------------

    def phase(self, phase: str) -> list[b.Block]:
        report = self._report
        last = report.phases[-1].id if report.phases else ""
        groups = (phase, WITH_THE_LAST) if phase == last else (phase,)
        blocks = [b.header(self.title(phase))]
        for group in groups:
            blocks += self._group(group, titled=group != phase)
        if len(blocks) == 1:
            blocks.append(b.section(self("nothing_judged")))
        return blocks

    def _group(self, group: str, *, titled: bool) -> list[b.Block]:
        report = self._report
        rows = report.of_phase(group)
        faults = [fault for fault in report.faults if fault.phase == group]
        blocks = [b.section(self("communication"))] if titled and (rows or faults) else []
        blocks += [b.section(self._verdict(each)) for each in rows if _worth_a_row(each)]
        blocks += [b.section(self._fault(each)) for each in faults]
        unseen = [each.title for each in rows if not _worth_a_row(each)]
        if unseen:
            blocks.append(b.context(self("not_seen", titles=unseen, dots=DOTS[0])))
        return blocks

    def _verdict(self, each: Verdict) -> str:
        lines = [self("seen", dots=DOTS[each.level], title=each.title, level=self.level(each.level))]
        if each.uncertain:
            lines[0] += " " + self("uncertain")
        lines += self._quotes(each.quotes)
        if each.detector:
            lines.append(self("rule", detector=each.detector, by=each.by))
        if each.next_rung and each.level < 3:
            lines.append(self("next", needs=each.next_rung))
        if each.dispute is not None:
            dispute = each.dispute
            lines.append(self("disputed", level=self.level(dispute.level), reason=dispute.reason, who=dispute.who))
        return "\n".join(lines)

    def _fault(self, each: Fault) -> str:
        points = each.points if self._report.numbers else None
        return "\n".join([self("fault", title=each.title, points=points), *self._quotes(each.quotes)])

    def _quotes(self, quotes: Sequence[Quote]) -> list[str]:
        return [
            self("quote", quote=b.cut(" ".join(quote.text.split()), QUOTE), link=quote.link)
            for quote in quotes[:MOST_QUOTES]
        ]

    # -- questions, estimates, steps ---------------------------------------------------------------------------

    def questions(self) -> list[b.Block]:
        report = self._report
        blocks = [b.header(self("questions"))]
        asked = [question.question for question in report.asked]
        blocks.append(b.section(self("asked", asked=asked, count=len(asked), all=len(report.questions))))
        if report.unasked:
            rows = [
                self("unasked_row", question=q.question, answer=q.answer, changes=q.changes) for q in report.unasked
            ]
            blocks.append(b.section("\n".join([self("unasked"), *rows[:MOST_UNASKED]])))
        else:
            blocks.append(b.section(self("all_asked")))
        return blocks

    def estimates(self) -> list[b.Block]:
        rows = self._report.estimates[:MOST_ROWS]
        head = [self(f"estimate_head_{name}") for name in ("metric", "theirs", "reference", "grade")]
        table = b.table([head, *(self._row(each) for each in rows)])
        workings = "\n".join(self._workings(rows))
        return [b.header(self("estimates")), table, *([b.section(workings)] if workings else [])]

    def _workings(self, rows: Sequence[Estimate]) -> Iterator[str]:
        """A line for each working: once for a number that was corrected, unless a slip of its own was found."""
        shown: set[tuple[str, str]] = set()
        for each in rows:
            if each.working and (each.slip or (each.metric, each.working) not in shown):
                shown.add((each.metric, each.working))
                yield self._working(each)

    def _row(self, each: Estimate) -> list[str]:
        grade = self.name("grade", each.grade) if each.grade else self("not_estimated")
        return [self.name("metric", each.metric), each.theirs or "–", each.reference, grade]

    def _working(self, each: Estimate) -> str:
        slip = " / ".join(self.name("slip", one) for one in (each.slip, each.or_slip) if one)
        return self("working", metric=self.name("metric", each.metric), working=each.working, slip=slip)

    def name(self, kind: str, key: str) -> str:
        """The word for an id of the estimation core; the id with blanks where there is none."""
        try:
            return self._words(f"report.words.{kind}s.{key}")
        except WordsError:
            return key.replace("_", " ")

    def steps(self, interview: Interview) -> list[b.Block]:
        blocks = [b.header(self("steps"))]
        for number, step in enumerate(self._report.steps, 1):
            args = {"title": step.title, "why": step.why, "command": step.command}
            blocks.append(b.section(self("step", number=number, **args)))
        if not self._report.steps:
            blocks.append(b.section(self("no_steps")))
        button = b.button(self("dispute_button"), Action.DISPUTE, packed(interview.id))
        return [*blocks, b.actions([button])]


def _worth_a_row(each: Verdict) -> bool:
    return each.level > 0 or each.uncertain or each.dispute is not None


def report_notices(report: Report) -> list[str]:
    """Finished sentences on how it was judged, escaped for Slack."""
    return [escape(notice) for notice in report.notices]


def minutes(value: float) -> str:
    """ "5", "7.5"."""
    return f"{value:.1f}".rstrip("0").rstrip(".")
