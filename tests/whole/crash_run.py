"""A longer run by hand, with a table: `python -m tests.whole.crash_run --kills 40 --seed 1 --database sqlite`."""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.whole.crashing import Stage, chosen, play, stage
from tests.whole.verdicts import clock_error, each_thing_was_decided_once, nothing_twice_nothing_lost, outbox_ids


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default="sqlite", help="sqlite, or the address of an empty PostgreSQL database")
    chosen_ = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(run(Path(folder), chosen_.database, chosen_.kills, chosen_.seed))


async def run(folder: Path, database: str, kills: int, seed: int) -> int:
    database = f"sqlite:///{folder / 'bot.sqlite3'}" if database == "sqlite" else database
    began = time.monotonic()
    async with stage(folder, database, chosen(seed, kills)) as on:
        try:
            ends = await play(on)
            status = await on.bot.stop()
        except AssertionError as error:
            table(on)
            for message in on.workspace.thread(on.ada, on.channel, on.posts()[0]["ts"]):
                sys.stdout.write(f"     {message['user']}: {message['text'][:120]}\n")
            sys.stdout.write(f"stuck at {on.step!r}: {str(error)[:300]}\n{on.bot.log.read_text()[-4000:]}\n")
            return 1
        table(on)
        nothing_twice_nothing_lost(on)
        each_thing_was_decided_once(on)
        sys.stdout.write(
            f"{len(on.done)} kills, {len(outbox_ids(on))} messages, each once; {len(on.wrote)} of the candidate, all heard; "
            f"clock off by {clock_error(on, ends):+.2f} s; stopped with {status}; {time.monotonic() - began:.0f} s\n"
        )
    return 0


def table(on: Stage) -> None:
    for number, ((kill, step), (gone, back)) in enumerate(zip(on.done, on.bot.downs, strict=False), 1):
        sys.stdout.write(f"{number:3}  {kill!s:28} {step:32} away {back - gone:5.2f} s\n")


if __name__ == "__main__":
    sys.exit(main())
