"""Estimation, design, decisions, wrap-up, hints: what the interviewer does with what it reads."""

import json

import pytest

from bot.dialogue.mind import Mind
from bot.interview import commands as do
from bot.interview import events as e
from tests.interview.conftest import ADA, Hall

DRAWING = """phone -> load balancer: https
load balancer -> chat server: websocket
chat server -> kafka: publish message
kafka -> writer: consume
writer -> cassandra: insert"""


class TestEstimation:
    @pytest.fixture
    def hall(self, mind: Mind) -> Hall:
        return Hall(mind).to("estimation")

    def test_a_slip_is_hinted_at_by_its_kind_and_not_given_away(self, hall: Hall) -> None:
        answer = hall.tell("500 million * 40 = 20 billion messages, that is 20 billion writes per second")
        assert hall.words()[-1].startswith("interview.slip.")
        assert "231" not in answer
        assert "86" not in answer

    def test_a_slip_is_spoken_of_once(self, hall: Hall) -> None:
        hall.tell("That gives 23k writes per second on average")
        hall.tell("as I said, that gives 23k writes per second on average")
        assert sum(word.startswith("interview.slip.") for word in hall.words()) == 1

    def test_of_two_slips_that_fit_both_are_named_and_neither_is_asserted(self, mind: Mind) -> None:
        hall = Hall(mind, scenario="metrics-monitoring").to("estimation")
        answer = hall.tell("so the average is 1000 writes per second")
        assert hall.words()[-1] == "interview.slip.either"
        assert "reads counted among the writes" in answer
        assert "a thousand" in answer

    def test_hints_on_a_slip_go_from_a_nudge_to_the_step_itself(self, hall: Hall) -> None:
        hall.tell("500 million * 40 = 20 billion messages, that is 20 billion writes per second")
        for _ in range(3):
            hall.act(do.AskHint, user=ADA)
        rungs = [word for word in hall.words() if word.startswith("estimation.hints.")]
        assert rungs == [f"estimation.hints.forgot_seconds_per_day.r{rung}" for rung in (1, 2, 3)]
        assert "231" not in hall.heard()

    def test_a_number_put_right_is_acknowledged(self, hall: Hall) -> None:
        hall.tell("That gives 23k writes per second on average")
        hall.tell("no wait, 231k/s")
        assert "interview.slip_found" in hall.words()

    def test_a_right_number_is_left_in_peace_at_first(self, hall: Hall) -> None:
        assert hall.tell("20 billion / 86400 = 231k writes per second", wait=20) == ""

    def test_what_is_missing_is_asked_for_after_a_quiet(self, hall: Hall) -> None:
        hall.tell("20 billion / 86400 = 231k writes per second", wait=60)
        assert hall.words()[-1] == "interview.estimate.peak_write_qps"

    def test_what_was_computed_is_not_asked_for(self, hall: Hall) -> None:
        hall.tell(
            "The average is 231k writes per second. The peak is 694k writes per second. And 231k reads per second on average.",
            wait=60,
        )
        assert hall.words()[-1] == "interview.estimate.daily_storage"

    def test_in_the_end_it_asks_what_the_numbers_mean(self, hall: Hall) -> None:
        hall.tell("231k writes per second, 694k writes per second at peak, 231k reads per second")
        hall.tell("2 TB per day, 730 TB a year, times 3 copies 2.19 PB a year")
        hall.tell("bandwidth 23 MB/s in and out")
        hall.tell("20% of a day in cache is 400 GB of memory", wait=60)
        assert {"est.to_architecture"} & {asked.criterion for asked in hall.state.asked}


class TestQuestionsWithoutAMark:
    """After the requirements, too, a short question is heard as one, and a telling that begins like one is not."""

    @pytest.mark.parametrize("phase", ["estimation", "design", "decisions", "patterns"])
    def test_a_short_question_is_answered(self, mind: Mind, phase: str) -> None:
        assert "3 times" in Hall(mind).to(phase).tell("what peak factor should we take")

    @pytest.mark.parametrize(
        "told", ["how the peak is met: three times the average", "what the peak does is fill the queue"]
    )
    def test_a_telling_is_not_answered(self, mind: Mind, told: str) -> None:
        hall = Hall(mind).to("design")
        hall.tell(told)
        assert "interview.fact" not in hall.words()

    def test_who_asks_what_else_to_cover_is_told_whose_choice_it_is(self, mind: Mind) -> None:
        hall = Hall(mind).to("design")
        hall.tell("what else should I cover here")
        assert hall.words()[-1].endswith(".yours")


