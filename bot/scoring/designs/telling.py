"""What is said of a design: parts that nobody asked for, reads and writes told apart, repeats that do no harm."""

import re
from collections.abc import Iterator, Sequence

from bot.diagram import Component
from bot.scoring.card import Evidence
from bot.scoring.designs.drawn import Drawing
from bot.scoring.reading import Probe, Reading, Said

BRIEF = 3  # words of a question that only names a part
AHEAD = 6  # sentences within which the other side has to follow
FIRST = 26  # characters: the word or two that a sentence begins with
_WHAT_FOR = re.compile(r"\b(?:what for|why|purpose|reason|because)\b")
_READING = re.compile(
    r"(?<!-)\b(?:reads?|reading|looks?|looking|redirects?|redirecting|views?|viewing|watch(?:es|ing)?|quer(?:y|ies|ying)|searches|feeds?"
    r"|timelines?|dashboards?|suggest\w*|fetch(?:es|ing)?|brows\w*|opening|plays?|playing|maps?|downloads?|lookups?|catching up|serving)\b"
)
_WRITING = re.compile(
    r"\b(?:writes?|writing|creat\w+|posts?|posting|uploads?|uploading|loading|inserts?|commits?|bookings?|buys?|buying|sells?|selling|sales?"
    r"|holds?|counting|clicks?|publish\w*|shorten\w*|ingest\w*|collect\w*|sends?|sending|saves?|saving|commands?|pings?)\b"
)
_APART = re.compile(
    r"\b(?:never|still|must not|mustn't|different|apart|separate\w*|independent\w*|two (?:services|ways|paths)|not wait|in the way|not share"
    r"|(?:don't|doesn't|can't|cannot) (?:touch|disturb|slow|wait|stop|block|hurt)|upper|lower|whether or not)\b"
)
_NEGATED = re.compile(r"(?:n't|\bnot|\bnever|\bno one|\bcannot) (?:\w+ )?$")
_SO_THEY = re.compile(r"\W*(?:so|they|the two|these two|both|that way)\b")
_READS = re.compile(
    r"(?:look|read|view|watch|see|open|ask|fetch|scroll|search|brows|show|load|play|quer|suggest|display|render)(?:s|es|ed|ing|ies|e)?$"
)
_SIDES = re.compile(
    r"^[^\w\n]*(?P<name>[a-z][a-z '\-]{2,24}?)[ -](?:sides?|paths?|flows?|ways?|direction|journey|trip|road|line)\b[^\n]{0,20}$",
    re.M,
)
_ALONG = re.compile(
    r"[^.;\n]{0,40}?\b(?P<one>[a-z]+ing|reads?|writes?|looks?|purchases?|sales?|lookups?|posts?|clicks?|orders?)\s(?:only\s)?(?P<verb>goes|go|ends?|stays?|comes?|runs?|hits?|asks?|touch(?:es)?|lands?"
    r"|uses?|believes?|never [a-z]+)\b(?P<a>[^.;\n]{2,60}?)[,;.]\s*(?:and |but |while |whereas )?(?:an? |the )?(?P<other>[a-z]+ing|reads?|writes?|looks?|purchases?|sales?|lookups?|posts?|clicks?|orders?)\s"
    r"(?:only\s)?(?:goes|go|ends?|stays?|comes?|runs?|hits?|asks?|touch(?:es)?|lands?|uses?|believes?|ignores?|never [a-z]+)\b(?P<b>[^.;\n]{2,60})"
)
_FOR_READING = re.compile(
    r"\W*(?:(?:and|so|then|now)\W+)?(?:for (?:the )?(?:reading|reads|looking|watching|viewing|showing|fetching|lookups?)|(?:to|when you|when i|when they) "
    r"(?:read|look|watch|view|show|fetch)|reading (?:is|goes)|reads? (?:goes?|are)|on (?:a |the )?read)\b"
)
_KNOWN_BY = re.compile(
    r"\b(?:ids?|numbers?|tokens?|slips?|tickets?|stamps?|nonces?|keys?|hash(?:es)?|fingerprints?|checksums?|receipts?|references?|labels?|codes?"
    r"|file names?|serials?)\b"
)
_WHEN = re.compile(
    r"(?:^|[.;\n]\s*|,\s+(?:and\s+)?)(?:when(?:ever)?|if|once|for|to|on)\s+(?:a |an |the |one |you |i |we |they |he |she |somebody |someone |"
    r"people |users? |anyone |who |my mum )?(?P<verb>[a-z]+)"
)
PARTS = 2  # parts of the design that an answer has to name
_BEGINS = re.compile(
    r"^[\W_]*(?:(?:so|and|but|then|well|ok|for|when|on|to|the|a|an|i|we|you|if|while|now|when i|someone|somebody|users?|people)\s+){0,3}(?:\w{2,12}\s+(?=(?:presses|hits|taps|clicks|opens)\b))?"
)
LEADS = 60  # characters of a sentence or line in which it says whether it is about reading or writing
SUSPECT = frozenset({"search_index", "ml_service"})


