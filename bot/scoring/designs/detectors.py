"""Detectors of the design criteria that are read off what was drawn and written."""

import re
from collections.abc import Iterable, Sequence

from bot.diagram import Connection
from bot.scoring.card import Evidence
from bot.scoring.designs.contracts import contracts_of, tables_of
from bot.scoring.designs.drawn import Drawing, drawing_of
from bot.scoring.designs.telling import mechanisms, sides_apart, unneeded_parts
from bot.scoring.detectors import Found, detector
from bot.scoring.reading import Message, Probe, Reading

_DRAWN = re.compile(r"->|→|=>|⇒")
_SPEAKS = re.compile(
    r"\b(?:speaks?|talks?|spoken|calls?|over|via|uses?)\b[^.;\n]{1,80}\b(?:speaks?|talks?|over|via|to)\b"
)
TOLD_LACKING = 1.0  # where it is told in sentences, links are easily missed
GAP_LACKING = 0.75  # where one of the writes has a gap
LACKING = 1.5  # of the needed parts, this much may be missing: one of them and one that is only named
FEWEST = 3  # parts without which nothing is a design
ARROWS = 3  # fewer connections are no picture
PICTURE = 5  # arrows of one message that make it a picture of its own
TOLD = 0.4  # in sentences an arrow is often said twice, once without what flows
MOST = 0.5  # "most" is more than half
SURELY = 0.7  # from here on a shrug at the question about the arrows does not matter
CONTRACTS = 2
MANY_PROTOCOLS = 3  # in one message that tells the whole
PROTOCOLS = 2  # in one answer about all arrows
MOST_QUOTES = 3


@detector("end_to_end")
def end_to_end(reading: Reading, criterion: str) -> Found | None:
    """From a client to durable storage without a gap, for every core write."""
    drawing = drawing_of(reading)
    ways = drawing.complete
    if not ways:
        return None
    quotes = drawing.quotes([link for way in ways for link in reversed(way.connections)])
    return Found(quotes[:MOST_QUOTES], tuple(" → ".join(map(drawing.graph.name, way.ids)) for way in ways)[:2])


@detector("stores_drawn")
def stores_drawn(reading: Reading, criterion: str) -> Found | None:
    """Some picture, with or without gaps."""
    drawing = drawing_of(reading)
    return Found(drawing.quotes(drawing.graph.connections[:1])) if drawing.graph.connections else None


@detector("components")
def components(reading: Reading, criterion: str) -> Found | None:
    """What the scenario demands is there; one part may be lacking."""
    drawing = drawing_of(reading)
    lacking = sum(drawing.lacking.values())
    told = drawing.is_told and lacking <= TOLD_LACKING  # where the way in is broken, what begins it lacks
    whole = drawing.complete or told or (drawing.paths and lacking <= GAP_LACKING)
    if not (drawing.found and whole) or lacking > LACKING or _present(drawing) < FEWEST:
        return None
    return Found(_component_quotes(drawing), tuple(theirs.name for theirs in drawing.found.values())[:6])


@detector("all_components")
def all_components(reading: Reading, criterion: str) -> Found | None:
    """Everything that the scenario demands is there."""
    return components(reading, criterion) if not drawing_of(reading).lacking else None


@detector("some_components")
def some_components(reading: Reading, criterion: str) -> Found | None:
    drawing = drawing_of(reading)
    return Found(_component_quotes(drawing)) if drawing.found else None


def _present(drawing: Drawing) -> int:
    """How many of the needed parts are there, drawn or told."""
    return len(drawing.wanted) - len(drawing.lacking)


def _component_quotes(drawing: Drawing) -> tuple[Evidence, ...]:
    rarest = sorted(drawing.found.values(), key=lambda c: (c.role in ("client", "app_server", "load_balancer"), c.id))
    return drawing.quotes_of(rarest)[:2]


@detector("arrows")
def arrows(reading: Reading, criterion: str) -> Found | None:
    """More than half of the connections say what flows or by which protocol."""
    links = _designed(reading)
    told = [link for link in links if link.label]
    if len(links) < ARROWS:
        return None
    if protocols := _protocols_told(reading):
        return Found((protocols,), ("protocols",))
    if not told:
        return None
    share = _share(links)
    answers = [_told_in(reading, probe, told) for probe in reading.probes if _asks_arrows(reading, probe)]
    if any(len(each) >= ARROWS for each in answers):
        told = next(each for each in answers if len(each) >= ARROWS)
    elif share <= (TOLD if drawing_of(reading).is_told and len(links) > ARROWS else MOST) or (
        answers and share < SURELY and not any(answers)
    ):
        return None
    return Found(drawing_of(reading).quotes(told[:MOST_QUOTES]), tuple(str(link.label) for link in told[:4]))


def _designed(reading: Reading) -> list[Connection]:
    """The connections that the design itself gives; what decisions and failures are told with only adds to it."""
    links = drawing_of(reading).graph.connections
    phases = {message.index: message.phase for message in reading.messages}
    early = [link for link in links if phases.get(link.spans[0].turn) in ("requirements", "estimation", "design")]
    return early if len(early) >= ARROWS else list(links)


