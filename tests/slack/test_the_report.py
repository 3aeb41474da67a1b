"""The report as a candidate gets it: in the thread or alone, with links, pictures and files, and open to dispute."""

import json
from pathlib import Path
from typing import Any

from tests.support.bot import Setting, bot_in_workspace, eventually

DESIGN = """phone -> load balancer: https
load balancer -> chat server: websocket
chat server -> kafka: publish
kafka -> writer: consume
writer -> cassandra: insert"""
ANSWERED = "500 million people"


async def _held(place: Setting) -> None:
    """A short interview: one fact, one slip, one drawing, and the end."""
    await place.mock("start whatsapp 15")
    await eventually(place.said)
    await place.write("how many people use it in a day?")
    await eventually(lambda: any(ANSWERED in text for text in place.said()))
    await place.mock("next")
    await eventually(lambda: "▶ *Estimation" in str(place.card()["blocks"]))
    await place.write("500M x 40 = 20B a day, / 86400 = 23k writes per second?")
    await eventually(lambda: len(place.said()) >= 4)
    await place.mock("next")
    await eventually(lambda: "▶ *High-level" in str(place.card()["blocks"]))
    await place.write(DESIGN)
    await eventually(lambda: [m for m in place.thread() if m.get("bot_id") and m.get("files")], 25)
    await place.mock("end")
    await eventually(lambda: _buttons(place, "interview.rate"))


def _buttons(place: Setting, action: str) -> list[dict[str, Any]]:
    return [m for m in place.thread() if action in json.dumps(m.get("blocks") or [])]


def _files(messages: list[dict[str, Any]]) -> dict[str, str]:
    return {each["name"]: each["id"] for m in messages if m.get("bot_id") for each in m.get("files") or ()}


async def test_the_whole_report_stands_in_the_thread_and_a_row_can_be_disputed(tmp_path: Path) -> None:
    async with bot_in_workspace(tmp_path) as place:
        await _held(place)
        rate = _buttons(place, "interview.rate")[-1]
        await place.workspace.press(place.ada.id, (place.channel.id, rate["ts"]), "interview.rate")
        view = place.workspace.views(place.ada.id)[-1]
        values = {"requirements": "2", "design": "3", "place": "here", "note": "too slow"}
        assert (await place.workspace.submit(place.ada.id, view["id"], values)).ok
        steps = await eventually(lambda: _buttons(place, "report.dispute"), 30)

        told = [m["text"] for m in place.thread() if m["text"].startswith("Report")]
        assert told == [
            "Report: Design WhatsApp", "Report: Requirements", "Report: Estimation", "Report: High-level design",
            "Report: Technology decisions", "Report: Patterns and wrap-up", "Report: what you asked",
            "Report: your estimates", "Report: three things to do next",
        ]  # fmt: skip
        blocks = json.dumps([m.get("blocks") for m in place.thread()], ensure_ascii=False)
        assert "how many people use it in a day?" in blocks
        assert f"/archives/{place.channel.id}/p" in blocks
        assert "you said: solid" in blocks
        assert "ten times off" in blocks
        files = _files(place.thread())
        assert {"time-against-plan.png", "design-beside-reference.png", "report-whatsapp.html", "report-whatsapp.md",
                "report-whatsapp.json"} <= set(files)  # fmt: skip
        shared = [m for m in place.thread() if "report-whatsapp.html" in str(m.get("files"))]
        assert len(shared) == 1
        assert len(shared[0]["files"]) == 3
        report = json.loads(place.workspace.file(place.ada.id, files["report-whatsapp.json"])[1])
        assert report["self_note"] == "too slow"
        assert report["candidate"]
        assert report["design"]["missing"]

        await place.workspace.press(place.ada.id, (place.channel.id, steps[-1]["ts"]), "report.dispute")
        view = place.workspace.views(place.ada.id)[-1]
        filled = {"criterion": "req.users", "level": "3", "reason": "I asked where they are, too."}
        assert (await place.workspace.submit(place.ada.id, view["id"], filled)).ok
        row = await eventually(lambda: [m for m in place.thread() if "I asked where they are" in str(m.get("blocks"))])
        assert row[0]["text"] == "Report: Requirements"
        assert "solid" in str(row[0]["blocks"])


async def test_a_report_for_the_candidate_alone_is_nowhere_in_the_channel(tmp_path: Path) -> None:
    async with bot_in_workspace(tmp_path) as place:
        await _held(place)
        asked = _buttons(place, "interview.skip_private")[-1]
        await place.workspace.press(place.ada.id, (place.channel.id, asked["ts"]), "interview.skip_private")
        room = place.workspace.direct_message(place.ada.id)

        def alone() -> list[dict[str, Any]]:
            return [m for m in place.workspace.visible(place.ada.id, room.id) if "report.dispute" in str(m)]

        await eventually(alone, 30)
        await eventually(lambda: any("alone" in text for text in place.said()))
        assert not [m for m in place.thread() if m["text"].startswith("Report")]
        assert "report-whatsapp.html" in _files(place.workspace.visible(place.ada.id, room.id))
