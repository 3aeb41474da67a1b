"""What the interviewer is shown, part by part: it fits one Slack message, and says what is covered and what is not."""

from pathlib import Path
from typing import Any

import pytest

from bot.content import Content, load_content
from bot.dialogue.mind import Mind
from bot.interview import commands as do
from bot.interview.peering.prepare import pending, suggestion
from bot.interview.situating import situation_of
from bot.peers import Whisper, whisper
from bot.slack.blocks import build as b
from bot.slack.peers.blocks.whisper import Now, whisper_message
from bot.workspace.kit import message_faults
from tests.interview.conftest import ADA, Hall

ROOT = Path(__file__).resolve().parents[2]
BEN = "UBEN"
PHASES = ("requirements", "estimation", "design", "decisions", "patterns")


@pytest.fixture(scope="module")
def content() -> Content:
    return load_content([ROOT])


@pytest.fixture(scope="module")
def mind(content: Content) -> Mind:
    return Mind(content)


def shown(hall: Hall) -> tuple[Whisper, Any]:
    situation = situation_of(hall.state, hall.mind, hall.texts, hall.now)
    found = suggestion(situation, hall.state)
    made = whisper(situation, pending(hall.state), (found.probing, found.part) if found else None)
    question = hall.mind.content.words.say(found.part.words, **found.part.args) if found else ""
    return made, whisper_message(hall.mind.content.words.say, hall.state, BEN, made, Now(60, 600, 0, question))


def test_in_every_part_of_every_scenario_it_is_one_message_that_slack_takes(mind: Mind) -> None:
    for name in mind.content.offered:
        hall = Hall(mind, scenario=name, interviewer=BEN)
        for phase in PHASES:
            hall.to(phase)
            _, message = shown(hall)
            assert message_faults(list(message.blocks)) == [], (name, phase)
            assert len(message.blocks) <= b.BLOCKS_IN_MESSAGE
            assert b.text_length(list(message.blocks)) <= 13_000, (name, phase, b.text_length(list(message.blocks)))


def test_what_was_asked_waits_and_what_was_told_is_done(mind: Mind) -> None:
    hall = Hall(mind, interviewer=BEN)
    hall.say("How many people use it on a day?")
    hall.pass_to(hall.now + 5)
    hall.say("Also, a message is 100 B on average, text and metadata together.", BEN)
    made, _ = shown(hall)
    assert [fact.id for fact in made.waiting] == ["dau"]
    marks = {fact.id: (fact.told, fact.waiting) for fact in made.facts}
    assert (marks["dau"], marks["message_size"], marks["groups"]) == ((False, True), (True, False), (False, False))
    assert next(each for each in made.covered if each.category == "scale").done == 2
    seen = {each.id for each in made.criteria if each.seen}
    assert "req.scale" in seen
    assert "req.nonfunctional" not in seen


def test_the_suggestion_says_why_and_what_a_weak_and_a_strong_answer_sound_like(mind: Mind) -> None:
    made, _ = shown(Hall(mind, interviewer=BEN))
    assert made.suggested is not None
    assert made.suggested.reason in ("criterion", "unasked_fact")
    assert made.suggested.weak
    assert made.suggested.strong


def test_what_the_candidate_asked_is_not_suggested_to_be_probed(mind: Mind) -> None:
    hall = Hall(mind, interviewer=BEN)
    first, _ = shown(hall)
    assert first.suggested is not None
    assert first.suggested.probe == "scenario:groups"
    hall.say("Do we need group chats?")
    hall.pass_to(hall.now + 5)
    made, _ = shown(hall)
    assert made.suggested is None or made.suggested.probe != "scenario:groups"


def test_figures_stand_beside_the_reference_in_estimation(mind: Mind) -> None:
    hall = Hall(mind, interviewer=BEN).to("estimation")
    hall.say("500M users x 40 msgs/day = 20B a day, so 231k writes per second")
    hall.pass_to(hall.now + 5)
    made, _ = shown(hall)
    row = next(row for row in made.reference if row["metric"] == "write qps")
    assert (row["value"], row["theirs"], row["grade"]) == ("231 k/s", "231 k/s", "exact")
    assert all(not other["theirs"] for other in made.reference if other["metric"] == "cache memory")


def test_in_the_design_a_part_that_is_drawn_is_told_from_one_that_is_missing(mind: Mind) -> None:
    hall = Hall(mind, interviewer=BEN).to("design")
    hall.say("client -> load balancer: https\nload balancer -> chat server: ws\nchat server -> message store: insert")
    hall.pass_to(hall.now + 5)
    made, _ = shown(hall)
    assert {row["drawn"] for row in made.reference} == {True, False}
    hall.act(do.EndInterview, user=ADA)
    _, message = shown(hall)
    assert "sheet" not in str(message.blocks).lower()
