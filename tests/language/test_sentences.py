"""A message is cut into sentences with their places, and each is known to ask, to state, or both."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import act_of, sentences
from bot.text import plain


def texts(message: str) -> list[str]:
    return [sentence.text for sentence in sentences(message)]


@given(st.text())
def test_every_sentence_is_the_piece_of_the_message_at_its_place(message: str) -> None:
    found = sentences(message)

    assert all(message[each.start : each.end] == each.text for each in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(st.text())
def test_no_word_is_lost(message: str) -> None:
    kept = sum(1 for each in sentences(message) for char in each.text if char.isalnum())

    assert kept == sum(1 for char in message if char.isalnum())


@pytest.mark.parametrize(
    ("message", "wanted"),
    [
        ("How big? How fast?", ["How big?", "How fast?"]),
        ("It is 1.5 KB. Fine.", ["It is 1.5 KB.", "Fine."]),
        ("Stores, e.g. a table, vs. a log. Ok", ["Stores, e.g. a table, vs. a log.", "Ok"]),
        ("one\ntwo\n\nthree", ["one", "two", "three"]),
        ("dau?msgs?peak?", ["dau?", "msgs?", "peak?"]),
        ("reads go there; writes here", ["reads go there;", "writes here"]),
        ("🎉 ... \n ??", []),
    ],
)
def test_sentences_end_where_a_reader_would_stop(message: str, wanted: list[str]) -> None:
    assert texts(message) == wanted


def test_offsets_are_those_of_the_slack_text() -> None:
    source = "<@U123> how big &amp; how fast? :wave:"

    (sentence,) = sentences(plain(source))
    assert source[sentence.start : sentence.end].startswith("how big")


@pytest.mark.parametrize(
    "text",
    [
        "How many users are there?",
        "how many users are there",
        "do the locations move",
        "if two users paste the same content do they get the same url",
        "if the limiter goes down should requests be allowed",
        "anonymous usage ok",
        "assuming captions only, no albums",
        "rating out of five or can anybody write a text",
        "I'd leave carpooling out if you agree",
        "the app hangs and I press twice, what then",
        "and what about the latency",
        "assume text only?",
        "wondering about the load",
        "I'd need to know how big a message is",
        "I need the average size",
        "could you tell me which countries",
        "not sure whether groups are in",
        "do we keep deleted ones",
        "is it global or one country",
        "in how many seconds must it show up",
        "ok so how often do they write",
        "if the phone is off, do we store it",
        "in or out",
        "retention pls",
        "text only or also pictures",
        "1. how long it takes to open",
    ],
)
def test_a_question_needs_no_question_mark(text: str) -> None:
    assert act_of(text) == "question"


@pytest.mark.parametrize(
    "text",
    [
        "We use a queue between them.",
        "do the estimates first",
        "if the cache is down the database takes over",
        "if that works we should do it",
        "just a queue in between",
        "no cache needed",
        "a cache is not required",
        "I'd say the database is the bottleneck",
        "Groups are always the nasty part.",
        "What I would do is shard by user.",
        "When it comes back we drain the queue.",
        "which means one machine is enough",
        "Is fine by me.",
        "so 20 billion a day",
        "let me think for a sec",
        "Have to go through the numbers first",
        "Doesn't fit on one machine.",
        "",
        "👍",
    ],
)
def test_a_statement_does_not_ask(text: str) -> None:
    assert act_of(text) == "statement"


@pytest.mark.parametrize(
    "text",
    [
        "I take 500 million users, right?",
        "We store it for a year, is that ok?",
        "The load is even over the day, how high is the peak?",
        "so it's one to one only, correct?",
    ],
)
def test_a_statement_with_a_question_behind_it_does_both(text: str) -> None:
    assert act_of(text) == "both"


@pytest.mark.parametrize("unit", ["a ", "what ", "how many, ", "? ", "and if ", "i ", "(", "....", "is it or ", "you "])
def test_forty_thousand_characters_take_no_time(unit: str) -> None:
    message = (unit * 40_000)[:40_000]
    before = time.process_time()

    sentences(message)

    assert time.process_time() - before < 1.0


def test_a_rate_may_end_a_sentence() -> None:
    assert [each.text for each in sentences("We need 1M writes/s. I take a log.")] == [
        "We need 1M writes/s.",
        "I take a log.",
    ]
