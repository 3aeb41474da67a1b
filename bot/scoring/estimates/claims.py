"""Numbers that the candidate states, each with what it may be of: a rate of writes, a day's bytes, a cache, …

What a number is of is told by its unit, the words around it and the interviewer's last question, never by the value
that would be right; a number may have two meanings ("231k/s" where nothing says of what), and then either will do.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.estimation import Reading as Figure
from bot.estimation.equations import Equation, equations
from bot.estimation.reader import parsed
from bot.scoring.reading import Message, Probe, Reading, Said
from bot.text import Span

WRITE, READ, PEAK, DAY, YEAR, BANDWIDTH, CACHE, EVENTS = (
    "write", "read", "peak", "day", "year", "bandwidth", "cache", "events",
)  # fmt: skip
ASKS = {
    "est_asks_peak": PEAK, "est_asks_cache": CACHE, "est_asks_bandwidth": BANDWIDTH, "est_asks_read": READ,
    "est_asks_year": YEAR, "est_asks_write": WRITE, "est_asks_day": DAY,
}  # fmt: skip
UNITS = {
    WRITE: "req/s", READ: "req/s", PEAK: "req/s", DAY: "B", YEAR: "B", CACHE: "B", BANDWIDTH: "B/s", EVENTS: "count",
}  # fmt: skip
_STORAGE = {
    "daily_storage": DAY, "yearly_storage": YEAR, "replicated_storage": YEAR, "total_storage": YEAR,
    "cache_memory": CACHE,
}  # fmt: skip
GUESSED = (DAY, YEAR)  # bytes of which nothing says over what time; they are never held for a slip
LARGE = 1e9
INPUTS = frozenset({"dau", "mau", "users", "actions_per_user", "events_per_day", "object_size", "read_write_ratio"})
MOST = 400  # numbers of one interview that are looked at
BRIEF = 40  # words; what is longer is no answer to "and a day?" alone
_PAUSE = re.compile(r"[,;:(→=]|\s-+>?\s|\s(?:so|and|but|then)\s")
_OPERATOR = re.compile(r"\s*(?:[×x*/÷+·]|times|over|by|divided by|multiplied by|into)\s*[\d(~]?", re.IGNORECASE)
_A_SECOND = re.compile(
    r"(?:(?:per|a|each|every|one) second|(?<![bB])/s(?:ec)?)\b[,:]?\s*(?:(?:is|are|it's|that's|thats|=|≈|~|about|makes|gives|comes|to|roughly|around|some)\s*)+$"
)
_TO_IT = re.compile(r"\b(?:number|figure|estimate|guess|order|roughly)\b.{0,20}\b(?:it|that|this|them)\b")
_IN_SECOND = re.compile(
    r"\s*(?:\w{2,12}\s)?(?:in|into|within|every|each|on)\s(?:a |one |the |each |every )?sec(?:ond)?\b"
)
_TIMES_THAT = re.compile(r"\b(?:times (?:that|it|as many|more)|that times|-?fold)\b[^\n]{0,30}$")
SAME, ROUNDED = 0.02, 0.05
_TIMES = tuple(
    (number, re.compile(rf"\b(?:x|times|by|factor(?: of)?) ?(?:{word}|{int(number)})\b|[x×*] ?{int(number)}\b|\b{more}\b"))
    for number, word, more in (
        (2.0, "two", "(?:double|twice)"), (3.0, "three", "(?:triple|threefold|thrice)"), (4.0, "four", "fourfold"),
        (5.0, "five", "fivefold"),
    )
)  # fmt: skip
CONSTANTS = (86_400.0, 100_000.0, 3_600.0, 365.0)
BEGINNING = 12  # characters of a sentence that say what it is about: "reads 1 per 100 clicks → 116/s"
FEW = 6  # words of an answer that is no more than its number
SHORT = 14  # words; in an answer up to this long a bare number is of what was asked


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """One number. `kinds` is what it may be of, the likeliest first; `words` the folded words around it, up to the
    numbers before and after it, `sums` the arithmetic written in its message."""

    place: int
    message: Message
    said: Said | None
    figure: Figure
    kinds: tuple[str, ...]
    words: str
    sums: tuple[Equation, ...] = ()
    locale: str | None = None

    @property
    def value(self) -> float:
        return self.figure.value


def claims_of(reading: Reading) -> tuple[Claim, ...]:
    """Every number of the candidate's messages, in order."""
    found: list[Claim] = []
    asked = ""
    probe: Probe | None = None
    for message in reading.messages:
        before = reading.probe_before(message.index)
        if before is not probe:
            probe = before
            asked = _asked(reading, before) or (asked if before is not None and _asks_no_other(before) else "")
        if message.phase not in ("requirements", "estimation"):
            asked = ""
        found.extend(tuple(_of_message(reading, message, asked, found)))
        if len(found) >= MOST:
            break
    return tuple(found[:MOST])


