"""Weekly drills due minute after minute, and the bot's process killed (SIGKILL) around each due time.

    python -m tests.whole.drill_crash_run [--database sqlite] [--rounds 1]

The points: seconds before the due time, in the middle of the post before Slack has it, after Slack has it and before the
bot hears so, right after the due time, and away over the due time. Each schedule is made by its form, for a minute that
comes soon; afterwards every due time must have exactly one post. A round takes about seven minutes.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from tests.support.bot import eventually
from tests.whole.crashing import Kill, Stage, query, stage

POINTS: tuple[tuple[str, float, float], ...] = (  # where, seconds after the due time, seconds away
    ("idle", -2.0, 0.0),
    ("asked", 0.0, 0.0),
    ("taken", 0.0, 0.0),
    ("idle", 0.02, 0.0),
    ("idle", 0.4, 0.0),
    ("idle", -4.0, 8.0),
)
FIRST = 75.0  # seconds from now until the first due time


async def run(folder: Path, database: str, rounds: int) -> int:
    database = f"sqlite:///{folder / 'bot.sqlite3'}" if database == "sqlite" else database
    points = POINTS * rounds
    async with stage(folder, database) as on:
        first = (int(time.time() + FIRST) // 60 + 1) * 60
        dues = [first + 60 * number for number in range(len(points))]
        for due in dues:
            await schedule(on, due)
        for (where, wait, away), due in zip(points, dues, strict=True):
            await strike(on, where, due + wait, away)
            await eventually(lambda due=due: len(cards(on)) >= dues.index(due) + 1, 50)
            sys.stdout.write(f"{datetime.fromtimestamp(due, UTC):%H:%M} killed {where} {wait:+.2f} s, away {away:.0f} s: "
                             f"{len(cards(on))} posted\n")  # fmt: skip
            sys.stdout.flush()
        await asyncio.sleep(3)
        await on.settled()
        assert await on.bot.stop() == 0
        return verdict(on, database, len(points))


async def schedule(on: Stage, due: float) -> None:
    when = datetime.fromtimestamp(due, UTC)
    form = {"kind": "slip", "weekday": f"{when:%a}".lower(), "time": f"{when:%H:%M}", "zone": "UTC", "open": "24"}
    await on.workspace.command(on.ada, on.channel, "/mock", "schedule")
    view = on.workspace.views(on.ada)[-1]
    outcome = await on.workspace.submit(on.ada, view["id"], {**form, "reveal": "close"})
    assert outcome.ok, outcome


async def strike(on: Stage, where: str, at: float, away: float) -> None:
    if where == "idle":
        await asyncio.sleep(max(0.0, at - time.time()))
        await on.bot.kill_and_start(away)
        return
    await asyncio.sleep(max(0.0, at - 1.5 - time.time()))
    on.waiting = [Kill(where)]
    await eventually(lambda: not on.waiting, 30)
    await on.settled()


def cards(on: Stage) -> list[str]:
    top = on.workspace.visible(on.ada, on.channel)
    return [m["ts"] for m in top if m.get("bot_id") and m["text"].startswith("Drill:")]


def verdict(on: Stage, database: str, wanted: int) -> int:
    events = query(database, "SELECT data FROM events WHERE type = 'RoundOpened' ORDER BY version")
    keys = Counter(json.loads(row[0])["key"] for row in events)
    late = [json.loads(row[0])["at"] - json.loads(row[0])["due"] for row in events]
    posted = len(cards(on))
    fine = posted == len(keys) == wanted and max(keys.values()) == 1
    sys.stdout.write(
        f"{wanted} due times, {len(on.bot.downs)} kills, {posted} posts, {sum(keys.values())} decided, "
        f"latest {max(late):.1f} s after its time: {'none lost, none twice' if fine else 'NOT as it must be'}\n"
    )
    return 0 if fine else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", default="sqlite", help="sqlite, or the address of an empty PostgreSQL database")
    parser.add_argument("--rounds", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(run(Path(folder), chosen.database, chosen.rounds))


if __name__ == "__main__":
    sys.exit(main())
