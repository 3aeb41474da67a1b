"""Block Kit to HTML. The templates hold the tags; here stands what they ask for: names, choices, pictures, values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import ChainableUndefined, Environment, FileSystemLoader
from markupsafe import Markup

from bot.workspace.model import Channel, Json, Person
from bot.workspace.page import mrkdwn as marks
from bot.workspace.page.mrkdwn import NOBODY, Names

_OWN_FILE = re.compile(r"/(F[A-Z0-9]{2,40})(?:/|$)")
_TYPED = {  # input elements that are one <input>; the others have markup of their own
    "plain_text_input": "text",
    "number_input": "number",
    "email_text_input": "email",
    "url_text_input": "url",
    "datepicker": "date",
    "timepicker": "time",
    "datetimepicker": "datetime-local",
}
_STARTING = (
    *("initial_value", "initial_option", "initial_options", "initial_date", "initial_time", "initial_user"),
    "initial_date_time",
    *("initial_users", "initial_channel", "initial_channels", "initial_conversation", "initial_conversations"),
)
_ENTERED = (
    *("value", "selected_option", "selected_options", "selected_date", "selected_time", "selected_user"),
    "selected_date_time",
    *("selected_users", "selected_channel", "selected_channels", "selected_conversation", "selected_conversations"),
)


@dataclass(slots=True)
class Surface:
    """What one message, form or Home is drawn with. `prefix` makes the ids of its elements unique on the page."""

    prefix: str
    names: Names = NOBODY
    people: Sequence[Person] = ()
    channels: Sequence[Channel] = ()
    files: Sequence[Json] = ()
    state: Mapping[str, Any] = field(default_factory=dict)
    reader: str = ""
    form: bool = False
    _ids: int = 0

    def uid(self) -> str:
        """The next id on this surface; the same one whenever the same blocks are drawn again."""
        self._ids += 1
        return f"{self.prefix}-{self._ids}"

    def chosen(self, element: Json, block_id: str) -> list[str]:
        """What stands in an input now: its entered value if the form holds one, else its initial value."""
        entered = (self.state.get(block_id) or {}).get(element.get("action_id"))
        source, keys = (entered, _ENTERED) if isinstance(entered, dict) else (element, _STARTING)
        return _values(next((source[key] for key in keys if source.get(key) is not None), None))

    def choices(self, element: Json) -> list[tuple[str, list[Json]]]:
        """A menu's options under their group labels ("" where there are no groups)."""
        kind = str(element.get("type", ""))
        if "users_select" in kind:
            return [("", [_option(person.id, person.real_name or person.name) for person in self.people])]
        if "channels_select" in kind:
            return [("", [_option(c.id, f"#{c.name}") for c in self.channels if c.kind == "public"])]
        if "conversations_select" in kind:
            return [("", [_option(c.id, _label(c)) for c in self._conversations(element)])]
        if groups := element.get("option_groups"):
            return [(str((group.get("label") or {}).get("text", "")), group.get("options") or []) for group in groups]
        return [("", element.get("options") or [])]

    def picture(self, image: Json) -> str | None:
        """The page's own address of a picture. Pictures elsewhere are not loaded: the page talks to nobody else."""
        if file := (image.get("slack_file") or {}).get("id"):
            return self.file_address(file)
        address = (image.get("slack_file") or {}).get("url") or image.get("image_url") or ""
        own = _OWN_FILE.search(urlsplit(str(address)).path)
        return self.file_address(own[1]) if own and _local(str(address)) else None

    def file_address(self, file: str) -> str:
        return f"/page/file/{file}?as={self.reader}"

    def file(self, block: Json) -> Json | None:
        """The message's file that a `file` block points at."""
        wanted = {block.get("external_id"), block.get("file_id")} - {None}
        return next((f for f in self.files if {f.get("id"), f.get("external_id")} & wanted), None)

    def _conversations(self, element: Json) -> list[Channel]:
        include = (element.get("filter") or {}).get("include") or ["public", "private", "im"]
        return [channel for channel in self.channels if channel.kind in include]


def _local(address: str) -> bool:
    return urlsplit(address).hostname in {None, "127.0.0.1", "localhost", "::1"}


def _option(value: str, text: str) -> Json:
    return {"value": value, "text": {"type": "plain_text", "text": text, "emoji": False}}


def _label(channel: Channel) -> str:
    return channel.name if channel.is_im else f"#{channel.name}"


def _values(found: Any) -> list[str]:
    if found is None:
        return []
    if isinstance(found, list):
        return [value for one in found for value in _values(one)]
    return [str(found.get("value", ""))] if isinstance(found, dict) else [str(found)]


def _text(text: Any, names: Names = NOBODY) -> Markup:
    """A text object (`mrkdwn` or `plain_text`), or nothing where there is none."""
    words = text.get("text") if isinstance(text, dict) else None
    if not isinstance(words, str):
        return Markup("")
    if text.get("type") == "mrkdwn":
        return marks.mrkdwn(words, names)
    return marks.plain_text(words, text.get("emoji") is not False)


def _line(text: Any, names: Names = NOBODY) -> Markup:
    """A text object without paragraphs around it, for labels and buttons."""
    html = _text(text, names)
    return html[3:-4] if html.startswith("<p>") and html.count("<p>") == 1 else html


def _words(text: Any) -> str:
    """A text object's bare words, for attributes and option labels."""
    return str(text.get("text", "")) if isinstance(text, dict) else ""


def file_size(size: Any) -> str:
    """Bytes as a person reads them: 812 B, 14 KB, 2.1 MB."""
    count = float(size or 0)
    if count < 1000:
        return f"{count:.0f} B"
    return f"{count / 1000:.0f} KB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"


def icon(name: str) -> Markup:
    """One of the page's own line drawings; what it means is said in words beside it."""
    return Markup('<svg class="i" aria-hidden="true"><use href="/page/static/icons.svg#{}"/></svg>').format(name)


def environment() -> Environment:
    """The page's templates. Undefined is chainable because most of a payload's fields are optional."""
    folder = Path(__file__).parent / "templates"
    env = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(rich=_text, line=_line, words=_words, size=file_size)
    env.globals.update(
        typed=_TYPED,
        mrkdwn=marks.mrkdwn,
        plain_text=marks.plain_text,
        link=marks.link,
        mention=marks.mention,
        channel_link=marks.channel_link,
        date=marks.date,
        emoji=marks.emoji,
        icon=icon,
    )
    return env


ENV = environment()


def render_blocks(blocks: Sequence[Json], surface: Surface) -> Markup:
    """Blocks as HTML; a block or element that the page does not know is named, never dropped in silence."""
    macros: Any = ENV.get_template("blocks.html.j2").module
    return Markup("").join(macros.block(block, surface) for block in blocks)
