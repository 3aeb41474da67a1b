"""Rich text: sections, lists, quotes and preformatted text, with the inline pieces they hold."""

from typing import Annotated, Literal

from pydantic import Field

from bot.workspace.kit.objects import Piece, ShortId


class Style(Piece):
    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    code: bool | None = None
    underline: bool | None = None
    highlight: bool | None = None
    client_highlight: bool | None = None
    unlink: bool | None = None


class RichTextPiece(Piece):
    type: Literal["text"]
    text: str = Field(min_length=1)
    style: Style | None = None


class RichLink(Piece):
    type: Literal["link"]
    url: str = Field(min_length=1, max_length=3000)
    text: str | None = None
    unsafe: bool | None = None
    style: Style | None = None


class RichEmoji(Piece):
    type: Literal["emoji"]
    name: str = Field(min_length=1)
    unicode: str | None = None
    skin_tone: int | None = None
    style: Style | None = None


class RichUser(Piece):
    type: Literal["user"]
    user_id: str
    style: Style | None = None


class RichUserGroup(Piece):
    type: Literal["usergroup"]
    usergroup_id: str
    style: Style | None = None


class RichChannel(Piece):
    type: Literal["channel"]
    channel_id: str
    style: Style | None = None


class RichBroadcast(Piece):
    type: Literal["broadcast"]
    range: Literal["here", "channel", "everyone"]
    style: Style | None = None


class RichColor(Piece):
    type: Literal["color"]
    value: str
    style: Style | None = None


class RichDate(Piece):
    type: Literal["date"]
    timestamp: int
    format: str
    url: str | None = None
    fallback: str | None = None
    style: Style | None = None


Inline = Annotated[
    RichTextPiece
    | RichLink
    | RichEmoji
    | RichUser
    | RichUserGroup
    | RichChannel
    | RichBroadcast
    | RichColor
    | RichDate,
    Field(discriminator="type"),
]
Border = Literal[0, 1]


class RichSection(Piece):
    type: Literal["rich_text_section"]
    elements: list[Inline]


class RichList(Piece):
    type: Literal["rich_text_list"]
    style: Literal["bullet", "ordered"]
    elements: list[RichSection]
    indent: int | None = Field(default=None, ge=0, le=8)
    offset: int | None = Field(default=None, ge=0)
    border: Border | None = None


class RichPreformatted(Piece):
    type: Literal["rich_text_preformatted"]
    elements: list[Inline]
    border: Border | None = None
    language: str | None = None


class RichQuote(Piece):
    type: Literal["rich_text_quote"]
    elements: list[Inline]
    border: Border | None = None


class RichText(Piece):
    type: Literal["rich_text"]
    block_id: ShortId | None = None
    elements: list[Annotated[RichSection | RichList | RichPreformatted | RichQuote, Field(discriminator="type")]] = (
        Field(min_length=1)
    )
