"""Two people hold an interview on Slack with the bot at the interviewer's side, from the invitation to the report."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.slack.peers.pair import Pair
from tests.support.bot import bot_in_workspace, eventually


@pytest.fixture
async def pair(tmp_path: Path) -> AsyncIterator[Pair]:
    async with bot_in_workspace(tmp_path) as setting:
        yield Pair.of(setting)


async def test_an_accepted_invitation_begins_the_interview_with_its_people_on_the_card(pair: Pair) -> None:
    await pair.begin()
    card = str(pair.place.card()["blocks"])
    assert f"<@{pair.ada.id}> is the candidate" in card
    assert f"<@{pair.ben.id}> the interviewer" in card
    assert pair.place.said() == ["Design WhatsApp."]


async def test_the_whisper_is_one_message_that_is_kept_current(pair: Pair) -> None:
    await pair.begin()
    await pair.place.write("How many people use it on a day?")
    await eventually(lambda: "They asked" in pair.whisper())
    assert "500 million people use it on a day." in pair.whisper()
    await pair.press_whisper("peers.fact")
    await eventually(lambda: any("500 million" in text for text in pair.place.said()))
    await eventually(lambda: "They asked" not in pair.whisper())
    assert len(pair.whispers()) == 1
    posted = next(text for text in pair.place.said() if "500 million" in text)
    assert posted.startswith(f"<@{pair.ben.id}>:")


async def test_a_whole_interview_ends_with_everybodys_levels_side_by_side(pair: Pair) -> None:
    await pair.begin()
    await pair.place.write("How many people use it on a day?")
    await eventually(lambda: "They asked" in pair.whisper())
    await pair.press_whisper("peers.fact")
    await pair.press_whisper("peers.probe")
    await eventually(lambda: sum(pair.ben.id in text for text in pair.place.said()) >= 2)
    await pair.place.write(
        "You should use Kafka here. Messages are 100 B on average, text and metadata together.", pair.ben.id
    )
    await pair.press_whisper("peers.note")
    note = pair.place.workspace.views(pair.ben.id)[-1]
    assert (await pair.place.workspace.submit(pair.ben.id, note["id"], {"note": "asked for the load at once"})).ok
    await eventually(lambda: "1 note" in pair.whisper())
    await pair.place.mock("next")
    await eventually(lambda: any("Estimation" in text for text in pair.place.said()))

    under = await pair.end()
    await pair.score(pair.ben, under, {"requirements": 3, "estimation": 0}, "Good questions; slower next time.")
    assert not [m for m in pair.place.thread() if m["text"].startswith("Scorecards")]
    await pair.score(pair.ada, under, {"requirements": 1, "estimation": 1}, "Let me think a little longer.")
    found = await eventually(lambda: [m for m in pair.place.thread() if m["text"].startswith("Scorecards")])
    shown = str(found[-1]["blocks"])
    for words in (
        "3 strong",
        "1 weak",
        "Peer",
        "Self",
        "Bot",
        "of the words",
        "kafka",
        "How large is a message?",
    ):
        assert words in shown, (words, shown)
    assert "peers.gap" in shown
    to_ada = await eventually(lambda: [m["text"] for m in pair.direct(pair.ada) if "Good questions" in m["text"]])
    assert to_ada
    to_ben = await eventually(lambda: [m["text"] for m in pair.direct(pair.ben) if "a little longer" in m["text"]])
    assert to_ben
    assert "Good questions" not in str(pair.place.thread())
