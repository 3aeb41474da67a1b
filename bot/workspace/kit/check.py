"""Is this something that Slack would take? Answers with sentences in the form of Slack's `response_metadata.messages`.

Beside the models stand the rules that look across blocks: ids that must be unique, and how much there may be in all.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from bot.workspace.kit.blocks import InMessage
from bot.workspace.kit.views import AnyView

MAX_BLOCK_TEXT = 13_000  # characters of all blocks of a message; slackapi/bolt-js#2509 measured 13,172 to 13,297
MAX_MARKDOWN_TEXT = 12_000  # characters of all markdown blocks of a message
MAX_VIEW_BYTES = 250_000
MAX_DEPTH = 40  # nothing in Block Kit nests deeper than about ten

_MESSAGE: TypeAdapter[Any] = TypeAdapter(Annotated[list[InMessage], Field(max_length=50)])
_VIEW: TypeAdapter[Any] = TypeAdapter(AnyView)
_WORDS = {
    "extra_forbidden": "invalid additional property: {last}",
    "missing": "missing required field: {last}",
    "union_tag_invalid": "unsupported type: {tag}",
    "union_tag_not_found": "missing required field: type",
    "string_type": "must be a string",
    "list_type": "must be an array",
    "dict_type": "must be an object",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "bool_type": "must be a boolean",
    "int_type": "must be an integer",
    "literal_error": "must be a valid enum value",
    "string_pattern_mismatch": "must match the expected format",
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: Slack's error name for the whole call, and a sentence that says where."""

    error: str
    message: str


def message_faults(blocks: Any) -> list[Fault]:
    """What Slack has against these blocks of a message; [] if nothing. Takes any JSON and never raises."""
    if not isinstance(blocks, list) or _too_deep(blocks):
        return [Fault("invalid_blocks_format", "[ERROR] must be an array of blocks [json-pointer:/blocks]")]
    found = _model_faults(_MESSAGE, blocks, "/blocks", "invalid_blocks")
    if found:
        return found
    tables = [block for block in blocks if block["type"] == "table"]
    if len(tables) > 1:
        return [Fault("invalid_attachments", "[ERROR] only_one_table_allowed [json-pointer:/blocks]")]
    found = [Fault("invalid_blocks", sentence) for sentence in _clashes(blocks, "/blocks")]
    if found:
        return found
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if markdown > MAX_MARKDOWN_TEXT or sum(map(len, _texts(blocks))) > MAX_BLOCK_TEXT:
        return [Fault("msg_blocks_too_long", "[ERROR] the text of all blocks is too long [json-pointer:/blocks]")]
    return []


def view_faults(view: Any) -> list[Fault]:
    """What Slack has against this form or App Home; [] if nothing. Takes any JSON and never raises."""
    if not isinstance(view, dict) or _too_deep(view):
        return [Fault("invalid_arguments", "[ERROR] must be an object [json-pointer:/view]")]
    if len(json.dumps(view, ensure_ascii=False).encode("utf-8", "surrogatepass")) > MAX_VIEW_BYTES:
        return [Fault("view_too_large", f"[ERROR] more than {MAX_VIEW_BYTES} bytes [json-pointer:/view]")]
    found = _model_faults(_VIEW, view, "/view", "invalid_arguments")
    return found or [Fault("invalid_arguments", sentence) for sentence in _clashes(view["blocks"], "/view/blocks")]


def _model_faults(adapter: TypeAdapter[Any], value: Any, root: str, error: str) -> list[Fault]:
    try:
        adapter.validate_python(value)
    except ValidationError as refused:
        return [
            Fault(error, f"[ERROR] {_sentence(entry)} [json-pointer:{root}{_pointer(entry['loc'], value)}]")
            for entry in refused.errors(include_url=False, include_input=False)
        ]
    return []


def _sentence(entry: Any) -> str:
    context = entry.get("ctx") or {}
    kind = entry["type"]
    if kind == "string_too_long":
        return f"must be less than {context['max_length'] + 1} characters"
    if kind == "string_too_short":
        return f"must be more than {context['min_length'] - 1} characters"
    if kind == "too_long":
        return f"no more than {context['max_length']} items allowed"
    if kind == "too_short":
        return f"no fewer than {context['min_length']} items allowed"
    if kind == "value_error":
        return str(context["error"])
    last = entry["loc"][-1] if entry["loc"] else ""
    return _WORDS.get(kind, str(entry["msg"])).format(last=last, tag=context.get("tag", ""))


def _pointer(loc: tuple[int | str, ...], value: Any) -> str:
    """The place as a JSON pointer. pydantic names the chosen alternative of a union too: that is not in the data."""
    parts: list[str] = []
    here = value
    for part in loc:
        if isinstance(here, dict) and isinstance(part, str) and part not in here:
            if here.get("type") == part:
                continue
            break  # a missing field: Slack points to what lacks it
        parts.append(str(part).replace("~", "~0").replace("/", "~1"))
        here = _step(here, part)
    return "".join(f"/{part}" for part in parts)


def _step(here: Any, part: int | str) -> Any:
    if isinstance(here, dict):
        return here.get(part)
    if isinstance(here, list) and isinstance(part, int) and part < len(here):
        return here[part]
    return None


def _clashes(blocks: list[Any], root: str) -> Iterator[str]:
    """block_id must be unique in a surface, action_id in a block."""
    seen: set[str] = set()
    for at, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id is not None and block_id in seen:
            yield f"[ERROR] block_id {block_id!r} already exists [json-pointer:{root}/{at}/block_id]"
        seen.add(block_id)
        acting = [part.get("action_id") for part in elements_of(block) if part.get("action_id") is not None]
        for action_id in sorted({one for one in acting if acting.count(one) > 1}):
            yield f"[ERROR] action_id {action_id!r} already exists [json-pointer:{root}/{at}]"


def elements_of(block: Any) -> list[Any]:
    """The elements of a block that can be used: an accessory, the input, or those of an actions block."""
    if block["type"] == "actions":
        return list(block["elements"])
    return [block[name] for name in ("accessory", "element") if isinstance(block.get(name), dict)]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        yield from (text for inner in value.values() for text in _texts(inner))
    elif isinstance(value, list):
        yield from (text for inner in value for text in _texts(inner))


def _too_deep(value: Any) -> bool:
    layer = [value]
    for _ in range(MAX_DEPTH):
        layer = [
            inner
            for outer in layer
            if isinstance(outer, (dict, list))
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not layer:
            return False
    return True
