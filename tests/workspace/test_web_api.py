"""The Web API's everyday answers and refusals."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.workspace import LOCAL_APP, AppConfig
from bot.workspace.methods import METHODS
from tests.workspace.conftest import ADA, ARCHIVE, BEN, CHIDI, GENERAL, PREP, World, client_of
from tests.workspace.pieces import section


async def test_the_bot_learns_who_it_is(world: World) -> None:
    me = await world.client.auth_test()

    assert (me["user_id"], me["bot_id"], me["team_id"]) == ("U0MOCKBOT1", "B0MOCKBOT1", "T0MOCKTEAM")


@pytest.mark.parametrize(
    ("token", "error"), [("", "not_authed"), ("xoxb-other", "invalid_auth"), (LOCAL_APP, "not_allowed_token_type")]
)
async def test_a_wrong_token_is_refused(world: World, token: str, error: str) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client_of(world.serving, token).api_call("chat.postMessage", json={"channel": PREP, "text": "a"})
    assert refused.value.response["error"] == error


async def test_a_connection_is_opened_with_the_apps_token_only(world: World) -> None:
    assert await world.error("apps.connections.open") == "not_allowed_token_type"
    opened = await client_of(world.serving).apps_connections_open(app_token=LOCAL_APP)
    assert opened["url"].startswith(f"ws://127.0.0.1:{world.serving.port}/link?ticket=")


async def test_only_the_bots_own_messages_can_be_changed_by_it(world: World) -> None:
    ts = await world.workspace.say(ADA, PREP, "mine")

    assert await world.error("chat.update", channel=PREP, ts=ts, text="a") == "cant_update_message"
    assert await world.error("chat.delete", channel=PREP, ts=ts) == "cant_delete_message"


async def test_an_update_with_text_alone_takes_the_blocks_away(world: World) -> None:
    posted = await world.client.chat_postMessage(channel=PREP, text="a", blocks=[section()])
    await world.client.chat_update(channel=PREP, ts=posted["ts"], text="b")

    message = world.workspace.message(ADA, PREP, posted["ts"])
    assert message is not None
    assert (message["text"], "blocks" in message, "edited" in message) == ("b", False, True)


async def test_an_ephemeral_message_is_not_in_the_history_and_not_updatable(world: World) -> None:
    sent = await world.client.chat_postEphemeral(channel=PREP, user=ADA, text="for Ada")

    history = await world.client.conversations_history(channel=PREP)
    assert history["messages"] == []
    assert await world.error("chat.update", channel=PREP, ts=sent["message_ts"], text="a") == "message_not_found"
    assert [one["text"] for one in world.workspace.visible(ADA, PREP)] == ["for Ada"]
    assert world.workspace.visible(BEN, PREP) == []
    await world.workspace.dismiss(ADA, PREP, sent["message_ts"])
    assert world.workspace.visible(ADA, PREP) == []


async def test_metadata_is_read_back_only_where_asked_for(world: World) -> None:
    metadata = {"event_type": "outbox", "event_payload": {"outbox_id": "7"}}
    root = await world.client.chat_postMessage(channel=PREP, text="root", metadata=metadata)
    await world.client.chat_postMessage(channel=PREP, text="answer", thread_ts=root["ts"], metadata=metadata)

    plain = await world.client.conversations_replies(channel=PREP, ts=root["ts"])
    full = await world.client.conversations_replies(channel=PREP, ts=root["ts"], include_all_metadata=True)
    history = await world.client.conversations_history(channel=PREP, include_all_metadata=True)

    assert [one.get("metadata") for one in plain["messages"]] == [None, None]
    assert [one["metadata"] for one in full["messages"]] == [metadata, metadata]
    assert [one["text"] for one in history["messages"]] == ["root"]


async def test_a_threads_root_counts_its_answers(world: World) -> None:
    root = await world.workspace.say(ADA, PREP, "root")
    first = await world.workspace.say(BEN, PREP, "one", thread_ts=root)
    second = await world.workspace.say(ADA, PREP, "two", thread_ts=root)

    message = world.workspace.visible(CHIDI, PREP)[0]
    assert (message["reply_count"], message["reply_users"], message["latest_reply"]) == (2, [BEN, ADA], second)
    await world.workspace.delete(BEN, PREP, first)
    assert world.workspace.visible(CHIDI, PREP)[0]["reply_count"] == 1
    await world.workspace.delete(ADA, PREP, root)
    assert [one.get("subtype") for one in world.workspace.thread(CHIDI, PREP, root)] == ["tombstone", None]


async def test_history_comes_in_pages_newest_first_and_within_bounds(world: World) -> None:
    sent = [await world.workspace.say(ADA, PREP, f"message {number}") for number in range(5)]

    first = await world.client.conversations_history(channel=PREP, limit=3)
    rest = await world.client.conversations_history(
        channel=PREP, limit=3, cursor=first["response_metadata"]["next_cursor"]
    )
    found = [one["ts"] for one in [*first["messages"], *rest["messages"]]]
    assert found == sent[::-1]
    assert (first["has_more"], rest["has_more"]) == (True, False)
    between = await world.client.conversations_history(channel=PREP, oldest=sent[1], latest=sent[3])
    assert [one["ts"] for one in between["messages"]] == [sent[2]]
    inclusive = await world.client.conversations_history(channel=PREP, oldest=sent[1], latest=sent[3], inclusive=True)
    assert [one["ts"] for one in inclusive["messages"]] == sent[3:0:-1]


async def test_ts_increase_even_while_the_clock_stands_still(world: World) -> None:
    sent = [await world.workspace.say(ADA, PREP, "a") for _ in range(50)]

    assert sent == sorted(set(sent))


async def test_people_channels_and_direct_messages_can_be_looked_up(world: World) -> None:
    client = world.client
    ada = (await client.users_info(user=ADA))["user"]
    assert (ada["tz"], ada["tz_offset"], ada["is_admin"]) == ("Europe/Berlin", 7200, False)
    assert len((await client.users_list(limit=2))["members"]) == 2
    opened = (await client.conversations_open(users=[ADA]))["channel"]["id"]
    info = (await client.conversations_info(channel=opened))["channel"]
    assert (info["is_im"], info["user"]) == (True, ADA)
    listed = (await client.conversations_list(types="public_channel,private_channel,im"))["channels"]
    assert {one["id"] for one in listed} == {PREP, GENERAL, ARCHIVE, "C0DRILL002", opened}
    mine = (await client.users_conversations(types="public_channel", exclude_archived=True))["channels"]
    assert {one["id"] for one in mine} == {PREP, "C0DRILL002"}
    assert ADA in (await client.conversations_members(channel=PREP))["members"]
    assert (await client.conversations_join(channel=GENERAL))["channel"]["is_member"]
    assert await world.error("chat.postMessage", channel=GENERAL, text="now") == ""
    posted = await client.chat_postMessage(channel=ADA, text="in private")
    assert posted["channel"] == opened
    assert (await client.team_info())["team"]["id"] == "T0MOCKTEAM"
    assert (await client.bots_info(bot="B0MOCKBOT1"))["bot"]["user_id"] == "U0MOCKBOT1"
    assert (await client.users_profile_get(user=ADA))["profile"]["real_name"] == "Ada Obi"


async def test_forms_and_json_and_addresses_bring_the_same_arguments(world: World) -> None:
    auth = {"Authorization": "Bearer xoxb-local-workspace"}
    async with aiohttp.ClientSession() as session:
        form = {"channel": PREP, "text": "form", "unfurl_links": "false", "blocks": '[{"type": "divider"}]'}
        by_form = await session.post(world.serving.api_url + "chat.postMessage", data=form, headers=auth)
        by_query = await session.get(world.serving.api_url + f"conversations.info?channel={PREP}", headers=auth)
        in_body = await session.post(world.serving.api_url + "auth.test", data={"token": "xoxb-local-workspace"})
        broken = await session.post(
            world.serving.api_url + "auth.test",
            data="{",
            headers={**auth, "Content-Type": "application/json"},
        )
        answers = [await answer.json() for answer in (by_form, by_query, in_body, broken)]
    assert [answer["ok"] for answer in answers] == [True, True, True, False]
    assert answers[3]["error"] == "invalid_json"


async def test_posts_faster_than_a_channel_takes_them_are_told_when_to_come_back(world: World) -> None:
    world.workspace.core.rates.on = True
    for _ in range(5):
        await world.client.chat_postMessage(channel=PREP, text="a")

    with pytest.raises(SlackApiError) as refused:
        await world.client.chat_postMessage(channel=PREP, text="a")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "1"
    assert refused.value.response["error"] == "ratelimited"
    assert await world.error("chat.postMessage", channel="C0DRILL002", text="another channel") == ""
    world.clock.now += 1
    assert await world.error("chat.postMessage", channel=PREP, text="a") == ""


class TestScopes:
    @pytest.fixture
    def app_config(self) -> AppConfig:
        manifest = {
            "oauth_config": {"scopes": {"bot": ["chat:write", "channels:read", "channels:history"]}},
            "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
            "features": {"slash_commands": [{"command": "/mock"}]},
        }
        return AppConfig.from_manifest(manifest)

    async def test_a_call_without_its_scope_is_refused(self, world: World) -> None:
        assert await world.error("chat.postMessage", channel=PREP, text="a") == ""
        assert await world.error("users.info", user=ADA) == "missing_scope"
        assert await world.error("files.info", file="F1") == "missing_scope"
        assert await world.error("conversations.history", channel=PREP) == ""
        private = world.workspace.direct_message(ADA).id
        assert await world.error("conversations.history", channel=private) == "missing_scope"

    async def test_an_event_without_subscription_is_not_delivered(self, world: World) -> None:
        await world.workspace.say(ADA, PREP, "hello")
        assert len(world.workspace.core.pending) == 0
        await world.workspace.say(ADA, PREP, "@Mockingbird hello")
        assert [one["payload"]["event"]["type"] for one in world.workspace.core.pending.values()] == ["app_mention"]


def test_every_method_of_the_table_is_slacks() -> None:
    from slack_sdk.web.async_client import AsyncWebClient

    assert [name for name in METHODS if not hasattr(AsyncWebClient, _python_name(name))] == []


def _python_name(method: str) -> str:
    """chat.postMessage -> chat_postMessage, the SDK's own spelling."""
    return method.replace(".", "_")
