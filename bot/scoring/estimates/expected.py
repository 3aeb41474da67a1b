"""What a number should be: by the scenario's figures, by figures given in the interview, by the candidate's own."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations

from bot.estimation import Context
from bot.estimation import read as read_figures
from bot.estimation.cascading import evaluate
from bot.scoring.estimates.claims import BANDWIDTH, CACHE, DAY, EVENTS, PEAK, READ, WRITE, YEAR, Claim
from bot.scoring.reading import Reading

Load = Mapping[str, float]
DAY_SECONDS = 86_400.0
NODES = {WRITE: "write_qps", READ: "read_qps", DAY: "daily_storage", EVENTS: "writes_per_day"}
PARAMETERS = {
    "dau": "actors", "users": "actors", "actions_per_user": "per_actor_per_day", "object_size": "object_size",
    "read_write_ratio": "reads_per_write", "peak_factor": "peak_factor", "replication_factor": "replication",
    "cache_ratio": "cache_share", "retention": "retention_days", "events_per_day": "writes_per_day",
}  # fmt: skip
OWN = frozenset({"peak_factor", "replication", "cache_share", "retention_days"})  # the modeller's own to choose
VOLUMES = frozenset({"dau", "mau", "users", "events_per_day", "events_per_month", "actions_per_user"})
SAME = 1.3  # a figure that is one of the sheet's, as people round
OPERANDS = 10  # numbers of a message of which products are tried
CONSTANTS = frozenset({86_400.0, 100_000.0, 365.0})
LOAD = 1_000.0  # a number from here on may be what is multiplied
TIMES_OF_DAY = frozenset({24.0, 60.0, 3600.0, 1440.0})  # a day's total divided by these alone is no rate a second


def loads_of(reading: Reading, claims: Sequence[Claim]) -> tuple[Load, ...]:
    """The figures that a number may rest on: those of each flow, and the same with what was agreed in this interview."""
    flows = [flow.params() for flow in reading.scenario.flows.values()]
    agreed = dict(_given(reading, flows))
    agreed.update(_confirmed(reading, claims, flows))
    if len(flows) > 1 or not agreed:
        return tuple(flows)
    return (flows[0], {**flows[0], **agreed})


def chosen(claims: Iterable[Claim]) -> Load:
    """Peak factor, copies, share of a cache and retention as the candidate states them: the last of each."""
    found: dict[str, float] = {}
    for claim in claims:
        name = PARAMETERS.get(claim.figure.metric or "", "")
        if name in OWN and claim.value > 0:
            found[name] = claim.value / DAY_SECONDS if name == "retention_days" else claim.value
    return found


def _given(reading: Reading, flows: Sequence[Load]) -> Iterator[tuple[str, float]]:
    """Figures in the interviewer's own words that differ from the sheet's."""
    for probe in reading.probes:
        for figure in read_figures(probe.text, Context(scenario=reading.scenario.id)):
            name = PARAMETERS.get(figure.metric or "", "")
            value = figure.value / DAY_SECONDS if name == "retention_days" else figure.value
            if name and value > 0 and not _known(value, flows) and probe.phase in ("requirements", "estimation"):
                yield name, value


def _confirmed(reading: Reading, claims: Sequence[Claim], flows: Sequence[Load]) -> Iterator[tuple[str, float]]:
    """Figures that the candidate proposed and the interviewer agreed to at once."""
    for claim in claims:
        name = PARAMETERS.get(claim.figure.metric or "", "")
        if not name or _known(claim.value, flows) or claim.message.phase not in ("requirements", "estimation"):
            continue
        following = next((probe for probe in reading.probes if probe.index > claim.message.index), None)
        first = " ".join(following.text.lower().split()[:4]) if following else ""
        asked_back = following is not None and following.text.strip().endswith("?")
        if reading.search("est_agrees", first) and "not" not in first and following is not None and not asked_back:
            yield name, claim.value / DAY_SECONDS if name == "retention_days" else claim.value


def is_invented(reading: Reading, claims: Sequence[Claim]) -> bool:
    """Whether all loads were made up although the interviewer, who had given none, offered to have them checked."""
    flows = [flow.params() for flow in reading.scenario.flows.values()]
    offered = any(
        reading.search("est_offers_check", probe.text.lower())
        for probe in reading.probes
        if probe.phase in ("requirements", "estimation")
    )
    own = [c for c in claims if c.figure.metric in VOLUMES and c.message.phase in ("requirements", "estimation")]
    made_up = [c for c in own if not _known(c.value, flows)]
    if not (offered and made_up) or dict(_confirmed(reading, claims, flows)):
        return False
    given = (
        figure.metric
        for probe in reading.probes
        if probe.phase in ("requirements", "estimation")
        for figure in read_figures(probe.text, Context(scenario=reading.scenario.id))
        if figure.value > 1 and not any(near(figure.value, claim.value, SAME) for claim in made_up)
    )
    return not any(metric in VOLUMES for metric in given)


def _known(value: float, flows: Sequence[Load]) -> bool:
    """Whether a value is a figure of the sheet: then it restates one, whatever the words around it say it is."""
    known = [v for flow in flows for v in flow.values()]
    known += [float(evaluate(flow).get("writes_per_day", 0)) for flow in flows]
    return any(near(value, each, SAME) for each in known)


def near(value: float, other: float, factor: float) -> bool:
    return value > 0 and other > 0 and 1 / factor <= value / other <= factor


def values(kind: str, load: Load, own: Load, known: Load | None = None) -> list[float]:
    """See `_values`; the same question is asked for every number of an interview."""
    frozen = [tuple(sorted(each.items())) for each in (load, own, known or {})]
    return list(_values(kind, *frozen))


Frozen = tuple[tuple[str, float], ...]


@lru_cache(maxsize=4096)
def _values(kind: str, loads: Frozen, owns: Frozen, knowns: Frozen) -> tuple[float, ...]:
    """What numbers of this kind may be under a load; `own` are the candidate's own factor, copies, share, years, and
    `known` are nodes of the cascade that are taken as they are."""
    load, own, known = dict(loads), dict(owns), dict(knowns)
    fixed = {"writes_per_day": load["writes_per_day"]} if "writes_per_day" in load else {}
    all_ = {name: float(value) for name, value in evaluate(load, {**fixed, **known}).items()}
    get = all_.get
    found: list[float | None] = []
    if kind in (WRITE, READ, DAY, EVENTS):
        found = [get(NODES[kind])]
    elif kind == PEAK:
        factors = {own.get("peak_factor", 0.0), load.get("peak_factor", 0.0)}
        rates = [get("write_qps"), get("read_qps"), get("qps")]
        found = [rate * factor for rate in rates if rate for factor in sorted(factors) if factor]
    elif kind == BANDWIDTH:
        found = [get("ingress_bandwidth"), get("egress_bandwidth"), get("bandwidth")]
        peak = own.get("peak_factor", load.get("peak_factor", 1.0))
        found += [each * peak for each in found if each]
    elif kind == CACHE:
        share = own.get("cache_share", load.get("cache_share", 0.2))
        read_a_day = (get("reads_per_day") or 0) * (get("object_size") or 0)
        bases = [get("daily_storage"), get("yearly_storage"), get("total_storage"), read_a_day]
        found = [base * share for base in bases if base]
    elif kind == YEAR:
        found = _kept(get("daily_storage") or 0.0, load, own)
    return tuple(value for value in found if value)


def _kept(daily: float, load: Load, own: Load) -> list[float | None]:
    days = {365.0, load.get("retention_days", 365.0), own.get("retention_days", 365.0)}
    copies = {1.0, own.get("replication", load.get("replication", 1.0))}
    return [daily * day * copy for day in sorted(days) for copy in sorted(copies)]


def from_own(kind: str, claim: Claim, own_kind: str, load: Load, own: Load) -> list[float]:
    """What a number of this kind would be, were the earlier claim (of `own_kind`) right."""
    if kind == own_kind or own_kind not in FOLLOWS or kind not in FOLLOWS[own_kind]:
        return []
    value = claim.value
    if own_kind in NODES:
        return values(kind, load, {"replication": 1.0, **own}, {NODES[own_kind]: value})
    if own_kind == PEAK:
        return []
    if own_kind == YEAR and kind == YEAR:
        return [value * own.get("replication", load.get("replication", 3.0))]
    return [value / DAY_SECONDS] if kind == BANDWIDTH else []


FOLLOWS = {
    EVENTS: (WRITE, READ, PEAK, DAY, YEAR, BANDWIDTH, CACHE),
    WRITE: (READ, PEAK, BANDWIDTH, DAY),
    READ: (PEAK, BANDWIDTH, WRITE),
    DAY: (YEAR, CACHE, BANDWIDTH),
    BANDWIDTH: (DAY, YEAR),
    YEAR: (CACHE,),
}


def is_product(value: float, others: Sequence[float], factor: float = 1.25) -> bool:
    """Whether a value is a product or quotient of two or three other numbers of its message."""
    numbers = [number for number in dict.fromkeys(others) if number > 0 and number not in TIMES_OF_DAY][-OPERANDS:]
    numbers = [number for number in numbers if not near(number, value, 1.02)]
    for several in (*combinations(numbers, 2), *combinations(numbers, 3)):
        if max((n for n in several if n not in CONSTANTS), default=0) < LOAD:
            continue  # 86,400 ÷ 2 is no load of anything
        products = [several[0] * several[1] * (several[2] if len(several) > 2 else 1)]
        products += [several[0] / several[1], several[1] / several[0]] if len(several) == 2 else []
        if any(near(value, each, factor) for each in products):
            return True
    return False
