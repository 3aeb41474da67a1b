"""What is read as a request between two people, and what is only talk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.grammar import Unclear
from bot.slack.peers.grammar import PeerAsked, read_peer

KNOWN = ("url-shortener", "whatsapp", "news-feed")
BEN = "<@U0BEN00002|ben>"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"with {BEN}", PeerAsked("with", "U0BEN00002")),
        (f"with {BEN} whatsapp 30", PeerAsked("with", "U0BEN00002", "", "whatsapp", 30)),
        (f"with {BEN} url shortener 15 staff", PeerAsked("with", "U0BEN00002", "", "url-shortener", 15, "staff")),
        (f"with {BEN} as interviewer", PeerAsked("with", "U0BEN00002", interviews=True)),
        (f"with {BEN} whatsapp as the candidate", PeerAsked("with", "U0BEN00002", "", "whatsapp")),
        ("with", PeerAsked("with")),
        ("with @benn", PeerAsked("with", rest="@benn")),
        (f"accept {BEN}", PeerAsked("accept", "U0BEN00002", BEN)),
        ("fact dau", PeerAsked("fact", rest="dau")),
        ("hand back", PeerAsked("hand_back")),
        ("note: asked for the load", PeerAsked("note", rest="asked for the load")),
        ("start whatsapp", None),
        ("", None),
    ],
)
def test_words_after_the_command(text: str, expected: PeerAsked | None) -> None:
    assert read_peer(text, KNOWN) == expected


def test_an_unknown_scenario_or_length_is_said() -> None:
    assert isinstance(read_peer(f"with {BEN} whatsap", KNOWN), Unclear)
    assert isinstance(read_peer(f"with {BEN} 33", KNOWN), Unclear)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"can you hold a news feed interview with {BEN}?", PeerAsked("with", "U0BEN00002", "", "news-feed")),
        (f"I want to interview {BEN}, 15 min", PeerAsked("with", "U0BEN00002", minutes=15, interviews=True)),
        (f"thanks {BEN}!", None),
        ("ready when you are", None),
        ("ready", PeerAsked("ready")),
        ("leave it to me", None),
    ],
)
def test_sentences_to_the_bot(text: str, expected: PeerAsked | None) -> None:
    assert read_peer(text, KNOWN, in_words=True) == expected


def test_mentioning_the_bot_invites_nobody() -> None:
    assert read_peer("an interview <@U0BOT> please", KNOWN, in_words=True, bot="U0BOT") is None


@given(st.text(max_size=200), st.booleans())
def test_any_text_is_read_without_an_error(text: str, in_words: bool) -> None:
    read_peer(text, KNOWN, in_words=in_words)
    read_peer(f"with {text} <@U0BEN>", KNOWN, in_words=in_words)
