"""When a weekly drill is due: always the right time on the wall, once a week, whatever clocks do."""

import itertools
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drills.schedule import WEEKDAYS, Occurrence, Rule, read_time, upcoming
from bot.runtime.calendar import known_zone, near_zones, next_occurrence

ZONES = ("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia")


def at(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def year(rule: Rule, start: float, weeks: int = 52) -> list[Occurrence]:
    return list(upcoming(rule, start, next_occurrence, weeks))


@pytest.mark.parametrize("zone", ZONES)
def test_a_year_has_one_due_time_each_week_at_the_same_wall_time(zone: str) -> None:
    found = year(Rule("wed", "09:00", zone), at("2026-01-01T00:00+00:00"))
    walls = [datetime.fromtimestamp(each.at, ZoneInfo(zone)) for each in found]
    assert {(wall.strftime("%a %H:%M")) for wall in walls} == {"Wed 09:00"}
    dates = [wall.date() for wall in walls]
    assert all(later - earlier == timedelta(days=7) for earlier, later in itertools.pairwise(dates))
    assert len({each.key for each in found}) == 52


def test_a_time_that_the_spring_night_leaves_out_comes_when_it_would_have_been_by_the_old_clock() -> None:
    rule = Rule("sun", "02:30", "Europe/Berlin")
    first, second = year(rule, at("2026-03-28T00:00+00:00"), 2)
    assert first == Occurrence("2026-03-29T02:30 Europe/Berlin", at("2026-03-29T01:30+00:00"))
    assert second.key == "2026-04-05T02:30 Europe/Berlin"


def test_a_time_that_the_autumn_night_has_twice_counts_the_first_time_only() -> None:
    rule = Rule("sun", "02:30", "Europe/Berlin")
    first, second = year(rule, at("2026-10-24T12:00+00:00"), 2)
    assert first == Occurrence("2026-10-25T02:30 Europe/Berlin", at("2026-10-25T00:30+00:00"))
    assert second.key == "2026-11-01T02:30 Europe/Berlin"


def test_in_the_second_pass_of_the_autumn_night_the_time_has_been_already() -> None:
    rule = Rule("sun", "02:30", "Europe/Berlin")
    assert next_occurrence(rule, at("2026-10-25T01:10+00:00")).key == "2026-11-01T02:30 Europe/Berlin"


def test_a_date_that_a_country_skipped_over_has_no_second_drill_beside_it() -> None:
    found = year(Rule("fri", "08:00", "Pacific/Apia"), at("2011-12-20T00:00+00:00"), 4)
    instants = [each.at for each in found]
    assert instants == sorted(set(instants))


def test_nothing_is_due_before_the_first_date() -> None:
    rule = Rule("mon", "10:00", "UTC", starts="2026-06-10")
    assert next_occurrence(rule, at("2026-01-01T00:00+00:00")).key == "2026-06-15T10:00 UTC"


@given(
    weekday=st.sampled_from(WEEKDAYS),
    minute=st.integers(0, 1439),
    zone=st.sampled_from(ZONES),
    after=st.integers(1_577_836_800, 1_900_000_000),
)
def test_the_next_time_is_later_within_eight_days_and_on_its_weekday(
    weekday: str, minute: int, zone: str, after: int
) -> None:
    found = next_occurrence(Rule(weekday, f"{minute // 60:02d}:{minute % 60:02d}", zone), after)
    assert after < found.at <= after + 8 * 86_400
    named = datetime.fromisoformat(found.key.split(" ")[0]).replace(tzinfo=UTC)
    assert f"{named:%a}".lower() == weekday


def test_a_zone_that_is_none_is_known_as_such_and_near_ones_are_found() -> None:
    assert known_zone("Europe/Berlin")
    assert not known_zone("Mars/Olympus")
    assert not known_zone("../../etc/passwd")
    assert "Europe/Berlin" in near_zones("berlin")
    assert "America/New_York" in near_zones("America/New York")


@pytest.mark.parametrize(("text", "time"), [("9:30", "09:30"), (" 16.05 ", "16:05"), ("24:00", None), ("noon", None)])
def test_a_time_is_read_as_people_type_it(text: str, time: str | None) -> None:
    assert read_time(text) == time
