"""`app.py ask`: questions to a sheet, JSON lines in and out."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.content.answers import AnswerError, render_answer
from bot.content.scenario import Scenario, Sheet
from bot.content.validate import build
from bot.content.words import Words
from bot.content.yamlfile import read_yaml
from bot.language import Encoder, FactMatcher, Match, lexicon_from, matching_from
from bot.text import plain, unescape

LONGEST = 40_000  # characters of a question; Slack's own limit for a message


def load_sheet(path: Path) -> Sheet:
    """A scenario file from anywhere, of which only the facts are needed. Raises ContentError with file and line."""
    return build(Sheet, read_yaml(path))


def ask_lines(
    sheet: Scenario | Sheet,
    lines: Iterable[str],
    lexicon: Mapping[str, Any],
    words: Words,
    encoder: Encoder | None = None,
) -> Iterator[dict[str, Any]]:
    """{"id", "question"} in; {"id", "facts", "offered", "reply"} out, in order.

    `lexicon` is that of the loaded content. A bad line gives {"id", "error"} in its place and the run goes on."""
    matcher = FactMatcher(
        sheet.facts, lexicon_from(lexicon.get("synonyms")), matching_from(lexicon["matching"]), encoder, sheet.decoys
    )
    for line in lines:
        if line.strip():
            yield _answered(line, sheet, matcher, words)


def _answered(line: str, sheet: Scenario | Sheet, matcher: FactMatcher, words: Words) -> dict[str, Any]:
    row: Any = None
    try:
        row = json.loads(line)
        if not isinstance(row, Mapping) or not isinstance(row.get("question"), str):
            raise ValueError('a line is an object {"id": …, "question": "…"}')
        match = matcher.match(plain(row["question"][:LONGEST]))
    except ValueError as error:
        return {"id": row.get("id") if isinstance(row, Mapping) else None, "error": f"{error}."}
    return {
        "id": row.get("id"),
        "facts": list(match.answered),
        "offered": list(match.offered),
        "reply": reply_to(match, sheet, words),
    }


def reply_to(match: Match, sheet: Scenario | Sheet, words: Words) -> str:
    """The words said to one message, as plain text; "" where it asks nothing."""
    parts = []
    if match.answered:
        parts.append(words.say("interview.fact", answers=answers_of(sheet, match.answered)))
    if match.offered:
        asked = {fact.id: fact.question for fact in sheet.facts}
        name = "interview.offer_too" if match.answered and "interview.offer_too" in words else "interview.offer"
        choices = " · ".join(asked[fact] for fact in match.offered)
        parts.append(f"{words.say(name)} {choices}")
    elif match.unanswered:
        name = "interview.unspecified_too" if match.answered else "interview.unspecified"
        parts.append(words.say(name, count=len(match.unanswered)))
    return unescape(" ".join(parts))


def answers_of(sheet: Scenario | Sheet, facts: Sequence[str]) -> list[str]:
    """The sheet's sentences; one that does not render without flows is given as it is written."""
    written = {fact.id: fact.answer for fact in sheet.facts}
    answers = []
    for fact in facts:
        try:
            answers.append(render_answer(written[fact], sheet.flows))
        except AnswerError:
            answers.append(written[fact])
    return [answer for answer in answers if answer]
