"""Each kind is marked by its own rule; the answers here say in words what is right and what is not."""

from typing import Any

import pytest

from bot.content import Content
from bot.drills import Marker, Marking, draw
from bot.drills.exercise import Exercise, Kind
from bot.drills.marking.overlap import copied
from bot.drills.marking.reader import Said


def drawn(kind: Kind, content: Content, scenario: str = "", seed: int = 3) -> Exercise:
    return draw(kind, seed, content, scenario=scenario)


def verdicts(marking: Marking, item: str) -> dict[str, bool]:
    mark = next(each for each in marking.items if each.id == item)
    return {check.id.split(".")[1]: check.ok for check in mark.checks}


def score(marking: Marking, item: str) -> float:
    return next(each.score for each in marking.items if each.id == item)


# -- questions -----------------------------------------------------------------------------------------------------


def asked(marker: Marker, content: Content, **items: str) -> Marking:
    answer = {name.replace("_n", "."): text for name, text in items.items()}
    return marker.mark(drawn("questions", content, "whatsapp"), answer)


def test_a_question_with_a_reason_that_names_a_change_is_whole(marker: Marker, content: Content) -> None:
    found = asked(marker, content, functional_n1="Do we need group chats? Then one message fans out to many receivers.")
    assert verdicts(found, "functional.1") == {"asks": True, "category": True, "reason": True}


@pytest.mark.parametrize(
    "text",
    ["Messages must be fast.", "Scalability?", "how are you?", "We need encryption because privacy matters."],
)
def test_a_statement_a_lone_word_and_chatter_ask_nothing(text: str, marker: Marker, content: Content) -> None:
    assert score(asked(marker, content, functional_n1=text), "functional.1") == 0


def test_importance_is_no_reason(marker: Marker, content: Content) -> None:
    found = asked(marker, content, scale_n1="How many users are there per day? It is very important to know this.")
    assert verdicts(found, "scale.1") == {"asks": True, "category": True, "reason": False}


def test_a_question_under_the_wrong_heading_is_told_where_it_belongs(marker: Marker, content: Content) -> None:
    found = asked(marker, content, edge_cases_n1="How many messages does a user send a day? It sets the write rate.")
    check = next(c for m in found.items if m.id == "edge_cases.1" for c in m.checks if c.id == "questions.category")
    assert (check.ok, check.args["really"]) == (False, "scale")


def test_the_same_question_twice_counts_once_and_the_spread_says_what_is_missing(
    marker: Marker, content: Content
) -> None:
    one = "How many users are active a day? It decides whether we shard."
    found = asked(marker, content, scale_n1=one, scale_n2=one)
    assert score(found, "scale.2") == 0
    assert found.notes[0].args["missing"] == ["functional", "nonfunctional", "constraints", "edge_cases"]


# -- estimates -----------------------------------------------------------------------------------------------------


def estimated(marker: Marker, content: Content, answer: dict[str, str], scenario: str = "whatsapp") -> Marking:
    return marker.mark(drawn("estimation", content, scenario), answer)  # 1 billion × 30 × 150 B, 3 copies


def test_an_estimate_counts_by_its_order_of_magnitude_and_the_slip_is_named(marker: Marker, content: Content) -> None:
    answer = {"write_qps": "30bn/day / 86400 ≈ 350k per sec", "daily_storage": "4.5 TB", "replicated_storage": "1.6 PB"}
    found = estimated(marker, content, answer)
    assert [round(m.score, 1) for m in found.items if m.id in answer] == [1.0, 1.0, 0.8]
    assert next(m.slip for m in found.items if m.id == "replicated_storage") == "forgot_replication"


def test_what_follows_from_an_own_wrong_number_is_half_a_fault(marker: Marker, content: Content) -> None:
    found = estimated(marker, content, {"write_qps": "8.3M/s", "peak_write_qps": "25M/s"})
    assert [mark.score for mark in found.items[:2]] == [0.0, 0.5]


@pytest.mark.parametrize(
    ("text", "scenario", "verdict"),
    [
        ("No, a million writes a second is far beyond one machine", "whatsapp", True),
        ("yes one postgres handles 1M writes per second", "whatsapp", False),
        ("one server cannot take the peak write rate", "whatsapp", True),
        ("Yes - 35 writes/s and a few TB fit on one box", "ticket-booking", True),
        ("no need to shard at that write rate, one primary is enough", "ticket-booking", True),
        ("it depends on the vendor", "whatsapp", False),
    ],
)
def test_the_one_server_sentence_is_judged_by_the_figures(
    text: str, scenario: str, verdict: bool, marker: Marker, content: Content
) -> None:
    exercise = draw("estimation", 5 if scenario == "ticket-booking" else 3, content, scenario=scenario)
    assert verdicts(marker.mark(exercise, {"server": text}), "server")["verdict"] is verdict


