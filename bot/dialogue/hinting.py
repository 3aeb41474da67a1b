"""Hints in three rungs: where to look, what to do, how to begin. The third still leaves the doing to the candidate."""

from bot.dialogue import deciding, estimating, probing
from bot.dialogue.reply import Hinting, Part, Reply
from bot.dialogue.situation import Situation

RUNGS = 3
CATEGORIES = ("scale", "functional", "nonfunctional", "edge_cases", "constraints")


def hint(situation: Situation) -> Reply:
    """The next rung on what is most needed now, with its price; without one when all three were given."""
    topic = _topic(situation)
    if not topic:
        return Reply((Part("interview.hint.nothing"),))
    rung = situation.hints.get(topic, 0) + 1
    if rung > RUNGS:
        return Reply((Part("interview.hint.no_more"),))
    prices = situation.prices
    points = prices[min(rung, len(prices)) - 1] if prices else 0.0
    dearer = prices[min(rung + 1, len(prices)) - 1] if prices and rung < RUNGS else None
    words = _slip_words(situation, topic, rung) or Part(
        f"interview.hints.{_key(topic)}.r{rung}", _args(situation, topic)
    )
    price = Part("interview.hint.price", {"rung": rung, "of": RUNGS, "points": points, "next": dearer})
    return Reply((words, price), hint=Hinting(topic, rung))


def _slip_words(situation: Situation, topic: str, rung: int) -> Part | None:
    """The rung of the very slip, where it is known: from a nudge that gives nothing away to the step itself."""
    kind, _, metric = topic.partition(":")
    wrong = next((each for each in reversed(situation.estimates) if each.metric == metric), None)
    if kind != "slip" or wrong is None:
        return None
    if wrong.near:
        rung = min(RUNGS, rung + 1)  # the first was said unasked
    if wrong.diagnosis in estimating.KNOWN_SLIPS:
        return Part(f"estimation.hints.{wrong.diagnosis}.r{rung}", {"said": wrong.surface})
    if len(wrong.either) == 2:
        return Part(
            f"estimation.hints.either.r{rung}",
            {"said": wrong.surface, "one": wrong.either[0], "other": wrong.either[1]},
        )
    return None


def _key(topic: str) -> str:
    return topic.split(":", 1)[0].replace(".", "_")


def _topic(situation: Situation) -> str:
    match situation.phase:
        case "requirements":
            return _unasked(situation)
        case "estimation":
            return _estimate(situation)
        case "decisions":
            return _decision(situation)
    if situation.open_criterion:
        return situation.open_criterion
    found = probing.next_question(situation)
    return found[0].criterion if found else ""


def _unasked(situation: Situation) -> str:
    """The category that has not been touched, by how much its facts weigh; then the summary."""
    asked = situation.asked_categories
    known = {fact.category for fact in situation.scenario.facts}
    for category in CATEGORIES:
        topic = f"req.{category}"
        if category in known and category not in asked and topic in situation.rubric.criteria:
            return topic
    return "req.summary"


def _estimate(situation: Situation) -> str:
    wrong = next((each for each in reversed(situation.estimates) if each.doubtful), None)
    if wrong is not None and estimating.latest(situation, situation.mind.manners.metric_of(wrong.metric)) == wrong:
        return f"slip:{wrong.metric}"
    left = estimating.missing(situation)
    return situation.mind.manners.criterion_of[left[0]] if left else "est.to_architecture"


def _decision(situation: Situation) -> str:
    if situation.open_criterion:
        return situation.open_criterion
    area = deciding.current_area(situation)
    missing = [p for p in ("requirement", "options", "price") if p not in deciding.parts_of(situation, area)]
    if area and missing:
        return deciding.CRITERION[missing[0]]
    found = probing.next_question(situation)
    return found[0].criterion if found else ""


def _args(situation: Situation, topic: str) -> dict[str, str]:
    category = topic.removeprefix("req.")
    facts = [fact for fact in situation.scenario.facts if fact.category == category and fact.id not in situation.given]
    if topic.startswith("req.") and facts:
        return {"question": max(facts, key=lambda fact: fact.weight).question}
    return {}