@pytest.mark.parametrize("said", ["move on please", "please move on", "skip please"])
def test_please_makes_no_question_of_moving_on(mind: Mind, said: str) -> None:
    hall = Hall(mind).to("decisions")
    hall.tell(said)
    assert hall.state.phase == "patterns"


class TestDesign:
    @pytest.fixture
    def hall(self, mind: Mind) -> Hall:
        return Hall(mind).to("design")

    def test_the_label_of_an_arrow_does_not_announce_the_next_part(self, hall: Hall) -> None:
        hall.tell(f"{DRAWING}\nwriter -> warehouse: decisions")

        assert hall.state.phase == "design"

    def test_the_bot_answers_a_design_with_a_picture_of_what_it_understood(self, hall: Hall) -> None:
        hall.tell(DRAWING)
        (drawn,) = hall.named(e.DesignDrawn)
        assert len(drawn.design["connections"]) == 5

    def test_the_unlabelled_arrow_is_asked_about(self, hall: Hall) -> None:
        hall.tell(
            "phone -> load balancer\nload balancer -> chat server\nchat server -> cassandra: because we need durability"
        )
        for _ in range(8):  # what weighs more is asked before
            hall.tell("I would keep that simple because the load allows it for now.")
        assert "design:unlabelled" in {asked.probe for asked in hall.state.asked}

    def test_the_missing_path_to_storage_is_asked_about(self, hall: Hall) -> None:
        hall.tell("phone -> load balancer: https\nload balancer -> chat server: websocket")
        assert hall.words()[-1] == "interview.design.no_storage"

    def test_the_box_without_a_reason_is_asked_about(self, hall: Hall) -> None:
        answer = hall.tell(DRAWING + "\nchat server -> elasticsearch: index")
        assert hall.words()[-1] == "interview.design.unneeded"
        assert "elasticsearch" in answer.lower()

    def test_a_message_of_prose_alone_can_be_a_design(self, hall: Hall) -> None:
        hall.tell(
            "The phone talks to a load balancer over https, which sends it to a chat server. The chat server writes the message to Cassandra."
        )
        assert hall.state.drawn is not None

    def test_a_drawing_that_does_not_parse_is_taken_for_what_it_is(self, hall: Hall) -> None:
        hall.tell("```mermaid\nflowchart LR\n A[client --> ((B\n```")
        assert hall.state.status == "live"

    def test_an_excalidraw_file_is_read_with_the_message(self, hall: Hall) -> None:
        elements = [
            {"id": "a", "type": "rectangle", "x": 0, "y": 0, "width": 80, "height": 40},
            {"id": "at", "type": "text", "containerId": "a", "text": "phone", "x": 1, "y": 1, "width": 9, "height": 9},
            {"id": "b", "type": "rectangle", "x": 200, "y": 0, "width": 80, "height": 40},
            {"id": "bt", "type": "text", "containerId": "b", "text": "Cassandra", "x": 201, "y": 1, "width": 9, "height": 9},
            {"id": "c", "type": "arrow", "x": 80, "y": 20, "points": [[0, 0], [120, 0]], "width": 120, "height": 0,
             "startBinding": {"elementId": "a"}, "endBinding": {"elementId": "b"}},
        ]  # fmt: skip
        file = do.File(name="design.excalidraw", text=json.dumps({"type": "excalidraw", "elements": elements}))
        hall.say("Here it is", files=(file,))
        hall.at(10)
        assert len(hall.named(e.DesignDrawn)) == 1

    def test_a_broken_excalidraw_file_is_said_to_be_one(self, hall: Hall) -> None:
        hall.say("Here it is", files=(do.File(name="design.excalidraw", text='{"type": "excalidraw", "elements": [{'),))
        hall.at(10)
        assert "interview.conduct.broken_drawing" in hall.words()

    def test_until_something_is_drawn_it_waits_for_the_drawing(self, hall: Hall) -> None:
        hall.tell("ok now the drawing", wait=60)
        hall.tell("one more second", wait=60)
        assert {asked.probe for asked in hall.state.asked} <= {"design:draw"}


