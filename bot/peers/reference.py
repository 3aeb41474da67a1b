"""What the sheet expects in the phase that runs, for the interviewer alone: to weigh an answer by, not to read out."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.dialogue.situation import Situation
from bot.estimation import cascade, human

Row = Mapping[str, Any]


def reference(situation: Situation) -> tuple[Row, ...]:
    """Rows for the words `peers.whisper.reference.<phase>`: figures beside theirs, parts that are drawn or missing,
    choices with their price, patterns with theirs. None in requirements, where the sheet is all there is."""
    match situation.phase:
        case "estimation":
            return tuple(_estimates(situation))
        case "design":
            return tuple(_components(situation))
        case "decisions":
            rows = situation.scenario.decisions
            return tuple({"requirement": row.requirement, "pick": row.pick, "price": row.price} for row in rows)
        case "patterns":
            return tuple(_closing(situation))
    return ()


def _estimates(situation: Situation) -> Iterator[Row]:
    """Each figure that is asked for, as it follows from what was agreed, with the candidate's last word on it."""
    steps, kind = cascade(situation.params()), situation.mind.manners.metric_of
    for metric in situation.mind.manners.estimates:
        names = [name for name in steps if kind(name) == metric]
        if not names:
            continue
        step = steps[metric] if metric in steps else steps[names[0]]
        theirs = next((each for each in reversed(situation.estimates) if kind(each.metric) == metric), None)
        yield {
            "metric": metric.replace("_", " "),
            "value": human(step.value, step.unit),
            "theirs": human(theirs.value, theirs.unit) if theirs else "",
            "grade": theirs.grade.replace("_", " ") if theirs else "",
        }


def _components(situation: Situation) -> Iterator[Row]:
    roles = situation.drawn.roles if situation.drawn else ()
    for component in situation.scenario.design.components:
        yield {"name": component.name, "reason": component.reason, "drawn": component.role in roles}


def _closing(situation: Situation) -> Iterator[Row]:
    cards = situation.mind.content.patterns
    for use in situation.scenario.patterns:
        title = cards[use.pattern].name if use.pattern in cards else use.pattern
        yield {"name": title, "use": use.use, "cost": use.cost}
    if situation.scenario.bottleneck:
        yield {"name": "", "use": situation.scenario.bottleneck, "cost": ""}
