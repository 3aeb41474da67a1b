"""Which numbers hold, which follow from an earlier wrong one, and which are slips.

Numbers are taken in the order in which they were said. One holds when it lies within a factor of three of what any
flow of the scenario, or what was agreed in the interview, gives. One that is off holds as well when it follows from an
own earlier result whose error is already counted. What follows only from inputs that the candidate made up does not.
A slip is a result that is off tenfold from everything that its inputs give, and that no later number puts right.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from weakref import WeakKeyDictionary

from bot.estimation.reader import worked
from bot.scoring.estimates.claims import CACHE, EVENTS, GUESSED, PEAK, READ, WRITE, Claim, claims_of
from bot.scoring.estimates.expected import FOLLOWS as FOLLOWS_FROM
from bot.scoring.estimates.expected import Load, chosen, from_own, is_invented, is_product, loads_of, near, values
from bot.scoring.reading import Reading

WITHIN = 3.0  # criteria.yaml: "within a factor of three of the scenario's cascade"
CLOSE = 2**0.5  # within rounding
FOLLOWS = 1.6  # an own step, as people round
RECENT = 6  # own results of one kind that a number may follow from
SLIP = 9.5  # "ten times or more", rounded numbers allowed for; bits for bytes is a factor of eight
_FACTORS = (("twice", 2.0), ("double", 2.0), ("three times", 3.0), ("threefold", 3.0), ("triple", 3.0), ("treble", 3.0),
            ("four times", 4.0), ("fourfold", 4.0), ("five times", 5.0), ("fivefold", 5.0), ("two times", 2.0))  # fmt: skip
RIGHT, INHERITED, OFF, SLIPPED, UNKNOWN, INVENTED = (
    "right", "inherited", "off", "slipped", "unknown", "invented",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """A claim and what became of it; `kind` is the meaning under which it fits best. `computed`: arithmetic or an
    earlier number of the candidate's leads to it."""

    claim: Claim
    kind: str
    verdict: str
    computed: bool

    @property
    def holds(self) -> bool:
        return self.verdict in (RIGHT, INHERITED)


@dataclass(frozen=True)
class Sums:
    """All numbers of an interview, judged."""

    claims: tuple[Claim, ...]
    judged: tuple[Judged, ...]
    loads: tuple[Load, ...]
    slips: tuple[Judged, ...] = field(default=())

    def of(self, kind: str) -> tuple[Judged, ...]:
        return tuple(each for each in self.judged if each.kind == kind)


_KEPT: "WeakKeyDictionary[Reading, Sums]" = WeakKeyDictionary()


def sums_of(reading: Reading) -> Sums:
    """The numbers of an interview; worked out once for each reading."""
    if reading not in _KEPT:
        _KEPT[reading] = _judge(reading)
    return _KEPT[reading]


def _judge(reading: Reading) -> Sums:
    claims = claims_of(reading)
    loads = loads_of(reading, claims)
    invented = is_invented(reading, claims)
    own = chosen(claim for claim in claims if claim.message.phase == "estimation")
    judged: list[Judged] = []
    for claim in claims:
        if claim.kinds and claim.message.phase != "requirements":
            each = _judged(claim, judged, loads, own)
            judged.append(
                replace(each, verdict=UNKNOWN) if each.verdict == SLIPPED and _argues(reading, claim) else each
            )
        elif claim.kinds == (EVENTS,):
            judged.append(_judged(claim, judged, loads, own))
    if invented:
        judged = [replace(each, verdict=INVENTED) if each.holds else each for each in judged]
    slips = tuple(
        each for n, each in enumerate(judged) if each.verdict == SLIPPED and not _put_right(each, judged[n + 1 :])
    )
    return Sums(claims, tuple(judged), loads, slips)


def _argues(reading: Reading, claim: Claim) -> bool:
    """Whether the message answers what a number means, or thinks aloud about single parts: its figures are examples."""
    probe = reading.probe_before(claim.message.index)
    return probe is not None and bool(reading.search("est_asks_meaning", probe.text.lower()[-160:]))


def _judged(claim: Claim, before: Sequence[Judged], loads: Sequence[Load], own: Load) -> Judged:
    if _multiplies(claim, before):
        claim = replace(claim, kinds=(PEAK,))
    own_values = {kind: _from_own(kind, before, loads, own) for kind in claim.kinds}
    computed = any(own_values.values()) or _is_worked(claim)
    off = _written_off(claim)
    if off is not None and off >= SLIP and claim.message.phase == "estimation":
        return Judged(claim, claim.kinds[0], SLIPPED, True)
    for kind in claim.kinds:
        if any(near(claim.value, each, WITHIN) for load in loads for each in values(kind, load, own)):
            verdict = SLIPPED if _loses_itself(claim, kind, own_values[kind], loads, own) else RIGHT
            return Judged(claim, kind, verdict, computed)
    for kind, expected in own_values.items():
        if any(near(claim.value, each, FOLLOWS) for each in expected):
            return Judged(claim, kind, INHERITED, True)
    if again := _said_before(claim, before):
        return Judged(claim, again.kind, again.verdict, again.computed)
    kind = claim.kinds[0]
    if claim.message.phase != "estimation" or kind == EVENTS or claim.kinds == GUESSED:
        return Judged(claim, kind, UNKNOWN, computed)
    return Judged(claim, kind, _how_far(claim, kind, own_values[kind], loads, own), computed)