def _share(links: Sequence[Connection]) -> float:
    """The share of connections that say what flows: of the whole, or of the last picture with several arrows."""
    shares = [sum(1 for link in links if link.label) / len(links)]
    turns = sorted({mark.turn for link in links for mark in link.spans})
    for turn in turns:
        here = [link for link in links if any(mark.turn == turn for mark in link.spans)]
        if len(here) >= PICTURE and len(here) * 2 > len(links):
            shares.append(sum(1 for link in here if link.label) / len(here))
    return max(shares)


def _protocols_told(reading: Reading) -> Evidence | None:
    """ "HTTPS outside, gRPC inside": an answer to the question about the arrows that covers them by two protocols; or,
    unasked, a sentence in which one part speaks one protocol to another, and that one a second."""
    known = reading.tools.components.protocols - {"json"}
    for said in reading.in_phases("design", "decisions"):
        asked = said.probe is not None and _asks_arrows(reading, said.probe)
        if said.in_code or not (asked or _SPEAKS.search(said.low)):
            continue
        named = {word.word for word in reading.tools.components.words(said.text) if word.word in known}
        if len(named) >= PROTOCOLS:
            return reading.quote(said)[0]
    for message in _later(reading):
        if message.phase == "design" and not _DRAWN.search(message.drawing):
            words = reading.tools.components.words(message.text)
            if len({word.word for word in words if word.word in known}) >= MANY_PROTOCOLS:
                return reading.evidence(message)
    return None


def _asks_arrows(reading: Reading, probe: Probe) -> bool:
    return probe.phase in ("design", "decisions") and bool(reading.search("hld_asks_arrows", probe.text.lower()))


def _told_in(reading: Reading, probe: Probe, told: Sequence[Connection]) -> list[Connection]:
    """Connections that the answer to a question about the arrows says something of."""
    turns = {message.index for message in reading.answer(probe)}
    return [link for link in told if any(mark.turn in turns for mark in link.spans)]


@detector("some_arrows")
def some_arrows(reading: Reading, criterion: str) -> Found | None:
    told = [link for link in drawing_of(reading).graph.connections if link.label]
    return Found(drawing_of(reading).quotes(told[:2])) if told else None


@detector("unneeded")
def unneeded(reading: Reading, criterion: str) -> Found | None:
    quotes = unneeded_parts(reading, drawing_of(reading))
    return Found(tuple(quotes[:2])) if quotes else None


@detector("api")
def api(reading: Reading, criterion: str) -> Found | None:
    """At least two contracts with fields."""
    found = list(_contracts(reading))
    if len({(name, fields) for _, name, fields in found}) < CONTRACTS:
        return None
    return Found(tuple(quote for quote, _, _ in found[:2]), tuple(name for _, name, _ in found[:4]))


@detector("some_api")
def some_api(reading: Reading, criterion: str) -> Found | None:
    found = list(_contracts(reading))
    return Found((found[0][0],), (found[0][1],)) if found else None


def _contracts(reading: Reading) -> Iterable[tuple[Evidence, str, tuple[str, ...]]]:
    for message in reading.messages:
        if message.phase == "requirements":
            continue
        probe = reading.probe_before(message.index)
        low = probe.text.lower() if probe else ""
        asked = bool(reading.search("hld_asks_api", low) or reading.search("hld_asks_arrows", low))
        for contract in contracts_of(message.text, asked):
            yield reading.evidence(message, contract.start, contract.end), contract.name, contract.fields


@detector("data_model")
def data_model(reading: Reading, criterion: str) -> Found | None:
    """Entities with their keys."""
    found = [
        (message, table)
        for message in _later(reading)
        for table in tables_of(message.text, _asks_tables(reading, message))
    ]
    keyed = [(message, table) for message, table in found if table.keyed]
    if not keyed:
        return None
    return Found(
        tuple(reading.evidence(message, table.start, table.end) for message, table in keyed[:2]),
        tuple(table.name for _, table in keyed if table.name)[:4],
    )


@detector("some_data_model")
def some_data_model(reading: Reading, criterion: str) -> Found | None:
    for message in _later(reading):
        for table in tables_of(message.text, _asks_tables(reading, message)):
            return Found((reading.evidence(message, table.start, table.end),))
    return None


def _later(reading: Reading) -> Iterable[Message]:
    return (message for message in reading.messages if message.phase in ("design", "decisions"))


def _asks_tables(reading: Reading, message: Message) -> bool:
    probe = reading.probe_before(message.index)
    return probe is not None and bool(reading.search("hld_asks_tables", probe.text.lower()))


@detector("read_write")
def read_write(reading: Reading, criterion: str) -> Found | None:
    found = sides_apart(reading, drawing_of(reading))
    return Found(reading.quote(*found)) if found else None


@detector("idempotency")
def idempotency(reading: Reading, criterion: str) -> Found | None:
    found = mechanisms(reading)
    return Found(found[:2]) if found else None
