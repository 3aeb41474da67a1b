"""Buttons of the card, of an answer, of Home. A button says which interview and which phase it belongs to."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.interview import commands as do
from bot.record import Place
from bot.runtime import Rejected, Route
from bot.slack.blocks.forms import dispute_form, rating_form, start_form
from bot.slack.blocks.values import unpacked
from bot.slack.front import Front
from bot.slack.ids import Action

CONTROL = {
    Action.NEXT: "next",
    Action.HINT: "hint",
    Action.PAUSE: "pause",
    Action.RESUME: "resume",
    Action.END: "end",
}


def register(app: AsyncApp, front: Front) -> None:
    for action_id, verb in CONTROL.items():
        app.action(action_id.value)(_control(front, verb))

    @app.action(re.compile(rf"^{re.escape(Action.FACT)}:\d$"))
    async def fact(ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
        stream, fact_id = unpacked(action["value"])
        command = do.ChooseFact(now=front.now(), user=body["user"]["id"], fact=fact_id)
        await _carry_out(front, body, action, command, stream)
        await ack()

    @app.action(Action.RATE.value)
    async def rate(ack: Any, body: dict[str, Any], action: dict[str, Any], client: Any) -> None:
        stream, _ = unpacked(action["value"])
        found = await front.desk.state(stream)
        if found is None or found[0].setup.candidate != body["user"]["id"]:
            await _refuse(front, body, action, "slack.not_yours")
        else:
            await client.views_open(trigger_id=body["trigger_id"], view=rating_form(front, found[0]))
        await ack()

    @app.action(Action.SKIP_RATING.value)
    async def skip(ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
        stream, _ = unpacked(action["value"])
        await _carry_out(front, body, action, do.SkipRating(now=front.now(), user=body["user"]["id"]), stream)
        await ack()

    @app.action(Action.SKIP_PRIVATE.value)
    async def skip_private(ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
        stream, _ = unpacked(action["value"])
        command = do.SkipRating(now=front.now(), user=body["user"]["id"], report_private=True)
        await _carry_out(front, body, action, command, stream)
        await ack()

    @app.action(Action.DISPUTE.value)
    async def dispute(ack: Any, body: dict[str, Any], action: dict[str, Any], client: Any) -> None:
        stream, _ = unpacked(action["value"])
        found = await front.desk.state(stream)
        if found is None or body["user"]["id"] not in found[0].setup.participants:
            await _refuse(front, body, action, "slack.not_yours")
        else:
            await client.views_open(trigger_id=body["trigger_id"], view=dispute_form(front, found[0]))
        await ack()

    @app.action(Action.START.value)
    async def start(ack: Any, body: dict[str, Any], client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=start_form(front, private=True))
        await ack()


def _control(front: Front, verb: str) -> Any:
    async def control(ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
        stream, phase = unpacked(action["value"])
        answer = await front.control(verb, body["user"]["id"], Route(stream=stream), _key(body, action), phase)
        if isinstance(answer, Rejected):
            await _refuse(front, body, action, answer.reason, **answer.args)
        await ack()

    return control


async def _carry_out(
    front: Front, body: Mapping[str, Any], action: Mapping[str, Any], command: do.Command, stream: str
) -> None:
    answer = await front.command(command, Route(stream=stream), _key(body, action))
    if isinstance(answer, Rejected):
        await _refuse(front, body, action, answer.reason, **answer.args)


async def _refuse(front: Front, body: Mapping[str, Any], action: Mapping[str, Any], reason: str, **args: Any) -> None:
    container = body.get("container") or {}
    place = Place(
        team=str((body.get("team") or {}).get("id", "")),
        channel=str(container.get("channel_id", "")),
        thread=str(container.get("thread_ts") or container.get("message_ts") or ""),
        user=str(body["user"]["id"]),
    )
    if place.channel:
        await front.whisper(place, front.words(reason, **args), f"refused:{_key(body, action)}")


def _key(body: Mapping[str, Any], action: Mapping[str, Any]) -> str:
    return f"action:{body['user']['id']}:{action.get('action_ts')}:{action['action_id']}"
