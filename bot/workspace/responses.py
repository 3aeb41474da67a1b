"""`response_url`: an address that lets the bot answer an interaction five times within half an hour."""

from typing import Any

from bot.workspace.core import Core, token
from bot.workspace.kit import message_faults
from bot.workspace.messages import Messages
from bot.workspace.model import Json
from bot.workspace.refused import Refused, because

MAX_USES = 5
_KNOWN = {
    "text",
    "blocks",
    "attachments",
    "response_type",
    "replace_original",
    "delete_original",
    "thread_ts",
    "metadata",
    "unfurl_links",
    "unfurl_media",
    "mrkdwn",
}


class Responses:
    def __init__(self, core: Core, messages: Messages) -> None:
        self._core, self._messages = core, messages

    def new(
        self, user: str, channel: str, thread_ts: str | None, *, original: str | None = None, ephemeral: bool = True
    ) -> str:
        """A new address. `original` is the message that was acted on, `ephemeral` whether one person alone sees it."""
        self._forget_expired()
        key = token()
        expires = self._core.clock() + self._core.timings.response_url
        hook = {"user": user, "channel": channel, "thread_ts": thread_ts, "original": original, "ephemeral": ephemeral}
        self._core.hooks.put(key, hook | {"expires": expires, "uses": 0})
        return f"{self._core.base_url}/response/{key}"

    def use(self, key: str, body: Any) -> None:
        """Do what was posted to the address; raises Refused with Slack's error."""
        hook = self._core.hooks.get(key)
        if hook is None or self._core.clock() > hook["expires"]:
            raise Refused("expired_url")
        if hook["uses"] >= MAX_USES:
            raise Refused("used_url")
        if not isinstance(body, dict) or set(body) - _KNOWN:
            raise Refused("invalid_payload")
        blocks = body.get("blocks") or []
        faults = message_faults(blocks)
        if faults:
            raise because(faults[0].error, *(fault.message for fault in faults))
        self._answer(hook, body, blocks)
        self._core.hooks.put(key, {**hook, "uses": hook["uses"] + 1})

    def _forget_expired(self) -> None:
        now = self._core.clock()
        for key, hook in self._core.hooks.items():
            if hook["expires"] >= now:
                break  # in the order of making, after a restart in any order: the rest goes another time
            self._core.hooks.drop(key)

    def _answer(self, hook: Json, body: Json, blocks: list[Json]) -> None:
        room = self._core.seen_by(hook["user"], hook["channel"])
        replaces, deletes = _yes(body.get("replace_original")), _yes(body.get("delete_original"))
        if hook["original"] and (replaces or deletes):
            self._on_original(hook, body, blocks, deletes=deletes)
            return
        text = body.get("text") or ""
        if not text and not blocks:
            raise Refused("no_text")
        thread_ts = body.get("thread_ts") or hook["thread_ts"]
        if body.get("response_type") == "in_channel":
            self._messages.post(room, self._core.bot, text, thread_ts, blocks=blocks)
        else:
            self._messages.whisper(room, hook["user"], text, thread_ts, blocks)

    def _on_original(self, hook: Json, body: Json, blocks: list[Json], *, deletes: bool) -> None:
        channel, ts = hook["channel"], hook["original"]
        if hook["ephemeral"]:
            changes = None if deletes else {"text": body.get("text") or "", "blocks": blocks}
            self._messages.change_whisper(hook["user"], channel, ts, changes)
            return
        room = self._core.seen_by(self._core.bot.id, channel)
        message = self._messages.must_find(channel, ts)
        if deletes:
            self._messages.delete(room, message)
        else:
            changes = {"text": body.get("text") or "", "blocks": blocks}
            self._messages.update(room, message, self._core.bot.id, changes)


def _yes(value: Any) -> bool:
    return value is True or value == "true"
