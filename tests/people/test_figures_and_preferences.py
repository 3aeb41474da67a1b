"""A person's figures never mix their sources; preferences are read field by field."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.people import Preferences
from bot.people.figures import Trend, direction, figures
from bot.slack.persons.cards import stats_message
from bot.slack.persons.forms import preferences_form, read_preferences
from bot.slack.persons.ids import WISHES
from bot.workspace.kit.check import message_faults, view_faults
from tests.peers.pairing_channel import shipped_rules
from tests.support.bot import shipped_content

WORDS = shipped_content().words.say
FINE: dict[str, Any] = {
    "wishes": ["reminders"], "zone": "Europe/Berlin", "work_from": "9:00", "work_until": "17:00", "work_days": ["mon"],
    "quiet_from": "", "quiet_until": "",
}  # fmt: skip


def interview(levels: dict[str, int], rubric: str = "a@1", overall: float | None = 50.0) -> dict[str, Any]:
    return {"levels": levels, "rubric": rubric, "overall": overall, "band": "solid"}


def test_levels_of_rules_of_people_and_drills_are_kept_apart() -> None:
    found = figures(
        [interview({"req.scale": 2}), interview({"req.scale": 1})], [{"requirements": 3}],
        [{"kind": "slip", "score": 1.0}, {"kind": "slip", "score": 0.5}], interviewed=1, weeks=2,
    )  # fmt: skip
    assert found.rules == (Trend("req.scale", (1, 2)),)  # oldest first
    assert found.people == (Trend("requirements", (3,)),)
    assert found.drills == (Trend("slip", (0.5, 1.0)),)


def test_two_rubrics_make_no_trend() -> None:
    rows = [interview({"a": 2}, "new@2"), interview({"a": 0}, "old@1")]
    assert figures(rows, [], [], interviewed=0, weeks=0).rules == (Trend("a", (2,)),)


def test_the_weakest_criterion_comes_first() -> None:
    rows = [interview({"a": 3, "b": 0, "c": 1})]
    assert [trend.name for trend in figures(rows, [], [], interviewed=0, weeks=0).rules] == ["b", "c", "a"]


@pytest.mark.parametrize(("values", "expected"), [((1,), 0), ((1, 2), 1), ((3, 1), -1), ((1, 2, 1.5), 0), ((2, 2), 0)])
def test_a_direction_needs_something_to_compare_with(values: tuple[float, ...], expected: int) -> None:
    assert direction(Trend("a", values)) == expected


def test_who_wants_no_numbers_sees_none() -> None:
    found = figures([interview({"req.scale": 2}, overall=73.0)], [], [], interviewed=0, weeks=0)
    with_numbers = stats_message(WORDS, found, (), {})
    without = stats_message(WORDS, found, (), {}, numbers=False)
    assert "73" in str(with_numbers.blocks)
    assert "73" not in str(without.blocks)
    assert message_faults(list(with_numbers.blocks)) == []


def test_where_there_is_nothing_yet_the_way_to_begin_is_told() -> None:
    shown = stats_message(WORDS, figures([], [], [], interviewed=0, weeks=0), (), {})
    assert "/mock start" in str(shown.blocks)


def test_a_zone_left_as_it_was_shown_goes_on_following_slack() -> None:
    errors, prefers = read_preferences(WORDS, Preferences(), "Europe/Berlin", FINE)
    assert errors == {}
    assert prefers.zone == ""
    assert read_preferences(WORDS, Preferences(), "Asia/Tokyo", FINE)[1].zone == "Europe/Berlin"


def test_no_quiet_hours_are_two_equal_times() -> None:
    _, prefers = read_preferences(WORDS, Preferences(), "Europe/Berlin", FINE)
    assert prefers.quiet_from == prefers.quiet_until


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"work_days": []}, "work_days"),
        ({"work_until": "9:00"}, "work_until"),
        ({"quiet_from": "22:00"}, "quiet_until"),
        ({"zone": "x" * 5000}, "zone"),
        ({"work_from": None}, "work_from"),
    ],
)
def test_each_field_has_its_own_error_and_nothing_is_changed(changed: dict[str, Any], field: str) -> None:
    before = Preferences(share_stats=True)
    errors, prefers = read_preferences(WORDS, before, "Europe/Berlin", {**FINE, **changed})
    assert list(errors) == [field]
    assert prefers == before


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.sampled_from(list(FINE)), st.one_of(st.none(), st.text(max_size=30), st.lists(st.text()))))
def test_whatever_stands_in_the_fields_it_is_read_or_answered(values: dict[str, Any]) -> None:
    errors, prefers = read_preferences(WORDS, Preferences(), "UTC", {**FINE, **values})
    assert errors or isinstance(prefers, Preferences)


@pytest.mark.parametrize(
    "prefers", [Preferences(), Preferences(**dict.fromkeys(WISHES, True), quiet_from=0, quiet_until=0)]
)
def test_slack_takes_the_form(prefers: Preferences) -> None:
    assert view_faults(preferences_form(WORDS, prefers, shipped_rules().hours("Asia/Kolkata"))) == []
