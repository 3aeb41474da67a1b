"""chat.*: messages of the bot."""

import math
from typing import Any

from bot.workspace.messages import MAX_TEXT
from bot.workspace.methods.call import Args, JsonList, JsonObject, Method, bots_room, checked_blocks
from bot.workspace.model import Channel, Json
from bot.workspace.refused import Refused
from bot.workspace.workspace import Workspace

MAX_UPDATE_TEXT = 4_000
MAX_METADATA = 8_000  # bytes of JSON


class Post(Args):
    channel: str
    text: str | None = None
    blocks: JsonList | None = None
    attachments: JsonList | None = None
    thread_ts: str | None = None
    metadata: JsonObject | None = None
    mrkdwn: bool | None = None
    parse: str | None = None
    link_names: bool | None = None
    unfurl_links: bool | None = None
    unfurl_media: bool | None = None


class Update(Args):
    channel: str
    ts: str
    text: str | None = None
    blocks: JsonList | None = None
    attachments: JsonList | None = None
    metadata: JsonObject | None = None
    parse: str | None = None
    link_names: bool | None = None


class PostEphemeral(Args):
    channel: str
    user: str
    text: str | None = None
    blocks: JsonList | None = None
    attachments: JsonList | None = None
    thread_ts: str | None = None
    parse: str | None = None
    link_names: bool | None = None


class Delete(Args):
    channel: str
    ts: str


class Permalink(Args):
    channel: str
    message_ts: str


def post(workspace: Workspace, args: Post) -> Json:
    room = _writable(workspace, args.channel)
    text = _content(args.text, args.blocks, args.attachments, MAX_TEXT)
    metadata = _metadata(args.metadata)
    wait = workspace.core.rates.wait(room.id, workspace.core.clock())
    if wait:
        raise Refused("ratelimited", retry_after=max(1, math.ceil(wait)))
    bot = workspace.core.bot
    message = workspace.messages.post(room, bot, text, args.thread_ts, blocks=args.blocks, metadata=metadata)
    return {"channel": room.id, "ts": message["ts"], "message": workspace.messages.out(message)}


def update(workspace: Workspace, args: Update) -> Json:
    room = _writable(workspace, args.channel)
    message = workspace.messages.must_find(room.id, args.ts)
    if message["user"] != workspace.core.bot.id:
        raise Refused("cant_update_message")
    text = _content(args.text, args.blocks, args.attachments, MAX_UPDATE_TEXT)
    changes: Json = {"text": text, "blocks": args.blocks or None}
    if args.metadata is not None:
        changes["metadata"] = _metadata(args.metadata)
    after = workspace.messages.update(room, message, workspace.core.bot.id, changes)
    return {"channel": room.id, "ts": args.ts, "text": text, "message": workspace.messages.out(after)}


def delete(workspace: Workspace, args: Delete) -> Json:
    room = bots_room(workspace, args.channel)
    message = workspace.messages.must_find(room.id, args.ts)
    if message["user"] != workspace.core.bot.id:
        raise Refused("cant_delete_message")
    workspace.messages.delete(room, message)
    return {"channel": room.id, "ts": args.ts}


def post_ephemeral(workspace: Workspace, args: PostEphemeral) -> Json:
    room = _writable(workspace, args.channel)
    text = _content(args.text, args.blocks, args.attachments, MAX_TEXT)
    if args.user not in room.members:
        raise Refused("user_not_in_channel")
    if args.thread_ts is not None and workspace.messages.find(room.id, args.thread_ts) is None:
        raise Refused("thread_not_found")
    return {"message_ts": workspace.messages.whisper(room, args.user, text, args.thread_ts, args.blocks or [])}


def permalink(workspace: Workspace, args: Permalink) -> Json:
    room = bots_room(workspace, args.channel)
    message = workspace.messages.must_find(room.id, args.message_ts)
    link = f"{workspace.core.base_url}/archives/{room.id}/p{args.message_ts.replace('.', '')}"
    thread = message.get("thread_ts", args.message_ts)
    answer = f"?thread_ts={thread}&cid={room.id}" if thread != args.message_ts else ""
    return {"channel": room.id, "permalink": link + answer}


def _writable(workspace: Workspace, channel: str) -> Channel:
    room = bots_room(workspace, channel)
    if room.archived:
        raise Refused("is_archived")
    anywhere = room.kind == "public" and "chat:write.public" in (workspace.core.app.scopes or ())
    if workspace.core.bot.id not in room.members and not anywhere:
        raise Refused("not_in_channel")
    return room


def _content(text: str | None, blocks: list[Any] | None, attachments: list[Any] | None, longest: int) -> str:
    if attachments:
        raise Refused("invalid_attachments")  # the old form of blocks; this workspace has no use for it
    if blocks:
        checked_blocks(blocks)
    if not text and not blocks:
        raise Refused("no_text")
    if text is not None and len(text) > longest:
        raise Refused("msg_too_long")
    return text or ""


def _metadata(metadata: Json | None) -> Json | None:
    if metadata is None:
        return None
    if set(metadata) - {"event_type", "event_payload", "entities"}:
        raise Refused("invalid_metadata_format")
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        raise Refused("invalid_metadata_format")
    if len(str(metadata)) > MAX_METADATA:
        raise Refused("metadata_too_large")
    return metadata


METHODS = {
    "chat.postMessage": Method(post, Post, ("chat:write",)),
    "chat.update": Method(update, Update, ("chat:write",)),
    "chat.delete": Method(delete, Delete, ("chat:write",)),
    "chat.postEphemeral": Method(post_ephemeral, PostEphemeral, ("chat:write",)),
    "chat.getPermalink": Method(permalink, Permalink),
}
