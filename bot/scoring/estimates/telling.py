"""What the candidate does around the numbers: states what they rest on, goes step by step, says what they mean."""

import re
from collections.abc import Callable, Sequence

from bot.estimation.cascading import evaluate
from bot.estimation.equations import Equation, equations
from bot.scoring.estimates.claims import DAY, EVENTS, READ, WRITE, YEAR, Claim
from bot.scoring.estimates.expected import near
from bot.scoring.estimates.judging import INVENTED, RIGHT, SLIPPED, Judged, Sums
from bot.scoring.reading import Message, Reading, Said

VOLUMES = frozenset({"dau", "mau", "users", "actions_per_user", "events_per_day"})
LOADS = frozenset({*VOLUMES, "object_size", "read_write_ratio"})
_NEXT_FIGURE = re.compile(r"\W{0,4}(?:about|around|roughly|some|it's|that's|just)?\W{0,3}\d")
SAME = 1.05
CLOSE = 1.3
_CONTINUES = re.compile(r"\W*(?:which|that|so|makes|gives|this|is|means|÷|/|→|=|≈|ok so)")
_GOES_ON_BY = re.compile(
    r"(?:^|[.;,\n:(])\s*[/÷×*]\s?[\d][\d,. ]{0,12}\s?[=≈~]{1,2}\s?~?$"
)  # "20G a day. / 86,400 = 231k/s"
MANY = 1_000  # a day's total is so many times a rate a second, at least
_THAT_IS = re.compile(
    r"\b(?:that is|that's|thats|so|makes?|gives?|comes to|which is|is|in a second|a second)\b|[=≈→⇒~]|->|=>|,"
)
AGAIN = 1.7  # a figure of the estimate said again in round words
Leads = Callable[[Reading, Sums, Judged], bool]
REACH = 3  # messages: a step may lean on a number this far back


def inputs_told(reading: Reading, sums: Sums) -> list[Claim]:
    """Load figures in the candidate's words, two kinds at least and one of them how much is done, with a result that
    rests on them. Operands of written arithmetic count: "1e6 / 86400"."""
    worked_out = any(claim.sums for claim in sums.claims if claim.message.phase == "estimation")
    if not worked_out and not any(
        each.holds or each.verdict in (SLIPPED, INVENTED) for each in sums.judged if each.kind != EVENTS
    ):
        return []
    told: dict[str, Claim] = {}
    shown: set[str] = set()
    for claim in sums.claims:
        early = claim.message.phase in ("requirements", "estimation")
        if (early or claim.sums) and not _only_asks(claim):
            kind = _input_kind(claim)
            if kind:
                told.setdefault(kind, claim)
    for each in sums.judged:
        if each.kind == EVENTS and each.verdict == RIGHT and not _only_asks(each.claim):
            told.setdefault("events_per_day", each.claim)
    for message in reading.messages:
        if message.phase in ("estimation", "design"):
            shown |= _operand_kinds(reading, message, sums)
    kinds = set(told) | shown
    volume = bool(kinds & VOLUMES)
    worked = bool(shown)
    if volume and len(kinds) >= 2 and (told or worked):
        return list(told.values()) or _any_claim(sums)
    return []


def _only_asks(claim: Claim) -> bool:
    return claim.said is not None and claim.said.asks and not claim.said.states


def _input_kind(claim: Claim) -> str:
    metric = claim.figure.metric or ""
    return {"mau": "dau", "users": "dau"}.get(metric, metric) if metric in LOADS else ""


def _operand_kinds(reading: Reading, message: Message, sums: Sums) -> set[str]:
    """Which load figures stand as operands in the message's written arithmetic."""
    found: set[str] = set()
    for equation in equations(message.text, reading.locale):
        for operand in equation.operands:
            found |= {kind for kind, value in _known(sums) if near(operand, value, SAME)}
    return found


def _known(sums: Sums) -> list[tuple[str, float]]:
    known: list[tuple[str, float]] = []
    for load in sums.loads:
        values = evaluate(load)
        a_day = float(values["writes_per_day"])
        known += [("dau", load["actors"])] if load["per_actor_per_day"] != 1 else []  # else it is the day's total
        known += [("actions_per_user", load["per_actor_per_day"]), ("object_size", load["object_size"]),
                  ("events_per_day", a_day), ("events_per_day", a_day * 30)]  # fmt: skip
    return [(kind, value) for kind, value in known if value != 1]


