"""What was said is heard: told, drawn, computed or decided already, it is not asked for. Found by holding interviews
(tests/interview/held)."""

import pytest

from bot.dialogue.mind import Mind
from bot.interview import events as e
from tests.interview.conftest import Hall

DRAWN = (
    "client -&gt; load balancer: https\nload balancer -&gt; chat server: websocket\nchat server -&gt; cassandra: insert"
)
NUMBERS = "500M x 40 = 20B a day, / 86,400 is 231k writes/s, with a peak factor of 3 that is 700k writes/s at peak."


def test_a_statement_is_not_answered_from_the_sheet(hall: Hall) -> None:
    hall.tell("So people send short texts to one other person, on phones and on the web, and can read them later on.")
    assert not hall.named(e.FactsGiven)


@pytest.mark.parametrize("text", ["Does that match your view?", "Is that what you had in mind?", "Anything I forgot?"])
def test_asking_for_agreement_is_no_question_on_the_sheet(hall: Hall, text: str) -> None:
    hall.tell("how many people use it on a day?")
    hall.tell(f"To sum up: 500 million people a day, text only, one to one. {text}")
    assert hall.words()[-1] == "interview.confirm.scope"
    assert not hall.named(e.FactsOffered)


def test_arrows_are_seen_as_slack_sends_them_and_before_the_design_too(hall: Hall) -> None:
    hall.to("estimation")
    hall.tell(DRAWN)
    assert len(hall.named(e.DesignDrawn)) == 1
    hall.next()
    assert "interview.open.design_drawn" in hall.words()
    assert "design:draw" not in {asked.probe for asked in hall.state.asked}


@pytest.mark.parametrize(
    "text", ["Let me draw it.", "That's enough numbers, let me sketch the design.", "Can we go to the drawing, please?"]
)
def test_announcing_the_next_step_moves_on(hall: Hall, text: str) -> None:
    hall.to("estimation").tell(text)
    assert hall.state.phase == "design"


def test_a_long_sentence_moves_on_by_its_beginning(hall: Hall) -> None:
    hall.to("decisions")
    hall.tell("Let's wrap up: the pattern is a log that only grows, and what it costs us is cleaning up behind it now.")
    assert hall.state.phase == "patterns"


def test_a_contradicted_figure_is_pointed_out_and_its_consequence_is_not(hall: Hall) -> None:
    hall.tell("how much busier is the busiest hour?")
    hall.to("estimation").tell("231k writes/s on average. With the 10x peak factor that is 2.3M/s.")
    assert "interview.contradiction" in hall.words()
    assert not [words for words in hall.words() if words.startswith("interview.slip.")]


def test_each_number_is_checked_for_what_it_is(mind: Mind) -> None:
    hall = Hall(mind, scenario="ride-hailing")
    for text in ("How many drivers are there?", "How many rides are there a day?", "How large is a position?"):
        hall.tell(text)
    hall.to("estimation")
    hall.tell("3M drivers x 7,200 = 21.6B positions a day, / 86,400 = 250K writes/s.")
    hall.tell("Rush hour I'd take as 2x, so 500K/s at peak. Rides are nothing next to that: 20M / 86,400 = 230/s.")
    grades = {each.metric: each.grade for each in hall.state.estimates}
    assert grades["peak_write_qps"] == "exact"
    assert "wrong" not in grades.values()


def test_what_was_told_replaces_what_was_assumed(hall: Hall) -> None:
    hall.tell("I assume a peak factor of 10.")
    hall.tell("how much busier is the busiest hour?")
    assert hall.state.ledger.overrides() == {}


def test_a_slip_in_the_message_that_moves_on_is_asked_about(hall: Hall) -> None:
    hall.tell("how many people use it on a day? how many messages does one send?")
    hall.tell("To sum up, text between two people, 500M a day, each 40 messages.")
    hall.tell("Let's go to the numbers.\n500M x 40 = 20B a day, / 86,400 = 23k writes/s")
    assert hall.state.phase == "estimation"
    assert any(words.startswith("interview.slip.") for words in hall.words())
    assert "interview.open.estimation_slip" in hall.words()  # "go on" and "take me through it again" do not go together


def test_numbers_given_before_their_phase_are_not_asked_for_in_its_opening(hall: Hall) -> None:
    hall.tell("how many people use it on a day? how many messages does one send?")
    hall.tell("500M x 40 = 20B a day, / 86,400 = 231k writes/s")
    hall.next()
    assert "interview.open.estimation" not in hall.words()
    assert "interview.open.estimation_begun" in hall.words()


