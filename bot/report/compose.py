"""A finished interview becomes a report: its kept scorecard, its ledger, its clock and its design, put side by side.

Everything shown is read off the interview's events and the words beside them; nothing is judged here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.content import Rubric, Scenario
from bot.diagram import Captions, Graph, alt_text, compare, draw_beside
from bot.dialogue import reading
from bot.dialogue.mind import Mind
from bot.dialogue.situation import Situation
from bot.dialogue.turnread import Estimated
from bot.estimation import cascade, human
from bot.interview.card import Card, Judged
from bot.interview.judging import card_of, is_fault
from bot.interview.peering.prepare import NOBODY_ASKED
from bot.interview.record import transcript
from bot.interview.situating import drawings_of, situation_of
from bot.interview.state import Interview, Message
from bot.report.advice import steps
from bot.report.model import (
    Band,
    Box,
    Design,
    Dispute,
    Estimate,
    Fault,
    Hint,
    Panel,
    Phase,
    Picture,
    Question,
    Quote,
    Report,
    Spoke,
    Verdict,
)  # fmt: skip
from bot.report.panel import panel_of
from bot.report.side_by_side import History, side_by_side
from bot.text import unescape

Link = Callable[[Message], str]
LONGEST_NOTE = 2000  # characters
GENERAL = frozenset(("qps", "peak_qps"))
AFTER_THE_NUMBERS = frozenset(("design", "decisions", "patterns"))


@dataclass(frozen=True, slots=True)
class Reader:
    """How the report names people and leads to messages; the words are those of prompts/report/words.yaml."""

    words: Mapping[str, Any]
    link: Link = lambda _message: ""
    name: Callable[[str], str] = lambda user: user


def compose(
    interview: Interview, texts: Mapping[str, str], mind: Mind, reader: Reader, history: History | None = None
) -> Report:
    """The report of a closed interview. Pure; the same interview gives the same report.

    `history` is what agreement over time is made of, for an interview in which a person interviewed."""
    setup = interview.setup
    rubric = mind.rubric(setup.rubric)
    scenario = mind.scenario(setup.scenario, setup.seed if setup.vary else None)
    card = interview.card or card_of(interview, texts, mind)
    there = situation_of(interview, mind, texts, interview.ended_at or interview.started_at)
    sheet = _Sheet(interview, texts, rubric, reader)
    verdicts, faults = sheet.verdicts(card), sheet.faults(card)
    return Report(
        scenario=setup.scenario, title=setup.title, candidate=reader.name(setup.candidate), minutes=setup.minutes,
        level=setup.level, rubric=card.rubric, version=card.version, band=_band(card, rubric, setup.level, reader.words),
        phases=tuple(_phases(interview, card)), verdicts=verdicts, faults=faults,
        questions=tuple(_questions(there, scenario)), estimates=tuple(_estimates(there, sheet)),
        design=_design(interview, texts, scenario, mind, reader.words),
        steps=steps(verdicts, faults, rubric, mind.manners.drill, reader.words),
        hints=tuple(Hint(each.phase, each.rung, each.points) for each in interview.hints),
        self_level=_own_level(interview), self_note=texts.get(interview.rating_note_id, "")[:LONGEST_NOTE],
        interviewer=reader.name(setup.interviewer) if setup.interviewer else "Mockingbird", held=_held(interview),
        notices=tuple(_notices(interview, mind, card, rubric, reader.words)), numbers=not setup.hide_numbers,
        communication=card.phases.get("communication"), turns=tuple(_turns(interview, texts, mind)),
        panel=_panel(interview, texts, mind, reader, history or {}),
    )  # fmt: skip


def _panel(
    interview: Interview, texts: Mapping[str, str], mind: Mind, reader: Reader, history: History
) -> Panel | None:
    if not interview.peering.people:
        return None
    return panel_of(side_by_side(interview, texts, mind, history), reader.name)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Verdicts with their words looked up."""

    interview: Interview
    texts: Mapping[str, str]
    rubric: Rubric
    reader: Reader

    def verdicts(self, card: Card) -> tuple[Verdict, ...]:
        """Merits, in the rubric's order."""
        merits = [each for each in card.judged if not is_fault(self.rubric, each.criterion)]
        return tuple(self._verdict(each) for each in merits if each.criterion in self.rubric.criteria)

    def _verdict(self, each: Judged) -> Verdict:
        criterion = self.rubric.criteria[each.criterion]
        dispute = next((d for d in self.interview.disputes if d.criterion == each.criterion), None)
        said = dispute and Dispute(dispute.level, self.texts.get(dispute.reason_id, ""), self.reader.name(dispute.user))
        needs = each.next_rung or (criterion.met if each.level < 2 else "")
        return Verdict(
            each.criterion, criterion.title, criterion.phase, each.level, each.uncertain, self.quotes(each),
            each.detector.replace("_", " "), needs, each.by, said or None,
        )  # fmt: skip

    def faults(self, card: Card) -> tuple[Fault, ...]:
        """Faults that were made; a person may say that one was not (level 0), and it stands beside."""
        made = [each for each in card.judged if each.level >= 2 and is_fault(self.rubric, each.criterion)]
        known = [
            (each, self.rubric.criteria[each.criterion]) for each in made if each.criterion in self.rubric.criteria
        ]
        return tuple(
            Fault(each.criterion, criterion.title, criterion.phase, self.quotes(each), criterion.weight, each.by)
            for each, criterion in known
        )

    def quotes(self, each: Judged) -> tuple[Quote, ...]:
        found = (self._quote(proof.message, proof.start, proof.end) for proof in each.evidence)
        return tuple(quote for quote in found if quote is not None)

    def _quote(self, index: int, start: int, end: int) -> Quote | None:
        """None where the message is gone or its writer was forgotten."""
        if index >= len(self.interview.messages) or self.interview.messages[index].deleted:
            return None
        message = self.interview.messages[index]
        words = unescape(self.texts.get(message.text_id, "")[start:end]).strip()
        return Quote(words, self.reader.link(message), index) if words else None

    def where(self, surface: str, messages: Iterable[int]) -> Quote | None:
        """The message in which a figure was written, quoted as that figure."""
        for index in messages:
            start = self.texts.get(self.interview.messages[index].text_id, "").find(surface)
            if surface and start >= 0:
                return self._quote(index, start, start + len(surface))
        return None


