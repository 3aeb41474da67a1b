"""The candidate's own chain: what follows from their earlier numbers, whatever those were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from bot.estimation.cascading import FORMULAS, ancestors, evaluate
from bot.estimation.grading import ROUNDING
from bot.estimation.metrics import METRICS, SECONDS, same_metric
from bot.estimation.reading import Reading

_LIKE = {
    "qps": "write_qps",
    "users": "actors",
    "peak_qps": "peak_write_qps",
    "mau": "",
    "concurrent_users": "",
    "bandwidth": "ingress_bandwidth",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """An earlier number of the candidate: `value` in base units, in the metric's own period."""

    metric: str
    value: float
    unit: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Inherited:
    """What the asked metric would be from own numbers: `wrong` are the claims among them that are themselves off."""

    expected: float
    wrong: tuple[Claim, ...]
    given: Mapping[str, float]


def node(metric: str) -> str:
    """The cascade's name (a node or a parameter) of a claimed metric, "" if it has none."""
    known = METRICS.get(metric)
    if known is not None and known.parameter:
        return known.parameter
    name = same_metric(metric)
    return name if name in FORMULAS else _LIKE.get(metric, "")


def claim_value(claim: Claim) -> float:
    """Retention is a duration in seconds where it is claimed and a number of days in the cascade."""
    return claim.value / SECONDS["day"] if node(claim.metric) == "retention_days" and claim.unit == "s" else claim.value


def inherited(
    params: Mapping[str, float], metric: str, claims: Sequence[Claim], spoken: Sequence[Claim]
) -> Inherited | None:
    """What follows from the claims (earlier answers, oldest first, then those in the text itself), or None without any."""
    above = ancestors(metric)
    given: dict[str, float] = {}
    used: dict[str, Claim] = {}
    for claim in [*reversed(spoken), *reversed(claims)]:
        name = _fitting(claim, metric, above)
        if name and claim.value > 0 and name not in given and not any(other in ancestors(name) for other in given):
            given[name] = claim_value(claim)
            used[name] = claim
    if given:
        expected = evaluate(params, given).get(same_metric(metric))
        if expected is None:
            return None
        exact = evaluate(params)
        wrong = tuple(c for name, c in used.items() if _off(given[name], exact.get(name)))
        return Inherited(float(expected), wrong, given)
    return _beside(params, metric, claims)


def _fitting(claim: Claim, metric: str, above: frozenset[str]) -> str:
    name = node(claim.metric)
    if name in above:
        return name
    if claim.metric in ("qps", "peak_qps", "bandwidth"):
        for side in (
            ("read_qps", "peak_read_qps", "egress_bandwidth"),
            ("write_qps", "peak_write_qps", "ingress_bandwidth"),
        ):
            for option in side:
                if option in above and METRICS[option].unit == METRICS[claim.metric].unit:
                    return option
    return ""


def _beside(params: Mapping[str, float], metric: str, claims: Sequence[Claim]) -> Inherited | None:
    """A claim that is not on the way to the metric still carries its error over: from a year's storage to the total."""
    exact = evaluate(params)
    wanted = exact.get(same_metric(metric))
    for claim in reversed(claims):
        name = node(claim.metric)
        reference = exact.get(name)
        if wanted and reference and claim.value > 0 and name in FORMULAS:
            value = claim_value(claim)
            wrong = (claim,) if _off(value, reference) else ()
            return Inherited(float(wanted) * value / float(reference), wrong, {})
    return None


def _off(value: float, reference: Fraction | None) -> bool:
    exact = float(reference or 0)
    return exact > 0 and max(value / exact, exact / value) > ROUNDING


def follows(value: float, expected: float) -> bool:
    """Whether a value is the expected one up to rounding (√2)."""
    return value > 0 and expected > 0 and max(value / expected, expected / value) <= ROUNDING * (1 + 1e-9)


_FEW = 1000  # people of one group, not all that use a system


def spoken_claims(readings: Sequence[Reading], answer: Reading, metric: str) -> list[Claim]:
    """The earlier numbers that the answer's own text states, in the units of the cascade."""
    claims = []
    for reading in readings:
        if reading is answer or reading.span.start >= answer.span.start or reading.rule == "expression":
            continue
        name = _stands_for(reading, answer, metric)
        known = METRICS.get(name)
        if known is None or (known.parameter == "actors" and reading.value < _FEW):
            continue
        value = reading.value
        if known.per and reading.per and known.per != reading.per and reading.unit in ("count", "B"):
            value *= SECONDS[known.per] / SECONDS[reading.per]
        claims.append(Claim(name, value, reading.unit, reading.surface))
    return claims


def _stands_for(reading: Reading, answer: Reading, metric: str) -> str:
    """What an earlier number of the answer is. One of the asked kind, or of none, is what the answer was made from:
    in "1.4k/s × 50 = 70k/s" the first is the step before, whatever was asked for."""
    name = reading.metric or ""
    if node(name) in ancestors(metric) and name not in _VAGUE:
        return name
    formula = FORMULAS.get(same_metric(metric))
    before = METRICS.get(formula.first[0]) if formula is not None and len(formula.first) == 1 else None
    same = before is not None and before.unit == reading.unit and formula is not None
    if same and (name == metric or name in _VAGUE) and not _restates(reading.value, answer.value):
        return formula.first[0] if formula is not None else name
    return name


_VAGUE = ("", "qps", "peak_qps", "bandwidth")


def _restates(one: float, other: float) -> bool:
    return other > 0 and abs(one / other - 1) < _SAME


_SAME = 0.02
