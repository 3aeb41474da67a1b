"""The pairing of a channel: opt in, notice, match, no repeats, the odd one out, no-shows, clock changes, absences."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.peers.pairing import WorkingHours
from bot.peers.pairing import commands as do
from bot.peers.pairing import events as e
from bot.peers.pairing.evolve import evolve
from bot.record import Refused
from bot.record.stored import UnknownType
from bot.record.weekly import Rule
from bot.runtime.calendar import next_occurrence
from tests.peers.pairing_channel import BERLIN, DAY, HOUR, T0, PairingChannel

MONDAY = next_occurrence(Rule("mon", "10:00", "Europe/Berlin"), T0).at  # 4 January 2027, 16 hours after T0
WEEK = 7 * DAY


@pytest.fixture
def channel() -> PairingChannel:
    return PairingChannel()


def refused(channel: PairingChannel, command: do.Command) -> str:
    with pytest.raises(Refused) as caught:
        channel.do(command)
    return caught.value.reason


def test_who_opts_in_first_and_may_organise_sets_the_channel_to_monday_at_ten_of_their_zone(
    channel: PairingChannel,
) -> None:
    channel.join("ada")

    (planned,) = channel.of(e.PairingPlanned)
    assert (planned.rule, planned.next.at) == (Rule("mon", "10:00", "Europe/Berlin"), MONDAY)
    assert "pairing.planned" in channel.whats()


def test_where_organisers_are_known_somebody_else_is_sent_to_them(channel: PairingChannel) -> None:
    command = do.JoinPairing(now=T0, user="ben", hours=BERLIN, known=("ada",))

    assert refused(channel, command) == "pairing.refused.not_set_up"
    assert refused(channel, do.PlanPairing(now=T0, user="ben", rule=Rule("fri", "09:00", "UTC"), known=("ada",))) == (
        "pairing.refused.not_organiser"
    )


def test_where_nobody_is_known_whoever_asks_first_organises_and_the_channel_is_told(channel: PairingChannel) -> None:
    channel.join("ada", admin=False)

    assert channel.state.organisers == {"ada"}
    assert "pairing.organiser" in channel.whats()


def test_once_it_runs_everybody_may_opt_in(channel: PairingChannel) -> None:
    channel.join("ada", "ben", "chi", admin=False)

    assert set(channel.state.members) == {"ada", "ben", "chi"}


def test_a_day_before_the_match_the_channel_is_told_who_takes_part(channel: PairingChannel) -> None:
    channel.now = MONDAY - 3 * DAY
    channel.join("ada", "ben")
    channel.until(MONDAY - DAY - 1)
    assert "pairing.notice" not in channel.whats()

    channel.until(MONDAY - DAY)

    notice = next(say for say in channel.said if say.what == "pairing.notice" and say.kind == "post")
    assert (notice.place.channel, notice.place.user) == ("C1", "")  # a channel message, nobody's direct message
    assert channel.pairs() == []


def test_nobody_is_paired_without_a_notice_first(channel: PairingChannel) -> None:
    channel.now = MONDAY - 600  # planned ten minutes before it would be due
    channel.join("ada", "ben")
    channel.until(MONDAY + HOUR)
    assert channel.pairs() == []

    channel.until(MONDAY - 600 + 2 * HOUR)

    assert len(channel.pairs()) == 1


def test_who_skips_after_the_notice_is_not_paired_this_week_and_is_the_next(channel: PairingChannel) -> None:
    channel.join("ada", "ben", "chi", "dan")
    channel.do(do.SkipWeek(now=channel.now, user="ada"))
    channel.until(MONDAY)
    assert all("ada" not in pair.people for pair in channel.pairs())

    channel.until(MONDAY + WEEK)

    assert any("ada" in pair.people for pair in channel.pairs())


def test_who_snoozes_is_left_in_peace_until_the_date(channel: PairingChannel) -> None:
    channel.join("ada", "ben")
    channel.do(do.SnoozePairing(now=channel.now, user="ada", until=MONDAY + 15 * DAY))
    channel.until(MONDAY + 14 * DAY)
    assert channel.of(e.PairsMade)[-1].pairs == ()

    channel.until(MONDAY + 21 * DAY)

    assert len(channel.pairs()) == 1


@pytest.mark.parametrize(("days", "reason"), [(-1, "pairing.refused.past"), (400, "pairing.refused.too_far")])
def test_a_date_that_is_past_or_far_away_is_refused(channel: PairingChannel, days: int, reason: str) -> None:
    channel.join("ada")

    assert refused(channel, do.SnoozePairing(now=T0, user="ada", until=T0 + days * DAY)) == reason


def test_somebody_who_does_not_take_part_has_nothing_to_skip(channel: PairingChannel) -> None:
    channel.join("ada")

    assert refused(channel, do.SkipWeek(now=T0, user="ben")) == "pairing.refused.not_in"
    assert refused(channel, do.LeavePairing(now=T0, user="ben")) == "pairing.refused.not_in"
    assert refused(channel, do.SayMet(now=T0, user="ben")) == "pairing.refused.no_pair"


def test_opting_in_twice_is_answered_and_changes_nothing(channel: PairingChannel) -> None:
    channel.join("ada")

    again = do.JoinPairing(now=T0, user="ada", hours=BERLIN)
    assert refused(channel, again) == "pairing.refused.in_already"


def test_a_match_is_one_message_with_each_pair_in_its_thread_and_a_file_for_the_calendar(
    channel: PairingChannel,
) -> None:
    channel.join("ada", "ben", "chi", "dan")
    channel.until(MONDAY)

    assert channel.whats().count("pairing.match") == 1
    posts = [say for say in channel.said if say.what in ("pairing.pair", "pairing.calendar")]
    assert [say.what for say in posts] == ["pairing.pair", "pairing.calendar"] * 2
    assert {say.place.thread for say in posts} == {channel.state.week.ts if channel.state.week else ""} != {""}


def test_a_timer_that_rings_once_more_makes_no_second_match(channel: PairingChannel) -> None:
    channel.join("ada", "ben")
    channel.until(MONDAY)

    assert channel.do(do.CheckClock(now=MONDAY, timer="match")) == []
    assert len(channel.of(e.PairsMade)) == 1


def test_the_odd_one_out_is_told_alone_and_has_a_partner_the_week_after(channel: PairingChannel) -> None:
    channel.join("ada", "ben", "chi")
    channel.until(MONDAY)
    (alone,) = channel.of(e.PairsMade)[0].alone
    told = next(say for say in channel.said if say.what == "pairing.alone")
    assert (told.place.user, told.place.channel) == (alone, "")

    channel.until(MONDAY + WEEK)

    assert alone not in channel.of(e.PairsMade)[1].alone


def test_an_interview_between_the_two_makes_them_a_pair_that_met(channel: PairingChannel) -> None:
    channel.join("ada", "ben")
    channel.until(MONDAY)

    channel.do(do.NoteInterview(now=MONDAY + HOUR, people=("ben", "ada"), interview="interview-1"))

    (pair,) = channel.pairs()
    assert (pair.status, pair.interview) == ("met", "interview-1")
    assert channel.said[-1].kind == "update"
    channel.until(MONDAY + WEEK)
    assert channel.of(e.WeekClosed)[0].missed == ()


def test_an_interview_of_people_who_are_no_pair_is_nobodys_and_is_never_refused(channel: PairingChannel) -> None:
    channel.join("ada", "ben", "chi", "dan")
    channel.until(MONDAY)
    one, other = channel.pairs()

    assert channel.do(do.NoteInterview(now=MONDAY, people=(one.people[0], other.people[0]), interview="i")) == []


def test_one_reminder_an_hour_before_the_proposed_time_and_none_once_they_met(channel: PairingChannel) -> None:
    channel.join("ada", "ben", "chi", "dan")
    channel.until(MONDAY)
    first, second = channel.pairs()
    channel.do(do.SayMet(now=channel.now, user=first.people[0], pair=first.id))

    channel.until(MONDAY + 6 * DAY)

    assert [(event.pair, event.at) for event in channel.of(e.PairReminded)] == [(second.id, second.at - HOUR)]
    assert channel.whats().count("pairing.reminder") == 1


def test_only_those_who_want_reminders_are_reminded(channel: PairingChannel) -> None:
    channel.join("ada")
    channel.join("ben", reminders=False)
    channel.until(MONDAY + 6 * DAY)

    assert [event.to for event in channel.of(e.PairReminded)] == [("ada",)]


def test_three_weeks_in_a_row_without_a_word_pause_both_and_tell_them(channel: PairingChannel) -> None:
    channel.join("ada", "ben")
    channel.until(MONDAY + 2 * WEEK + DAY)
    assert channel.of(e.MemberPaused) == []

    channel.until(MONDAY + 3 * WEEK)

    assert [event.person for event in channel.of(e.MemberPaused)] == ["ada", "ben"]
    told = [say.place.user for say in channel.said if say.what == "pairing.paused"]
    assert told == ["ada", "ben"]
    assert channel.of(e.PairsMade)[-1].pairs == ()  # the match of that very minute leaves them out
    channel.join("ada", "ben")  # and they may come back
    channel.until(MONDAY + 4 * WEEK)
    assert len(channel.of(e.PairsMade)[-1].pairs) == 1


@pytest.mark.parametrize("word", [do.SayMet, do.SayNotHappened])
def test_a_word_of_either_is_no_no_show(channel: PairingChannel, word: type) -> None:
    channel.join("ada", "ben")
    for week in range(5):
        channel.until(MONDAY + week * WEEK)
        channel.do(word(now=channel.now, user="ben"))
    channel.until(MONDAY + 5 * WEEK)

    assert channel.of(e.MemberPaused) == []
    assert all(event.missed == () for event in channel.of(e.WeekClosed))


def test_a_pair_that_met_starts_counting_anew(channel: PairingChannel) -> None:
    channel.join("ada", "ben")
    for week in range(6):
        channel.until(MONDAY + week * WEEK)
        if week % 3 == 2:
            channel.do(do.SayMet(now=channel.now, user="ada"))
    channel.until(MONDAY + 6 * WEEK)

    assert channel.of(e.MemberPaused) == []


def test_what_did_not_happen_may_be_paired_again_before_anybody_else_is_repeated(channel: PairingChannel) -> None:
    channel.join("ada", "ben", "chi", "dan")
    seen = []
    for week in range(3):
        channel.until(MONDAY + week * WEEK)
        seen.append({frozenset(pair.people) for pair in channel.pairs()})
        if week == 0:
            missed = channel.pairs()[0]
            channel.do(do.SayNotHappened(now=channel.now, user=missed.people[0], pair=missed.id))
    channel.until(MONDAY + 3 * WEEK)

    assert frozenset(missed.people) in {frozenset(pair.people) for pair in channel.pairs()}


def test_only_the_two_say_what_became_of_their_pair(channel: PairingChannel) -> None:
    channel.join("ada", "ben", "chi", "dan")
    channel.until(MONDAY)
    one, other = channel.pairs()

    assert refused(channel, do.SayMet(now=MONDAY, user=other.people[0], pair=one.id)) == "pairing.refused.not_yours"
    assert refused(channel, do.SayMet(now=MONDAY, user="ada", pair="w9p9")) == "pairing.refused.no_pair"
    channel.until(MONDAY + WEEK)
    assert refused(channel, do.SayMet(now=channel.now, user=one.people[0], pair=one.id)) == "pairing.refused.no_pair"


def test_an_interview_that_was_held_is_not_said_away(channel: PairingChannel) -> None:
    channel.join("ada", "ben")
    channel.until(MONDAY)
    channel.do(do.NoteInterview(now=MONDAY, people=("ada", "ben"), interview="i"))

    assert refused(channel, do.SayNotHappened(now=MONDAY, user="ada")) == "pairing.refused.held"


def test_who_leaves_in_the_middle_of_the_week_leaves_no_no_show_behind_and_the_other_is_told(
    channel: PairingChannel,
) -> None:
    channel.join("ada", "ben")
    channel.until(MONDAY)
    channel.do(do.LeavePairing(now=MONDAY + HOUR, user="ada"))

    told = [say.place.user for say in channel.said if say.what == "pairing.dropped"]
    assert told == ["ben"]
    channel.until(MONDAY + WEEK)
    assert channel.state.members["ben"].no_shows == 0


def test_people_whose_hours_never_meet_are_told_so(channel: PairingChannel) -> None:
    channel.join("ada")
    channel.join("ben", hours=WorkingHours("America/Los_Angeles"))
    channel.until(MONDAY)

    assert channel.of(e.PairsMade)[0].alone == ("ada", "ben")


def test_a_match_on_thursday_proposes_times_of_the_seven_days_that_follow(channel: PairingChannel) -> None:
    rule = Rule("thu", "16:00", "Europe/Berlin")
    channel.do(do.PlanPairing(now=T0, user="ada", admin=True, rule=rule))
    channel.join("ada", "ben")
    channel.until(T0 + 5 * DAY)

    (pair,) = channel.pairs()
    wall = datetime.fromtimestamp(pair.at, ZoneInfo("Europe/Berlin"))
    assert (wall.weekday(), wall.hour) == (4, 13)  # Friday between ten and four: the hour left of Thursday is too soon
    assert pair.at > channel.state.week.at if channel.state.week else False


def test_a_match_missed_by_less_than_the_grace_is_made_late_and_by_more_is_skipped_and_said_once(
    channel: PairingChannel,
) -> None:
    channel.join("ada", "ben")
    channel.until(MONDAY - HOUR)
    channel.now = MONDAY + 23 * HOUR
    channel.do(do.CheckClock(now=channel.now))
    assert len(channel.of(e.PairsMade)) == 1

    channel.now = MONDAY + 3 * WEEK + 2 * DAY
    channel.do(do.CheckClock(now=channel.now))

    (skipped,) = channel.of(e.OccurrencesSkipped)
    assert (len(skipped.keys), skipped.next.at) == (3, MONDAY + 4 * WEEK)
    assert channel.whats().count("pairing.missed") == 1


def test_a_channel_that_is_gone_stops_its_pairing_and_its_owner_is_told(channel: PairingChannel) -> None:
    channel.join("ada", "ben")
    channel.until(MONDAY)
    channel.do(do.NoteRefused(now=channel.now, name="match:w1", reason="is_archived"))

    assert channel.state.status == "stopped"
    assert channel.pairings.timers(channel.state).keys() <= {"week", "remind:w1p1"}
    assert [say.place.user for say in channel.said if say.what == "pairing.lost"] == ["ada"]


def test_of_two_organisers_with_the_form_open_the_second_is_told(channel: PairingChannel) -> None:
    channel.join("ada")
    plan = do.PlanPairing(now=T0, user="ada", admin=True, version=1, rule=Rule("tue", "09:00", "Asia/Kolkata"))
    channel.do(plan)

    again = do.PlanPairing(now=T0, user="dan", admin=True, version=1, rule=Rule("wed", "09:00", "Asia/Kolkata"))
    assert refused(channel, again) == "pairing.refused.changed"


def test_half_a_year_over_a_clock_change_has_a_match_a_week_at_the_same_wall_time(channel: PairingChannel) -> None:
    channel.do(do.PlanPairing(now=T0, user="ada", admin=True, rule=Rule("sun", "02:30", "Europe/Berlin")))
    channel.join("ada", "ben", "chi")
    channel.until(T0 + 26 * WEEK)

    made = channel.of(e.PairsMade)
    walls = [datetime.fromtimestamp(event.at, ZoneInfo("Europe/Berlin")) for event in made]
    assert len(made) == len({event.key for event in made}) == 26
    assert {f"{wall:%a %H:%M}" for wall in walls} == {"Sun 02:30", "Sun 03:30"}  # there is no 02:30 on 28 March
    assert [f"{wall:%H:%M}" for wall in walls].count("03:30") == 1


def test_an_event_that_nobody_knows_raises(channel: PairingChannel) -> None:
    with pytest.raises(KeyError):
        evolve(channel.state, "something else")  # type: ignore[arg-type]
    with pytest.raises(UnknownType):
        channel.pairings.decode_event("SomethingElse", {})


users = st.sampled_from("abcdefg")
acts = st.one_of(
    st.tuples(st.just("join"), users), st.tuples(st.just("leave"), users), st.tuples(st.just("skip"), users),
    st.tuples(st.just("snooze"), users, st.integers(1, 40)), st.tuples(st.just("met"), users),
    st.tuples(st.just("not"), users), st.tuples(st.just("pass"), st.integers(1, 200)),
    st.tuples(st.just("away"), st.integers(1, 400)), st.tuples(st.just("forget"), users),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(acts, max_size=30))
def test_whatever_people_do_everybody_has_at_most_one_partner_and_only_who_takes_part(what: list[tuple]) -> None:  # type: ignore[type-arg]
    channel = PairingChannel()
    channel.join("a", "b")
    for name, *more in what:
        before = len(channel.events)
        taking = {each.id for each in channel.state.taking_part()}
        try:
            match name:
                case "join":
                    channel.join(more[0])
                case "leave":
                    channel.do(do.LeavePairing(now=channel.now, user=more[0]))
                case "skip":
                    channel.do(do.SkipWeek(now=channel.now, user=more[0]))
                case "snooze":
                    channel.do(do.SnoozePairing(now=channel.now, user=more[0], until=channel.now + more[1] * DAY))
                case "met":
                    channel.do(do.SayMet(now=channel.now, user=more[0]))
                case "not":
                    channel.do(do.SayNotHappened(now=channel.now, user=more[0]))
                case "forget":
                    channel.do(do.ForgetMember(now=channel.now, user=more[0]))
                case "pass":
                    channel.until(channel.now + more[0] * HOUR)
                case "away":
                    channel.now += more[0] * HOUR
                    channel.do(do.CheckClock(now=channel.now))
        except Refused:
            assert len(channel.events) == before  # a refusal changes nothing
        for made in (each for each in channel.events[before:] if isinstance(each, e.PairsMade)):
            people = [user for pair in made.pairs for user in pair.people]
            assert len(people) == len(set(people))
            assert {*people, *made.alone} <= set("abcdefg")
            if name == "away":
                assert {*people, *made.alone} <= taking
    keys = [event.key for event in channel.of(e.PairsMade)]
    assert len(keys) == len(set(keys))  # an occurrence makes one match
