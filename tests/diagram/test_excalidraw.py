"""Excalidraw files, whole and broken."""

import json

import pytest

from bot.diagram import Broken, read_excalidraw
from tests.diagram.conftest import shown


def box(box_id: str, x: float, text: str, kind: str = "rectangle") -> list[dict]:
    return [
        {"id": box_id, "type": kind, "x": x, "y": 0, "width": 100, "height": 50},
        {"id": f"t{box_id}", "type": "text", "x": x + 10, "y": 10, "width": 80, "height": 20, "text": text, "containerId": box_id},
    ]  # fmt: skip


def arrow(arrow_id: str, start: str | None, end: str | None, **more) -> dict:
    bindings = {"startBinding": start and {"elementId": start}, "endBinding": end and {"elementId": end}}
    return (
        {"id": arrow_id, "type": "arrow", "x": 0, "y": 0, "points": [[0, 0], [1, 1]], "endArrowhead": "arrow"}
        | bindings
        | more
    )


def file(*elements) -> bytes:
    flat = [e for element in elements for e in (element if isinstance(element, list) else [element])]
    return json.dumps({"type": "excalidraw", "elements": flat}).encode()


def test_boxes_and_bound_arrows_are_read(lexicon):
    label = {"id": "l1", "type": "text", "text": "https", "containerId": "a1", "x": 0, "y": 0, "width": 5, "height": 5}
    data = file(box("1", 0, "Phone"), box("2", 200, "LB"), arrow("a1", "1", "2"), label)

    assert shown(read_excalidraw(data, lexicon)) == {"phone > load balancer: https"}


def test_an_arrow_that_is_not_bound_belongs_to_the_boxes_it_touches(lexicon):
    loose = arrow("a1", None, None, x=105, y=25, points=[[0, 0], [90, 0]])

    assert shown(read_excalidraw(file(box("1", 0, "API"), box("2", 200, "orders db"), loose), lexicon)) == {
        "api server > order database"
    }


def test_deleted_elements_do_not_count(lexicon):
    gone = {**arrow("a1", "1", "2"), "isDeleted": True}

    assert shown(read_excalidraw(file(box("1", 0, "API"), box("2", 200, "Redis"), gone), lexicon)) == set()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{broken", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b'{"elements": 3}', "not_excalidraw"),
        (b"[]", "not_excalidraw"),
        (b'{"elements": []}', "empty"),
        (b'{"elements": [1, null, {"type": "rectangle", "x": 1e999}]}', "empty"),
        (b"[" * 100_000, "not_json"),
        (b" " * 4_000_001, "too_large"),
        (json.dumps({"elements": [{}] * 2001}).encode(), "too_many"),
    ],
    ids=["half", "bytes", "number", "list", "empty", "shapeless", "deep", "large", "many"],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(data, reason, lexicon):
    found = read_excalidraw(data, lexicon)

    assert isinstance(found, Broken)
    assert found.reason == reason
