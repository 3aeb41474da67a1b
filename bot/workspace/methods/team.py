"""The app itself, its team, its connection, and reactions."""

from bot.workspace.methods.call import Args, Method, bots_room
from bot.workspace.model import Json
from bot.workspace.population import APP_ID, BOT_ID
from bot.workspace.refused import Refused
from bot.workspace.workspace import Workspace


class Team(Args):
    team: str | None = None
    domain: str | None = None


class Bot(Args):
    bot: str | None = None


class Reaction(Args):
    channel: str
    timestamp: str
    name: str


def auth_test(workspace: Workspace, args: Args) -> Json:
    team, bot = workspace.core.team, workspace.core.bot
    me = {"user": bot.name, "user_id": bot.id, "bot_id": BOT_ID, "is_enterprise_install": False}
    return {"url": team["url"], "team": team["name"], "team_id": team["id"], **me}


def api_test(workspace: Workspace, args: Args) -> Json:
    return {"args": {}}


def team_info(workspace: Workspace, args: Team) -> Json:
    return {"team": {**workspace.core.team, "email_domain": "", "icon": {}}}


def bot_info(workspace: Workspace, args: Bot) -> Json:
    if args.bot not in (None, BOT_ID):
        raise Refused("bot_not_found")
    me = workspace.core.bot
    return {
        "bot": {"id": BOT_ID, "deleted": False, "name": me.real_name, "app_id": APP_ID, "user_id": me.id, "icons": {}}
    }


def connect(workspace: Workspace, args: Args) -> Json:
    ticket = workspace.delivery.ticket()
    return {"url": workspace.core.base_url.replace("http", "ws", 1) + f"/link?ticket={ticket}&app_id={APP_ID}"}


def react(workspace: Workspace, args: Reaction) -> Json:
    return _react(workspace, args, add=True)


def unreact(workspace: Workspace, args: Reaction) -> Json:
    return _react(workspace, args, add=False)


def _react(workspace: Workspace, args: Reaction, *, add: bool) -> Json:
    room = bots_room(workspace, args.channel)
    if workspace.core.bot.id not in room.members:
        raise Refused("not_in_channel")
    message = workspace.messages.must_find(room.id, args.timestamp)
    workspace.messages.react(room, message, workspace.core.bot.id, args.name.strip(":"), add=add)
    return {}


METHODS = {
    "auth.test": Method(auth_test),
    "api.test": Method(api_test),
    "team.info": Method(team_info, Team, ("team:read",)),
    "bots.info": Method(bot_info, Bot, ("users:read",)),
    "apps.connections.open": Method(connect, app_token=True),
    "reactions.add": Method(react, Reaction, ("reactions:write",)),
    "reactions.remove": Method(unreact, Reaction, ("reactions:write",)),
}
