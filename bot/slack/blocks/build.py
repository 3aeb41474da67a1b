"""Block Kit pieces as plain dictionaries, cut to Slack's limits. Pure: words come from the caller.

Limits: docs.slack.dev, reference of each block. A text that is too long is cut with an ellipsis rather than refused,
for the rest of the message still matters; a list that is too long is the caller's to split (`paged`).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Block = dict[str, Any]

SECTION, FIELD, HEADER, BUTTON, OPTION, OPTION_VALUE, TITLE = 3000, 2000, 150, 75, 75, 150, 24
BLOCKS_IN_MESSAGE, TEXT_IN_MESSAGE, PRIVATE_METADATA = 50, 12_000, 3000


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, ending in an ellipsis where something is missing; never inside an entity."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    amp = head.rfind("&", max(0, len(head) - 5))
    if amp != -1 and ";" not in head[amp:]:
        head = head[:amp]
    return head + "…"


def plain(text: str, limit: int = SECTION) -> Block:
    return {"type": "plain_text", "text": cut(text, limit) or " ", "emoji": True}


def mrkdwn(text: str, limit: int = SECTION) -> Block:
    return {"type": "mrkdwn", "text": cut(text, limit) or " "}


def section(text: str, accessory: Block | None = None, block_id: str | None = None) -> Block:
    block: Block = {"type": "section", "text": mrkdwn(text)}
    if accessory:
        block["accessory"] = accessory
    return _with_id(block, block_id)


def fields(texts: Sequence[str]) -> Block:
    """Up to ten short texts in two columns."""
    return {"type": "section", "fields": [mrkdwn(text, FIELD) for text in texts[:10]]}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, HEADER)}


def context(*texts: str) -> Block:
    return {"type": "context", "elements": [mrkdwn(text, FIELD) for text in texts[:10]]}


def divider() -> Block:
    return {"type": "divider"}


def image(alt_text: str, slack_file_id: str, title: str | None = None) -> Block:
    block: Block = {"type": "image", "alt_text": cut(alt_text, 2000), "slack_file": {"id": slack_file_id}}
    if title:
        block["title"] = plain(title, 2000)
    return block


def actions(elements: Sequence[Block], block_id: str | None = None) -> Block:
    return _with_id({"type": "actions", "elements": list(elements[:25])}, block_id)


def button(
    text: str, action_id: str, value: str, *, style: str | None = None, confirm: Block | None = None, label: str = ""
) -> Block:
    """`style` is "primary" or "danger"; `label` is what a screen reader says where the text alone is not enough."""
    block: Block = {"type": "button", "text": plain(text, BUTTON), "action_id": action_id, "value": value}
    if style:
        block["style"] = style
    if confirm:
        block["confirm"] = confirm
    if label:
        block["accessibility_label"] = cut(label, 75)
    return block


def confirm(title: str, text: str, yes: str, no: str) -> Block:
    return {
        "title": plain(title, 100),
        "text": plain(text, 300),
        "confirm": plain(yes, 30),
        "deny": plain(no, 30),
    }


def option(text: str, value: str, description: str = "") -> Block:
    block: Block = {"text": plain(text, OPTION), "value": value[:OPTION_VALUE]}
    if description:
        block["description"] = plain(description, OPTION)
    return block


def select(action_id: str, options: Sequence[Block], initial: str | None = None, placeholder: str = "") -> Block:
    """A drop-down of at most 100 options; `initial` is a value among them."""
    block: Block = {"type": "static_select", "action_id": action_id, "options": list(options[:100])}
    chosen = next((o for o in options if o["value"] == initial), None)
    if chosen:
        block["initial_option"] = chosen
    if placeholder:
        block["placeholder"] = plain(placeholder, 150)
    return block


def radio(action_id: str, options: Sequence[Block], initial: str | None = None) -> Block:
    block: Block = {"type": "radio_buttons", "action_id": action_id, "options": list(options[:10])}
    chosen = next((o for o in options if o["value"] == initial), None)
    if chosen:
        block["initial_option"] = chosen
    return block


def form_input(
    block_id: str, label: str, element: Block, *, hint: str = "", optional: bool = False, dispatch: bool = False
) -> Block:
    block: Block = {"type": "input", "block_id": block_id, "label": plain(label, 2000), "element": element}
    if hint:
        block["hint"] = plain(hint, 2000)
    if optional:
        block["optional"] = True
    if dispatch:
        block["dispatch_action"] = True
    return block


def form(
    callback_id: str, title: str, blocks: Sequence[Block], *, submit: str = "", close: str = "", metadata: str = ""
) -> Block:
    """A modal view. Raises ValueError where Slack would refuse the metadata: cutting it would lose data."""
    if len(metadata) > PRIVATE_METADATA:
        raise ValueError(
            f"private_metadata of {callback_id} has {len(metadata)} characters; at most {PRIVATE_METADATA}"
        )
    view: Block = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, TITLE),
        "blocks": list(blocks)[:100],
    }
    if submit:
        view["submit"] = plain(submit, TITLE)
    if close:
        view["close"] = plain(close, TITLE)
    if metadata:
        view["private_metadata"] = metadata
    return view


def home(blocks: Sequence[Block]) -> Block:
    return {"type": "home", "blocks": list(blocks)[:100]}


def table(rows: Sequence[Sequence[str]]) -> Block:
    """A table of at most 100 rows by 20 columns of plain text; the first row is the header."""
    cells = [[{"type": "raw_text", "text": cell or " "} for cell in row[:20]] for row in rows[:100]]
    return {"type": "table", "rows": cells}


def paged(blocks: Iterable[Block]) -> list[list[Block]]:
    """Blocks in messages of at most 50 blocks and about 12,000 characters of text each, order kept."""
    pages: list[list[Block]] = [[]]
    size = 0
    for block in blocks:
        length = text_length(block)
        if pages[-1] and (len(pages[-1]) >= BLOCKS_IN_MESSAGE or size + length > TEXT_IN_MESSAGE):
            pages.append([])
            size = 0
        pages[-1].append(block)
        size += length
    return pages


def text_length(value: Any) -> int:
    """Characters of all the texts inside a block."""
    if isinstance(value, Mapping):
        own = value.get("text")
        return (len(own) if isinstance(own, str) else 0) + sum(
            text_length(inner) for inner in value.values() if isinstance(inner, Mapping | list)
        )
    if isinstance(value, list):
        return sum(text_length(inner) for inner in value)
    return 0


def _with_id(block: Block, block_id: str | None) -> Block:
    return {**block, "block_id": block_id} if block_id else block