def test_a_verdict_without_a_reason_is_not_all(marker: Marker, content: Content) -> None:
    assert score(estimated(marker, content, {"server": "nope"}), "server") == pytest.approx(0.6)


# -- design --------------------------------------------------------------------------------------------------------

DRAWN = (
    "client -> lb: wss\nlb -> gateway: websocket\ngateway -> kafka: publish\nkafka -> writer: poll\nwriter -> cassandra"
)
WHY = "The load balancer spreads connections over many gateways. Kafka absorbs the evening peak. We need Cassandra."


def test_a_design_is_marked_for_parts_labels_reasons_and_contracts(marker: Marker, content: Content) -> None:
    apis = "POST /messages {to, text, client_id} -> 202 {id}\nGET /conversations/{id}/messages?before=x"
    found = marker.mark(drawn("design", content, "whatsapp"), {"design": DRAWN, "why": WHY, "apis": apis})
    missing = next(m for m in found.items if m.id == "components").checks[0].args["missing"]
    assert "Session store" in missing
    assert next(m for m in found.items if m.id == "labels").checks[0].args["bare"] == ["writer → cassandra"]
    bare = next(m for m in found.items if m.id == "reasons").checks[0].args["bare"]
    assert "cassandra" in bare
    assert "kafka" not in bare
    assert score(found, "contracts") == 1
    assert "Session store" in found.facts["missing"]


@pytest.mark.parametrize("apis", ["we will have two REST endpoints", "send and receive", "json over http"])
def test_naming_that_there_are_endpoints_is_no_contract(apis: str, marker: Marker, content: Content) -> None:
    found = marker.mark(drawn("design", content, "whatsapp"), {"design": DRAWN, "apis": apis})
    assert score(found, "contracts") == 0


# -- decisions -----------------------------------------------------------------------------------------------------


def decided(marker: Marker, content: Content, **answer: str) -> Marking:
    return marker.mark(drawn("decisions", content, "whatsapp"), {k.replace("_n", "."): v for k, v in answer.items()})


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("We need 1M writes/s at peak. I choose Cassandra. We give up joins.", [True, True, True, True]),
        ("We need 1M writes/s at peak, so Cassandra, and we give up joins.", [False, True, True, True]),
        ("Cassandra is the industry standard. Everybody uses it. It is fast.", [True, False, True, False]),
        ("We need 1M writes/s. A database that scales. We lose joins.", [True, True, False, True]),
        ("We need 1M writes/s. I take Cassandra. There are no downsides.", [True, True, True, False]),
    ],
)
def test_a_decision_has_three_sentences_requirement_choice_and_price(
    text: str, met: list[bool], marker: Marker, content: Content
) -> None:
    assert list(verdicts(decided(marker, content, database=text), "database").values()) == met


def test_a_metric_is_measurable_and_says_what_it_tells(marker: Marker, content: Content) -> None:
    found = decided(
        marker, content, metric_n1="p99 delivery latency: tells whether people still feel it as instant",
        metric_n2="CPU", metric_n3="user happiness",
    )  # fmt: skip
    assert [mark.score for mark in found.items if mark.id.startswith("metric")] == [1.0, 0.5, 0.0]


# -- patterns ------------------------------------------------------------------------------------------------------

SAGA = {
    "line": "Steps over several services, each with an undo",
    "scenario": "Booking flight, hotel and car at once",
    "tradeoff": "No global lock, but half-done states are visible",
}


def patterned(marker: Marker, content: Content, **changed: str) -> dict[str, bool]:
    answer = {f"saga.{part}": text for part, text in {**SAGA, **changed}.items()}
    return verdicts(marker.mark(draw("patterns", 4, content), answer), "saga")


def test_a_pattern_in_own_words_is_whole(marker: Marker, content: Content) -> None:
    assert all(patterned(marker, content).values())


