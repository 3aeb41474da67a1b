"""Rules of the clock, one test for each sentence."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.dialogue.mind import Mind
from bot.interview import commands as do
from bot.interview import events as e
from bot.interview.clock import Watch, outside_quiet_hours, phase_times, schedule
from tests.interview.conftest import ADA, BOB, T0, Hall

MINUTE = 60.0


def ends(hall: Hall) -> dict[str, float]:
    run = hall.state.run
    assert run is not None
    return dict(schedule(hall.state.setup.plan, run.id, run.start))


def test_the_phases_have_their_planned_shares_of_45_minutes(hall: Hall) -> None:
    assert ends(hall) == pytest.approx(
        {"requirements": 300, "estimation": 660, "design": 1560, "decisions": 2340, "patterns": 2700}
    )


@pytest.mark.parametrize("minutes", [15, 30, 45, 60])
def test_an_interview_of_any_length_ends_when_it_said_it_would(mind: Mind, minutes: int) -> None:
    assert ends(Hall(mind, minutes=minutes))["patterns"] == pytest.approx(minutes * MINUTE)


def test_the_end_stays_where_it_was_fixed_when_a_phase_is_cut_short_or_runs_over(hall: Hall) -> None:
    hall.at(100).next()
    assert ends(hall)["patterns"] == pytest.approx(2700)
    hall.at(900).next()
    assert ends(hall)["patterns"] == pytest.approx(2700)


def test_time_saved_in_a_phase_is_shared_among_the_rest_by_their_shares(hall: Hall) -> None:
    hall.at(100).next()
    lengths = ends(hall)
    assert lengths["estimation"] - 100 == pytest.approx(2600 * 6 / 40)
    assert lengths["design"] - lengths["estimation"] == pytest.approx(2600 * 15 / 40)


def test_a_pause_moves_the_end(hall: Hall) -> None:
    hall.at(60).act(do.PauseInterview, user=ADA)
    hall.at(600).act(do.ResumeInterview, user=ADA)
    assert hall.state.watch.when(2700) == pytest.approx(T0 + 2700 + 540)


def test_nothing_rings_in_a_pause_but_its_last_end(hall: Hall) -> None:
    hall.at(60).act(do.PauseInterview, user=ADA)
    assert set(hall.aggregate.timers(hall.state)) == {"expired"}


def test_next_ends_the_phase_that_it_carries(hall: Hall) -> None:
    hall.act(do.NextPhase, user=ADA, phase="requirements")
    assert hall.state.phase == "estimation"


def test_a_stale_next_is_harmless(hall: Hall) -> None:
    hall.next()
    assert hall.act(do.NextPhase, user=ADA, phase="requirements") == []
    assert hall.state.phase == "estimation"


def test_requirements_are_warned_at_a_fifth_and_ended_at_a_third_of_the_interview(hall: Hall) -> None:
    for minute in range(1, 16):
        hall.at(minute * MINUTE - 20).say(f"note {minute}: still thinking about the users here")
    hall.at(901)
    assert hall.times(e.PhaseWarned) == [540]
    assert [(event.reason, event.at - T0) for event in hall.named(e.PhaseEnded)] == [("time", pytest.approx(900))]
    assert "req.overran" in hall.state.noticed


def test_another_phase_ends_at_its_planned_end_plus_grace(hall: Hall) -> None:
    """A fifth of the phase: 72 s of the six minutes of estimation."""
    hall.at(300).next()
    hall.say("I start from the users, give me time for it please")
    hall.at(660 + 71)
    assert hall.state.phase == "estimation"
    hall.at(660 + 73)
    assert hall.state.phase == "design"


def test_grace_is_at_least_20_seconds_and_at_most_two_minutes(hall: Hall) -> None:
    grace = hall.state.setup.plan.rules.grace
    assert [grace.seconds(length) for length in (30, 300, 3000)] == [20, 60, 120]


def test_a_phase_is_warned_once_before_its_end_and_once_at_time(hall: Hall) -> None:
    hall.at(300).to("design")
    for moment in range(310, 1800, 60):
        hall.at(moment).say(f"client -> server {moment}: writes")
        if hall.state.phase != "design":
            break
    planned = phase_times(hall.state.setup.plan, "design", 300)
    warned = [(event.kind, round(event.at - T0)) for event in hall.named(e.PhaseWarned) if event.phase == "design"]
    assert warned == [("soon", round(planned.planned_end - 120)), ("time", round(planned.planned_end))]


def test_the_warning_comes_at_two_fifths_of_a_short_phase_but_20_seconds_before_at_the_latest(hall: Hall) -> None:
    warning = hall.state.setup.plan.rules.warning
    assert [warning.seconds(length) for length in (30, 100, 3000)] == [20, 40, 120]


def test_overdue_words_on_the_clock_collapse_into_the_newest(hall: Hall) -> None:
    hall.at(300).next()
    hall.send(do.CheckClock(now=T0 + 1000))
    assert hall.named(e.PhaseWarned) == []
    assert hall.state.phase == "design"


def test_a_candidates_words_end_a_phase(hall: Hall) -> None:
    hall.tell("To sum up: 500 million people, text only, one to one. Groups and media are out.")
    hall.tell("Let's move on to the estimates.")
    assert [event.reason for event in hall.named(e.PhaseEnded)] == ["words"]
    assert hall.state.phase == "estimation"


def test_the_interview_ends_after_the_last_phase_and_its_grace(hall: Hall) -> None:
    hall.to("patterns")
    for moment in range(60, 3000, 60):
        hall.at(moment).say("hmm")
    hall.at(2700 + 121)
    assert hall.state.status == "rating"
    assert hall.named(e.InterviewEnded)[0].reason == "time"


def test_a_live_interview_is_nudged_at_most_twice_in_a_phase_and_then_closed_after_15_minutes(hall: Hall) -> None:
    hall.at(3600)
    assert hall.times(e.Nudged) == [150, 300]
    assert hall.times(e.InterviewClosed) == [1200]
    assert hall.state.end_reason == "abandoned"


def test_an_answer_to_a_nudge_sets_the_silence_back(hall: Hall) -> None:
    hall.at(160).say("I am still here, reading the task again")
    hall.at(400)
    assert len(hall.named(e.Nudged)) <= 2
    hall.at(1300)
    assert hall.state.status != "closed"


def test_the_rating_is_waited_for_15_minutes_then_the_report_comes(hall: Hall) -> None:
    hall.at(60).act(do.EndInterview, user=ADA)
    hall.at(60 + 899)
    assert hall.state.status == "rating"
    hall.at(60 + 901)
    assert hall.state.status == "closed"


def test_downtime_of_more_than_ten_seconds_is_given_back_and_said(hall: Hall) -> None:
    hall.now = T0 + 200
    hall.act(do.GiveBackDowntime, since=T0 + 60, until=T0 + 200)
    assert hall.state.watch.at(T0 + 200) == pytest.approx(60)
    assert hall.words()[-1] == "interview.downtime"


def test_downtime_of_ten_seconds_is_not_spoken_of(hall: Hall) -> None:
    hall.now = T0 + 70
    assert hall.act(do.GiveBackDowntime, since=T0 + 60, until=T0 + 70) == []


def test_downtime_before_the_start_is_not_given_back(hall: Hall) -> None:
    hall.now = T0 + 30
    hall.act(do.GiveBackDowntime, since=T0 - 500, until=T0 + 30)
    assert hall.state.watch.at(T0 + 30) == pytest.approx(0)


def test_downtime_in_a_pause_changes_nothing(hall: Hall) -> None:
    hall.at(60).act(do.PauseInterview, user=ADA)
    hall.now = T0 + 300
    assert hall.act(do.GiveBackDowntime, since=T0 + 100, until=T0 + 300) == []


def test_speed_scales_phases_and_nudges_but_not_the_pause_that_ends_a_turn(mind: Mind) -> None:
    hall = Hall(mind, speed=30)
    assert hall.state.watch.when(2700) == pytest.approx(T0 + 90)
    assert hall.aggregate.timers(hall.state)["nudge"].due == pytest.approx(T0 + 5)
    hall.say("How many people use it on a day")
    assert (hall.state.turn_due or 0) - hall.now in (pytest.approx(1), pytest.approx(4))


class TestAsync:
    @pytest.fixture
    def slow(self, mind: Mind) -> Hall:
        return Hall(mind, clock="async", tz_offset=0)

    def test_an_active_minute_runs_from_a_message_to_the_next(self, slow: Hall) -> None:
        slow.at(1000).say("hello")
        slow.at(1120).say("how many users")
        assert slow.state.watch.at(slow.now) == pytest.approx(120)

    def test_a_gap_counts_for_five_minutes_at_most(self, slow: Hall) -> None:
        slow.at(1000).say("hello")
        slow.at(20_000).say("I am back, how many users are there")
        assert slow.state.watch.at(slow.now) == pytest.approx(300)

    def test_a_turn_ends_after_a_minute(self, slow: Hall) -> None:
        slow.at(1000).say("How many people use it on a day?")
        assert slow.state.turn_due == pytest.approx(slow.now + 60)

    def test_warnings_come_only_inside_active_minutes(self, slow: Hall) -> None:
        slow.at(1000).say("hello")
        assert "phase" not in slow.aggregate.timers(slow.state)

    def test_it_is_closed_48_hours_after_the_start_pauses_included(self, slow: Hall) -> None:
        slow.at(60).act(do.PauseInterview, user=ADA)
        slow.at(48 * 3600 + 12 * 3600)
        assert slow.state.status == "closed"
        assert slow.state.end_reason == "expired"

    def test_nothing_unasked_is_sent_in_the_night_of_the_person(self, mind: Mind) -> None:
        night = Hall(mind, clock="async", tz_offset=0)
        for wake in night.aggregate.timers(night.state).values():
            assert 8 <= (wake.due % 86400) / 3600 < 22


@pytest.mark.parametrize(
    ("hour", "expected"),
    [(23, 32), (2, 8), (7.99, 8), (8, 8), (12, 12), (21.99, 21.99), (22, 32)],
    ids=lambda value: f"{value}h",
)
def test_the_night_is_from_22_to_8_on_the_persons_own_clock(hour: float, expected: float) -> None:
    day = 1_700_006_400.0  # midnight, UTC
    offset = 2 * 3600
    assert outside_quiet_hours(day - offset + hour * 3600, offset, 22 * 60, 8 * 60) == pytest.approx(
        day - offset + expected * 3600
    )


@pytest.mark.parametrize("day", ["2026-10-23", "2026-10-24", "2026-10-25", "2026-03-28"])
def test_the_night_ends_at_eight_on_the_wall_whatever_the_clocks_do(day: str) -> None:
    """In Berlin they go back an hour in the night to 25 October 2026; the offset alone would ring an hour early."""
    berlin = ZoneInfo("Europe/Berlin")
    evening = datetime.fromisoformat(f"{day}T23:00").replace(tzinfo=berlin).timestamp()
    morning = datetime.fromtimestamp(outside_quiet_hours(evening, 7200, 22 * 60, 8 * 60, "Europe/Berlin"), berlin)
    assert (morning.hour, morning.minute) == (8, 0)


def test_an_unknown_zone_falls_back_to_the_offset() -> None:
    known = outside_quiet_hours(1_700_006_400.0, 0, 22 * 60, 8 * 60)
    assert outside_quiet_hours(1_700_006_400.0, 0, 22 * 60, 8 * 60, "Nowhere/Else") == known


def test_who_set_no_night_hears_at_any_hour() -> None:
    assert outside_quiet_hours(1_700_006_400.0, 0, 0, 0) == 1_700_006_400.0


def test_the_watch_never_runs_backwards() -> None:
    watch = Watch(base=100, since=T0)
    assert watch.given_back(500).at(T0 + 10) == 100


def test_a_peer_interviewer_can_steer_too_but_nobody_else(mind: Mind) -> None:
    hall = Hall(mind, interviewer=BOB)
    hall.act(do.NextPhase, user=BOB, phase="requirements")
    assert hall.state.phase == "estimation"
