"""Every word the bot says: templates under prompts/, by name, with variants of one sentence to choose from.

`prompts/probe/next.j2` is `probe.next`; lines of `---` part its variants. A YAML file is a whole area at once:
`prompts/hints.yaml` with `late: [one wording, another]` gives `hints.late`. A later folder's word replaces an earlier
one's of the same name.

Strings are escaped for Slack where they are printed (`finalize`; Jinja's own autoescape is for HTML and would turn
"don't" into "don&#39;t"). What is already Slack's markup comes from the filters below as `Safe` and is left alone.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import DictLoader, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from bot.content.answers import figure
from bot.content.errors import ContentError, Finding, WordsError, did_you_mean, shown
from bot.content.yamlfile import read_yaml
from bot.record.forgotten import is_gone
from bot.text import escape

_BREAK = re.compile(r"^---[ \t]*$\n?", re.MULTILINE)
_ID = re.compile(r"[A-Z0-9]{1,40}\Z")


class Safe(str):
    """Slack markup that is not to be escaped again."""

    __slots__ = ()


@dataclass(frozen=True)
class Words:
    """`templates`: name → its variants. Compiled when first said."""

    templates: Mapping[str, tuple[str, ...]]

    @classmethod
    def read(cls, folders: Iterable[Path]) -> "Words":
        """All templates of these folders, later folders winning. Raises ContentError for a broken YAML file."""
        templates: dict[str, tuple[str, ...]] = {}
        for folder in folders:
            for path in sorted(folder.rglob("*.j2")):
                templates[_name(path, folder)] = _variants(path.read_text(encoding="utf-8"))
            for path in sorted([*folder.rglob("*.yaml"), *folder.rglob("*.yml")]):
                templates.update(_from_yaml(path, _name(path, folder)))
        return cls(templates)

    def __contains__(self, name: str) -> bool:
        return name in self.templates

    def say(self, name: str, /, seed: int | str = 0, **args: Any) -> str:
        """The words of this name, ready for Slack; `seed` picks the variant, the same for the same seed.

        Raises WordsError for a name without a template, for an argument that is missing, and for a broken template.
        """
        variants = self.templates.get(name)
        if not variants:
            raise WordsError(f"Nothing under prompts/ is called {name!r}. {did_you_mean(name, self.templates)}")
        chosen = _hash(f"{name}:{seed}") % len(variants)
        try:
            return self._environment.get_template(f"{name}#{chosen}").render(args).strip()
        except (TemplateError, TypeError, ValueError) as error:
            raise WordsError(f"prompts, {name} (variant {chosen + 1}): {error}.") from error

    def count(self, name: str) -> int:
        """How many variants a name has; 0 for one that is not there."""
        return len(self.templates.get(name, ()))

    def faults(self) -> list[Finding]:
        """Templates that Jinja cannot parse."""
        found = []
        for name, variants in self.templates.items():
            for index, source in enumerate(variants):
                try:
                    self._environment.parse(source)
                except TemplateError as error:
                    line = getattr(error, "lineno", 0) or 0
                    where = f"prompts, {name}, variant {index + 1}"
                    found.append(Finding(where, line, "error", "", f"is not a template: {error}."))
        return found

    def _mention(self, user: str) -> Safe:
        """A person by Slack id; one who was forgotten has no name any more."""
        return Safe(escape(self.say("slack.somebody"))) if is_gone(user) else mention(user)

    @cached_property
    def _environment(self) -> SandboxedEnvironment:
        sources = {f"{name}#{n}": text for name, texts in self.templates.items() for n, text in enumerate(texts)}
        whole = {name: texts[0] for name, texts in self.templates.items() if texts}
        environment = SandboxedEnvironment(
            loader=DictLoader({**whole, **sources}),
            undefined=StrictUndefined,
            autoescape=False,
            finalize=_finalize,
            trim_blocks=True,
            lstrip_blocks=True,
            cache_size=2000,
        )
        environment.filters.update(
            mention=self._mention, channel=channel, date=date, link=link, join=join, plural=plural, figure=figure
        )
        return environment


def mention(user: str) -> Safe:
    """A person by Slack id; anything that is not an id is shown as it is."""
    return Safe(f"<@{user}>") if _ID.match(user) else Safe(escape(user))


def channel(name: str) -> Safe:
    """A channel by Slack id."""
    return Safe(f"<#{name}>") if _ID.match(name) else Safe(escape(name))


def date(at: float, form: str = "{time}", fallback: str | None = None) -> Safe:
    """Unix seconds in the reader's own time zone (Slack's date token); the fallback is UTC."""
    plain = fallback or datetime.fromtimestamp(at, UTC).strftime("%d %b %H:%M UTC")
    return Safe(f"<!date^{int(at)}^{form}|{escape(plain).replace('|', ' ')}>")


def link(url: str, label: str) -> Safe:
    """A link; only http, https and mailto become one."""
    if not re.match(r"(?:https?|mailto):[^\s<>|]+\Z", url):
        return Safe(escape(label))
    return Safe(f"<{url}|{escape(label).replace('|', ' ')}>")


def join(items: Iterable[Any], by: str = "", last: str | None = None) -> Safe:
    """Items joined, each escaped unless it is Safe; `last` stands before the last one ("a, b and c")."""
    parts = [str(_finalize(item)) for item in items]
    if last is not None and len(parts) > 1:
        parts = [*parts[:-2], f"{parts[-2]}{escape(last)}{parts[-1]}"]
    return Safe(escape(by).join(parts))


def plural(number: float, one: str, many: str | None = None) -> str:
    """ "1 minute", "2 minutes"."""
    return f"{number:g} {one if number == 1 else many or f'{one}s'}"


def _finalize(value: Any) -> Any:
    return escape(value) if isinstance(value, str) and not isinstance(value, Safe) else value


def _variants(text: str) -> tuple[str, ...]:
    return tuple(part.strip("\n") for part in _BREAK.split(text) if part.strip())


def _name(path: Path, folder: Path) -> str:
    return ".".join(path.relative_to(folder).with_suffix("").parts)


def _from_yaml(path: Path, area: str) -> dict[str, tuple[str, ...]]:
    data = read_yaml(path).data
    if not isinstance(data, Mapping):
        raise ContentError([Finding(shown(path), 1, "error", "", "is not a mapping of names to words.")])
    return dict(_flat(area, data))


def _flat(name: str, value: Any) -> Iterable[tuple[str, tuple[str, ...]]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(f"{name}.{key}", inner)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield name, tuple(str(item) for item in value)
    elif value is not None:
        yield name, (str(value),)


def _hash(text: str) -> int:
    """The same on every machine and in every process, unlike hash()."""
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:8], "big")
