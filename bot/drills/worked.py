"""Worked estimates, line by line, right or with one planted slip; what follows from the slip is right again."""

from collections.abc import Mapping, Sequence

from bot.content.drills import PlantedSlip, SlipRules
from bot.drills.exercise import Line
from bot.estimation import METRICS, cascade, human, short
from bot.estimation.cascading import CONSTANTS, FORMULAS, PARAMETERS, evaluate

UNITS = {"actors": "count", "per_actor_per_day": "count", "object_size": "B", "cache_share": "ratio"}


def worked(params: Mapping[str, float], steps: Sequence[str], slip: PlantedSlip | None = None) -> tuple[Line, ...]:
    """The lines of a cascade for these figures; steps that need a figure that is not there are left out."""
    values = _values(params, slip)
    return tuple(_line(step, values, slip) for step in steps if step in values)


def possible_slips(params: Mapping[str, float], rules: SlipRules) -> list[PlantedSlip]:
    """The slips that show with these figures: their step is there and its result is another one, as printed."""
    right = {line.step: line for line in worked(params, rules.steps)}
    found = []
    for slip in rules.slips:
        if slip.at not in right or any(params.get(name, 0) < least for name, least in slip.needs.items()):
            continue
        wrong = next(line for line in worked(params, rules.steps, slip) if line.step == slip.at)
        if wrong.result != right[slip.at].result:
            found.append(slip)
    return found


def _values(params: Mapping[str, float], slip: PlantedSlip | None) -> dict[str, float]:
    given = {name: value for name, value in params.items() if name in PARAMETERS}
    if slip is None:
        return {name: float(value) for name, value in evaluate(given).items()}
    before = {name: float(value) for name, value in evaluate(given).items()}
    if slip.at not in before:
        return before
    wrong = before[slip.of] * slip.factor
    for name in slip.times:
        wrong *= _value(name, before)
    for name in slip.over:
        wrong /= _value(name, before)
    return {name: float(value) for name, value in evaluate(given, {slip.at: wrong}).items()}


def _value(name: str, values: Mapping[str, float]) -> float:
    return values[name] if name in values else float(name)


def _line(step: str, values: Mapping[str, float], slip: PlantedSlip | None) -> Line:
    if slip is not None and slip.at == step:
        pieces = (slip.of, slip.times, slip.over)
    else:
        formula = FORMULAS[step]
        pieces = (formula.first[0], formula.times, formula.over)
    first, times, over = pieces
    shown = [_shown(first, values)]
    shown += [f"× {_shown(name, values)}" for name in times]
    shown += [f"÷ {_shown(name, values)}" for name in over]
    metric = METRICS[step]
    return Line(step, " ".join(shown), human(values[step], metric.unit))


def _shown(name: str, values: Mapping[str, float]) -> str:
    """A value as it stands in a line: a figure with its unit, a constant or a plain number as it is."""
    if name in FORMULAS:
        return human(values[name], METRICS[name].unit)
    if name in CONSTANTS or name not in values:
        return short(_value(name, values))
    unit = UNITS.get(name)
    if unit is None:
        return short(values[name])
    if unit == "ratio":
        return f"{values[name] * 100:g} %"
    return human(values[name], unit)


def solution(params: Mapping[str, float], metrics: Sequence[str]) -> list[tuple[str, str, str]]:
    """Metric, derivation and result of each, for the reveal."""
    steps = cascade(params)
    return [(metric, steps[metric].working, steps[metric].text) for metric in metrics if metric in steps]
