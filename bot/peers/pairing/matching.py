"""Who interviews whom: the best matching of those who take part this week.

In this order: as many pairs as can meet in both people's working hours; no pair that has met before while that can be
avoided, and else the one that met longest ago; nobody left out again while that can be avoided; the longest time in
common. Each rank outweighs everything below it, in whole numbers, so the answer is exact. networkx finds it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import TypeAlias

from bot.peers.pairing.hours import WorkingHours, common_times, proposed_time

LONG_AGO = 52  # weeks after which a pair's meeting weighs as little as it ever will
STRETCH = 900.0  # the time in common is counted in quarters of an hour
LEAST_MINUTES = 60  # that both must have in common in one go

Met: TypeAlias = Mapping[frozenset[str], int]  # a pair → weeks since they met last, 1 for last week


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who takes part this week. `left_out`: how often they had no partner since they last had one."""

    id: str
    hours: WorkingHours
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Pairs:
    """`pairs` in order of the members' ids; `alone` are those without a partner."""

    pairs: tuple[tuple[str, str], ...]
    alone: tuple[str, ...]


def matched(
    members: Sequence[Member], met: Met, first: date, minutes: int = LEAST_MINUTES, after: float = 0.0
) -> Pairs:
    """The pairs of the seven days from `first` on, what is before `after` (unix seconds) not counted.

    The same members and history give the same pairs, in whatever order they come."""
    import networkx as nx

    people = sorted(members, key=lambda member: member.id)
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(person.id for person in people)
    for (one, other), weight in _weights(people, met, first, minutes, after).items():
        graph.add_edge(one, other, weight=weight)
    found = sorted(tuple(sorted(pair)) for pair in nx.max_weight_matching(graph, maxcardinality=True))
    pairs = tuple((one, other) for one, other in found)
    paired = {person for pair in pairs for person in pair}
    return Pairs(pairs, tuple(person.id for person in people if person.id not in paired))


def _weights(people: Sequence[Member], met: Met, first: date, minutes: int, after: float) -> dict[tuple[str, str], int]:
    """Pairs that can meet → their weight. Sums of a lower rank never reach one step of the rank above."""
    shared = {(a.id, b.id): _common(a.hours, b.hours, first, minutes, after) for a, b in combinations(people, 2)}
    possible = {pair: common for pair, common in shared.items() if common}
    left_out = {person.id: min(person.left_out, LONG_AGO) for person in people}
    most = len(people) // 2 + 1
    a_wait = 1 + most * max(possible.values(), default=0)
    a_week = 1 + a_wait * most * (1 + 2 * max(left_out.values(), default=0))
    never = a_week * (1 + most * LONG_AGO)
    weights = {}
    for (one, other), common in possible.items():
        weeks = met.get(frozenset((one, other)))
        novelty = never if weeks is None else a_week * min(weeks, LONG_AGO)
        weights[one, other] = novelty + a_wait * (left_out[one] + left_out[other]) + common
    return weights


@lru_cache(maxsize=50_000)
def _common(one: WorkingHours, other: WorkingHours, first: date, minutes: int, after: float) -> int:
    """Quarters of an hour that both work in these days; 0 where no stretch is long enough to meet.

    Kept in memory: of many people in few zones most pairs have the same hours."""
    if proposed_time(one, other, first, minutes, after) is None:
        return 0
    return max(1, int(sum(end - start for start, end in common_times(one, other, first, after)) // STRETCH))
