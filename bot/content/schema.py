"""JSON Schema of the content files, for editors (`# yaml-language-server: $schema=…`)."""

import json
from typing import Any

from pydantic import BaseModel, RootModel

from bot.content.basing import BasedRubric
from bot.content.drills import PARTS
from bot.content.patterns import PatternCards
from bot.content.rubric import Rubric
from bot.content.scenario import Scenario


class RubricFile(RootModel[BasedRubric | Rubric]):
    """A rubric, whole or based on another one."""


KINDS: dict[str, type[BaseModel]] = {
    "scenario": Scenario, "rubric": RubricFile, "patterns": PatternCards,
    **{f"drills-{name}": part for name, part in PARTS.items()},
}  # fmt: skip


def schema_text(kind: str) -> str:
    """The file that is published as rubrics/schema/KIND.schema.json."""
    return json.dumps(schema(kind), indent=1, ensure_ascii=False) + "\n"


def schema(kind: str = "scenario") -> dict[str, Any]:
    """The schema of one kind of file: scenario, rubric, patterns, or a part of the drills. Raises KeyError for another."""
    made = KINDS[kind].model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Mockingbird {kind}", **made}
