"""What the interviewer alone is shown: the sheet, what has been covered, and the one probe worth asking next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.content import AnswerError, Probe
from bot.dialogue.reply import Part, Probing
from bot.dialogue.situation import Situation
from bot.peers.reference import Row, reference


@dataclass(frozen=True, slots=True)
class SheetFact:
    """`told`: it has been given out. `waiting`: the candidate has asked for it, and nobody has told it yet."""

    id: str
    category: str
    question: str
    answer: str
    weight: int
    told: bool
    waiting: bool


@dataclass(frozen=True, slots=True)
class Covered:
    """A category of the sheet: how many of its facts were asked for or told."""

    category: str
    done: int
    all: int


@dataclass(frozen=True, slots=True)
class CriterionSeen:
    """A criterion of the phase that runs, and whether evidence of it was heard."""

    id: str
    title: str
    seen: bool


@dataclass(frozen=True, slots=True)
class Suggested:
    """`part` is the question; `reason` names why (see prompts/peers.yaml, `whisper.reason`) with `args`.

    `weak` and `strong` say what a weak and a strong answer sound like, "" where the sheet does not."""

    probe: str
    part: Part
    reason: str
    args: Mapping[str, Any] = field(default_factory=dict)
    weak: str = ""
    strong: str = ""


@dataclass(frozen=True, slots=True)
class Whisper:
    facts: tuple[SheetFact, ...]
    covered: tuple[Covered, ...]
    criteria: tuple[CriterionSeen, ...]
    suggested: Suggested | None
    reference: tuple[Row, ...] = ()

    @property
    def waiting(self) -> tuple[SheetFact, ...]:
        return tuple(fact for fact in self.facts if fact.waiting)

    def of(self, category: str) -> tuple[SheetFact, ...]:
        return tuple(fact for fact in self.facts if fact.category == category)


def whisper(situation: Situation, waiting: Iterable[str], suggestion: tuple[Probing, Part] | None) -> Whisper:
    """All of it, as the interview stands. `waiting`: facts that were asked for and not told."""
    asked = frozenset(waiting)
    facts = tuple(
        SheetFact(fact.id, fact.category, fact.question, _answer(situation, fact.id), fact.weight,
                  fact.id in situation.given, fact.id in asked)
        for fact in situation.scenario.facts
    )  # fmt: skip
    categories = dict.fromkeys(fact.category for fact in facts)
    covered = tuple(
        Covered(
            category,
            sum(fact.told or fact.waiting for fact in facts if fact.category == category),
            sum(fact.category == category for fact in facts),
        )
        for category in categories
    )
    criteria = _criteria(situation, facts)
    seen = frozenset(each.id for each in criteria if each.seen)
    return Whisper(facts, covered, criteria, _suggested(situation, suggestion, seen), reference(situation))


def _answer(situation: Situation, fact: str) -> str:
    given = situation.ledger.latest("fact", fact)
    if given is not None:
        return given.words
    try:
        return situation.scenario.answer(fact)
    except AnswerError:
        return ""


def _criteria(situation: Situation, facts: Iterable[SheetFact]) -> tuple[CriterionSeen, ...]:
    """Merits of the phase that runs; asking for a fact is evidence of the criteria that the fact supports."""
    overruns = {phase.fault_when_overrun for phase in situation.rubric.phases}
    supports = {fact.id: fact.criteria for fact in situation.scenario.facts}
    touched = [fact.id for fact in facts if fact.told or fact.waiting]
    made = {situation.mind.manners.metric_of(each.metric) for each in situation.estimates}
    derived = {criterion for metric, criterion in situation.mind.manners.criterion_of.items() if metric in made}
    seen = situation.seen | derived | {criterion for fact in touched for criterion in supports[fact]}
    return tuple(
        CriterionSeen(name, criterion.title, name in seen)
        for name, criterion in situation.rubric.of_phase(situation.phase).items()
        if criterion.kind not in ("fault", "pace") and name not in overruns
    )


def _suggested(situation: Situation, suggestion: tuple[Probing, Part] | None, seen: frozenset[str]) -> Suggested | None:
    if suggestion is None:
        return None
    probing, part = suggestion
    own = probing.probe.removeprefix("scenario:")
    probe = next((each for each in situation.scenario.probes if each.id == own), None)
    reason, args = _reason(situation, probing, probe)
    if reason == "criterion" and probing.criterion in seen:
        reason = "deeper"
    weak, strong = (probe.weak, probe.strong) if probe else ("", "")
    return Suggested(probing.probe, part, reason, args, weak, strong)


def _reason(situation: Situation, probing: Probing, probe: Probe | None) -> tuple[str, dict[str, Any]]:
    """Why this one: what is missing, or what it is there to find out."""
    when = probe.when if probe else None
    if when is not None and when.missing_role:
        return "missing_role", {"role": when.missing_role.replace("_", " ")}
    if when is not None and when.present_role:
        return "present_role", {"role": when.present_role.replace("_", " ")}
    if when is not None and when.unasked_fact:
        return "unasked_fact", {"question": situation.scenario.fact(when.unasked_fact).question}
    if probing.probe.startswith("curveball:"):
        return "curveball", {}
    if probing.probe.startswith("next:"):
        return "time", {}
    criterion = situation.rubric.criteria.get(probing.criterion)
    if criterion is not None:
        return "criterion", {"title": criterion.title}
    return "open", {}
