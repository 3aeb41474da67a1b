"""Whether words carry something: reasons, effects, figures and contrasts on one side, slogans and evasion on the other.

A reason in an interview is seldom marked by "because" alone: people give it as a consequence ("one server would
melt"), as a figure ("350k/s") or as a contrast ("a cache would be read once"). Each kind counts once or twice, slogans
and habit count against it, and what is too short to hold a reason holds none.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.scoring.reading import Message, Probe, Reading, Said

FIGURE = re.compile(
    r"(?<![\w.])[~≈<>×x]?\d[\d.,' ]{0,14}(?:k|m|bn|b|mil|million|billion)?\s?"
    r"(?:%|x\b|ms\b|s\b|sec|min|hour|day|week|month|year|[kmgtp]i?b\b|/s|qps|rps|per |times|nodes?\b|people|users?)?",
    re.I,
)
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SO = re.compile(r"(?<=[\w,);])[^\S\n]*[,;–-]?[^\S\n]+so\s+(?!far\b|much\b|many\b|on\b|that\b|it is\b|i think\b)")
_SO_THEN = re.compile(r"(?:^|\n)[-• ]{0,3}so\s+(?!far|much|many|on\b|that\b|if i|what|how|basically|ok)")
_DRAWN = re.compile(r"->|=>|-->|──|—>")
VAGUE = 3  # so many words of praise and abstraction, with no figure beside them, are a slogan
THIN = 5  # words; fewer say nothing but a name


@dataclass(frozen=True, slots=True)
class Substance:
    """Counts of different cues of each kind in a piece of text."""

    words: int
    becauses: int
    effects: int
    access: int
    contrasts: int
    needs: int
    figures: int
    slogans: int
    fashion: int
    evasions: int

    @property
    def reason(self) -> float:
        """From 2 on there is a reason; below 1 there is none."""
        value = 1.2 * min(self.becauses, 2) + 0.8 * min(self.effects, 3) + 0.5 * min(self.access, 3)
        value += 0.5 * min(self.contrasts, 2) + 0.6 * min(self.needs, 2) + 0.7 * min(self.figures, 2)
        value -= 1.3 * self.slogans + 2 * self.fashion + 1.0 * self.evasions
        value += 0.5 * min(max(self.words - 14, 0) / 10, 2)
        return value if self.words >= THIN else min(value, 0.0)

    @property
    def reasoned(self) -> bool:
        return self.reason >= 2.0

    @property
    def hollow(self) -> bool:
        """Slogans, habit or evasion with nothing beside them."""
        return self.reason < 1.0


def weigh(reading: Reading, said: Iterable[Said]) -> Substance:
    """The substance of these sentences together. Drawn lines and code carry no reasons and are left out."""
    together = tuple(said)
    return reading.keep(("weigh", *(each.place for each in together)), lambda: _weighed(reading, together))


def _weighed(reading: Reading, said: Sequence[Said]) -> Substance:
    pieces = [each for each in said if not each.in_code and not _DRAWN.search(each.low)]
    low = "\n".join(each.low for each in pieces)
    follows = any(_SO_THEN.match(each.low) and not _first(reading, each) for each in pieces)
    figures = sum(1 for hit in FIGURE.finditer(low) if any(char.isdigit() for char in hit.group()))
    vague = reading.count("abstract", low) >= (VAGUE + 1 if figures else VAGUE)
    return Substance(
        words=len(WORD.findall(low)),
        becauses=reading.count("because", low) + bool(_SO.search(low)) + follows,
        effects=reading.count("effect", low),
        access=reading.count("access", low),
        contrasts=reading.count("contrast", low),
        needs=reading.count("need", low),
        figures=figures,
        slogans=reading.count("hollow", low) + vague,
        fashion=reading.count("fashion", low) + reading.count("habit", low),
        evasions=reading.count("evasive", low),
    )


def _first(reading: Reading, said: Said) -> bool:
    """Whether a sentence opens its message: a "so" there goes on with talk and follows from nothing."""
    return reading.of(said.message)[0] is said


def answer_to(reading: Reading, topic: str, phases: Sequence[str] = ()) -> Iterable[tuple[Probe, tuple[Said, ...]]]:
    """Each probe on a topic with the sentences that answered it."""
    for probe in reading.probes:
        if topic in probe.topics and (not phases or probe.phase in phases):
            said = reading.answer_said(probe)
            if said:
                yield probe, said


def words_of(message: Message) -> int:
    return len(WORD.findall(message.text))
