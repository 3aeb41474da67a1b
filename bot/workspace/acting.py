"""What a person does with the app's own things: commands, buttons, menus, forms and shortcuts.

Each builds Slack's payload, waits for the acknowledgement as long as Slack does, and does what the answer asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.workspace import inputs
from bot.workspace.core import Core, copied
from bot.workspace.delivery import Delivery, Reply
from bot.workspace.kit import message_faults
from bot.workspace.messages import Messages
from bot.workspace.modals import Modals
from bot.workspace.model import Channel, Json, Outcome
from bot.workspace.population import APP_ID
from bot.workspace.refused import Refused
from bot.workspace.responses import Responses
from bot.workspace.typing_in import as_command

Where = str | tuple[str, str]
_PROBLEM = {"http_timeout": "timeout", "connection_failed": "not_connected", "http_error": "refused"}


@dataclass(frozen=True)
class Surface:
    """Where an element stands: blocks, what the inputs hold, and what the payload says of the place."""

    blocks: list[Json]
    held: Json
    place: Json
    room: Channel | None = None
    view: str | None = None


class Hands:
    def __init__(
        self, core: Core, delivery: Delivery, messages: Messages, modals: Modals, responses: Responses
    ) -> None:
        self._core, self._delivery, self._messages = core, delivery, messages
        self._modals, self._responses = modals, responses
        self._held: dict[tuple[str, str, str], Json] = {}  # what stands in the inputs of messages, by person and place
        self._offered: dict[tuple[str, str], list[Json]] = {}  # options that an external menu showed a person

    async def command(self, user: str, room: Channel, command: str, text: str) -> Outcome:
        known = next((one for one in self._core.app.commands if one["command"] == command), None)
        if known is None:
            return Outcome(ok=False, problem="unknown_command")
        person = self._core.person(user)
        said = text.strip()
        if known.get("should_escape"):
            said = as_command(said, self._core.everybody(), self._core.all_rooms())
        payload = {
            "token": "local",
            "team_id": self._core.team["id"],
            "team_domain": self._core.team["domain"],
            "channel_id": room.id,
            "channel_name": _shown_name(room),
            "user_id": user,
            "user_name": person.name,
            "command": command,
            "text": said,
            "api_app_id": APP_ID,
            "is_enterprise_install": "false",
            "response_url": self._responses.new(user, room.id, None),
            "trigger_id": self._modals.trigger(user),
        }
        reply = await self._delivery.ask("slash_commands", payload)
        return self._said_in_ack(reply, user, room)

    async def press(
        self,
        user: str,
        where: Where,
        action_id: str,
        value: Any,
        block_id: str | None,
        values: Mapping[str, Any] | None,
    ) -> Outcome:
        surface = self._surface(user, where)
        block, found = inputs.find_element(surface.blocks, action_id, block_id)
        element = {**found, "offered": self._offered.get((user, action_id), [])}
        state = inputs.state_values(self._with_offers(user, surface.blocks), surface.held, values)
        if action_id in state.get(block["block_id"], {}):
            state[block["block_id"]][action_id] = inputs.state_of(element, value)
        payload = self._payload(user, "block_actions") | self._place(user, where, surface, state)
        payload["actions"] = [inputs.action_of(block, element, value, self._core.next_ts())]
        payload["state"] = {"values": state}
        if surface.view is not None:
            payload["view"] = self._modals.hold(surface.view, state)
            del payload["state"]
        else:
            self._held[user, *_pair(where)] = state
        return _outcome(await self._delivery.ask("interactive", payload))

    async def submit(self, user: str, view_id: str, values: Mapping[str, Any] | None) -> Outcome:
        record = self._own(user, view_id)
        blocks = self._with_offers(user, record["view"]["blocks"])
        state = inputs.state_values(blocks, record["values"], values)
        view = self._modals.hold(view_id, state)
        errors = inputs.complaints(blocks, state)
        if errors:
            return Outcome(ok=False, errors=errors)
        payload = self._payload(user, "view_submission") | {"view": view, "response_urls": []}
        reply = await self._delivery.ask("interactive", payload)
        if not reply.acknowledged:
            return _outcome(reply)
        try:
            return self._after_submit(user, view_id, reply.payload if isinstance(reply.payload, dict) else {})
        except Refused:
            return Outcome(ok=False, problem="refused")

    def _after_submit(self, user: str, view_id: str, answer: Json) -> Outcome:
        action = answer.get("response_action")
        if action == "errors":
            errors = answer.get("errors")
            ids = {block["block_id"] for block in self._modals.record(view_id)["view"]["blocks"]}
            if not isinstance(errors, dict) or not errors or not set(errors) <= ids:
                raise Refused("invalid_arguments")
            return Outcome(ok=False, errors={key: str(said) for key, said in errors.items()})
        if action == "update":
            self._modals.update(answer.get("view", {}), view_id, None, None)
        elif action == "push":
            self._modals.push_for(user, answer.get("view", {}))
        elif action == "clear":
            self._modals.clear(user)
        elif action is not None:
            raise Refused("invalid_arguments")
        elif self._core.views.get(view_id) is not None:
            self._modals.close(view_id)
        return Outcome(ok=True)

    async def close(self, user: str, view_id: str, *, everything: bool) -> Outcome:
        record = self._own(user, view_id)
        closing = self._modals.stack(user) if everything else [record]
        self._modals.clear(user) if everything else self._modals.close(view_id)
        for one in reversed(closing):
            if one["view"].get("notify_on_close"):
                payload = self._payload(user, "view_closed") | {"view": self._modals.out(one), "is_cleared": everything}
                await self._delivery.ask("interactive", payload)
        return Outcome(ok=True)

    async def options(self, user: str, where: Where, action_id: str, typed: str) -> list[Json]:
        surface = self._surface(user, where)
        block, _ = inputs.find_element(surface.blocks, action_id, None)
        state = inputs.state_values(surface.blocks, surface.held)
        payload = self._payload(user, "block_suggestion") | self._place(user, where, surface, state)
        payload |= {"action_id": action_id, "block_id": block["block_id"], "value": typed}
        reply = await self._delivery.ask("interactive", payload)
        answer = reply.payload if isinstance(reply.payload, dict) else {}
        groups = answer.get("option_groups") or []
        offered = [*(answer.get("options") or []), *(one for group in groups for one in group.get("options", []))]
        self._offered[user, action_id] = offered
        return list(groups or offered)

    async def shortcut(self, user: str, callback_id: str, target: tuple[Channel, Json] | None) -> Outcome:
        payload = self._payload(user, "shortcut" if target is None else "message_action")
        payload |= {"callback_id": callback_id, "action_ts": self._core.next_ts()}
        if target is not None:
            room, message = target
            payload |= {"message": self._messages.out(message), "message_ts": message["ts"]}
            payload |= {"channel": {"id": room.id, "name": _shown_name(room)}}
            payload["response_url"] = self._responses.new(user, room.id, message.get("thread_ts"))
        return _outcome(await self._delivery.ask("interactive", payload))

    # Inside

    def _surface(self, user: str, where: Where) -> Surface:
        if isinstance(where, str):
            record = self._own(user, where)
            place = {"container": {"type": "view", "view_id": where}}
            return Surface(record["view"]["blocks"], record["values"], place, view=where)
        channel, ts = where
        room = self._core.seen_by(user, channel)
        message = self._messages.find_whisper(user, channel, ts) or self._messages.must_find(channel, ts)
        container: Json = {"type": "message", "message_ts": ts, "channel_id": channel}
        container |= {"is_ephemeral": bool(message.get("is_ephemeral")), "is_app_unfurl": False}
        if "thread_ts" in message:
            container["thread_ts"] = message["thread_ts"]
        place = {"container": container, "channel": {"id": channel, "name": _shown_name(room)}}
        if not message.get("is_ephemeral"):
            place["message"] = self._messages.out(message)
        return Surface(message.get("blocks", []), self._held.get((user, channel, ts), {}), place, room=room)

    def _place(self, user: str, where: Where, surface: Surface, state: Json) -> Json:
        if surface.view is not None:
            record = self._modals.record(surface.view)
            return surface.place | {"view": self._modals.out({**record, "values": state})}
        channel, ts = _pair(where)
        thread_ts = surface.place["container"].get("thread_ts")
        ephemeral = ts if surface.place["container"]["is_ephemeral"] else None
        url = self._responses.new(user, channel, thread_ts, original=ts, ephemeral=ephemeral is not None)
        return surface.place | {"response_url": url}

    def _own(self, user: str, view_id: str) -> Json:
        record = self._modals.record(view_id)
        if record["user"] != user:
            raise Refused("not_found")
        return record

    def _with_offers(self, user: str, blocks: list[Json]) -> list[Json]:
        shown = [copied(block) for block in blocks]
        for _, element in inputs.stateful(shown):
            element["offered"] = self._offered.get((user, element["action_id"]), [])
        return shown

    def _payload(self, user: str, kind: str) -> Json:
        person, team = self._core.person(user), self._core.team
        who = {"id": user, "username": person.name, "name": person.name, "team_id": team["id"]}
        return {
            "type": kind,
            "user": who,
            "api_app_id": APP_ID,
            "token": "local",
            "team": {"id": team["id"], "domain": team["domain"]},
            "enterprise": None,
            "is_enterprise_install": False,
            **({} if kind in ("view_closed", "block_suggestion") else {"trigger_id": self._modals.trigger(user)}),
        }

    def _said_in_ack(self, reply: Reply, user: str, room: Channel) -> Outcome:
        answer: Json = {"text": reply.payload} if isinstance(reply.payload, str) else reply.payload or {}
        if reply.acknowledged and (answer.get("text") or answer.get("blocks")):
            blocks = answer.get("blocks") or []
            if message_faults(blocks):
                return Outcome(ok=False, problem="refused")
            if answer.get("response_type") == "in_channel":
                self._messages.post(room, self._core.bot, answer.get("text", ""), blocks=blocks)
            else:
                self._messages.whisper(room, user, answer.get("text", ""), None, blocks)
        return _outcome(reply)


def _outcome(reply: Reply) -> Outcome:
    return Outcome(ok=reply.acknowledged, problem=_PROBLEM.get(reply.problem or "", reply.problem))


def _shown_name(room: Channel) -> str:
    return {"im": "directmessage", "private": "privategroup"}.get(room.kind, room.name)


def _pair(where: Where) -> tuple[str, str]:
    return where if isinstance(where, tuple) else (where, "")
