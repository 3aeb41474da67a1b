"""Ten estimates in a real interview in the local workspace, and what the bot answered to each, as it was said.

uv run python -m tests.estimation.held > tests/estimation/held.md
"""

import asyncio
import logging
import tempfile
from pathlib import Path

from bot.estimation import Context, read
from tests.support.bot import Setting, bot_in_workspace, eventually, shipped_content

SAID = (
    "500M people a day, 40 messages each, so 20B messages/day",
    "20B / 24 / 3600... that is 5.5M writes per second",
    "oops, I stopped at the hour. 20B / 86400 ≈ 231k writes/s",
    "busiest hour is 3x that, call it 700k/s",
    "reads are about the same, 231k reads/s, 700k at peak",
    "20B x 100 bytes = 2 TB a day",
    "per year 730 GB, times 3 copies 2.2 TB",
    "sorry, TB not GB: 730 TB a year, 2.2 PB with the copies",
    "bandwidth 231k * 100B = 23 MB/s in, that's 185 Mbit/s",
    "cache the hot 20% of a day, so 400 GB of memory",
)
QUIET = 14.0  # seconds of the interview's clock after each message
SPEED = 2.0


async def main() -> None:
    """Hold the interview and print it."""
    with tempfile.TemporaryDirectory() as folder:
        async with bot_in_workspace(Path(folder), speed=SPEED) as place:
            await _hold(place)


async def _hold(place: Setting) -> None:
    await place.mock("start whatsapp 45")
    await eventually(place.said)
    for question in (
        "how many people use it in a day?",
        "how many messages does each send a day?",
        "how big is a message?",
    ):
        seen = len(place.said())
        await place.write(question)
        await eventually(lambda seen=seen: len(place.said()) > seen, 30)
    await place.mock("next")
    await eventually(lambda: "▶ *Estimation" in str(place.card()["blocks"]))
    flow = shipped_content().scenario("whatsapp").params(None)
    print(
        __doc__.split("\n\n")[0]
        + "\n\nUnedited: `uv run python -m tests.estimation.held`. Scenario: WhatsApp, no model.\n"
    )
    for number, text in enumerate(SAID, 1):
        seen = len(place.said())
        await place.write(text)
        await asyncio.sleep(QUIET / SPEED)
        found = ", ".join(
            f"{r.surface} → {r.value:g} {r.unit} {r.per or ''} ({r.metric})".replace("  ", " ")
            for r in read(text, Context(flow))
        )
        answers = [f"> {line}" for answer in place.said()[seen:] for line in answer.splitlines()]
        print(f"{number}. *{text}*\n\n   read: {found}\n")
        print("\n".join(f"   {line}" for line in answers) or "   (no word)", end="\n\n")
    await place.mock("end")
    rate = await eventually(
        lambda: [m for m in place.thread() if "interview.skip_rating" in str(m) or "interview.rate" in str(m)], 30
    )
    await place.workspace.press(place.ada.id, (place.channel.id, rate[-1]["ts"]), "interview.skip_rating")
    table = await eventually(lambda: [m for m in place.thread() if m["text"] == "Report: your estimates"], 40)
    print("The report's table:\n")
    for block in table[-1]["blocks"]:
        print(_table(block) if block["type"] == "table" else block.get("text", {}).get("text", ""), end="\n\n")


def _table(block: dict) -> str:
    rows = [[_words(cell) for cell in row] for row in block["rows"]]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([lines[0], "| --- " * len(rows[0]) + "|", *lines[1:]])


def _words(cell: dict) -> str:
    return (
        cell["text"]
        if isinstance(cell.get("text"), str)
        else " ".join(_words(each) for each in cell.get("elements", []))
    )


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    asyncio.run(main())
