"""Which boxes a sentence gives a reason for: its subject and what stands beside it, not all that it mentions.

"A queue so that a burst does not fall on the database" is about the queue; the database is only where it falls."""

from collections.abc import Sequence

from bot.diagram import Component
from bot.language import stem

Named = tuple[Component, list[list[str]]]
Place = tuple[int, int]

_REASONS = frozenset(("because", "since", "so", "as", "otherwise", "for", "cause", "cos"))
_OPENS = frozenset(("because", "since", "as", "when", "if", "while", "although", "without", "once", "whenever", "to"))
_BEFORE_PLACE = frozenset(("of", "behind", "before", "between", "after", "beside", "on", "in", "from", "with", "to",
                           "under", "at", "into", "per", "without", "than", "instead"))  # fmt: skip
_ARTICLES = frozenset(("the", "a", "an", "our", "each", "every", "my", "its"))
_JOINING = frozenset(("and", "or", "plus", "the", "a", "an", "our"))


def about(named: Sequence[Named], said: Sequence[str], text: str) -> list[Named]:
    """Those of the named components that the sentence is about, in their order. Empty where it names none."""
    stems = [stem(word) for word in said]
    places = {part.id: found for part, names in named if (found := _places(names, stems))}
    if not places:
        return []
    start = _main_clause(said, text)
    every = sorted(place for found in places.values() for place in found)
    after = [place for place in every if place[0] >= start] or every
    first = next((place for place in after if not _is_placed(place, said)), after[0])
    chosen = {first, *_beside(first, every, said), *_before_reason(every, said, first)}
    return [each for each in named if chosen & set(places.get(each[0].id, ()))]


def _places(names: Sequence[Sequence[str]], stems: Sequence[str]) -> list[Place]:
    """Where a component is named, the fuller name first; a place inside another is the same one."""
    found: list[Place] = []
    for name in sorted(names, key=len, reverse=True):
        mine = [stem(word) for word in name]
        for at in range(len(stems) - len(mine) + 1):
            if list(stems[at : at + len(mine)]) == mine and not any(a <= at < b for a, b in found):
                found.append((at, at + len(mine)))
    return found


def _main_clause(said: Sequence[str], text: str) -> int:
    """The first word behind "Because Postgres is slow, …"; 0 where nothing is put in front."""
    if not said or said[0] not in _OPENS or "," not in text:
        return 0
    return len(text[: text.index(",")].split())


def _is_placed(place: Place, said: Sequence[str]) -> bool:
    """ "In front of the database sits a cache": the database only says where."""
    at = place[0] - 1
    while at >= 0 and said[at] in _ARTICLES:
        at -= 1
    return at >= 0 and said[at] in _BEFORE_PLACE


def _beside(first: Place, every: Sequence[Place], said: Sequence[str]) -> list[Place]:
    """What is joined to the subject: "Postgres and Redis", "load balancer, gateway"."""
    found, end = [], first[1]
    for place in every:
        between = said[end : place[0]]
        if place[0] >= end and len(between) <= 2 and all(word in _JOINING for word in between):
            found.append(place)
            end = place[1]
    return found


def _before_reason(every: Sequence[Place], said: Sequence[str], first: Place) -> list[Place]:
    """What stands right before "because": "takes an id from the id generator, because random codes collide"."""
    reasons = [at for at, word in enumerate(said) if word in _REASONS and at > first[0]]
    return [place for place in every if any(place[1] == at for at in reasons)]
