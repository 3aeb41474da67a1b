"""Messages and threads: posting, editing, deleting, reacting, and the events that tell the bot of it.

A message is kept in the shape of Slack's history; `channel` is part of its key only.
"""

import itertools
from collections.abc import Iterable, Sequence

from bot.workspace.core import Core, copied
from bot.workspace.delivery import Delivery
from bot.workspace.kit import elements_of
from bot.workspace.model import Change, Channel, Json, Person
from bot.workspace.population import APP_ID, BOT_ID
from bot.workspace.refused import Refused

MAX_TEXT = 40_000
EVENT_NAME = {"public": "message.channels", "private": "message.groups", "im": "message.im"}
CHANNEL_TYPE = {"public": "channel", "private": "group", "im": "im"}


class Messages:
    def __init__(self, core: Core, delivery: Delivery) -> None:
        self._core, self._delivery = core, delivery
        self._kept, self._private = core.cabinet.shelf("messages"), core.cabinet.shelf("ephemeral")
        self._rooms: dict[str, dict[str, Json]] = {}
        self._threads: dict[tuple[str, str], list[str]] = {}
        for key, message in self._kept.items():
            self._index(key.partition(":")[0], message)

    # Reading

    def find(self, channel: str, ts: str) -> Json | None:
        return self._rooms.get(channel, {}).get(ts)

    def must_find(self, channel: str, ts: str) -> Json:
        found = self.find(channel, ts)
        if found is None or found.get("subtype") == "tombstone":
            raise Refused("message_not_found")
        return found

    def top_level(self, channel: str) -> list[Json]:
        """The kept objects, oldest first: messages that are not answers in a thread."""
        return [one for one in self._rooms.get(channel, {}).values() if one.get("thread_ts", one["ts"]) == one["ts"]]

    def answers(self, channel: str, thread_ts: str) -> list[Json]:
        room = self._rooms.get(channel, {})
        return [room[ts] for ts in self._threads.get((channel, thread_ts), [])]

    def ephemeral_for(self, user: str, channel: str) -> list[Json]:
        start = f"{user}:{channel}:"
        return [message for key, message in self._private.items() if key.startswith(start)]

    def shown(self, user: str, channel: str, kept: Iterable[Json], thread_ts: str | None) -> list[Json]:
        """Copies for one person's eyes, with the ephemeral ones that stand in the same place, by ts."""
        own = [one for one in self.ephemeral_for(user, channel) if one.get("thread_ts") == thread_ts]
        return [self.out(one) for one in sorted([*kept, *own], key=lambda one: str(one["ts"]))]

    def out(self, message: Json, *, metadata: bool = True) -> Json:
        """A copy to give away; addresses of files begin with where the server listens now."""
        given = copied(message)
        if not metadata:
            given.pop("metadata", None)
        for file in given.get("files", ()):
            file.update({key: self._core.base_url + value for key, value in file.items() if _is_path(key, value)})
        return given

    # Writing

    def post(self, room: Channel, author: Person, text: str, thread_ts: str | None = None, **more: object) -> Json:
        """Keep a new message and tell of it. `more`: blocks, metadata, files, client_msg_id, subtype. Returns it."""
        if room.archived:
            raise Refused("is_archived")
        root = self._root(room, thread_ts)
        ts = self._core.next_ts()
        message: Json = {"type": "message", "user": author.id, "ts": ts, "text": text, "team": self._core.team["id"]}
        message |= {key: value for key, value in more.items() if value}
        if author.is_bot:
            message |= self._signature()
        if root is not None:
            message |= {"thread_ts": root["ts"], "parent_user_id": root["user"]}
        if "blocks" in message:
            message["blocks"] = finished(message["blocks"])
        self._keep(room.id, message)
        if root is not None:
            self._count(room.id, root)
        self._core.tell(room, Change("message", room.id, ts, message.get("thread_ts")))
        self._announce(room, message)
        return message

    def update(self, room: Channel, message: Json, by: str, changes: Json) -> Json:
        """Put `changes` (text, blocks or None, metadata) into a kept message and tell of it."""
        before = self.out(message)
        after = {**message, **{key: value for key, value in changes.items() if value is not None}}
        for key, value in changes.items():
            if value is None or value == []:
                after.pop(key, None)
        if "blocks" in after and "blocks" in changes:
            after["blocks"] = finished(after["blocks"])
        after["edited"] = {"user": by, "ts": self._core.next_ts()}
        self._keep(room.id, after)
        self._changed(room, after, "message_changed", {"message": self.out(after), "previous_message": before})
        return after

    def delete(self, room: Channel, message: Json) -> None:
        """Take a message away. One that has answers leaves a tombstone, so that its thread stays."""
        ts, thread = message["ts"], message.get("thread_ts")
        if message.get("reply_count"):
            kept = {key: message[key] for key in message if key.startswith(("reply", "latest", "thread", "ts", "type"))}
            stone = {"subtype": "tombstone", "text": "This message was deleted.", "user": "USLACKBOT", "hidden": True}
            self._keep(room.id, kept | stone)
        else:
            self._forget(room.id, message)
            root = self.find(room.id, thread) if thread and thread != ts else None
            if root is not None:
                self._count(room.id, root)
        self._changed(room, message, "message_deleted", {"deleted_ts": ts, "previous_message": self.out(message)})

    def whisper(self, room: Channel, user: str, text: str, thread_ts: str | None, blocks: Sequence[Json] = ()) -> str:
        """A message from the bot that one person alone sees; returns its ts."""
        ts = self._core.next_ts()
        message: Json = {"type": "message", "subtype": "bot_message", "ts": ts, "text": text, "is_ephemeral": True}
        message |= {"user": self._core.bot.id, **self._signature(), "team": self._core.team["id"]}
        if blocks:
            message["blocks"] = finished(list(blocks))
        if thread_ts:
            message["thread_ts"] = thread_ts
        self._private.put(f"{user}:{room.id}:{ts}", message)
        self._core.feed.tell(Change("message", room.id, ts, thread_ts, ephemeral=True), only=user)
        return ts

    def find_whisper(self, user: str, channel: str, ts: str) -> Json | None:
        return self._private.get(f"{user}:{channel}:{ts}")

    def change_whisper(self, user: str, channel: str, ts: str, changes: Json | None) -> None:
        """Replace text and blocks of an ephemeral message, or take it away (None)."""
        key = f"{user}:{channel}:{ts}"
        message = self._private.get(key)
        if message is None:
            raise Refused("message_not_found")
        if changes is None:
            self._private.drop(key)
        else:
            kept = {name: value for name, value in message.items() if name not in ("text", "blocks")}
            blocks = {"blocks": finished(changes["blocks"])} if changes.get("blocks") else {}
            self._private.put(key, kept | {"text": changes.get("text", "")} | blocks)
        self._core.feed.tell(Change("message", channel, ts, message.get("thread_ts"), ephemeral=True), only=user)

    def react(self, room: Channel, message: Json, user: str, name: str, *, add: bool) -> None:
        reactions = copied({"of": message.get("reactions", [])})["of"]
        mine = next((one for one in reactions if one["name"] == name), None)
        if add == (mine is not None and user in mine["users"]):
            raise Refused("already_reacted" if add else "no_reaction")
        if mine is None:
            mine = {"name": name, "users": [], "count": 0}
            reactions.append(mine)
        mine["users"] = [*mine["users"], user] if add else [one for one in mine["users"] if one != user]
        mine["count"] = len(mine["users"])
        after = {**message, "reactions": [one for one in reactions if one["users"]]}
        self._keep(room.id, after if after["reactions"] else {k: v for k, v in after.items() if k != "reactions"})
        self._core.tell(room, Change("message", room.id, message["ts"], message.get("thread_ts")))
        kind = "reaction_added" if add else "reaction_removed"
        item = {"type": "message", "channel": room.id, "ts": message["ts"]}
        event = {"type": kind, "user": user, "reaction": name, "item": item, "item_user": message["user"]}
        self.tell_bot(room, kind, event | {"event_ts": self._core.next_ts()})

    def tell_bot(self, room: Channel, name: str, event: Json) -> None:
        """Deliver an event of a channel, if the app subscribed to it and the bot is a member."""
        if self._core.bot.id in room.members and self._core.app.hears(name):
            self._delivery.event(event)

    # Inside

    def _root(self, room: Channel, thread_ts: str | None) -> Json | None:
        if thread_ts is None:
            return None
        root = self.find(room.id, thread_ts)
        if root is None or root.get("thread_ts", thread_ts) != thread_ts:
            raise Refused("thread_not_found")
        return root

    def _signature(self) -> Json:
        profile = {"id": BOT_ID, "app_id": APP_ID, "name": self._core.bot.real_name, "deleted": False, "icons": {}}
        return {"bot_id": BOT_ID, "app_id": APP_ID, "bot_profile": profile | {"team_id": self._core.team["id"]}}

    def _keep(self, channel: str, message: Json) -> None:
        self._kept.put(f"{channel}:{message['ts']}", message)
        self._index(channel, message)

    def _index(self, channel: str, message: Json) -> None:
        ts, thread = message["ts"], message.get("thread_ts")
        new = ts not in self._rooms.setdefault(channel, {})
        self._rooms[channel][ts] = message
        if new and thread and thread != ts:
            self._threads.setdefault((channel, thread), []).append(ts)

    def _forget(self, channel: str, message: Json) -> None:
        ts, thread = message["ts"], message.get("thread_ts")
        self._kept.drop(f"{channel}:{ts}")
        del self._rooms[channel][ts]
        if thread and thread != ts:
            self._threads[channel, thread].remove(ts)

    def _count(self, channel: str, root: Json) -> None:
        answers = self.answers(channel, root["ts"])
        plain = {key: value for key, value in root.items() if not key.startswith(("reply_", "latest_", "thread_"))}
        if answers:
            users = list(dict.fromkeys(one["user"] for one in answers))
            plain |= {"thread_ts": root["ts"], "reply_count": len(answers), "reply_users": users}
            plain |= {"reply_users_count": len(users), "latest_reply": answers[-1]["ts"]}
        self._keep(channel, plain)

    def _announce(self, room: Channel, message: Json) -> None:
        place = {"channel": room.id, "event_ts": message["ts"], "channel_type": CHANNEL_TYPE[room.kind]}
        said = self.out(message, metadata=False)
        self.tell_bot(room, EVENT_NAME[room.kind], said | place)
        if f"<@{self._core.bot.id}>" in message["text"] and not room.is_im and message["user"] != self._core.bot.id:
            mention = {key: value for key, value in (said | place).items() if key not in ("channel_type", "subtype")}
            self.tell_bot(room, "app_mention", mention | {"type": "app_mention"})

    def _changed(self, room: Channel, message: Json, subtype: str, more: Json) -> None:
        self._core.tell(room, Change("message", room.id, message["ts"], message.get("thread_ts")))
        ts = self._core.next_ts()
        event = {"type": "message", "subtype": subtype, "hidden": True, "channel": room.id, "ts": ts, "event_ts": ts}
        self.tell_bot(room, EVENT_NAME[room.kind], event | {"channel_type": CHANNEL_TYPE[room.kind]} | more)


def finished(blocks: list[Json]) -> list[Json]:
    """Copies of blocks with the ids that Slack gives where the app gave none."""
    done: list[Json] = [copied(block) for block in blocks]
    taken = {block["block_id"] for block in done if "block_id" in block}
    free = (f"b{number}" for number in itertools.count(1) if f"b{number}" not in taken)
    for block in done:
        if "block_id" not in block:
            block["block_id"] = next(free)
        for at, element in enumerate(elements_of(block)):
            if element["type"] != "image":
                element.setdefault("action_id", f"a{at + 1}")
    return done


def _is_path(key: str, value: object) -> bool:
    return key.startswith(("url_", "permalink")) and isinstance(value, str) and value.startswith("/")
