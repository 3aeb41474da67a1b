"""One interview prepared for judging: what the candidate said, sentence by sentence, and what was asked before it.

    reading = Reading(transcript, scenario, rubric, tools)
    reading.messages            the candidate's messages, quoted and struck words blanked, offsets those of the turn
    reading.said                every sentence of theirs, with its act and the probe that it answers
    reading.probes              the interviewer's turns that ask, with their topics and what was answered
    reading.evidence(m, s, e)   a verbatim piece of a message
    reading.has("reason", s)    whether a sentence holds a cue of a group of rubrics/lexicon/scoring.yaml

Everything dear is computed when it is first asked for, and once: the design (`graph`), the figures (`figures`), the
facts asked (`asked`). Only the candidate's own words are in it; what they quote of others is blanked.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from bot.content import Rubric, Scenario
from bot.diagram import Graph, read_turns
from bot.diagram import Lexicon as Components
from bot.estimation import Context
from bot.estimation import Reading as Figure
from bot.estimation import read as read_figures
from bot.language import Encoder, FactMatcher, Lexicon, Matching, sentences
from bot.record import Transcript, Turn
from bot.scoring.card import Evidence
from bot.scoring.cues import cue_pattern, folded
from bot.text import plain

T = TypeVar("T")

LONGEST_QUOTE = 300  # characters
LONGEST_TURN = 40_000  # characters of a message that are read
ECHO = 8  # words in a row that repeat the interviewer
COPIED_WORDS = 4  # so many words in a row that somebody else said before are a quotation


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the candidate's. `text` has the length of what was written (up to 40,000 characters), with
    markup, quotations and struck words blanked; `low` is `text` folded for cues."""

    index: int
    at: float
    phase: str
    text: str
    low: str
    source: str
    code: tuple[tuple[int, int], ...] = ()

    def in_code(self, start: int) -> bool:
        return any(begin <= start < end for begin, end in self.code)

    @property
    def drawing(self) -> str:
        """`text` with its code fences back in their places: Mermaid and drawings are told by them."""
        body = self.text
        for fence in re.finditer("```", self.source):
            body = body[: fence.start()] + "```" + body[fence.end() :]
        return body


@dataclass(frozen=True, slots=True)
class Probe:
    """A turn of the interviewer's: its index, words, and topics (names under `probes` of scoring.yaml)."""

    index: int
    phase: str
    text: str
    topics: frozenset[str]
    asks: bool


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """One sentence: [start, end) of its message, folded words, act, and the interviewer's turn before it."""

    place: int
    message: Message
    start: int
    end: int
    text: str
    low: str
    asks: bool
    states: bool
    probe: Probe | None

    @property
    def phase(self) -> str:
        return self.message.phase

    @property
    def in_code(self) -> bool:
        return self.message.in_code(self.start)


@dataclass(frozen=True)
class Tools:
    """What is read once and serves every transcript: cue groups, probe topics, lexicons, the encoder or None."""

    groups: Mapping[str, Sequence[str]]
    topics: Mapping[str, Sequence[str]]
    components: Components
    synonyms: Lexicon
    matching: Matching | None = None
    encoder: Encoder | None = None
    figures: Mapping[str, float] = field(default_factory=dict)
    _kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def pattern(self, cues: tuple[str, ...]) -> "re.Pattern[str]":
        return self.keep(f"cues:{cues!r}", lambda: cue_pattern(cues, self.groups))

    def keep(self, key: str, make: "Callable[[], T]") -> "T":
        """What `make` makes, once for these tools."""
        if key not in self._kept:
            self._kept[key] = make()
        kept: T = self._kept[key]
        return kept

    def facts(self, scenario: Scenario) -> FactMatcher | None:
        """The matcher of a sheet's facts, None where the sheet has none."""
        if not scenario.facts or self.matching is None:
            return None
        key = f"facts:{scenario.id}:{scenario.version}"
        if key not in self._kept:
            self._kept[key] = FactMatcher(
                scenario.facts, self.synonyms, self.matching, self.encoder, decoys=scenario.decoys
            )
        kept: FactMatcher = self._kept[key]
        return kept


