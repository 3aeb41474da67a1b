"""A design that is drawn in words comes back as a picture in the thread."""

from pathlib import Path

from tests.support.bot import bot_in_workspace, eventually

DESIGN = """phone -> load balancer: https
load balancer -> chat server: websocket
chat server -> kafka: publish
kafka -> writer: consume
writer -> cassandra: insert"""


async def test_a_design_in_arrow_lines_is_drawn_and_told_in_words_too(tmp_path: Path) -> None:
    async with bot_in_workspace(tmp_path) as place:
        await place.mock("start whatsapp")
        await eventually(place.said)
        for _ in range(2):
            before = str(place.card()["blocks"])
            await place.mock("next")
            await eventually(lambda before=before: str(place.card()["blocks"]) != before)
        await place.write(DESIGN)
        shared = await eventually(lambda: [m for m in place.thread() if m.get("bot_id") and m.get("files")], 25)
        record, content = place.workspace.file(place.ada.id, shared[-1]["files"][0]["id"])
        assert content.startswith(b"\x89PNG")
        assert "cassandra" in str(record).lower()
