"""Reading all content at start: rubrics, scenarios, patterns, lexicon, words, from one folder or several.

A folder holds `rubrics/` and `prompts/`; a later folder adds to the earlier ones and replaces what has the same id,
which is how a team brings its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from bot.content.basing import joined
from bot.content.drills import PARTS, DrillBook, book_from
from bot.content.errors import ContentError, Finding, UnknownRubric, UnknownScenario, did_you_mean
from bot.content.patterns import PatternCard, PatternCards
from bot.content.peers import PeerRules
from bot.content.references import card_faults, criterion_faults, pattern_faults, rubric_faults, scenario_faults
from bot.content.rubric import Rubric
from bot.content.scenario import Scenario
from bot.content.validate import build
from bot.content.words import Words
from bot.content.yamlfile import Document, read_yaml

M = TypeVar("M", bound=BaseModel)

DEFAULT_RUBRIC = "system_design"


@dataclass(frozen=True, slots=True)
class Content:
    """Everything that is data, by id. `files` says where each scenario and rubric came from."""

    scenarios: Mapping[str, Scenario]
    rubrics: Mapping[str, Rubric]
    patterns: Mapping[str, PatternCard]
    lexicon: Mapping[str, Any]
    words: Words
    files: Mapping[str, Path] = field(default_factory=dict)
    drills: DrillBook | None = None

    def scenario(self, scenario_id: str) -> Scenario:
        """Raises UnknownScenario, which says what was probably meant."""
        try:
            return self.scenarios[scenario_id]
        except KeyError:
            raise UnknownScenario(scenario_id, self.scenarios) from None

    @property
    def offered(self) -> Mapping[str, Scenario]:
        """The scenarios that interviews are held on, by id."""
        return {name: scenario for name, scenario in self.scenarios.items() if scenario.offered}

    def rubric(self, rubric_id: str = DEFAULT_RUBRIC) -> Rubric:
        """Raises UnknownRubric."""
        try:
            return self.rubrics[rubric_id]
        except KeyError:
            raise UnknownRubric(rubric_id, self.rubrics) from None


@dataclass(slots=True)
class Loaded:
    """What could be read, and what was wrong with the rest."""

    scenarios: dict[str, tuple[Scenario, Document]] = field(default_factory=dict)
    rubrics: dict[str, tuple[Rubric, Document]] = field(default_factory=dict)
    patterns: dict[str, tuple[PatternCard, Document]] = field(default_factory=dict)
    lexicon: dict[str, Any] = field(default_factory=dict)
    criteria: set[str] = field(default_factory=set)  # of every rubric read, also of those that a later one replaced
    drills: dict[str, tuple[BaseModel, Document]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def read(self, path: Path) -> Document | None:
        try:
            return read_yaml(path)
        except ContentError as error:
            self.findings.extend(error.findings)
            return None

    def model(self, kind: type[M], document: Document) -> M | None:
        try:
            return build(kind, document)
        except ContentError as error:
            self.findings.extend(error.findings)
            return None


def load_content(folders: Sequence[Path]) -> Content:
    """All content of these folders, later ones winning. Raises ContentError with every fault of every file."""
    loaded = load_files(folders)
    words = Words.read(prompt_folders(folders))
    faults = [finding for finding in loaded.findings if finding.level == "error"]
    if faults:
        raise ContentError(faults)
    files = {name: document.path for name, (_, document) in {**loaded.rubrics, **loaded.scenarios}.items()}
    return Content(
        scenarios={name: scenario for name, (scenario, _) in sorted(loaded.scenarios.items())},
        rubrics={name: rubric for name, (rubric, _) in sorted(loaded.rubrics.items())},
        patterns={name: card for name, (card, _) in loaded.patterns.items()},
        lexicon=loaded.lexicon,
        words=words,
        files=files,
        drills=book_from({name: part for name, (part, _) in loaded.drills.items()}),
    )


def load_files(folders: Sequence[Path]) -> Loaded:
    """As much as can be read, with the findings on the rest; raises nothing for a broken file."""
    loaded = Loaded()
    roots = rubric_folders(folders, loaded.findings)
    for root in roots:
        read = [_rubric_or_cards(path, loaded) for path in _yaml_files(root)]
        _read_rubrics([document for document in read if document], loaded)
        for path in _yaml_files(root / "lexicon"):
            if document := loaded.read(path):
                loaded.lexicon[path.stem] = document.data
                if path.stem == "peers":
                    loaded.model(PeerRules, document)
        for path in _yaml_files(root / "scenarios"):
            _read_scenario(path, loaded)
        for path in _yaml_files(root / "drills"):
            _read_drills(path, loaded)
    _join(loaded)
    return loaded


def rubric_folders(folders: Sequence[Path], findings: list[Finding] | None = None) -> list[Path]:
    """The folders with YAML: `rubrics/` of each, or the folder itself where it is one."""
    found = []
    for folder in folders:
        inner = folder / "rubrics"
        if inner.is_dir() or folder.is_dir():
            found.append(inner if inner.is_dir() else folder)
        elif findings is not None:
            findings.append(Finding(str(folder), 0, "error", "", "there is no such folder."))
    return found


def prompt_folders(folders: Iterable[Path]) -> list[Path]:
    return [folder / "prompts" for folder in folders if (folder / "prompts").is_dir()]


def _yaml_files(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]) if folder.is_dir() else []


def _rubric_or_cards(path: Path, loaded: Loaded) -> Document | None:
    """The file where it is a rubric; cards are taken at once."""
    document = loaded.read(path)
    if document is None or not isinstance(document.data, Mapping):
        return None
    if path.stem == "patterns":
        if cards := loaded.model(PatternCards, document):
            loaded.patterns.update({name: (card, document) for name, card in cards.patterns.items()})
        return None
    return document if {"criteria", "phases", "bands", "based_on"} & set(document.data) else None


def _read_rubrics(documents: Sequence[Document], loaded: Loaded) -> None:
    before = {name: document for name, (_, document) in loaded.rubrics.items()}
    whole, findings = joined(documents, before)
    loaded.findings.extend(findings)
    for document in whole:
        if rubric := loaded.model(Rubric, document):
            loaded.findings.extend(rubric_faults(rubric, document))
            loaded.rubrics[rubric.id] = (rubric, document)
            loaded.criteria.update(rubric.criteria)


def _read_drills(path: Path, loaded: Loaded) -> None:
    document = loaded.read(path)
    if document is None:
        return
    if path.stem not in PARTS:
        fix = did_you_mean(path.stem, PARTS)
        loaded.findings.append(document.finding((), f"no part of the drills is called {path.stem!r}.", fix))
    elif part := loaded.model(PARTS[path.stem], document):
        loaded.drills[path.stem] = (part, document)


def _read_scenario(path: Path, loaded: Loaded) -> None:
    document = loaded.read(path)
    if document is None:
        return
    scenario = loaded.model(Scenario, document)
    if scenario is None:
        return
    if scenario.id != path.stem:
        fix = f"Name the file {scenario.id}.yaml, or write `id: {path.stem}`."
        loaded.findings.append(document.finding(("id",), f"{scenario.id!r} is not the name of the file.", fix))
    loaded.findings.extend(scenario_faults(scenario, document))
    loaded.scenarios[scenario.id] = (scenario, document)


def _join(loaded: Loaded) -> None:
    """The names that point from one file into another."""
    for scenario, document in loaded.scenarios.values():
        if loaded.criteria:
            loaded.findings.extend(criterion_faults(scenario, document, loaded.criteria))
        if loaded.patterns:
            loaded.findings.extend(pattern_faults(scenario, document, loaded.patterns))
    if loaded.scenarios:
        sheets = {name: scenario for name, (scenario, _) in loaded.scenarios.items()}
        loaded.findings.extend(card_faults(loaded.patterns, sheets))