# -- parts that nobody asked for --------------------------------------------------------------------------------------


def unneeded_parts(reading: Reading, drawing: Drawing) -> list[Evidence]:
    """Parts that the interviewer asked the purpose of and that got none, and showy ones without any reason."""
    return [*_asked_in_vain(reading, drawing), *_kept_for_nothing(reading), *_showy(reading, drawing)]


def _kept_for_nothing(reading: Reading) -> Iterator[Evidence]:
    """A part that is kept although it "adds nothing one could observe"."""
    for message in reading.messages:
        if message.phase in ("design", "decisions"):
            admits = [said for said in reading.of(message) if reading.has("hld_admits", said)]
            if admits and any(reading.has("hld_keeps", said) for said in reading.of(message)):
                yield reading.quote(admits[0])[0]


def _asked_in_vain(reading: Reading, drawing: Drawing) -> Iterator[Evidence]:
    for probe in reading.probes:
        if probe.phase not in ("design", "decisions", "patterns"):
            continue
        if _asks_what_for(probe) and (named := _named_extra(reading, drawing, probe)) and _hollow(reading, probe):
            yield reading.quote(named)[0]
        if not _asks_purpose(reading, drawing, probe):
            continue
        for said in reading.answer_said(probe):
            if reading.has("hld_hollow", said) and not reading.has("hld_requirement", said):
                yield reading.quote(said)[0]
                break


def _asks_what_for(probe: Probe) -> bool:
    """ "What for?": about what was named just before."""
    return len(probe.text.split()) <= BRIEF and bool(_WHAT_FOR.search(probe.text.lower()))


def _named_extra(reading: Reading, drawing: Drawing, probe: Probe) -> Said | None:
    """The sentence before a question that adds parts which the reference lacks."""
    before = next((m for m in reversed(reading.messages) if m.index < probe.index), None)
    if before is None or before.phase not in ("design", "decisions"):
        return None
    wanted = {drawing.graph.by_id[theirs.id].name.lower() for theirs in drawing.found.values()}
    said = [each for each in reading.of(before) if not each.in_code and not each.asks]
    return next((each for each in said if _parts(reading, drawing, each.low) - wanted), None)


def _hollow(reading: Reading, probe: Probe) -> bool:
    """Whether the answer is fashion or a shrug, with no requirement in it."""
    answer = reading.answer_said(probe)
    hollow = any(any(reading.has(group, each) for group in ("hld_hollow", "fashion", "hollow")) for each in answer)
    return hollow and not any(reading.has("hld_requirement", each) for each in answer)


def _asks_purpose(reading: Reading, drawing: Drawing, probe: Probe) -> bool:
    """ "What is Elasticsearch there for?": a question of purpose that names one drawn part which the reference lacks."""
    low = probe.text.lower()
    brief = len(low.split()) <= BRIEF and "?" in low  # "Blockchain?"
    if brief and _takes_up(reading, probe):
        return True
    if not (brief or reading.search("hld_asks_purpose", low)):
        return False
    matched = {theirs.id for theirs in drawing.found.values()}
    extra = [c for c in drawing.graph.components if c.id not in matched]
    return any(_names(component, low) for component in extra) or bool(reading.search("hld_fancy", low))