def _band(card: Card, rubric: Rubric, level: str, words: Mapping[str, Any]) -> Band:
    bar = rubric.levels[level].expects  # type: ignore[index]
    known = next((band for band in rubric.bands[level] if band.id == card.band), None)  # type: ignore[index]
    if known is None:
        return Band("none", words["said"]["no_band"], None, bar)
    return Band(known.id, known.title, card.overall, bar)


def _phases(interview: Interview, card: Card) -> Iterable[Phase]:
    plan, ratings = interview.setup.plan, interview.ratings or {}
    runs = {run.id: run for run in interview.runs}
    for phase in plan.phases:
        run = runs.get(phase.id)
        spent = (run.end - run.start) / 60 if run is not None and run.end is not None else 0.0
        planned = plan.seconds * phase.share / 60
        yield Phase(phase.id, phase.title, planned, spent, card.phases.get(phase.id), "rules", ratings.get(phase.id))


def _questions(there: Situation, scenario: Scenario) -> Iterable[Question]:
    for fact in scenario.facts:
        given = there.ledger.latest("fact", fact.id)
        answer = given.words if given is not None else scenario.answer(fact.id)
        asked = given is not None and given.turn != NOBODY_ASKED
        yield Question(fact.id, fact.category, fact.question, asked, fact.weight, fact.changes, answer)


