"""One whole short interview in a channel thread: real Bolt, real Web API, a real WebSocket."""

from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.bot import Setting, bot_in_workspace, eventually

SPEED = 8.0  # fifteen minutes pass in two, which is quick and yet never ends a phase before the script does
PHASES = ("Requirements", "Estimation", "High-level design", "Technology decisions", "Patterns and wrap-up")


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Setting]:
    async with bot_in_workspace(tmp_path, speed=SPEED) as setting:
        yield setting


def blocks(message: dict[str, Any]) -> str:
    """The words of the card or the report, and the ids of its buttons, as one text."""
    return str(message.get("blocks"))


async def answered(place: Setting, text: str) -> str:
    """What the bot said next after the candidate wrote this; a statement is answered after four seconds."""
    before = len(place.said())
    await place.write(text)
    return str((await eventually(lambda: place.said()[before:]))[0])


async def next_phase(place: Setting, title: str) -> None:
    await place.mock("next")
    await eventually(lambda: f"▶ *{title}*" in blocks(place.card()))


async def ended_with_report(place: Setting) -> str:
    """Skip the rating that the end asks for; the words of the whole report."""
    rate = await eventually(lambda: [m for m in place.thread() if "interview.skip_rating" in blocks(m)])
    await place.workspace.press(place.ada.id, (place.channel.id, rate[-1]["ts"]), "interview.skip_rating")
    await eventually(lambda: [m for m in place.thread() if "report.dispute" in blocks(m)], 30)
    return " ".join(blocks(m) for m in place.thread() if m["text"].startswith("Report"))


def assert_each_thing_was_said_once_and_in_order(place: Setting) -> None:
    thread = place.thread()
    assert [m["ts"] for m in thread] == sorted(m["ts"] for m in thread)
    repeated = {text: times for text, times in Counter(place.said()).items() if times > 1}
    assert not repeated
    assert len([m for m in place.top() if m.get("bot_id") and not m.get("is_ephemeral")]) == 1  # the card


async def test_a_whole_interview_from_start_to_report(place: Setting) -> None:
    await place.mock("start whatsapp 15")
    assert await eventually(place.said) == ["Design WhatsApp."]

    await place.write("how big is a message?", place.ben.id)  # an observer: not answered
    assert "500 million" in await answered(place, "how many people use it in a day?")
    assert "100 B" not in " ".join(place.said())

    await place.mock("pause")
    await eventually(lambda: "interview.resume" in blocks(place.card()))
    await place.mock("resume")
    await eventually(lambda: "interview.pause" in blocks(place.card()))

    await next_phase(place, "Estimation")
    wrong = "500M users x 40 messages = 20B messages a day, over 86400 s that is 23k writes per second"
    assert "231" not in await answered(place, wrong)  # ten times too low: asked about, not told
    await answered(place, "sorry, 20B / 86400 is about 231k writes per second")

    for title in PHASES[2:]:
        await next_phase(place, title)
    await place.mock("next")
    report = await ended_with_report(place)

    assert "how many people use it in a day?" in report
    assert "how big is a message?" not in report
    assert "ten times off" in report  # the first figure
    assert "'right'" in report  # and the second
    assert all(f"• *{title}* " in report for title in PHASES)
    assert "interview." not in blocks(place.card())  # nothing is left to press
    assert_each_thing_was_said_once_and_in_order(place)


async def test_an_interview_that_is_ended_early_has_a_report_of_what_there_was(place: Setting) -> None:
    await place.mock("start whatsapp 15")
    await eventually(place.said)
    await next_phase(place, "Estimation")
    await place.mock("end")
    report = await ended_with_report(place)
    assert "• *Estimation* " in report
    assert_each_thing_was_said_once_and_in_order(place)
