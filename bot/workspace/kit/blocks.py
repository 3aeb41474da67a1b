"""Block Kit's blocks, and which of them may stand in a message and in a view.

Limits: docs.slack.dev/reference/block-kit/blocks.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from bot.workspace.kit.elements import ImageElement, InActions, InInput, InSection
from bot.workspace.kit.objects import (
    Link,
    Mrkdwn,
    Piece,
    Plain,
    Plain150,
    Plain2000,
    ShortId,
    SlackFile,
    Text,
    Text2000,
)
from bot.workspace.kit.rich import RichText


class Block(Piece):
    block_id: ShortId | None = None


class Section(Block):
    type: Literal["section"]
    text: Text | None = None
    fields: list[Text2000] | None = Field(default=None, min_length=1, max_length=10)
    accessory: InSection | None = None
    expand: bool | None = None

    @model_validator(mode="after")
    def _says_something(self) -> "Section":
        if self.text is None and self.fields is None:
            raise ValueError("one of text and fields is required")
        return self


class Header(Block):
    type: Literal["header"]
    text: Plain150


class Divider(Block):
    type: Literal["divider"]


class Context(Block):
    type: Literal["context"]
    elements: list[Annotated[Plain | Mrkdwn | ImageElement, Field(discriminator="type")]] = Field(
        min_length=1, max_length=10
    )


class Actions(Block):
    type: Literal["actions"]
    elements: list[InActions] = Field(min_length=1, max_length=25)


class Input(Block):
    type: Literal["input"]
    label: Plain2000
    element: InInput
    hint: Plain2000 | None = None
    optional: bool | None = None
    dispatch_action: bool | None = None


class Image(Block):
    type: Literal["image"]
    alt_text: str = Field(min_length=1, max_length=2000)
    image_url: Link | None = None
    slack_file: SlackFile | None = None
    title: Plain2000 | None = None

    @model_validator(mode="after")
    def _one_source(self) -> "Image":
        if (self.image_url is None) == (self.slack_file is None):
            raise ValueError("exactly one of image_url and slack_file is required")
        return self


class File(Block):
    type: Literal["file"]
    external_id: str = Field(min_length=1)
    source: Literal["remote"]


class Markdown(Block):
    type: Literal["markdown"]
    text: str = Field(min_length=1, max_length=12_000)


class RawText(Piece):
    type: Literal["raw_text"]
    text: str = Field(min_length=1)


Cell = Annotated[RawText | RichText, Field(discriminator="type")]


class Column(Piece):
    align: Literal["left", "center", "right"] | None = None
    is_wrapped: bool | None = None


class Table(Block):
    type: Literal["table"]
    rows: list[Annotated[list[Cell], Field(min_length=1, max_length=20)]] = Field(min_length=1, max_length=100)
    column_settings: list[Column | None] | None = Field(default=None, max_length=20)


_Everywhere = Section | Header | Divider | Context | Actions | Input | Image | RichText

InMessage = Annotated[_Everywhere | File | Markdown | Table, Field(discriminator="type")]
InView = Annotated[_Everywhere, Field(discriminator="type")]
