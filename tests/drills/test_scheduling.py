"""Schedules: who may, one post for each due time, late or skipped after an absence, closing, revealing, pausing."""

import pytest

from bot.drills import commands as do
from bot.drills import events as e
from bot.drills.schedule import Rule
from bot.record import Refused
from bot.runtime.calendar import next_occurrence
from tests.drills.conftest import DAY, HOUR, MONDAYS, T0, Channel

MONDAY = next_occurrence(MONDAYS, T0).at


def refused(channel: Channel, command: do.Command) -> str:
    with pytest.raises(Refused) as caught:
        channel.do(command)
    return caught.value.reason


def test_a_due_time_has_exactly_one_post_and_the_next_one_is_set(channel: Channel) -> None:
    channel.make()
    channel.until(MONDAY + 6 * DAY)
    opened = channel.of(e.RoundOpened)
    assert [event.key for event in opened] == ["2027-01-04T09:30 Europe/Berlin"]
    assert [event.at for event in opened] == [MONDAY]
    channel.do(do.CheckClock(now=MONDAY + 6 * DAY, timer="due:s1"))  # a timer that rings once more
    assert len(channel.of(e.RoundOpened)) == 1


def test_the_organiser_is_told_the_next_three_times(channel: Channel) -> None:
    channel.make()
    told = next(say for say in channel.said if say.what == "drills.scheduled")
    assert told.args["times"] == [MONDAY, MONDAY + 7 * DAY, MONDAY + 14 * DAY]
    assert (told.kind, told.place.user) == ("ephemeral", "UORG")


def test_a_drill_that_was_missed_by_less_than_the_grace_is_posted_late(channel: Channel) -> None:
    channel.make()
    channel.now = MONDAY + 11 * HOUR
    channel.do(do.CheckClock(now=channel.now))
    (opened,) = channel.of(e.RoundOpened)
    assert (opened.at, opened.due, opened.closes) == (channel.now, MONDAY, channel.now + 48 * HOUR)
    assert next(say for say in channel.said if say.what == "drills.card").args["late"]


def test_one_that_was_missed_by_more_is_skipped_and_said_once_however_many_there_were(channel: Channel) -> None:
    channel.make()
    channel.now = MONDAY + 15 * DAY
    channel.do(do.CheckClock(now=channel.now))
    assert channel.of(e.RoundOpened) == []
    (skipped,) = channel.of(e.OccurrencesSkipped)
    assert len(skipped.keys) == 3
    assert skipped.next.at == MONDAY + 21 * DAY
    assert [say.what for say in channel.said].count("drills.skipped") == 1


def test_after_weeks_away_the_one_that_is_due_now_is_posted_and_only_that_one(channel: Channel) -> None:
    channel.make()
    channel.now = MONDAY + 14 * DAY + HOUR
    channel.do(do.CheckClock(now=channel.now))
    assert [event.due for event in channel.of(e.RoundOpened)] == [MONDAY + 14 * DAY]


def test_kinds_take_turns(channel: Channel) -> None:
    channel.make("estimation", "slip", "sprint")
    channel.until(MONDAY + 3 * 7 * DAY + DAY)
    assert [event.exercise.kind for event in channel.of(e.RoundOpened)] == [
        "estimation",
        "slip",
        "sprint",
        "estimation",
    ]


def test_answers_close_and_the_solution_is_revealed_at_the_same_time(channel: Channel) -> None:
    channel.make()
    channel.until(MONDAY + 1)
    channel.answer("U1", {"write_qps": "1k/s"})
    channel.until(MONDAY + 48 * HOUR)
    assert channel.names()[-2:] == ["RoundClosed", "RoundRevealed"]
    whats = [say.what for say in channel.said]
    assert whats.count("drills.reveal") == 1
    assert "drills.spread" not in whats  # one answer: it would show whose it is
    assert "drills.board" not in whats


def test_three_answers_make_a_spread_and_a_board(channel: Channel) -> None:
    channel.make()
    channel.until(MONDAY + 1)
    for user in ("U1", "U2", "U3"):
        channel.answer(user, {"write_qps": "1k/s"})
    channel.until(MONDAY + 48 * HOUR)
    revealed = [say.what for say in channel.said if say.place.thread]
    assert revealed == ["drills.reveal", "drills.spread", "drills.board"]


def test_a_reveal_on_request_waits_for_an_organiser_and_comes_by_itself_in_the_end(channel: Channel) -> None:
    channel.make(reveal="ask")
    channel.until(MONDAY + 1)
    channel.answer("U1", {"write_qps": "1k/s"})
    channel.until(MONDAY + 50 * HOUR)
    assert "RoundRevealed" not in channel.names()
    assert refused(channel, do.RevealNow(now=channel.now, user="U1", round=channel.rounds()[0].id)).endswith(
        "organiser"
    )
    channel.until(MONDAY + 48 * HOUR + 7 * DAY)
    first = channel.rounds()[0]
    assert (first.status, first.revealed) == ("revealed", MONDAY + 48 * HOUR + 7 * DAY)


def test_a_reveal_with_no_answers_shows_the_solution_all_the_same(channel: Channel) -> None:
    channel.make(reveal="ask")
    channel.until(MONDAY + 49 * HOUR)
    assert channel.names()[-2:] == ["RoundClosed", "RoundRevealed"]


def test_two_drills_that_nobody_answered_make_the_bot_propose_a_pause_once(channel: Channel) -> None:
    schedule = channel.make()
    channel.until(MONDAY + 30 * DAY)
    assert [(event.schedule, event.silent) for event in channel.of(e.PauseProposed)] == [(schedule, 2)]
    channel.do(do.KeepSchedule(now=channel.now, user="UORG", schedule=schedule))
    channel.until(MONDAY + 60 * DAY)
    assert len(channel.of(e.PauseProposed)) == 2


