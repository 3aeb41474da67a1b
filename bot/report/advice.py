"""The three things to do next: where most can be won, each in another drill as long as there is one."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.content import Rubric
from bot.report.model import Fault, Step, Verdict

MOST = 3
QUOTE = 120  # characters of a quote inside a sentence


def steps(
    verdicts: Sequence[Verdict], faults: Sequence[Fault], rubric: Rubric, drill: Callable[[str], str],
    words: Mapping[str, Any],
) -> tuple[Step, ...]:  # fmt: skip
    """At most three, the most to be won first. A criterion that is strong already is never among them."""
    open_ones = [(_gain(v, rubric), v.id, _why(v, words["said"])) for v in verdicts if v.level < 2 and not v.uncertain]
    open_ones += [(_cost(f, rubric), f.id, _why_fault(f, words["said"])) for f in faults]
    order = {name: place for place, name in enumerate(rubric.criteria)}
    ranked = sorted(open_ones, key=lambda each: (-each[0], order.get(each[1], 0)))
    first = list({drill(name): (name, why) for _, name, why in reversed(ranked)}.values())
    names = sorted(first, key=lambda each: [name for _, name, _ in ranked].index(each[0]))[:MOST]
    names += [(name, why) for _, name, why in ranked if (name, why) not in names][: MOST - len(names)]
    return tuple(
        Step(
            words["advice"].get(name) or rubric.criteria[name].title,
            why,
            drill(name),
            f"/mock drill {drill(name)}",
            name,
        )
        for name, why in names
    )


def _phase_weight(rubric: Rubric, phase: str) -> float:
    known: dict[str, float] = {each.id: each.weight for each in rubric.phases}
    return known.get(phase, rubric.communication_weight)


def _gain(verdict: Verdict, rubric: Rubric) -> float:
    """Points of the whole that the top level of this criterion would add."""
    total = sum(each.weight for each in rubric.of_phase(verdict.phase).values() if each.kind not in ("fault", "pace"))
    share = rubric.criteria[verdict.id].weight / total if total else 0.0
    return _phase_weight(rubric, verdict.phase) * share * (3 - verdict.level) / 3


def _cost(fault: Fault, rubric: Rubric) -> float:
    return _phase_weight(rubric, fault.phase) * rubric.criteria[fault.id].weight / 100


def _why(verdict: Verdict, said: Mapping[str, str]) -> str:
    if verdict.quotes:
        return said["why_half"].format(quote=_cut(verdict.quotes[0].text))
    return said["why_none"]


def _why_fault(fault: Fault, said: Mapping[str, str]) -> str:
    return said["why_fault"].format(quote=_cut(fault.quotes[0].text)) if fault.quotes else said["why_fault_plain"]


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTE else line[: QUOTE - 1].rstrip() + "…"
