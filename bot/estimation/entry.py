"""The three entrances of the library, thin: what does the work is loaded by the first call, not by the import.

A command that only prints a figure, or `--help`, names them and never calls them.
"""

from collections.abc import Mapping, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from bot.estimation.cascading import Cascade, Params
    from bot.estimation.checking import Check, Prior
    from bot.estimation.reading import Context, Reading
    from bot.text import PlainText


def read(text: "str | PlainText", context: "Context | None" = None) -> "list[Reading]":
    """Every quantity of a chat text (Slack mrkdwn), in text order; see bot/estimation/reader.py. Never raises."""
    from bot.estimation import reader

    return reader.read(text, context)


def check(
    params: Mapping[str, float], metric: str, text: str, prior: "Sequence[Prior]" = (), locale: str | None = None
) -> "Check":
    """Grade the answer that a text gives to a question for `metric`; see bot/estimation/checking.py. Never raises."""
    from bot.estimation import checking

    return checking.check(params, metric, text, prior, locale)


def cascade(params: "Params", overrides: "Params | None" = None, *, flow: str | None = None) -> "Cascade":
    """Everything that follows from a flow's figures; see bot/estimation/cascading.py."""
    from bot.estimation import cascading

    return cascading.cascade(params, overrides, flow=flow)
