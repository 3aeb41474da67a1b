"""Attached drawings are fetched and read; the token goes to Slack's hosts alone."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack.attached import MOST_BYTES, Attachments
from bot.workspace.model import Upload
from tests.support.bot import bot_in_workspace, eventually

SLACKS = Attachments("xoxb-1", "https://slack.com/api/")
LOCAL = Attachments("xoxb-1", "http://127.0.0.1:8470/api/")


def drawing(**changes: object) -> bytes:
    boxes = [("a", "phone"), ("b", "load balancer"), ("c", "chat server"), ("d", "cassandra")]
    elements: list[dict[str, object]] = []
    for place, (key, name) in enumerate(boxes):
        elements.append({"id": key, "type": "rectangle", "x": place * 200, "y": 0, "width": 100, "height": 50})
        elements.append({"id": f"t{key}", "type": "text", "text": name, "containerId": key, "x": place * 200, "y": 0})
    for start, end in ("ab", "bc", "cd"):
        elements.append(
            {"id": f"{start}{end}", "type": "arrow", "x": 0, "y": 0, "points": [[0, 0], [100, 0]],
             "startBinding": {"elementId": start}, "endBinding": {"elementId": end}}
        )  # fmt: skip
    return json.dumps({"type": "excalidraw", "version": 2, "elements": elements, **changes}).encode()


@pytest.mark.parametrize(
    "url",
    ["https://files.slack.com/files-pri/T1-F1/a.excalidraw", "https://slack.com/x", "https://files.slack.com:443/a"],
)
def test_slacks_own_hosts_are_trusted(url: str) -> None:
    assert SLACKS.trusted(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://files.slack.com/a", "https://files.slack.com.evil.example/a", "https://evilslack.com/a",
        "https://slack.com@evil.example/a", "https://user:word@files.slack.com/a", "https://files.slack.com:8443/a",
        "https://evil.example/files.slack.com", "//files.slack.com/a", "file:///etc/passwd", "", "https://[::1",
        "http://127.0.0.1:8470/files/F1/a",
    ],
)  # fmt: skip
def test_no_other_address_gets_the_token(url: str) -> None:
    assert not SLACKS.trusted(url)


def test_behind_a_proxy_only_the_proxy_is_trusted() -> None:
    assert LOCAL.trusted("http://127.0.0.1:8470/files/F1/a.excalidraw")
    assert not LOCAL.trusted("http://127.0.0.1:8471/files/F1/a.excalidraw")
    assert not LOCAL.trusted("https://files.slack.com/a.excalidraw")


@given(st.text(max_size=60))
def test_no_text_as_an_address_makes_it_raise(url: str) -> None:
    SLACKS.trusted(url)
    SLACKS.address({"name": "a.excalidraw", "size": 10, "url_private": url})


@pytest.mark.parametrize("file", [{}, {"name": "shot.png"}, {"size": MOST_BYTES + 1}, {"size": "10"}, {"size": 0}])
def test_screenshots_and_large_files_are_not_fetched(file: dict[str, object]) -> None:
    known = {"name": "a.excalidraw", "size": 10, "url_private": "https://files.slack.com/a"}
    assert SLACKS.address(known)
    assert not SLACKS.address({**known, **file} if file else {})


async def test_an_attached_drawing_is_read_and_what_cannot_be_is_said_plainly(tmp_path: Path) -> None:
    async with bot_in_workspace(tmp_path) as place:
        await place.mock("start whatsapp")
        await eventually(place.said)
        for title in ("Estimation", "High-level design"):
            await place.mock("next")
            await eventually(lambda title=title: f"▶ *{title}*" in str(place.card()["blocks"]))

        async def attach(name: str, content: bytes) -> None:
            await place.workspace.say(
                place.ada.id, place.channel.id, "", thread_ts=place.card()["ts"], files=[Upload(name, content)]
            )

        await attach("screenshot.png", b"\x89PNG....")
        await eventually(lambda: any("can't read" in text for text in place.said()))
        await attach("design.excalidraw", drawing()[:300])
        await eventually(lambda: any("cut off" in text for text in place.said()))
        await attach("design.excalidraw", drawing())
        pictures = await eventually(lambda: [m for m in place.thread() if m.get("bot_id") and m.get("files")], 25)
        record, content = place.workspace.file(place.ada.id, pictures[-1]["files"][0]["id"])
        assert content.startswith(b"\x89PNG")
        assert "chat server → cassandra" in str(record)
