"""What the interviewer may not say: leaks, praise, two questions, words that are missing."""

import re

import pytest

from bot.content import Content
from bot.dialogue.mind import Mind
from bot.interview import commands as do
from tests.interview.conftest import ADA, ROOT, Hall

PRAISE = re.compile(
    r"\b(?:great|excellent|perfect|awesome|well done|good job|nice|fantastic|amazing|brilliant)\b", re.I
)
TALK = [
    "Hi! So people send texts to each other and they arrive at once.",
    "How many people use it on a day?",
    "What about the logo?",
    "I assume 2 billion users.",
    "Let's move on to the estimates.",
    "We build texting for 500 million people, no groups.",
    "20 billion / 86400 = 23k writes per second",
    "sorry, 231k writes per second, 694k at peak",
    "Let's go to the design",
    "phone -> lb\nlb -> chat server: ws\nchat server -> kafka: publish\nkafka -> writer: consume\nwriter -> cassandra: insert",
    "chat server -> elasticsearch: index",
    "It is always good to have.",
    "What would you do?",
    "The client sends an id with it and we drop what we have seen.",
    "now the technologies",
    "Cassandra, everybody uses it",
    "because we need 694k writes per second",
    "kafka",
    "I don't know",
    "Let's wrap up",
    "The database is the bottleneck, I think.",
    "It fails over to a replica and nobody notices much.",
    "That's all from me",
]


@pytest.fixture(scope="module")
def said(mind: Mind) -> list[str]:
    """Everything said in a few interviews that differ by seed, hints included."""
    lines = []
    for seed in range(6):
        hall = Hall(mind, seed=seed, scenario="whatsapp")
        for text in TALK:
            since = len(hall.events)
            if hall.state.status != "live":
                break
            hall.tell(text, wait=50)
            hall.act(do.AskHint, user=ADA) if seed % 2 and hall.state.status == "live" else None
            lines.append(hall.heard(since))
    return [line for block in lines for line in block.split("\n") if line]


def test_it_does_not_praise(said: list[str]) -> None:
    assert [line for line in said if PRAISE.search(line)] == []


def test_it_asks_one_question_at_a_time(said: list[str]) -> None:
    assert [line for line in said if line.count("?") > 1] == []


def test_it_asks_nothing_twice(mind: Mind) -> None:
    hall = Hall(mind)
    for text in TALK:
        if hall.state.status == "live":
            hall.tell(text, wait=50)
    questions = [
        sentence for line in hall.heard().split("\n") for sentence in re.findall(r"[^.?!:]+\?", line)
        if "assume" not in sentence and "take" not in sentence and "of these" not in sentence
    ]  # fmt: skip
    assert len(questions) == len(set(questions))


def test_no_fact_is_said_that_was_not_asked_for(mind: Mind, content: Content, said: list[str]) -> None:
    scenario = content.scenario("whatsapp")
    asked = {"dau"}
    answers = {fact.id: scenario.answer(fact.id) for fact in scenario.facts if fact.id not in asked}
    leaked = {key for key, answer in answers.items() for line in said if answer in line}
    assert leaked <= {"receipts", "presence"}


def test_no_word_of_the_reference_is_said(content: Content, said: list[str]) -> None:
    scenario = content.scenario("whatsapp")
    secret = [
        *(decision.price for decision in scenario.decisions),
        *(option.gains for decision in scenario.decisions for option in decision.options),
        *(component.reason for component in scenario.design.components if component.reason),
        *(failure.recovery for failure in scenario.failures),
        *(probe.strong for probe in scenario.probes if probe.strong),
        scenario.bottleneck,
        scenario.design.idempotency,
    ]
    assert [text for text in secret if text and any(text in line for line in said)] == []


def test_two_interviews_do_not_sound_the_same(mind: Mind) -> None:
    def sound(stream: str) -> str:
        hall = Hall(mind)
        hall.state = hall.aggregate.start(stream)
        hall.events.clear()
        start = do.StartInterview(
            now=hall.now, team="T", channel="C", thread="1.0", candidate=ADA, scenario="whatsapp", seed=1
        )
        hall.send(start)
        for text in TALK:
            if hall.state.status == "live":
                hall.tell(text, wait=50)
        return hall.heard()

    assert sound("interview-a") == sound("interview-a")
    assert sound("interview-a") != sound("interview-b")


def test_every_template_that_is_named_exists(content: Content) -> None:
    source = "\n".join(
        path.read_text() for folder in ("interview", "dialogue") for path in (ROOT / "bot" / folder).rglob("*.py")
    )
    names = set(re.findall(r"\"(interview\.[a-z_.]+[a-z])\"", source))
    builders = {"interview.card", "interview.spoke", "interview.picture", "interview.rate", "interview.report"}
    builders |= {f"interview.report.{part}" for part in ("times", "design", "files")}
    assert {name for name in names - builders if name not in content.words} == set()


def test_every_hint_has_three_rungs(content: Content) -> None:
    topics = {name.split(".")[2] for name in content.words.templates if name.startswith("interview.hints.")}
    missing = [f"{t}.r{n}" for t in topics for n in (1, 2, 3) if f"interview.hints.{t}.r{n}" not in content.words]
    assert missing == []


def test_every_probe_has_words(mind: Mind, content: Content) -> None:
    for phase, probes in mind.manners.probes.items():
        for probe in probes:
            if phase != "requirements" and probe.when != "scenario":
                assert f"interview.{phase}.{probe.id}" in content.words
    for metric in mind.manners.estimates:
        assert f"interview.estimate.{metric}" in content.words
    for area in mind.manners.decision_areas:
        assert f"interview.decide.{area}" in content.words
