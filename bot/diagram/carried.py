"""What a sentence says that flows: between the verb and the part, after it, or taken over from the sentence before."""

import re

from bot.diagram.clause import Clause, span_of
from bot.diagram.items import Item

_OUT_OF = re.compile(r"^\W*(?:\w+\W+){0,4}?(?:from|off|by)\b")
_CARRIED = frozenset({"row", "list", "group", "set"})  # "writes a row to Postgres": a thing here, no article
_TAKES_UP = frozenset(
    "take takes pick picks eat eats receive receives get gets consume consumes process processes".split()
)
_THE_THING = re.compile(r"\s+(?:up\s+)?(?:the|each|every|that|this|it|a)\s+(?P<thing>[a-z]{3,20})")
_IT = re.compile(r"^\s*(?:it|them|this|that|these|those)\b", re.IGNORECASE)
_AFTER_IT = re.compile(
    r"\s+(?:for|to|about|that|with)\s+(?P<label>(?:the|a|an|what|who|how|all|each|every|its|their|any|\w+s)\s[^,.;:()]{3,60}|(?:create|make|store|start|stop|charge|send|get|wake|find|look|write|mark|count)\s[^,.;:()]{3,60})",
    re.IGNORECASE,
)


def handed_over(c: Clause, item: Item) -> None:
    """ "Fetchers get the page. A parser takes the page": who takes up a thing has it from who acted before."""
    word, giver = item.words[0].word, [one for one in c.talk.actor if one not in c.subject]
    if word not in _TAKES_UP or c.links or not (c.subject and giver) or c.drawn or len(c.subject) > 1:
        return
    rest = c.text[item.end - c.offset :].lower()
    thing = _THE_THING.match(rest)
    if thing is None or _OUT_OF.search(rest[:60]) or thing.group("thing") not in c.talk.said:
        return
    known = any(target == c.subject[0] for _, target in c.sketch.connections)
    if not known and c.sketch.components[c.subject[0]].role not in ("client", "queue"):
        c.sketch.connect(giver[0], c.subject[0], thing.group("thing"), span_of(c))
        c.links.append((giver[0], c.subject[0]))


def moved(c: Clause) -> str | None:
    """ "The film goes from the browser into the bucket": the thing itself is who acts."""
    if c.verb is None or not c.came_from or c.told or c.verb.words[0].word not in c.sketch.lexicon.travels:
        return None
    lexicon = c.sketch.lexicon
    words = lexicon.words(c.text[: c.verb.start - c.offset])[-4:]
    said = [w.word for w in words if w.word not in lexicon.articles and w.word not in lexicon.never_names]
    return " ".join(said) or None


def told_after(c: Clause, item: Item) -> str | None:
    """ "queries the geo index for the nearest drivers", "tells the trip service to create the trip"."""
    if c.verb is None or c.told or item.end <= c.verb.end:
        return None
    told = _AFTER_IT.match(c.text[item.end - c.offset :])
    return told.group("label").strip() if told else None


def passed_on(c: Clause, source: str, item: Item) -> str | None:
    """ "forwards it to": it is what came to who forwards it."""
    if c.verb is None or c.told or not _IT.search(c.text[c.verb.end - c.offset : max(0, item.start - c.offset)]):
        return None
    came = [link.label for link in c.sketch.connections.values() if link.target == source and link.label]
    lexicon = c.sketch.lexicon
    things = [label for label in came if not all(word.word in lexicon.protocols for word in lexicon.words(label))]
    return things[-1] if things else None


def label_of(c: Clause, item: Item) -> str | None:
    """What flows: the words between the verb and the part, without its small words."""
    if c.verb is None:
        return None
    lexicon = c.sketch.lexicon
    between = lexicon.words(c.text[c.verb.end - c.offset : item.start - c.offset])[:12]
    said = [
        word.word for word in between
        if word.word not in lexicon.links and (word.word not in lexicon.articles or word.word in _CARRIED) and word.word not in lexicon.pronouns
        and word.word not in lexicon.never_names and word.word not in lexicon.verbs
    ]  # fmt: skip
    return " ".join(said[:8]) if said and not c.told else None
