"""YAML files with the line of every key kept, so that an error can name its place.

libyaml composes the nodes (a sheet in about 5 ms; ruamel.yaml takes twenty times as long and is kept for editing a
file with its comments). Scalars follow YAML 1.2's core schema: `no` and `on` are words, not booleans.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from bot.content.errors import ContentError, Finding, shown

Key: TypeAlias = tuple[str | int, ...]

MAX_BYTES = 2_000_000  # a full sheet is about 50 KB
MAX_DEPTH = 40

_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+)(?:[eE][-+]?[0-9]+)?\Z")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(frozen=True, slots=True)
class Document:
    """What a YAML file holds: `data` as plain values, `lines` the line (from 1) of every key and item by its path."""

    path: Path
    data: Any
    lines: dict[Key, int] = field(default_factory=dict)

    def line(self, key: Key) -> int:
        """The line of a key, or of the nearest thing around it."""
        while key not in self.lines and key:
            key = key[:-1]
        return self.lines.get(key, 1)

    def finding(self, key: Key, message: str, fix: str = "", *, warning: bool = False) -> Finding:
        return Finding(
            file=shown(self.path),
            line=self.line(key),
            level="warning" if warning else "error",
            key=key_text(key),
            message=message,
            fix=fix,
        )


def key_text(key: Key) -> str:
    """("facts", 3, "id") as facts[3].id"""
    text = ""
    for part in key:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def read_yaml(path: Path) -> Document:
    """Read one file. Raises ContentError with the place when it cannot be read or is not YAML."""
    try:
        raw = path.read_bytes()
        text = raw.decode("utf-8")
    except FileNotFoundError:
        raise ContentError([Finding(shown(path), 0, "error", "", "there is no such file.")]) from None
    except (OSError, UnicodeDecodeError) as error:
        fix = "Save it as UTF-8." if isinstance(error, UnicodeDecodeError) else ""
        raise ContentError([Finding(shown(path), 0, "error", "", f"cannot be read: {error}.", fix)]) from None
    if len(raw) > MAX_BYTES:
        raise ContentError([Finding(shown(path), 0, "error", "", f"is larger than {MAX_BYTES:,} bytes.")])
    return parse_yaml(text, path)


def parse_yaml(text: str, path: Path) -> Document:
    """The same from a string; `path` is what errors will name."""
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        raise ContentError([_syntax_finding(error, path)]) from None
    except yaml.YAMLError as error:
        raise ContentError([Finding(shown(path), 1, "error", "", f"is not YAML: {error}.")]) from None
    reader = _Reader(path)
    data = reader.value(node, ()) if node is not None else None
    if reader.findings:
        raise ContentError(reader.findings)
    return Document(path, data, reader.lines)


def _syntax_finding(error: yaml.MarkedYAMLError, path: Path) -> Finding:
    mark = error.problem_mark or error.context_mark
    problem = (error.problem or "cannot be understood").strip()
    fix = 'Put text that holds ": " or starts with a sign ([ { & * # ? | > @ % ") between quotes.'
    if "tab" in problem or "\\t" in problem:
        fix = "Indent with spaces, never with tabs."
    return Finding(shown(path), (mark.line + 1) if mark else 1, "error", "", f"is not YAML: {problem}.", fix)


class _Reader:
    """Nodes to plain values, writing down lines and what is wrong on the way."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[Key, int] = {}
        self.findings: list[Finding] = []

    def value(self, node: yaml.Node, key: Key) -> Any:
        self.lines.setdefault(key, node.start_mark.line + 1)
        if len(key) > MAX_DEPTH:
            self._fault(node, key, "is nested too deeply.")
            return None
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, key)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*key, index)) for index, item in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: yaml.MappingNode, key: Key) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for name_node, value_node in node.value:
            if not isinstance(name_node, yaml.ScalarNode):
                self._fault(name_node, key, "has a key that is not a word.", "Write `key: value`.")
                continue
            name = str(name_node.value)
            if name in result:
                self._fault(name_node, (*key, name), "is there twice.", "Keep one of them.")
                continue
            self.lines[(*key, name)] = name_node.start_mark.line + 1
            result[name] = self.value(value_node, (*key, name))
        return result

    def _fault(self, node: yaml.Node, key: Key, message: str, fix: str = "") -> None:
        line = node.start_mark.line + 1
        self.findings.append(Finding(shown(self.path), line, "error", key_text(key), message, fix))


def _scalar(node: Any) -> Any:
    text = str(node.value)
    if node.style:  # quoted or a block; libyaml gives "" for a plain scalar, the Python parser None
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INT.match(text):
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    return text
