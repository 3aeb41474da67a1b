"""The local workspace: what Mockingbird needs of Slack, kept in one object on this machine.

People act through the methods under "What a person does", the page reads through "What a person sees", and the bot
acts through Slack's Web API (`bot.workspace.server`), which calls the rest. All of it runs on one event loop.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.workspace.model import Change, Channel, Json, Outcome, Person, Upload


class Workspace:
    """One workspace with its people, channels, messages, files and forms, saved to a file after every change."""

    @classmethod
    def open(cls, path: str | Path = ":memory:") -> "Workspace":
        """Open the state kept at `path`, or make a new workspace with its usual people and channels there.

        More keyword arguments: `app` (AppConfig: scopes, events, commands), `timings`, `clock`.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Save and close the file. The workspace cannot be used afterwards."""

    # What a person sees. Everything returned is a copy: change it freely.

    bot: Person  # the bot's own user (`<@bot.id>` is its mention)

    def people(self) -> list[Person]:
        """Everybody but the bot, the person at the keyboard first."""
        raise NotImplementedError

    def person(self, user: str) -> Person:
        """By id. Raises Refused("user_not_found")."""
        raise NotImplementedError

    def channels(self, user: str) -> list[Channel]:
        """The public channels, the private ones that the person is in, and their direct message with the bot, last."""
        raise NotImplementedError

    def channel(self, user: str, channel: str) -> Channel:
        """One that the person may see. Raises Refused("channel_not_found")."""
        raise NotImplementedError

    def direct_message(self, user: str) -> Channel:
        """The person's direct message with the bot; opened if there is none yet."""
        raise NotImplementedError

    def visible(self, user: str, channel: str, limit: int = 500) -> list[Json]:
        """The channel's top-level messages that the person may see, oldest first, the newest `limit` of them.

        In Slack's shape (`ts`, `user`, `text`, `blocks`?, `files`?, `edited`?, `thread_ts`?, `reply_count`?,
        `reply_users`?, `latest_reply`?, `reactions`?, `bot_id`?). A message for this person alone has
        `"is_ephemeral": true`. Raises Refused("channel_not_found") where the person may not look.
        """
        raise NotImplementedError

    def thread(self, user: str, channel: str, ts: str) -> list[Json]:
        """The thread's first message and its answers, oldest first, with the ephemeral ones for this person."""
        raise NotImplementedError

    def message(self, user: str, channel: str, ts: str) -> Json | None:
        """One message that the person may see (an ephemeral one too), or None."""
        raise NotImplementedError

    def views(self, user: str) -> list[Json]:
        """The person's open forms, the one on top last. Each has `id`, `hash`, `title`, `blocks`, `state.values`."""
        raise NotImplementedError

    def home(self, user: str) -> Json | None:
        """The App Home that the bot published for the person, or None."""
        raise NotImplementedError

    def file(self, user: str, file: str) -> tuple[Json, bytes]:
        """A file that the person may see, and its content. Raises Refused("file_not_found")."""
        raise NotImplementedError

    def commands(self) -> list[Json]:
        """Slash commands of the app: `{"command", "description", "usage_hint"}`."""
        raise NotImplementedError

    def shortcuts(self, kind: str) -> list[Json]:
        """Shortcuts of the app, kind "message" or "global": `{"name", "callback_id", "description"}`."""
        raise NotImplementedError

    def subscribe(self, user: str) -> AsyncIterator[Change]:
        """What changes on the person's screen from now on, until the caller stops (close it with `aclose`)."""
        raise NotImplementedError

    # What a person does. Text is as typed: `@Mockingbird` and `#general` become mentions, & < > become entities.

    async def say(
        self, user: str, channel: str, text: str, thread_ts: str | None = None, files: Sequence[Upload] = ()
    ) -> str:
        """Post a message, with files if any; returns its ts. Joins a public channel first, as Slack's button does.

        Raises Refused: "channel_not_found", "is_archived", "no_text", "msg_too_long" (40,000), "thread_not_found".
        """
        raise NotImplementedError

    async def edit(self, user: str, channel: str, ts: str, text: str) -> None:
        """Change one's own message. Raises Refused("cant_update_message" | "message_not_found")."""

    async def delete(self, user: str, channel: str, ts: str) -> None:
        """Delete one's own message. Raises Refused("cant_delete_message" | "message_not_found")."""

    async def react(self, user: str, channel: str, ts: str, name: str, add: bool = True) -> None:
        """Add or take back an emoji, by its name without colons."""

    async def dismiss(self, user: str, channel: str, ts: str) -> None:
        """Take an ephemeral message off the person's screen."""

    async def command(self, user: str, channel: str, command: str, text: str = "") -> Outcome:
        """Type a slash command (not possible in a thread). An answer in the acknowledgement appears by itself."""
        raise NotImplementedError

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
        raise NotImplementedError

    async def submit(self, user: str, view: str, values: Mapping[str, Any] | None = None) -> Outcome:
        """Send a form. Inputs that are not named keep what they hold (initial values at first).

        values: `{block_id or action_id: value}`, or `{block_id: {action_id: value}}`. A value is the text of a text,
        number, e-mail or link input; the option's `value` of a menu or radio group (a list of them for checkboxes and
        multi menus); an id (or list) for people and channel menus; "YYYY-MM-DD"; "HH:MM"; a rich_text block for rich
        text; None or [] for nothing. Slack's own checks come first (required, lengths): `errors`, and no call.
        """
        raise NotImplementedError

    async def close_view(self, user: str, view: str, everything: bool = False) -> Outcome:
        """Leave the form on top, or the whole stack; the bot hears of it where it asked for `notify_on_close`."""
        raise NotImplementedError

    async def options(self, user: str, where: str | tuple[str, str], action_id: str, typed: str) -> list[Json]:
        """The options (or option_groups) that the bot offers for what was typed into an external menu."""
        raise NotImplementedError

    async def message_shortcut(self, user: str, callback_id: str, channel: str, ts: str) -> Outcome:
        """Choose an app's entry in a message's menu."""
        raise NotImplementedError

    async def global_shortcut(self, user: str, callback_id: str) -> Outcome:
        """Choose an app's entry in the workspace's menu."""
        raise NotImplementedError

    async def open_home(self, user: str, tab: str = "home") -> None:
        """Look at the App Home (tab "home", or "messages"); the bot is told and publishes a view."""

    async def join(self, user: str, channel: str) -> None:
        """Become a member of a public channel."""

    async def leave(self, user: str, channel: str) -> None:
        """Stop being a member."""

    async def invite(self, user: str, channel: str, invited: str) -> None:
        """Make somebody (the bot too) a member of a channel that `user` is in."""

    async def create_channel(self, user: str, name: str, private: bool = False) -> Channel:
        """A new channel with its maker as the only member. Raises Refused("name_taken" | "invalid_name")."""
        raise NotImplementedError

    async def set_timezone(self, user: str, tz: str) -> None:
        """The person lives in that IANA time zone now. Raises Refused("invalid_arguments") for an unknown one."""
