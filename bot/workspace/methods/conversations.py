"""conversations.*: channels and what was said in them."""

from dataclasses import replace
from typing import Annotated

from pydantic import Field

from bot.workspace import profiles
from bot.workspace.core import is_ts
from bot.workspace.methods.call import Args, Method, Names, bots_room, paged, scoped
from bot.workspace.model import Channel, Json
from bot.workspace.refused import Refused
from bot.workspace.workspace import Workspace

_READ = ("channels:read", "groups:read", "im:read")
_HISTORY = ("channels:history", "groups:history", "im:history")
KIND = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}
Limit = Annotated[int, Field(ge=1, le=1000)]


class Info(Args):
    channel: str
    include_locale: bool | None = None
    include_num_members: bool | None = None


class Listing(Args):
    types: Names = Field(default_factory=lambda: ["public_channel"])
    exclude_archived: bool = False
    cursor: str | None = None
    limit: Limit = 100


class History(Args):
    channel: str
    cursor: str | None = None
    limit: Limit = 100
    oldest: str = "0"
    latest: str | None = None
    inclusive: bool = False
    include_all_metadata: bool = False


class Replies(History):
    ts: str


class Members(Args):
    channel: str
    cursor: str | None = None
    limit: Limit = 100


class Open(Args):
    channel: str | None = None
    users: Names | None = None
    return_im: bool = False
    prevent_creation: bool = False


class Join(Args):
    channel: str


def info(workspace: Workspace, args: Info) -> Json:
    room = bots_room(workspace, args.channel)
    scoped(workspace, room, "read")
    return {"channel": profiles.conversation(workspace.core, room)}


def listing(workspace: Workspace, args: Listing) -> Json:
    rooms = [room for room in of_kinds(workspace, args.types) if not (args.exclude_archived and room.archived)]
    page, metadata = paged(rooms, args.cursor, args.limit)
    return {
        "channels": [profiles.conversation(workspace.core, room) for room in page],
        "response_metadata": metadata,
    }


def of_kinds(workspace: Workspace, types: list[str]) -> list[Channel]:
    """The channels of those types that the bot can see; raises invalid_types."""
    if not types or set(types) - set(KIND):
        raise Refused("invalid_types")
    kinds, bot = {KIND[one] for one in types}, workspace.core.bot.id
    rooms = [room for room in workspace.core.all_rooms() if room.kind in kinds]
    return [room for room in rooms if room.kind == "public" or bot in room.members]


def history(workspace: Workspace, args: History) -> Json:
    room = _heard(workspace, args.channel)
    _within(args)
    found = [one for one in reversed(workspace.messages.top_level(room.id)) if _in_window(args, one["ts"])]
    page, metadata = paged(found, args.cursor, args.limit)
    shown = [workspace.messages.out(one, metadata=args.include_all_metadata) for one in page]
    return {
        "messages": shown,
        "has_more": bool(metadata["next_cursor"]),
        "pin_count": 0,
        "response_metadata": metadata,
    }


def replies(workspace: Workspace, args: Replies) -> Json:
    room = _heard(workspace, args.channel)
    _within(args)
    root = workspace.messages.find(room.id, args.ts)
    if root is None:
        raise Refused("thread_not_found")
    answers = [one for one in workspace.messages.answers(room.id, args.ts) if _in_window(args, one["ts"])]
    page, metadata = paged([root, *answers], args.cursor, args.limit)
    shown = [workspace.messages.out(one, metadata=args.include_all_metadata) for one in page]
    return {"messages": shown, "has_more": bool(metadata["next_cursor"]), "response_metadata": metadata}


def members(workspace: Workspace, args: Members) -> Json:
    room = bots_room(workspace, args.channel)
    scoped(workspace, room, "read")
    page, metadata = paged(room.members, args.cursor, args.limit)
    return {"members": page, "response_metadata": metadata}


def open_im(workspace: Workspace, args: Open) -> Json:
    if args.channel is not None:
        room = workspace.core.seen_by(workspace.core.bot.id, args.channel)
        if not room.is_im:
            raise Refused("channel_not_found")
    elif not args.users:
        raise Refused("users_list_not_supplied")
    elif len(args.users) > 1:
        raise Refused("method_not_supported_for_channel_type")  # group messages are not part of this workspace
    else:
        room = workspace.core.direct_message(args.users[0])
    return {"channel": profiles.conversation(workspace.core, room) if args.return_im else {"id": room.id}}


def join(workspace: Workspace, args: Join) -> Json:
    core = workspace.core
    room = bots_room(workspace, args.channel)
    if room.archived:
        raise Refused("is_archived")
    if room.kind != "public":
        raise Refused("method_not_supported_for_channel_type")
    if core.bot.id not in room.members:
        room = replace(room, members=(*room.members, core.bot.id))
        core.put_channel(room)
    return {"channel": profiles.conversation(core, room)}


def _heard(workspace: Workspace, channel: str) -> Channel:
    room = bots_room(workspace, channel)
    scoped(workspace, room, "history")
    if workspace.core.bot.id not in room.members:
        raise Refused("not_in_channel")
    return room


def _within(args: History) -> None:
    for name in ("oldest", "latest"):
        value = getattr(args, name)
        if value not in (None, "", "0") and not (is_ts(value) or value.replace(".", "", 1).isdigit()):
            raise Refused(f"invalid_ts_{name}")


def _in_window(args: History, ts: str) -> bool:
    low, high = float(args.oldest or 0), float(args.latest) if args.latest else float("inf")
    at = float(ts)
    return (low < at < high) or (args.inclusive and at in (low, high))


METHODS = {
    "conversations.info": Method(info, Info, _READ),
    "conversations.list": Method(listing, Listing, _READ),
    "conversations.history": Method(history, History, _HISTORY),
    "conversations.replies": Method(replies, Replies, _HISTORY),
    "conversations.members": Method(members, Members, _READ),
    "conversations.open": Method(open_im, Open, ("im:write",)),
    "conversations.join": Method(join, Join, ("channels:join",)),
}
