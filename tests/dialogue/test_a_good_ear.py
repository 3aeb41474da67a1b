"""What a good interviewer hears that is not said outright: near slips, broken requirements, other periods, answers to
another question, a summary that only wants a nod."""

from collections.abc import Sequence

import pytest

from bot.dialogue.mind import Mind
from bot.interview import commands as do
from tests.interview.conftest import ADA, Hall

DRAWING = "client -> gateway: https\ngateway -> service: rpc\nservice -> postgres: insert"


def said(hall: Hall, *names: str) -> list[str]:
    return [word for word in hall.words() if word.startswith(names)]


class TestNearSlips:
    """Within the order of magnitude, and yet a step is missing for certain."""

    @pytest.fixture
    def hall(self, mind: Mind) -> Hall:
        return Hall(mind).to("estimation")

    @pytest.mark.parametrize(
        ("text", "slip"),
        [
            ("over a year with the copies that is 730 TB", "forgot_replication"),
            ("the average is 700k writes per second", "peak_vs_average"),
        ],
    )
    def test_a_slip_of_the_right_order_is_hinted_at_by_asking_what_the_number_is(
        self, hall: Hall, text: str, slip: str
    ) -> None:
        answer = hall.tell(text)
        assert hall.words()[-1] == f"estimation.hints.{slip}.r1"
        assert "copies" not in answer
        assert "peak" not in answer

    @pytest.mark.parametrize(
        "text",
        ["at the busiest hour 700k writes per second", "730 TB a year for one copy", "2.2 PB a year with copies"],
    )
    def test_who_says_what_the_number_is_has_not_slipped(self, hall: Hall, text: str) -> None:
        hall.tell(text)
        assert not said(hall, "interview.slip.", "estimation.hints.")

    def test_put_right_it_is_acknowledged(self, hall: Hall) -> None:
        hall.tell("the average is 700k writes per second")
        hall.tell("sorry, that was the peak; the average is 231k writes per second")
        assert "interview.slip_found" in hall.words()

    def test_a_hint_that_is_asked_for_goes_on_from_what_was_said(self, hall: Hall) -> None:
        hall.tell("over a year with the copies that is 730 TB")
        hall.act(do.AskHint, user=ADA)
        assert said(hall, "estimation.hints.")[-1] == "estimation.hints.forgot_replication.r2"

    def test_a_factor_is_not_taken_for_the_number_that_was_asked_for(self, mind: Mind) -> None:
        hall = Hall(mind, scenario="payments").to("estimation")
        hall.tell("12 payments per second, 1 GB a day, with copies 365 GB a year", 50)
        hall.tell("ah, times 3, so 1.1 TB a year with copies")
        assert not [each for each in hall.state.estimates if each.surface == "3"]


class TestRequirements:
    def test_servers_too_few_for_the_candidates_own_peak_are_noticed_once(self, mind: Mind) -> None:
        hall = Hall(mind).to("estimation")
        hall.tell("231k writes per second, 700k writes per second at peak")
        answer = hall.tell("so we run 20 servers at 10k requests per second each")
        hall.tell("as I said, 20 servers at 10k requests per second each")
        assert said(hall, "interview.breaks.") == ["interview.breaks.machines"]
        assert "200 k/s" in answer
        assert "700 k/s" in answer

    def test_servers_enough_are_left_in_peace(self, mind: Mind) -> None:
        hall = Hall(mind).to("estimation")
        hall.tell("231k writes per second, 700k writes per second at peak")
        hall.tell("so we run 80 servers at 10k requests per second each")
        assert not said(hall, "interview.breaks.")

    def test_a_delay_that_breaks_what_was_agreed_is_held_against_it(self, mind: Mind) -> None:
        hall = Hall(mind)
        hall.tell("How fast must a message arrive?")
        hall.to("design").tell(DRAWING)
        answer = hall.tell("The service takes them in batches, and a message arrives within 3 seconds at p99.")
        assert "under 200 ms" not in answer  # batches are only an aside here: doubt is in the candidate's favour
        answer = hall.tell("A message arrives within 2 seconds at p99.")
        assert "interview.breaks.delay" in hall.words()
        assert "under 200 ms" in answer

    def test_a_delay_that_was_never_asked_for_is_not_given_away(self, mind: Mind) -> None:
        hall = Hall(mind).to("design")
        assert "200 ms" not in hall.tell("A message arrives within 2 seconds at p99.")

    @pytest.mark.parametrize("text", ["That is 100M links a month", "so 100M a month"])
    def test_a_days_figure_given_as_a_months_contradicts_what_was_told(self, mind: Mind, text: str) -> None:
        hall = Hall(mind, scenario="url-shortener")
        hall.tell("How many new links are created on a day?")
        hall.to("estimation")
        assert "100 million new links a day" in hall.tell(text)
        assert hall.words()[-1] == "interview.contradiction"
        assert not said(hall, "interview.slip.")