def _asked(reading: Reading, probe: Probe | None) -> str:
    """What the interviewer's last turn asks the size of; "" where it asks nothing of the kind ("check that again")."""
    if probe is None:
        return ""
    last = probe.text.lower()[-160:]
    if probe.phase != "estimation" or reading.search("est_asks_meaning", last):
        return ""
    return next((kind for group, kind in ASKS.items() if reading.search(group, last)), "")


def _asks_no_other(probe: Probe) -> bool:
    """Whether a turn leaves the last question open: it asks nothing, or "can you put a number to it?"."""
    return not probe.text.strip().endswith("?") or bool(_TO_IT.search(probe.text.lower()))


def _of_message(reading: Reading, message: Message, asked: str, before: list[Claim]) -> Iterator[Claim]:
    figures = [each for each in reading.figures.get(message.index, ()) if not _is_no_claim(each)]
    rates = [claim.value for claim in before if claim.kinds and claim.figure.unit == "req/s"]
    figures = [_a_second(message, each, rates) for each in figures]
    if message.phase == "estimation":
        figures = sorted(
            [*figures, *_unread(message, figures, before, asked, reading.locale)], key=lambda each: each.span
        )
    sums = tuple(equations(message.text, reading.locale)) if figures else ()
    last = {UNITS[claim.kinds[0]]: claim.kinds for claim in before[-8:] if claim.kinds and claim.kinds != (EVENTS,)}
    first = len(before)
    corrects = bool(reading.search("est_corrects", message.low))
    brief = len(message.low.split()) <= BRIEF
    for n, figure in enumerate(figures):
        start = figures[n - 1].span.end if n else 0
        end = figures[n + 1].span.start if n + 1 < len(figures) else len(message.low)
        said = _sentence(reading, message, figure.span.start)
        words = _around(message, figure, max(start, said.start if said else 0), min(end, said.end if said else end))
        kinds: tuple[str, ...] = ()
        if not _is_operand(message, figure, end):
            if corrects and figure.metric is None:
                kinds = last.get(figure.unit, ())
            kinds = kinds or _kinds(reading, figure, words, said, asked if brief else "")
            if (
                not kinds
                and asked
                and figure.unit == "count"
                and figure.metric is None
                and _bare(message, figure, asked)
            ):
                kinds = (asked,)
        if kinds and kinds != (EVENTS,):
            last[UNITS[kinds[0]]] = kinds
        yield Claim(first + n, message, said, figure, kinds, words, sums, reading.locale)


def _a_second(message: Message, figure: Figure, rates: Sequence[float]) -> Figure:
    """ "1740 MB in second" is a flow, "times three, 700 thousand" a rate."""
    after = message.low[figure.span.end : figure.span.end + 40]
    bare = figure.unit == "count" and figure.metric is None and figure.per is None and message.phase == "estimation"
    if bare and _is_multiple(message, figure.value, rates):
        return replace(figure, unit="req/s", per="second")
    if figure.unit == "B" and figure.per is None and _IN_SECOND.match(after):
        return replace(figure, unit="B/s", per="second")
    return figure


def _is_no_claim(figure: Figure) -> bool:
    """Arithmetic without a result, and the tail of a number in words ("a gigabit and a half")."""
    return figure.rule == "expression" or (
        figure.rule == "result" and figure.unit in ("B", "B/s") and figure.value < 10
    )


def _unread(
    message: Message, figures: Sequence[Figure], before: Sequence[Claim], asked: str, locale: str | None
) -> Iterator[Figure]:
    """Bare numbers that are rates by what stands before them ("pages per second are 382"), because they say an earlier
    rate again ("as many fetches as savings, 230"), or because they are all the answer ("like 12")."""
    alone = bool(asked) and UNITS[asked] == "req/s" and len(message.low.split()) <= FEW
    alone = alone and not any(each.unit == "req/s" for each in figures)
    rates = [claim.value for claim in before if claim.kinds and claim.figure.unit == "req/s"]
    for m in parsed(message.text, locale)[1]:
        free = not any(each.span.start < m.end and m.start < each.span.end for each in figures)
        constant = any(abs(m.value / each - 1) < SAME for each in CONSTANTS)
        if free and not constant and m.unit is None and m.period is None and (alone or m.number >= 2):
            again = any(abs(m.value / rate - 1) < SAME for rate in rates)
            again = again or (
                bool(rates) and _TIMES_THAT.search(message.low[max(0, m.start - 40) : m.start]) is not None
            )
            again = again or _is_multiple(message, m.number * m.scale, rates)
            again = again or _IN_SECOND.match(message.low[m.end : m.end + 40]) is not None
            if alone or again or _A_SECOND.search(message.low[max(0, m.start - 40) : m.start]):
                surface = message.text[m.start : m.end]
                yield Figure(Span(m.start, m.end), m.number * m.scale, "req/s", None, None, None, "second", surface)


