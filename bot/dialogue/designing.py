"""The design phase: the picture said back, and questions that the drawing itself raises."""

from collections.abc import Iterator
from typing import Any

from bot.dialogue import reading
from bot.dialogue.manners import GenericProbe
from bot.dialogue.reply import Part, Probing
from bot.dialogue.situation import Situation

SMALLEST = 2  # components worth a picture


def picture(situation: Situation) -> dict[str, Any] | None:
    """The graph of everything drawn so far, as JSON values; None where there is nothing worth a picture."""
    graph = reading.design(situation.drawings, situation.mind.components)
    if len(graph.components) < SMALLEST or not graph.connections:
        return None
    return reading.graph_json(graph)


def generic(situation: Situation, probe: GenericProbe) -> tuple[Probing, Part] | None:
    """The probe's question if the design gives reason for it, with the names it is about."""
    args = _args(situation, probe)
    if args is None:
        return None
    return Probing(f"design:{probe.id}", probe.criterion), Part(f"interview.design.{probe.id}", args, asks=True)


def _args(situation: Situation, probe: GenericProbe) -> dict[str, Any] | None:
    drawn, most = situation.drawn, situation.mind.manners.longest_list
    if probe.when == "nothing_drawn":
        return {} if drawn is None else None
    if probe.when == "unseen":
        return {} if probe.criterion not in situation.seen else None
    if drawn is None:
        return None
    match probe.when:
        case "no_storage" if not drawn.reaches_storage and len(drawn.components) >= SMALLEST:
            return {}
        case "unexplained" if drawn.unexplained:
            return {"name": drawn.unexplained[0], "others": len(drawn.unexplained) - 1}
        case "unlabelled" if len(drawn.unlabelled) > drawn.labelled:
            source, target = drawn.unlabelled[0]
            return {"source": source, "target": target}
        case "stranded" if drawn.stranded:
            return {"names": list(drawn.stranded[:most])}
    return None


def questions(situation: Situation, scenario: Iterator[tuple[Probing, Part]]) -> Iterator[tuple[Probing, Part]]:
    """In the order of conduct.yaml; where it says `scenario`, the scenario's own probes."""
    own = list(scenario)
    mine = {probing.criterion for probing, _ in own}
    for probe in situation.mind.manners.probes.get("design", ()):
        if probe.when == "scenario":
            yield from own
        elif probe.when == "unseen" and (probe.criterion in mine or probe.criterion in situation.asked_criteria):
            continue
        elif (found := generic(situation, probe)) is not None:
            yield found
