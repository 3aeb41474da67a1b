"""Phrasings that are too near to each other, and texts that are one template with the noun changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from bot.content.errors import Finding
from bot.content.scenario import Scenario
from bot.content.yamlfile import Document, Key
from bot.language import Encoder, Lexicon, words

NEAREST_COSINE = 0.80
NEAREST_OVERLAP = 0.80  # shared words over all words that carry something
TEMPLATE_WORDS = {"phrasing": 6, "probe": 6, "sentence": 7}  # shorter ones are alike by chance
TEMPLATE_TIMES = {"phrasing": 3, "probe": 2, "sentence": 2}  # so many texts of one template are an error


def close_phrasings(
    scenario: Scenario, document: Document, lexicon: Lexicon, encoder: Encoder | None
) -> Iterator[Finding]:
    """Pairs of phrasings of two facts that no matcher could tell apart."""
    texts: list[tuple[str, Key, str]] = []
    for index, fact in enumerate(scenario.facts):
        texts.append((fact.id, ("facts", index, "question"), fact.question))
        texts.extend((fact.id, ("facts", index, "phrasings", at), text) for at, text in enumerate(fact.phrasings))
    terms = [{term for term in lexicon.terms(text) if not term.startswith("§")} for _, _, text in texts]
    cosines = encoder.vectors([text for _, _, text in texts], keep=True) if encoder else None
    products = cosines @ cosines.T if cosines is not None else None
    for a, b in combinations(range(len(texts)), 2):
        if texts[a][0] == texts[b][0]:
            continue
        shared = len(terms[a] & terms[b]) / (len(terms[a] | terms[b]) or 1)
        cosine = float(products[a, b]) if products is not None else 0.0
        if cosine > NEAREST_COSINE or (shared > NEAREST_OVERLAP and len(terms[a]) > 1):
            measure = f"cosine {cosine:.2f}" if cosine > NEAREST_COSINE else f"{shared:.0%} of the words"
            message = f"{texts[b][2]!r} ({texts[b][0]}) is too near to {texts[a][2]!r} ({texts[a][0]}): {measure}."
            yield document.finding(texts[b][1], message, "Say in one of them what sets it apart.")


def same_templates(sheets: Sequence[tuple[Scenario, Document]]) -> Iterator[Finding]:
    """Probes, phrasings and other sentences that differ in one word only, within and across sheets."""
    groups: dict[tuple[str, tuple[str, ...]], list[tuple[Document, Key, str, str]]] = defaultdict(list)
    for scenario, document in sheets:
        for kind, owner, key, text in _texts(scenario):
            said = words(text)
            if len(said) < TEMPLATE_WORDS[kind]:
                continue
            for place in range(len(said)):
                shape = (*said[:place], "…", *said[place + 1 :])
                groups[kind, shape].append((document, key, f"{scenario.id}/{owner}", text))
    yield from _template_findings(groups.items())


def _texts(scenario: Scenario) -> Iterator[tuple[str, str, Key, str]]:
    for index, probe in enumerate(scenario.probes):
        yield "probe", probe.id, ("probes", index, "asks"), probe.asks
    for index, fact in enumerate(scenario.facts):
        for place, text in enumerate(fact.phrasings):
            yield "phrasing", fact.id, ("facts", index, "phrasings", place), text
    yield from _sentences(scenario)


def _sentences(scenario: Scenario) -> Iterator[tuple[str, str, Key, str]]:
    """Everything else that an author writes, as (kind, whose it is, where it stands, words)."""
    for index, fact in enumerate(scenario.facts):
        for name in ("answer", "changes"):
            yield "sentence", f"{fact.id}.{name}", ("facts", index, name), getattr(fact, name)
    for index, probe in enumerate(scenario.probes):
        for name in ("weak", "strong"):
            yield "sentence", f"{probe.id}.{name}", ("probes", index, name), getattr(probe, name)
    for index, part in enumerate(scenario.design.components):
        yield "sentence", f"{part.id}.reason", ("design", "components", index, "reason"), part.reason
    for index, left in enumerate(scenario.design.leave_out):
        yield "sentence", left.name, ("design", "leave_out", index, "why"), left.why
    for index, decision in enumerate(scenario.decisions):
        for name in ("requirement", "price", "otherwise"):
            yield "sentence", f"{decision.id}.{name}", ("decisions", index, name), getattr(decision, name)
        for place, option in enumerate(decision.options):
            for name in ("gains", "costs"):
                key: Key = ("decisions", index, "options", place, name)
                yield "sentence", f"{decision.id}.{option.name}", key, getattr(option, name)
    for index, metric in enumerate(scenario.monitoring):
        yield "sentence", metric.metric, ("monitoring", index, "tells"), metric.tells
    for index, use in enumerate(scenario.patterns):
        for name in ("use", "cost"):
            yield "sentence", f"{use.pattern}.{name}", ("patterns", index, name), getattr(use, name)
    for index, failure in enumerate(scenario.failures):
        for name in ("effect", "recovery"):
            yield "sentence", f"{failure.component}.{name}", ("failures", index, name), getattr(failure, name)
    for index, ball in enumerate(scenario.curveballs):
        yield "sentence", ball.id, ("curveballs", index, "says"), ball.says
        for place, text in enumerate(ball.changes):
            yield "sentence", ball.id, ("curveballs", index, "changes", place), text
    yield "sentence", "bottleneck", ("bottleneck",), scenario.bottleneck
    yield "sentence", "ten_times", ("ten_times",), scenario.ten_times
    for level, text in scenario.levels.items():
        yield "sentence", level, ("levels", level), text


def _template_findings(
    groups: Iterable[tuple[tuple[str, tuple[str, ...]], list[tuple[Document, Key, str, str]]]],
) -> Iterator[Finding]:
    told: set[tuple[str, ...]] = set()
    for (kind, shape), members in groups:
        different = {tuple(words(text)): owner for _, _, owner, text in members}
        owners = {owner for _, _, owner, _ in members}
        many = len(different) if kind == "phrasing" else max(len(different), len(owners))  # the same twice is no better
        if many < TEMPLATE_TIMES[kind] or len(owners) < 2 or told & set(different):
            continue
        told |= set(different)
        document, key, _, text = members[-1]
        others = ", ".join(sorted(owners))
        message = f"is one template with the noun changed ({' '.join(shape)}): {others}."
        yield document.finding(key, message, f"Say it in words that only fit here, not {text!r}.")
