"""The numbers of a turn: results against the cascade of what was agreed, inputs against what was given, assumptions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.content import PARAMETERS
from bot.dialogue import reading
from bot.dialogue.feasibility import broken
from bot.dialogue.phrases import normal
from bot.dialogue.situation import Heard, Situation
from bot.dialogue.turnread import Broken, Estimated
from bot.estimation import Check, Claim, Context, Reading, check, read
from bot.estimation.metrics import METRICS
from bot.record import Entry
from bot.text import plain

RESULTS_LOOKED_AT = 12  # in one turn; a message of a thousand numbers is no estimate
DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Figures:
    estimates: tuple[Estimated, ...] = ()
    entries: tuple[Entry, ...] = ()
    contradicts: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    reused: tuple[str, ...] = ()
    breaks: tuple[Broken, ...] = ()


def read_figures(situation: Situation, messages: Sequence[Heard]) -> Figures:
    """What the numbers of these messages are and what is wrong with them."""
    if not any(char.isdigit() for heard in messages for char in heard.text) and situation.phase != "estimation":
        return Figures()
    manners = situation.mind.manners
    estimates: list[Estimated] = []
    entries: list[Entry] = []
    contradicts: list[str] = []
    assumed: list[str] = []
    reused: list[str] = []
    breaks: list[Broken] = []
    for heard in messages:
        text = plain(heard.text[:12_000]).text
        context = Context(params=situation.params(), asked=_asked(situation), scenario=situation.scenario.id)
        found = read(text, context)
        for each in found[:200]:
            if each.metric and (parameter := _parameter(each)):
                _input(situation, heard, text, each, parameter, (entries, contradicts, assumed))
            elif other := _of_another_period(situation, each):
                contradicts.append(other)
        reused += _reused(situation, text, found)
        if manners.intents["summary"].within(normal(text)):
            continue  # figures said back are no estimates
        own = {entry.key: entry.value for entry in entries if entry.kind == "assumption" and entry.value is not None}
        for estimate in _results(situation, text, found, (*situation.estimates, *estimates), own):
            estimates.append(estimate)
            entries.append(_estimate_entry(heard.index, estimate))
        breaks += broken(situation, text, found, (*situation.estimates, *estimates))
    return Figures(
        tuple(_last_of_each(estimates)),
        tuple(entries),
        tuple(dict.fromkeys(contradicts)),
        tuple(dict.fromkeys(assumed)),
        tuple(dict.fromkeys(reused)),
        tuple(dict.fromkeys(breaks)),
    )


def _reused(situation: Situation, text: str, found: Sequence[Reading]) -> Iterable[str]:
    """Metrics of earlier estimates whose number comes back in a sentence about a part of the design."""
    if situation.phase in ("requirements", "estimation") or not situation.estimates:
        return
    areas = situation.mind.manners.areas.values()
    for each in found[:40]:
        if not any(char.isdigit() for char in each.surface):
            continue
        words = normal(_sentence_at(text, each.span.start))
        if any(phrases.within(words) for phrases in areas) or "to_architecture" in _means(situation, words):
            for past in situation.estimates:
                if past.unit == each.unit and _same(each.value, past.value, 1.05):
                    yield past.metric


def _means(situation: Situation, words: str) -> str:
    groups = situation.mind.manners.evidence.get("est.to_architecture", ())
    return "to_architecture" if groups and all(group.within(words) for group in groups) else ""


def _asked(situation: Situation) -> str | None:
    """The metric that a bare number is about: the one just asked for, or the one that was found to be off."""
    kind, _, metric = situation.open_probe.partition(":")
    if kind == "estimate" and metric != "meaning":
        return metric
    last = situation.estimates[-1] if situation.estimates else None
    return last.metric if last is not None and last.slipped else None


def _parameter(each: Reading) -> str:
    """The load figure that an input states, "" for a result or something else."""
    known = METRICS.get(each.metric or "")
    return known.parameter if known is not None and known.parameter in (*PARAMETERS, "retention_days") else ""


def _input(
    situation: Situation,
    heard: Heard,
    text: str,
    each: Reading,
    parameter: str,
    out: tuple[list[Entry], list[str], list[str]],
) -> None:
    """A stated load figure: agrees with what was given, contradicts it, or is an assumption of the candidate's own."""
    entries, contradicts, assumed = out
    manners = situation.mind.manners
    value = each.value / DAY if parameter == "retention_days" and each.unit == "s" else each.value
    facts = _facts_of(situation, parameter)
    fits = any(_same(value, known, manners.same_value) for known in facts.values())
    given = [fact for fact in facts if fact in situation.given]
    sentence = normal(_sentence_at(text, each.span.start))
    said = manners.intents["assume"].within(sentence) or text[: each.span.start].rstrip().lower().endswith("say")
    assumes = said and not manners.intents["asks_leave"].within(sentence)
    if given and not fits:
        known = facts[given[0]]
        if any(char.isdigit() for char in each.surface) and _same(value, known, manners.plausible):
            contradicts.append(given[0])
        return
    if given or _sentence_at(text, each.span.start).endswith("?"):
        return
    own = any(_same(value, known, manners.plausible) for known in facts.values()) and not fits
    if not assumes and not (own and situation.phase == "estimation"):
        return
    if facts and parameter in manners.asked_for and not fits:
        assumed.append(parameter)
    flow = next(iter(situation.scenario.flows)) if len(situation.scenario.flows) == 1 else None
    entries.append(Entry("assumption", parameter, each.surface, heard.index, flow, value, each.unit))


