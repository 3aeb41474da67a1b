"""What a person who interviews says, read in silence: which facts of the sheet it tells, and what it gives away.

A fact is told by statements that hold every figure of the sheet's answer and enough of its words; after the candidate
has asked for it, fewer words do. A name of the solution (a technology, a part of the reference design, a pattern) is
given away when the candidate has not said it before. The shares stand in rubrics/lexicon/peers.yaml.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.content import AnswerError, Scenario
from bot.dialogue.phrases import normal
from bot.dialogue.reading import LONGEST, sentences
from bot.dialogue.situation import Situation
from bot.estimation import human, read
from bot.language import stem, stems
from bot.text import plain

DAY = 86_400
EVERYBODYS = frozenset(("client", "app_server"))  # parts that any system has: naming them gives nothing away
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Overheard:
    """`facts` and `leaks` in the order of the sheet, `words` counts them all."""

    facts: tuple[str, ...] = ()
    leaks: tuple[str, ...] = ()
    words: int = 0


def overhear(situation: Situation, text: str, said: str, asked: Iterable[str] = ()) -> Overheard:
    """Read one message. `said`: what the candidate has written so far; `asked`: facts that wait for an answer."""
    clean = plain(text[:LONGEST]).text
    stated = " ".join(part.text for part in sentences(clean) if not part.asks)
    rules = situation.mind.lexicon["peers"]["conduct"]
    waiting = frozenset(asked)
    told = tuple(
        fact.id
        for fact in situation.scenario.facts
        if _tells(stated, _answer(situation, fact.id), rules["told_when_asked" if fact.id in waiting else "told"])
    )
    return Overheard(told, _leaks(situation, clean, said), len(clean.split()))


def _answer(situation: Situation, fact: str) -> str:
    try:
        return situation.scenario.answer(fact)
    except (KeyError, AnswerError):
        return ""


def _tells(stated: str, answer: str, share: float) -> bool:
    """Whether a statement holds the answer: all its figures, and this share of its words."""
    wanted = _telling(answer)
    if not wanted or not _figures(answer) <= _figures(stated):
        return False
    return len(wanted & _telling(stated)) >= share * len(wanted)


def _figures(text: str) -> frozenset[str]:
    return frozenset(found.replace(",", "") for found in _FIGURE.findall(text))


_LITTLE = frozenset(
    stem(word)
    for word in (
        "the a an is are be do does did we i you it of to in on for and or that this there what which how should will "
        "would can could may must have has at by with as if so any about me my our us they them their then from them "
        "each yes no not also just about around some only than when"
    ).split()
)


def _telling(text: str) -> frozenset[str]:
    return frozenset(found for found in stems(text) if found not in _LITTLE)


def _leaks(situation: Situation, clean: str, said: str) -> tuple[str, ...]:
    words, before = normal(clean), normal(said) + normal(situation.scenario.prompt)
    lexicon = situation.mind.lexicon
    names = _names(situation.scenario, _technologies(lexicon), frozenset(lexicon["peers"]["conduct"]["no_names"]))
    return tuple(name for name in names if f" {name} " in words and f" {name} " not in before)


def _technologies(lexicon: Mapping[str, Any]) -> tuple[str, ...]:
    groups = (lexicon.get("technologies") or {}).get("technologies", {})
    return tuple(str(name) for names in groups.values() for name in names)


def _names(scenario: Scenario, technologies: tuple[str, ...], no_names: frozenset[str]) -> tuple[str, ...]:
    """Whatever names a piece of the solution, normalised, without what the sheet itself says in its answers."""
    facts = normal(" ".join(f"{fact.question} {fact.answer}" for fact in scenario.facts))
    found = (normal(name).strip() for name in (*_reference(scenario), *technologies))
    kept = (name for name in found if len(name) > 2 and name not in no_names and f" {name} " not in facts)
    return tuple(dict.fromkeys(kept))


def _reference(scenario: Scenario) -> Iterator[str]:
    for component in scenario.design.components:
        if component.role not in EVERYBODYS:
            yield component.name
            yield from component.aliases
    for decision in scenario.decisions:
        yield from (option.name for option in decision.options)
    yield from (use.pattern.replace("-", " ").replace("_", " ") for use in scenario.patterns)


# Units in which a parameter of the cascade can be said.
_UNITS = {
    "actors": ("users", "count"), "per_actor_per_day": ("count",), "object_size": ("B",), "peak_factor": ("ratio", "count"),
    "reads_per_write": ("ratio", "count"), "replication": ("count", "ratio"), "retention": ("s",),
    "cache_share": ("ratio",), "fanout": ("count", "ratio"), "qps_per_server": ("req/s",), "shard_capacity": ("B",),
}  # fmt: skip
SAME = 1.02  # within this factor a figure is the sheet's


@dataclass(frozen=True, slots=True)
class OwnFigure:
    """A figure that the interviewer gave instead of the sheet's. `value` as the cascade takes it, `words` as printed."""

    fact: str
    parameter: str
    flow: str
    value: float
    unit: str
    words: str


def own_figure(situation: Situation, text: str, asked: Iterable[str]) -> OwnFigure | None:
    """The figure of a statement that answers the one open question about a figure otherwise than the sheet does.

    Only where it cannot be meant otherwise: one such question waits, and one quantity of its unit was said."""
    facts = [situation.scenario.fact(each) for each in asked]
    waiting = [fact for fact in facts if fact.sets]
    if len(waiting) != 1:
        return None
    sets = waiting[0].sets[0]
    stated = " ".join(part.text for part in sentences(plain(text[:LONGEST]).text) if not part.asks)
    fitting = [found for found in read(stated) if found.unit in _UNITS.get(sets.parameter, ())]
    if len(fitting) != 1 or fitting[0].value <= 0:
        return None
    days = sets.parameter == "retention"
    name = "retention_days" if days else str(sets.parameter)
    value = fitting[0].value / DAY if days else fitting[0].value
    sheet = situation.scenario.params(sets.flow).get(name)
    if sheet and max(value / sheet, sheet / value) <= SAME:
        return None
    words = human(fitting[0].value, fitting[0].unit)
    return OwnFigure(waiting[0].id, name, sets.flow, value, fitting[0].unit, words)
