"""Clarifying questions: does it ask about this problem, which category is it really, does the reason name a change."""

from collections.abc import Mapping, Sequence

from bot.content import Scenario
from bot.content.drills import QuestionRules
from bot.drills.exercise import Exercise
from bot.drills.marking.checks import Check, ItemMark, Marking, empty, share_of
from bot.drills.marking.overlap import overlap
from bot.drills.marking.reader import LITTLE, Said, found, pattern, without, words_of
from bot.language import FactMatcher, Sentence
from bot.language import sentences as sentences_of

CONNECTING = frozenset(("because", "since", "so", "then", "thus", "hence", "its", "it's", "it", "that", "this", "is"))
SAME = 0.8  # of a question's words in order: it is the same question again


def mark(
    exercise: Exercise, answer: Mapping[str, str], rules: QuestionRules, sheet: Scenario, matcher: FactMatcher | None
) -> Marking:
    marks: list[ItemMark] = []
    asked: list[str] = []
    covered: dict[str, None] = {}
    for item in exercise.items:
        text = answer.get(item.id, "")
        said = Said.of(text)
        if not said:
            marks.append(empty(item.id))
            continue
        question, reason = parts(said)
        again = any(overlap(question.text, other).share >= SAME and len(question.words) >= 3 for other in asked)
        asked.append(question.text)
        categories = categories_of(question, rules, sheet, matcher) if asks(question, rules) else ()
        marks.append(_mark(item.id, question, reason, categories, again, rules))
        if categories and not again:
            own = item.id.split(".")[0]
            covered.setdefault(own if own in categories else categories[0])
    wanted = dict.fromkeys(item.id.split(".")[0] for item in exercise.items)
    missing = [category for category in wanted if category not in covered]
    spread = Check("questions.spread", not missing, {"covered": len(covered), "missing": missing})
    return Marking(tuple(marks), (spread,), {"covered": list(covered)})


def _mark(
    item: str, question: Said, reason: Said, categories: Sequence[str], again: bool, rules: QuestionRules
) -> ItemMark:
    own = item.split(".")[0]
    is_question = asks(question, rules)
    checks = (
        Check("questions.asks", is_question and not again, {"again": again}),
        Check("questions.category", own in categories, {"own": own, "really": categories[0] if categories else ""}),
        Check("questions.reason", is_reason(reason, rules)),
    )
    return ItemMark(item, share_of(checks) if is_question and not again else 0.0, checks if is_question else checks[:1])


def parts(said: Said) -> tuple[Said, Said]:
    """The question and what is said behind it; where nothing asks, the first sentence is taken for the question."""
    each = sentences_of(said.text)
    if not each:
        return said, Said.of("")
    last = max((index for index, sentence in enumerate(each) if sentence.asks), default=0)
    if len(each) == 1:
        return _split(said, each[0])
    cut = each[last].end
    question, reason = Said.of(said.text[:cut]), Said.of(said.text[cut:])
    return (question, reason) if reason else _split(said, each[last])


def _split(said: Said, sentence: Sentence) -> tuple[Said, Said]:
    """One sentence that asks and gives its reason: "do we need groups - a message then fans out", "… because …"."""
    text = said.text
    low = said.low
    for sign in ("?", " – ", " - ", " — ", " -> ", " → ", "; ", ": ", " because ", ", since ", ", so ", " so that ",
                 " as it ", " (", " as this ", ", cause ", " cos "):  # fmt: skip
        at = low.find(sign, 8)
        if at > 0 and len(text[at:].split()) >= 3:
            keep = at + 1 if sign == "?" else at
            return Said.of(text[:keep]), Said.of(text[keep:])
    return said, Said.of("")


def asks(question: Said, rules: QuestionRules) -> bool:
    """A question about the problem: it asks, it has words of its own, and it is no chatter about the drill."""
    if found(rules.chatter, question.low) and len(question.words) <= 8:
        return False
    if len(_hits(rules.qualities, question.low)) > rules.most_qualities:
        return False
    asking = any(each.asks for each in sentences_of(question.text)) or "?" in question.text
    if len(question.words) < rules.least_words:  # "DAU?", "budget?": short, but about something that is asked about
        return "?" in question.text and any(_hits(each.cues, question.low) for each in rules.categories.values())
    return asking and any(word not in LITTLE for word in question.words)


def categories_of(
    question: Said, rules: QuestionRules, sheet: Scenario, matcher: FactMatcher | None
) -> tuple[str, ...]:
    """The categories that it may belong to, the likeliest first: that of the fact which it asks for, else by cues."""
    by_fact: dict[str, None] = {}
    if matcher is not None:
        match = matcher.match(question.text)
        by_fact.update(dict.fromkeys(sheet.fact(fact).category for fact in match.answered))
    by_cue = {str(name): len(_hits(each.cues, question.low)) for name, each in rules.categories.items()}
    likely = sorted((name for name in by_cue if by_cue[name]), key=lambda name: -by_cue[name])
    return tuple(dict.fromkeys([*by_fact, *likely])) or ("functional",)


def _hits(cues: Sequence[str], low: str) -> list[str]:
    return pattern(tuple(cues)).findall(low)


def is_reason(reason: Said, rules: QuestionRules) -> bool:
    """A reason says what changes. "It is important" and "it changes the design" say nothing by themselves."""
    if not reason:
        return False
    low = without(rules.empty_reasons, reason.low)
    own = [word for word in words_of(low) if word not in CONNECTING]
    return len(own) >= rules.reason_words and found(rules.reasons, low)
