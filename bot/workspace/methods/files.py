"""files.*: upload in three steps, and reading."""

from bot.workspace.methods.call import Args, JsonList, Method, Names, bots_room, checked_blocks
from bot.workspace.model import Json
from bot.workspace.refused import Refused
from bot.workspace.workspace import Workspace


class Reserve(Args):
    filename: str
    length: int
    alt_txt: str | None = None
    snippet_type: str | None = None


class Complete(Args):
    files: JsonList
    channel_id: str | None = None
    channels: Names | None = None
    thread_ts: str | None = None
    initial_comment: str | None = None
    blocks: JsonList | None = None


class Info(Args):
    file: str
    cursor: str | None = None
    limit: int | None = None


def reserve(workspace: Workspace, args: Reserve) -> Json:
    record = workspace.files.reserve(args.filename, args.length, workspace.core.bot.id, args.alt_txt or "")
    key = workspace.upload_key(record["id"])
    return {"upload_url": f"{workspace.core.base_url}/upload/{record['id']}/{key}", "file_id": record["id"]}


def complete(workspace: Workspace, args: Complete) -> Json:
    wanted = [one for one in args.files if isinstance(one, dict) and set(one) <= {"id", "title"}]
    if not wanted or len(wanted) != len(args.files):
        raise Refused("invalid_arguments")
    named = [*([args.channel_id] if args.channel_id else []), *(args.channels or [])]
    rooms = [bots_room(workspace, channel) for channel in dict.fromkeys(named)]
    bot = workspace.core.bot
    for room in rooms:
        if bot.id not in room.members:
            raise Refused("not_in_channel")
        if args.thread_ts is not None and workspace.messages.find(room.id, args.thread_ts) is None:
            raise Refused("thread_not_found")
    if args.blocks:
        checked_blocks(args.blocks)
    records = workspace.files.complete(wanted, bot.id)
    for room in rooms:
        workspace.files.share(records, room, bot, args.initial_comment or "", args.thread_ts, blocks=args.blocks)
    return {"files": [workspace.files.info(record["id"]) for record in records]}


def info(workspace: Workspace, args: Info) -> Json:
    if not workspace.files.may_see(workspace.core.bot.id, args.file):
        raise Refused("file_not_found")
    return {"file": workspace.files.info(args.file), "comments": [], "response_metadata": {"next_cursor": ""}}


METHODS = {
    "files.getUploadURLExternal": Method(reserve, Reserve, ("files:write",)),
    "files.completeUploadExternal": Method(complete, Complete, ("files:write",)),
    "files.info": Method(info, Info, ("files:read",)),
}
