"""Frozen dataclasses as JSON values and back: by their annotations, exactly, raising on what does not fit.

A field that an older value lacks takes its default, so that what was written yesterday can be read tomorrow.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def plain(value: Any) -> Any:
    """A dataclass as JSON values; defaults are written too, for they may change."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, frozenset | set):
        return sorted(plain(item) for item in value)
    return value


def build(kind: type[T], data: Mapping[str, Any]) -> T:
    """A dataclass from JSON values."""
    if not isinstance(data, Mapping):
        raise TypeError(f"{kind.__name__}: an object was expected, not {type(data).__name__}.")
    shape: Any = kind  # a dataclass, which type[T] cannot say
    hints = _hints(shape)
    known = {}
    for field in fields(shape):
        if field.name in data:
            known[field.name] = _read(hints[field.name], data[field.name])
        elif field.default is MISSING and field.default_factory is MISSING:
            raise ValueError(f"{kind.__name__}: {field.name} is missing.")
    return kind(**known)


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _read(hint: Any, value: Any) -> Any:
    origin = get_origin(hint)
    if hint is Any or origin is Literal:
        return value
    if origin in (Union, types.UnionType):
        inner = [arg for arg in get_args(hint) if arg is not type(None)]
        return None if value is None else _read(inner[0], value)
    if origin is tuple:
        return _tuple(get_args(hint), value)
    if origin in (frozenset, set):
        return frozenset(_read(get_args(hint)[0], item) for item in value)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {key: _read(get_args(hint)[1], item) for key, item in value.items()}
    if isinstance(hint, type) and is_dataclass(hint):
        return build(hint, value)
    return float(value) if hint is float and isinstance(value, int) else value


def _tuple(args: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if len(args) == 2 and args[1] is Ellipsis:
        return tuple(_read(args[0], item) for item in value)
    return tuple(_read(arg, item) for arg, item in zip(args, value, strict=True))
