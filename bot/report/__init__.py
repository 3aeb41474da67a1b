"""The report of a finished interview: a page, Markdown, JSON, and sections for a message. Pure values in and out.

`Pages.read([prompts folders])` once, then `html(report, pages)`, `markdown(report, pages)`, `to_json(report)`,
`summary(report)`.
"""

from bot.report.as_json import to_json, values
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
from bot.report.render import Section, html, markdown, summary

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
    "Report",
    "Section",
    "Step",
    "Verdict",
    "html",
    "markdown",
    "summary",
    "to_json",
    "values",
]
