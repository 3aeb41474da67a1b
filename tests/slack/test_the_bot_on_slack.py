"""What people do on Slack and what the bot makes of it, over the real Web API and a real WebSocket."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.bot import Setting, bot_in_workspace, eventually


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Setting]:
    async with bot_in_workspace(tmp_path) as setting:
        yield setting


def whispers(place: Setting) -> list[str]:
    return [message["text"] for message in place.top() if message.get("is_ephemeral")]


async def test_an_unknown_subcommand_gets_a_short_usage_that_names_what_is_near(place: Setting) -> None:
    await place.mock("strat")
    assert "start" in (await eventually(lambda: whispers(place)))[-1]


async def test_an_unknown_scenario_is_answered_with_near_ones(place: Setting) -> None:
    await place.mock("start whatsap")
    assert "whatsapp" in (await eventually(lambda: whispers(place)))[-1]


async def test_the_form_starts_an_interview_in_a_thread(place: Setting) -> None:
    await place.mock("")
    view = place.workspace.views(place.ada.id)[-1]
    outcome = await place.workspace.submit(place.ada.id, view["id"], {"scenario": "url-shortener", "minutes": "30"})
    assert outcome.ok
    assert await eventually(place.said) == ["Design a URL shortener."]
    assert "URL shortener" in place.card()["text"]


async def test_a_person_has_one_interview_at_a_time_and_the_form_says_so(place: Setting) -> None:
    await place.mock("start whatsapp")
    await eventually(place.said)
    await place.mock("")
    view = place.workspace.views(place.ada.id)[-1]
    outcome = await place.workspace.submit(place.ada.id, view["id"], {})
    assert not outcome.ok
    assert "already" in next(iter(outcome.errors.values()))


async def test_a_question_is_answered_from_the_sheet_and_an_observer_is_not_heard(place: Setting) -> None:
    await place.mock("start whatsapp")
    await eventually(place.said)
    await place.write("how many users are there per day?", place.ben.id)
    await place.write("how big is a message?")
    said = await eventually(lambda: place.said()[1:])
    assert "100 B" in said[0]
    assert "500 million" not in " ".join(said)


async def test_everything_is_stopped_by_a_pause_and_goes_on_after_it(place: Setting) -> None:
    await place.mock("start whatsapp")
    await eventually(place.said)
    await place.mock("pause")
    await eventually(lambda: "Paused" in str(place.card()["blocks"]))
    await place.mock("resume")
    await eventually(lambda: "Paused" not in str(place.card()["blocks"]))


async def test_only_the_people_in_it_press_its_buttons(place: Setting) -> None:
    await place.mock("start whatsapp")
    await eventually(place.said)
    await place.workspace.press(place.ben.id, (place.channel.id, place.card()["ts"]), "interview.pause")
    seen = await eventually(lambda: [m for m in place.thread(place.ben.id) if m.get("is_ephemeral")])
    assert "Only the people" in seen[-1]["text"]
    assert "Paused" not in str(place.card()["blocks"])


async def test_an_interview_ends_with_a_report_in_the_thread(place: Setting) -> None:
    await place.mock("start whatsapp")
    await eventually(place.said)
    await place.write("how many people use it in a day?")
    await eventually(lambda: len(place.said()) > 1)
    await place.mock("end")
    rate = await eventually(lambda: [m for m in place.thread() if "interview.skip_rating" in str(m.get("blocks"))])
    await place.workspace.press(place.ada.id, (place.channel.id, rate[-1]["ts"]), "interview.skip_rating")
    report = await eventually(lambda: [m for m in place.thread() if m["text"] == "Report: Requirements"])
    assert "how many people use it in a day?" in str(report[-1]["blocks"])


async def test_in_a_direct_message_words_alone_start_and_steer(place: Setting) -> None:
    direct = place.workspace.direct_message(place.ada.id)

    def said() -> list[str]:
        return [m["text"] for m in place.workspace.visible(place.ada.id, direct.id) if m.get("bot_id")]

    await place.workspace.say(place.ada.id, direct.id, "what can you do for me?")
    assert "Shall we practise" in (await eventually(said))[-1]
    await place.workspace.say(place.ada.id, direct.id, "start whatsapp 15")
    await eventually(lambda: "Design WhatsApp." in said())
    await place.workspace.say(place.ada.id, direct.id, "pause")
    await eventually(lambda: any("Paused" in text or "paused" in text for text in said()))


async def test_a_mention_starts_one_and_arrives_twice_without_harm(place: Setting) -> None:
    await place.workspace.say(place.ada.id, place.channel.id, "@Mockingbird interview me on whatsapp please")
    await eventually(place.said)
    assert len(place.cards()) == 1


async def test_the_message_shortcut_opens_the_form_and_in_a_live_thread_its_controls(place: Setting) -> None:
    ts = await place.workspace.say(place.ben.id, place.channel.id, "anybody up for practice?")
    await place.workspace.message_shortcut(place.ada.id, "mock_interview", place.channel.id, ts)
    form = place.workspace.views(place.ada.id)[-1]
    assert (await place.workspace.submit(place.ada.id, form["id"], {"scenario": "whatsapp"})).ok
    await eventually(lambda: place.workspace.thread(place.ada.id, place.channel.id, ts)[1:])
    await place.workspace.message_shortcut(place.ada.id, "mock_interview", place.channel.id, ts)
    controls = await eventually(lambda: place.workspace.views(place.ada.id))
    assert "interview.pause" in str(controls[-1]["blocks"])


async def test_home_shows_the_interview_that_runs(place: Setting) -> None:
    await place.workspace.open_home(place.ada.id)
    await eventually(lambda: place.workspace.home(place.ada.id))
    await place.mock("start whatsapp")
    await eventually(place.said)
    await place.workspace.open_home(place.ada.id)
    await eventually(lambda: "Design WhatsApp" in str(place.workspace.home(place.ada.id)))


async def test_floods_and_odd_messages_are_taken_as_a_person_would(place: Setting) -> None:
    await place.mock("start whatsapp")
    await eventually(place.said)
    await place.write("👍")
    await place.write("x" * 40_000)
    for number in range(200):
        await place.write(f"thinking aloud, part {number}")
    await place.write("how many people use it in a day?")
    said = await eventually(lambda: [text for text in place.said() if "500 million" in text], 25)
    assert len(said) == 1


async def test_a_form_that_was_refused_can_be_sent_again_when_it_fits(place: Setting) -> None:
    await place.mock("start whatsapp")
    await eventually(place.said)
    await place.mock("")
    view = place.workspace.views(place.ada.id)[-1]
    assert not (await place.workspace.submit(place.ada.id, view["id"], {"scenario": "url-shortener"})).ok
    await place.mock("end")
    rate = await eventually(lambda: [m for m in place.thread() if "interview.skip_rating" in str(m.get("blocks"))])
    await place.workspace.press(place.ada.id, (place.channel.id, rate[-1]["ts"]), "interview.skip_rating")
    await eventually(lambda: "Over" in str(place.card()["blocks"]))
    assert (await place.workspace.submit(place.ada.id, view["id"], {"scenario": "ticket-booking"})).ok
