"""What stands in the inputs of a form or message: from plain values to Slack's state and action objects, and Slack's
own checks before a form is sent."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.workspace.core import copied
from bot.workspace.kit import elements_of
from bot.workspace.model import Json
from bot.workspace.refused import Refused

# Element type -> (field of the state that holds the value, field of the element that holds the initial one)
_STATE = {
    "plain_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "file_input": ("files", "initial_files"),
}
_MANY = {"multi_static_select", "multi_external_select", "checkboxes", "multi_users_select", "file_input"}
_NUMBER = re.compile(r"-?\d{1,30}(\.\d{1,30})?")


def stateful(blocks: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    """Every (block, element) that holds a value."""
    for block in blocks:
        for element in elements_of(block):
            if element["type"] in _STATE:
                yield block, element


def find_element(blocks: Sequence[Json], action_id: str, block_id: str | None) -> tuple[Json, Json]:
    """The block and element of that action; raises Refused("not_found")."""
    for block in blocks:
        for element in elements_of(block):
            if element.get("action_id") == action_id and block_id in (None, block["block_id"]):
                return block, element
    raise Refused("not_found")


def state_values(blocks: Sequence[Json], held: Mapping[str, Any], values: Mapping[str, Any] | None = None) -> Json:
    """`state.values` of a surface: new `values` over what it `held` over the initial ones.

    values: `{block_id or action_id: value}` or `{block_id: {action_id: value}}`; a name that is not there raises
    Refused("not_found").
    """
    given = dict(values or {})
    used: set[str] = set()
    state: Json = {}
    for block, element in stateful(blocks):
        block_id, action_id = block["block_id"], element["action_id"]
        before = held.get(block_id, {}).get(action_id) or initial_state(element)
        named = _named(given, block_id, action_id, used)
        state.setdefault(block_id, {})[action_id] = before if named is None else state_of(element, named[0])
    if set(given) - used:
        raise Refused("not_found")
    return state


def _named(given: Mapping[str, Any], block_id: str, action_id: str, used: set[str]) -> tuple[Any] | None:
    """A value that was given for this element, in a tuple of its own, for None is a value too."""
    if block_id in given:
        used.add(block_id)
        inner = given[block_id]
        if isinstance(inner, dict) and action_id in inner:
            return (inner[action_id],)
        is_value = not isinstance(inner, dict) or inner.get("type") == "rich_text" or {"text", "value"} <= set(inner)
        return (inner,) if is_value else None
    if action_id in given:
        used.add(action_id)
        return (given[action_id],)
    return None


def initial_state(element: Json) -> Json:
    field, initial = _STATE[element["type"]]
    empty: Any = [] if element["type"] in _MANY else None
    return {"type": element["type"], field: copied({"of": element.get(initial, empty)})["of"]}


def state_of(element: Json, value: Any) -> Json:
    """The state of an element that holds `value` (see Workspace.submit for what a value is)."""
    kind = element["type"]
    field, _ = _STATE[kind]
    if kind in _MANY:
        many = list(value) if isinstance(value, list | tuple | set | frozenset) else ([] if value is None else [value])
        return {"type": kind, field: [_chosen(element, one) for one in many] if "option" in field else many}
    if value in (None, ""):
        return {"type": kind, field: None}
    if "option" in field:
        return {"type": kind, field: _chosen(element, value)}
    return {"type": kind, field: value if kind in ("rich_text_input", "datetimepicker") else str(value)}


def _chosen(element: Json, value: Any) -> Json:
    if isinstance(value, dict):
        return copied(value)
    groups = element.get("option_groups", [])
    offered = [*element.get("options", []), *(option for group in groups for option in group["options"])]
    first = [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
    for option in [*offered, *element.get("offered", []), *first]:
        if option.get("value") == str(value):
            return copied(option)
    raise Refused("not_found")


def action_of(block: Json, element: Json, value: Any, ts: str) -> Json:
    """The entry of `actions` in block_actions for using this element."""
    kind = element["type"]
    action: Json = {"type": kind, "action_id": element["action_id"], "block_id": block["block_id"], "action_ts": ts}
    if kind == "button":
        return action | {key: copied(element)[key] for key in ("text", "value", "style", "url") if key in element}
    if kind == "overflow":
        return action | {"selected_option": _chosen(element, value)}
    shown = {key: copied(element)[key] for key in ("placeholder", "initial_option") if key in element}
    return action | state_of(element, value) | shown


def complaints(blocks: Sequence[Json], state: Json) -> dict[str, str]:
    """What Slack itself says before a form is sent, by block_id; {} if it may be sent."""
    found: dict[str, str] = {}
    for block, element in stateful(blocks):
        if block["type"] != "input":
            continue
        value = state[block["block_id"]][element["action_id"]][_STATE[element["type"]][0]]
        said = _missing(block, value) or _unfit(element, value)
        if said:
            found[block["block_id"]] = said
    return found


def _missing(block: Json, value: Any) -> str | None:
    empty = value in (None, "", []) and not block.get("optional", False)
    return "Please complete this required field." if empty else None


def _unfit(element: Json, value: Any) -> str | None:
    if value in (None, "", []):
        return None
    kind = element["type"]
    if kind == "plain_text_input":
        if len(value) < element.get("min_length", 0):
            return f"Please enter at least {element['min_length']} characters."
        longest = element.get("max_length", 3000)
        return f"Please enter at most {longest} characters." if len(value) > longest else None
    if kind == "number_input":
        return _unfit_number(element, value)
    if kind == "email_text_input":
        return None if "@" in value.strip("@") else "Please enter an e-mail address."
    if kind == "url_text_input":
        return None if value.startswith(("http://", "https://")) else "Please enter a link."
    most = element.get("max_selected_items")
    return f"Please choose at most {most}." if most and len(value) > most else None


def _unfit_number(element: Json, value: str) -> str | None:
    if not _NUMBER.fullmatch(value) or ("." in value and not element["is_decimal_allowed"]):
        return "Please enter a number." if element["is_decimal_allowed"] else "Please enter a whole number."
    if "min_value" in element and float(value) < float(element["min_value"]):
        return f"Please enter {element['min_value']} or more."
    if "max_value" in element and float(value) > float(element["max_value"]):
        return f"Please enter {element['max_value']} or less."
    return None