class TestDecisions:
    @pytest.fixture
    def hall(self, mind: Mind) -> Hall:
        return Hall(mind).to("decisions")

    def test_it_opens_with_the_main_store(self, hall: Hall) -> None:
        assert hall.words()[-1] == "interview.decide.database"

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("Cassandra, it is industry standard for chat", "interview.decide.fashion"),
            ("Cassandra, I have used it before", "interview.decide.familiar"),
            ("I would use Cassandra for the messages here", "interview.decide.requirement"),
            ("Cassandra because we need 694k writes per second", "interview.decide.options"),
            ("Cassandra rather than Postgres, because we need 694k writes per second", "interview.decide.price"),
        ],
    )
    def test_the_part_that_is_missing_is_asked_for(self, hall: Hall, text: str, words: str) -> None:
        hall.tell(text)
        assert hall.words()[-1] == words

    def test_a_whole_decision_leads_to_the_next_one(self, hall: Hall) -> None:
        hall.tell("Cassandra rather than Postgres, because we need 694k writes per second. We give up transactions.")
        assert hall.words()[-1] == "interview.decide.cache"

    def test_one_curveball_changes_a_requirement(self, hall: Hall) -> None:
        whole = "{} rather than {}, because we need 694k writes per second. We give up simplicity."
        for pick, other in (
            ("Cassandra", "Postgres"),
            ("Redis", "Memcached"),
            ("Kafka", "RabbitMQ"),
            ("Kubernetes", "Lambda"),
        ):
            hall.tell(whole.format(pick, other))
        hall.tell("We would fan out to everybody in the group.")
        assert len(hall.named(e.CurveballThrown)) == 1


class TestWrapUp:
    def test_it_asks_for_pattern_bottleneck_failure_and_next(self, mind: Mind) -> None:
        hall = Hall(mind).to("patterns")
        for _ in range(6):
            hall.tell("We will have to think about that in some detail I suppose.")
        asked = {asked.criterion for asked in hall.state.asked if asked.phase == "patterns"}
        assert {"pat.named", "wrap.bottleneck", "wrap.failure", "wrap.next"} <= asked

    def test_after_the_last_answer_it_ends(self, mind: Mind) -> None:
        hall = Hall(mind).to("patterns")
        hall.tell("No, that's all from me.")
        assert hall.state.status == "rating"


class TestHints:
    def test_hints_come_in_three_rungs_with_their_price(self, hall: Hall) -> None:
        prices = []
        for _ in range(4):
            hall.act(do.AskHint, user=ADA)
        prices = [(event.rung, event.points) for event in hall.named(e.HintGiven)]
        assert prices == [(1, 2), (2, 5), (3, 10)]
        assert hall.words()[-1] == "interview.hint.no_more"

    @pytest.mark.parametrize("phase", ["requirements", "estimation", "design", "decisions", "patterns"])
    def test_there_are_words_for_every_hint(self, mind: Mind, phase: str) -> None:
        hall = Hall(mind).to(phase)
        for _ in range(3):
            hall.act(do.AskHint, user=ADA)
        assert hall.heard()

    @pytest.mark.parametrize("text", ["hint", "Hint please!", "Could I get a hint here?"])
    def test_a_hint_can_be_asked_for_in_words(self, hall: Hall, text: str) -> None:
        hall.tell(text)
        assert len(hall.named(e.HintGiven)) == 1

    def test_giving_up_locks_the_phase_and_goes_on(self, hall: Hall) -> None:
        hall.to("estimation")
        hall.say("I give up")
        assert hall.state.phase == "design"
        assert hall.state.runs[1].reason == "gave_up"
