"""What lasts, who sees what, and what typed text becomes."""

import asyncio
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import unescape
from bot.workspace import AppConfig, Refused, Upload, Workspace
from bot.workspace.model import Change, Channel, Person
from bot.workspace.typing_in import as_command, as_message
from tests.workspace.conftest import (
    ADA,
    ARCHIVE,
    BEN,
    CHIDI,
    DANA,
    GENERAL,
    HIRING,
    PREP,
    QUICK,
    FakeClock,
    World,
    living,
)
from tests.workspace.pieces import home, modal, section


async def test_everything_is_there_again_after_a_restart(tmp_path: Path) -> None:
    path, clock = tmp_path / "state" / "workspace.db", FakeClock()
    async with living(clock, AppConfig(), path) as world:
        root = await world.workspace.say(ADA, PREP, "root")
        await world.workspace.say(BEN, PREP, "answer", thread_ts=root)
        await world.workspace.say(ADA, PREP, "look", files=[Upload("a.png", b"png")])
        await world.client.chat_postEphemeral(channel=PREP, user=ADA, text="psst")
        await world.client.views_publish(user_id=ADA, view=home(section("home")))
        await world.client.views_open(trigger_id=world.workspace.modals.trigger(ADA), view=modal(section()))
        await world.workspace.create_channel(ADA, "new-place")
        await world.workspace.set_timezone(ADA, "Asia/Tokyo")
        before = everything(world.workspace)

    again = Workspace.open(path, timings=QUICK, clock=clock)
    assert everything(again) == before
    assert again.person(ADA).tz == "Asia/Tokyo"
    assert again.core.next_ts() > before[PREP][-1]["ts"]
    assert again.core.next_id("F") == "F0MOCK00002"
    again.close()


def everything(workspace: Workspace) -> dict[str, object]:
    workspace.core.base_url = "http://127.0.0.1"
    seen: dict[str, object] = {room.id: workspace.visible(ADA, room.id) for room in workspace.channels(ADA)}
    root = workspace.visible(ADA, PREP)[0]["ts"]
    seen["thread"] = workspace.thread(ADA, PREP, root)
    seen["views"], seen["home"] = workspace.views(ADA), workspace.home(ADA)
    seen["file"] = workspace.files.content("F0MOCK00001")
    return seen


async def test_an_event_that_was_not_acknowledged_is_delivered_after_a_restart(tmp_path: Path) -> None:
    path, clock = tmp_path / "workspace.db", FakeClock()
    async with living(clock, AppConfig(), path) as world:
        await world.workspace.say(ADA, PREP, "hello")
    again = Workspace.open(path, timings=QUICK, clock=clock)
    assert [one["payload"]["event"]["text"] for one in again.core.pending.values()] == ["hello"]
    again.close()


async def test_private_channels_and_direct_messages_are_seen_by_their_members_alone(world: World) -> None:
    workspace = world.workspace
    await workspace.say(ADA, HIRING, "secret")
    private = workspace.direct_message(ADA)
    await workspace.say(ADA, private.id, "to the bot")

    assert [one["text"] for one in workspace.visible(DANA, HIRING)] == ["secret"]
    for channel in (HIRING, private.id):
        with pytest.raises(Refused, match="channel_not_found"):
            workspace.visible(BEN, channel)
        with pytest.raises(Refused, match="channel_not_found"):
            await workspace.say(BEN, channel, "hello")
    assert HIRING not in [room.id for room in workspace.channels(BEN)]
    assert [room.id for room in workspace.channels(ADA)][-1] == private.id


async def test_people_join_leave_and_invite(world: World) -> None:
    workspace = world.workspace
    await workspace.leave(BEN, PREP)
    assert BEN not in workspace.channel(ADA, PREP).members
    await workspace.say(BEN, PREP, "back again")
    assert BEN in workspace.channel(ADA, PREP).members
    with pytest.raises(Refused, match="method_not_supported"):
        await workspace.join(DANA, HIRING)
    await workspace.invite(DANA, HIRING, workspace.bot.id)
    assert await world.error("chat.postMessage", channel=HIRING, text="thanks") == ""
    with pytest.raises(Refused, match="channel_not_found"):
        await workspace.invite(BEN, HIRING, BEN)
    await workspace.leave(BEN, GENERAL)
    with pytest.raises(Refused, match="not_in_channel"):
        await workspace.invite(BEN, GENERAL, workspace.bot.id)
    made = await workspace.create_channel(CHIDI, "mine", private=True)
    assert made.members == (CHIDI,)
    for name, error in (("mine", "name_taken"), ("No Spaces", "invalid_name"), ("", "invalid_name")):
        with pytest.raises(Refused, match=error):
            await workspace.create_channel(CHIDI, name)


