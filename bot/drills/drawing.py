"""Drawing an exercise by a seed: the same one everywhere, and never one that the channel has had lately."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.content import Content, Scenario
from bot.content.drills import DrillBook, SprintQuestion
from bot.content.figures import DAY, Figure, drawn_from
from bot.content.scenario import CATEGORIES
from bot.drills.exercise import Exercise, Item, Kind
from bot.drills.worked import possible_slips, worked

T = TypeVar("T")
TRIES = 400
SAID = ("actors", "per_actor_per_day", "object_size", "peak_factor", "reads_per_write", "replication", "retention",
        "cache_share")  # fmt: skip
FULL = {"design": lambda s: bool(s.design.components), "decisions": lambda s: len(s.decisions) >= 4,
        "questions": lambda s: s.offered}  # fmt: skip


class NothingToDraw(LookupError):
    """No scenario has what this kind of drill needs."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drill and when it was posted, so that it does not come again too soon."""

    fingerprint: str
    scenario: str
    kind: str
    at: float


def draw(
    kind: Kind, seed: int, content: Content, had: Sequence[Drawn] = (), scenario: str = "", due: Sequence[str] = ()
) -> Exercise:
    """The exercise of this seed. Of those in `had` none comes again: then the next seed that gives another is taken,
    and stands in the exercise. Scenarios that were not had for longest come first. `scenario` fixes it; `due` are
    items that the person should see (patterns, metrics). Raises NothingToDraw."""
    book = _book(content)
    known = {each.fingerprint for each in had}
    exercise = None
    for step in range(TRIES):
        at = seed + step
        exercise = _one(kind, at, content, book, scenario or _scenario(kind, at, content, had), due)
        if exercise.fingerprint not in known:
            return exercise
    if exercise is None:
        raise NothingToDraw(kind)
    return exercise


def _book(content: Content) -> DrillBook:
    if content.drills is None:
        raise NothingToDraw("rubrics/drills is not there.")
    return content.drills


def _one(kind: Kind, seed: int, content: Content, book: DrillBook, scenario: str, due: Sequence[str]) -> Exercise:
    if kind == "patterns":
        return Exercise(
            kind, seed, items=_fields(_patterns(seed, content, book, due), ("line", "scenario", "tradeoff"))
        )
    if kind == "sprint":
        return Exercise(kind, seed, items=_sprint(seed, book, due), seconds=book.sprint.seconds)
    sheet = content.scenario(scenario).drawn(seed)
    flow = next(iter(sheet.flows.values()))  # the core one: figures of another would be about something else
    exercise = Exercise(
        kind=kind,
        seed=seed,
        scenario=sheet.id,
        title=sheet.title,
        core=sheet.core[0] if sheet.core else "",
        noun=flow.noun,
        nouns=flow.nouns,
        actor=flow.actor,
        figures={each: getattr(flow, each).text for each in SAID},
        params=flow.params(),
        items=_items(kind, book),
    )
    return _with_slip(exercise, book) if kind == "slip" else exercise


def _items(kind: Kind, book: DrillBook) -> tuple[Item, ...]:
    match kind:
        case "questions":
            numbers = range(1, book.questions.per_category + 1)
            return tuple(Item(f"{category}.{n}") for category in CATEGORIES for n in numbers)
        case "estimation":
            return (*(Item(metric, metric) for metric in book.estimation.items), Item("server"))
        case "design":
            return (Item("design"), Item("why"), Item("apis"))
        case "decisions":
            metrics = (Item(f"metric.{n}") for n in range(1, book.decisions.metrics + 1))
            return (*(Item(area) for area in book.decisions.items), *metrics)
        case _:
            return (Item("step"), Item("name"))


def _fields(names: Sequence[str], parts: Sequence[str]) -> tuple[Item, ...]:
    return tuple(Item(f"{name}.{part}") for name in names for part in parts)


def _scenario(kind: Kind, seed: int, content: Content, had: Sequence[Drawn]) -> str:
    """One of the scenarios that were not had for longest."""
    fits: Callable[[Scenario], bool] = FULL.get(kind, lambda sheet: True)
    names = [name for name, sheet in content.scenarios.items() if fits(sheet) and sheet.flows]
    if not names:
        return _none(kind)
    last = {name: max((d.at for d in had if d.scenario == name and d.kind == kind), default=0.0) for name in names}
    oldest = min(last.values())
    return _pick([name for name in names if last[name] == oldest], seed, f"{kind}.scenario")


def _none(kind: str) -> str:
    if kind in ("patterns", "sprint"):
        return ""
    raise NothingToDraw(kind)


def _patterns(seed: int, content: Content, book: DrillBook, due: Sequence[str]) -> list[str]:
    """Six of the cards: what is due first, the course's six before others where the seed is even."""
    known = [name for name in content.patterns if name in book.patterns.about]
    course = [name for name in known if content.patterns[name].course]
    first = [name for name in dict.fromkeys(due) if name in known]
    pool = course if seed % 4 == 0 and len(course) >= book.patterns.count else known
    rest = _shuffled([name for name in pool if name not in first], seed, "patterns")
    chosen = (first + rest)[: book.patterns.count]
    return sorted(chosen, key=known.index)


def _sprint(seed: int, book: DrillBook, due: Sequence[str]) -> tuple[Item, ...]:
    rules = book.sprint
    first = [question for question in rules.questions if question.metric in due]
    rest = _shuffled([question for question in rules.questions if question not in first], seed, "sprint")
    chosen = sorted((first + rest)[: rules.count], key=rules.questions.index)
    return tuple(_sprint_item(number, question, seed) for number, question in enumerate(chosen, 1))


def _sprint_item(number: int, question: SprintQuestion, seed: int) -> Item:
    drawn = {
        name: drawn_from(low, high, seed, f"sprint.{question.id}.{name}")
        for name, (low, high) in question.ranges.items()
    }
    params = {**question.fixed, **{name: figure.value for name, figure in drawn.items()}}
    if question.rate:
        params["actors"] *= DAY
    return Item(str(number), question.metric, {"id": question.id, **_texts(drawn)}, params)


def _texts(figures: Mapping[str, Figure]) -> dict[str, str]:
    return {name: figure.text for name, figure in figures.items()}


def _with_slip(exercise: Exercise, book: DrillBook) -> Exercise:
    slip = _pick(possible_slips(exercise.params, book.slip), exercise.seed, "slip")
    lines = worked(exercise.params, book.slip.steps, slip)
    at = 1 + [line.step for line in lines].index(slip.at)
    return replace(exercise, lines=lines, planted=slip.id, planted_at=at)


def _pick(choices: Sequence[T], seed: int, name: str) -> T:
    return choices[_number(seed, name) % len(choices)]


def _shuffled(names: Sequence[T], seed: int, name: str) -> list[T]:
    order = sorted(range(len(names)), key=lambda index: _number(seed, f"{name}.{index}"))
    return [names[index] for index in order]


def _number(seed: int, name: str) -> int:
    """The same on every machine and in every process, unlike hash() and random's own seeding of objects."""
    return int.from_bytes(hashlib.sha256(f"{seed}:{name}".encode()).digest()[:8], "big")
