"""A person who was forgotten: what stands in the place of their id, and how an id is replaced in stored values.

The events of others stay, so something has to stand where the id was: a name that says nothing and leads nowhere."""

import re
from collections.abc import Callable, Mapping
from typing import Any

GONE = "gone-"
_ALIAS = re.compile(r"gone-[0-9a-f]{8}\Z")

Rename = Callable[[str], str]


def alias(number: int) -> str:
    """ "gone-" with eight digits of a number that was drawn; the same number gives the same alias."""
    return f"{GONE}{number % 2**32:08x}"


def is_gone(person: str) -> bool:
    return bool(_ALIAS.match(person))


def renaming(person: str, other: str) -> Rename:
    """Replaces the id where it stands by itself: not inside a longer word, and a mention of it as a whole."""
    mention = re.compile(rf"<@{re.escape(person)}(?:\|[^>\n]{{0,200}})?>")
    alone = re.compile(rf"(?<![A-Za-z0-9]){re.escape(person)}(?![A-Za-z0-9])")

    def rename(text: str) -> str:
        return alone.sub(other, mention.sub(f"@{other}", text)) if person in text else text

    return rename


def renamed(value: Any, rename: Rename) -> Any:
    """The same JSON value with every string in it renamed, keys too."""
    if isinstance(value, str):
        return rename(value)
    if isinstance(value, Mapping):
        return {rename(str(key)): renamed(item, rename) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [renamed(item, rename) for item in value]
    return value
