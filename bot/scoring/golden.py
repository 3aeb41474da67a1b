"""Golden transcripts: what a change of rubric or rules does to scores that were once looked at and recorded.

A folder holds transcripts (`*.json`) and `recorded.yaml`, which says for each of them the score of the whole, the
phases, and the level of every criterion above 0. Scored anew with the lexical rules alone, so that it is the same on
every machine.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.content import Content
from bot.record.transcript import transcript_from
from bot.scoring.card import Scorecard
from bot.scoring.engine import score, tools_from

RECORDED = "recorded.yaml"


@dataclass(frozen=True, slots=True)
class Difference:
    """One value of one golden transcript that is no longer what was recorded. `what` is a criterion, a phase or
    "score"."""

    transcript: str
    what: str
    before: float | None
    after: float | None

    def __str__(self) -> str:
        return f"{self.transcript}: {self.what} {_said(self.before)} → {_said(self.after)}"


def _said(value: float | None) -> str:
    return "–" if value is None else f"{value:g}"


def replay_golden(folder: Path, content: Content) -> list[Difference]:
    """What scoring the golden transcripts of a folder now differs in from what was recorded. Raises ValueError naming
    the file for a transcript that cannot be read."""
    recorded = _recorded(folder)
    found: list[Difference] = []
    for name, card in golden_cards(folder, content):
        found += _differences(name, recorded.get(name, {}), values_of(card))
    return found


def record_golden(folder: Path, content: Content) -> int:
    """Write down what the golden transcripts score now; how many there are."""
    values = {name: values_of(card) for name, card in golden_cards(folder, content)}
    head = "# What the golden transcripts scored when somebody last looked (app.py check --record).\n"
    (folder / RECORDED).write_text(head + yaml.safe_dump(values, sort_keys=True), encoding="utf-8")
    return len(values)


def golden_cards(folder: Path, content: Content) -> Iterator[tuple[str, Scorecard]]:
    """Name and scorecard of every golden transcript, in order of name."""
    tools, rubric = tools_from(content.lexicon), content.rubric()
    for path in sorted(folder.glob("*.json")):
        try:
            held = transcript_from(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise ValueError(f"{path}: {error}") from None
        yield path.stem, score(held, content.scenario(held.scenario), rubric, tools)


def values_of(card: Scorecard) -> dict[str, float]:
    """What is recorded of a scorecard: "score", the phases, and every criterion above level 0."""
    values: dict[str, float] = {} if card.score is None else {"score": card.score}
    values |= {name: value for name, value in card.phases.items() if value is not None}
    return values | {name: float(verdict.level) for name, verdict in card.criteria.items() if verdict.level}


def _recorded(folder: Path) -> Mapping[str, Mapping[str, float]]:
    path = folder / RECORDED
    data: Any = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None
    return data if isinstance(data, Mapping) else {}


def _differences(name: str, before: Mapping[str, float], after: Mapping[str, float]) -> Iterable[Difference]:
    for what in [*before, *(key for key in after if key not in before)]:
        old, new = before.get(what), after.get(what)
        if old != new:
            yield Difference(name, what, old, new)