def _multiplies(claim: Claim, before: Sequence[Judged]) -> bool:
    """ "I'd allow three times that, call it 700 thousand a second": an own rate times a stated factor of two to five."""
    if claim.figure.unit != "req/s" or claim.kinds[0] == READ or claim.said is None:
        return False
    factors = [f for f in _numbers(claim) if 2 <= f <= 5] + [f for word, f in _FACTORS if word in claim.said.low]
    rates = [each.claim.value for each in before if each.claim.figure.unit == "req/s" and each.kind in (WRITE, READ)]
    return any(near(claim.value, rate * factor, 1.12) for rate in rates[-4:] for factor in factors)


def _written_off(claim: Claim) -> float | None:
    """By how much the number is off the arithmetic written before it; None where none is written."""
    for equation in claim.sums:
        if claim.figure.span.start <= equation.result < claim.figure.span.end:
            return equation.off
    return None


def _loses_itself(claim: Claim, kind: str, expected: Sequence[float], loads: Sequence[Load], own: Load) -> bool:
    """Near the scenario's figure by luck alone: ten times off the candidate's own numbers before it."""
    if not expected or claim.message.phase != "estimation" or kind in (PEAK, CACHE, EVENTS, WRITE):
        return False
    plain = {"replication": 1.0, **own}
    if any(near(claim.value, each, CLOSE) for load in loads for each in values(kind, load, plain)):
        return False
    return not any(near(claim.value, each, SLIP) for each in expected)


def _said_before(claim: Claim, before: Sequence[Judged]) -> Judged | None:
    """The number that this one only says again."""
    same = (each for each in reversed(before) if each.claim.figure.unit == claim.figure.unit)
    return next((each for each in same if near(each.claim.value, claim.value, 1.02)), None)


def _from_own(kind: str, before: Sequence[Judged], loads: Sequence[Load], own: Load) -> list[float]:
    """What follows from the candidate's own results so far, the last few of each kind; a result that nothing led to is
    no ground."""
    found: list[float] = []
    seen: dict[str, int] = {}
    for each in reversed(before):
        grounds = each.verdict in (RIGHT, INHERITED, SLIPPED, OFF) and kind in FOLLOWS_FROM.get(each.kind, ())
        if grounds and seen.setdefault(each.kind, 0) < RECENT:
            seen[each.kind] += 1
            for load in loads:
                found += from_own(kind, each.claim, each.kind, load, own)
    return found


def _is_worked(claim: Claim) -> bool:
    """Whether arithmetic stands before the number in its message."""
    text = claim.message.text[: claim.figure.span.end]
    shown, _ = worked(text[-400:], claim.locale)
    return len(shown) >= 2


def _how_far(claim: Claim, kind: str, expected: Sequence[float], loads: Sequence[Load], own: Load) -> str:
    """SLIPPED where it is off tenfold from all that its inputs give, UNKNOWN where there is nothing to hold it against."""
    asked = len(claim.kinds) == 1 or claim.figure.unit == "count"
    shown = _is_worked(claim)
    grounds = list(expected) or [each for load in loads for each in values(kind, load, own)]
    if not grounds or not (expected or shown or asked):
        return UNKNOWN
    if any(near(claim.value, each, SLIP) for each in grounds):
        return OFF
    return UNKNOWN if is_product(claim.value, _numbers(claim)) else SLIPPED


def _numbers(claim: Claim) -> list[float]:
    """The numbers of the message up to the claim, in base units, constants and bare operands too."""
    shown, _ = worked(claim.message.text[: claim.figure.span.start][-400:], claim.locale)
    return [*shown, 86_400.0, 365.0]


def _leans_on(later: Judged, slip: Judged) -> bool:
    """ "108 × 7 = 756 GB" is near the scenario's figure by luck: its operand is the slip."""
    said = re.search(r"\d+(?:\.\d+)?", slip.claim.figure.surface)
    if said is None:
        return False
    operands = [operand for equation in later.claim.sums for operand in equation.operands]
    return any(near(operand, value, 1.001) for operand in operands for value in (float(said.group()), slip.claim.value))


def _put_right(slip: Judged, later: Sequence[Judged]) -> bool:
    """Whether a later number of the same kind holds (a step that only follows from the slip does not put it right)."""
    for each in later:
        same = each.kind == slip.kind and each.claim.message.phase == "estimation"
        if same and each.verdict == RIGHT and not _leans_on(each, slip):
            return True
        if same and each.verdict == INHERITED and not near(each.claim.value, slip.claim.value, FOLLOWS):
            return True
    return False
