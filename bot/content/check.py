"""`app.py check`: everything that can be said about content without holding an interview.

Schema and references first, then each sheet for itself, then sheets against each other. Findings are errors where a
candidate or a score would suffer, and warnings where an author may have a reason.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from bot.content.answers import AnswerError
from bot.content.drill_check import drill_faults
from bot.content.errors import ContentError, Finding
from bot.content.likeness import close_phrasings, same_templates
from bot.content.load import Loaded, load_files, prompt_folders
from bot.content.scenario import CATEGORIES, Scenario
from bot.content.sheet_check import sheet_faults, unfinished
from bot.content.words import Words
from bot.content.yamlfile import Document, Key
from bot.language import Encoder, lexicon_from, words

LEAST_PHRASINGS = 6
# What a sheet that interviews are held on should have; the key, how many at least, and what they are.
_LEAST: tuple[tuple[Key, int, str], ...] = (
    (("facts",), 18, "facts"),
    (("probes",), 10, "probes"),
    (("decisions",), 4, "decisions"),
    (("failures",), 3, "failures"),
    (("curveballs",), 2, "curveballs"),
    (("design", "apis"), 2, "API contracts"),
    (("levels",), 3, "levels"),
)
_SEEDS = (1, 2, 3)


def check_content(folders: Sequence[Path], encoder: Encoder | None = None) -> list[Finding]:
    """All findings on the content of these folders, by file and line. Reads only; raises nothing for bad content."""
    loaded = load_files(folders)
    findings = [*loaded.findings, *_words_faults(folders)]
    sheets = list(loaded.scenarios.values())
    technologies = _technologies(loaded.lexicon.get("technologies"))
    lexicon = lexicon_from(loaded.lexicon.get("synonyms"))
    for scenario, document in sheets:
        findings.extend(_sheet_faults(scenario, document, technologies))
        if scenario.offered:
            findings.extend(sheet_faults(scenario, document))
            findings.extend(_thin(scenario, document))
            findings.extend(unfinished(scenario, document))
            findings.extend(close_phrasings(scenario, document, lexicon, encoder))
    findings.extend(same_templates(sheets))
    findings.extend(drill_faults(loaded.drills, {name: card for name, (card, _) in loaded.patterns.items()}))
    findings.extend(_cards(loaded))
    return sorted(set(findings), key=lambda found: (found.file, found.line, found.key, found.message))


def _cards(loaded: Loaded) -> Iterator[Finding]:
    """Warnings: cards without a scenario of their own, or that no sheet uses."""
    used = {use.pattern for scenario, _ in loaded.scenarios.values() for use in scenario.patterns}
    told = {card.where for card, _ in loaded.patterns.values()}
    for name, (card, document) in loaded.patterns.items():
        if told - {""} and not card.where:
            yield document.finding(("patterns", name), "tells of no scenario.", "Add `where:`.", warning=True)
        if not card.course and name not in used and not card.where:
            yield document.finding(("patterns", name), "is used by no sheet.", warning=True)


def _words_faults(folders: Sequence[Path]) -> list[Finding]:
    try:
        return Words.read(prompt_folders(folders)).faults()
    except ContentError as error:
        return list(error.findings)


def _sheet_faults(scenario: Scenario, document: Document, technologies: frozenset[str]) -> Iterator[Finding]:
    for index, fact in enumerate(scenario.facts):
        key: Key = ("facts", index)
        if not fact.criteria and not fact.sets:
            fix = "Give `criteria:` that asking for it supports, or `sets:` for the parameter that it gives."
            yield document.finding(key, f"{fact.id} feeds neither an estimate nor a criterion.", fix)
        if len(fact.phrasings) < LEAST_PHRASINGS:
            message = f"{fact.id} has {len(fact.phrasings)} phrasings."
            yield document.finding(
                (*key, "phrasings"), message, f"Write at least {LEAST_PHRASINGS}, in different words."
            )
        yield from _repeated(fact.phrasings, (*key, "phrasings"), document)
        yield from _answer_faults(scenario, index, document)
    yield from _giveaways(scenario, document, technologies)


def _answer_faults(scenario: Scenario, index: int, document: Document) -> Iterator[Finding]:
    """Answers that do not render, or that say another figure than their flow."""
    fact, key = scenario.facts[index], ("facts", index, "answer")
    for variant in (scenario, *(scenario.drawn(seed) for seed in _SEEDS)):
        try:
            answer = variant.answer(fact.id)
        except AnswerError as error:
            flows = ", ".join(scenario.flows)
            yield document.finding(key, str(error), f"The flows are: {flows}. Write {{{{ flow.parameter | figure }}}}.")
            return
        for sets in fact.sets:
            figure = getattr(variant.flows[sets.flow], sets.parameter, None) if sets.flow in variant.flows else None
            if figure is None or _says(answer, figure.text):
                continue
            message = f"does not say {figure.text}, the {sets.parameter} of {sets.flow}."
            if variant is not scenario:
                message = f"keeps its figure when a variant draws {sets.parameter} ({figure.text})."
            fix = f"Write {{{{ {sets.flow}.{sets.parameter} | figure }}}} for the figure."
            yield document.finding(key, message, fix, warning=True)
            return


_SPELLED = {"1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight",
            "9": "nine", "10": "ten", "0.2": "ten", "100": "hundred"}  # fmt: skip


def _says(answer: str, figure: str) -> bool:
    """Whether an answer holds a figure: as written, in words ("seven years"), or as one in so many."""
    said = answer.lower().replace(",", "")
    if figure.lower().replace(",", "") in said:
        return True
    number, _, unit = figure.lower().partition(" ")
    spelled = _SPELLED.get(number)
    once = number == "1" and "once" in said
    return once or (spelled is not None and spelled in said and unit in said) or (number in said and unit in said)


def _repeated(phrasings: Sequence[str], key: Key, document: Document) -> Iterator[Finding]:
    seen: dict[tuple[str, ...], str] = {}
    for place, phrasing in enumerate(phrasings):
        shape = tuple(words(phrasing))
        if shape in seen:
            yield document.finding((*key, place), f"is there twice: {phrasing}", "Write it in other words.")
        seen[shape] = phrasing


def _giveaways(scenario: Scenario, document: Document, technologies: frozenset[str]) -> Iterator[Finding]:
    for key, text in _heard_by_candidates(scenario):
        said = words(text)
        pairs = {" ".join(pair) for pair in pairwise(said)}
        for name in sorted(technologies & ({*said} | pairs)):
            yield document.finding(key, f"gives {name!r} away.", "Say what is needed, not what to build it with.")


def _heard_by_candidates(scenario: Scenario) -> Iterator[tuple[Key, str]]:
    """Every text that the candidate meets before the end."""
    yield ("prompt",), scenario.prompt
    yield ("title",), scenario.title
    for index, fact in enumerate(scenario.facts):
        yield ("facts", index, "answer"), fact.answer
        yield ("facts", index, "question"), fact.question
    for index, probe in enumerate(scenario.probes):
        yield ("probes", index, "asks"), probe.asks
    for index, ball in enumerate(scenario.curveballs):
        yield ("curveballs", index, "says"), ball.says


def _thin(scenario: Scenario, document: Document) -> Iterator[Finding]:
    for key, least, what in _LEAST:
        value: Any = scenario
        for part in key:
            value = getattr(value, str(part))
        if len(value) < least:
            yield document.finding(key, f"has {len(value)} so far; {least} {what} make a full sheet.", warning=True)
    covered = {fact.category for fact in scenario.facts}
    for category in CATEGORIES:
        if category not in covered:
            yield document.finding(("facts",), f"has no fact of category {category}.", warning=True)


def _technologies(data: Mapping[str, Any] | None) -> frozenset[str]:
    groups = (data or {}).get("technologies", {})
    return frozenset(" ".join(words(str(name))) for names in groups.values() for name in names)
