"""The catalogue of SQL: one statement under each `-- name:`, with `:named` parameters for both databases."""

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

_NAME = re.compile(r"^-- name: (\w+)\s*$", re.MULTILINE)
_PARAMETER = re.compile(r"(?<!:):([a-z_]+)")


@cache
def statements() -> Mapping[str, str]:
    """Name → statement, as SQLite takes it."""
    text = (resources.files("bot.store") / "catalogue.sql").read_text(encoding="utf-8")
    parts = _NAME.split(text)
    return {name: body.strip() for name, body in zip(parts[1::2], parts[2::2], strict=True)}


@cache
def postgres_statements() -> Mapping[str, str]:
    """The same with psycopg's placeholders."""
    return {name: _PARAMETER.sub(r"%(\1)s", body) for name, body in statements().items()}


def migrations() -> list[tuple[int, str]]:
    """Number and text of every migration, in order."""
    folder = resources.files("bot.store") / "migrations"
    files = [entry for entry in folder.iterdir() if entry.name.endswith(".sql")]
    return sorted((int(entry.name.split("_")[0]), entry.read_text(encoding="utf-8")) for entry in files)


def split_script(script: str) -> list[str]:
    """The statements of a migration. Migrations hold no semicolon inside a string."""
    bare = "\n".join(line for line in script.splitlines() if not line.lstrip().startswith("--"))
    return [part.strip() for part in bare.split(";") if part.strip()]
