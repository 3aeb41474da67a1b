"""One call of the Web API: token, scopes and arguments are checked here, the rest is the method's."""

import base64
import binascii
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from bot.workspace.kit import message_faults
from bot.workspace.model import Channel, Json
from bot.workspace.refused import Refused, because
from bot.workspace.workspace import Workspace

_FORMAT = {"blocks": "invalid_blocks_format", "metadata": "invalid_metadata_format"}


class Args(BaseModel):
    """Arguments of a method; forms bring strings, so numbers and booleans may be written as such.

    `team_id` may stand in every call (Bolt adds it by itself).
    """

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    team_id: str | None = None


@dataclass(frozen=True)
class Method:
    """`scopes`: one of them is needed (none: no scope). `app_token`: called with the app's token, not the bot's."""

    run: Callable[[Workspace, Any], Json]
    args: type[Args] = Args
    scopes: tuple[str, ...] = ()
    app_token: bool = False


def _parsed(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise ValueError("not JSON") from None


def _listed(value: Any) -> Any:
    return [part for part in value.split(",") if part] if isinstance(value, str) else value


JsonList = Annotated[list[Any], BeforeValidator(_parsed)]
JsonObject = Annotated[dict[str, Any], BeforeValidator(_parsed)]
Names = Annotated[list[str], BeforeValidator(_listed)]


def call(workspace: Workspace, methods: Mapping[str, Method], name: str, bearer: str | None, given: Json) -> Json:
    """The answer's body; raises Refused with Slack's error name.

    given: the arguments, as strings from a form or as JSON; a `token` among them counts where no bearer was sent.
    """
    method = methods.get(name)
    if method is None:
        raise Refused("unknown_method", req_method=name[:100])
    arguments = dict(given)
    _authorize(workspace, method, bearer or arguments.get("token"))
    arguments.pop("token", None)
    if workspace.core.app.lacks(method.scopes):
        provided = ",".join(sorted(workspace.core.app.scopes or ()))
        raise Refused("missing_scope", needed=method.scopes[0], provided=provided)
    try:
        parsed = method.args.model_validate(arguments)
    except ValidationError as wrong:
        raise _refusal(wrong) from None
    return {"ok": True, **method.run(workspace, parsed)}


def _authorize(workspace: Workspace, method: Method, sent: Any) -> None:
    app = workspace.core.app
    if not sent or not isinstance(sent, str):
        raise Refused("not_authed")
    if sent not in (app.bot_token, app.app_token):
        raise Refused("invalid_auth")
    if (sent == app.app_token) != method.app_token:
        raise Refused("not_allowed_token_type")


def _refusal(wrong: ValidationError) -> Refused:
    entries = wrong.errors(include_url=False, include_input=False)
    error = next((_FORMAT[str(one["loc"][0])] for one in entries if one["loc"] and one["loc"][0] in _FORMAT), None)
    return because(error or "invalid_arguments", *(_sentence(one) for one in entries))


def _sentence(entry: Any) -> str:
    place = "".join(f"/{part}" for part in entry["loc"])
    said = {"missing": "missing required field", "extra_forbidden": "unknown argument"}.get(entry["type"], entry["msg"])
    return f"[ERROR] {said} [json-pointer:{place}]"


def bots_room(workspace: Workspace, channel: str) -> Channel:
    """The channel that the bot names, by id, "#name" or a person's id; raises channel_not_found."""
    core = workspace.core
    if channel.startswith("U") and core.people.get(channel) is not None:
        return core.direct_message(channel)
    if channel.startswith("#"):
        channel = next((room.id for room in core.all_rooms() if room.name == channel[1:]), channel)
    return core.seen_by(core.bot.id, channel)


def scoped(workspace: Workspace, room: Channel, verb: str) -> None:
    """Refuse unless the app holds the scope of this kind of channel ("history" or "read")."""
    kind = {"public": "channels", "private": "groups", "im": "im"}[room.kind]
    if workspace.core.app.lacks([f"{kind}:{verb}"]):
        provided = ",".join(sorted(workspace.core.app.scopes or ()))
        raise Refused("missing_scope", needed=f"{kind}:{verb}", provided=provided)


def checked_blocks(blocks: Any) -> None:
    faults = message_faults(blocks)
    if faults:
        said = [fault.message for fault in faults]
        raise Refused(faults[0].error, errors=said, response_metadata={"messages": said})


def paged(things: Sequence[Any], cursor: str | None, limit: int) -> tuple[list[Any], Json]:
    """One page of `things` and what `response_metadata` says of the next; raises invalid_cursor."""
    start = 0
    if cursor:
        try:
            start = int(base64.b64decode(cursor, validate=True).decode("ascii").removeprefix("next:"))
        except (binascii.Error, ValueError):
            raise Refused("invalid_cursor") from None
        if not 0 <= start <= len(things):
            raise Refused("invalid_cursor")
    end = start + limit
    more = base64.b64encode(f"next:{end}".encode()).decode() if end < len(things) else ""
    return list(things[start:end]), {"next_cursor": more}
