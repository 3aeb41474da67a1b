"""26 weeks of pairing for 40 people in six time zones, through the aggregate with a clock of its own, as a table.

    uv run python -m tests.bench.pairing [people] [weeks] [seed]

People skip, snooze, leave, come back and do not show up by chance. Nothing is asserted here: tests/peers/test_half_a_year.py
holds a smaller one to the promises.
"""

import random
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations
from zoneinfo import ZoneInfo

import networkx as nx

from bot.peers.pairing import WorkingHours, proposed_time
from bot.peers.pairing import commands as do
from bot.peers.pairing import events as e
from bot.peers.pairing.state import Taking
from bot.record import Refused
from tests.peers.pairing_channel import DAY, T0, PairingChannel, shipped_rules

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Tokyo", "America/Los_Angeles", "Africa/Lagos")
HABITS = ((8, 16), (9, 17), (10, 18), (11, 20), (13, 22))  # hours of the day that people choose


@dataclass
class Counts:
    """`honoured`: proposed times that lie wholly in the hours of both; `avoidable`: repeats beyond the fewest that as
    many pairs can be had with; `again`: left out two matches running."""

    matches: int = 0
    pairs: int = 0
    repeats: int = 0
    avoidable: int = 0
    alone: int = 0
    again: int = 0
    honoured: int = 0
    paused: int = 0
    slowest: float = 0.0
    gaps: list[int] = field(default_factory=list)
    by_pair: Counter[frozenset[str]] = field(default_factory=Counter)


def population(count: int, dice: random.Random) -> dict[str, WorkingHours]:
    found = {}
    for number in range(count):
        start, end = dice.choice(HABITS)
        found[f"U{number:03d}"] = WorkingHours(ZONES[number % len(ZONES)], start * 60, end * 60)
    return found


def half_a_year(people: int = 40, weeks: int = 26, seed: int = 1, *, absent: float = 0.08) -> Counts:
    """`absent` is the chance that somebody skips, snoozes or leaves before a match."""
    dice, channel, counts = random.Random(seed), PairingChannel(), Counts()
    hours = population(people, dice)
    for user, theirs in hours.items():
        channel.join(user, hours=theirs)
    last: dict[frozenset[str], int] = {}
    out_before: set[str] = set()
    for week in range(weeks):
        _absences(channel, hours, dice, absent)
        before = dict(channel.state.members)
        began = time.perf_counter()
        channel.until(T0 + week * 7 * DAY + DAY)
        counts.slowest = max(counts.slowest, time.perf_counter() - began)
        made = channel.of(e.PairsMade)[-1]
        out_before = _count(counts, channel, made, before, last, out_before, week)
        _what_became(channel, made, dice)
    counts.paused = len(channel.of(e.MemberPaused))
    return counts


def _absences(channel: PairingChannel, hours: dict[str, WorkingHours], dice: random.Random, absent: float) -> None:
    for user, theirs in hours.items():
        try:
            if dice.random() < absent:
                act = dice.choice(["skip", "snooze", "leave"])
                if act == "skip":
                    channel.do(do.SkipWeek(now=channel.now, user=user))
                elif act == "snooze":
                    until = channel.now + dice.randint(8, 30) * DAY
                    channel.do(do.SnoozePairing(now=channel.now, user=user, until=until))
                else:
                    channel.do(do.LeavePairing(now=channel.now, user=user))
            elif user not in channel.state.members and dice.random() < 0.5:
                channel.join(user, hours=theirs)
        except Refused:
            pass


def _what_became(channel: PairingChannel, made: e.PairsMade, dice: random.Random) -> None:
    for pair in made.pairs:
        chance = dice.random()
        if chance < 0.8:
            channel.do(do.NoteInterview(now=channel.now, people=pair.people, interview=f"interview-{pair.id}"))
        elif chance < 0.9:
            channel.do(do.SayMet(now=channel.now, user=pair.people[0], pair=pair.id))


def _count(
    counts: Counts, channel: PairingChannel, made: e.PairsMade, before: dict[str, Taking],
    last: dict[frozenset[str], int], out_before: set[str], week: int,
) -> set[str]:  # fmt: skip
    counts.matches += 1
    counts.pairs += len(made.pairs)
    counts.alone += len(made.alone)
    counts.again += len(out_before & set(made.alone))
    counts.avoidable += sum(frozenset(pair.people) in last for pair in made.pairs) - _fewest(made, before, last)
    for pair in made.pairs:
        two = frozenset(pair.people)
        counts.by_pair[two] += 1
        counts.honoured += all(_at_work(before[user].hours, pair.at) for user in pair.people)
        if two in last:
            counts.repeats += 1
            counts.gaps.append(week - last[two])
        last[two] = week
    return set(made.alone)


def _fewest(made: e.PairsMade, before: dict[str, Taking], last: dict[frozenset[str], int]) -> int:
    """Repeats of the best matching that counts nothing but pairs and then repeats."""
    people = sorted([*made.alone, *(user for pair in made.pairs for user in pair.people)])
    first = datetime.fromtimestamp(made.at, ZoneInfo(ZONES[0])).date()  # the plan is in the zone of who came first
    after = made.at + shipped_rules().lead
    graph: nx.Graph[str] = nx.Graph()
    for one, other in combinations(people, 2):
        if proposed_time(before[one].hours, before[other].hours, first, 60, after) is not None:
            graph.add_edge(one, other, weight=int(frozenset((one, other)) not in last))
    best = nx.max_weight_matching(graph, maxcardinality=True)
    assert len(best) == len(made.pairs)
    return sum(frozenset(pair) in last for pair in best)


def _at_work(hours: WorkingHours, at: float, minutes: int = 60) -> bool:
    """Read off the wall of the person's zone, by other means than the pairing's own."""
    start, end = (datetime.fromtimestamp(each, ZoneInfo(hours.zone)) for each in (at, at + minutes * 60))
    first, last = start.hour * 60 + start.minute, end.hour * 60 + end.minute
    return start.weekday() in hours.days and start.date() == end.date() and hours.start <= first and last <= hours.end


def table(counts: Counts, people: int, weeks: int) -> str:
    rows = [
        ("people, zones, weeks", f"{people}, {len(ZONES)}, {weeks}"),
        ("matches made", f"{counts.matches}"),
        ("pairs", f"{counts.pairs}"),
        ("different pairs", f"{len(counts.by_pair)} of {people * (people - 1) // 2}"),
        ("repeats", f"{counts.repeats}" + (f", after {min(counts.gaps)} weeks at the soonest" if counts.gaps else "")),
        ("… that could be avoided", f"{counts.avoidable}"),
        ("without a partner", f"{counts.alone} ({counts.alone / counts.matches:.2f} a match)"),
        ("… two matches running", f"{counts.again}"),
        ("hours of both honoured", f"{counts.honoured} of {counts.pairs}"),
        ("paused after three no-shows", f"{counts.paused}"),
        ("slowest match", f"{counts.slowest * 1000:.0f} ms"),
    ]
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in rows)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    people, weeks, seed = [*given, *[40, 26, 1][len(given) :]]
    print(table(half_a_year(people, weeks, seed), people, weeks))
