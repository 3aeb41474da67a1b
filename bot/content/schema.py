"""JSON Schema of the content files, for editors (`# yaml-language-server: $schema=…`)."""

from typing import Any

from pydantic import BaseModel

from bot.content.patterns import PatternCards
from bot.content.rubric import Rubric
from bot.content.scenario import Scenario

KINDS: dict[str, type[BaseModel]] = {"scenario": Scenario, "rubric": Rubric, "patterns": PatternCards}


def schema(kind: str = "scenario") -> dict[str, Any]:
    """The schema of one kind of file: scenario, rubric or patterns. Raises KeyError for another."""
    made = KINDS[kind].model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Mockingbird {kind}", **made}