def test_who_insists_on_a_slip_is_asked_once_to_write_it_out(hall: Hall) -> None:
    hall.to("estimation").tell("500M x 40 = 20B a day, / 86,400 = 23k writes/s")
    hall.tell("no, it's right")
    hall.tell("it's right, trust me")
    assert hall.words().count("interview.slip_insisted") == 1


def test_habit_in_the_message_that_moves_on_is_pushed_back_on(hall: Hall) -> None:
    hall.to("design").tell("tech choices now. Cassandra, I have used it for years")
    assert hall.state.phase == "decisions"
    assert hall.words()[-1] == "interview.decide.familiar"


def test_fashion_in_the_design_is_asked_what_calls_for_it_once(hall: Hall) -> None:
    hall.to("design").tell("There is kafka in the middle because everyone uses it")
    hall.tell("everyone uses it, really")
    assert hall.words().count("interview.design.fashion") == 1


def test_a_figure_counts_as_the_requirement_of_a_choice(hall: Hall) -> None:
    hall.to("decisions").tell("Postgres would do, but at 231k writes/s I take Cassandra over it and give up joins.")
    assert "decide:database:requirement" not in {asked.probe for asked in hall.state.asked}


def test_after_the_requirements_a_statement_with_an_or_is_no_question(hall: Hall) -> None:
    hall.to("decisions").tell("Postgres for each region or something like Dynamo with conditional writes.")
    assert not hall.named(e.FactsGiven)


def test_while_our_question_stands_nothing_is_offered(hall: Hall) -> None:
    hall.to("patterns").tell("fan-out maybe? I don't know the name")
    assert not hall.named(e.FactsOffered)


def test_a_short_answer_that_shows_nothing_is_followed_up_once(mind: Mind) -> None:
    hall = Hall(mind, level="staff").to("patterns")
    hall.tell("It would be handled by the server")
    hall.tell("By the server, as I said before")
    assert sum(word.startswith("interview.followup.") for word in hall.words()) == 1


def test_a_number_that_comes_back_in_the_design_is_noticed(hall: Hall) -> None:
    hall.to("estimation").tell(NUMBERS)
    hall.to("design").tell("One database cannot take 700k writes/s, so it is sharded by conversation.")
    assert "peak_write_qps" in hall.state.reads[-1].reading.reused


def test_what_an_answer_shows_is_read_by_the_rules_that_score(hall: Hall) -> None:
    hall.to("design").tell(
        "POST /messages {client_msg_id, to, body} -> 201 {id}; the client_msg_id is unique, so a repeat gets the same id."
    )
    assert "hld.idempotency" in hall.state.seen


def test_the_level_changes_which_question_comes_first(mind: Mind) -> None:
    def first(level: str) -> str:
        hall = Hall(mind, level=level).to("patterns")
        return hall.state.asked[-1].criterion

    assert {first("mid"), first("staff")} - {""}
    ranked = mind.manners.matters
    assert ranked["staff"]["wrap.bottleneck"] > ranked["mid"].get("wrap.bottleneck", 1.0)


def test_with_too_little_time_left_no_new_question_is_begun(hall: Hall) -> None:
    hall.to("design").tell(DRAWN)
    ends = hall.state.times
    assert ends is not None
    hall.pass_to(hall.state.watch.when(ends.planned_end - 20))
    asked = len(hall.state.asked)
    hall.tell("It is there because the load needs it, and because it must not be lost.")
    assert [each.probe for each in hall.state.asked[asked:]] in ([], ["next:decisions"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("did you watch the match yesterday?", "interview.conduct.digression"),
        ("did you see my edit?", "interview.conduct.edited"),
        ("what else do you want to know?", "interview.conduct.yours"),
        ("```mermaid\nclassDiagram\n  A <|-- B\n```", "interview.conduct.mermaid_kind"),
        ("```mermaid\nflowchart LR\n  A[client] --> B[lb]\n  A ->-> ??\n```", "interview.conduct.mermaid_line"),
        ("```python\nprint('how many users?')\n```", ""),
    ],
)
def test_what_is_not_about_the_system_has_its_own_answer(hall: Hall, text: str, words: str) -> None:
    hall.to("design")
    before = len(hall.words())
    hall.tell(text)
    said = hall.words()[before:]
    assert words in said if words else not said
