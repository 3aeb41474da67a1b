"""The design phase: the picture said back, and questions that the drawing itself raises."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot.dialogue import estimating, reading
from bot.dialogue.manners import GenericProbe
from bot.dialogue.phrases import normal
from bot.dialogue.reply import Part, Probing
from bot.dialogue.situation import Heard, Situation
from bot.dialogue.turnread import Drawn

CHANGED = 3  # boxes and arrows that are new or gone before prose alone gets a new picture
MOST_UNNEEDED = 2  # boxes that are asked what they are for because nothing calls for them
SMALLEST = 2  # components worth a picture
ENOUGH_WORDS = 60  # of prose about a design that is not drawn


def picture(situation: Situation, messages: Sequence[Heard]) -> dict[str, Any] | None:
    """The graph of everything drawn so far, as JSON values; None where there is nothing worth a new picture."""
    graph = reading.design(situation.drawings, situation.mind.components)
    size = len(graph.components) + len(graph.connections)
    changed = abs(size - situation.pictured) >= CHANGED or any(
        reading.draws(piece) for each in messages for piece in each.pieces
    )
    if len(graph.components) < SMALLEST or not graph.connections or not changed:
        return None
    return reading.graph_json(graph)


def generic(situation: Situation, probe: GenericProbe) -> tuple[Probing, Part] | None:
    """The probe's question if the design gives reason for it, with the names it is about."""
    args = _args(situation, probe)
    if args is None:
        return None
    which = f":{args['name']}" if probe.id == "unneeded" else ""
    part = Part(f"interview.design.{probe.id}", args, asks=True)
    return Probing(f"design:{probe.id}{which}", probe.criterion), part


def _args(situation: Situation, probe: GenericProbe) -> dict[str, Any] | None:
    drawn, most = situation.drawn, situation.mind.manners.longest_list
    if probe.when == "nothing_drawn":
        return {} if drawn is None else None
    if probe.when == "number_unused":
        return _unused_number(situation)
    if drawn is None and situation.rubric.draws and not _described(situation):
        return None
    if probe.when == "unseen":
        return {} if probe.criterion not in situation.seen else None
    if drawn is None or (probe.criterion == "hld.justified" and "hld.justified" in situation.seen):
        return None
    match probe.when:
        case "no_storage" if not drawn.reaches_storage and len(drawn.components) >= SMALLEST:
            return None if _kept_in_memory(situation, drawn) else {}
        case "unneeded" if (odd := _uncalled_for(situation, drawn)) and _asked(situation, probe.id) < MOST_UNNEEDED:
            return {"name": odd[0]}
        case "unexplained" if rest := _unasked(situation, drawn):
            return {"name": rest[0], "others": len(rest) - 1}
        case "unlabelled" if len(drawn.unlabelled) > drawn.labelled:
            source, target = drawn.unlabelled[0]
            return {"source": source, "target": target}
        case "stranded" if drawn.stranded:
            return {"names": list(drawn.stranded[:most])}
    return None


def _kept_in_memory(situation: Situation, drawn: Drawn) -> bool:
    """Whether memory is the store on purpose: the candidate says so, or the problem has no other."""
    if "cache" not in drawn.roles:
        return False
    stores = reading.STORES & {component.role for component in situation.scenario.design.components}
    said = situation.mind.manners.intents["in_memory"]
    return not stores or any(said.within(normal(text)) for text in situation.talk)


def _unused_number(situation: Situation) -> dict[str, Any] | None:
    """The peak that was computed, where nothing in the design has taken it up so far."""
    used = any(read.reused for _, read in situation.reads) or "est.to_architecture" in situation.seen
    peak = estimating.latest(situation, "peak_write_qps") or estimating.latest(situation, "write_qps")
    if used or peak is None or peak.grade not in estimating.FINE or situation.drawn is None:
        return None
    return {"value": estimating.shown(peak)}


def _described(situation: Situation) -> bool:
    """Whether the design was talked about at some length, drawn or not."""
    return sum(read.words for phase, read in situation.reads if phase == "design") >= ENOUGH_WORDS


def _uncalled_for(situation: Situation, drawn: Drawn) -> list[str]:
    """Boxes without a reason that the problem does not call for either, and that were not asked about."""
    return [
        name for name in drawn.unexplained if name in drawn.extra and f"design:unneeded:{name}" not in situation.asked
    ]


def _unasked(situation: Situation, drawn: Drawn) -> list[str]:
    """Boxes without a reason that were not asked about as unneeded."""
    return [name for name in drawn.unexplained if f"design:unneeded:{name}" not in situation.asked]


def _asked(situation: Situation, probe: str) -> int:
    return sum(1 for each in situation.asked if each.startswith(f"design:{probe}:"))


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