def _of_another_period(situation: Situation, each: Reading) -> str:
    """The fact given for a day whose very number comes back as a month's ("100M links a month"), or which another
    number of a day contradicts ("20M links a day")."""
    if each.metric not in ("events_per_month", "events_per_day", "mau"):
        return ""
    for name, flow in situation.scenario.flows.items():
        params = situation.params(name)
        people, each_does = params.get("actors", 0.0), params.get("per_actor_per_day", 1.0)
        for parameter, daily in (("per_actor_per_day", people * each_does), ("actors", people)):
            given = [fact for fact in _facts_of(situation, parameter, name) if fact in situation.given]
            if given and each.metric != "events_per_day" and _same(each.value, daily, 1.01):
                return given[0]
        named = each_does == 1 and flow.noun.lower() in each.surface.lower()
        given = [fact for fact in _facts_of(situation, "actors", name) if fact in situation.given]
        if each.metric == "events_per_day" and named and given and _differs(situation, each.value, people):
            return given[0]
    return ""


def _differs(situation: Situation, value: float, known: float) -> bool:
    """Whether a number means the same thing and is another."""
    manners = situation.mind.manners
    return not _same(value, known, manners.same_value) and _same(value, known, manners.plausible)


def _facts_of(situation: Situation, parameter: str, flow: str = "") -> dict[str, float]:
    """Facts that give this parameter away, with its value in the flow each speaks of (or of that `flow` alone)."""
    found = {}
    for fact in situation.scenario.facts:
        for sets in fact.sets:
            name = "retention_days" if sets.parameter == "retention" else sets.parameter
            if name == parameter and flow in ("", sets.flow):
                found[fact.id] = situation.scenario.params(sets.flow).get(name, 0.0)
    return found


def _same(value: float, known: float, factor: float) -> bool:
    return known > 0 and value > 0 and 1 / factor <= value / known <= factor


def _sentence_at(text: str, start: int) -> str:
    for sentence in reversed(reading.sentences(text)):
        if sentence.start <= start:
            return sentence.text
    return text


def _results(
    situation: Situation, text: str, found: Sequence[Reading], before: Sequence[Estimated], own: Mapping[str, float]
) -> Iterable[Estimated]:
    """The results that a text states, each graded against the flow it fits best; the last of a metric stands."""
    metrics = dict.fromkeys(
        each.metric for each in found if each.metric and not _parameter(each) and _is_result(situation, each.metric)
    )
    claims = [Claim(each.metric, each.value, each.unit) for each in before]
    done = list(before)
    for metric in list(metrics)[:RESULTS_LOOKED_AT]:
        if metric is None:
            continue
        best = _best(situation, text, found, metric, claims, own)
        if best is None or _argued(situation, best) or _again(best, done):
            continue
        done.append(_estimated(best, text))
        yield done[-1]
        claims.append(Claim(best.metric, best.value or 0.0, best.unit))


def _best(
    situation: Situation, text: str, found: Sequence[Reading], metric: str, claims: Sequence[Claim],
    own: Mapping[str, float],
) -> Check | None:  # fmt: skip
    """The check of the last number of this metric against the flow that it fits best, None where there is none.

    Where the text goes on to other numbers, only the piece with this one is looked at: in "500K/s at peak. Rides are
    230/s." the peak is not the 230."""
    named = [each for each in found if each.metric == metric and not _factor(text, each)]
    if not named:
        return None
    said = named[-1]
    known = METRICS.get(metric)
    if known is not None and said.unit != known.unit and not _asked(situation):
        return None  # "ten counters" is no rate unless a rate was asked for
    later = [each for each in found if each.unit == said.unit and each.span.start > said.span.start]
    sentence = _sentence_at(text, said.span.start)
    meant = _meant(metric, _asked(situation))
    if metric in PEAKS and "peak" in normal(sentence).split():
        meant = (*meant, *PEAKS[metric])  # "60 writes/s and 11K reads/s at peak": both are
    for where in (sentence if later else text, _piece(text, found, said)):
        checks = [
            check({**situation.params(flow), **own}, each, where, claims)
            for flow in situation.scenario.flows
            for each in meant
        ]
        graded = [each for each in checks if each.grade and each.value is not None and _is_the(each, said)]
        if graded:
            return min(graded, key=_badness)
    return None


