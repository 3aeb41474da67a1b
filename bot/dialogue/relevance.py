"""Whether an answer has anything to do with the question that stands. Doubt is in the candidate's favour: it must show
something else, and share no word with the question, its hints or what a good answer to it would speak of."""

from collections.abc import Sequence

from bot.dialogue.situation import Situation
from bot.language import stems

ASKED_AGAIN = "again:"
_KINDS = ("scenario:", "design:", "decide:", "patterns:", "curveball:")
_NEVER = ("design:draw", "patterns:anything")
_LEAST = 6  # words; less may be anything
_LITTLE = frozenset(
    stem
    for word in (
        "the a an and or of to in on at by for from with without as is are be it its that this there what which who "
        "how why when where would will can could should must may do does did has have had i we you they them one some "
        "any all each more most not no so then if than into over up out use need take say name think begin finish"
    ).split()
    for stem in stems(word)
)


def elsewhere(
    situation: Situation, text: str, shown: Sequence[str], decided: Sequence[tuple[str, str]], intents: Sequence[str]
) -> bool:
    """Whether a statement answers another question than the open one, which was not asked again before."""
    probe, criterion = situation.open_probe, situation.open_criterion
    if situation.phase in ("requirements", "estimation"):
        return False  # there, asking and computing are answers
    if not probe.startswith(_KINDS) or probe in _NEVER or f"{ASKED_AGAIN}{probe}" in situation.asked:
        return False
    if criterion in shown or len(text.split()) < _LEAST or {"unknown", "agree", "yours"} & set(intents):
        return False
    areas = {area for area, _ in decided}
    if probe.startswith("decide:"):
        return bool(areas) and probe.split(":")[1] not in areas
    if probe.startswith("curveball:"):
        return areas == {"monitoring"} and not (_words(text) & _about(situation))
    other = {name for name in shown if name != criterion} - {"com.reasoning"}
    return bool(other) and not (_words(text) & _about(situation))


def _words(text: str) -> frozenset[str]:
    return frozenset(stems(text)) - _LITTLE


def _about(situation: Situation) -> frozenset[str]:
    """Stems of the question, of the criterion's hints, of what the scenario's author notes of good and weak answers."""
    said = situation.mind.content.words
    last, key = situation.last_question, situation.open_criterion.replace(".", "_")
    texts = [said.say(last.words, **last.args)] if last is not None and last.words in said else []
    texts += [said.say(name, question="") for rung in (1, 2, 3) if (name := f"interview.hints.{key}.r{rung}") in said]
    for probe in situation.scenario.probes:
        if situation.open_probe == f"scenario:{probe.id}":
            texts += [probe.strong or "", probe.weak or ""]
    known = situation.rubric.criteria.get(situation.open_criterion)
    return _words(" ".join((*texts, known.title if known is not None else "")))