def _takes_up(reading: Reading, probe: Probe) -> bool:
    """Whether a short question only says again what the candidate has just named, and that is a showy thing."""
    before = next((m for m in reversed(reading.messages) if m.index < probe.index), None)
    words = re.findall(r"[a-z]{4,}", probe.text.lower())
    showy = bool(reading.search("hld_fancy", probe.text.lower()))
    return before is not None and showy and any(word in before.low for word in words)


def _names(component: Component, low: str) -> bool:
    names = {component.name.lower(), component.id, *component.also}
    return any(len(name) > 2 and name in low for name in names) or any(
        len(word) > 3 and word in low for name in names for word in name.split()[:1]
    )


def _showy(reading: Reading, drawing: Drawing) -> Iterator[Evidence]:
    """Drawn, of no use to the reference, showy, and nowhere with a reason."""
    matched = {theirs.id for theirs in drawing.found.values()}
    for component in drawing.graph.components:
        if component.id in matched or _is_needed_role(reading, component.role):
            continue
        showy = component.role in SUSPECT or bool(reading.search("hld_fancy", component.name.lower()))
        if showy and not _has_reason(reading, component):
            yield from drawing.quotes_of([component])


def _is_needed_role(reading: Reading, role: str | None) -> bool:
    """Whether the reference has a part of this role, or one that does the like."""
    wanted = [each.role for each in reading.scenario.design.components]
    return any(reading.tools.components.can_stand_for(role, each) for each in wanted)


def _has_reason(reading: Reading, component: Component) -> bool:
    """Whether some sentence that names it says why, other than by fashion or for later days."""
    for said in reading.in_phases("requirements", "estimation", "design", "decisions", "patterns"):
        if said.in_code or not _names(component, said.low):
            continue
        if (reading.has("hld_reason", said) or reading.has("hld_requirement", said)) and not reading.has(
            "hld_hollow", said
        ):
            return True
    return False


# -- reading and writing ----------------------------------------------------------------------------------------------


def sides_apart(reading: Reading, drawing: Drawing) -> list[Said]:
    """Two pieces close together, one on writing and one on reading, that go to different parts; or an answer to the
    interviewer's question about the two that names parts and a difference."""
    pieces = [said for said in reading.in_phases("design", "decisions", "patterns") if said.states or not said.asks]
    for at, one in enumerate(pieces):
        if reading.has("hld_same_way", one):
            continue
        if _in_one(reading, drawing, one) or _keeps_away(reading, drawing, one) or _goes_along(reading, one):
            return [one]
        if _when_each(reading, drawing, one):
            return [one]
        if drawing.complete and _FOR_READING.match(one.low) and len(_parts(reading, drawing, one.low)) >= PARTS:
            return [one]  # the way in stands in the drawing
        side = _side(reading, one)
        for other in pieces[at + 1 : at + AHEAD] if side else ():
            apart = _side(reading, other) not in ("", side) and not reading.has("hld_same_way", other)
            if apart and _close(one, other) and _differ(reading, drawing, pieces, one, other):
                return [one, other]
    return _answered(reading, drawing) or _headed_sides(reading) or _kept_apart(reading)


def _kept_apart(reading: Reading) -> list[Said]:
    """ "If someone hammers dashboards, clicks still get in": a doing that reads, one that writes, and that they do not
    meet, in one breath, whatever the words."""
    for said in reading.in_phases("design", "decisions"):
        if said.in_code or said.asks or reading.has("hld_same_way", said):
            continue
        goes_on = [
            each for each in reading.of(said.message) if each.place == said.place + 1 and _SO_THEY.match(each.low)
        ]
        low = " ".join(each.low for each in (said, *goes_on))
        if all(pattern.search(low) for pattern in (_READING, _WRITING, _APART)):
            return [said]
    return []


def _goes_along(reading: Reading, said: Said) -> bool:
    """ "Looking goes to the head, deciding goes to the ink": two doings in one breath, one of them reading, that go
    different ways, whatever the places are called."""
    hit = _ALONG.match(said.message.low, said.start) if not said.in_code else None
    if hit is None or hit.group("one") == hit.group("other"):
        return False
    reads = [bool(reading.search("hld_both_read", hit.group(name))) for name in ("one", "other")]
    return reads[0] != reads[1] and hit.group("a").strip() != hit.group("b").strip()


