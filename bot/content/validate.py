"""Pydantic's errors in an author's words: file, line, key, and what to write instead."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.content.errors import ContentError, Finding, did_you_mean
from bot.content.yamlfile import Document, Key, key_text

M = TypeVar("M", bound=BaseModel)

_WANTED = {
    "string_type": "is not text.",
    "int_type": "is not a whole number.",
    "int_parsing": "is not a whole number.",
    "float_type": "is not a number.",
    "float_parsing": "is not a number.",
    "bool_type": "is neither true nor false.",
    "bool_parsing": "is neither true nor false.",
    "tuple_type": "is not a list.",
    "list_type": "is not a list.",
    "dict_type": "is not a mapping of keys to values.",
    "model_type": "is not a mapping of keys to values.",
}
_FIXES = {
    "tuple_type": "Write one item a line, each after `- `, or [a, b].",
    "list_type": "Write one item a line, each after `- `, or [a, b].",
    "dict_type": "Write `key: value` lines below it.",
    "model_type": "Write `key: value` lines below it.",
    "bool_type": "Write true or false.",
    "bool_parsing": "Write true or false.",
    "string_type": "Put it between quotes.",
}


def build(model: type[M], document: Document) -> M:
    """The document as a model. Raises ContentError with every fault and its line."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        raise ContentError([_finding(detail, model, document) for detail in _unique(error.errors())]) from None


def _unique(details: Iterable[ErrorDetails]) -> Iterator[ErrorDetails]:
    seen: set[tuple[Key, str]] = set()
    for detail in details:
        mark = (detail["loc"], detail["type"])
        if mark not in seen:
            seen.add(mark)
            yield detail


def _finding(detail: ErrorDetails, model: type[BaseModel], document: Document) -> Finding:
    key = tuple(part for part in detail["loc"] if part != "[key]")
    kind, value = detail["type"], detail["input"]
    if kind == "extra_forbidden":
        known = _keys_at(model, key[:-1])
        return document.finding(key, "there is no such key here.", did_you_mean(str(key[-1]), known))
    if kind == "missing":
        place = key_text(key[:-1]) or "the file"
        return document.finding(key, f"is missing from {place}.", f"Add a line `{key[-1]}: …`.")
    if kind == "literal_error":
        known = [part.strip(" '") for part in detail["ctx"]["expected"].replace(" or ", ", ").split(",")]
        return document.finding(key, f"{_shown(value)} is not one of its values.", did_you_mean(str(value), known))
    if kind == "string_pattern_mismatch":
        return document.finding(key, f"{_shown(value)} is not an id.", "Use lower case letters, digits, - and _.")
    if kind == "value_error":
        return document.finding(key, str(detail["ctx"]["error"]))
    message = _WANTED.get(kind) or f"{detail['msg'][:1].lower()}{detail['msg'][1:]}."
    return document.finding(key, f"{_shown(value)} {message}", _FIXES.get(kind, ""))


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"


def _keys_at(model: type[BaseModel], key: Key) -> list[str]:
    """The keys that the mapping at this place may have, as authors write them."""
    here: type[BaseModel] | None = model
    inside = False  # a list or a mapping of models: the next part is an index or a name
    for part in key:
        if inside or here is None:
            inside = False
            continue
        field = next((each for name, each in here.model_fields.items() if part in (name, each.alias)), None)
        here = _model_within(field.annotation) if field else None
        inside = field is not None and _holds_many(field.annotation)
    return [] if here is None or inside else [field.alias or name for name, field in here.model_fields.items()]


def _holds_many(annotation: Any) -> bool:
    return get_origin(annotation) in (dict, tuple, list)


def _model_within(annotation: Any) -> type[BaseModel] | None:
    """The first model inside `tuple[X, ...]`, `dict[str, X]`, `X | None`, `Annotated[X, …]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if found := _model_within(inner):
            return found
    return None