def _any_claim(sums: Sums) -> list[Claim]:
    return [each.claim for each in sums.judged if each.computed][:1]


def cascade_steps(reading: Reading, sums: Sums) -> list[Judged]:
    """A rate that visibly comes from actions, and storage that visibly comes from them too, the rate first."""
    rate = next((each for each in sums.judged if _is_step(reading, sums, each, (WRITE, READ), _leads_to_rate)), None)
    if rate is None:
        return []
    volumes = (DAY, YEAR)
    later = (each for each in sums.judged if each.claim.place > rate.claim.place)
    volume = next((each for each in later if _is_step(reading, sums, each, volumes, _leads_to_bytes)), None)
    if volume is None or (
        _led(reading, rate, volume) and not (_equation_of(rate.claim) and _equation_of(volume.claim))
    ):
        return []
    return [volume, rate]


def _is_step(reading: Reading, sums: Sums, each: Judged, kinds: Sequence[str], leads: Leads) -> bool:
    return each.kind in kinds and each.claim.message.phase != "requirements" and leads(reading, sums, each)


def _leads_to_rate(reading: Reading, sums: Sums, each: Judged) -> bool:
    """ "20M savings, 86,400 seconds, gives 231": an equation ends in it, or a day's total stands just before it."""
    if _equation_of(each.claim) or _follows_total(sums, each.claim):
        return True
    if _GOES_ON_BY.search(each.claim.message.low[: each.claim.figure.span.start]):
        return True
    near_by = [c for c in sums.claims if c.place < each.claim.place and _close(reading, c.message, each.claim.message)]
    total = any(
        c.figure.metric in ("events_per_day", "reads_per_day") or (c.figure.metric or "") in ("dau", "users")
        for c in near_by[-4:]
    )
    return total and bool(reading.search("est_divides", each.claim.message.low))


def _follows_total(sums: Sums, claim: Claim) -> bool:
    """ "300 million posts, that is 3500 a second": the total stands right before it in the sentence."""
    before = next((other for other in sums.claims if other.place == claim.place - 1), None)
    if before is None or before.figure.unit not in ("count", "users"):
        return False
    if before.message is not claim.message:  # "40M pics daily" / "which is like 460 a second"
        first = claim.message.low[: claim.figure.span.start]
        return before.value > claim.value * MANY and bool(_CONTINUES.match(first)) and not re.search(r"\d", first)
    between = claim.message.low[before.figure.span.end : claim.figure.span.start]
    return before.value > claim.value * MANY and bool(_THAT_IS.search(between))


def _leads_to_bytes(reading: Reading, sums: Sums, each: Judged) -> bool:
    if _equation_of(each.claim):
        return True
    same = [c for c in sums.claims if c.place < each.claim.place and c.message.index == each.claim.message.index]
    return any(c.figure.metric == "object_size" or c.figure.per == "day" or c.kinds == (DAY,) for c in same)


def _equation_of(claim: Claim) -> Equation | None:
    """The written arithmetic that ends in the number, or stands beside it: "400 pages/s (1e9/30/86400 = 385)"."""
    for equation in claim.sums:
        if equation.start < claim.figure.span.start <= equation.result + 1 and len(equation.operands) > 1:
            return equation
    for equation in claim.sums if claim.said else ():
        beside = claim.said is not None and claim.said.start <= equation.start < claim.said.end
        if beside and len(equation.operands) > 1 and near(equation.stated, claim.value, CLOSE):
            return equation
    return None


def _close(reading: Reading, one: Message, other: Message) -> bool:
    order = [message.index for message in reading.messages]
    return 0 <= order.index(other.index) - order.index(one.index) <= REACH


def _led(reading: Reading, rate: Judged, volume: Judged) -> bool:
    """Whether the interviewer asked for each of the two steps: then they led the way, unless the steps are shown."""
    asked = []
    for each in (rate, volume):
        probe = reading.probe_before(each.claim.message.index)
        first = next((m for m in reading.messages if probe and m.index > probe.index), None)
        asked.append(probe is not None and probe.phase == "estimation" and first is each.claim.message)
    return all(asked)