def _when_each(reading: Reading, drawing: Drawing, said: Said) -> bool:
    """ "When someone looks, redis answers. When someone buys, …": a doing that reads and one that does not, each with
    its parts."""
    message = "\n".join(each.low for each in reading.of(said.message) if not each.in_code and each.place >= said.place)
    hits = list(_WHEN.finditer(message))[:4]
    if said.in_code or len(hits) < PARTS or hits[0].start("verb") > len(said.low):
        return False
    told = []
    for hit, after in zip(hits, [*(other.start() for other in hits[1:]), len(message)], strict=True):
        told.append((bool(_READS.match(hit.group("verb"))), _parts(reading, drawing, message[hit.end() : after])))
    looking = frozenset().union(*(parts for reads, parts in told if reads))
    doing = frozenset().union(*(parts for reads, parts in told if not reads))
    return bool(looking and doing and looking != doing)


def _headed_sides(reading: Reading) -> list[Said]:
    """A drawing in two parts under headings of their own: "typing side", "searching side"."""
    for message in reading.messages:
        if message.phase not in ("design", "decisions"):
            continue
        names = {hit.group("name").strip(): hit.start() for hit in _SIDES.finditer(message.low)}
        if len(names) >= PARTS and message.drawing.count("->") + message.drawing.count("→") >= 2 * PARTS:
            return [each for each in reading.of(message) if any(each.start <= at < each.end for at in names.values())][
                :2
            ]
    return []


def _side(reading: Reading, said: Said) -> str:
    """ "write" or "read": by a path's name in the beginning, or by the word that a piece begins with; "" for neither."""
    head = said.low[:LEADS]
    if said.in_code:  # of a line of a picture only what is put before its colon
        head = said.low[: said.low.find(":") + 1] if ":" in head else ""
    write, read = reading.search("hld_write_path", head), reading.search("hld_read_path", head)
    if write or read:
        return "write" if write and (not read or write.start() <= read.start()) else "read"
    start = _BEGINS.sub("", said.low)[:FIRST] if not said.in_code else ""
    write, read = reading.search("hld_write_side", start), reading.search("hld_read_side", start)
    sides = sorted((hit.start(), -hit.end(), side) for hit, side in ((write, "write"), (read, "read")) if hit)
    return sides[0][2] if sides and sides[0][0] == 0 else ""


def _keeps_away(reading: Reading, drawing: Drawing, said: Said) -> bool:
    """ "Reading never touches the primary": a side by name, and a part that it leaves alone."""
    hit = reading.hit("hld_apart", said)
    if hit is None or said.in_code:
        return False
    side = (
        _side(reading, said) or reading.search("hld_both_read", said.low) or reading.search("hld_both_write", said.low)
    )
    asked = said.probe is not None and reading.search("hld_asks_sides", said.probe.text.lower())
    told = bool(_parts(reading, drawing, said.low)) or reading.search("hld_copy", said.low) is not None
    return bool((side and told) or asked)


def _close(one: Said, other: Said) -> bool:
    return one.message.index == other.message.index or one.probe is other.probe


def _in_one(reading: Reading, drawing: Drawing, said: Said) -> bool:
    """Both in one sentence: "reads go to the replicas, writes to the primary"."""
    if said.in_code:
        return False
    write = reading.search("hld_both_write", said.low)
    read = reading.search("hld_both_read", said.low)
    if write is None or read is None:
        return False
    first, second = sorted((write.start(), read.start()))
    parts = _parts(reading, drawing, said.low[first:second]), _parts(reading, drawing, said.low[second:])
    return bool(parts[0] and parts[1] and parts[0] != parts[1])


