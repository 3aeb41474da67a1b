"""Answers of a sheet: Jinja2 over the figures of its flows, so that a drawn variant answers with its own."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.content.figures import Figure, said


class AnswerError(ValueError):
    """An answer that cannot be rendered from the flows."""


def figure(value: Any, unit: str = "count") -> str:
    """The filter `figure`: a figure of a flow, or a number with its unit (B, s, ratio, count), as it is said."""
    if isinstance(value, Figure):
        return value.text
    return said(float(value), unit).text


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    environment.filters["figure"] = figure
    return environment


@cache
def _template(source: str) -> Any:
    return _environment().from_string(source)


def render_answer(template: str, flows: Mapping[str, Any]) -> str:
    """Plain text, not escaped for Slack; `flows` by their names, with figures as attributes. Raises AnswerError saying which name is not there."""
    if "{" not in template:
        return template
    try:
        return str(_template(template).render(dict(flows))).strip()
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise AnswerError(f"does not render: {error}.") from None
