"""Small Block Kit pieces for tests, each right as it stands."""

from typing import Any

Piece = dict[str, Any]


def plain(text: str = "a") -> Piece:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "a") -> Piece:
    return {"type": "mrkdwn", "text": text}


def section(text: str = "a", **more: Any) -> Piece:
    return {"type": "section", "text": mrkdwn(text), **more}


def button(text: str = "Go", **more: Any) -> Piece:
    return {"type": "button", "text": plain(text), **more}


def actions(*elements: Piece, **more: Any) -> Piece:
    return {"type": "actions", "elements": list(elements), **more}


def option(text: str = "a", value: str = "a", **more: Any) -> Piece:
    return {"text": plain(text), "value": value, **more}


def menu(*options: Piece, kind: str = "static_select", **more: Any) -> Piece:
    return {"type": kind, "options": list(options), **more}


def asked(element: Piece | None = None, label: str = "a", **more: Any) -> Piece:
    return {"type": "input", "label": plain(label), "element": element or {"type": "plain_text_input"}, **more}


def rich(*elements: Piece) -> Piece:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}


def table(rows: int = 1, columns: int = 1, **more: Any) -> Piece:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}] * columns] * rows, **more}


def image(**more: Any) -> Piece:
    return {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "a", **more}


def modal(*blocks: Piece, **more: Any) -> Piece:
    return {"type": "modal", "title": plain("Form"), "submit": plain("Send"), "blocks": list(blocks), **more}


def home(*blocks: Piece, **more: Any) -> Piece:
    return {"type": "home", "blocks": list(blocks), **more}