def _estimates(there: Situation, sheet: _Sheet) -> Iterable[Estimate]:
    """What was asked for, made or not, then whatever else was derived: the last word on each, and every slip before."""
    kind = there.mind.manners.metric_of
    made: dict[str, list[tuple[Estimated, Sequence[int]]]] = {}
    for read in sheet.interview.reads:
        for each in read.reading.estimates:
            before = made.get(each.metric, [])
            if read.phase in AFTER_THE_NUMBERS and before and not before[-1][0].slipped:
                continue  # an argument by then, or after a change of the requirements
            made[each.metric] = [*(one for one in before if one[0].slipped), (each, read.messages)]
    steps_ = cascade(replace(there, curveball="").params())  # the sheet's, whatever was changed later
    for metric in there.mind.manners.estimates:
        mine = [name for name in made if kind(name) == metric]
        exact = [name for name in mine if name not in GENERAL]
        for name in set(mine) - set(exact or mine):
            made.pop(name)  # "requests" where reads and writes were told apart
        mine = exact or mine
        for name in mine:
            yield from (_estimate(*one, sheet) for one in made.pop(name))
        if not mine and metric in steps_:
            step = steps_[metric]
            yield Estimate(metric, step.text, working=step.path or step.working)
    for rest in made.values():
        yield from (_estimate(*one, sheet) for one in rest)


def _estimate(each: Estimated, messages: Sequence[int], sheet: _Sheet) -> Estimate:
    reference = human(each.reference, each.unit) if each.reference else "–"
    slip, other = each.either if len(each.either) == 2 else (each.diagnosis, "")  # of two that fit, both are named
    return Estimate(
        each.metric, reference, human(each.value, each.unit), each.grade, slip, each.working,
        sheet.where(each.surface, messages), or_slip=other,
    )  # fmt: skip


def _design(
    interview: Interview, texts: Mapping[str, str], scenario: Scenario, mind: Mind, words: Mapping[str, Any]
) -> Design:
    graph = design_of(interview, texts, mind)
    if not graph.components or not scenario.design.components:
        return Design()
    difference = compare(graph, scenario.design, mind.components)
    captions = Captions(**words["picture"])
    light, dark = (draw_beside(graph, scenario.design, difference, captions, theme) for theme in ("light", "dark"))
    wanted = {each.id: each for each in scenario.design.components}
    why = dict(difference.left_out)
    return Design(
        beside=Picture(light, alt_text(graph), dark),
        missing=tuple(Box(wanted[key].name, wanted[key].reason) for key in difference.missing),
        extra=tuple(Box(graph.name(key), why.get(key, "")) for key in difference.extra),
        unlabelled=tuple(f"{graph.name(link.source)} → {graph.name(link.target)}" for link in graph.unlabelled),
    )


def design_of(interview: Interview, texts: Mapping[str, str], mind: Mind) -> Graph:
    """Everything the candidate drew, as it stands."""
    return reading.design(drawings_of(interview, texts), mind.components)


def _turns(interview: Interview, texts: Mapping[str, str], mind: Mind) -> Iterable[Spoke]:
    for turn in transcript(interview, texts, mind.content.words).turns:
        yield Spoke(round(turn.at, 1), turn.phase, turn.who, turn.text)


def _own_level(interview: Interview) -> int | None:
    """The middle of what they gave their phases, None where they gave nothing."""
    given = sorted((interview.ratings or {}).values())
    return given[(len(given) - 1) // 2] if given else None


def _held(interview: Interview) -> str:
    offset = interview.setup.tz_offset
    at = datetime.fromtimestamp(interview.started_at, UTC) + timedelta(seconds=offset or 0)
    return at.strftime("%d %B %Y, %H:%M") + (" UTC" if offset is None else "")


def _notices(interview: Interview, mind: Mind, card: Card, rubric: Rubric, words: Mapping[str, Any]) -> Iterable[str]:
    said = words["said"]
    if mind.encoder is None:
        yield said["no_encoder"]
    judged = {each.criterion for each in card.judged}
    if left := [criterion.title for name, criterion in rubric.criteria.items() if name not in judged]:
        yield said["not_told"].format(titles=", ".join(left))
    if interview.end_reason in ("abandoned", "expired"):
        yield said[f"closed_{interview.end_reason}"]
    if rubric.version != card.version:
        yield said["older_rubric"].format(now=rubric.version, then=card.version)
