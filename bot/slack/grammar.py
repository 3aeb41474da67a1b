"""What `/mock …`, a mention or a direct message asks for, read from the words alone."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Verb = Literal[
    "form",
    "start",
    "next",
    "hint",
    "pause",
    "resume",
    "end",
    "scenarios",
    "rubric",
    "export",
    "help",
    "schedule",
    "drill",
    "board",
    "pair",
    "stats",
    "forget",
    "preferences",
]
MINUTES = (15, 30, 45, 60)
LEVELS = ("mid", "senior", "staff")
CLOCKS = ("live", "async")
WISHES = ("fresh", "alone", "quiet")  # figures drawn anew; the report to oneself; without numbers
# The word people type, and the verb it stands for. The first of each verb is the one that help shows.
VERBS: Mapping[str, Verb] = {
    "start": "start",
    "begin": "start",
    "next": "next",
    "hint": "hint",
    "pause": "pause",
    "resume": "resume",
    "continue": "resume",
    "end": "end",
    "stop": "end",
    "quit": "end",
    "scenarios": "scenarios",
    "rubric": "rubric",
    "export": "export",
    "help": "help",
    "schedule": "schedule",
    "schedules": "schedule",
    "drill": "drill",
    "drills": "drill",
    "board": "board",
    "pair": "pair",
    "pairing": "pair",
    "stats": "stats",
    "statistics": "stats",
    "forget": "forget",
    "preferences": "preferences",
    "prefs": "preferences",
    "settings": "preferences",
}
GREETINGS = frozenset({"hi", "hello", "hey", "yo", "moin", "salut", "hola"})
NO_RUBRICS: Mapping[str, str] = {}
LONGEST_NAME = 4  # words by which people call a rubric
MAX_ECHO = 40  # characters of a person's own word that an error repeats


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that can be carried out. None means: the default, or the person's own preference."""

    verb: Verb
    scenario: str | None = None
    minutes: int | None = None
    level: str | None = None
    clock: str | None = None
    rest: tuple[str, ...] = ()  # what stands behind a verb that reads its own words
    wishes: frozenset[str] = frozenset()
    rubric: str | None = None


@dataclass(frozen=True, slots=True)
class Unclear:
    """A word that means nothing here, with those that are near it. `about` is "verb", "scenario" or "minutes"."""

    word: str
    about: Literal["verb", "scenario", "minutes"]
    near: tuple[str, ...] = ()


def read_request(
    text: str, scenarios: Sequence[str], rubrics: Mapping[str, str] = NO_RUBRICS, *, start_in_words: bool = False
) -> Asked | Unclear:
    """Read the words after `/mock` or the mention. `scenarios` are the known ids, `rubrics` the ids of rubrics by what
    people call them, with dashes between words.

    With `start_in_words` (mentions and direct messages) a scenario alone, or "interview me on url shortener", starts
    one: nobody talks to a person in subcommands.
    """
    words = re.findall(r"[^\s,;]+", text.lower().replace("’", "'"))[:40]
    if not words:
        return Asked("form")
    head = words[0].strip("!.?")
    if head in VERBS:
        verb = VERBS[head]
        return _start(words[1:], scenarios, rubrics) if verb == "start" else Asked(verb, rest=tuple(words[1:]))
    if (
        start_in_words
        and (found := _start([w for w in words if w not in _FILLER], scenarios, rubrics))
        and (isinstance(found, Asked) and (found.scenario or _wants_interview(words)))
    ):
        return found
    known = _scenario_of(" ".join(words), scenarios)
    if known:
        return Asked("start", scenario=known)
    if head in GREETINGS:
        return Asked("help")
    return Unclear(head[:MAX_ECHO], "verb", _near(head, [*VERBS, "with", *scenarios]))


_FILLER = frozenset(
    "a an the me i us we please can could would you like to want wanna let's lets do start begin hold have run give "
    "mock interview interviews system design session practice practise for on about with of in now hi hello hey minute "
    "minutes min mins level clock at".split()
)


def _wants_interview(words: Sequence[str]) -> bool:
    return any(word.strip("!.?") in {"interview", "mock", "practice", "practise", "session"} for word in words)


def _start(words: Sequence[str], scenarios: Sequence[str], rubrics: Mapping[str, str]) -> Asked | Unclear:
    minutes = level = clock = None
    wishes: set[str] = set()
    left: list[str] = []
    for word in (w.strip("!.?") for w in words):
        number = re.fullmatch(r"(\d{1,4})(?:m|min|mins|minutes)?", word)
        if number:
            minutes = int(number.group(1))
            if minutes not in MINUTES:
                return Unclear(word[:MAX_ECHO], "minutes", tuple(str(m) for m in MINUTES))
        elif word in LEVELS:
            level = word
        elif word in CLOCKS:
            clock = word
        elif word in WISHES:
            wishes.add(word)
        elif word and word not in _FILLER:
            left.append(word)
    rubric, left = _rubric_of(left, rubrics) if _scenario_of(" ".join(left), scenarios) is None else (None, left)
    if not left:
        return Asked("start", None, minutes, level, clock, wishes=frozenset(wishes), rubric=rubric)
    wanted = " ".join(left)
    scenario = "random" if wanted in {"random", "any", "anything", "surprise"} else _scenario_of(wanted, scenarios)
    if scenario is None:
        return Unclear(wanted[:MAX_ECHO], "scenario", _near(wanted.replace(" ", "-"), [*scenarios, *rubrics]))
    return Asked("start", scenario, minutes, level, clock, wishes=frozenset(wishes), rubric=rubric)


def _rubric_of(words: Sequence[str], rubrics: Mapping[str, str]) -> tuple[str | None, list[str]]:
    """The rubric that the longest run of words names, and the words without it."""
    for size in range(min(len(words), LONGEST_NAME), 0, -1):
        for at in range(len(words) - size + 1):
            if found := rubrics.get("-".join(words[at : at + size]).replace("_", "-")):
                return found, [*words[:at], *words[at + size :]]
    return None, list(words)


def _scenario_of(words: str, scenarios: Sequence[str]) -> str | None:
    key = re.sub(r"[\s_-]+", "-", words.strip().strip("!.?"))
    return next((name for name in scenarios if key in (name, name + "s", name.replace("-", ""))), None)


def _near(word: str, known: Sequence[str]) -> tuple[str, ...]:
    starts = [name for name in known if len(word) >= 3 and (name.startswith(word) or word in name.split("-"))]
    return tuple(dict.fromkeys([*starts, *difflib.get_close_matches(word[:MAX_ECHO], known, n=3, cutoff=0.6)]))[:3]
