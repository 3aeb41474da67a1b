"""Patterns in own words: the line's length and what it says, one scenario, what is paid, and nothing from the card."""

from collections.abc import Mapping

from bot.content import PatternCard
from bot.content.drills import PatternRules
from bot.drills.exercise import Exercise
from bot.drills.marking.checks import Check, ItemMark, Marking, empty, share_of
from bot.drills.marking.overlap import copied
from bot.drills.marking.reader import Said, found, meaning, without
from bot.language import stem

TOLD = 2  # words with a meaning beside the name
PARTS = ("line", "scenario", "tradeoff")


def mark(
    exercise: Exercise, answer: Mapping[str, str], rules: PatternRules, cards: Mapping[str, PatternCard]
) -> Marking:
    names = dict.fromkeys(item.id.split(".")[0] for item in exercise.items)
    return Marking(tuple(_mark(name, answer, rules, cards) for name in names))


def _mark(name: str, answer: Mapping[str, str], rules: PatternRules, cards: Mapping[str, PatternCard]) -> ItemMark:
    line, scenario, price = (Said.of(answer.get(f"{name}.{part}", "")) for part in PARTS)
    if not (line or scenario or price):
        return empty(name)
    copies = is_copied(name, (line.text, scenario.text, price.text), rules, cards)
    count = len(line.text.split())
    checks = (
        Check("pattern.words", 0 < count <= rules.line_words, {"count": count, "most": rules.line_words}),
        Check("pattern.describes", bool(line) and describes(name, line, rules)),
        Check("pattern.own", not copies),
        Check("pattern.scenario", is_concrete(scenario, rules)),
        Check("pattern.tradeoff", pays(price, rules)),
    )
    return ItemMark(name, 0.0 if copies else share_of(checks), checks)


def describes(name: str, line: Said, rules: PatternRules) -> bool:
    """Whether the line says what this pattern is: a cue of every group, and more than its name over again."""
    own = {stem(word) for word in name.split("-")} | {"pattern"}
    about = rules.about.get(name)
    told = [word for word in meaning(line.words) if word not in own]
    return len(told) >= TOLD and (about is None or all(found(group, line.low) for group in about.groups))


def is_copied(name: str, texts: tuple[str, ...], rules: PatternRules, cards: Mapping[str, PatternCard]) -> bool:
    card = cards.get(name)
    if card is None:
        return False
    sentences = (card.line, card.gains, card.costs, card.scenario)
    return any(copied(text, sentences, rules) for text in texts)


def is_concrete(scenario: Said, rules: PatternRules) -> bool:
    """A system or a situation, not a wish: words enough once what is vague is taken away."""
    rest = without(rules.vague, scenario.low)
    return len(rest.split()) >= rules.scenario_words


def pays(price: Said, rules: PatternRules) -> bool:
    """Whether something is paid. A gain alone is no trade-off, and neither is saying that there is no price."""
    return found(rules.pays, without(rules.not_pays, price.low))
