"""Turn-taking, who is heard, and what a changed message changes."""

import pytest

from bot.dialogue.mind import Mind
from bot.interview import commands as do
from bot.interview import events as e
from bot.record import Refused
from tests.interview.conftest import ADA, BOB, EVE, T0, Hall


def test_a_turn_ends_four_seconds_after_the_last_message(hall: Hall) -> None:
    hall.say("It should work for phones")
    assert hall.state.turn_due == T0 + 4


def test_a_turn_ends_one_second_after_a_question(hall: Hall) -> None:
    hall.say("How many people use it on a day?")
    assert hall.state.turn_due == T0 + 1


def test_several_short_messages_in_a_row_are_one_turn(hall: Hall) -> None:
    hall.say("so")
    hall.at(2).say("I was wondering")
    hall.at(4).say("how many people use it on a day?")
    hall.at(6)
    (read,) = hall.named(e.TurnRead)
    assert read.messages == (0, 1, 2)


def test_a_message_after_the_answer_opens_a_new_turn(hall: Hall) -> None:
    hall.tell("How many people use it on a day?")
    hall.tell("Do we need groups?")
    assert [read.messages for read in hall.named(e.TurnRead)] == [(0,), (1,)]


def test_messages_are_ordered_by_their_ts_not_by_their_arrival(hall: Hall) -> None:
    hall.say("second", ts="1700000002.000100")
    hall.say("first", ts="1700000001.000100")
    assert [hall.state.messages[index].ts for index in hall.state.turn] == ["1700000001.000100", "1700000002.000100"]


def test_the_same_message_twice_is_heard_once(hall: Hall) -> None:
    hall.say("hello", ts="1.5")
    assert hall.say("hello", ts="1.5") == []


def test_observers_are_not_heard(hall: Hall) -> None:
    assert hall.say("psst, ask about encryption", user=EVE) == []
    assert hall.state.messages == ()


def test_only_participants_act(hall: Hall) -> None:
    for command in (do.NextPhase, do.PauseInterview, do.ResumeInterview, do.EndInterview, do.AskHint, do.GiveUp):
        with pytest.raises(Refused):
            hall.act(command, user=EVE)


def test_a_control_word_counts_only_as_the_whole_message(hall: Hall) -> None:
    hall.say("pause between retries, I would say")
    assert hall.state.status == "live"
    hall.say("Pause.", ts="9.9")
    assert hall.state.status == "paused"
    hall.say("resume!", ts="9.91")
    assert hall.state.status == "live"


def test_saying_done_after_a_drawing_does_not_end_the_interview(hall: Hall) -> None:
    hall.to("design").tell("done")
    assert hall.state.status == "live"


def test_a_message_in_a_pause_is_kept_and_answered_after_it(hall: Hall) -> None:
    hall.act(do.PauseInterview, user=ADA)
    hall.at(10).say("How many people use it on a day?")
    assert hall.state.turn_due is None
    hall.act(do.ResumeInterview, user=ADA)
    hall.at(20)
    assert "dau" in hall.state.given


def test_a_deleted_message_of_an_open_turn_is_not_answered(hall: Hall) -> None:
    hall.say("How many people use it on a day?", ts="5.5")
    hall.act(do.DeleteMessage, ts="5.5", user=ADA)
    hall.at(30)
    assert hall.state.given == frozenset()


def test_an_edited_number_counts_as_edited(hall: Hall) -> None:
    hall.to("estimation")
    hall.say("500 million * 40 / 86400 = 23k writes per second", ts="7.5")
    hall.at(10)
    assert hall.state.estimates[0].slipped
    text = "500 million * 40 / 86400 = 231k writes per second"
    hall.act(do.EditMessage, user=ADA, ts="7.5", text=text, text_id="edited")
    assert not hall.state.estimates[0].slipped
    assert [entry.value for entry in hall.state.ledger if entry.kind == "estimate"] == [231_000.0]


def test_a_deleted_number_is_no_estimate_any_more(hall: Hall) -> None:
    hall.to("estimation")
    hall.say("500 million * 40 / 86400 = 231k writes per second", ts="7.5")
    hall.at(10)
    assert hall.state.estimates
    hall.act(do.DeleteMessage, ts="7.5", user=ADA)
    assert hall.state.estimates == ()
    assert [entry for entry in hall.state.ledger if entry.kind == "estimate"] == []


def test_somebody_who_deletes_everything_is_told_once_how_that_is_taken(hall: Hall) -> None:
    for number in (1, 2):
        hall.say("We need to think about phones first of all", ts=f"{number}.5")
        hall.at(number * 10)
        hall.act(do.DeleteMessage, ts=f"{number}.5", user=ADA)
    assert hall.words().count("interview.conduct.emptied") == 1


def test_nobody_edits_the_message_of_another(hall: Hall) -> None:
    hall.say("mine", ts="3.5")
    assert hall.act(do.EditMessage, user=EVE, ts="3.5", text="not yours", text_id="x") == []


def test_in_a_peer_interview_the_bot_keeps_time_and_does_not_talk(mind: Mind) -> None:
    hall = Hall(mind, interviewer=BOB)
    hall.say("How many people use it on a day?")
    hall.say("500 million.", user=BOB, ts="2.2")
    hall.at(30)
    assert hall.words() == ["interview.prompt"]
    assert [message.who for message in hall.state.messages] == ["candidate", "interviewer"]


def test_one_live_interview_for_each_person_and_thread(mind: Mind) -> None:
    hall = Hall(mind, interviewer=BOB)
    claims = hall.aggregate.claims(hall.state)
    assert claims == {"person:T:UADA", "person:T:UBOB", "thread:T:C:1.000001"}
    hall.act(do.EndInterview, user=ADA)
    assert hall.aggregate.claims(hall.state) == frozenset()


def test_the_prompt_is_said_once_the_thread_is_there(mind: Mind) -> None:
    hall = Hall(mind, thread="")
    assert hall.words() == []
    hall.act(do.OpenThread, channel="C", ts="77.7")
    assert hall.words() == ["interview.prompt"]
    assert hall.act(do.OpenThread, channel="C", ts="88.8") == []


def test_an_unknown_scenario_length_or_level_is_refused_with_its_field(mind: Mind) -> None:
    for wrong, field in (
        ({"scenario": "watsapp"}, "scenario"),
        ({"minutes": 44}, "minutes"),
        ({"level": "boss"}, "level"),
    ):
        with pytest.raises(Refused) as refused:
            Hall(mind, **wrong)
        assert field in refused.value.fields


def test_a_variant_gives_the_same_figures_for_the_same_seed(mind: Mind) -> None:
    answers = [Hall(mind, vary=True, seed=5).tell("How many people use it on a day?") for _ in range(2)]
    assert answers[0] == answers[1]
