"""What the clock and the order of turns say: the overrun, who moves the interview on, and how probes are answered."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.scoring.detectors import Found, detector
from bot.scoring.reading import Message, Probe, Reading, Said
from bot.scoring.substance import WORD, weigh

_CALLS = re.compile(
    r"\b(?:let's|let us|shall we|can we|could we|i'd like to|time to) (?:\w+ )?(?:draw|see|hear|move|turn|go|do|look|talk|get|start|begin|have)\b"
    r"|\b(?:numbers?|estimates?|drawing|design|choices|technologies|patterns),? (?:then|please|now|next)\b|\bshow me\b"
)
ROUNDING = 1.0  # seconds
DRIVEN = 2  # phases begun by the candidate's own announcement
UNSURE = 0.08
LEAST_PROBES = 3
LONGEST_ANNOUNCEMENT = 16  # words
WORKING = ("estimation", "design", "decisions", "patterns")


@detector("overran")
def overran(reading: Reading, criterion: str) -> Found | None:
    """Requirements took longer than the share of the interview at which the rubric moves on."""
    phase = next((phase for phase in reading.rubric.phases if phase.fault_when_overrun == criterion), None)
    if phase is None or phase.ends_at_share is None:
        return None
    here = [turn.at for turn in reading.transcript.turns if turn.phase == phase.id]
    if not here:
        return None
    later = [turn.at for turn in reading.transcript.turns if turn.phase != phase.id and turn.at >= here[0]]
    end = min(later, default=here[-1])
    limit = phase.ends_at_share * reading.transcript.minutes * 60
    return Found(matched=(f"{end / 60:.1f} min",)) if end > limit + ROUNDING else None


# -- drives ----------------------------------------------------------------------------------------------------------------


@detector("drives")
def drives(reading: Reading, criterion: str) -> Found | None:
    """Begins at least two phases by announcing them, not because the interviewer called for them."""
    found = list(reading.once(_announcements))
    return Found(reading.quote(*found)) if len(found) >= DRIVEN else None


@detector("drives_once")
def drives_once(reading: Reading, criterion: str) -> Found | None:
    found = list(reading.once(_announcements))
    return Found(reading.quote(*found)) if found else None


def _announcements(reading: Reading) -> tuple[Said, ...]:
    """For every change of phase the sentence by which the candidate made it, where it was they who did."""
    found: list[Said] = []
    turns = [turn for turn in reading.transcript.turns if turn.who != "observer"]
    for before, turn in pairwise(turns):
        if turn.phase == before.phase:
            continue
        moved = before.who == "interviewer" and _called(reading, before.index)
        if turn.who == "candidate" and not moved:
            found += reading.of(reading.by_index[turn.index])[:1]
        elif turn.who == "interviewer" and before.who == "candidate":
            said = reading.of(reading.by_index[before.index])
            whole = len(WORD.findall(reading.by_index[before.index].text)) <= LONGEST_ANNOUNCEMENT
            evades = any(reading.has("unknown", each) or reading.has("put_off", each) for each in said)
            found += [each for each in said[-1:] if whole and not evades and _announces(reading, each)][:1]
    return tuple(found)


def _called(reading: Reading, index: int) -> bool:
    probe = next(probe for probe in reading.probes if probe.index == index)
    return "move" in probe.topics or bool(_CALLS.search(probe.text.lower()))


def _announces(reading: Reading, said: Said) -> bool:
    short = len(WORD.findall(said.text)) <= LONGEST_ANNOUNCEMENT
    return short and reading.has("announce", said)


# -- probes ----------------------------------------------------------------------------------------------------------------


@detector("answers_probes")
def answers_probes(reading: Reading, criterion: str) -> Found | None:
    """At least half of the interviewer's probes after requirements got a direct answer with something in it."""
    probes = list(_asking(reading))
    good = [probe for probe in probes if _answered(reading, probe)]
    if len(probes) < LEAST_PROBES or len(good) < reading.tools.figures["answered_share"] * len(probes):
        return None
    best = sorted(good, key=lambda probe: -weigh(reading, reading.answer_said(probe)).reason)[:2]
    quoted = [max(reading.answer_said(probe), key=lambda each: len(each.text)) for probe in best]
    unsure = len(good) < (reading.tools.figures["answered_share"] + UNSURE) * len(probes)
    return Found(reading.quote(*quoted), (f"{len(good)} of {len(probes)} probes",), unsure)


def _asking(reading: Reading) -> Iterator[Probe]:
    """The interviewer's turns after requirements that want an answer; courtesies and the word to move on do not."""
    for probe in reading.probes:
        if probe.phase in WORKING and reading.answer_said(probe) and (probe.asks or probe.topics - {"move"}):
            yield probe


def _answered(reading: Reading, probe: Probe) -> bool:
    said = reading.answer_said(probe)
    if any(reading.has("unknown", each) for each in said):
        return True
    own = weigh(reading, said)
    if any(each.in_code for each in said):
        return True
    return own.reason >= 1.5 and own.words >= 7 and not _turns_back(said)


def _turns_back(said: tuple[Said, ...]) -> bool:
    """Answers with a question of their own and nothing else."""
    return all(each.asks and not each.states for each in said)


# -- thinking aloud ----------------------------------------------------------------------------------------------------------


@detector("thinks_aloud")
def thinks_aloud(reading: Reading, criterion: str) -> Found | None:
    """Reasons in messages that answer no question, or beyond what a question asked for."""
    found = [each for each in reading.said if _unasked_reason(reading, each)]
    given = [each for each in reading.said if each.phase in WORKING and _gives_reason(reading, each)]
    slogans = [each for each in reading.said if reading.has("hollow", each)]
    points = len(found) + (len(given) - len(slogans)) / 4
    if points < reading.tools.figures["aloud_points"] or not (found or given):
        return None
    found = found or given
    best = sorted(found, key=lambda each: -weigh(reading, [each]).reason)[:2]
    quoted = reading.quote(*sorted(best, key=lambda each: each.place))
    return Found(quoted, uncertain=points < reading.tools.figures["aloud_points"] + 1)


def _unasked_reason(reading: Reading, said: Said) -> bool:
    return _unasked(reading, said.message) and _gives_reason(reading, said)


def _gives_reason(reading: Reading, said: Said) -> bool:
    if said.in_code:
        return False
    if said.phase == "estimation" and not (reading.has("effect", said) or reading.has("because", said)):
        return False  # "so 463,000 reads" follows by arithmetic
    own = weigh(reading, [said])
    return own.reason >= 1.5 and (own.becauses > 0 or own.effects > 1) and not own.slogans


def _unasked(reading: Reading, message: Message) -> bool:
    """Whether the message comes without a question: after another of the candidate's, or after no asking turn."""
    turns = [turn for turn in reading.transcript.turns if turn.who != "observer"]
    place = next(index for index, turn in enumerate(turns) if turn.index == message.index)
    if place == 0 or turns[place - 1].who == "candidate":
        return True
    probe = reading.probe_before(message.index)
    return probe is None or not (probe.asks or probe.topics - {"move", "next"})
