"""Events acknowledged durably a second beside bare Bolt on the same server, and process start to first acknowledgement.

    uv run python -m tests.bench.serving [--interviews 256] [--seconds 5] [--at-once 64]

`app.py serve` in a process of its own, over signed HTTP, on a database with so many live interviews; each event is a
candidate's message in one of them. Bare Bolt is the same adapter and server with a listener that only acknowledges.
Both are asked by the same sender in turns. Events per second of the server's CPU stand beside, for a shared machine.
"""

import argparse
import asyncio
import contextlib
import hashlib
import hmac
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import aiohttp
import psutil
from aiohttp import web

from bot.content import load_content
from bot.dialogue.mind import Mind
from bot.interview import commands as do
from bot.interview.aggregate import Interviews
from bot.runtime import Desk, FakeAlarm, Route, SystemClock
from bot.store import open_store
from bot.workspace import LOCAL_BOT, LOCAL_SIGNING
from tests.bench.store import fsyncs_a_second

ROOT = Path(__file__).parents[2]
BARE = """
import asyncio, sys
from bot.slack.connect import Health, bolt_app, listening, web_app, web_client
app = bolt_app(web_client("xoxb-none", "http://127.0.0.1:9/api/"), sys.argv[2])
@app.event("message")
async def message(ack):
    await ack()
async def main():
    async with listening(web_app(app, Health({})), "127.0.0.1", int(sys.argv[1])):
        await asyncio.sleep(600)
asyncio.run(main())
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.asynccontextmanager
async def slack_that_agrees() -> AsyncIterator[str]:
    """A Web API that says yes to everything, at once."""

    async def yes(request: web.Request) -> web.Response:
        now = f"{time.time():.6f}"
        return web.json_response({"ok": True, "ts": now, "user_id": "UBOT", "user": "bot", "team_id": "T", "url": "http://127.0.0.1/",
                                  "bot_id": "B", "channel": {"id": "D1"}, "messages": [], "files": []})  # fmt: skip

    app = web.Application()
    app.router.add_route("*", "/api/{method}", yes)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}/api/"
    finally:
        await runner.cleanup()


async def seed(database: str, count: int) -> None:
    """Live interviews, each in a thread of its own."""
    store = open_store(database)
    desk = Desk(store, [Interviews(Mind(load_content([ROOT])))], FakeAlarm(), SystemClock())
    for number in range(count):
        start = do.StartInterview(
            now=time.time(), team="T", candidate=f"U{number}", scenario="whatsapp", seed=1, channel=f"C{number}",
            thread="1.0", private=False, rubric="", minutes=45, level="senior",
        )  # fmt: skip
        await desk.handle(start, Route(stream=desk.new_stream("interview"), new=True), f"seed:{number}")
    await store.close()


@contextlib.contextmanager
def process(*command: str, **env: str) -> Iterator[psutil.Process]:
    child = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=os.environ | env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield psutil.Process(child.pid)
    finally:
        child.terminate()
        try:
            child.wait(15)
        except subprocess.TimeoutExpired:
            child.kill()


def event(number: int, interviews: int) -> tuple[bytes, dict[str, str]]:
    """A candidate's message, signed as Slack signs."""
    now = time.time()
    which = number % interviews
    body = json.dumps(
        {"type": "event_callback", "team_id": "T", "api_app_id": "A", "event_id": f"Ev{now}{number}",
         "authorizations": [{"team_id": "T", "user_id": "UBOT", "is_bot": True}],
         "event": {"type": "message", "user": f"U{which}", "channel": f"C{which}", "channel_type": "channel", "ts": f"{now:.6f}",
                   "thread_ts": "1.0", "text": f"some words of a candidate, number {number}"}}
    ).encode()  # fmt: skip
    stamp = str(int(now))
    signature = hmac.new(LOCAL_SIGNING.encode(), f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return body, {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={signature}",
    }


async def send(session: aiohttp.ClientSession, port: int, number: int, interviews: int) -> int:
    body, headers = event(number, interviews)
    async with session.post(f"http://127.0.0.1:{port}/slack/events", data=body, headers=headers) as answer:
        await answer.read()
        return answer.status


async def first_answer(session: aiohttp.ClientSession, port: int, interviews: int) -> float:
    """Seconds until an event is acknowledged; fails after 60."""
    began = time.perf_counter()
    while time.perf_counter() - began < 60:
        with contextlib.suppress(aiohttp.ClientError):
            if await send(session, port, 0, interviews) == 200:
                return time.perf_counter() - began
        await asyncio.sleep(0.01)
    raise RuntimeError("no acknowledgement within a minute")


async def load(
    session: aiohttp.ClientSession, port: int, child: psutil.Process, interviews: int, at_once: int, seconds: float
) -> tuple[float, float]:
    """Acknowledged a second of the clock, and a second of the server's CPU."""
    end, done, number = time.perf_counter() + seconds, 0, iter(range(1, 10**9))
    before = child.cpu_times()

    async def one() -> None:
        nonlocal done
        while time.perf_counter() < end:
            if await send(session, port, next(number), interviews) == 200:
                done += 1

    await asyncio.gather(*(one() for _ in range(at_once)))
    after = child.cpu_times()
    return done / seconds, done / max(after.user + after.system - before.user - before.system, 1e-9)


async def measure(folder: Path, interviews: int, seconds: float, at_once: int) -> None:
    print(f"fsyncs/s in {folder}: {fsyncs_a_second(folder):,.0f}")
    database = f"sqlite:///{folder / 'bot.sqlite3'}"
    await seed(database, interviews)
    ours_at, bare_at = free_port(), free_port()
    async with slack_that_agrees() as api, aiohttp.ClientSession() as session:
        given = {"SLACK_API_URL": api, "SLACK_BOT_TOKEN": LOCAL_BOT, "SLACK_SIGNING_SECRET": LOCAL_SIGNING,
                 "DATABASE_URL": database, "SLACK_APP_TOKEN": ""}  # fmt: skip
        bare = BARE.replace("http://127.0.0.1:9/api/", api)
        for _ in range(2):
            began = time.perf_counter()
            with process("app.py", "serve", "--port", str(ours_at), **given) as child:
                await first_answer(session, ours_at, interviews)
                took, spent = time.perf_counter() - began, child.cpu_times()
                print(
                    f"process start to first acknowledgement: {took:.2f} s ({spent.user + spent.system:.2f} s of CPU)"
                )
        with (
            process("app.py", "serve", "--port", str(ours_at), **given) as ours,
            process("-c", bare, str(bare_at), LOCAL_SIGNING) as plain,
        ):
            await first_answer(session, ours_at, interviews)
            await first_answer(session, bare_at, interviews)
            await load(session, ours_at, ours, interviews, at_once, 2)
            await load(session, bare_at, plain, interviews, at_once, 1)
            for _ in range(3):
                theirs = await load(session, bare_at, plain, interviews, at_once, seconds)
                own = await load(session, ours_at, ours, interviews, at_once, seconds)
                print(
                    f"acknowledged/s: bare Bolt {theirs[0]:,.0f}, durable {own[0]:,.0f} ({own[0] / theirs[0]:.2f} ×); "
                    f"a second of CPU: {theirs[1]:,.0f} and {own[1]:,.0f} ({own[1] / theirs[1]:.2f} ×)"
                )
    print(f"fsyncs/s again: {fsyncs_a_second(folder):,.0f}; load average {os.getloadavg()[0]:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--interviews", type=int, default=256)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--at-once", type=int, default=64)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        asyncio.run(measure(Path(made), given.interviews, given.seconds, given.at_once))


if __name__ == "__main__":
    main()