@pytest.mark.parametrize(
    ("part", "text", "missed"),
    [
        ("line", "A saga undoes steps " + "of a very long transaction that goes on and on over many different services", "words"),
        ("line", "A very good way to scale", "describes"),
        ("scenario", "when you need to scale", "scenario"),
        ("tradeoff", "It is faster and simpler", "tradeoff"),
        ("tradeoff", "There is no downside", "tradeoff"),
    ],
)  # fmt: skip
def test_each_part_is_asked_for(part: str, text: str, missed: str, marker: Marker, content: Content) -> None:
    assert [name for name, ok in patterned(marker, content, **{part: text}).items() if not ok] == [missed]


def near(card: Any) -> list[str]:
    return [
        card.line,
        card.line.upper().replace(",", ""),
        card.line.replace("Copies of", "Duplicates of"),
        "So: " + card.line.replace("the primary", "the main one"),
        "It has " + card.costs.lower(),
    ]


@pytest.mark.parametrize("number", range(5))
def test_a_copy_is_noticed_with_a_word_changed_too(number: int, content: Content) -> None:
    assert content.drills is not None
    card = content.patterns["read-replica"]
    texts = (card.line, card.gains, card.costs, card.scenario)
    assert copied(near(card)[number], texts, content.drills.patterns)


@pytest.mark.parametrize(
    "text",
    [
        "More servers that only answer queries and follow the one that takes the writes.",
        "Reads go to replicas, writes stay on the main database.",
        "You may see old data for a moment after a write.",
        "A news page that is read by millions and edited by ten people",
    ],
)
def test_an_honest_paraphrase_is_no_copy(text: str, content: Content) -> None:
    assert content.drills is not None
    card = content.patterns["read-replica"]
    assert not copied(text, (card.line, card.gains, card.costs, card.scenario), content.drills.patterns)


def test_a_copied_pattern_has_no_points(marker: Marker, content: Content) -> None:
    answer = {f"saga.{part}": text for part, text in SAGA.items()} | {"saga.line": content.patterns["saga"].line}
    assert score(marker.mark(draw("patterns", 4, content), answer), "saga") == 0


# -- slip and sprint -----------------------------------------------------------------------------------------------


def test_the_slip_is_found_and_named_apart(marker: Marker, content: Content) -> None:
    exercise = next(e for s in range(200) if (e := draw("slip", s, content)).planted == "hour_for_day")
    at = str(exercise.planted_at)
    right = marker.mark(exercise, {"step": f"line {at}", "name": "3,600 is an hour, not a day"})
    vague = marker.mark(exercise, {"step": at, "name": "it is too big"})
    wrong = marker.mark(exercise, {"step": "6", "name": "divided by the seconds of an hour"})
    assert [mark.score for mark in right.items] == [1.0, 1.0]
    assert [mark.score for mark in vague.items] == [1.0, 0.0]
    assert [mark.score for mark in wrong.items] == [0.0, 0.0]


def test_a_line_that_is_not_there_is_an_error_of_its_field(marker: Marker, content: Content) -> None:
    (problem,) = marker.problems(draw("slip", 1, content), {"step": "17", "name": "x"})
    assert (problem.at, problem.words, problem.args["last"]) == ("step", "step", 8)


def test_the_sprint_counts_what_is_right_and_loses_by_overtime(marker: Marker, content: Content) -> None:
    exercise = draw("sprint", 1, content)
    answer = {"1": "1400/s", "2": "4000", "3": "45k", "4": "48 GB", "5": "60 PB"}
    assert marker.mark(exercise, answer, 290).score == pytest.approx(0.8)
    assert marker.mark(exercise, answer, 310).score == pytest.approx(0.8)  # a form takes its time to arrive
    assert marker.mark(exercise, answer, 600).score == pytest.approx(0.4)


# -- whatever is typed ---------------------------------------------------------------------------------------------

NASTY = [
    "",
    " ",
    "?",
    "<script>",
    "&amp;" * 50,
    "a" * 2900,
    "1e999 TB",
    "0",
    "-5/s",
    "∞",
    "~struck~",
    "```x",
    "🙂 👍",
    "\n\n",
    "١٢٣",
]


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("kind", ["questions", "estimation", "design", "decisions", "patterns", "slip", "sprint"])
def test_nothing_that_is_typed_makes_marking_fail(kind: Kind, text: str, marker: Marker, content: Content) -> None:
    exercise = draw(kind, 2, content)
    answer = dict.fromkeys(exercise.fields, text)
    marker.problems(exercise, answer)
    assert 0 <= marker.mark(exercise, answer).score <= 1


def test_struck_words_do_not_count() -> None:
    assert Said.of("~we use kafka~ none").words == ("none",)
