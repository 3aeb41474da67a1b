"""The message shortcut "Mock interview": where slash commands do not reach, inside a thread."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.slack.blocks.forms import controls_form, start_form
from bot.slack.front import Front
from bot.slack.ids import Shortcut


def register(app: AsyncApp, front: Front) -> None:
    @app.shortcut(Shortcut.MESSAGE.value)
    async def on_message(ack: Any, shortcut: dict[str, Any], client: Any) -> None:
        channel = shortcut["channel"]["id"]
        message = shortcut["message"]
        thread = message.get("thread_ts") or message["ts"]
        live = await front.live_in(shortcut["team"]["id"], channel, thread)
        view = controls_form(front, live) if live else start_form(front, channel=channel, thread=thread)
        await client.views_open(trigger_id=shortcut["trigger_id"], view=view)
        await ack()
