"""The estimation phase: a word at the slip that does not give it away, what is missing, and what the numbers mean."""

from collections.abc import Iterator

from bot.dialogue.answering import answer_of
from bot.dialogue.reply import Part, Probing
from bot.dialogue.situation import Situation
from bot.dialogue.turnread import Estimated, TurnReading
from bot.estimation import human

KNOWN_SLIPS = frozenset(
    (
        "forgot_seconds_per_day", "used_24", "used_3600", "forgot_replication", "bits_vs_bytes", "binary_vs_decimal",
        "factor_1000", "peak_vs_average", "month_vs_year", "reads_as_writes", "forgot_fanout",
    )
)  # fmt: skip
BEFORE = {
    "peak_write_qps": "write_qps", "read_qps": "write_qps", "bandwidth": "write_qps", "yearly_storage": "daily_storage",
    "cache_memory": "daily_storage",
}  # fmt: skip
FINE = ("exact", "within_rounding", "same_order")


def slip_part(situation: Situation, reading: TurnReading, *, inherited: bool = True) -> tuple[Part, str] | None:
    """The kind of the first slip of this turn that was not yet spoken of, with what it is remembered by. `inherited`:
    numbers that only follow from a wrong one count as well."""
    if situation.phase != "estimation":
        return None  # elsewhere a number is an argument, and the report looks at it
    for each in reading.estimates:
        if _explained(situation, reading, each):
            continue
        key = f"slip:{each.metric}:{each.diagnosis}:{each.surface}"
        if each.slipped and key not in situation.noticed and len(each.either) == 2:
            both = {"surface": each.surface, "one": each.either[0], "other": each.either[1]}
            return Part("interview.slip.either", both, asks=True), key
        if (each.slipped or (inherited and _inherits(situation, each))) and key not in situation.noticed:
            kind = each.diagnosis if each.diagnosis in KNOWN_SLIPS else "unknown"
            return Part(f"interview.slip.{kind}", {"surface": each.surface}, asks=True), key
        if each.near and key not in situation.noticed:
            return Part(f"estimation.hints.{each.diagnosis}.r1", {"said": each.surface}, asks=True), key
    return None


def _inherits(situation: Situation, each: Estimated) -> bool:
    """Whether a number follows from a wrong one that nobody has spoken of yet: then this is where to look."""
    spoken = any(notice.startswith("slip:") for notice in situation.noticed)
    return not spoken and each.diagnosis == "inherited_error" and each.grade not in FINE


def _explained(situation: Situation, reading: TurnReading, each: Estimated) -> bool:
    """Whether a number that looks off is none of a slip: it was right before under another name, the same turn goes on
    to the right one ("365 GB a year, with copies 1.1 TB"), or a second rate of the same kind is of something else."""
    kind = situation.mind.manners.metric_of
    earlier = [past for _, read in situation.reads[:-1] for past in read.estimates]
    right = [past for past in earlier if past.grade in FINE and not past.near]
    if any(past.unit == each.unit and _close(past.value, each.value) for past in right):
        return True
    others = [other for other in reading.estimates if other != each and not other.near]
    if any(other.grade in FINE and kind(other.metric) == kind(each.metric) for other in others):
        return True
    known = each.diagnosis in KNOWN_SLIPS
    return not known and any(kind(past.metric) == kind(each.metric) and past.grade in FINE for past in earlier)


def _close(one: float, other: float) -> bool:
    return one > 0 and other > 0 and abs(one - other) <= 0.1 * max(one, other)


def found_part(situation: Situation, reading: TurnReading) -> Part | None:
    """A word of relief when a number that was off has been put right."""
    if situation.phase != "estimation":
        return None
    kind = situation.mind.manners.metric_of
    before = {kind(each.metric): each for _, read in situation.reads[:-1] for each in read.estimates}
    for each in reading.estimates:
        earlier = before.get(kind(each.metric))
        if each.grade in FINE and not each.near and earlier is not None and earlier.doubtful:
            return Part("interview.slip_found", {"value": shown(each)})
    return None


def shown(each: Estimated) -> str:
    return human(each.value, each.unit)


def missing(situation: Situation) -> list[str]:
    """The asked estimates that have not been made, in the order of the cascade."""
    manners = situation.mind.manners
    made = {manners.metric_of(each.metric) for each in situation.estimates}
    return [metric for metric in manners.estimates if metric not in made]


def latest(situation: Situation, metric: str) -> Estimated | None:
    manners = situation.mind.manners
    found = [each for each in situation.estimates if manners.metric_of(each.metric) == metric]
    return found[-1] if found else None


def questions(situation: Situation) -> Iterator[tuple[Probing, Part]]:
    """What is missing, in order; then what it means, sooner when time is short."""
    manners = situation.mind.manners
    left = missing(situation)
    short = situation.phase_left < situation.phase_spent / 2
    meaning = list(_meaning(situation))
    if meaning and (short or not left):
        yield from meaning
    for metric in left:
        if short and BEFORE.get(metric) in left:
            continue  # what it would be computed from is asked for first
        yield (
            Probing(f"estimate:{metric}", manners.criterion_of.get(metric, "")),
            Part(f"interview.estimate.{metric}", {}, asks=True),
        )
    yield from meaning


def break_part(situation: Situation, reading: TurnReading) -> tuple[Part, str] | None:
    """A result that cannot keep a stated requirement, pointed out once, with what it is remembered by."""
    for each in reading.breaks:
        key = f"breaks:{each.fact or each.said}"
        if key in situation.noticed:
            continue
        if not each.fact:
            args = {"said": each.said, "carries": each.carries, "load": each.load}
            return Part("interview.breaks.machines", args, asks=True), key
        if answer := answer_of(situation, each.fact):
            return Part("interview.breaks.delay", {"said": each.said, "answer": answer}, asks=True), key
    return None


def _meaning(situation: Situation) -> Iterator[tuple[Probing, Part]]:
    if "est.to_architecture" in situation.seen:
        return
    peak = latest(situation, "peak_write_qps") or latest(situation, "write_qps")
    if peak is not None and peak.grade in FINE:
        part = Part("interview.estimate.meaning", {"value": shown(peak)}, asks=True)
        yield Probing("estimate:meaning", "est.to_architecture"), part
