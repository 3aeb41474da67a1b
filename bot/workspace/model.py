"""The plain values that the workspace, its Web API and its page speak of. Messages, views and files stay JSON objects
in Slack's own shape (`Json`), because that is what the bot is sent and what the page draws."""

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the workspace; the bot's own user is one with `is_bot`. `tz` is an IANA name."""

    id: str
    name: str
    real_name: str
    tz: str = "UTC"
    is_admin: bool = False
    is_bot: bool = False
    is_guest: bool = False
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A place where people write. `kind` is "public", "private" or "im"; an im is between `members[0]` and the bot."""

    id: str
    name: str
    kind: str = "public"
    members: tuple[str, ...] = ()
    topic: str = ""
    archived: bool = False
    created: int = 0
    creator: str = ""

    @property
    def is_im(self) -> bool:
        return self.kind == "im"


@dataclass(frozen=True, slots=True)
class Change:
    """Something that a person's screen should show now. What it is now is read from the workspace, not from here.

    kind: "message" (new, changed or gone; `ephemeral` tells which list), "channel" (a channel or its members),
    "view" (the person's stack of forms), "home" (the App Home), "person" (somebody's data), "notice" (`text` is for
    this person alone and is not kept, such as a command that nobody answered).
    `thread_ts` is set when the message stands in a thread; its root changes too (reply count).
    """

    kind: str
    channel: str | None = None
    ts: str | None = None
    thread_ts: str | None = None
    ephemeral: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of something that a person did and that waits for the bot's acknowledgement.

    `ok`: the bot acknowledged it. `errors`: a form was refused, sentence by block_id (the form stays open).
    `problem`: why it did not work, one of "timeout" (not acknowledged within 3 s), "not_connected" (no bot listens),
    "refused" (the bot answered something that Slack does not take), "unknown_command", "not_found"; else None.
    """

    ok: bool
    errors: dict[str, str] = field(default_factory=dict)
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that a person attaches to a message."""

    name: str
    content: bytes
    title: str = ""
