"""One listener for each kind of payload. It validates, hands over, acknowledges and returns; nothing else.

A payload that no listener takes would be answered with 404 and delivered again, so catch-alls stand last: for events,
commands, actions, options, shortcuts, submitted and closed views.
"""

import json
import re
import secrets
from typing import Any

import structlog
from slack_bolt import BoltResponse
from slack_bolt.async_app import AsyncApp

from bot.runtime import Broken
from bot.slack.front import Front
from bot.slack.listeners import actions, commands, events, shortcuts, views
from bot.slack.peers import listeners as peers

log = structlog.get_logger(__name__)
ANYTHING = re.compile(".*")


def register(app: AsyncApp, front: Front) -> None:
    """Everything the bot listens to, in order; the first match of a kind counts."""
    for module in (commands, events, actions, views, shortcuts):
        module.register(app, front)
    peers.register(app, front)
    for annex in front.annexes:
        annex.register(app)
    _catch_all(app, front)
    app.error(_on_error(front))


def _on_error(front: Front) -> Any:
    """A fault of ours: a person who waits for an answer gets a sentence with the reference that the log has too; an
    event gets 500 and comes again."""

    async def on_error(error: Exception, body: dict[str, Any], request: Any) -> BoltResponse | None:
        reference = error.reference if isinstance(error, Broken) else secrets.token_hex(4)
        if not isinstance(error, Broken):
            log.error("listener failed", error=type(error).__name__, reference=reference)
        text = front.words("error_reference", reference=reference)
        if "command" in body:
            return BoltResponse(status=200, body=text)
        view = body.get("view") or {}
        first = next((b["block_id"] for b in view.get("blocks", ()) if b.get("type") == "input"), None)
        if body.get("type") == "view_submission" and first:
            answer = {"response_action": "errors", "errors": {first: text}}
            return BoltResponse(status=200, body=json.dumps(answer), headers={"content-type": "application/json"})
        return None

    return on_error


def _catch_all(app: AsyncApp, front: Front) -> None:
    async def leave(ack: Any) -> None:
        await ack()

    async def unknown_command(ack: Any) -> None:
        await ack(text=front.words("help"))

    async def no_options(ack: Any) -> None:
        await ack(options=[])

    async def unknown_view(ack: Any, view: dict[str, Any]) -> None:
        first = next((b["block_id"] for b in view.get("blocks", ()) if b.get("type") == "input"), None)
        if first is None:
            await ack()
        else:
            await ack(response_action="errors", errors={first: front.words("form_gone")})

    app.event(ANYTHING)(leave)
    app.command(ANYTHING)(unknown_command)
    app.action(ANYTHING)(leave)
    app.options(ANYTHING)(no_options)
    app.shortcut(ANYTHING)(leave)
    app.view_submission(ANYTHING)(unknown_view)
    app.view_closed(ANYTHING)(leave)
