"""Rubrics that are based on another one: what they do not say is the other's, criterion by criterion.

    id: estimation_and_api
    based_on: system_design
    phases: […]                     # its own
    criteria:
      est.write_qps:                # as it is there
      hld.api: {weight: 6}          # with another weight
      api.errors: {phase: design, kind: statement, …}   # its own, whole

Only the criteria that are named are taken; phases, clock, bands and the rest are taken whole where they are not given.
Files are joined as data before they are read as rubrics, so that a rubric is the same thing whichever way it was written.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import Field

from bot.content.errors import ContentError, Finding, did_you_mean
from bot.content.rubric import Band, Clock, HintPrice, Kind, LevelBar, Phase, Share
from bot.content.rung import Rung
from bot.content.scenario import Id, Level, Part, PhaseId, Short, Text
from bot.content.validate import build
from bot.content.yamlfile import Document

OWN = ("id", "version", "title", "source", "aliases")  # never another rubric's


class CriterionChange(Part):
    """What another rubric's criterion has otherwise here; a criterion of its own has every key that one needs."""

    phase: PhaseId | str | None = None
    kind: Kind | None = None
    title: Short | None = None
    met: Text | None = None
    not_: str | None = Field(default=None, alias="not")
    weight: float | None = Field(default=None, gt=0)
    ladder: tuple[Rung, ...] | None = None


class BasedRubric(Part):
    """A rubric as it is written when it is based on another one."""

    id: Id
    based_on: Id = Field(description="Id of the rubric that the rest is taken from.")
    version: int = Field(ge=1)
    title: Short
    source: str = ""
    aliases: tuple[Short, ...] = ()
    minutes: tuple[int, ...] | None = None
    usual_minutes: int | None = None
    levels: dict[Level, LevelBar] | None = None
    phases: tuple[Phase, ...] | None = None
    level_shares: dict[int, Share] | None = None
    communication_weight: float | None = None
    clock: Clock | None = None
    hints: tuple[HintPrice, ...] | None = None
    criteria: dict[str, CriterionChange | None] = Field(
        description="Those that are judged; nothing after the name takes the other rubric's as it is."
    )
    bands: dict[Level, tuple[Band, ...]] | None = None


def joined(documents: Sequence[Document], known: Mapping[str, Document]) -> tuple[list[Document], list[Finding]]:
    """The documents with everything that they take from others, in an order in which each comes after its base.

    `known` are rubrics read before, whole, by id; one that is based on a rubric of its own id changes the earlier one."""
    whole = dict(known)
    findings: list[Finding] = []
    done = [document for document in documents if not _base(document)]
    whole.update({_id(document): document for document in done})
    waiting = [document for document in documents if _base(document)]
    while ready := [document for document in waiting if _base(document) in whole and not _awaits(document, waiting)]:
        for document in ready:
            waiting.remove(document)
            try:
                made = _joined(document, whole[_base(document)])
            except ContentError as error:
                findings.extend(error.findings)
                continue
            done.append(made)
            whole[_id(made)] = made
    findings.extend(_orphan(document, waiting, whole) for document in waiting)
    return done, findings


def _id(document: Document) -> str:
    return str(document.data.get("id", ""))


def _base(document: Document) -> str:
    return str(document.data.get("based_on") or "")


def _awaits(document: Document, waiting: Iterable[Document]) -> bool:
    """Whether its base is itself still to be joined."""
    return any(other is not document and _id(other) == _base(document) for other in waiting)


def _orphan(document: Document, waiting: Sequence[Document], whole: Mapping[str, Document]) -> Finding:
    base = _base(document)
    if any(_id(other) == base for other in waiting):
        return document.finding(("based_on",), f"{base!r} is based on this one in turn.", "Give one of them all of it.")
    return document.finding(("based_on",), f"there is no rubric {base!r}.", did_you_mean(base, whole))


def _joined(document: Document, base: Document) -> Document:
    """Raises ContentError for a file that is no based rubric, and for a criterion that neither file has whole."""
    build(BasedRubric, document)
    theirs: Mapping[str, Any] = base.data
    data = {key: value for key, value in theirs.items() if key not in OWN}
    data |= {key: value for key, value in document.data.items() if key not in ("based_on", "criteria")}
    there, here = theirs.get("criteria") or {}, document.data["criteria"]
    unknown = [_unknown(document, name, there) for name, change in here.items() if change is None and name not in there]
    if unknown:
        raise ContentError(unknown)
    data["criteria"] = {name: {**(there.get(name) or {}), **(change or {})} for name, change in here.items()}
    return Document(document.path, data, document.lines)


def _unknown(document: Document, name: str, there: Mapping[str, Any]) -> Finding:
    message = f"{_base(document)} has no criterion {name!r} to take."
    fix = f"{did_you_mean(name, there)} One of your own needs phase, kind, title, met and a ladder."
    return document.finding(("criteria", name), message, fix)