async def test_only_ones_own_messages_can_be_changed(world: World) -> None:
    ts = await world.workspace.say(ADA, PREP, "mine")
    with pytest.raises(Refused, match="cant_update_message"):
        await world.workspace.edit(BEN, PREP, ts, "yours")
    with pytest.raises(Refused, match="cant_delete_message"):
        await world.workspace.delete(BEN, PREP, ts)


@pytest.mark.parametrize(
    ("channel", "text", "error"),
    [
        (PREP, "   ", "no_text"),
        (PREP, "a" * 40_001, "msg_too_long"),
        (ARCHIVE, "a", "is_archived"),
        ("C404", "a", "channel_not_found"),
    ],
    ids=lambda value: str(value)[:20],
)
async def test_a_message_that_cannot_be_said(world: World, channel: str, text: str, error: str) -> None:
    with pytest.raises(Refused, match=error):
        await world.workspace.say(ADA, channel, text)


async def test_a_page_is_told_of_what_its_person_may_see(world: World) -> None:
    told: dict[str, list[Change]] = {ADA: [], BEN: []}

    async def listen(user: str) -> None:
        async for change in world.workspace.subscribe(user):
            told[user].append(change)

    tasks = [asyncio.create_task(listen(user)) for user in told]
    await asyncio.sleep(0)
    ts = await world.workspace.say(ADA, GENERAL, "hello")
    await world.client.chat_postEphemeral(channel=PREP, user=ADA, text="psst")
    await world.client.views_publish(user_id=BEN, view=home())
    await world.workspace.say(ADA, world.workspace.direct_message(ADA).id, "in private")
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)

    assert [change.kind for change in told[ADA]] == ["message", "message", "message"]
    assert [change.kind for change in told[BEN]] == ["message", "home"]
    assert told[BEN][0] == Change("message", GENERAL, ts)
    assert world.workspace.core.feed.readers == 0


PEOPLE = [Person(ADA, "ada", "Ada Obi"), Person("U0MOCKBOT1", "mockingbird", "Mockingbird", is_bot=True)]
CHANNELS = [Channel(GENERAL, "general"), Channel(PREP, "interview-prep")]


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("@Mockingbird next", "<@U0MOCKBOT1> next"),
        ("@mockingbird: next", "<@U0MOCKBOT1>: next"),
        ("hi @Ada Obi!", f"hi <@{ADA}>!"),
        ("mail ada@mockingbird.org", "mail ada@mockingbird.org"),
        ("@adam is someone else", "@adam is someone else"),
        ("see #general", f"see <#{GENERAL}|general>"),
        ("#generals", "#generals"),
        ("@here look", "<!here> look"),
        ("a < b && b > c", "a &lt; b &amp;&amp; b &gt; c"),
        ("<@U0MOCKBOT1>", "&lt;@U0MOCKBOT1&gt;"),
        ("https://example.org/?a=1&b=2 ok", "<https://example.org/?a=1&amp;b=2> ok"),
        ("`@ada <b>` and ```https://x.org```", "`@ada &lt;b&gt;` and ```https://x.org```"),
    ],
)
def test_typed_text_becomes_slacks(typed: str, sent: str) -> None:
    assert as_message(typed, PEOPLE, CHANNELS) == sent


def test_a_command_keeps_the_names_of_mentions() -> None:
    assert as_command("with @ada #general", PEOPLE, CHANNELS) == f"with <@{ADA}|ada> <#{GENERAL}|general>"


@given(st.text(max_size=300))
def test_any_text_can_be_typed_and_never_leaves_raw_brackets_of_its_own(text: str) -> None:
    sent = as_message(text, PEOPLE, CHANNELS)
    assert sent.count("<") == sent.count(">")
    if not any(sign in text for sign in "@#:`"):
        assert unescape(sent) == text