class Reading:
    """See the module."""

    def __init__(self, transcript: Transcript, scenario: Scenario, rubric: Rubric, tools: Tools) -> None:
        self.transcript, self.scenario, self.rubric, self.tools = transcript, scenario, rubric, tools
        self._hits: dict[tuple[str, int], re.Match[str] | None] = {}
        self._once: dict[Any, Any] = {}

    def once(self, function: "Callable[[Reading], T]") -> "T":
        """What a function makes of this reading, computed the first time that anybody asks."""
        if function not in self._once:
            self._once[function] = function(self)
        found: T = self._once[function]
        return found

    def keep(self, key: "tuple[Any, ...]", make: "Callable[[], T]") -> "T":
        """What `make` makes, computed the first time that anybody asks under this key."""
        if key not in self._once:
            self._once[key] = make()
        found: T = self._once[key]
        return found

    # -- what was said ------------------------------------------------------------------------------------------------

    @cached_property
    def messages(self) -> tuple[Message, ...]:
        heard: list[str] = []
        found = []
        for turn in self.transcript.turns:
            if turn.who == "candidate":
                found.append(_message(turn, heard))
            else:
                heard.append(_squeezed(turn.text[:LONGEST_TURN]))
        return tuple(found)

    @cached_property
    def by_index(self) -> Mapping[int, Message]:
        return {message.index: message for message in self.messages}

    @cached_property
    def probes(self) -> tuple[Probe, ...]:
        """The interviewer's turns in order."""
        return tuple(self._probe(turn) for turn in self.transcript.turns if turn.who == "interviewer")

    @cached_property
    def said(self) -> tuple[Said, ...]:
        found: list[Said] = []
        for message in self.messages:
            probe = self.probe_before(message.index)
            for each in sentences(message.text):
                low = message.low[each.start : each.end]
                if self.search("instructing", low):
                    continue  # talk to or about whoever scores is no evidence of anything
                found.append(
                    Said(len(found), message, each.start, each.end, each.text, low, each.asks, each.states, probe)
                )
        return tuple(found)

    def probe_before(self, index: int) -> Probe | None:
        """The interviewer's last turn before the turn with this index."""
        return next((probe for probe in reversed(self.probes) if probe.index < index), None)

    def answer(self, probe: Probe) -> tuple[Message, ...]:
        """What the candidate said until the interviewer's next turn."""
        following = next((each.index for each in self.probes if each.index > probe.index), 10**9)
        return tuple(message for message in self.messages if probe.index < message.index < following)

    def answer_said(self, probe: Probe) -> tuple[Said, ...]:
        return tuple(each for each in self.said if each.probe is probe)

    def reply(self, message: Message) -> str:
        """The interviewer's next words after this message, folded; "" where the candidate went on alone."""
        following = (turn for turn in self.transcript.turns[message.index + 1 :] if turn.who != "observer")
        turn = next(following, None)
        return folded(turn.text[:LONGEST_TURN]) if turn is not None and turn.who == "interviewer" else ""

    def answers(self, message: Message) -> bool:
        """Whether the message comes right after a turn of the interviewer's that asks something."""
        before = [turn for turn in self.transcript.turns[: message.index] if turn.who != "observer"]
        if not before or before[-1].who != "interviewer":
            return False
        probe = self.probe_before(message.index)
        return probe is not None and (probe.asks or bool(probe.topics - {"move"}))

    def echoes(self, said: Said) -> bool:
        """Whether a sentence repeats eight words or more of the interviewer's, one after the other."""
        words = _squeezed(said.text).split()
        heard = f" {' '.join(_squeezed(text) for text in self.heard_before(said.message.index))} "
        runs = (" ".join(words[at : at + ECHO]) for at in range(len(words) - ECHO + 1))
        return any(f" {run} " in heard for run in runs)

    def heard_before(self, index: int) -> list[str]:
        """The interviewer's turns before this one, folded."""
        return [folded(probe.text[:LONGEST_TURN]) for probe in self.probes if probe.index < index]

    def of(self, message: Message) -> tuple[Said, ...]:
        return self._by_message.get(message.index, ())

    @cached_property
    def _by_message(self) -> Mapping[int, tuple[Said, ...]]:
        found: dict[int, list[Said]] = {}
        for each in self.said:
            found.setdefault(each.message.index, []).append(each)
        return {index: tuple(several) for index, several in found.items()}

    def in_phases(self, *phases: str) -> Iterator[Said]:
        return (each for each in self.said if each.phase in phases)

    def _probe(self, turn: Turn) -> Probe:
        low = folded(turn.text[:LONGEST_TURN])
        topics = frozenset(
            name for name, cues in self.tools.topics.items() if self.tools.pattern(tuple(cues)).search(low)
        )
        return Probe(turn.index, turn.phase, turn.text, topics, any(each.asks for each in sentences(turn.text)))

    # -- cues ---------------------------------------------------------------------------------------------------------

    def has(self, group: str, said: Said) -> bool:
        return self.hit(group, said) is not None

    def hit(self, group: str, said: Said) -> "re.Match[str] | None":
        """The first cue of a named group in a sentence; places are those of its folded words."""
        key = (group, said.place)
        if key not in self._hits:
            self._hits[key] = self.tools.pattern((f"${group}",)).search(said.low)
        return self._hits[key]

    def count(self, group: str, text: str) -> int:
        """How many different cues of a group stand in a folded text."""
        key = ("count", group, text)
        if key not in self._once:
            self._once[key] = len({hit.group() for hit in self.tools.pattern((f"${group}",)).finditer(text)})
        found: int = self._once[key]
        return found

    def search(self, group: str, text: str) -> "re.Match[str] | None":
        key = ("search", group, text)
        if key not in self._once:
            self._once[key] = self.tools.pattern((f"${group}",)).search(text)
        found: re.Match[str] | None = self._once[key]
        return found

    # -- evidence -----------------------------------------------------------------------------------------------------

    def evidence(self, message: Message, start: int = 0, end: int | None = None) -> Evidence:
        """[start, end) of a message as it was written, trimmed, at most 300 characters."""
        stop = len(message.source) if end is None else end
        while start < stop and message.source[start].isspace():
            start += 1
        stop = min(stop, start + LONGEST_QUOTE)
        return Evidence(message.index, message.source[start:stop].rstrip())

    def quote(self, *said: Said) -> tuple[Evidence, ...]:
        """Each sentence verbatim."""
        return tuple(self.evidence(each.message, each.start, each.end) for each in said)

    # -- what was drawn, reckoned and asked ---------------------------------------------------------------------------

    @cached_property
    def graph(self) -> Graph:
        """The design as it stood at the end, read from the candidate's messages of every phase after requirements."""
        texts = [(m.index, m.drawing) for m in self.messages if m.phase in ("design", "decisions", "patterns")]
        return read_turns(texts, self.tools.components)

    @cached_property
    def locale(self) -> str | None:
        """How the candidate writes numbers: "de" for 86.400, None for 86,400."""
        return _locale(self.messages)

    @cached_property
    def figures(self) -> Mapping[int, Sequence[Figure]]:
        """Message index → every quantity in it, in text order."""
        context = Context(params=None, scenario=self.scenario.id, locale=self.locale)
        return {message.index: read_figures(message.text, context) for message in self.messages}

    @cached_property
    def asked(self) -> Mapping[str, int]:
        """Fact id → index of the message that asked for it; empty for a sheet without facts."""
        matcher = self.tools.facts(self.scenario)
        found: dict[str, int] = {}
        if matcher is None:
            return found
        for message in self.messages:
            if message.phase in ("requirements", "estimation") and any(each.asks for each in self.of(message)):
                for fact in matcher.match(message.text).answered:
                    found.setdefault(fact, message.index)
        return found


