"""A person interviews in the bot's place: what the bot still does, what it hears, and what is never given away."""

from typing import Any

import pytest

from bot.dialogue.mind import Mind
from bot.dialogue.overhearing import overhear
from bot.interview import commands as do
from bot.interview import events as e
from bot.interview.peering import commands as peer
from bot.interview.peering import events as p
from bot.interview.peering.prepare import NOBODY_ASKED, suggestion
from bot.interview.situating import situation_of
from bot.record import Refused
from tests.interview.conftest import ADA, BOB, EVE, T0, Hall


@pytest.fixture
def hall(mind: Mind) -> Hall:
    """Bob interviews Ada about WhatsApp for 45 minutes."""
    return Hall(mind, interviewer=BOB)


def refused(hall: Hall, kind: type[do.Command], **fields: Any) -> str:
    with pytest.raises(Refused) as found:
        hall.act(kind, **fields)
    return found.value.reason


def asked(hall: Hall, text: str = "How many people use it on a day?") -> None:
    hall.say(text)
    hall.pass_to(hall.now + 5)


def whispers(hall: Hall) -> list[str]:
    return [say.kind for say in hall.says if say.what == "peers.whisper"]


def test_the_candidates_questions_are_read_and_left_to_the_person(hall: Hall) -> None:
    asked(hall)
    assert hall.state.reads[-1].reading.asked_facts == ("dau",)
    assert hall.state.given == frozenset()
    assert hall.words() == ["interview.prompt"]


def test_a_posted_fact_names_who_posts_it_and_counts_as_asked_when_it_was(hall: Hall) -> None:
    asked(hall)
    hall.act(peer.PostFact, user=BOB, fact="dau")
    hall.act(peer.PostFact, user=BOB, fact="groups")
    turns = {entry.key: entry.turn for entry in hall.state.ledger if entry.kind == "fact"}
    assert turns == {"dau": 0, "groups": NOBODY_ASKED}
    assert hall.heard().splitlines()[1] == f"<@{BOB}>: 500 million people use it on a day."


def test_a_volunteered_fact_earns_the_candidate_nothing(hall: Hall) -> None:
    asked(hall)
    for fact in ("dau", "latency", "groups"):
        hall.act(peer.PostFact, user=BOB, fact=fact)
    hall.act(do.EndInterview, user=ADA)
    hall.act(peer.SkipScorecard, user=ADA)
    hall.act(peer.SkipScorecard, user=BOB)
    card = hall.state.card
    assert card is not None
    assert card.of("req.scale").level > 0  # type: ignore[union-attr]
    assert card.of("req.nonfunctional").level == 0  # type: ignore[union-attr]


def test_what_the_person_says_in_their_own_words_is_heard_as_facts_and_leaks(hall: Hall) -> None:
    asked(hall, "How big is a message?")
    hall.say("Each one is 100 B on average.", BOB)
    hall.pass_to(hall.now + 1)
    hall.say("I would put Kafka in front of a Redis cluster, no?", BOB)
    read = hall.named(p.InterviewerRead)
    assert read[0].facts == ("message_size",)
    assert "message_size" in hall.state.given
    assert read[1].facts == ()
    assert set(read[1].leaks) == {"kafka", "redis"}
    assert read[1].asks


def test_a_question_of_the_interviewer_tells_nothing_and_a_name_the_candidate_said_is_no_leak(hall: Hall) -> None:
    hall.say("I will use Kafka for the deliveries.")
    hall.pass_to(hall.now + 1)
    hall.say("Why Kafka? And must messages arrive in order within a conversation?", BOB)
    read = hall.named(p.InterviewerRead)[-1]
    assert (read.facts, read.leaks) == ((), ())


def test_the_suggested_probe_is_posted_once_and_can_be_passed_over(hall: Hall, mind: Mind) -> None:
    def suggested() -> str:
        found = suggestion(situation_of(hall.state, mind, hall.texts, hall.now), hall.state)
        return found.probing.probe if found else ""

    first = suggested()
    hall.act(peer.SkipProbe, user=BOB, probe=first)
    second = suggested()
    assert second != first
    hall.act(peer.PostProbe, user=BOB, probe=second)
    assert hall.state.open_probe == second
    assert suggested() not in (first, second)
    assert refused(hall, peer.PostProbe, user=BOB, probe=second) == "peers.error.asked_already"
    assert refused(hall, peer.PostProbe, user=BOB, probe="scenario:none") == "peers.error.no_probe"