def test_an_answer_in_between_is_not_twice_in_a_row(channel: Channel) -> None:
    channel.make()
    channel.until(MONDAY + 7 * DAY + 1)
    channel.answer("U1", {"write_qps": "1k/s"})
    channel.until(MONDAY + 20 * DAY)
    assert channel.of(e.PauseProposed) == []


def test_paused_it_is_silent_and_resumed_it_goes_on_with_the_next_time(channel: Channel) -> None:
    schedule = channel.make()
    channel.do(do.PauseSchedule(now=channel.now, user="UORG", schedule=schedule))
    channel.until(MONDAY + 10 * DAY)
    assert channel.of(e.RoundOpened) == []
    channel.do(do.ResumeSchedule(now=channel.now, user="UORG", schedule=schedule))
    channel.until(MONDAY + 15 * DAY)
    assert [event.due for event in channel.of(e.RoundOpened)] == [MONDAY + 14 * DAY]
    assert refused(channel, do.ResumeSchedule(now=channel.now, user="UORG", schedule=schedule)).endswith(
        "running_already"
    )


def test_removed_it_is_gone_but_an_open_drill_of_it_ends_as_promised(channel: Channel) -> None:
    schedule = channel.make()
    channel.until(MONDAY + 1)
    channel.do(do.RemoveSchedule(now=channel.now, user="UORG", schedule=schedule))
    channel.until(MONDAY + 30 * DAY)
    assert channel.names().count("RoundOpened") == 1
    assert channel.names()[-1] == "RoundRevealed"
    assert refused(channel, do.RunNow(now=channel.now, user="UORG", schedule=schedule)).endswith("no_schedule")


def test_run_now_posts_one_at_once_and_leaves_the_next_time_as_it_is(channel: Channel) -> None:
    schedule = channel.make()
    channel.do(do.RunNow(now=channel.now, user="UORG", schedule=schedule))
    assert channel.state.schedules[schedule].next.at == MONDAY  # type: ignore[union-attr]
    channel.until(MONDAY + 1)
    first, second = channel.of(e.RoundOpened)
    assert (first.key, second.key) == ("", "2027-01-04T09:30 Europe/Berlin")
    assert first.exercise.fingerprint != second.exercise.fingerprint


def test_of_two_organisers_editing_at_once_the_second_is_told_and_nothing_is_overwritten(channel: Channel) -> None:
    schedule = channel.make()
    later = Rule("tue", "10:00", "Europe/Berlin")
    args = {
        "now": channel.now,
        "user": "UORG",
        "kinds": ("slip",),
        "open_hours": 24,
        "schedule": schedule,
        "version": 1,
    }
    channel.do(do.ChangeSchedule(rule=later, **args))  # type: ignore[arg-type]
    assert refused(channel, do.ChangeSchedule(rule=MONDAYS, **args)).endswith("changed")  # type: ignore[arg-type]
    assert channel.state.schedules[schedule].rule == later


def test_where_nobody_is_known_whoever_asks_first_organises_and_the_channel_is_told(channel: Channel) -> None:
    channel.make(user="U1")
    assert [say.args["person"] for say in channel.said if say.what == "drills.organiser"] == ["U1"]
    assert refused(channel, do.PauseSchedule(now=channel.now, user="U2", schedule="s1")).endswith("not_organiser")
    channel.do(do.PauseSchedule(now=channel.now, user="U3", schedule="s1", admin=True))


def test_who_added_the_bot_organises(channel: Channel) -> None:
    channel.do(do.NameOrganiser(now=channel.now, user="UADD"))
    assert refused(channel, do.MakeSchedule(now=channel.now, user="U2", kinds=("slip",), rule=MONDAYS, open_hours=24))
    channel.make(user="UADD")


def test_when_the_only_organiser_left_the_next_who_asks_takes_over(channel: Channel) -> None:
    channel.make(user="U1")
    channel.do(do.PauseSchedule(now=channel.now, user="U2", schedule="s1", gone=("U1",)))
    assert channel.state.organisers == {"U2"}
    assert channel.state.schedules["s1"].status == "paused"


@pytest.mark.parametrize("reason", ["is_archived", "not_in_channel", "channel_not_found"])
def test_a_channel_that_is_gone_pauses_its_schedules_and_its_organisers_are_told_once(
    channel: Channel, reason: str
) -> None:
    channel.make()
    channel.make("slip", rule=Rule("tue", "09:00", "Europe/Berlin"))
    channel.until(MONDAY + 1, post=False)
    command = channel.drills.refused(f"card:{channel.rounds()[0].id}", reason, channel.now)
    assert command is not None
    channel.do(command)
    channel.until(MONDAY + 60 * DAY)
    assert {schedule.status for schedule in channel.state.schedules.values()} == {"paused"}
    told = [say for say in channel.said if say.what == "drills.lost"]
    assert [(say.place.user, say.place.channel, say.args["reason"]) for say in told] == [("UORG", "", reason)]
    channel.do(do.ResumeSchedule(now=channel.now, user="UORG", schedule="s1"))
    assert channel.state.schedules["s1"].running


def test_a_year_without_changes_is_52_drills_of_which_none_repeats_within_a_quarter(channel: Channel) -> None:
    channel.make("estimation", "slip")
    channel.until(MONDAY + 364 * DAY - 1)
    opened = channel.of(e.RoundOpened)
    assert len(opened) == 52
    for index, event in enumerate(opened):
        quarter = [other.exercise.fingerprint for other in opened[max(0, index - 13) : index]]
        assert event.exercise.fingerprint not in quarter
    assert len(channel.state.rounds) < 20  # what is over for long does not stay in memory
