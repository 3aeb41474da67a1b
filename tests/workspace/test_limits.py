"""Each limit at its border: exactly so much is taken, one more is refused by Slack's error name.

Every payload goes out through AsyncWebClient to the workspace's server. Limits: slack.md and docs.slack.dev.
"""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from tests.workspace.conftest import ADA, PREP, World
from tests.workspace.pieces import (
    Piece,
    actions,
    asked,
    button,
    home,
    image,
    menu,
    modal,
    mrkdwn,
    option,
    plain,
    rich,
    section,
    table,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")
Build = Callable[[int], Any]


def options(count: int) -> list[Piece]:
    return [option(value=str(number)) for number in range(count)]


def confirm(**changed: Piece) -> Piece:
    base = {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain()}
    return button(confirm=base | changed)


IN_A_MESSAGE: dict[str, tuple[int, Build]] = {
    "blocks of a message": (50, lambda n: [{"type": "divider"}] * n),
    "section text": (3000, lambda n: [section("a" * n)]),
    "section field": (2000, lambda n: [{"type": "section", "fields": [mrkdwn("a" * n)]}]),
    "section fields": (10, lambda n: [{"type": "section", "fields": [mrkdwn()] * n}]),
    "header": (150, lambda n: [{"type": "header", "text": plain("a" * n)}]),
    "context elements": (10, lambda n: [{"type": "context", "elements": [mrkdwn()] * n}]),
    "actions elements": (25, lambda n: [actions(*[button() for _ in range(n)])]),
    "block_id": (255, lambda n: [section(block_id="a" * n)]),
    "action_id": (255, lambda n: [actions(button(action_id="a" * n))]),
    "button text": (75, lambda n: [actions(button("a" * n))]),
    "button value": (2000, lambda n: [actions(button(value="a" * n))]),
    "button link": (3000, lambda n: [actions(button(url="h" * n))]),
    "button label for screen readers": (75, lambda n: [actions(button(accessibility_label="a" * n))]),
    "option text": (75, lambda n: [actions(menu(option("a" * n)))]),
    "option value": (150, lambda n: [actions(menu(option(value="a" * n)))]),
    "option description": (75, lambda n: [actions(menu(option(description=plain("a" * n))))]),
    "options of a menu": (100, lambda n: [actions(menu(*options(n)))]),
    "option groups": (100, lambda n: [actions({"type": "static_select", "option_groups": groups(n)})]),
    "options of an overflow menu": (5, lambda n: [actions(menu(*options(n), kind="overflow"))]),
    "checkboxes": (10, lambda n: [actions(menu(*options(n), kind="checkboxes"))]),
    "radio buttons": (10, lambda n: [actions(menu(*options(n), kind="radio_buttons"))]),
    "placeholder": (150, lambda n: [actions(menu(option(), placeholder=plain("a" * n)))]),
    "confirm title": (100, lambda n: [actions(confirm(title=plain("a" * n)))]),
    "confirm text": (300, lambda n: [actions(confirm(text=mrkdwn("a" * n)))]),
    "confirm button": (30, lambda n: [actions(confirm(confirm=plain("a" * n)))]),
    "deny button": (30, lambda n: [actions(confirm(deny=plain("a" * n)))]),
    "alt_text": (2000, lambda n: [image(alt_text="a" * n)]),
    "image_url": (3000, lambda n: [image(image_url="h" * n)]),
    "image title": (2000, lambda n: [image(title=plain("a" * n))]),
    "table rows": (100, lambda n: [table(rows=n)]),
    "table columns": (20, lambda n: [table(columns=n)]),
    "table column settings": (20, lambda n: [table(column_settings=[{"align": "left"}] * n)]),
}

IN_A_FORM: dict[str, tuple[int, Build]] = {
    "blocks of a form": (100, lambda n: modal(*[{"type": "divider"}] * n)),
    "title": (24, lambda n: modal(title=plain("a" * n))),
    "submit button": (24, lambda n: modal(submit=plain("a" * n))),
    "close button": (24, lambda n: modal(close=plain("a" * n))),
    "private_metadata": (3000, lambda n: modal(private_metadata="a" * n)),
    "callback_id": (255, lambda n: modal(callback_id="a" * n)),
    "external_id": (255, lambda n: modal(external_id="a" * n)),
    "label of an input": (2000, lambda n: modal(asked(label="a" * n))),
    "hint of an input": (2000, lambda n: modal(asked(hint=plain("a" * n)))),
    "max_length of a text input": (3000, lambda n: modal(asked({"type": "plain_text_input", "max_length": n}))),
    "initial text": (3000, lambda n: modal(asked({"type": "plain_text_input", "initial_value": "a" * n}))),
    "checkboxes": (10, lambda n: modal(asked(menu(*options(n), kind="checkboxes")))),
    "radio buttons": (10, lambda n: modal(asked(menu(*options(n), kind="radio_buttons")))),
    "files of a file input": (10, lambda n: modal(asked({"type": "file_input", "max_files": n}))),
}


def groups(count: int) -> list[Piece]:
    return [{"label": plain(), "options": [option()]}] * count


@pytest.mark.parametrize(("most", "build"), IN_A_MESSAGE.values(), ids=IN_A_MESSAGE.keys())
async def test_a_message_with_one_too_much_is_refused(shared: World, most: int, build: Build) -> None:
    assert await shared.error("chat.postMessage", channel=PREP, text="a", blocks=build(most)) == ""
    assert await shared.error("chat.postMessage", channel=PREP, text="a", blocks=build(most + 1)) == "invalid_blocks"


@pytest.mark.parametrize(("most", "build"), IN_A_FORM.values(), ids=IN_A_FORM.keys())
async def test_a_form_with_one_too_much_is_refused(shared: World, most: int, build: Build) -> None:
    trigger = shared.workspace.modals.trigger(ADA)
    shared.workspace.modals.clear(ADA)
    assert await shared.error("views.open", trigger_id=trigger, view=build(most + 1)) == "invalid_arguments"
    assert shared.workspace.views(ADA) == []
    assert await shared.error("views.open", trigger_id=trigger, view=build(most)) == ""
    assert len(shared.workspace.views(ADA)) == 1


async def test_a_home_with_more_than_100_blocks_is_refused(shared: World) -> None:
    assert await shared.error("views.publish", user_id=ADA, view=home(*[section()] * 100)) == ""
    assert await shared.error("views.publish", user_id=ADA, view=home(*[section()] * 101)) == "invalid_arguments"


async def test_a_view_of_more_than_250_kb_is_refused(shared: World) -> None:
    big = home(*[section("é" * 3000) for _ in range(45)])
    assert await shared.error("views.publish", user_id=ADA, view=big) == "view_too_large"
    assert await shared.error("views.publish", user_id=ADA, view=home(*big["blocks"][:40])) == ""


async def test_the_text_of_all_blocks_of_a_message_has_a_limit(shared: World) -> None:
    taken, refused = [section("a" * 2600)] * 5, [section("a" * 2600)] * 5 + [section("a")]
    assert await shared.error("chat.postMessage", channel=PREP, text="a", blocks=taken) == ""
    assert await shared.error("chat.postMessage", channel=PREP, text="a", blocks=refused) == "msg_blocks_too_long"


async def test_a_messages_text_has_at_most_40000_characters_and_an_updated_one_4000(shared: World) -> None:
    posted = await shared.client.chat_postMessage(channel=PREP, text="a" * 40_000)
    assert await shared.error("chat.postMessage", channel=PREP, text="a" * 40_001) == "msg_too_long"
    assert await shared.error("chat.update", channel=PREP, ts=posted["ts"], text="a" * 4_000) == ""
    assert await shared.error("chat.update", channel=PREP, ts=posted["ts"], text="a" * 4_001) == "msg_too_long"


async def test_a_message_holds_one_table(shared: World) -> None:
    assert await shared.error("chat.postMessage", channel=PREP, text="a", blocks=[table()]) == ""
    assert await shared.error("chat.postMessage", channel=PREP, text="a", blocks=[table()] * 2) == "invalid_attachments"


async def test_a_form_with_inputs_needs_a_submit_button(shared: World) -> None:
    trigger = shared.workspace.modals.trigger(ADA)
    view = modal(asked())
    del view["submit"]
    assert await shared.error("views.open", trigger_id=trigger, view=view) == "invalid_arguments"
    assert await shared.error("views.open", trigger_id=trigger, view={**view, "blocks": [section()]}) == ""


@pytest.mark.parametrize(
    "blocks",
    [
        [section(block_id="same"), section(block_id="same")],
        [actions(button(action_id="same"), button(action_id="same"))],
        [section(colour="red")],
        [{"type": "marquee", "text": plain()}],
        [{"text": plain()}],
        [{"type": "section"}],
        [{"type": "section", "text": {"type": "mrkdwn", "text": ""}}],
        [{"type": "header", "text": mrkdwn()}],
        [actions()],
        [actions(button(style="green"))],
        [actions({"type": "plain_text_input", "action_id": "a"})],
        [actions(button(colour="red"))],
        [actions({"type": "slider", "action_id": "a"})],
        [actions(menu(option(), initial_option=option(value="other")))],
        [actions({"type": "datepicker", "initial_date": "24.11.2026"})],
        [actions({"type": "timepicker", "initial_time": "25:00"})],
        [section(accessory={"type": "number_input", "is_decimal_allowed": False})],
        [{"type": "image", "image_url": "https://example.org/a.png"}],
        [{"type": "image", "alt_text": "a"}],
        [rich({"type": "text", "text": "a", "style": {"blink": True}})],
        [rich({"type": "marquee", "text": "a"})],
        [{"type": "table", "rows": []}],
        [{"type": "table", "rows": [[{"type": "image"}]]}],
        [{"type": "context", "elements": [button()]}],
        [{"type": "section", "text": "only a string"}],
        ["only a string"],
        [None],
    ],
    ids=lambda blocks: str(blocks)[:60],
)
async def test_blocks_that_slack_does_not_know_are_refused(shared: World, blocks: Any) -> None:
    assert await shared.error("chat.postMessage", channel=PREP, text="a", blocks=blocks) == "invalid_blocks"
    assert await shared.error("chat.postEphemeral", channel=PREP, user=ADA, text="a", blocks=blocks) == "invalid_blocks"


@pytest.mark.parametrize("blocks", ['{"type": "section"}', "not JSON", '"text"', {"type": "section"}])
async def test_blocks_that_are_not_a_list_are_refused_by_another_name(shared: World, blocks: Any) -> None:
    assert await shared.error("chat.postMessage", channel=PREP, text="a", blocks=blocks) == "invalid_blocks_format"


@pytest.mark.parametrize(
    "view",
    [
        {"type": "modal", "blocks": []},
        {"type": "workflow_step", "blocks": []},
        modal(table()),
        modal(asked({"type": "button", "text": plain()})),
        modal(colour="red"),
        modal(asked({"type": "plain_text_input", "min_length": 5, "max_length": 3})),
        modal(asked({"type": "number_input"})),
        home(),
    ],
    ids=lambda view: str(view)[:60],
)
async def test_forms_that_slack_does_not_know_are_refused(shared: World, view: Any) -> None:
    trigger = shared.workspace.modals.trigger(ADA)
    assert await shared.error("views.open", trigger_id=trigger, view=view) == "invalid_arguments"


async def test_a_refusal_says_where(shared: World) -> None:
    with pytest.raises(SlackApiError) as refused:
        await shared.client.chat_postMessage(channel=PREP, text="a", blocks=[section(), actions(button("a" * 76))])

    place = "must be less than 76 characters [json-pointer:/blocks/1/elements/0/text/text]"
    assert refused.value.response["response_metadata"]["messages"] == [f"[ERROR] {place}"]
