"""The words of the report: prompts/report/words.yaml and the templates beside it, read once.

HTML templates (`*.html.j2`) escape everything; Markdown ones pass values through `md`, which takes Markdown's and
HTML's signs their meaning.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

_MARKDOWN = re.compile(r"([\\`*_{}\[\]#|~])")
_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)")
_SAFE_LINK = re.compile(r"https?://[^\s<>\"'\\]+\Z")


@dataclass(frozen=True)
class Pages:
    """Templates by file name, and the words that they share."""

    templates: Mapping[str, str]
    words: Mapping[str, Any]

    @classmethod
    def read(cls, folders: Iterable[Path]) -> "Pages":
        """From the `report` folder of each of these prompts folders; later ones win."""
        templates: dict[str, str] = {}
        words: dict[str, Any] = {}
        for folder in folders:
            for path in sorted((folder / "report").glob("*.j2")):
                templates[path.name] = path.read_text(encoding="utf-8")
            file = folder / "report" / "words.yaml"
            if file.is_file():
                words = _over(words, yaml.safe_load(file.read_text(encoding="utf-8")) or {})
        return cls(templates, words)

    def render(self, name: str, **values: Any) -> str:
        """A template by its file name, with the shared words as `t`."""
        environment = self._html if name.endswith(".html.j2") else self._text
        return environment.get_template(name).render(t=self.words, **values)

    @cached_property
    def _html(self) -> SandboxedEnvironment:
        return self._environment(autoescape=True)

    @cached_property
    def _text(self) -> SandboxedEnvironment:
        return self._environment(autoescape=False)

    def _environment(self, autoescape: bool) -> SandboxedEnvironment:
        environment = SandboxedEnvironment(
            loader=DictLoader(dict(self.templates)),
            undefined=StrictUndefined,
            autoescape=autoescape,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters.update(md=markdown, link=safe_link, number=number, data_uri=data_uri, word=spoken)
        return environment


def markdown(value: object) -> str:
    """Any text as one line of Markdown that shows just these signs."""
    line = " ".join(str(value).split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = _MARKDOWN.sub(r"\\\1", line)
    return _START.sub(r"\1\\\2", line)


def safe_link(url: str) -> str:
    """The address if it is one of the web, else ""; so no quote can carry a script."""
    return url if _SAFE_LINK.match(url) else ""


def number(value: float) -> str:
    """Minutes and scores: "5", "7.5"."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def data_uri(svg: str) -> str:
    """An SVG for an img's src; an image in img runs no script."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def spoken(key: str, words: Mapping[str, str]) -> str:
    """The word of an id, or the id with blanks where there is none."""
    return words.get(key) or key.replace("_", " ").replace(".", " ")


def _over(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """New words over old ones, mapping by mapping."""
    merged = dict(old)
    for key, value in new.items():
        before = merged.get(key)
        merged[key] = _over(before, value) if isinstance(before, Mapping) and isinstance(value, Mapping) else value
    return merged