def _answered(reading: Reading, drawing: Drawing) -> list[Said]:
    """The answer to "how does reading go, as opposed to writing?": no shrug, and parts that only one of them touches."""
    for probe in reading.probes:
        if probe.phase not in ("design", "decisions", "patterns") or not reading.search(
            "hld_asks_sides", probe.text.lower()
        ):
            continue
        answer = [said for said in reading.answer_said(probe) if not said.asks or said.states]
        if not answer or any(reading.has("hld_same_way", said) for said in answer):
            continue
        telling = [said for said in answer if _parts(reading, drawing, said.low)]
        parts = frozenset().union(*(_parts(reading, drawing, said.low) for said in telling)) if telling else frozenset()
        if len(parts) >= PARTS:
            return telling[:2]
    return []


def _differ(reading: Reading, drawing: Drawing, pieces: Sequence[Said], one: Said, other: Said) -> bool:
    """Whether the parts told from each side on differ; a side goes on until the other one begins, or its message ends."""
    first = pieces[pieces.index(one) : pieces.index(other)]
    second = [said for said in pieces[pieces.index(other) :][:AHEAD] if said.message is other.message]
    sides = [
        frozenset().union(
            *(_parts(reading, drawing, said.low) for said in side if said.message in (one.message, other.message))
        )
        for side in (first, second)
    ]
    return bool(sides[0] and sides[1] and sides[0] != sides[1])


def _parts(reading: Reading, drawing: Drawing, low: str) -> frozenset[str]:
    """The parts of a design that some words name: drawn ones by their names, others by the lexicon."""
    lexicon = reading.tools.components
    words = lexicon.words(low)
    found: set[str] = set()
    index = 0
    while index < len(words):
        hit = lexicon.at(words, index)
        if hit is not None and hit[1].role != "client":
            found.add(hit[1].name)
        index += hit[0] if hit else 1
    for component in drawing.graph.components:
        if component.role != "client" and component.name.lower() in low:
            found.add(component.id)
    return frozenset(found)


# -- repeats ----------------------------------------------------------------------------------------------------------


def mechanisms(reading: Reading) -> tuple[Evidence, ...]:
    """Sentences (or lines of a contract) that name what makes a repeat harmless, unless the answer to the interviewer's
    own question about repeats takes it back."""
    found = [
        said
        for said in reading.said
        if said.phase in ("design", "decisions", "patterns") and _is_mechanism(reading, said)
    ]
    given_up = any(_gives_up(reading, probe) for probe in reading.probes if probe.phase in ("design", "decisions"))
    strong = [said for said in found if not said.in_code]
    if not found or (given_up and not strong):
        return ()
    return reading.quote(*(strong or found))


def _is_mechanism(reading: Reading, said: Said) -> bool:
    if said.asks and not said.states:
        return False
    if _asked_of_repeats(reading, said) and _tells_repeats_apart(reading, said):
        return True
    key, effect, unique = (reading.has(g, said) for g in ("hld_repeat_key", "hld_repeat_effect", "hld_unique"))
    if _shrugs(reading, said) and not unique:
        return False
    if said.in_code or "{" in said.text:
        return bool(reading.has("hld_repeat_field", said))
    if unique and (key or effect or _asked_of_repeats(reading, said)):
        return True
    if key and effect:
        return True
    return bool(reading.has("hld_mechanism", said))


def _tells_repeats_apart(reading: Reading, said: Said) -> bool:
    """Asked about repeats: something that a request is known by, and what becomes of the second one, in one answer."""
    answer = [each for each in reading.of(said.message) if not each.in_code]
    if any(_shrugs(reading, each) or each.asks for each in answer) or not reading.has("hld_repeat_effect", said):
        return False
    return any(_KNOWN_BY.search(each.low) for each in answer)


def _shrugs(reading: Reading, said: Said) -> bool:
    """ "Then there are two", not "she doesn't get two"."""
    hit = reading.hit("hld_gives_up", said)
    return hit is not None and not _NEGATED.search(said.low[: hit.start()])


def _asked_of_repeats(reading: Reading, said: Said) -> bool:
    return said.probe is not None and bool(reading.search("hld_asks_repeat", said.probe.text.lower()))


def _gives_up(reading: Reading, probe: Probe) -> bool:
    """Whether the answer to "the same request comes twice" is a shrug."""
    if not reading.search("hld_asks_repeat", probe.text.lower()):
        return False
    answer = reading.answer_said(probe)
    return any(_shrugs(reading, said) for said in answer)