class TestAnswers:
    @pytest.fixture
    def hall(self, mind: Mind) -> Hall:
        return Hall(mind).to("decisions")

    def test_an_answer_about_something_else_is_asked_for_once_more(self, hall: Hall) -> None:
        assert hall.state.open_probe == "decide:database"
        hall.tell("We watch p99 latency, the error rate and the lag of consumers, with alerts on each.")
        hall.tell("And dashboards, with an alert on the error rate for each region as well.")
        assert said(hall, "interview.again") == ["interview.again.decide"]

    @pytest.mark.parametrize(
        "text",
        [
            "Cassandra, because we write a lot and look up by key.",
            "I am not sure about that one.",
            "Something that takes 700k writes a second and is looked up by conversation.",
        ],
    )
    def test_an_answer_that_has_to_do_with_it_is_an_answer(self, hall: Hall, text: str) -> None:
        hall.tell(text)
        assert not said(hall, "interview.again")

    def test_who_wants_no_cache_has_weighed_both(self, hall: Hall) -> None:
        hall.tell("Cassandra, because we write a lot and look up by key; Postgres would not do; we give up joins.")
        hall.tell("No cache: reads must be exact and they are few.")
        assert "decide:cache:options" not in {each.probe for each in hall.state.asked}

    def test_what_the_numbers_mean_in_one_sentence_is_a_whole_answer(self, mind: Mind) -> None:
        hall = Hall(mind, scenario="url-shortener").to("design")
        hall.tell("1,160 writes per second, 3,500 writes per second at peak, 116k reads per second")
        hall.tell("One database can take 3,500 writes but not the reads, so a cache is needed.")
        assert "est.to_architecture" in hall.state.seen
        assert not said(hall, "interview.followup", "interview.again")


class TestSummaries:
    def test_a_summary_that_ends_in_right_is_confirmed(self, mind: Mind) -> None:
        hall = Hall(mind, scenario="url-shortener")
        hall.tell("How many new links are created on a day?")
        hall.tell("So a shortener, 100M links a day, created and opened, kept for years, low latency, right?")
        assert hall.words()[-1] == "interview.confirm.scope"
        hall.tell("Let's move on to the estimates.")
        assert hall.state.phase == "estimation"

    def test_one_that_contradicts_is_corrected(self, mind: Mind) -> None:
        hall = Hall(mind, scenario="url-shortener")
        hall.tell("How many new links are created on a day?")
        answer = hall.tell("So a shortener, 20M links a day, created and opened, kept for years, right?")
        assert "100 million new links a day" in answer
        assert not said(hall, "interview.confirm", "interview.offer")

    def test_a_question_with_two_halves_is_answered_in_both(self, mind: Mind) -> None:
        hall = Hall(mind, scenario="url-shortener")
        answer = hall.tell("How many links, and how many people use it?")
        assert "100 million new links a day" in answer
        assert not said(hall, "interview.offer")

    def test_a_question_behind_a_greeting_is_a_question(self, mind: Mind) -> None:
        answer = Hall(mind, scenario="payments").tell("hi, before anything: how many payments a day?")
        assert "1 million payments" in answer

    @pytest.mark.parametrize("text", ["how big is one record", "what is the largest size of a record"])
    def test_after_the_requirements_a_question_needs_no_mark(self, mind: Mind, text: str) -> None:
        hall = Hall(mind, scenario="url-shortener").to("estimation")
        assert hall.tell(text)
        assert said(hall, "interview.fact", "interview.offer")

    def test_one_that_is_answered_in_the_same_breath_is_thinking_aloud(self, mind: Mind) -> None:
        hall = Hall(mind, scenario="url-shortener").to("estimation")
        hall.tell("how big is one record, say 500 bytes")
        assert not said(hall, "interview.fact", "interview.offer")


