"""users.*: people."""

from bot.workspace import profiles
from bot.workspace.methods.call import Args, Method, paged
from bot.workspace.methods.conversations import Limit, Listing, of_kinds
from bot.workspace.model import Json
from bot.workspace.workspace import Workspace

_READ = ("channels:read", "groups:read", "im:read")


class Info(Args):
    user: str
    include_locale: bool | None = None


class People(Args):
    cursor: str | None = None
    limit: Limit = 100
    include_locale: bool | None = None


class Conversations(Listing):
    user: str | None = None


class Profile(Args):
    user: str | None = None
    include_labels: bool | None = None


def info(workspace: Workspace, args: Info) -> Json:
    return {"user": profiles.user(workspace.core, workspace.core.person(args.user))}


def listing(workspace: Workspace, args: People) -> Json:
    page, metadata = paged(workspace.core.everybody(), args.cursor, args.limit)
    members = [profiles.user(workspace.core, person) for person in page]
    return {"members": members, "cache_ts": int(workspace.core.clock()), "response_metadata": metadata}


def conversations(workspace: Workspace, args: Conversations) -> Json:
    whose = workspace.core.person(args.user or workspace.core.bot.id).id
    rooms = [room for room in of_kinds(workspace, args.types) if whose in room.members]
    rooms = [room for room in rooms if not (args.exclude_archived and room.archived)]
    page, metadata = paged(rooms, args.cursor, args.limit)
    return {
        "channels": [profiles.conversation(workspace.core, room) for room in page],
        "response_metadata": metadata,
    }


def profile(workspace: Workspace, args: Profile) -> Json:
    return {"profile": profiles.profile(workspace.core.person(args.user or workspace.core.bot.id))}


METHODS = {
    "users.info": Method(info, Info, ("users:read",)),
    "users.list": Method(listing, People, ("users:read",)),
    "users.conversations": Method(conversations, Conversations, _READ),
    "users.profile.get": Method(profile, Profile, ("users.profile:read",)),
}
