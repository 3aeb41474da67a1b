"""What a turn shows of the criteria that the current phase is about, by the rules that will judge it at the end.

One turn is looked at by itself, with the question before it, so the cost does not grow with the interview. It decides
what is still worth asking; the verdict of the report is read off the whole and may differ."""

from collections.abc import Sequence

from bot.dialogue.situation import Heard, Situation
from bot.record import Transcript, Turn
from bot.scoring import Reading
from bot.scoring.ladder import climb

DONE = 2  # from this level on nothing needs to be asked


def levels(situation: Situation, messages: Sequence[Heard]) -> dict[str, int]:
    """Criterion → level 1 to 3 of what these messages show; criteria that they do not show are not in it."""
    watched = [name for name in situation.mind.manners.watched.get(situation.phase, ()) if name in _known(situation)]
    if not watched:
        return {}
    reading = Reading(_talk(situation, messages), situation.scenario, situation.rubric, situation.mind.tools)
    found = {name: climb(reading, name, situation.rubric.criteria[name]).level for name in watched}
    return {name: level for name, level in found.items() if level}


def _known(situation: Situation) -> frozenset[str]:
    return frozenset(situation.rubric.criteria)


def _talk(situation: Situation, messages: Sequence[Heard]) -> Transcript:
    """The question that stands and the messages that may answer it, as a transcript of their own."""
    asked = situation.last_question
    words = situation.mind.content.words
    before = [words.say(asked.words, **asked.args)] if asked is not None and asked.words in words else []
    lines = [("interviewer", text) for text in before] + [("candidate", heard.text[:12_000]) for heard in messages]
    turns = tuple(
        Turn(index, float(index), situation.phase, "interviewer" if who == "interviewer" else "candidate", text)
        for index, (who, text) in enumerate(lines)
    )
    return Transcript("turn", situation.scenario.id, 45, situation.level, turns)
