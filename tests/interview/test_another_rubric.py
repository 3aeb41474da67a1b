"""An interview is held, timed, scored and reported by the rubric that it was started with."""

import pytest

from bot.content import load_content
from bot.dialogue.mind import Mind
from bot.interview import commands as do
from bot.interview.judging import card_of
from bot.record import Refused
from bot.record.transcript import transcript_from
from bot.report import Pages, Reader, compose
from bot.scoring import score, tools_from
from tests.interview.conftest import ADA, ROOT, Hall

CONTENT = load_content([ROOT])
RUBRIC = CONTENT.rubric("estimation_and_api")
TOOLS = tools_from(CONTENT.lexicon)


@pytest.fixture(scope="module")
def mind() -> Mind:
    return Mind(CONTENT)


def round_of(mind: Mind, minutes: int = 30) -> Hall:
    return Hall(mind, scenario="url-shortener", rubric="estimation_and_api", minutes=minutes, level="senior")


def _tell(hall: Hall, text: str) -> str:
    return hall.tell(text, wait=RUBRIC.clock.turn.after_message + 1)


def test_a_whole_round_of_numbers_and_contracts(mind: Mind) -> None:
    hall = round_of(mind).at(10)
    assert "100 million" in _tell(hall, "How many links are created on a day?")
    _tell(hall, "To sum up: links are made and followed, 100 million new ones a day. Let's go to the numbers.")
    assert hall.state.phase == "estimation"
    _tell(hall, "100 million a day / 86400 = 1,160 writes per second")

    hall.act(do.NextPhase, user=ADA, phase="estimation")
    assert "what comes back" in hall.heard() or "wire" in hall.heard() or "contract" in hall.heard()
    asked = [
        _tell(
            hall, "POST /links {url, alias?, idempotency_key} -> 201 {code}\nGET /{code}?trace=1 -> 302 Location: url"
        ),
        _tell(hall, "429 and 503 carry Retry-After and the client backs off; 404 is final and the page says so."),
        _tell(hall, "The same idempotency key is found by a unique index, and the first answer comes back."),
        _tell(hall, "GET /me/links?limit=50&cursor=abc, a cursor since with an offset new links shift the page."),
        _tell(hall, "Table links with the code as primary key, columns url, owner, created_at."),
    ]
    said = "\n".join(asked)
    assert "alias would be" not in said  # an optional field of a contract asks nothing
    assert not {"hld.components", "hld.arrows", "hld.justified"} & {each.criterion for each in hall.state.asked}
    assert all("draw" not in line.lower() for line in asked)
    hall.at(1500)
    _tell(hall, "I'm done.")
    hall.act(do.SkipRating, user=ADA)

    card = hall.state.card
    assert card is not None
    assert card.rubric == "estimation_and_api"
    assert set(card.phases) == {"requirements", "estimation", "design", "communication"}
    levels = {each.criterion: each.level for each in card.judged}
    assert set(levels) == set(RUBRIC.criteria)
    assert (levels["api.errors"], levels["api.paging"]) == (3, 3)

    report = compose(hall.state, hall.texts, mind, Reader(Pages.read([ROOT / "prompts"]).words))
    assert [phase.title for phase in report.phases] == ["Load and scope", "Estimation", "API and data"]
    assert report.band.title.endswith("senior") or report.band.id == "early"


def test_a_length_that_the_rubric_does_not_have_is_refused_with_those_it_has(mind: Mind) -> None:
    with pytest.raises(Refused) as refused:
        round_of(mind, minutes=60)

    assert refused.value.words["minutes"] == [15, 30, 45]


def test_a_finished_interview_can_be_judged_by_the_other_rubric_too(mind: Mind) -> None:
    hall = Hall(mind, scenario="url-shortener").at(10)
    _tell(hall, "How many links are created on a day?")

    card = card_of(hall.state, hall.texts, mind, "estimation_and_api")
    assert card.rubric == "estimation_and_api"


@pytest.mark.parametrize("name", ["est.sanity", "api.errors", "api.paging"])
def test_the_rounds_own_criteria_are_met_by_their_examples_and_not_by_what_only_looks_like_them(name: str) -> None:
    criterion = RUBRIC.criteria[name]
    for rung in criterion.ladder:
        assert [text for text in rung.examples if _level(name, criterion.phase, text) < rung.level] == []
        assert [text for text in rung.counter_examples if _level(name, criterion.phase, text) >= 2] == []


def _level(name: str, phase: str, text: str) -> int:
    turns = [
        {"at": 0, "phase": phase, "who": "interviewer", "text": "Go on."},
        {"at": 10, "phase": phase, "who": "candidate", "text": text},
    ]
    held = transcript_from({"scenario": "url-shortener", "minutes": 30, "level": "senior", "turns": turns})
    return score(held, CONTENT.scenario("url-shortener"), RUBRIC, TOOLS).criteria[name].level
