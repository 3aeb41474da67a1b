"""What a marked answer says about skills: one for each kind of item, so that what is weak comes again by itself."""

from collections.abc import Mapping

from bot.drills.exercise import Exercise, Kind
from bot.drills.marking.checks import Marking

WHOLE: frozenset[Kind] = frozenset({"slip", "design"})  # one skill each


def skills(exercise: Exercise, marking: Marking) -> dict[str, float]:
    """Skill → share, 0 to 1: "estimation.daily_storage", "patterns.saga", "questions.scale", "slip"."""
    scores: dict[str, list[float]] = {}
    metrics = {item.id: item.metric for item in exercise.items}
    for item in marking.items:
        if not item.empty or exercise.kind in WHOLE:
            scores.setdefault(_skill(exercise.kind, item.id, metrics.get(item.id, "")), []).append(item.score)
    return {name: sum(each) / len(each) for name, each in scores.items()}


def _skill(kind: Kind, item: str, metric: str) -> str:
    if kind in WHOLE:
        return kind
    if kind == "sprint":
        return f"estimation.{metric}"
    if item.startswith("metric."):
        return f"{kind}.monitoring"
    return f"{kind}.{item.split('.')[0]}"


def kind_of(skill: str) -> Kind:
    """The kind of drill that practises a skill."""
    kind: Kind = skill.split(".")[0]  # type: ignore[assignment]
    return kind


def item_of(skill: str) -> str:
    return skill.partition(".")[2]


def titled(names: Mapping[str, float]) -> list[str]:
    """Weakest first."""
    return sorted(names, key=lambda name: (names[name], name))
