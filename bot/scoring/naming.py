"""Which parts of a design and which products a sentence names, by the lexicon of bot/diagram."""

from bot.diagram import Lexicon
from bot.scoring.reading import Reading

NO_PART = frozenset({"client", "external_service", "notification"})


def roles_named(reading: Reading, low: str) -> list[tuple[str, str]]:
    """(role, normal name) of every alias of the components lexicon in a folded text, in order."""
    return reading.keep(("roles", low), lambda: _roles_in(reading.tools.components, low))


def _roles_in(lexicon: Lexicon, low: str) -> list[tuple[str, str]]:
    words = lexicon.words(low)
    found, at = [], 0
    while at < len(words):
        hit = lexicon.at(words, at)
        if hit is None:
            at += 1
            continue
        length, alias = hit
        if alias.role:
            found.append((alias.role, alias.name))
        at += length
    return found


def parts_named(reading: Reading, low: str) -> int:
    """How many different parts, the people's own devices left out."""
    return len({name for role, name in roles_named(reading, low) if role not in NO_PART})


def products(reading: Reading, low: str) -> list[str]:
    """Technologies by name (rubrics/lexicon/technologies.yaml)."""
    return sorted({hit.group() for hit in reading.tools.pattern(("$technology",)).finditer(low)})
