"""The two kinds of view: a form (modal) and the App Home. Limits: docs.slack.dev/surfaces/modals."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from bot.workspace.kit.blocks import Input, InView
from bot.workspace.kit.objects import Piece, Plain24


class View(Piece):
    blocks: list[InView] = Field(max_length=100)
    private_metadata: str | None = Field(default=None, max_length=3000)
    callback_id: str | None = Field(default=None, max_length=255)
    external_id: str | None = Field(default=None, max_length=255)


class Modal(View):
    type: Literal["modal"]
    title: Plain24
    submit: Plain24 | None = None
    close: Plain24 | None = None
    clear_on_close: bool | None = None
    notify_on_close: bool | None = None
    submit_disabled: bool | None = None

    @model_validator(mode="after")
    def _inputs_can_be_sent(self) -> "Modal":
        if self.submit is None and any(isinstance(block, Input) for block in self.blocks):
            raise ValueError("submit is required when blocks hold an input")
        return self


class Home(View):
    type: Literal["home"]


AnyView = Annotated[Modal | Home, Field(discriminator="type")]
