"""What is asked of peer interviews in words: after `/mock`, to the bot in a mention, or in a direct message."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.slack.grammar import LEVELS, MINUTES, Asked, Unclear, read_request

Verb = Literal[
    "with", "accept", "decline", "withdraw", "ready", "fact", "probe", "note", "hint", "hand_back", "leave",
    "take_over", "go_on", "swap", "scorecard",
]  # fmt: skip
MENTION = re.compile(r"<@([UW][A-Z0-9]{2,20})(?:\|[^>\n]{0,80})?>")
HEADS: dict[str, Verb] = {
    "with": "with", "invite": "with", "accept": "accept", "decline": "decline", "withdraw": "withdraw",
    "ready": "ready", "here": "ready", "fact": "fact", "probe": "probe", "note": "note", "leave": "leave",
    "swap": "swap", "scorecard": "scorecard",
    "give hint": "hint", "hand back": "hand_back", "handback": "hand_back", "take over": "take_over",
    "takeover": "take_over", "go on": "go_on",
}  # fmt: skip
# In a sentence these count only as all of it, but for whose invitation is meant.
WHOLE = frozenset(
    {"accept", "decline", "withdraw", "ready", "leave", "swap", "scorecard", "hand_back", "take_over", "go_on", "hint"}
)
MOST_REST = 3000  # characters of a note
_INTERVIEWS = re.compile(r"\bas (?:the |an )?interviewer\b|\binterview(?:ing)? *<@", re.I)
_ASKS = re.compile(r"\b(?:with|interview|mock|practi[cs]e)\b", re.I)


@dataclass(frozen=True, slots=True)
class PeerAsked:
    """`peer` is a Slack id, "" for none; `rest` is what followed the verb, in the person's own words."""

    verb: Verb
    peer: str = ""
    rest: str = ""
    scenario: str | None = None
    minutes: int | None = None
    level: str | None = None
    interviews: bool = False
    many: bool = False


def read_peer(
    text: str, scenarios: Sequence[str], *, in_words: bool = False, bot: str = ""
) -> PeerAsked | Unclear | None:
    """What the words ask of a peer interview, None for nothing. `bot` is the bot's own id: mentioning it invites
    nobody. With `in_words` a sentence that names a person and an interview is an invitation too."""
    clean = text.strip()[:40_000]
    verb, rest = _head(clean)
    named = list(dict.fromkeys(MENTION.findall(clean)))
    people = [who for who in named if who != bot] or (named if verb == "with" else [])
    if verb == "with":
        return _invitation(rest, people, scenarios)
    if verb and in_words and verb in WHOLE and MENTION.sub("", rest).strip(" .!,"):
        verb = None  # "ready when you are" is talk, "ready" is an answer
    if verb:
        return PeerAsked(verb, people[0] if people else "", rest[:MOST_REST])
    if in_words and people and _ASKS.search(clean):
        return _in_words(clean, people, scenarios)
    return None


def _head(text: str) -> tuple[Verb | None, str]:
    """The verb that the text begins with, and what follows; two words are tried before one."""
    words = text.split(maxsplit=2)
    for count in (2, 1):
        head = " ".join(words[:count]).lower().strip("!.?:,")
        if len(words) >= count and head in HEADS:
            return HEADS[head], " ".join(text.split(maxsplit=count)[count:])
    return None, ""


def _invitation(rest: str, people: list[str], scenarios: Sequence[str]) -> PeerAsked | Unclear:
    interviews = bool(_INTERVIEWS.search(rest))
    plain = re.sub(r"\bas (?:the |an? )?(?:interviewer|candidate)\b", " ", MENTION.sub(" ", rest), flags=re.I)
    unknown = re.search(r"(?<!\S)@[\w.-]{1,80}", plain)
    if not people:
        return PeerAsked("with", rest=unknown.group()[:40] if unknown else "")
    found = read_request(f"start {plain}", scenarios)
    if isinstance(found, Unclear):
        return found
    return PeerAsked(
        "with", people[0], "", found.scenario, found.minutes, found.level, interviews, many=len(people) > 1
    )


def _in_words(text: str, people: list[str], scenarios: Sequence[str]) -> PeerAsked:
    """Of a sentence only what is known counts: a scenario's name, minutes, a level."""
    words = re.findall(r"[a-z0-9-]+", MENTION.sub(" ", text).lower())
    minutes = next((int(word) for word in words if word.isdigit() and int(word) in MINUTES), None)
    level = next((word for word in words if word in LEVELS), None)
    runs = (" ".join(words[at : at + size]) for size in (3, 2, 1) for at in range(len(words) - size + 1))
    named = (read_request(f"start {run}", scenarios) for run in runs)
    scenario = next((each.scenario for each in named if isinstance(each, Asked) and each.scenario in scenarios), None)
    interviews = bool(_INTERVIEWS.search(text))
    return PeerAsked("with", people[0], "", scenario, minutes, level, interviews, many=len(people) > 1)
