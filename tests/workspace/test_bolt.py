"""The unchanged bot side: Bolt's AsyncApp with its Socket Mode handler over a real WebSocket, and over HTTP."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.routing import Route

from bot.workspace import LOCAL_APP, LOCAL_SIGNING, AppConfig, Workspace, serve
from bot.workspace.refused import Refused
from tests.workspace.conftest import ADA, BEN, GENERAL, HIRING, PREP, QUICK, World, client_of


def new_bolt(world: World) -> AsyncApp:
    return AsyncApp(client=world.client, process_before_response=True, request_verification_enabled=False)


@asynccontextmanager
async def connected(world: World, bolt: AsyncApp) -> AsyncIterator[AsyncSocketModeHandler]:
    handler = AsyncSocketModeHandler(bolt, LOCAL_APP, ping_interval=1)
    await handler.connect_async()
    await until(lambda: world.workspace.delivery.connections > 0)
    try:
        yield handler
    finally:
        await handler.close_async()
        await until(lambda: world.workspace.delivery.connections == 0)


async def until(true: Callable[[], Any]) -> None:
    """Let the loop run until something holds; fails after 5 s."""
    async with asyncio.timeout(5):
        while not true():
            await asyncio.sleep(0.005)


def text_block(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(action_id: str = "go", value: str = "1") -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "text": {"type": "plain_text", "text": "Go"}, "value": value}


def form(**more: Any) -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "value"}
    name = {"type": "input", "block_id": "name", "label": {"type": "plain_text", "text": "Name"}, "element": element}
    title, submit = {"type": "plain_text", "text": "Form"}, {"type": "plain_text", "text": "Send"}
    return {"type": "modal", "callback_id": "form", "title": title, "submit": submit, "blocks": [name], **more}


async def test_a_mention_in_a_joined_channel_arrives_as_message_and_as_app_mention(world: World) -> None:
    heard: list[dict[str, Any]] = []
    bolt = new_bolt(world)

    @bolt.event("message")
    async def on_message(event: dict[str, Any]) -> None:
        heard.append(event)

    @bolt.event("app_mention")
    async def on_mention(event: dict[str, Any], say: Any) -> None:
        heard.append(event)
        await say(text="hello", thread_ts=event["ts"])

    async with connected(world, bolt):
        ts = await world.workspace.say(ADA, PREP, "@Mockingbird start")
        await until(lambda: len(heard) == 2 and len(world.workspace.thread(ADA, PREP, ts)) == 2)

    assert {event["type"] for event in heard} == {"message", "app_mention"}
    assert all(event["text"] == f"<@{world.workspace.bot.id}> start" and event["ts"] == ts for event in heard)
    answer = world.workspace.thread(BEN, PREP, ts)[1]
    assert (answer["text"], answer["thread_ts"], answer["bot_id"]) == ("hello", ts, "B0MOCKBOT1")


async def test_the_bot_hears_direct_messages_and_only_channels_that_it_is_in(world: World) -> None:
    heard: list[tuple[str, str]] = []
    bolt = new_bolt(world)

    @bolt.event("message")
    async def on_message(event: dict[str, Any]) -> None:
        heard.append((event["channel"], event["channel_type"]))

    async with connected(world, bolt):
        await world.workspace.say(ADA, GENERAL, "not for the bot")
        await world.workspace.say(ADA, HIRING, "nor this")
        private = world.workspace.direct_message(ADA)
        await world.workspace.say(ADA, private.id, "for the bot")
        await world.workspace.delivery.idle()

    assert heard == [(private.id, "im")]


async def test_edits_and_deletions_arrive_with_what_stood_there_before(world: World) -> None:
    heard: list[dict[str, Any]] = []
    bolt = new_bolt(world)

    @bolt.event("message")
    async def on_message(event: dict[str, Any]) -> None:
        heard.append(event)

    async with connected(world, bolt):
        ts = await world.workspace.say(ADA, PREP, "100 QPS")
        await world.workspace.edit(ADA, PREP, ts, "200 QPS")
        await world.workspace.delete(ADA, PREP, ts)
        await world.workspace.delivery.idle()

    _, changed, deleted = sorted(heard, key=lambda event: event["event_ts"])
    assert changed["subtype"] == "message_changed"
    assert (changed["message"]["text"], changed["previous_message"]["text"]) == ("200 QPS", "100 QPS")
    assert deleted["subtype"] == "message_deleted"
    assert (deleted["deleted_ts"], deleted["previous_message"]["text"]) == (ts, "200 QPS")
    assert world.workspace.visible(ADA, PREP) == []


async def test_an_unacknowledged_event_comes_again_three_times_with_its_count(world: World) -> None:
    tries: list[tuple[str, str | None]] = []
    bolt = new_bolt(world)

    @bolt.event("message")
    async def on_message(body: dict[str, Any], request: Any) -> None:
        tries.append((body["event_id"], request.headers.get("x-slack-retry-num", [None])[0]))
        raise RuntimeError("no acknowledgement")

    async with connected(world, bolt):
        await world.workspace.say(ADA, PREP, "hello")
        await world.workspace.delivery.idle()

    assert [count for _, count in tries] == ["0", "1", "2", "3"]
    assert len({event_id for event_id, _ in tries}) == 1


async def test_an_event_that_died_with_its_connection_comes_again_on_the_next_one(world: World) -> None:
    heard: list[str] = []
    first, second = new_bolt(world), new_bolt(world)
    stuck = asyncio.Event()

    @first.event("message")
    async def never(event: dict[str, Any]) -> None:
        heard.append("first")
        await stuck.wait()

    @second.event("message")
    async def on_message(event: dict[str, Any]) -> None:
        heard.append("second")

    async with connected(world, first):
        await world.workspace.say(ADA, PREP, "hello")
        await until(lambda: heard == ["first"])
    async with connected(world, second):
        await world.workspace.delivery.idle()

    assert heard == ["first", "second"]
    stuck.set()


async def test_each_payload_goes_to_one_of_several_connections(world: World) -> None:
    heard: list[tuple[int, str]] = []
    bolts = [new_bolt(world), new_bolt(world)]

    @bolts[0].event("message")
    async def on_first(event: dict[str, Any]) -> None:
        heard.append((0, event["text"]))

    @bolts[1].event("message")
    async def on_second(event: dict[str, Any]) -> None:
        heard.append((1, event["text"]))

    async with connected(world, bolts[0]):
        handler = AsyncSocketModeHandler(bolts[1], LOCAL_APP)
        await handler.connect_async()
        await until(lambda: world.workspace.delivery.connections == 2)
        for number in range(6):
            await world.workspace.say(ADA, PREP, f"message {number}")
        await world.workspace.delivery.idle()
        await handler.close_async()

    assert sorted(text for _, text in heard) == [f"message {number}" for number in range(6)]
    assert {number for number, _ in heard} == {0, 1}


async def test_a_connection_that_is_asked_to_renew_makes_way_for_a_new_one(world: World) -> None:
    heard: list[str] = []
    bolt = new_bolt(world)

    @bolt.event("message")
    async def on_message(event: dict[str, Any]) -> None:
        heard.append(event["text"])

    async with connected(world, bolt) as handler:
        before = handler.client.current_session
        await world.workspace.delivery.ask_to_reconnect()
        await until(lambda: handler.client.current_session is not before)
        await world.workspace.say(ADA, PREP, "after")
        await world.workspace.delivery.idle()

    assert heard == ["after"]


async def test_a_command_carries_escaped_mentions_and_its_acknowledgement_is_shown_to_its_caller_alone(
    world: World,
) -> None:
    commands: list[dict[str, Any]] = []
    bolt = new_bolt(world)

    @bolt.command("/mock")
    async def on_command(ack: Any, command: dict[str, Any]) -> None:
        commands.append(command)
        await ack("Started")

    async with connected(world, bolt):
        outcome = await world.workspace.command(ADA, PREP, "/mock", "with @ben in #general & <now>")

    assert outcome.ok
    assert commands[0]["text"] == f"with <@{BEN}|ben> in <#{GENERAL}|general> &amp; &lt;now&gt;"
    shown = world.workspace.visible(ADA, PREP)
    assert [(one["text"], one["is_ephemeral"]) for one in shown] == [("Started", True)]
    assert world.workspace.visible(BEN, PREP) == []


async def test_the_person_is_told_when_nobody_answers_a_command(world: World) -> None:
    assert (await world.workspace.command(ADA, PREP, "/mock")).problem == "not_connected"
    assert (await world.workspace.command(ADA, PREP, "/other")).problem == "unknown_command"
    async with connected(world, new_bolt(world)):
        assert (await world.workspace.command(ADA, PREP, "/mock")).problem == "timeout"


async def test_a_button_brings_its_message_its_value_and_an_address_to_answer(world: World) -> None:
    actions: list[dict[str, Any]] = []
    bolt = new_bolt(world)

    @bolt.action("go")
    async def on_go(ack: Any, body: dict[str, Any], respond: Any) -> None:
        actions.append(body)
        await ack()
        await respond(text="done", replace_original=True)

    blocks = [text_block("Card"), {"type": "actions", "block_id": "row", "elements": [button(value="7")]}]
    posted = await world.client.chat_postMessage(channel=PREP, text="card", blocks=blocks)
    async with connected(world, bolt):
        outcome = await world.workspace.press(ADA, (PREP, posted["ts"]), "go")

    assert outcome.ok
    body = actions[0]
    assert body["type"] == "block_actions"
    assert body["container"]["message_ts"] == posted["ts"] == body["message"]["ts"]
    assert body["channel"] == {"id": PREP, "name": "interview-prep"}
    assert body["user"]["id"] == ADA
    assert (body["actions"][0]["value"], body["actions"][0]["block_id"]) == ("7", "row")
    changed = world.workspace.visible(ADA, PREP)[0]
    assert (changed["text"], "blocks" in changed) == ("done", False)


async def test_a_menu_in_a_message_brings_the_state_of_all_inputs_there(world: World) -> None:
    bodies: list[dict[str, Any]] = []
    bolt = new_bolt(world)

    @bolt.action("level")
    async def on_level(ack: Any, body: dict[str, Any]) -> None:
        bodies.append(body)
        await ack()

    options = [{"text": {"type": "plain_text", "text": name}, "value": name} for name in ("mid", "senior")]
    level = {"type": "static_select", "action_id": "level", "options": options}
    day = {"type": "datepicker", "action_id": "day", "initial_date": "2026-11-24"}
    blocks = [{"type": "actions", "block_id": "row", "elements": [level, day]}]
    posted = await world.client.chat_postMessage(channel=PREP, text="choose", blocks=blocks)
    async with connected(world, bolt):
        await world.workspace.press(ADA, (PREP, posted["ts"]), "level", "senior")
        with pytest.raises(Refused, match="not_found"):
            await world.workspace.press(ADA, (PREP, posted["ts"]), "level", "no such level")

    assert bodies[0]["actions"][0]["selected_option"] == options[1]
    values = bodies[0]["state"]["values"]["row"]
    assert values["level"] == {"type": "static_select", "selected_option": options[1]}
    assert values["day"] == {"type": "datepicker", "selected_date": "2026-11-24"}


async def test_a_form_is_opened_refused_with_errors_pushed_upon_and_closed(world: World) -> None:
    submitted: list[str] = []
    bolt = new_bolt(world)

    @bolt.command("/mock")
    async def on_command(ack: Any, command: dict[str, Any], client: Any) -> None:
        await client.views_open(trigger_id=command["trigger_id"], view=form(notify_on_close=True))
        await ack()

    @bolt.view("form")
    async def on_form(ack: Any, view: dict[str, Any]) -> None:
        name = view["state"]["values"]["name"]["value"]["value"]
        submitted.append(name)
        if name == "x":
            await ack(response_action="errors", errors={"name": "Longer, please."})
        elif name == "push":
            await ack(response_action="push", view=form(callback_id="second"))
        elif name == "broken":
            await ack(response_action="update", view={"type": "modal"})
        else:
            await ack()

    @bolt.view_closed("second")
    async def on_closed(ack: Any) -> None:
        await ack()

    workspace = world.workspace
    async with connected(world, bolt):
        await workspace.command(ADA, PREP, "/mock")
        view = workspace.views(ADA)[0]["id"]
        assert (await workspace.submit(ADA, view)).errors == {"name": "Please complete this required field."}
        assert submitted == []
        assert (await workspace.submit(ADA, view, {"name": "x"})).errors == {"name": "Longer, please."}
        assert (await workspace.submit(ADA, view, {"value": "broken"})).problem == "refused"
        assert (await workspace.submit(ADA, view, {"name": {"value": "push"}})).ok
        assert [one["callback_id"] for one in workspace.views(ADA)] == ["form", "second"]
        assert (await workspace.close_view(ADA, workspace.views(ADA)[-1]["id"])).ok
        assert (await workspace.submit(ADA, view, {"name": "Ada"})).ok
        with pytest.raises(Refused, match="not_found"):
            await workspace.submit(BEN, view, {"name": "not mine"})

    assert submitted == ["x", "broken", "push", "Ada"]
    assert workspace.views(ADA) == []


async def test_leaving_a_form_is_told_where_the_bot_asked_for_it(world: World) -> None:
    closed: list[bool] = []
    bolt = new_bolt(world)

    @bolt.view_closed("form")
    async def on_closed(ack: Any, body: dict[str, Any]) -> None:
        closed.append(body["is_cleared"])
        await ack()

    async with connected(world, bolt):
        trigger = world.workspace.modals.trigger(ADA)
        await world.client.views_open(trigger_id=trigger, view=form(notify_on_close=True))
        await world.workspace.close_view(ADA, world.workspace.views(ADA)[0]["id"])
        trigger = world.workspace.modals.trigger(ADA)
        await world.client.views_open(trigger_id=trigger, view=form())
        await world.workspace.close_view(ADA, world.workspace.views(ADA)[0]["id"], everything=True)

    assert closed == [False]


async def test_an_external_menu_asks_the_bot_for_its_options(world: World) -> None:
    chosen: list[Any] = []
    bolt = new_bolt(world)

    @bolt.options("pick")
    async def on_options(ack: Any, payload: dict[str, Any]) -> None:
        await ack(options=[{"text": {"type": "plain_text", "text": payload["value"] + "!"}, "value": "v1"}])

    @bolt.view("form")
    async def on_form(ack: Any, view: dict[str, Any]) -> None:
        chosen.append(view["state"]["values"]["menu"]["pick"]["selected_option"]["value"])
        await ack()

    element = {"type": "external_select", "action_id": "pick", "min_query_length": 1}
    menu = {"type": "input", "block_id": "menu", "label": {"type": "plain_text", "text": "Pick"}, "element": element}
    async with connected(world, bolt):
        await world.client.views_open(trigger_id=world.workspace.modals.trigger(ADA), view=form(blocks=[menu]))
        view = world.workspace.views(ADA)[0]["id"]
        offered = await world.workspace.options(ADA, view, "pick", "wha")
        assert (await world.workspace.submit(ADA, view, {"menu": "v1"})).ok

    assert offered[0]["text"]["text"] == "wha!"
    assert chosen == ["v1"]


async def test_shortcuts_home_and_reactions_reach_the_bot(world: World) -> None:
    seen: list[str] = []
    bolt = new_bolt(world)

    @bolt.shortcut("mock_interview")
    async def on_shortcut(ack: Any, body: dict[str, Any]) -> None:
        seen.append(f"{body['type']}:{body.get('message', {}).get('text')}")
        await ack()

    @bolt.event("app_home_opened")
    async def on_home(event: dict[str, Any], client: Any) -> None:
        seen.append(f"home:{event['tab']}")
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [text_block("Hello")]})

    @bolt.event("reaction_added")
    async def on_reaction(event: dict[str, Any]) -> None:
        seen.append(event["reaction"])

    @bolt.event("message")
    async def on_message() -> None:
        pass

    workspace = world.workspace
    async with connected(world, bolt):
        ts = await workspace.say(ADA, PREP, "look")
        await workspace.message_shortcut(ADA, "mock_interview", PREP, ts)
        await workspace.global_shortcut(ADA, "mock_interview")
        await workspace.open_home(ADA)
        await workspace.react(BEN, PREP, ts, "eyes")
        await workspace.delivery.idle()

    assert sorted(seen) == sorted(["message_action:look", "shortcut:None", "home:home", "eyes"])
    home = workspace.home(ADA)
    assert home is not None
    assert home["blocks"][0]["text"]["text"] == "Hello"
    assert workspace.home(BEN) is None


async def test_over_http_the_same_payloads_come_signed_and_are_sent_again(clock: Any) -> None:
    tries: list[str | None] = []
    workspace = Workspace.open(app=AppConfig(request_url="http://127.0.0.1:1/slack/events"), timings=QUICK)
    async with serve(workspace) as serving:
        bolt = AsyncApp(client=client_of(serving), signing_secret=LOCAL_SIGNING, process_before_response=True)

        @bolt.event("message")
        async def on_message(request: Any) -> None:
            tries.append(request.headers.get("x-slack-retry-num", [None])[0])
            if len(tries) == 1:
                raise RuntimeError("first try fails")

        @bolt.command("/mock")
        async def on_command(ack: Any) -> None:
            await ack("Started")

        handler = AsyncSlackRequestHandler(bolt)
        web = Starlette(routes=[Route("/slack/events", handler.handle, methods=["POST"])])
        server = uvicorn.Server(uvicorn.Config(web, port=0, log_level="critical", lifespan="off"))
        task = asyncio.create_task(server.serve())
        await until(lambda: server.started)
        port = server.servers[0].sockets[0].getsockname()[1]
        workspace.delivery.sender._url = f"http://127.0.0.1:{port}/slack/events"  # the port is known only now
        await workspace.say(ADA, PREP, "hello")
        await workspace.delivery.idle()
        outcome = await workspace.command(ADA, PREP, "/mock", "help")
        server.should_exit = True
        await task

    assert tries == [None, "1"]
    assert outcome.ok
    assert workspace.visible(ADA, PREP)[-1]["text"] == "Started"
    workspace.close()