class TestStores:
    CACHED = "client -> limiter: https\nlimiter -> redis: incr\nlimiter -> api: forward"

    def test_memory_on_purpose_is_not_asked_where_it_is_stored(self, mind: Mind) -> None:
        hall = Hall(mind, scenario="rate-limiter").to("design")
        hall.tell(f"The counters are kept in memory and may be lost on restart.\n{self.CACHED}", wait=60)
        assert "interview.design.no_storage" not in hall.words()

    def test_a_cache_with_nothing_behind_it_is(self, mind: Mind) -> None:
        hall = Hall(mind, level="mid").to("design")
        hall.tell("phone -> gateway: websocket\ngateway -> redis: get the session", wait=60)
        assert "interview.design.no_storage" in hall.words()


class TestWhatMattersMost:
    def test_with_time_for_all_the_numbers_the_cascades_order_is_kept(self, mind: Mind) -> None:
        hall = Hall(mind).to("estimation")
        hall.tell("231k writes per second", wait=45)
        assert hall.words()[-1] == "interview.estimate.peak_write_qps"

    def test_with_little_time_what_matters_most_at_the_level_is_asked(self, mind: Mind) -> None:
        hall = Hall(mind, level="staff").to("estimation")
        hall.at(250)
        hall.tell("231k writes per second, 694k writes per second at peak", wait=45)
        assert hall.state.asked[-1].criterion == "est.to_architecture"

    def test_of_the_requirements_what_changes_the_design_most_is_asked_first(self, mind: Mind) -> None:
        hall = Hall(mind)
        hall.tell("So a person writes something and a friend should get it almost at once.", wait=60)
        asked = hall.state.asked[0].probe
        probes = {
            f"scenario:{each.id}": each for each in mind.scenario("whatsapp").probes if each.phase == "requirements"
        }
        weights = {fact.id: fact.weight for fact in mind.scenario("whatsapp").facts}

        def changes(names: Sequence[str]) -> float:
            return max((weights.get(name, 1) for name in names), default=1)

        assert changes(probes[asked].unless) == max(changes(each.unless) for each in probes.values())


class TestLevels:
    """The same words of the same candidate, before two interviewers."""

    SCRIPT = (
        "Postgres or Cassandra; I take Cassandra because we need 231k writes a second, and give up joins.",
        "A cache in front of it, redis.",
        "Kafka between the services because bursts have to wait.",
    )

    def held(self, mind: Mind, level: str) -> Hall:
        hall = Hall(mind, level=level)
        hall.tell("How many people use it on a day?", 30)
        hall.to("design").tell(DRAWING, 50)
        hall.tell("The service takes the message and writes it.", 50)
        hall.tell("It is stored by conversation, newest first.", 50)
        hall.to("decisions")
        for text in self.SCRIPT:
            hall.tell(text, 50)
        hall.to("patterns").tell("Fan-out on write, it costs us more writes.", 50)
        hall.act(do.EndInterview, user=ADA)
        hall.act(do.SkipRating, user=ADA)
        return hall

    def test_mid_and_staff_are_asked_different_things_and_measured_by_different_bars(self, mind: Mind) -> None:
        mid, staff = self.held(mind, "mid"), self.held(mind, "staff")
        asked = {hall.state.setup.level: [each.probe for each in hall.state.asked] for hall in (mid, staff)}
        assert set(asked["staff"]) - set(asked["mid"])
        assert set(asked["mid"]) - set(asked["staff"])
        assert mid.state.card is not None
        assert staff.state.card is not None
        assert mid.state.card.overall is not None
        bands = mind.rubric().bands
        assert bands["mid"] != bands["staff"]


def test_the_words_before_the_end_count_though_the_turn_was_still_open(mind: Mind) -> None:
    hall = Hall(mind).to("estimation")
    hall.say("20 billion / 86400 = 231k writes per second")
    hall.act(do.EndInterview, user=ADA)
    assert [each.metric for each in hall.state.reads[-1].reading.estimates] == ["write_qps"]


def test_a_turn_that_is_open_when_next_is_pressed_counts_for_the_phase_it_was_said_in(mind: Mind) -> None:
    hall = Hall(mind).to("estimation")
    hall.say("20 billion / 86400 = 231k writes per second")
    hall.next()
    assert [(read.phase, len(read.reading.estimates)) for read in hall.state.reads] == [("estimation", 1)]
    assert hall.state.phase == "design"
