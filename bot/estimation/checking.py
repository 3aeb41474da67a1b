"""An answer against the cascade: its grade, the slip that explains it, and whether it follows from own numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.estimation.answers import answer, in_terms_of
from bot.estimation.cascading import cascade
from bot.estimation.chain import Claim, Inherited, follows, inherited, spoken_claims
from bot.estimation.grading import grade, near_border
from bot.estimation.metrics import METRICS
from bot.estimation.printing import human
from bot.estimation.reader import read, worked
from bot.estimation.reading import Context, Reading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bot.estimation.slips import Found

_FINE = ("exact", "within_rounding")


@dataclass(frozen=True, slots=True)
class Check:
    """What became of an answer.

    grade       exact, within_rounding, same_order, off_by_order, wrong; None where the text holds no answer or the
                figures give no reference
    soft        the neighbouring grade when the value lies near a border
    diagnosis   the slip that explains it, or None. Of two that fit equally well it is the likelier by a hair:
                `asserted` is then False and `candidates` names both
    also        the second slip of a pair
    chain       "consistent" or "inconsistent" with the candidate's own earlier numbers, None without any
    value       in base units and the metric's own period; reference likewise; ratio = value ÷ reference
    working     how the reference comes about, ready to print
    """

    metric: str
    grade: str | None
    diagnosis: str | None = None
    candidates: tuple[str, ...] = ()
    also: str | None = None
    chain: str | None = None
    value: float | None = None
    unit: str | None = None
    per: str | None = None
    reference: float | None = None
    ratio: float | None = None
    working: str = ""
    soft: str | None = None
    reading: Reading | None = None
    inherited_from: tuple[Claim, ...] = ()
    expected_from_own: float | None = None

    @property
    def asserted(self) -> bool:
        """Whether the diagnosis may be stated; with two equally likely ones it may not."""
        return self.diagnosis is not None and len(self.candidates) < 2

    @property
    def fine(self) -> bool:
        return self.grade in _FINE


Prior = Claim | Mapping[str, object]


def check(
    params: Mapping[str, float], metric: str, text: str, prior: Sequence[Prior] = (), locale: str | None = None
) -> Check:
    """Grade the answer that a text gives to a question for `metric`, with the figures the candidate was given or
        assumed.

    `prior` are the candidate's earlier claims, oldest first. Never raises on any text."""
    known = METRICS.get(metric)
    steps = cascade(params)
    reference = steps[metric].value if metric in METRICS and _has(steps, metric) else None
    readings = read(text, Context(params=params, asked=metric, locale=locale))
    found = answer(readings, metric, text)
    working = steps[metric].path if reference is not None else ""
    value = in_terms_of(found, known) if found is not None and known is not None else None
    unit, per = (known.unit, known.per) if known else (None, None)
    if found is None or value is None or reference is None or not reference > 0:
        return Check(metric, None, value=value, unit=unit, per=per, reference=reference, working=working, reading=found)
    ratio = value / reference
    own = inherited(params, metric, [_claim(p) for p in prior], spoken_claims(readings, found, metric))
    chain = None if own is None else "consistent" if follows(value, own.expected) else "inconsistent"
    slips = _slips(params, metric, value, ratio, text, found, own, chain)
    return Check(
        metric, grade(ratio), slips[0].id if slips else None, tuple(s.id for s in slips), slips[0].also if slips else None,
        chain, value, unit, per, reference, ratio, working, near_border(ratio), found,
        own.wrong if own else (), own.expected if own else None,
    )  # fmt: skip


def _has(steps: Mapping[str, object], metric: str) -> bool:
    try:
        steps[metric]
    except KeyError:
        return False
    return True


def _claim(prior: Prior) -> Claim:
    if isinstance(prior, Claim):
        return prior
    value = prior.get("value")
    number = float(value) if isinstance(value, int | float) else 0.0
    unit = prior.get("unit")
    return Claim(
        str(prior.get("metric", "")), number, unit if isinstance(unit, str) else None, str(prior.get("text", ""))
    )


def _slips(
    params: Mapping[str, float], metric: str, value: float, ratio: float, text: str, found: Reading, own: Inherited | None,
    chain: str | None,
) -> "tuple[Found, ...]":  # fmt: skip
    """The own chain first: an inherited error counts once. Then slips from own numbers, then from the given figures."""
    from bot.estimation.slips import Found, binary, diagnose, evidence_of  # only an answer that is off needs them

    if grade(ratio) in _FINE:
        said = _significant(found.surface)
        is_volume = METRICS[metric].unit in ("B", "B/s")
        if is_volume and grade(ratio) != "exact" and binary(value, value / ratio, None, said):
            return (Found("binary_vs_decimal", 0.0, 0.0),)
        return ()
    if own is not None and chain == "consistent" and own.wrong:
        return (Found("inherited_error", 0.0, 1.0),)
    shown, off = worked(text)
    evidence = evidence_of(text, shown, off)
    if own is not None and own.given and own.wrong:
        return diagnose(metric, value, params, evidence, own.given) or diagnose(metric, value, params, evidence)
    return diagnose(metric, value, params, evidence)


def _significant(surface: str) -> int:
    digits = "".join(c for c in surface.split("e")[0] if c.isdigit()).lstrip("0")
    return len(digits.rstrip("0")) or len(digits)


def feasible(value: float, metric: str, limits: Mapping[str, float]) -> bool | None:
    """Whether a value keeps a stated requirement. `limits`: "max" or "min" in the metric's base units, or the name of a
    capacity (qps_per_server, shard_capacity) together with "units" of it. None where no limit says anything."""
    verdicts = []
    if "max" in limits:
        verdicts.append(value <= limits["max"])
    if "min" in limits:
        verdicts.append(value >= limits["min"])
    known = METRICS.get(metric)
    capacity = {"req/s": "qps_per_server", "B": "shard_capacity"}.get(known.unit if known else "")
    if capacity is not None and capacity in limits:
        verdicts.append(value <= limits[capacity] * limits.get("units", 1.0))
    return all(verdicts) if verdicts else None


def sentence(result: Check) -> str:
    """One line of figures for logs and tables: "600 M/s against 6.94 k/s, 86,400×"."""
    if result.value is None or result.reference is None or result.ratio is None:
        return result.working
    return f"{human(result.value, result.unit, result.per)} against {human(result.reference, result.unit, result.per)}"
