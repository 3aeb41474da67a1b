"""Block Kit's interactive elements, and which of them may stand where.

Limits: docs.slack.dev/reference/block-kit/block-elements.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from bot.workspace.kit.objects import (
    Confirm,
    ConversationFilter,
    DispatchConfig,
    Link,
    MarkedOption,
    Option,
    OptionGroup,
    OverflowOption,
    Piece,
    Plain75,
    Plain150,
    ShortId,
    SlackFile,
)
from bot.workspace.kit.rich import RichText

Date = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]
TimeOfDay = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Number = Annotated[str, Field(pattern=r"^-?[0-9]+(\.[0-9]+)?$")]


class Element(Piece):
    action_id: ShortId | None = None


class Acting(Element):
    confirm: Confirm | None = None


class Focusable(Element):
    focus_on_load: bool | None = None


class Asking(Focusable):
    placeholder: Plain150 | None = None


class Button(Acting):
    type: Literal["button"]
    text: Plain75
    value: str | None = Field(default=None, max_length=2000)
    url: Link | None = None
    style: Literal["primary", "danger"] | None = None
    accessibility_label: str | None = Field(default=None, max_length=75)


class Overflow(Acting):
    type: Literal["overflow"]
    options: list[OverflowOption] = Field(min_length=1, max_length=5)


class _Choices(Asking, Acting):
    options: list[Option] | None = Field(default=None, min_length=1, max_length=100)
    option_groups: list[OptionGroup] | None = Field(default=None, min_length=1, max_length=100)

    @model_validator(mode="after")
    def _options_or_groups(self) -> "_Choices":
        if (self.options is None) == (self.option_groups is None):
            raise ValueError("exactly one of options and option_groups is required")
        return self

    def offered(self) -> list[Option]:
        return [*(self.options or []), *(option for group in self.option_groups or [] for option in group.options)]


class StaticSelect(_Choices):
    type: Literal["static_select"]
    initial_option: Option | None = None

    @model_validator(mode="after")
    def _initial_is_offered(self) -> "StaticSelect":
        if self.initial_option is not None and self.initial_option not in self.offered():
            raise ValueError("initial_option must match one of the options")
        return self


class MultiStaticSelect(_Choices):
    type: Literal["multi_static_select"]
    initial_options: list[Option] | None = Field(default=None, min_length=1)
    max_selected_items: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _initial_are_offered(self) -> "MultiStaticSelect":
        if any(option not in self.offered() for option in self.initial_options or []):
            raise ValueError("initial_options must match the options")
        return self


class UsersSelect(Asking, Acting):
    type: Literal["users_select"]
    initial_user: str | None = None


class MultiUsersSelect(Asking, Acting):
    type: Literal["multi_users_select"]
    initial_users: list[str] | None = Field(default=None, min_length=1)
    max_selected_items: int | None = Field(default=None, ge=1)


class ConversationsSelect(Asking, Acting):
    type: Literal["conversations_select"]
    initial_conversation: str | None = None
    default_to_current_conversation: bool | None = None
    response_url_enabled: bool | None = None
    filter: ConversationFilter | None = None


class ChannelsSelect(Asking, Acting):
    type: Literal["channels_select"]
    initial_channel: str | None = None
    response_url_enabled: bool | None = None


class ExternalSelect(Asking, Acting):
    type: Literal["external_select"]
    initial_option: Option | None = None
    min_query_length: int | None = Field(default=None, ge=0)


class MultiExternalSelect(Asking, Acting):
    type: Literal["multi_external_select"]
    initial_options: list[Option] | None = Field(default=None, min_length=1)
    min_query_length: int | None = Field(default=None, ge=0)
    max_selected_items: int | None = Field(default=None, ge=1)


class DatePicker(Asking, Acting):
    type: Literal["datepicker"]
    initial_date: Date | None = None


class TimePicker(Asking, Acting):
    type: Literal["timepicker"]
    initial_time: TimeOfDay | None = None
    timezone: str | None = None


class DateTimePicker(Focusable, Acting):
    type: Literal["datetimepicker"]
    initial_date_time: int | None = Field(default=None, ge=1_000_000_000, le=9_999_999_999)


class RadioButtons(Focusable, Acting):
    type: Literal["radio_buttons"]
    options: list[MarkedOption] = Field(min_length=1, max_length=10)
    initial_option: MarkedOption | None = None

    @model_validator(mode="after")
    def _initial_is_offered(self) -> "RadioButtons":
        if self.initial_option is not None and self.initial_option not in self.options:
            raise ValueError("initial_option must match one of the options")
        return self


class Checkboxes(Focusable, Acting):
    type: Literal["checkboxes"]
    options: list[MarkedOption] = Field(min_length=1, max_length=10)
    initial_options: list[MarkedOption] | None = Field(default=None, min_length=1)

    @model_validator(mode="after")
    def _initial_are_offered(self) -> "Checkboxes":
        if any(option not in self.options for option in self.initial_options or []):
            raise ValueError("initial_options must match the options")
        return self


class _Typing(Asking):
    dispatch_action_config: DispatchConfig | None = None


class PlainTextInput(_Typing):
    type: Literal["plain_text_input"]
    initial_value: str | None = Field(default=None, max_length=3000)
    multiline: bool | None = None
    min_length: int | None = Field(default=None, ge=0, le=3000)
    max_length: int | None = Field(default=None, ge=1, le=3000)

    @model_validator(mode="after")
    def _lengths_fit(self) -> "PlainTextInput":
        if self.min_length is not None and self.max_length is not None and self.min_length > self.max_length:
            raise ValueError("min_length must not be more than max_length")
        return self


class NumberInput(_Typing):
    type: Literal["number_input"]
    is_decimal_allowed: bool
    initial_value: Number | None = None
    min_value: Number | None = None
    max_value: Number | None = None


class EmailInput(_Typing):
    type: Literal["email_text_input"]
    initial_value: str | None = None


class UrlInput(_Typing):
    type: Literal["url_text_input"]
    initial_value: str | None = None


class RichTextInput(_Typing):
    type: Literal["rich_text_input"]
    initial_value: RichText | None = None


class FileInput(Element):
    type: Literal["file_input"]
    filetypes: list[str] | None = Field(default=None, min_length=1)
    max_files: int | None = Field(default=None, ge=1, le=10)


class ImageElement(Piece):
    type: Literal["image"]
    alt_text: str = Field(min_length=1, max_length=2000)
    image_url: Link | None = None
    slack_file: SlackFile | None = None

    @model_validator(mode="after")
    def _one_source(self) -> "ImageElement":
        if (self.image_url is None) == (self.slack_file is None):
            raise ValueError("exactly one of image_url and slack_file is required")
        return self


_Single = StaticSelect | UsersSelect | ConversationsSelect | ChannelsSelect | ExternalSelect
_Multi = MultiStaticSelect | MultiUsersSelect | MultiExternalSelect
_Picking = DatePicker | TimePicker | RadioButtons | Checkboxes

InSection = Annotated[Button | Overflow | ImageElement | _Single | _Multi | _Picking, Field(discriminator="type")]
InActions = Annotated[
    Button | Overflow | _Single | _Multi | _Picking | DateTimePicker | RichTextInput, Field(discriminator="type")
]
InInput = Annotated[
    PlainTextInput
    | NumberInput
    | EmailInput
    | UrlInput
    | RichTextInput
    | FileInput
    | DateTimePicker
    | _Single
    | _Multi
    | _Picking,
    Field(discriminator="type"),
]