_TIMES = ("times", "x", "×", "*", "by", "factor", "/", "÷")


def _factor(text: str, said: Reading) -> bool:
    """Whether a bare number only multiplies or divides: "times 3, so 1.1 TB"."""
    before = text[: said.span.start].lower().split()[-1:]
    return said.surface.replace(".", "").replace(",", "").isdigit() and bool(before) and before[0] in _TIMES


def _is_the(each: Check, said: Reading) -> bool:
    """Whether a check is about the number that was read as this metric, and not about a bare one beside it."""
    return each.reading is not None and _same(each.reading.value, said.value, 1.01) and each.reading.unit == said.unit


def _piece(text: str, found: Sequence[Reading], said: Reading) -> str:
    """The text from the number before this one to the next."""
    before = [each.span.end for each in found if each.span.end <= said.span.start]
    after = [each.span.start for each in found if each.span.start >= said.span.end]
    return text[max(before, default=0) : min(after, default=len(text))]


def _again(best: Check, done: Sequence[Estimated]) -> bool:
    """Whether a number that looks off was right a moment ago under its own name: "one database takes 60/s"."""
    off = best.grade in ("off_by_order", "wrong")
    right = [each for each in done if each.grade in ("exact", "within_rounding", "same_order")]
    return off and any(each.unit == best.unit and _same(best.value or 0.0, each.value, 1.02) for each in right)


def _argued(situation: Situation, best: Check) -> bool:
    """Whether a number is only used again: after the estimates, one that was estimated before is an argument."""
    if situation.phase in ("requirements", "estimation"):
        return False
    unit = best.unit or ""
    return any(past.unit == unit and _same(best.value or 0.0, past.value, 1.05) for past in situation.estimates)


def _meant(metric: str, asked: str | None) -> tuple[str, ...]:
    """A rate that is only called a rate is the one asked for, or whichever of writes and reads it fits."""
    if metric == "peak_qps":
        return ("peak_write_qps", "peak_read_qps", "peak_qps")
    if metric != "qps":
        return (metric,)
    return (asked,) if asked is not None and asked.endswith("_qps") else ("write_qps", "read_qps", "qps")


def _is_result(situation: Situation, metric: str) -> bool:
    return bool(situation.mind.manners.metric_of(metric))


PEAKS = {
    "write_qps": ("peak_write_qps",),
    "read_qps": ("peak_read_qps",),
    "qps": ("peak_write_qps", "peak_read_qps", "peak_qps"),
}
GRADES = ("exact", "within_rounding", "same_order", "off_by_order", "wrong")


def _badness(each: Check) -> tuple[int, str]:
    return (GRADES.index(each.grade) if each.grade in GRADES else len(GRADES), each.metric)


def _estimated(each: Check, text: str) -> Estimated:
    surface = each.reading.surface if each.reading is not None else ""
    diagnosis = (each.diagnosis or "") if each.asserted else ""
    near = each.grade == "same_order" and each.also is None and _certain(diagnosis, each.metric)
    return Estimated(
        each.metric, each.value or 0.0, each.unit or "", each.grade or "", diagnosis, surface[:80],
        each.reference or 0.0, each.working[:400], each.candidates if not each.asserted else (),
        near and not _names_it(diagnosis, each, text),
    )  # fmt: skip


# Slips that stay within the order of magnitude, and the metrics where nothing else can be meant.
CERTAIN = {
    "forgot_replication": ("replicated_storage", "total_storage"),
    "peak_vs_average": ("write_qps", "read_qps", "peak_write_qps", "peak_read_qps"),
    "reads_as_writes": ("write_qps",),
}
NAMES_IT = {  # who says it has not forgotten it
    "forgot_replication": (
        "one copy",
        "single copy",
        "without",
        "before",
        "raw",
        "unreplicated",
        "per copy",
        "each copy",
    ),
    "peak_vs_average": ("peak", "busiest", "busy", "burst", "spike", "worst"),
    "reads_as_writes": ("read", "reads", "both", "total", "together", "all"),
}


def _certain(diagnosis: str, metric: str) -> bool:
    return metric in CERTAIN.get(diagnosis, ())


def _names_it(diagnosis: str, each: Check, text: str) -> bool:
    """Whether the sentence says of the number what would otherwise be its slip: "700k/s at peak" is no average."""
    words = normal(_sentence_at(text, each.reading.span.start) if each.reading is not None else text)
    named = any(f" {name} " in words for name in NAMES_IT[diagnosis])
    return named and not (diagnosis == "peak_vs_average" and each.metric.startswith("peak"))


def _estimate_entry(turn: int, each: Estimated) -> Entry:
    return Entry("estimate", each.metric, each.surface, turn, None, each.value, each.unit)


def _last_of_each(estimates: Sequence[Estimated]) -> list[Estimated]:
    """A metric corrected within a turn counts as corrected."""
    return list({each.metric: each for each in estimates}.values())
