"""Streaks forgive a missed week; the board counts taking part and improving; what was weak is due sooner."""

from bot.content import Content
from bot.drills.board import board, streak, week
from bot.drills.spacing import Practised, due
from tests.drills.conftest import DAY, T0, Channel
from tests.drills.test_answering import right
from tests.drills.test_scheduling import MONDAY

WEEK = 7 * DAY


def test_a_streak_counts_weeks_and_forgives_one_missed_between_two() -> None:
    weeks = [T0, T0 + WEEK, T0 + 3 * WEEK]
    assert streak(weeks, T0 + 3 * WEEK) == 3
    assert streak(weeks, T0 + 5 * WEEK) == 3  # this week may still come
    assert streak(weeks, T0 + 6 * WEEK) == 0
    assert streak([T0, T0 + 3 * WEEK], T0 + 3 * WEEK) == 1


def test_a_week_ends_on_sunday() -> None:
    assert week(MONDAY) == week(MONDAY + 6.5 * DAY) == week(MONDAY - 9 * 3600 - 1) + 1


def test_who_improves_stands_above_who_was_right_at_once(channel: Channel) -> None:
    channel.make()
    channel.until(MONDAY + 1)
    channel.answer("UBEST", right(channel, "write_qps", "read_qps", "daily_storage"))
    channel.answer("UGROWS", {"write_qps": "3 per second"})
    channel.answer("UGROWS", right(channel, "write_qps"))
    channel.until(MONDAY + 3 * DAY)
    rows = board(channel.state, channel.now, channel.drills.kit.rules, channel.rounds()[0])
    assert [(row.person, row.points, row.score) for row in rows] == [("UGROWS", 4, None), ("UBEST", 2, None)]


def test_a_late_answer_is_not_on_the_board(channel: Channel) -> None:
    channel.make()
    channel.until(MONDAY + 3 * DAY)
    channel.answer("U1", {"write_qps": "1k/s"})
    assert board(channel.state, channel.now, channel.drills.kit.rules) == []


def test_what_went_wrong_is_due_before_what_went_right_and_right_again_waits_longer(content: Content) -> None:
    assert content.drills is not None
    ratings = content.drills.rules.ratings
    first = due([Practised(T0, {"patterns.saga": 0.2, "estimation.write_qps": 1.0})], ratings)
    assert [each.skill for each in first] == ["patterns.saga", "estimation.write_qps"]
    once, twice = first[1].at - T0, T0 + 10 * DAY
    again = due([Practised(T0, {"a": 1.0}), Practised(twice, {"a": 1.0})], ratings)[0].at - twice
    assert again > once
    assert due([Practised(T0, {"a": 0.2})], ratings) == due([Practised(T0, {"a": 0.2})], ratings)
