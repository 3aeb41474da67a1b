"""What can be wrong with content, said so that its author knows where to look and what to write instead."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing wrong in one file. `line` counts from 1 (0: the file as a whole); `key` is a path like facts[3].id."""

    file: str
    line: int
    level: Literal["error", "warning"]
    key: str
    message: str
    fix: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        subject = f"{self.key}: " if self.key else ""
        return f"{place}: {self.level}: {subject}{self.message}{' ' + self.fix if self.fix else ''}"

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


class ContentError(Exception):
    """Content that cannot be used. `findings` holds every fault found, not only the first."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = tuple(findings)


class UnknownScenario(LookupError):
    """There is no scenario of this id. `name` is what was asked for, `known` the ids that exist."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name, self.known = name, tuple(sorted(known))
        super().__init__(f"There is no scenario {name!r}. {did_you_mean(name, self.known)}")


class UnknownRubric(LookupError):
    """There is no rubric of this id."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name, self.known = name, tuple(sorted(known))
        super().__init__(f"There is no rubric {name!r}. {did_you_mean(name, self.known)}")


class WordsError(Exception):
    """Something the bot should say has no template, or its template cannot be rendered."""


def closest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` is most likely a slip of, or None."""
    by_shape = {_shape(candidate): candidate for candidate in known}
    found = difflib.get_close_matches(_shape(name), by_shape, n=1, cutoff=0.6)
    return by_shape[found[0]] if found else None


def did_you_mean(name: str, known: Iterable[str], most: int = 12) -> str:
    """ "Did you mean 'x'?", or the list of what there is where nothing is near."""
    names = sorted(set(known))
    if near := closest(name, names):
        return f"Did you mean {near!r}?"
    if not names:
        return "There are none."
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return f"There are: {', '.join(names[:most])}{rest}."


def shown(path: Path) -> str:
    """A path as a person would type it: relative to where they stand, where that is shorter."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _shape(name: str) -> str:
    return name.lower().replace("-", "_").replace(" ", "_")