@pytest.mark.parametrize("user", [ADA, EVE])
def test_nobody_else_posts_notes_hands_back_or_takes_over(hall: Hall, user: str) -> None:
    acts: list[tuple[type[do.Command], dict[str, Any]]] = [
        (peer.PostFact, {"fact": "dau"}),
        (peer.PostProbe, {"probe": "scenario:groups"}),
        (peer.SkipProbe, {"probe": "scenario:groups"}),
        (peer.PostHint, {}),
        (peer.TakeNote, {"note": "x", "note_id": "n"}),
        (peer.HandBack, {"leaves": True}),
        (peer.TakeOver, {}),
    ]
    before = hall.state
    assert all(refused(hall, kind, user=user, **more).startswith("peers.error.") for kind, more in acts)
    assert hall.state == before


def test_a_hint_is_asked_of_the_person_and_given_at_its_price(hall: Hall) -> None:
    hall.act(do.AskHint, user=ADA)
    hall.act(do.AskHint, user=ADA)
    assert hall.words().count("peers.thread.hint_wanted") == 1
    assert hall.state.hints == ()
    hall.act(peer.PostHint, user=BOB)
    assert [taken.rung for taken in hall.state.hints] == [1]
    assert not hall.state.peering.hint_wanted


def test_silence_is_whispered_and_never_filled_by_the_bot(hall: Hall) -> None:
    hall.at(600)
    assert hall.named(e.Nudged)
    assert all(words.startswith(("interview.prompt", "interview.clock")) for words in hall.words())


def test_the_whisper_is_posted_once_and_changed_every_minute(hall: Hall) -> None:
    hall.at(301)
    kinds = whispers(hall)
    assert kinds.count("post") == 1
    assert len(hall.named(p.WhisperDue)) == 5
    assert all(say.place.user == BOB and not say.place.channel for say in hall.says if say.what == "peers.whisper")


def test_a_candidate_who_waits_five_minutes_may_go_on_with_the_bot(hall: Hall) -> None:
    asked(hall)
    assert refused(hall, peer.HandBack, user=ADA) == "peers.error.not_away"
    hall.at(310)
    assert len(hall.named(p.InterviewerAway)) == 1
    hall.act(peer.HandBack, user=ADA)
    assert hall.state.setup.interviewer == ""
    assert "Does" in hall.tell("Is it groups as well?") or "group" in hall.heard()


def test_an_interviewer_who_answers_in_time_is_not_called_away(hall: Hall) -> None:
    asked(hall)
    hall.at(200).say("500 million of them.", BOB)
    hall.at(700)
    assert not hall.named(p.InterviewerAway)


def test_the_bot_goes_on_where_the_person_left_with_all_that_was_told(hall: Hall) -> None:
    asked(hall)
    hall.act(peer.PostFact, user=BOB, fact="dau")
    hall.act(peer.HandBack, user=BOB, leaves=True)
    assert hall.aggregate.claims(hall.state) == {f"person:T:{ADA}", "thread:T:C:1.000001"}
    assert "500 million" in hall.tell("How many people use it on a day?")
    assert refused(hall, peer.TakeOver, user=BOB) == "peers.error.needs_invitation"
    hall.act(peer.TakeOver, user=BOB, invited=True)
    assert hall.state.setup.interviewer == BOB


def test_scorecards_stay_hidden_until_both_are_in(hall: Hall) -> None:
    hall.act(do.EndInterview, user=ADA)
    hall.act(peer.SaveScorecard, user=BOB, levels={"requirements": 2, "design": 3, "estimation": 9}, notes={})
    assert dict(hall.state.peering.scored(BOB).levels) == {"requirements": 2}  # the only part that was held
    hall.act(peer.SubmitScorecard, user=BOB)
    assert hall.state.status == "rating"
    assert refused(hall, peer.CommentGap, user=BOB, phase="requirements", comment="x") == "peers.error.not_shown"
    hall.act(peer.SaveScorecard, user=ADA, levels={"requirements": 0})
    hall.act(peer.SubmitScorecard, user=ADA, report_private=True)
    assert hall.state.status == "closed"
    assert hall.state.setup.report_private
    assert dict(hall.state.ratings or {}) == {"requirements": 0}


