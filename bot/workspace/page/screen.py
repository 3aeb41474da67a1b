"""What one person sees, as HTML fragments. Everything is read from the workspace each time; nothing is kept here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from markupsafe import Markup

from bot.text import unescape
from bot.workspace.model import Channel, Json, Person
from bot.workspace.page.blocks import ENV, Surface, render_blocks
from bot.workspace.page.marks import Marks
from bot.workspace.page.mrkdwn import Names, mrkdwn
from bot.workspace.workspace import Workspace

TOGETHER = 300.0  # seconds: a person's messages this close are drawn under one name
NEVER = "never"  # a mark that draws no line: everything came while the reader looked on
SHOWN = 200  # newest messages of a channel that the page holds
TONES = 8  # avatar colours in page.css


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader is: a channel, perhaps with a thread beside it, perhaps the App Home instead of messages."""

    channel: str
    thread: str = ""
    tab: str = ""


@dataclass(frozen=True)
class Screen:
    """The workspace through one person's eyes, for the length of one request."""

    workspace: Workspace
    marks: Marks
    reader: Person

    @cached_property
    def everybody(self) -> list[Person]:
        return [*self.workspace.people(), self.workspace.bot]

    @cached_property
    def rooms(self) -> list[Channel]:
        """The channels that the reader sees; the direct message goes by the bot's name."""
        return [self._shown(room) for room in self.workspace.channels(self.reader.id)]

    @cached_property
    def names(self) -> Names:
        people = {person.id: person.real_name or person.name for person in self.everybody}
        channels = {c.id: c.name for c in self.rooms if not c.is_im}
        return Names(people, channels, self.reader.id)

    def surface(self, prefix: str, **more: Any) -> Surface:
        return Surface(
            prefix,
            names=self.names,
            people=self.everybody,
            channels=self.rooms,
            reader=self.reader.id,
            **more,
        )

    def page(self, place: Place) -> str:
        mark = self.marks.get(self.reader.id, place.channel)
        parts = self._parts(place, mark)
        return self._draw("page", place=place, parts=parts, mark=mark, commands=self.workspace.commands())

    def sidebar(self, place: Place) -> str:
        unread = {
            room.id: self.marks.unread(self.reader.id, room.id) for room in self.rooms if room.id != place.channel
        }
        return self._draw("sidebar", rooms=self.rooms, unread=unread, place=place)

    def header(self, place: Place) -> str:
        room = self._room(place)
        members = [self.names.people.get(member, member) for member in room.members]
        return self._draw("header", room=room, place=place, members=members)

    def main(self, place: Place, mark: str = "") -> str:
        """The messages of the channel, or the App Home. `mark`: draw a line above the first message after that ts."""
        if place.tab == "home":
            return self.home()
        room = self._room(place)
        messages = self.workspace.visible(self.reader.id, room.id, SHOWN)
        lines = self._lines(messages, mark, in_thread=False)
        return self._draw("messages", lines=lines, room=room, place=place)

    def thread(self, place: Place) -> str:
        if not place.thread:
            return ""
        messages = self.workspace.thread(self.reader.id, place.channel, place.thread)
        return self._draw(
            "thread", lines=self._lines(messages, "", in_thread=True), room=self._room(place), place=place
        )

    def form(self) -> str:
        """The form on top of the person's stack, or nothing."""
        views = self.workspace.views(self.reader.id)
        if not views:
            return ""
        view = views[-1]
        surface = self.surface(f"v{view['id']}", form=True, state=(view.get("state") or {}).get("values") or {})
        return self._draw("form", view=view, body=render_blocks(view.get("blocks") or (), surface), depth=len(views))

    def home(self) -> str:
        view = self.workspace.home(self.reader.id)
        body = None
        if view is not None:
            surface = self.surface("home", form=True, state=(view.get("state") or {}).get("values") or {})
            body = render_blocks(view.get("blocks") or (), surface)
        return self._draw("home", view=view, body=body)

    def _parts(self, place: Place, mark: str) -> dict[str, str]:
        """The shell's fragments: HTML already, each drawn with escaping on."""
        parts = {"sidebar": self.sidebar(place), "header": self.header(place), "main": self.main(place, mark)}
        return parts | {"thread": self.thread(place), "form": self.form()}

    def _room(self, place: Place) -> Channel:
        return self._shown(self.workspace.channel(self.reader.id, place.channel))

    def _shown(self, room: Channel) -> Channel:
        """A direct message goes by the bot's name."""
        if not room.is_im:
            return room
        bot = self.workspace.bot
        return Channel(room.id, bot.real_name or bot.name, room.kind, room.members, room.topic, room.archived)

    def _lines(self, messages: list[Json], mark: str, *, in_thread: bool) -> list[Json]:
        people = {person.id: person for person in self.everybody}
        lines: list[Json] = []
        before: Json = {}
        news = False
        for message in messages:
            line = self._line(message, people, in_thread=in_thread)
            line["follows"] = _follows(before, message) and not (in_thread and len(lines) == 1)
            line["first_new"] = mark not in ("", NEVER) and not news and _is_new(message, mark, self.reader.id)
            news = news or line["first_new"]
            before = message
            lines.append(line)
        return lines

    def _line(self, message: Json, people: dict[str, Person], *, in_thread: bool) -> Json:
        ts = str(message.get("ts", ""))
        author = people.get(str(message.get("user", "")), self.workspace.bot)
        name = author.real_name or author.name
        files = message.get("files") or []
        surface = self.surface(f"{'t' if in_thread else 'm'}{ts}", files=files)
        return {
            "m": message,
            "ts": ts,
            "author": author,
            "name": name,
            "initials": initials(name),
            "tone": self._tone(author.id),
            "when": moment(ts),
            "body": self._body(message, surface),
            "source": as_typed(str(message.get("text") or ""), people, surface.names),
            "files": files if not any(b.get("type") == "file" for b in message.get("blocks") or ()) else [],
            "surface": surface,
            "own": author.id == self.reader.id and not message.get("is_ephemeral") and not message.get("subtype"),
            "replies": 0 if in_thread else int(message.get("reply_count") or 0),
            "last_reply": moment(str(message.get("latest_reply") or "")),
            "repliers": [people[user] for user in message.get("reply_users") or () if user in people][:4],
        }

    def _body(self, message: Json, surface: Surface) -> Markup:
        if blocks := message.get("blocks"):
            return render_blocks(blocks, surface)
        return mrkdwn(str(message.get("text") or ""), surface.names)

    def _tone(self, user: str) -> int:
        """A person's avatar colour: neighbours in the list differ."""
        order = [person.id for person in self.everybody]
        return order.index(user) % TONES if user in order else 0

    def _draw(self, template: str, **more: Any) -> str:
        return ENV.get_template(f"{template}.html.j2").render(
            reader=self.reader,
            bot=self.workspace.bot,
            people=self.workspace.people(),
            initials=initials,
            tone=self._tone,
            shortcuts=self.workspace.shortcuts("global"),
            message_shortcuts=self.workspace.shortcuts("message"),
            **more,
        )


