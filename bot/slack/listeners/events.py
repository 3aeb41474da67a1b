"""Messages, edits, deletions, mentions, Home. Whatever else Slack sends is acknowledged and left."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.slack.front import Front
from bot.slack.heard import Heard

WRITTEN = frozenset({None, "file_share", "thread_broadcast", "me_message"})


def register(app: AsyncApp, front: Front) -> None:
    @app.event("message")
    async def message(ack: Any, event: dict[str, Any], body: dict[str, Any]) -> None:
        subtype = event.get("subtype")
        if subtype == "message_changed":
            await _changed(front, event, body)
        elif subtype == "message_deleted":
            await _deleted(front, event, body)
        elif subtype in WRITTEN and event.get("user") and not event.get("bot_id"):
            heard = _heard(event, body)
            await front.hear(heard, mentioned=f"<@{front.bot_user}" in heard.text)
        await ack()

    @app.event("app_mention")
    async def mention(ack: Any, event: dict[str, Any], body: dict[str, Any]) -> None:
        if event.get("user") and not event.get("bot_id") and not event.get("edited"):
            await front.hear(_heard(event, body), mentioned=True)
        await ack()

    @app.event("app_home_opened")
    async def home(ack: Any, event: dict[str, Any], body: dict[str, Any]) -> None:
        if event.get("tab", "home") == "home":
            await front.publish_home(_team(body), event["user"])
        await ack()


def _heard(event: Mapping[str, Any], body: Mapping[str, Any]) -> Heard:
    channel = str(event["channel"])
    thread = event.get("thread_ts")
    return Heard(
        team=_team(body),
        channel=channel,
        user=str(event["user"]),
        ts=str(event["ts"]),
        text=str(event.get("text") or ""),
        thread=str(thread) if thread and thread != event["ts"] else "",
        direct=event.get("channel_type") == "im" or channel.startswith("D"),
        files=event.get("files") or (),
    )


async def _changed(front: Front, event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
    """A person's own edit; Slack also calls it a change when a link gets its preview or a thread its reply."""
    now, before = event.get("message") or {}, event.get("previous_message") or {}
    if now.get("bot_id") or not now.get("user") or now.get("text") == before.get("text"):
        return
    if now.get("subtype") == "tombstone":
        await _deleted(front, event, body)
        return
    heard = _heard({**now, "channel": event["channel"], "channel_type": event.get("channel_type")}, body)
    await front.edit(heard, f"edit:{body.get('event_id') or event.get('event_ts')}")


async def _deleted(front: Front, event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
    before = event.get("previous_message") or {}
    if before.get("bot_id") or not before.get("user"):
        return
    ts = event.get("deleted_ts") or before.get("ts")
    heard = _heard({**before, "ts": ts, "channel": event["channel"], "channel_type": event.get("channel_type")}, body)
    await front.delete(heard, f"delete:{body.get('event_id') or ts}")


def _team(body: Mapping[str, Any]) -> str:
    return str(body.get("team_id") or (body.get("authorizations") or [{}])[0].get("team_id") or "")