def _is_multiple(message: Message, value: float, rates: Sequence[float]) -> bool:
    """ "peak x3 = 1389", "times five for a busy evening, 58": an earlier rate times a factor named before it."""
    factors = [factor for factor, pattern in _TIMES if pattern.search(message.low)]
    return any(abs(value / (rate * factor) - 1) < ROUNDED for rate in rates[-4:] for factor in factors)


def _around(message: Message, figure: Figure, start: int, end: int) -> str:
    """The words of a number: those since the one before it, and those after it up to a pause."""
    after = message.low[figure.span.end : end]
    pause = _PAUSE.search(after)
    return message.low[start : figure.span.end] + (after[: pause.start()] if pause else after)


def _is_operand(message: Message, figure: Figure, end: int) -> bool:
    """Whether a number only leads to the next one: "150 TB over 86,400 s", "12.5 MB/s × 86400"."""
    return end < len(message.low) and bool(_OPERATOR.fullmatch(message.low[figure.span.end : end + 1][:40]))


def _sentence(reading: Reading, message: Message, at: int) -> Said | None:
    return next((said for said in reading.of(message) if said.start <= at < said.end), None)


def _bare(message: Message, figure: Figure, asked: str) -> bool:
    """ "12 thousand" in answer to "and per second?"."""
    return UNITS[asked] == "req/s" and figure.per is None and len(message.low.split()) <= SHORT and figure.value > 1


def _kinds(reading: Reading, figure: Figure, words: str, said: Said | None, asked: str) -> tuple[str, ...]:
    if figure.unit == "req/s":
        return _rate(reading, figure, words, asked, said)
    if figure.unit == "B/s":
        return (BANDWIDTH,)
    if figure.unit == "B":
        return _bytes(reading, figure, words, said, asked)
    if figure.unit == "count" and figure.metric in ("events_per_day", "reads_per_day"):
        return (EVENTS,)
    return ()


def _rate(reading: Reading, figure: Figure, words: str, asked: str, said: Said | None) -> tuple[str, ...]:
    metric = figure.metric or ""
    if metric in ("fanout_qps", "qps_per_server"):
        return ()
    nouns = [noun for flow in reading.scenario.flows.values() for noun in (flow.noun, flow.plural) if noun]
    counts_writes = any(noun.lower() in figure.surface.lower() for noun in nouns)
    if reading.search("est_peak", words):
        return (PEAK,)
    if metric == "peak_qps" or (metric.startswith("peak") and not reading.search("est_read", words)):
        return (PEAK,)
    if metric.endswith("read_qps") and counts_writes:
        return (WRITE, READ)
    if metric.endswith("read_qps"):
        return (READ,) if reading.search("est_read", words) else (READ, WRITE)
    if asked == PEAK:
        return (PEAK, WRITE)
    about_reads = said is not None and reading.search("est_read", said.low[:BEGINNING])
    if reading.search("est_out", words) or (about_reads and not reading.search("est_both", said.low if said else "")):
        return (READ,)
    if metric == "write_qps":
        return (WRITE, READ) if asked == READ and not reading.search("est_read", words) else (WRITE,)
    if reading.search("est_read", words):
        return (WRITE, READ) if counts_writes else (READ,)  # where searches are written, "1160 queries/s" are no reads
    return (READ, WRITE) if asked == READ else (WRITE, READ)


def _bytes(reading: Reading, figure: Figure, words: str, said: Said | None, asked: str) -> tuple[str, ...]:
    if figure.metric in ("object_size", "node_capacity") and figure.per is None:
        return ()
    if figure.per in ("day", "year"):
        return (DAY,) if figure.per == "day" else (YEAR,)
    if figure.per == "month" or figure.metric == "monthly_storage":
        return ()
    if figure.metric == "cache_memory" or reading.search("est_cache", words):
        return (CACHE,)
    if reading.search("est_year", words):
        return (YEAR,)
    if reading.search("est_day", words):
        return (DAY,)
    in_a_year = said is not None and bool(reading.search("est_year", said.low[: figure.span.end - said.start]))
    if figure.metric in _STORAGE and not (in_a_year and figure.metric == "daily_storage"):
        return (_STORAGE[figure.metric],)
    if said is not None and reading.search("est_year", said.low):
        return (YEAR,)
    if asked and UNITS[asked] == "B":
        return (asked,)
    return GUESSED if figure.value >= LARGE else ()


def inputs_of(claims: tuple[Claim, ...]) -> Mapping[str, list[Claim]]:
    """Load figures that the candidate states, by metric."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.figure.metric in INPUTS:
            found.setdefault(str(claim.figure.metric), []).append(claim)
    return found