def consequences(reading: Reading, sums: Sums) -> list[Said]:
    """Sentences that carry a figure of the estimate over into the design: "700k/s: one database cannot, so we shard"."""
    return [said for said in reading.said if _tells(reading, sums, said)]


def _tells(reading: Reading, sums: Sums, said: Said) -> bool:
    if said.in_code or said.phase == "requirements" or (said.asks and not said.states):
        return False
    if reading.has("est_hollow", said):
        return False
    if _answers_meaning(reading, said):
        return reading.has("est_so", said) and (reading.has("est_design", said) or _names_part(reading, said.low))
    figures = [c for c in sums.claims if c.said is said and _is_load(c)]
    place = _figure_place(reading, sums, said, figures)
    if place is None and (sizes := _machines(sums, said)):
        return reading.has("est_so", said) and reading.has("est_machines", said) and bool(sizes)
    if place is None:
        return False
    before, rest = said.low[: place - said.start], said.low[place - said.start :]
    if _concludes(reading, rest) and (reading.search("est_design", rest) or _goes_on(reading, said)):
        return True
    return bool(reading.search("est_cannot", before) and reading.search("est_design", before))


def _concludes(reading: Reading, rest: str) -> bool:
    """Whether something follows from the figure other than the next figure: "so 8 TB of Redis" is a result."""
    hits = reading.tools.pattern(("$est_so",)).finditer(rest)
    return any(not _NEXT_FIGURE.match(rest[hit.end() :]) for hit in hits)


def _goes_on(reading: Reading, said: Said) -> bool:
    """ "550 TB doesn't fit. Partition by code from day one": the next sentence says what follows."""
    following = [each for each in reading.of(said.message) if each.start >= said.end][:1]
    return any(reading.has("est_design", each) and not reading.has("est_hollow", each) for each in following)


def _names_part(reading: Reading, low: str) -> bool:
    """Whether some part of a design is named, other than who uses it."""
    lexicon = reading.tools.components
    words = lexicon.words(low)
    hits = (lexicon.at(words, index) for index in range(len(words)))
    return any(hit is not None and hit[1].role != "client" for hit in hits)


def _machines(sums: Sums, said: Said) -> list[Claim]:
    """ "one does maybe 50 a second, so I need 8 of them": machines counted from a rate."""
    here = [claim for claim in sums.claims if claim.said is said]
    rated = any(claim.figure.unit == "req/s" for claim in sums.claims if claim.message is said.message)
    return [c for c in here if rated and c.figure.unit == "count" and c.figure.metric in ("servers", "shards", None)]


def _answers_meaning(reading: Reading, said: Said) -> bool:
    """Whether the sentence answers "and what does that figure do to a single database?"."""
    probe = said.probe
    if probe is None or probe.phase != "estimation" or said.phase not in ("estimation", "design"):
        return False
    if said.phase != probe.phase or said.in_code:
        return False
    asks = bool(reading.search("est_asks_meaning", probe.text.lower()[-200:]))
    return asks and not any(reading.has("est_hollow", each) for each in reading.answer_said(probe))


def _figure_place(reading: Reading, sums: Sums, said: Said, figures: Sequence[Claim]) -> int | None:
    """Where the figure stands that the sentence argues from; None without one."""
    for claim in figures:
        if _was_estimated(sums, claim):
            return claim.figure.span.end
    hit = reading.hit("est_the_number", said)
    if hit is not None and said.phase in ("estimation", "design"):
        return said.start + hit.end()
    return None


def _is_load(claim: Claim) -> bool:
    return claim.figure.unit in ("req/s", "B/s") or (claim.figure.unit == "B" and claim.value >= 1e9)


def _was_estimated(sums: Sums, claim: Claim) -> bool:
    """Whether the figure is one of the interview's estimates, or what the scenario gives."""
    others = [each.claim.value for each in sums.judged if each.claim.figure.unit == claim.figure.unit]
    return any(near(claim.value, value, AGAIN) for value in others)
