"""Block Kit's composition objects, and the base of everything in this package.

The models only check: what was sent is kept as it was sent. Unknown fields are refused, numbers are not taken for
strings. Limits: docs.slack.dev/reference/block-kit/composition-objects.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Piece(BaseModel):
    """A JSON object of Block Kit: closed to unknown fields, and strict about types."""

    model_config = ConfigDict(extra="forbid", strict=True)


ShortId = Annotated[str, Field(min_length=1, max_length=255)]
Link = Annotated[str, Field(min_length=1, max_length=3000)]


class _PlainText(Piece):
    type: Literal["plain_text"]
    emoji: bool | None = None


class Plain(_PlainText):
    text: str = Field(min_length=1, max_length=3000)


class Plain24(_PlainText):
    text: str = Field(min_length=1, max_length=24)


class Plain30(_PlainText):
    text: str = Field(min_length=1, max_length=30)


class Plain75(_PlainText):
    text: str = Field(min_length=1, max_length=75)


class Plain100(_PlainText):
    text: str = Field(min_length=1, max_length=100)


class Plain150(_PlainText):
    text: str = Field(min_length=1, max_length=150)


class Plain300(_PlainText):
    text: str = Field(min_length=1, max_length=300)


class Plain2000(_PlainText):
    text: str = Field(min_length=1, max_length=2000)


class _Mrkdwn(Piece):
    type: Literal["mrkdwn"]
    verbatim: bool | None = None


class Mrkdwn(_Mrkdwn):
    text: str = Field(min_length=1, max_length=3000)


class Mrkdwn75(_Mrkdwn):
    text: str = Field(min_length=1, max_length=75)


class Mrkdwn300(_Mrkdwn):
    text: str = Field(min_length=1, max_length=300)


class Mrkdwn2000(_Mrkdwn):
    text: str = Field(min_length=1, max_length=2000)


Text = Annotated[Plain | Mrkdwn, Field(discriminator="type")]
Text75 = Annotated[Plain75 | Mrkdwn75, Field(discriminator="type")]
Text300 = Annotated[Plain300 | Mrkdwn300, Field(discriminator="type")]
Text2000 = Annotated[Plain2000 | Mrkdwn2000, Field(discriminator="type")]


class Confirm(Piece):
    title: Plain100
    text: Text300
    confirm: Plain30
    deny: Plain30
    style: Literal["primary", "danger"] | None = None


class Option(Piece):
    """One choice of a menu: its text is plain."""

    text: Plain75
    value: str = Field(min_length=1, max_length=150)
    description: Plain75 | None = None


class OverflowOption(Option):
    url: Link | None = None


class MarkedOption(Piece):
    """One choice of checkboxes or radio buttons, where mrkdwn is allowed."""

    text: Text75
    value: str = Field(min_length=1, max_length=150)
    description: Text75 | None = None


class OptionGroup(Piece):
    label: Plain75
    options: list[Option] = Field(min_length=1, max_length=100)


class ConversationFilter(Piece):
    include: list[Literal["im", "mpim", "private", "public"]] | None = Field(default=None, min_length=1)
    exclude_external_shared_channels: bool | None = None
    exclude_bot_users: bool | None = None


class DispatchConfig(Piece):
    trigger_actions_on: list[Literal["on_enter_pressed", "on_character_entered"]] = Field(min_length=1, max_length=2)


class SlackFile(Piece):
    """A file of the workspace, by id or by link."""

    id: str | None = None
    url: str | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> "SlackFile":
        if (self.id is None) == (self.url is None):
            raise ValueError("exactly one of id and url is required")
        return self
