"""The decisions phase: requirement, options, choice, price; fashion and habit are asked what calls for them."""

from collections.abc import Iterator

from bot.content.scenario import Curveball
from bot.dialogue.reply import Part, Probing
from bot.dialogue.situation import Situation

CRITERION = {"requirement": "dec.requirement", "options": "dec.options", "price": "dec.tradeoff", "choice": ""}
OPEN_ONLY = frozenset(("monitoring",))  # one question; its parts are not those of a choice


def current_area(situation: Situation) -> str:
    """The area that the latest turn of this phase was about; of the turn that led into it, what it decided."""
    return next((read.decided[0][0] for _, read in reversed(situation.reads) if read.decided), "")


def talked_about(situation: Situation) -> tuple[str, ...]:
    areas = [area for _, read in situation.reads for area, _ in read.decided]
    return tuple(dict.fromkeys(areas))


def parts_of(situation: Situation, area: str) -> frozenset[str]:
    return frozenset(part for each, part in situation.decided if each == area)


def questions(situation: Situation) -> Iterator[tuple[Probing, Part]]:
    """Pushback, the missing part of what is on the table, the curveball, then the next area."""
    manners = situation.mind.manners
    area = current_area(situation)
    if area and area not in OPEN_ONLY:
        yield from _pushback(situation, area)
        yield from _missing_part(situation, area)
    if (ball := _due_curveball(situation)) is not None:
        yield (
            Probing(f"curveball:{ball.id}", "dec.tradeoff"),
            Part("interview.curveball", {"says": ball.says}, asks=True),
        )
    covered = talked_about(situation)
    for each in manners.decision_areas:
        if each not in covered:
            yield Probing(f"decide:{each}", f"dec.{each}"), Part(f"interview.decide.{each}", {}, asks=True)


def _pushback(situation: Situation, area: str) -> Iterator[tuple[Probing, Part]]:
    latest = situation.reads[-1][1] if situation.reads else None
    if latest is None:
        return
    for habit in ("fashion", "familiar"):
        if habit in latest.intents:
            part = Part(f"interview.decide.{habit}", {"area": area}, asks=True)
            yield Probing(f"decide:{area}:why", "dec.requirement"), part


def _missing_part(situation: Situation, area: str) -> Iterator[tuple[Probing, Part]]:
    said = parts_of(situation, area)
    asked = sum(1 for probe in situation.asked if probe.startswith(f"decide:{area}:"))
    if asked >= situation.mind.manners.followups.get(situation.level, 1):
        return
    for part in situation.mind.manners.decision_parts:
        if part not in said and not (part == "requirement" and f"decide:{area}:why" in situation.asked):
            yield (
                Probing(f"decide:{area}:{part}", CRITERION.get(part, "")),
                Part(f"interview.decide.{part}", {"area": area}, asks=True),
            )


def curveball_of(situation: Situation) -> Curveball | None:
    """The one change of this interview, by its seed."""
    balls = situation.scenario.curveballs
    return balls[situation.seed % len(balls)] if balls else None


def _due_curveball(situation: Situation) -> Curveball | None:
    manners = situation.mind.manners
    if situation.curveball:
        return None
    total = situation.phase_spent + situation.phase_left
    late = total > 0 and situation.phase_spent / total >= manners.curveball_at_share
    enough = len(talked_about(situation)) >= manners.curveball_after
    return curveball_of(situation) if late or enough else None
