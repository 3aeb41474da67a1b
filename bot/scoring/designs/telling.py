"""What is said of a design: parts that nobody asked for, reads and writes told apart, repeats that do no harm."""

from collections.abc import Iterator, Sequence

from bot.diagram import Component
from bot.scoring.card import Evidence
from bot.scoring.designs.drawn import Drawing
from bot.scoring.reading import Probe, Reading, Said

LEADS = 34  # characters of a sentence or line in which it says whether it is about reading or writing
SUSPECT = frozenset({"search_index", "ml_service"})


# -- parts that nobody asked for --------------------------------------------------------------------------------------


def unneeded_parts(reading: Reading, drawing: Drawing) -> list[Evidence]:
    """Parts that the interviewer asked the purpose of and that got none, and showy ones without any reason."""
    return [*_asked_in_vain(reading, drawing), *_showy(reading, drawing)]


def _asked_in_vain(reading: Reading, drawing: Drawing) -> Iterator[Evidence]:
    for probe in reading.probes:
        if probe.phase not in ("design", "decisions", "patterns") or not _asks_purpose(reading, drawing, probe):
            continue
        for said in reading.answer_said(probe):
            if reading.has("hld_hollow", said) and not reading.has("hld_requirement", said):
                yield reading.quote(said)[0]
                break


def _asks_purpose(reading: Reading, drawing: Drawing, probe: Probe) -> bool:
    """ "What is Elasticsearch there for?": a question of purpose that names one drawn part which the reference lacks."""
    low = probe.text.lower()
    if not reading.search("hld_asks_purpose", low):
        return False
    matched = {theirs.id for theirs in drawing.found.values()}
    extra = [c for c in drawing.graph.components if c.id not in matched]
    return any(_names(component, low) for component in extra) or bool(reading.search("hld_fancy", low))


def _names(component: Component, low: str) -> bool:
    names = {component.name.lower(), component.id, *component.also}
    return any(len(name) > 2 and name in low for name in names) or any(
        len(word) > 3 and word in low for name in names for word in name.split()[:1]
    )


def _showy(reading: Reading, drawing: Drawing) -> Iterator[Evidence]:
    """Drawn, of no use to the reference, showy, and nowhere with a reason."""
    matched = {theirs.id for theirs in drawing.found.values()}
    left_out = _left_out_roles(reading)
    for component in drawing.graph.components:
        if component.id in matched or component.role in _needed_roles(reading):
            continue
        showy = (
            component.role in SUSPECT
            or component.role in left_out
            or bool(reading.search("hld_fancy", component.name.lower()))
        )
        if showy and not _has_reason(reading, component):
            yield from drawing.quotes_of([component])


def _needed_roles(reading: Reading) -> set[str]:
    return {each.role for each in reading.scenario.design.components}


def _left_out_roles(reading: Reading) -> set[str]:
    """Roles that the reference leaves out on purpose."""
    lexicon = reading.tools.components
    found = set()
    for left in reading.scenario.design.leave_out:
        identity = lexicon.identify(lexicon.words(left.name))
        if identity and identity.role and identity.role != "app_server":
            found.add(identity.role)
    return found


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
    """Two pieces close together, one on writing and one on reading, that go to different parts."""
    pieces = [
        said
        for said in reading.said
        if said.phase in ("design", "decisions", "patterns") and not (said.asks and not said.states)
    ]
    for one in pieces:
        if reading.has("hld_same_way", one):
            continue
        write, read = _lead(reading, "hld_write_side", one), _lead(reading, "hld_read_side", one)
        if write is None and read is None:
            continue
        if within := _in_one(reading, drawing, one):
            return [within]
        for other in _following(pieces, one):
            pair = _pair(reading, one, other)
            if pair and _differ(reading, drawing, one, other) and not reading.has("hld_same_way", other):
                return [one, other]
    return []


def _lead(reading: Reading, group: str, said: Said) -> int | None:
    """Where in the beginning of a piece a cue stands; None where none does."""
    hit = reading.search(group, said.low[:LEADS])
    return hit.start() if hit else None


def _pair(reading: Reading, one: Said, other: Said) -> bool:
    """Whether one leads with writing and the other with reading, each with its own word first."""
    sides = [_side(reading, said) for said in (one, other)]
    return sides in (["write", "read"], ["read", "write"])


def _side(reading: Reading, said: Said) -> str:
    write, read = _lead(reading, "hld_write_side", said), _lead(reading, "hld_read_side", said)
    if write is None and read is None:
        return ""
    if write is not None and (read is None or write <= read):
        return "write"
    return "read"


def _following(pieces: Sequence[Said], one: Said) -> list[Said]:
    """The next sentences of the same message, or of the one right after it."""
    at = pieces.index(one)
    near = pieces[at + 1 : at + 6]
    return [said for said in near if said.message.index == one.message.index or said.probe is one.probe]


def _in_one(reading: Reading, drawing: Drawing, said: Said) -> Said | None:
    """Both in one sentence: "reads go to the replicas, writes to the primary"."""
    write, read = reading.hit("hld_write_side", said), reading.hit("hld_read_side", said)
    if write is None or read is None:
        return None
    first, second = sorted((write.start(), read.start()))
    lead = first <= LEADS
    parts = _parts(reading, drawing, said.low[first:second]), _parts(reading, drawing, said.low[second:])
    return said if lead and parts[0] and parts[1] and parts[0] != parts[1] else None


def _differ(reading: Reading, drawing: Drawing, one: Said, other: Said) -> bool:
    first, second = _parts(reading, drawing, one.low), _parts(reading, drawing, other.low)
    return bool(first and second and first != second)


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
    key, effect, unique = (reading.has(g, said) for g in ("hld_repeat_key", "hld_repeat_effect", "hld_unique"))
    if reading.has("hld_gives_up", said) and not unique:
        return False
    if said.in_code or "{" in said.text:
        return bool(reading.has("hld_repeat_field", said))
    if unique and (key or effect or _asked_of_repeats(reading, said)):
        return True
    if key and effect:
        return True
    return bool(reading.has("hld_mechanism", said))


def _asked_of_repeats(reading: Reading, said: Said) -> bool:
    return said.probe is not None and bool(reading.search("hld_asks_repeat", said.probe.text.lower()))


def _gives_up(reading: Reading, probe: Probe) -> bool:
    """Whether the answer to "the same request comes twice" is a shrug."""
    if not reading.search("hld_asks_repeat", probe.text.lower()):
        return False
    answer = reading.answer_said(probe)
    return any(reading.has("hld_gives_up", said) for said in answer)
