"""Weekly pairing: as many pairs as can meet, no repeat while avoidable, nobody left out twice, hours honoured."""

from datetime import date, datetime, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.peers.pairing import Member, WorkingHours, common_times, matched, proposed_time

MONDAY = date(2026, 11, 23)
ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Asia/Tokyo", "America/Los_Angeles", "Africa/Lagos"]


def member(name: str, zone: str = "Europe/Berlin", left_out: int = 0, **hours: int) -> Member:
    return Member(name, WorkingHours(zone, **hours), left_out)


def wall(moment: float, zone: str) -> datetime:
    return datetime.fromtimestamp(moment, ZoneInfo(zone))


def test_two_people_of_one_zone_are_a_pair() -> None:
    found = matched([member("b"), member("a")], {}, MONDAY)

    assert found.pairs == (("a", "b"),)
    assert found.alone == ()


def test_the_odd_one_out_is_named_and_comes_first_next_week() -> None:
    first = matched([member("a"), member("b"), member("c")], {}, MONDAY)
    (left,) = first.alone

    again = matched([member(name, left_out=int(name == left)) for name in "abc"], {}, MONDAY)

    assert left not in again.alone


def test_nobody_meets_the_same_person_while_it_can_be_avoided() -> None:
    met: dict[frozenset[str], int] = {}
    rounds = []
    for _ in range(3):
        found = matched([member(name) for name in "abcd"], met, MONDAY)
        rounds.extend(frozenset(pair) for pair in found.pairs)
        met = {pair: weeks + 1 for pair, weeks in met.items()} | {frozenset(pair): 1 for pair in found.pairs}

    assert len(set(rounds)) == 6  # all there are


def test_a_repeat_that_cannot_be_avoided_is_the_one_of_longest_ago() -> None:
    met = {frozenset("ab"): 5, frozenset("ac"): 1, frozenset("bc"): 2}

    assert matched([member(name) for name in "abc"], met, MONDAY).pairs == (("a", "b"),)


def test_people_who_never_work_at_the_same_time_are_not_paired() -> None:
    found = matched([member("a", "Asia/Tokyo"), member("b", "America/New_York")], {}, MONDAY)

    assert found.pairs == ()
    assert found.alone == ("a", "b")


def test_half_an_hour_in_common_is_not_enough_for_an_hour() -> None:
    early, late = member("a", start=9 * 60, end=12 * 60), member("b", start=11 * 60 + 30, end=17 * 60)

    assert matched([early, late], {}, MONDAY).pairs == ()
    assert matched([early, late], {}, MONDAY, minutes=30).pairs == (("a", "b"),)


def objective(
    pairs: tuple[tuple[str, str], ...], people: list[Member], met: dict[frozenset[str], int]
) -> tuple[int, int, int, int, float]:
    """What a matching is worth, the weightier first: pairs, new ones, age of repeats, waits ended, time in common."""
    of = {person.id: person for person in people}
    ages = [met[frozenset(pair)] for pair in pairs if frozenset(pair) in met]
    common = 0
    for one, other in pairs:
        stretches = common_times(of[one].hours, of[other].hours, MONDAY)
        common += int(sum(end - start for start, end in stretches) // 900)
    waits = sum(of[person].left_out for pair in pairs for person in pair)
    return len(pairs), -len(ages), sum(min(age, 52) for age in ages), waits, common


def all_matchings(names: list[str]) -> list[tuple[tuple[str, str], ...]]:
    if len(names) < 2:
        return [()]
    first, rest = names[0], names[1:]
    found = all_matchings(rest)
    for other in rest:
        found += [((first, other), *more) for more in all_matchings([n for n in rest if n != other])]
    return found


people_of_a_channel = st.lists(
    st.tuples(st.sampled_from(ZONES), st.integers(7, 12), st.integers(0, 3)), min_size=2, max_size=6
)


@settings(max_examples=60, deadline=None)
@given(people_of_a_channel, st.data())
def test_the_matching_is_as_good_as_the_best_of_all(drawn: list[tuple[str, int, int]], data: st.DataObject) -> None:
    people = [
        Member(f"U{index}", WorkingHours(zone, start * 60, (start + 8) * 60), left_out)
        for index, (zone, start, left_out) in enumerate(drawn)
    ]
    names = [person.id for person in people]
    met = {
        frozenset(pair): data.draw(st.integers(1, 60)) for pair in combinations(names, 2) if data.draw(st.booleans())
    }
    of = {person.id: person for person in people}

    def possible(pair: tuple[str, str]) -> bool:
        stretches = common_times(of[pair[0]].hours, of[pair[1]].hours, MONDAY)
        return any(end - start >= 3600 for start, end in stretches)

    best = max(objective(pairs, people, met) for pairs in all_matchings(names) if all(possible(pair) for pair in pairs))

    assert objective(matched(people, met, MONDAY).pairs, people, met) == best


def test_the_order_in_which_people_come_does_not_matter() -> None:
    people = [member(name, ZONES[index % 3]) for index, name in enumerate("abcdefg")]

    assert matched(people, {}, MONDAY) == matched(people[::-1], {}, MONDAY)


@pytest.mark.parametrize("weeks", range(0, 52, 4))
def test_a_proposed_time_lies_in_the_working_hours_of_both(weeks: int) -> None:
    monday = MONDAY + timedelta(weeks=weeks)
    berlin, new_york = WorkingHours("Europe/Berlin"), WorkingHours("America/New_York")

    moment = proposed_time(berlin, new_york, monday, 60)

    assert moment is not None
    for hours in (berlin, new_york):
        start, end = wall(moment, hours.zone), wall(moment + 3600, hours.zone)
        assert start.weekday() < 5
        assert start.hour >= 9
        assert (end.hour, end.minute) <= (17, 0)
        assert start.minute in (0, 30)


def test_a_time_that_has_passed_is_not_proposed() -> None:
    hours = WorkingHours("Europe/Berlin")
    wednesday = datetime(2026, 11, 25, 12, tzinfo=ZoneInfo("Europe/Berlin")).timestamp()

    moment = proposed_time(hours, hours, MONDAY, 60, after=wednesday)

    assert moment is not None
    assert moment >= wednesday


def test_a_night_shift_meets_the_next_morning() -> None:
    night = WorkingHours("Europe/Berlin", 22 * 60, 6 * 60)
    early = WorkingHours("Europe/Berlin", 4 * 60, 10 * 60)

    moment = proposed_time(night, early, MONDAY, 60)

    assert moment is not None
    assert 4 <= wall(moment, "Europe/Berlin").hour < 6