def initials(name: str) -> str:
    """At most two letters for an avatar."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper() or "?"


def as_typed(text: str, people: Mapping[str, Person], names: Names) -> str:
    """A message's text as its author would type it again: `@ada`, `#general`, bare addresses, no entities."""

    def words(found: re.Match[str]) -> str:
        target, _, label = found[1].partition("|")
        if target.startswith("@"):
            return f"@{people[target[1:]].name}" if target[1:] in people else found[0]
        if target.startswith("#"):
            return f"#{names.channels.get(target[1:]) or label}"
        return f"@{target[1:]}" if target.startswith("!") else target

    return unescape(re.sub(r"<([^<>\n]{1,3000})>", words, text))


def moment(ts: str) -> str:
    """A message's `ts` as an ISO time in UTC, or "" where it is none."""
    try:
        return datetime.fromtimestamp(float(ts), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return ""


def _follows(before: Json, message: Json) -> bool:
    """Whether a message is drawn under the name above it."""
    if not before or before.get("user") != message.get("user") or before.get("subtype") or message.get("subtype"):
        return False
    if bool(before.get("is_ephemeral")) != bool(message.get("is_ephemeral")):
        return False
    return float(message.get("ts", 0)) - float(before.get("ts", 0)) < TOGETHER


def _is_new(message: Json, mark: str, reader: str) -> bool:
    return str(message.get("ts", "")) > mark and message.get("user") != reader
