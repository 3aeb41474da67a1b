"""The report of a finished interview: a page, Markdown and JSON. Pure values in and out.

`Pages.read([prompts folders])` once, then `compose(interview, texts, mind, reader)` makes the report, and
`html(report, pages)`, `markdown(report, pages)`, `to_json(report)` write it. `shown(report)` is the report as its
reader wants it, without the numbers where they are hidden.
"""

from bot.report.as_json import shown, to_json, values
from bot.report.compose import Reader, compose
from bot.report.model import (
    Band,
    Box,
    Design,
    Dispute,
    Estimate,
    Fault,
    Hint,
    Phase,
    Picture,
    Question,
    Quote,
    Report,
    Step,
    Verdict,
)
from bot.report.pages import Pages
from bot.report.render import html, markdown

__all__ = [
    "Band",
    "Box",
    "Design",
    "Dispute",
    "Estimate",
    "Fault",
    "Hint",
    "Pages",
    "Phase",
    "Picture",
    "Question",
    "Quote",
    "Reader",
    "Report",
    "Step",
    "Verdict",
    "compose",
    "html",
    "markdown",
    "shown",
    "to_json",
    "values",
]
