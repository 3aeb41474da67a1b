"""The local workspace: what Mockingbird needs of Slack, kept in one object on this machine.

People act through the methods under "What a person does", the page reads through "What a person sees", and the bot
acts through Slack's Web API (`bot.workspace.server`), which calls the rest. All of it
runs on one event loop: call it from coroutines, never from another thread.
"""

import hmac
import re
import secrets
import time
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from bot.workspace import profiles
from bot.workspace.acting import Hands
from bot.workspace.core import Clock, Core
from bot.workspace.delivery import Delivery
from bot.workspace.files import Files
from bot.workspace.messages import MAX_TEXT, Messages
from bot.workspace.modals import Modals
from bot.workspace.model import Change, Channel, Json, Outcome, Person, Upload
from bot.workspace.refused import Refused
from bot.workspace.responses import Responses
from bot.workspace.settings import AppConfig, Timings
from bot.workspace.shelf import Cabinet
from bot.workspace.signed import SignedRequests
from bot.workspace.typing_in import as_message

_NAME = re.compile(r"[^\W_A-Z][\w-]{0,79}")


class Workspace:
    """One workspace with its people, channels, messages, files and forms, saved to a file after every change."""

    def __init__(self, core: Core) -> None:
        self._core, self._secret = core, secrets.token_bytes(32)
        self.delivery = Delivery(core)
        self.messages = Messages(core, self.delivery)
        self.modals = Modals(core)
        self.files = Files(core, self.messages)
        self.responses = Responses(core, self.messages)
        self.hands = Hands(core, self.delivery, self.messages, self.modals, self.responses)
        if core.app.request_url is not None:
            self.delivery.sender = SignedRequests(core.app.request_url, core.app.signing_secret, core.clock)

    @classmethod
    def open(
        cls,
        path: str | Path = ":memory:",
        *,
        app: AppConfig | None = None,
        timings: Timings | None = None,
        clock: Clock = time.time,
    ) -> "Workspace":
        """Open the state kept at `path`, or make a new workspace with its usual people and channels there.

        app: scopes, events and commands of the installed app (AppConfig.from_manifest reads them). clock: unix
        seconds; it gives messages their ts and ends triggers and response addresses.
        """
        return cls(Core(Cabinet(path), app or AppConfig(), timings or Timings(), clock))

    @property
    def core(self) -> Core:
        """The kept things, for the Web API beside this class."""
        return self._core

    def close(self) -> None:
        """Save and close the file. The workspace cannot be used afterwards."""
        self._core.cabinet.close()

    # What a person sees. Everything returned is a copy: change it freely.

    @property
    def bot(self) -> Person:
        """The bot's own user; `<@bot.id>` is its mention."""
        return self._core.bot

    def people(self) -> list[Person]:
        """Everybody but the bot, the person at the keyboard first."""
        return [person for person in self._core.everybody() if not person.is_bot]

    def person(self, user: str) -> Person:
        """By id. Raises Refused("user_not_found")."""
        return self._core.person(user)

    def channels(self, user: str) -> list[Channel]:
        """The public channels, the private ones that the person is in, and their direct message with the bot, last."""
        rooms = [room for room in self._core.all_rooms() if room.kind == "public" or user in room.members]
        rooms = [room for room in rooms if not room.is_im]
        return [*sorted(rooms, key=lambda room: (room.archived, room.name)), self._core.direct_message(user)]

    def channel(self, user: str, channel: str) -> Channel:
        """One that the person may see. Raises Refused("channel_not_found")."""
        return self._core.seen_by(user, channel)

    def direct_message(self, user: str) -> Channel:
        """The person's direct message with the bot; opened if there is none yet."""
        return self._core.direct_message(user)

    def visible(self, user: str, channel: str, limit: int = 500) -> list[Json]:
        """The channel's top-level messages that the person may see, oldest first, the newest `limit` of them.

        In Slack's shape (`ts`, `user`, `text`, `blocks`?, `files`?, `edited`?, `thread_ts`?, `reply_count`?,
        `reply_users`?, `latest_reply`?, `reactions`?, `bot_id`?). A message for this person alone has
        `"is_ephemeral": true`. Raises Refused("channel_not_found") where the person may not look.
        """
        self._core.seen_by(user, channel)
        return self.messages.shown(user, channel, self.messages.top_level(channel), None)[-limit:]

    def thread(self, user: str, channel: str, ts: str) -> list[Json]:
        """The thread's first message and its answers, oldest first, with the ephemeral ones for this person."""
        self._core.seen_by(user, channel)
        root = self.messages.find(channel, ts)
        kept = [*([root] if root else []), *self.messages.answers(channel, ts)]
        return self.messages.shown(user, channel, kept, ts)

    def message(self, user: str, channel: str, ts: str) -> Json | None:
        """One message that the person may see (an ephemeral one too), or None."""
        self._core.seen_by(user, channel)
        found = self.messages.find(channel, ts) or self.messages.find_whisper(user, channel, ts)
        return None if found is None else self.messages.out(found)

    def views(self, user: str) -> list[Json]:
        """The person's open forms, the one on top last. Each has `id`, `hash`, `title`, `blocks`, `state.values`."""
        return [self.modals.out(record) for record in self.modals.stack(user)]

    def home(self, user: str) -> Json | None:
        """The App Home that the bot published for the person, or None."""
        record = self.modals.home(user)
        return None if record is None else self.modals.out(record)

    def file(self, user: str, file: str) -> tuple[Json, bytes]:
        """A file that the person may see, and its content. Raises Refused("file_not_found")."""
        if not self.files.may_see(user, file):
            raise Refused("file_not_found")
        return self.files.info(file), self.files.content(file)

    def commands(self) -> list[Json]:
        """Slash commands of the app: `{"command", "description", "usage_hint"}`."""
        return [dict(command) for command in self._core.app.commands]

    def shortcuts(self, kind: str) -> list[Json]:
        """Shortcuts of the app, kind "message" or "global": `{"name", "callback_id", "description"}`."""
        return [dict(one) for one in self._core.app.shortcuts if one.get("type") == kind]

    def subscribe(self, user: str) -> AsyncIterator[Change]:
        """What changes on the person's screen from now on, until the caller stops (close it with `aclose`)."""
        return self._core.feed.subscribe(user)

    # What a person does. Text is as typed: `@Mockingbird` and `#general` become mentions, & < > become entities.

    async def say(
        self, user: str, channel: str, text: str, thread_ts: str | None = None, files: Sequence[Upload] = ()
    ) -> str:
        """Post a message, with files if any; returns its ts. Joins a public channel first, as Slack's button does.

        Raises Refused: "channel_not_found", "is_archived", "no_text", "msg_too_long" (40,000), "thread_not_found".
        """
        room = self._core.seen_by(user, channel)
        said = as_message(text, self._core.everybody(), self._core.all_rooms())
        if not said.strip() and not files:
            raise Refused("no_text")
        if len(said) > MAX_TEXT:
            raise Refused("msg_too_long")
        if room.archived:
            raise Refused("is_archived")
        if user not in room.members:
            await self.join(user, channel)
            room = self._core.seen_by(user, channel)
        author, more = self._core.person(user), {"client_msg_id": str(uuid.uuid4())}
        if not files:
            return str(self.messages.post(room, author, said, thread_ts, **more)["ts"])
        records = [self.files.add(upload, user) for upload in files]
        return str(self.files.share(records, room, author, said, thread_ts, **more)["ts"])

    async def edit(self, user: str, channel: str, ts: str, text: str) -> None:
        """Change one's own message. Raises Refused("cant_update_message" | "message_not_found")."""
        room, message = self._own_message(user, channel, ts, "cant_update_message")
        said = as_message(text, self._core.everybody(), self._core.all_rooms())
        if not said.strip():
            raise Refused("no_text")
        if len(said) > MAX_TEXT:
            raise Refused("msg_too_long")
        self.messages.update(room, message, user, {"text": said})

    async def delete(self, user: str, channel: str, ts: str) -> None:
        """Delete one's own message. Raises Refused("cant_delete_message" | "message_not_found")."""
        room, message = self._own_message(user, channel, ts, "cant_delete_message")
        self.messages.delete(room, message)

    async def react(self, user: str, channel: str, ts: str, name: str, add: bool = True) -> None:
        """Add or take back an emoji, by its name without colons."""
        room = self._core.seen_by(user, channel)
        self.messages.react(room, self.messages.must_find(channel, ts), user, name, add=add)

    async def dismiss(self, user: str, channel: str, ts: str) -> None:
        """Take an ephemeral message off the person's screen."""
        self.messages.change_whisper(user, channel, ts, None)

    async def command(self, user: str, channel: str, command: str, text: str = "") -> Outcome:
        """Type a slash command (not possible in a thread). An answer in the acknowledgement appears by itself."""
        return await self.hands.command(user, self._core.seen_by(user, channel), command, text)

    async def press(
        self,
        user: str,
        where: str | tuple[str, str],
        action_id: str,
        value: Any = None,
        *,
        block_id: str | None = None,
        values: Mapping[str, Any] | None = None,
    ) -> Outcome:
        """Use an element that acts at once: a button, a menu, or an input with dispatch_action.

        where: a view's id (a form or the App Home), or (channel, ts) of a message. value: as in `submit`; not for a
        button. block_id: needed only where two blocks hold the same action_id. values: what else stands in the inputs
        of that surface now, as in `submit`.
        """
        return await self.hands.press(user, where, action_id, value, block_id, values)

    async def submit(self, user: str, view: str, values: Mapping[str, Any] | None = None) -> Outcome:
        """Send a form. Inputs that are not named keep what they hold (initial values at first).

        values: `{block_id or action_id: value}`, or `{block_id: {action_id: value}}`. A value is the text of a text,
        number, e-mail or link input; the option's `value` of a menu or radio group (a list of them for checkboxes and
        multi menus); an id (or list) for people and channel menus; "YYYY-MM-DD"; "HH:MM"; a rich_text block for rich
        text; None or [] for nothing. Slack's own checks come first (required, lengths): `errors`, and no call.
        """
        return await self.hands.submit(user, view, values)

    async def close_view(self, user: str, view: str, everything: bool = False) -> Outcome:
        """Leave the form on top, or the whole stack; the bot hears of it where it asked for `notify_on_close`."""
        return await self.hands.close(user, view, everything=everything)

    async def options(self, user: str, where: str | tuple[str, str], action_id: str, typed: str) -> list[Json]:
        """The options (or option_groups) that the bot offers for what was typed into an external menu."""
        return await self.hands.options(user, where, action_id, typed)

    async def message_shortcut(self, user: str, callback_id: str, channel: str, ts: str) -> Outcome:
        """Choose an app's entry in a message's menu."""
        room = self._core.seen_by(user, channel)
        return await self.hands.shortcut(user, callback_id, (room, self.messages.must_find(channel, ts)))

    async def global_shortcut(self, user: str, callback_id: str) -> Outcome:
        """Choose an app's entry in the workspace's menu."""
        return await self.hands.shortcut(user, callback_id, None)

    async def open_home(self, user: str, tab: str = "home") -> None:
        """Look at the App Home (tab "home", or "messages"); the bot is told and publishes a view."""
        if not self._core.app.hears("app_home_opened"):
            return
        event: Json = {"type": "app_home_opened", "user": user, "tab": tab, "event_ts": self._core.next_ts()}
        event["channel"] = self._core.direct_message(user).id
        home = self.home(user)
        self.delivery.event(event | ({"view": home} if home is not None and tab == "home" else {}))

    async def join(self, user: str, channel: str) -> None:
        """Become a member of a public channel."""
        room = self._core.seen_by(user, channel)
        if room.archived:
            raise Refused("is_archived")
        if room.kind != "public":
            raise Refused("method_not_supported_for_channel_type")
        self._come_in(room, user, None)

    async def leave(self, user: str, channel: str) -> None:
        """Stop being a member."""
        room = self._core.seen_by(user, channel)
        if room.is_im:
            raise Refused("method_not_supported_for_channel_type")
        self._core.put_channel(replace(room, members=tuple(one for one in room.members if one != user)))
        self._core.tell(room, Change("channel", channel))
        if user in room.members and user != self._core.bot.id:
            self._tell_of_members(room, "member_left_channel", user)

    async def invite(self, user: str, channel: str, invited: str) -> None:
        """Make somebody (the bot too) a member of a channel that `user` is in."""
        room = self._core.seen_by(user, channel)
        if user not in room.members:
            raise Refused("not_in_channel")
        self._core.person(invited)
        if room.is_im:
            raise Refused("method_not_supported_for_channel_type")
        self._come_in(room, invited, user)

    async def create_channel(self, user: str, name: str, private: bool = False) -> Channel:
        """A new channel with its maker as the only member. Raises Refused("name_taken" | "invalid_name")."""
        if not _NAME.fullmatch(name):
            raise Refused("invalid_name")
        if any(room.name == name for room in self._core.all_rooms()):
            raise Refused("name_taken")
        kind, now = "private" if private else "public", int(self._core.clock())
        room = Channel(self._core.next_id("C"), name, kind, (user,), created=now, creator=user)
        self._core.put_channel(room)
        self._core.tell(room, Change("channel", room.id))
        return room

    async def set_timezone(self, user: str, tz: str) -> None:
        """The person lives in that IANA time zone now. Raises Refused("invalid_arguments") for an unknown one."""
        if tz not in available_timezones():
            raise Refused("invalid_arguments")
        person = replace(self._core.person(user), tz=tz)
        self._core.people.put(user, asdict(person))
        self._core.feed.tell(Change("person"))
        if self._core.app.hears("user_change"):
            event = {"type": "user_change", "user": profiles.user(self._core, person), "event_ts": self._core.next_ts()}
            self.delivery.event(event)

    # For the server

    def upload_key(self, file: str) -> str:
        """What must stand in the address that a file's content is sent to."""
        return hmac.new(self._secret, file.encode(), "sha256").hexdigest()[:24]

    # Inside

    def _own_message(self, user: str, channel: str, ts: str, error: str) -> tuple[Channel, Json]:
        room = self._core.seen_by(user, channel)
        message = self.messages.must_find(channel, ts)
        if message["user"] != user:
            raise Refused(error)
        return room, message

    def _come_in(self, room: Channel, user: str, inviter: str | None) -> None:
        if user in room.members:
            return
        room = replace(room, members=(*room.members, user))
        self._core.put_channel(room)
        self._core.tell(room, Change("channel", room.id))
        self._tell_of_members(room, "member_joined_channel", user, **({"inviter": inviter} if inviter else {}))

    def _tell_of_members(self, room: Channel, name: str, user: str, **more: str) -> None:
        kind = {"public": "C", "private": "G"}[room.kind]
        event = {"type": name, "user": user, "channel": room.id, "team": self._core.team["id"], "channel_type": kind}
        self.messages.tell_bot(room, name, event | {"event_ts": self._core.next_ts(), **more})
