"""Levels of people and the bot side by side, gaps, and how the interviewer conducted it, out of one interview."""

from pathlib import Path
from typing import Any

import pytest

from bot.content import load_content
from bot.dialogue.mind import Mind
from bot.interview import commands as do
from bot.interview.peering import commands as peer
from bot.report.side_by_side import side_by_side
from tests.interview.conftest import ADA, EVE, Hall

ROOT = Path(__file__).parents[2]
BEN = "UBEN"


@pytest.fixture(scope="module")
def mind() -> Mind:
    return Mind(load_content([ROOT]))


def wait(hall: Hall, seconds: float = 5) -> None:
    hall.pass_to(hall.now + seconds)


@pytest.fixture
def held(mind: Mind) -> Hall:
    """Ben answers one question, volunteers a fact, gives a name away, asks once, and lets requirements overrun."""
    hall = Hall(mind, interviewer=BEN, minutes=15)
    hall.say("How many people use it on a day?")
    wait(hall)
    hall.act(peer.PostFact, user=BEN, fact="dau")
    hall.say("A message arrives in under 200 ms when both people are online. Think of Cassandra.", BEN)
    wait(hall)
    hall.say("What would you ask about failures?", BEN)
    wait(hall, 200)
    hall.act(do.NextPhase, user=BEN, phase=hall.state.phase)
    hall.act(do.EndInterview, user=ADA)
    for user, levels in ((BEN, {"requirements": 3}), (ADA, {"requirements": 0}), (EVE, {"requirements": 2})):
        hall.act(peer.SaveScorecard, user=user, levels=levels, notes={"requirements": f"{user} saw it"})
        hall.act(peer.SubmitScorecard, user=user)
        wait(hall, 1)
    return hall


def shown(hall: Hall, history: dict[str, list[dict[str, Any]]] | None = None) -> Any:
    return side_by_side(hall.state, hall.texts, hall.mind, history or {})


def test_judges_stand_in_a_fixed_order_with_their_own_levels(held: Hall) -> None:
    # Eve's came after all others were in, and is added
    assert [(judge.role, judge.user) for judge in shown(held).judges] == [
        ("peer", BEN), ("self", ADA), ("bot", ""), ("observer", EVE),
    ]  # fmt: skip
    assert {note.words for note in shown(held).notes} == {f"{user} saw it" for user in (ADA, BEN, EVE)}


def test_a_gap_of_two_levels_is_opened_for_comments(held: Hall) -> None:
    gap = shown(held).gaps[0]
    assert (gap.phase, gap.low_level, gap.high, gap.high_level) == ("requirements", 0, BEN, 3)
    held.act(peer.CommentGap, user=ADA, phase="requirements", comment="I never summed up.")
    assert [comment.words for comment in shown(held).comments] == ["I never summed up."]


def test_the_conduct_is_what_was_said_and_when(held: Hall) -> None:
    conduct = dict(shown(held).conducts)[BEN]
    assert conduct.told == 2
    assert conduct.unasked == ("latency",)
    assert conduct.leaks == ("cassandra",)
    assert conduct.questions == 1
    assert conduct.first_probe == pytest.approx(10, abs=1)
    assert conduct.overrun == ("requirements",)
    assert 0.5 < (conduct.share or 0) < 0.95
    assert conduct.remarks[0] == "leaks"


def test_agreement_over_time_is_counted_from_the_lines_that_are_kept(held: Hall) -> None:
    rows = [
        {"levels": {"requirements": a}, "bot": {"requirements": b}} for a, b in ((0, 0), (1, 1), (2, 3), (3, 3), (2, 2))
    ]
    agreed = shown(held, {BEN: rows}).agreed[0]
    assert (agreed.interviews, agreed.phases[0].pairs, agreed.phases[0].same) == (5, 5, 4)
    assert agreed.phases[0].kappa == pytest.approx(1 - 1 / 12.2)


def test_whoever_is_forgotten_takes_their_words_along_and_leaves_the_rest(held: Hall) -> None:
    kept = {key: words for key, words in held.texts.items() if not words.startswith(BEN)}
    found = side_by_side(held.state, kept, held.mind, {})
    assert {note.user for note in found.notes} == {ADA, EVE}
    assert found.judge(BEN) is not None
