"""An interview as a transcript, and what the interviewer said as words."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.content import Words
from bot.dialogue.reply import Part
from bot.interview.state import Interview
from bot.record import Transcript, Turn
from bot.record.values import plain


def spoken(parts: Sequence[Part] | Sequence[Mapping[str, Any]], seed: str, words: Words) -> str:
    """One message of the interviewer in words, ready for Slack. Raises WordsError for a template that is not there."""
    said = [words.say(each["words"], seed=seed, **each["args"]) for each in map(plain, parts)]
    return ("\n" if any("\n" in text for text in said) else " ").join(text for text in said if text)


def transcript(interview: Interview, texts: Mapping[str, str], words: Words) -> Transcript:
    """What was said, by both, in order; deleted messages are not in it, edited ones as they stand.

    `at` is seconds of the interview, as its clock counted them."""
    turns: list[tuple[float, int, str, str, str, str | None]] = []
    for message in interview.messages:
        if not message.deleted:
            text = "\n".join(texts.get(key, "") for key in (message.text_id, *message.file_ids))
            turns.append((message.at, message.order, message.phase, message.who, text, message.ts))
    for said in interview.said:
        turns.append((said.at, said.order, said.phase, "interviewer", spoken(said.parts, said.seed, words), None))
    turns.sort(key=lambda turn: turn[1])
    setup = interview.setup
    return Transcript(
        id=interview.id,
        scenario=setup.scenario,
        minutes=setup.minutes,
        level=setup.level,
        turns=tuple(
            Turn(index, at, phase, "candidate" if who == "candidate" else "interviewer", text, ts)
            for index, (at, _, phase, who, text, ts) in enumerate(turns)
        ),
    )
