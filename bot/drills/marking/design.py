"""Designs: the components that the reference needs, labels on arrows, a reason for each box, contracts; and the
difference from the reference, which is shown and not scored."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.content import Scenario
from bot.content.drills import DesignRules
from bot.diagram import Component, Difference, Graph, Lexicon, compare, labelled_share, read_design
from bot.drills.exercise import Exercise
from bot.drills.marking.checks import Check, ItemMark, Marking, empty
from bot.drills.marking.reader import Said, meaning, words_of
from bot.drills.marking.subject import about
from bot.language import sentences, stem

_DRAWN = re.compile(r"[^.:,;\n]{1,60}(?:->|→)(?!\s*(?:url|\d))", re.I)
_HTTP = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE)\s+/?[\w{]", re.I)
_CALL = re.compile(r"\b[a-z][\w.]{2,40}\s?\([^()\n]{0,200}\)", re.I)
_BODY = re.compile(r"\{[^{}]{3,600}\}|\([^()]{3,300}\)|[?&]\w+=", re.S)
_RESULT = re.compile(r"->|→|=>|\breturns?\b|\bresponse\b|\b[1-5]\d\d\b|\banswers?\b", re.I)
_ACTION = re.compile(
    r"\"?\b(?:action|type|event|rpc|method)\"?\s*[:=]|^\s*(?:[-*•]|\d+[.)])?\s*(?:rpc|ws|websocket|event)\b", re.I
)


def mark(
    exercise: Exercise, answer: Mapping[str, str], rules: DesignRules, sheet: Scenario, lexicon: Lexicon
) -> Marking:
    drawn, why, apis = (answer.get(name, "") for name in ("design", "why", "apis"))
    graph = read_design(drawn or why, lexicon)
    difference = compare(graph, sheet.design, lexicon)
    facts = facts_of(graph, difference, sheet)
    items = (
        _components(graph, difference, sheet) if drawn or why else empty("components"),
        _labels(graph, rules) if drawn else empty("labels"),
        _reasons(graph, why, drawn, rules) if why or drawn else empty("reasons"),
        _contracts(apis, rules) if apis else empty("contracts"),
    )
    return Marking(items, facts=facts)


def without_words(marking: Marking) -> Marking:
    """What may stand in an event: no name of a box as it was written. `mark` gives them again from the answer."""
    items = tuple(replace(item, checks=tuple(_nameless(check) for check in item.checks)) for item in marking.items)
    return replace(marking, items=items, facts={"missing": marking.facts.get("missing", []), "extra": []})


def _nameless(check: Check) -> Check:
    return replace(check, args={**check.args, "bare": []}) if "bare" in check.args else check


def facts_of(graph: Graph, difference: Difference, sheet: Scenario) -> dict[str, object]:
    """The difference in names, for feedback."""
    names = {part.id: part.name for part in sheet.design.components}
    return {
        "missing": [names[each] for each in difference.missing],
        "extra": [graph.name(each) for each in difference.extra],
    }


def _components(graph: Graph, difference: Difference, sheet: Scenario) -> ItemMark:
    names = {part.id: part.name for part in sheet.design.components}
    needed = [part for part in sheet.design.components if part.needed]
    missing = [names[each] for each in difference.missing]
    share = 1 - len(missing) / len(needed) if needed else float(bool(graph))
    args = {"count": len(graph.components), "missing": missing, "needed": len(needed)}
    return ItemMark("components", share, (Check("design.components", not missing, args),))


def _labels(graph: Graph, rules: DesignRules) -> ItemMark:
    share = labelled_share(graph)
    bare = [f"{graph.name(link.source)} → {graph.name(link.target)}" for link in graph.unlabelled]
    args = {"arrows": len(graph.connections), "bare": bare[:3], "labelled": len(graph.connections) - len(bare)}
    check = Check("design.labels", bool(graph.connections) and share >= rules.labelled, args)
    return ItemMark("labels", min(1.0, share / rules.labelled), (check,))


def _reasons(graph: Graph, why: str, drawn: str, rules: DesignRules) -> ItemMark:
    given = justified(graph, "\n".join(text for text in (why, drawn) if text), rules)
    wanted = [part for part in graph.components if part.role not in rules.obvious]
    bare = [part.name for part in wanted if part.id not in given]
    share = 1 - len(bare) / len(wanted) if wanted else 0.0
    check = Check("design.reasons", bool(wanted) and not bare, {"bare": bare[:4], "count": len(bare)})
    return ItemMark("reasons", share, (check,))


def justified(graph: Graph, text: str, rules: DesignRules) -> frozenset[str]:
    """Ids of the components of which a sentence says more than that they are there."""
    found = set()
    named = [(part, _names(part)) for part in graph.components]
    every = [name for _, names in named for name in names]
    for each in sentences(text):
        said = words_of(each.text)
        if _DRAWN.match(each.text) or not _told(said, every, rules):
            continue
        for part, names in about(named, said, each.text):
            if _tells(said, names, rules):
                found.add(part.id)
    return frozenset(found)


def _names(part: Component) -> list[list[str]]:
    texts = dict.fromkeys((part.name.lower(), part.id, *part.also))
    names = [words_of(text) for text in texts]
    singles = [[name[-1]] for name in names if len(name) > 1] + [[name[0]] for name in names if len(name) > 1]
    return [name for name in names + singles if name]


def _tells(said: list[str], names: Iterable[list[str]], rules: DesignRules) -> bool:
    return len(_told(said, names, rules)) >= rules.reason_words


def _told(said: list[str], names: Iterable[list[str]], rules: DesignRules) -> list[str]:
    """Words with a meaning that are neither these names nor empty."""
    own = {stem(word) for name in names for word in name} | {stem(word) for word in rules.empty_words}
    return [word for word in meaning(said) if word not in own]


def _contracts(text: str, rules: DesignRules) -> ItemMark:
    count = contracts(text)
    check = Check("design.contracts", count >= rules.contracts, {"count": count, "wanted": rules.contracts})
    return ItemMark("contracts", min(1.0, count / rules.contracts), (check,))


def contracts(text: str) -> int:
    """Contracts that a developer could start from: a method or action, with fields or a result."""
    return sum(_is_contract(each) for each in _entries(Said.of(text).source))


def _entries(text: str) -> list[str]:
    """One piece for each call: a new one begins at a line with a method, an action or a call."""
    pieces: list[str] = []
    for line in text.split("\n"):
        begins = bool(_HTTP.search(line) or _ACTION.search(line) or _CALL.search(line))
        several = _HTTP.split(line)
        if begins and len(several) > 3:
            marks = [match.start() for match in _HTTP.finditer(line)]
            pieces += [line[a:b] for a, b in zip(marks, [*marks[1:], len(line)], strict=True)]
        elif begins or not pieces:
            pieces.append(line)
        else:
            pieces[-1] += "\n" + line
    return pieces


def _is_contract(piece: str) -> bool:
    if _HTTP.search(piece):
        return bool(_BODY.search(piece) or _RESULT.search(piece) or re.search(r"\{\w+\}|:\w+|<\w+>", piece))
    if _ACTION.search(piece):
        return bool(_BODY.search(piece) or _RESULT.search(piece))
    return bool(_CALL.search(piece)) and bool(Said.of(piece))


__all__ = ["Said", "contracts", "facts_of", "justified", "mark"]
