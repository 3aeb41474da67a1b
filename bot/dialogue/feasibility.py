"""What a stated figure cannot keep: machines too few for the load, a delay longer than was agreed.

Only what is certain counts: the candidate's own numbers, and facts that were given. A delay is held against a fact
whose answer states one and which the sentence is about."""

from collections.abc import Iterable, Sequence

from bot.content import AnswerError
from bot.dialogue import reading
from bot.dialogue.phrases import normal
from bot.dialogue.situation import Situation
from bot.dialogue.turnread import Broken, Estimated
from bot.estimation import Reading, feasible, human, read
from bot.language import stems

FINE = ("exact", "within_rounding", "same_order")
LOADS = {
    "servers": ("qps_per_server", ("peak_write_qps", "peak_read_qps", "peak_qps", "write_qps", "read_qps", "qps")),
    "shards": ("shard_capacity", ("replicated_storage", "total_storage", "yearly_storage")),
}
CAPACITY = {"servers": ("qps_per_server", "qps"), "shards": ("node_capacity",)}
SLACK = 1.1  # a load or a delay beyond the limit by no more than this is rounding


def broken(situation: Situation, text: str, found: Sequence[Reading], made: Sequence[Estimated]) -> Iterable[Broken]:
    """In the order of the text. `made` are the estimates so far, those of this turn last."""
    if situation.phase == "requirements":
        return
    yield from _machines(found, made)
    for each in found[:40]:
        if each.metric == "latency":
            yield from _delay(situation, _sentence(text, each.span.start), each)


def _machines(found: Sequence[Reading], made: Sequence[Estimated]) -> Iterable[Broken]:
    """ "20 servers at 10k/s each" where 700k/s come in."""
    stated = {each.metric: each for each in reversed(found)}
    for name, (limit, metrics) in LOADS.items():
        count = stated.get(name)
        each = next((stated[metric] for metric in CAPACITY[name] if metric in stated), None)
        load = next((last for metric in metrics if (last := _last(made, metric)) is not None), None)
        if count is None or each is None or load is None or count.value <= 0:
            continue
        if feasible(load.value / SLACK, load.metric, {limit: each.value, "units": count.value}) is False:
            carries = human(count.value * each.value, load.unit)
            yield Broken(f"{count.surface}, {each.surface}"[:80], "", carries, human(load.value, load.unit))


def _last(made: Sequence[Estimated], metric: str) -> Estimated | None:
    last = next((each for each in reversed(made) if each.metric == metric), None)
    return last if last is not None and last.grade in FINE else None


def _delay(situation: Situation, sentence: str, said: Reading) -> Iterable[Broken]:
    words = normal(sentence)
    if said.unit != "s" or "?" in sentence or situation.mind.manners.intents["unwanted"].within(words):
        return  # what is ruled out or only may happen is no promise
    about = frozenset(stems(sentence))
    for fact, limit in _delays(situation):
        named = frozenset(stems(" ".join((fact, situation.scenario.fact(fact).question, _answer(situation, fact)))))
        if about & (named - _COMMON) and feasible(said.value / SLACK, "latency", {"max": limit}) is False:
            yield Broken(said.surface[:80], fact)


def _delays(situation: Situation) -> Iterable[tuple[str, float]]:
    """Given facts that state one delay and nothing else of the kind."""
    for fact in situation.scenario.facts:
        if fact.id in situation.given:
            limits = [each.value for each in read(_answer(situation, fact.id)) if each.metric == "latency"]
            if len(limits) == 1:
                yield fact.id, limits[0]


def _answer(situation: Situation, fact: str) -> str:
    given = situation.ledger.latest("fact", fact)
    try:
        return given.words if given is not None else situation.scenario.answer(fact)
    except AnswerError:
        return ""


def _sentence(text: str, start: int) -> str:
    return next((each.text for each in reversed(reading.sentences(text)) if each.start <= start), text)


_COMMON = frozenset(
    stem
    for word in (
        "the a an is are be it in on for and or that this which how should will may must by with under within at when "
        "both of to as long fast latency delay takes time ms second seconds p99 p95 one first people user users"
    ).split()
    for stem in stems(word)
)