_DOTTED = re.compile(r"(?<![\d.,])\d{1,3}\.\d{3}(?![\d.])")
_POINT = re.compile(r"(?<![\d.,])\d{1,4}\.\d{1,2}(?![\d.])")


def _locale(messages: Sequence[Message]) -> str | None:
    """ "de" where somebody parts thousands by dots ("86.400", "3.472") and never writes a decimal point."""
    whole = " ".join(message.text for message in messages if message.phase in ("requirements", "estimation"))
    dotted = len(_DOTTED.findall(whole))
    return "de" if "86.400" in whole or (dotted >= 2 and not _POINT.search(whole)) else None


def _message(turn: Turn, heard: Iterable[str]) -> Message:
    source = turn.text[:LONGEST_TURN]
    read = plain(source)
    body = list(read.text)
    for start, end in (*read.struck, *read.quoted, *_copied(read.text, heard)):
        body[start:end] = [char if char == "\n" else " " for char in body[start:end]]
    text = "".join(body)
    code = tuple((span.start, span.end) for span in read.code)
    return Message(turn.index, turn.at, turn.phase, text, folded(text), source, code)


def _copied(text: str, heard: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Sentences that repeat word for word what somebody else said before."""
    earlier = [words for words in heard if words]
    if not earlier:
        return
    for each in sentences(text):
        words = _squeezed(each.text)
        if words.count(" ") >= COPIED_WORDS - 1 and any(f" {words} " in f" {other} " for other in earlier):
            yield each.start, each.end


def _squeezed(text: str) -> str:
    return " ".join(re.findall(r"\w+", folded(text)))
