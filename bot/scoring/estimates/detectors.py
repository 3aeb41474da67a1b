"""Detectors of the estimation criteria: a number that holds, the slip, inputs, cascade, and what a number decides."""

from collections.abc import Iterable, Sequence

from bot.scoring.card import Evidence
from bot.scoring.detectors import Found, detector
from bot.scoring.estimates.claims import BANDWIDTH, CACHE, DAY, PEAK, READ, WRITE, YEAR, Claim
from bot.scoring.estimates.expected import near
from bot.scoring.estimates.judging import UNKNOWN, Judged, Sums, sums_of
from bot.scoring.estimates.telling import cascade_steps, consequences, inputs_told
from bot.scoring.reading import Reading

KINDS = {
    "est.write_qps": WRITE, "est.peak_qps": PEAK, "est.read_qps": READ, "est.daily_storage": DAY,
    "est.yearly_storage": YEAR, "est.bandwidth": BANDWIDTH, "est.cache_memory": CACHE,
}  # fmt: skip
FACTORS = (1.9, 5.5)  # a peak over its average: 2 to 5, as people round
EVEN = 1.5  # a ratio up to which reads are "the same" as writes
NEARBY = 2  # messages of the estimation phase on either side that belong to a number


@detector("estimate")
def estimate(reading: Reading, criterion: str) -> Found | None:
    """A number of this criterion that holds and stands, with what it has to name beside it."""
    sums = sums_of(reading)
    found = _standing(reading, sums, KINDS[criterion])
    if not found and KINDS[criterion] == READ:
        return _as_many(reading, sums)
    if not found and KINDS[criterion] == PEAK:
        return _doubled(reading, sums)
    return _found(reading, found[:1])


def _doubled(reading: Reading, sums: Sums) -> Found | None:
    """ "1,200 writes/s, 120k reads/s. double at peak": the factor right behind averages that hold."""
    for said in reading.in_phases("estimation"):
        factor = any(
            FACTORS[0] <= c.value <= FACTORS[1] for c in sums.claims if c.said is said and c.figure.unit == "ratio"
        )
        holds = any(o.holds and o.kind in (WRITE, READ) and o.claim.message is said.message for o in sums.judged)
        if holds and reading.has("est_peak", said) and (factor or reading.has("est_multiple", said)):
            return Found(reading.quote(said))
    return None


def _as_many(reading: Reading, sums: Sums) -> Found | None:
    """ "Each is read once, so the reads are the same": no number again where one holds for the writes."""
    even = any(near(load.get("reads_per_write", 0.0), 1.0, EVEN) for load in sums.loads)
    if not even or not _standing(reading, sums, WRITE):
        return None
    for said in reading.in_phases("estimation"):
        here = [each for each in reading.of(said.message) if each.place <= said.place]
        if reading.has("est_same", said) and any(reading.has("est_read", each) for each in here):
            return Found(reading.quote(said))
    return None


@detector("estimate_worked")
def estimate_worked(reading: Reading, criterion: str) -> Found | None:
    """The same, with the way to it shown."""
    found = [each for each in _standing(reading, sums_of(reading), KINDS[criterion]) if each.computed]
    return _found(reading, found[:1])


@detector("estimate_tried")
def estimate_tried(reading: Reading, criterion: str) -> Found | None:
    """A number of this criterion, right or not."""
    return _found(reading, sums_of(reading).of(KINDS[criterion])[:1])


@detector("slip")
def slip(reading: Reading, criterion: str) -> Found | None:
    return _found(reading, sums_of(reading).slips[:2])


@detector("inputs_stated")
def inputs_stated(reading: Reading, criterion: str) -> Found | None:
    return _quoted(reading, inputs_told(reading, sums_of(reading)))


@detector("cascade")
def cascade(reading: Reading, criterion: str) -> Found | None:
    return _found(reading, cascade_steps(reading, sums_of(reading)))


@detector("number_decides")
def number_decides(reading: Reading, criterion: str) -> Found | None:
    found = consequences(reading, sums_of(reading))
    return Found(reading.quote(*found[:2])) if found else None


def _standing(reading: Reading, sums: Sums, kind: str) -> list[Judged]:
    """What holds of a kind, unless a slip of the same kind came after it and was never put right."""
    slips = [each.claim.place for each in sums.slips if each.kind == kind]
    last = max(slips, default=-1)
    named = {PEAK: _has_factor, YEAR: _has_copies, CACHE: _has_share}.get(kind)
    holding = [each for each in sums.of(kind) if each.holds and each.claim.place > last]
    holding = [each for each in holding if kind in each.claim.kinds]
    return [each for each in holding if named is None or named(reading, sums, each)]


def _near(reading: Reading, sums: Sums, each: Judged) -> list[Claim]:
    """The candidate's numbers of the messages around a number, in the same phase."""
    order = [message.index for message in reading.messages]
    place = order.index(each.claim.message.index)
    around = set(order[max(0, place - NEARBY) : place + NEARBY + 1])
    return [claim for claim in sums.claims if claim.message.index in around]


def _has_factor(reading: Reading, sums: Sums, each: Judged) -> bool:
    """A stated factor of two to five, or an average beside the peak that shows it."""
    low, high = FACTORS
    for claim in sums.claims:
        is_factor = claim.figure.unit in ("ratio", "count") and low <= claim.value <= high
        if is_factor and (claim.figure.metric == "peak_factor" or claim.message.index == each.claim.message.index):
            return True
    if each.claim.said is not None and reading.has("est_multiple", each.claim.said):
        return True
    before = [o for o in sums.judged if o.kind in (WRITE, READ) and o.claim.place < each.claim.place]
    last = {other.kind: other for other in before if other.verdict != UNKNOWN}
    rates = [other.claim.value for other in last.values()]
    return any(low <= each.claim.value / rate <= high for rate in rates if rate > 0)


def _has_copies(reading: Reading, sums: Sums, each: Judged) -> bool:
    """Replication is named where the number is: in its message or the ones beside it."""
    messages = {claim.message.index: claim.message for claim in _near(reading, sums, each)}
    messages[each.claim.message.index] = each.claim.message
    close = [m for m in messages.values() if m.phase == each.claim.message.phase]
    return any(reading.search("est_copies", message.low) for message in close)


def _has_share(reading: Reading, sums: Sums, each: Judged) -> bool:
    """A share of the data is stated: "20%", "a fifth"."""
    shares = [c for c in _near(reading, sums, each) if c.figure.unit == "ratio" and 0 < c.value < 1]
    return bool(shares) or bool(reading.search("est_share", each.claim.message.low))


def _found(reading: Reading, judged: Sequence[Judged]) -> Found | None:
    if not judged:
        return None
    matched = tuple(dict.fromkeys(each.claim.figure.surface for each in judged))
    return Found(tuple(evidence_of(reading, each.claim) for each in judged), matched)


def _quoted(reading: Reading, claims: Iterable[Claim]) -> Found | None:
    several = list(claims)
    if not several:
        return None
    quotes = tuple(dict.fromkeys(evidence_of(reading, claim) for claim in several))
    return Found(quotes[:2], tuple(dict.fromkeys(claim.figure.surface for claim in several))[:6])


def evidence_of(reading: Reading, claim: Claim) -> Evidence:
    """The sentence of a number as it was written."""
    span, said = claim.figure.span, claim.said
    start, end = (said.start, said.end) if said else (span.start, span.end)
    return reading.evidence(claim.message, start, max(end, span.end))