def test_a_day_after_the_end_what_is_in_is_shown_and_a_late_one_is_added(hall: Hall) -> None:
    hall.act(do.EndInterview, user=ADA)
    hall.act(peer.SaveScorecard, user=ADA, levels={"requirements": 1})
    hall.act(peer.SubmitScorecard, user=ADA)
    hall.at(86_000)
    assert hall.state.status == "rating"
    hall.at(86_401)
    assert hall.state.status == "closed"
    hall.act(peer.SaveScorecard, user=BOB, levels={"requirements": 3})
    hall.act(peer.SubmitScorecard, user=BOB)
    assert hall.state.peering.scored(BOB).late
    assert [say.kind for say in hall.says if say.what == "peers.comparison"] == ["post", "update"]
    assert refused(hall, peer.SaveScorecard, user=BOB, levels={"requirements": 0}) == "peers.error.already_in"


def test_levels_of_the_person_and_the_bot_are_kept_for_comparing_over_time(hall: Hall) -> None:
    asked(hall)
    hall.act(do.EndInterview, user=ADA)
    before = hall.state
    hall.act(peer.SaveScorecard, user=BOB, levels={"requirements": 2})
    hall.act(peer.SubmitScorecard, user=BOB)
    events = hall.act(peer.SkipScorecard, user=ADA)
    lines = hall.aggregate.lines(before, events[-1], hall.state)
    assert [(line.kind, line.owner) for line in lines] == [("peer_levels", BOB)]
    assert lines[0].row is not None
    assert lines[0].row["levels"] == {"requirements": 2}
    assert lines[0].row["bot"]["requirements"] in range(4)


def test_an_interview_with_a_person_is_live_and_in_a_channel(mind: Mind) -> None:
    for more in ({"clock": "async"}, {"private": True}):
        with pytest.raises(Refused, match="live_in_a_channel"):
            Hall(mind, interviewer=BOB, **more)


def test_two_who_press_next_at_once_end_one_phase(hall: Hall) -> None:
    hall.act(do.NextPhase, user=ADA, phase="requirements")
    hall.act(do.NextPhase, user=BOB, phase="requirements")
    assert [run.id for run in hall.state.runs] == ["requirements", "estimation"]
    assert hall.now >= T0


def test_the_answers_of_every_sheet_are_heard_when_they_are_said(mind: Mind) -> None:
    """Measured over all shipped sheets: what is said word for word is told, little else is, and nothing is a leak."""
    said = told = more = leaks = 0
    for name, scenario in mind.content.offered.items():
        situation = situation_of(Hall(mind, scenario=name, interviewer=BOB).state, mind, {}, T0)
        for fact in scenario.facts[::3]:
            heard = overhear(situation, scenario.answer(fact.id), "")
            said, told = said + 1, told + (fact.id in heard.facts)
            more, leaks = more + len(set(heard.facts) - {fact.id}), leaks + len(heard.leaks)
    assert said > 100
    assert told >= 0.95 * said
    assert more <= 0.05 * said
    assert leaks == 0


def test_a_figure_that_the_person_gives_instead_of_the_sheets_is_what_numbers_are_held_against(hall: Hall) -> None:
    asked(hall)
    hall.say("Let's take 100 million of them.", BOB)
    assert hall.state.ledger.latest("fact", "dau").value == 1e8  # type: ignore[union-attr]
    assert hall.state.ledger.overrides("messages") == {"actors": 1e8}
    hall.to("estimation").pass_to(hall.now + 1)
    hall.say("100 million x 40 = 4 billion messages a day, so 46,300 writes per second on average")
    hall.pass_to(hall.now + 5)
    rate = next(each for each in hall.state.estimates if each.metric == "write_qps")
    assert rate.grade in ("exact", "within_rounding")


def test_what_nobody_had_answered_the_bot_answers_when_it_takes_over(hall: Hall) -> None:
    asked(hall, "How many people use it on a day?")
    asked(hall, "What is the average message size?")
    hall.act(peer.PostFact, user=BOB, fact="dau")
    hall.act(peer.HandBack, user=BOB)
    assert hall.heard().splitlines()[-1].count("100 B") == 1
    assert "500 million" not in hall.heard().splitlines()[-1]
    assert hall.state.given == {"dau", "message_size"}
