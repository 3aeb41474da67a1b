"""Climbing a ladder: the highest rung that one of its ways reaches, with the words that reached it."""

from collections.abc import Iterable, Iterator, Sequence

from bot.content import Criterion, Rung
from bot.content.rung import Way
from bot.scoring.card import Evidence, Verdict
from bot.scoring.detectors import DETECTORS, Found, UnknownDetector
from bot.scoring.reading import Message, Reading, Said

MOST_QUOTES = 3


def climb(reading: Reading, name: str, criterion: Criterion) -> Verdict:
    """The verdict on one criterion. A fault or an overrun that was made is level 3."""
    fault = criterion.kind == "fault" or name == "req.overran"
    rungs = sorted(criterion.ladder, key=lambda rung: -rung.level)
    for rung in rungs:
        for way in rung.ways:
            if found := _walk(reading, name, way):
                level = 3 if fault else rung.level
                evidence = tuple(dict.fromkeys(found.evidence))[:MOST_QUOTES]
                by = way.structure or ("facts asked" if way.facts else "words")
                uncertain = found.uncertain or way.uncertain
                return Verdict(level, evidence, by, uncertain, found.matched, "" if fault else _next(rungs, level))
    unreachable = not any(rung.ways for rung in rungs)
    return Verdict(0, uncertain=unreachable, next_rung="" if fault else _next(rungs, 0))


def _next(rungs: Sequence[Rung], level: int) -> str:
    """What the lowest rung above this level needs."""
    above = [rung for rung in rungs if rung.level > level and rung.needs]
    return above[-1].needs if above else ""


def _walk(reading: Reading, name: str, way: Way) -> Found | None:
    found = Found()
    if way.structure:
        if way.structure not in DETECTORS:
            raise UnknownDetector(way.structure)
        seen = DETECTORS[way.structure](reading, name)
        if seen is None:
            return None
        found = seen
    if way.facts:
        asked = _asked(reading, way)
        if not asked:
            return None
        found = Found(asked)
    return _seen(reading, way) if way.looks else found


def _asked(reading: Reading, way: Way) -> tuple[Evidence, ...]:
    wanted = set(way.facts)
    facts = {fact.id: fact for fact in reading.scenario.facts}
    places = [index for fact, index in reading.asked.items() if wanted & set(facts[fact].criteria)]
    return tuple(reading.evidence(reading.by_index[index]) for index in places)


def _seen(reading: Reading, way: Way) -> Found | None:
    evidence: list[Evidence] = []
    matched: list[str] = []
    for message, start, low in _pieces(reading, way):
        words = _holds(reading, way, low)
        if words is None:
            continue
        evidence.append(reading.evidence(message, start, start + len(low)))
        matched += words
    if len(evidence) < way.least:
        return None
    return Found(tuple(evidence), tuple(dict.fromkeys(matched))[:6])


def _holds(reading: Reading, way: Way, low: str) -> list[str] | None:
    """The cue of every group in a folded text, None where one is missing or a forbidden one is there."""
    words = []
    for cues in (*way.all, way.any):
        if not cues:
            continue
        hit = reading.tools.pattern(cues).search(low)
        if hit is None:
            return None
        words.append(hit.group())
    if way.none and reading.tools.pattern(way.none).search(low):
        return None
    return words


def _pieces(reading: Reading, way: Way) -> Iterator[tuple[Message, int, str]]:
    """Message, offset and folded words of every piece that the way looks at."""
    said: Iterable[Said] = (each for each in reading.said if _fits(each, way))
    if way.within == "sentence":
        yield from ((each.message, each.start, each.low) for each in said)
        return
    seen: set[int] = set()
    for each in said:
        if each.message.index not in seen:
            seen.add(each.message.index)
            yield each.message, 0, each.message.low


def _fits(said: Said, way: Way) -> bool:
    if way.phase and said.phase not in way.phase:
        return False
    if way.act == "question" and not said.asks:
        return False
    if way.act == "statement" and not said.states:
        return False
    return not way.probed or (said.probe is not None and bool(said.probe.topics & set(way.probed)))
