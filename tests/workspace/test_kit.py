"""The validator of blocks and views takes any JSON and never raises anything."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.workspace.kit import message_faults, view_faults
from tests.workspace.pieces import actions, asked, button, image, menu, modal, option, plain, rich, section, table

KEYS = (
    "type text blocks elements element accessory fields options option_groups confirm title submit label rows style "
    "action_id block_id value initial_option initial_value private_metadata emoji url"
).split()
TYPES = (
    "section actions input header context divider image table rich_text rich_text_section plain_text mrkdwn button "
    "static_select checkboxes radio_buttons overflow datepicker plain_text_input modal home text raw_text markdown"
).split()

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(TYPES)
json_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), inner),
    max_leaves=25,
)


def pieces(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Lists, and objects that claim to be something that Block Kit knows."""
    parts = st.dictionaries(st.sampled_from(KEYS), inner)
    return st.lists(inner, max_size=3) | st.builds(
        lambda kind, rest: {**rest, "type": kind}, st.sampled_from(TYPES), parts
    )


typed = st.recursive(scalars, pieces, max_leaves=25)


@given(json_values | typed)
@settings(max_examples=400, deadline=None)
def test_any_json_is_answered_with_faults_of_slacks_names(value: Any) -> None:
    names = {"invalid_blocks", "invalid_blocks_format", "invalid_attachments", "msg_blocks_too_long"}
    assert {fault.error for fault in message_faults(value)} <= names
    assert {fault.error for fault in message_faults([value])} <= names
    assert {fault.error for fault in view_faults(value)} <= {"invalid_arguments", "view_too_large"}
    assert {fault.error for fault in view_faults(modal(value))} <= {"invalid_arguments", "view_too_large"}


GOOD = [
    section(accessory=button(action_id="a", value="1", style="primary"), block_id="one"),
    {"type": "header", "text": plain()},
    {"type": "divider"},
    {"type": "context", "elements": [plain(), {"type": "image", "image_url": "https://x.org/a.png", "alt_text": "a"}]},
    actions(button(action_id="a"), menu(option(), action_id="b"), menu(option(), kind="overflow", action_id="c")),
    asked(menu(option(), kind="checkboxes", initial_options=[option()])),
    image(title=plain()),
    rich({"type": "text", "text": "a", "style": {"bold": True}}, {"type": "user", "user_id": "U1"}),
]
PARTS = st.lists(st.sampled_from(GOOD), max_size=8)


def paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The place of everything in a JSON value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []
    return [path, *(found for key, part in inner for found in paths(part, (*path, key)))]


def changed(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    if isinstance(value, dict):
        return {key: changed(part, path[1:], new) if key == path[0] else part for key, part in value.items()}
    return [changed(part, path[1:], new) if at == path[0] else part for at, part in enumerate(value)]


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_good_blocks_with_one_part_replaced_by_anything_do_not_break_it(data: st.DataObject) -> None:
    block = data.draw(st.sampled_from([*GOOD, table(2, 2)]))
    path = data.draw(st.sampled_from(paths(block)))
    broken = changed(block, path, data.draw(json_values))
    assert isinstance(message_faults([broken]), list)
    assert isinstance(view_faults(modal(broken)), list)


@pytest.mark.parametrize("block", [*GOOD, table(2, 3)], ids=lambda block: str(block["type"]))
def test_good_blocks_are_taken(block: Any) -> None:
    assert message_faults([block]) == []
    if block["type"] != "table":
        assert view_faults(modal(block)) == []


def test_deep_nesting_is_refused_before_anything_recurses() -> None:
    deep: Any = "a"
    for _ in range(100_000):
        deep = [deep]
    assert message_faults([deep])[0].error == "invalid_blocks_format"
    assert view_faults({"type": "modal", "blocks": deep})[0].error == "invalid_arguments"
    while isinstance(deep, list):  # a chain this long must be taken apart by hand, or freeing it recurses
        deep = deep.pop()
