"""views.*: forms and the App Home."""

from typing import Any

from bot.workspace.methods.call import Args, JsonObject, Method
from bot.workspace.model import Json
from bot.workspace.workspace import Workspace


class Open(Args):
    trigger_id: str
    view: JsonObject


class Update(Args):
    view: JsonObject
    view_id: str | None = None
    external_id: str | None = None
    hash: str | None = None


class Publish(Args):
    user_id: str
    view: JsonObject
    hash: str | None = None


def open_view(workspace: Workspace, args: Open) -> Json:
    return {"view": workspace.modals.open(args.trigger_id, args.view)}


def push(workspace: Workspace, args: Open) -> Json:
    return {"view": workspace.modals.push(args.trigger_id, args.view)}


def update(workspace: Workspace, args: Update) -> Json:
    return {"view": workspace.modals.update(args.view, args.view_id, args.external_id, args.hash)}


def publish(workspace: Workspace, args: Publish) -> Json:
    return {"view": workspace.modals.publish(args.user_id, args.view, args.hash)}


METHODS: dict[str, Any] = {
    "views.open": Method(open_view, Open),
    "views.push": Method(push, Open),
    "views.update": Method(update, Update),
    "views.publish": Method(publish, Publish),
}
