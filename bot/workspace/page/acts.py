"""What a person does on the page, as calls of the workspace. Each act reads its own fields from the request."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.workspace.model import Json, Outcome, Upload
from bot.workspace.refused import Refused
from bot.workspace.workspace import Workspace

DONE = Outcome(ok=True)
MAX_FILES = 10


class Given:
    """The fields of one act; a missing or wrong one is refused, not a crash."""

    def __init__(self, body: Any) -> None:
        self.body: Json = body if isinstance(body, dict) else {}

    def text(self, name: str, default: str | None = None) -> str:
        value = self.body.get(name, default)
        if not isinstance(value, str):
            raise Refused("invalid_arguments")
        return value

    def where(self) -> str | tuple[str, str]:
        value = self.body.get("where")
        if isinstance(value, str):
            return value
        if isinstance(value, list) and len(value) == 2 and all(isinstance(part, str) for part in value):
            return value[0], value[1]
        raise Refused("invalid_arguments")

    def values(self) -> Json:
        value = self.body.get("values") or {}
        if not isinstance(value, dict):
            raise Refused("invalid_arguments")
        return value


async def act(workspace: Workspace, user: str, name: str, request: Request) -> Outcome:
    """Do what the page asks for. Raises Refused with Slack's error names, "not_found" for an unknown act."""
    if name == "say":
        return await _say(workspace, user, request)
    if name not in _ACTS:
        raise Refused("not_found")
    try:
        body = await request.json()
    except ValueError:
        raise Refused("invalid_arguments") from None
    return await _ACTS[name](workspace, user, Given(body)) or DONE


async def _say(workspace: Workspace, user: str, request: Request) -> Outcome:
    """A message with its files (a multipart form). A line that starts with / is a command, outside threads."""
    async with request.form(max_files=MAX_FILES, max_fields=10) as form:
        given = Given({name: value for name, value in form.items() if isinstance(value, str)})
        files = [
            Upload(sent.filename or "file", await sent.read())
            for sent in form.getlist("file")
            if isinstance(sent, UploadFile)
        ]
    text, thread = given.text("text").strip(), given.text("thread", "")
    word, _, rest = text.partition(" ")
    if _is_command(word) and not files:
        if thread:
            raise Refused("no_thread_commands")
        return await workspace.command(user, given.text("channel"), word, rest.strip())
    if not text and not files:
        raise Refused("no_text")
    await workspace.say(user, given.text("channel"), text, thread or None, files)
    return DONE


def _is_command(word: str) -> bool:
    """`/mock` is one; `/etc/hosts` and `//` are not."""
    return len(word) > 1 and word[0] == "/" and "/" not in word[1:]


async def _edit(workspace: Workspace, user: str, given: Given) -> None:
    await workspace.edit(user, given.text("channel"), given.text("ts"), given.text("text"))


async def _delete(workspace: Workspace, user: str, given: Given) -> None:
    await workspace.delete(user, given.text("channel"), given.text("ts"))


async def _dismiss(workspace: Workspace, user: str, given: Given) -> None:
    await workspace.dismiss(user, given.text("channel"), given.text("ts"))


async def _react(workspace: Workspace, user: str, given: Given) -> None:
    add = given.body.get("add") is True
    await workspace.react(user, given.text("channel"), given.text("ts"), given.text("name"), add)


async def _press(workspace: Workspace, user: str, given: Given) -> Outcome:
    return await workspace.press(
        user,
        given.where(),
        given.text("action_id"),
        given.body.get("value"),
        block_id=given.text("block_id", "") or None,
        values=given.values(),
    )


async def _submit(workspace: Workspace, user: str, given: Given) -> Outcome:
    return await workspace.submit(user, given.text("view"), given.values())


async def _close(workspace: Workspace, user: str, given: Given) -> Outcome:
    return await workspace.close_view(user, given.text("view"), given.body.get("everything") is True)


async def _shortcut(workspace: Workspace, user: str, given: Given) -> Outcome:
    if not given.text("ts", ""):
        return await workspace.global_shortcut(user, given.text("callback_id"))
    return await workspace.message_shortcut(user, given.text("callback_id"), given.text("channel"), given.text("ts"))


async def _home(workspace: Workspace, user: str, given: Given) -> None:
    await workspace.open_home(user, given.text("tab", "home"))


async def _join(workspace: Workspace, user: str, given: Given) -> None:
    await workspace.join(user, given.text("channel"))


async def _leave(workspace: Workspace, user: str, given: Given) -> None:
    await workspace.leave(user, given.text("channel"))


async def _invite(workspace: Workspace, user: str, given: Given) -> None:
    await workspace.invite(user, given.text("channel"), given.text("invited"))


async def _create(workspace: Workspace, user: str, given: Given) -> None:
    await workspace.create_channel(user, given.text("name"), given.body.get("private") is True)


_ACTS: dict[str, Callable[[Workspace, str, Given], Awaitable[Outcome | None]]] = {
    "edit": _edit,
    "delete": _delete,
    "dismiss": _dismiss,
    "react": _react,
    "press": _press,
    "submit": _submit,
    "close": _close,
    "shortcut": _shortcut,
    "home": _home,
    "join": _join,
    "leave": _leave,
    "invite": _invite,
    "create": _create,
}
