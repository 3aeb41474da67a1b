"""A clarifying question finds its fact: an answer, a choice of up to three, or nothing; a statement finds nothing."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content import load_content
from bot.language import Bm25, FactMatcher, Lexicon, lexicon_from, matching_from
from bot.text import plain

ROOT = Path(__file__).resolve().parents[2]
CONTENT = load_content([ROOT])
LEXICON = lexicon_from(CONTENT.lexicon["synonyms"])
MATCHING = matching_from(CONTENT.lexicon["matching"])


@dataclass(frozen=True)
class Fact:
    id: str
    question: str
    phrasings: tuple[str, ...]
    answer: str = ""
    not_this: tuple[str, ...] = ()


FACTS = [
    Fact(
        "members",
        "How many people are in the library?",
        ("number of members", "how many readers are registered", "size of the membership"),
        "A million members.",
        ("how many members may sit in one room",),
    ),
    Fact(
        "loans",
        "How many books does one member borrow in a month?",
        ("loans per member", "how often do people borrow", "borrowing volume"),
        "Two books a month.",
    ),
    Fact(
        "fines",
        "Is there a fine for late returns?",
        ("penalty when a book comes back late", "do people pay for delays", "late fee"),
        "No fines.",
    ),
    Fact(
        "reservations",
        "Can a book be reserved?",
        ("waiting list for a book that is out", "put a hold on a title", "reserve ahead"),
        "Reservations are in.",
    ),
]
MATCHER = FactMatcher(FACTS, LEXICON, MATCHING, decoys=("what colour are the shelves",))


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("How many members does the library have?", ("members",)),
        ("is there a late fee", ("fines",)),
        ("what's the number of members? and is there a penalty for a late book?", ("members", "fines")),
        ("number of members, loans per member, late fee?", ("members", "loans", "fines")),
        ("I'd need to know how many readers are registered", ("members",)),
    ],
)
def test_a_clear_question_is_answered_each_fact_once(question: str, facts: tuple[str, ...]) -> None:
    assert MATCHER.match(question).answered == facts


def test_the_same_fact_asked_twice_is_answered_once() -> None:
    assert MATCHER.match("How many members are there? I mean, number of members?").answered == ("members",)


@pytest.mark.parametrize(
    "text",
    [
        "The library has a million members.",
        "There is a late fee, I note that down.",
        "Late fees are always nasty.",
        "> how many members does the library have?",
        "```how many members does the library have?```",
        "~how many members does the library have?~",
        "You asked how many members the library has?",
        "",
        "👋",
    ],
)
def test_what_asks_nothing_is_answered_nothing(text: str) -> None:
    match = MATCHER.match(plain(text))

    assert (match.answered, match.offered) == ((), ())


def test_what_the_sheet_does_not_know_is_said_to_be_open() -> None:
    match = MATCHER.match("Which programming language should I write it in?")

    assert match.answered == ()
    assert match.unanswered == ("Which programming language should I write it in?",)


def test_a_decoy_draws_its_question_away() -> None:
    match = MATCHER.match("What colour are the shelves?")

    assert (match.answered, match.offered) == ((), ())


def test_a_near_neighbour_is_not_answered() -> None:
    assert MATCHER.match("How many members may sit in one room?").answered == ()


def test_an_unclear_question_offers_three_at_most() -> None:
    match = MATCHER.match("what about books and people and late and ahead things?")

    assert 0 < len(match.offered) <= 3


def test_evidence_says_which_words_asked_and_by_which_rule() -> None:
    message = "Hello there. Is there a late fee?"

    (evidence,) = MATCHER.match(message).evidence
    assert message[evidence.span.start : evidence.span.end] == "Is there a late fee?"
    assert (evidence.fact, evidence.rule) == ("fines", "whole")


def test_a_question_is_understood_from_the_statement_before_it() -> None:
    assert MATCHER.match("Somebody returns a book far too late. Is there a penalty for that?").answered == ("fines",)


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_any_text_is_matched_without_an_error_and_always_alike(text: str) -> None:
    match = MATCHER.match(plain(text))

    assert match == MATCHER.match(plain(text))
    assert not set(match.answered) & set(match.offered)
    assert len(match.offered) <= 3


def test_a_flood_is_bounded() -> None:
    assert len(MATCHER.match("is there a late fee? who? " * 1500).unanswered) <= 12


@pytest.mark.parametrize("scenario_id", sorted(CONTENT.offered))
def test_every_shipped_question_finds_its_own_fact(scenario_id: str) -> None:
    scenario = CONTENT.scenario(scenario_id)
    matcher = FactMatcher(scenario.facts, LEXICON, MATCHING, decoys=scenario.decoys)

    for fact in scenario.facts:
        assert matcher.ranked(fact.question)[0][0] == fact.id


def test_words_that_mean_the_same_share_a_concept() -> None:
    assert "§users" in LEXICON.terms("folks")
    assert "§users" in LEXICON.terms("the user base")
    assert LEXICON.written_out("ppl w/o msgs/day, r/w?") == "people without messages/day, read to write ratio?"


def test_without_a_lexicon_there_are_stems_only() -> None:
    assert Lexicon().terms("Sending messages") == ["send", "messag"]


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    scores = Bm25.of([["cat", "sat"], ["cat", "mat"], ["cat", "hat"]]).scores(["cat", "hat"])

    assert max(range(3), key=lambda index: scores[index]) == 2
    assert Bm25.of([]).scores(["cat"]) == []


def test_a_figure_that_is_missing_is_named() -> None:
    with pytest.raises(ValueError, match=r"matching\.yaml"):
        matching_from({"with_encoder": {}})


def test_words_are_stemmed_the_same_on_many_threads_at_once() -> None:
    from concurrent.futures import ThreadPoolExecutor

    from bot.language.stemming import stem

    words = [f"{head}{tail}" for head in ("relat", "communicat", "hop", "scal", "replic") for tail in
             ("ing", "ional", "ations", "edly", "iveness", "ize", "izing", "ibility")] * 50  # fmt: skip
    alone = [stem.__wrapped__(word) for word in words]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: [stem.__wrapped__(word) for word in words], range(8)))
    assert all(each == alone for each in found)
