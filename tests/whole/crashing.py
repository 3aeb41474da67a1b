"""An interview with a bot that is killed and started again, and what must be true of it afterwards.

The workspace lives in this process; the bot is a process of its own (`app.py serve`, Socket Mode), killed by SIGKILL at
points that a seed chooses: some milliseconds after somebody did something, or in the middle of one of its own calls,
before Slack has taken it or after Slack has taken it and before the bot hears so.
"""

import asyncio
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from aiohttp import web

from bot.workspace import LOCAL_APP, LOCAL_BOT, AppConfig, Workspace, serve
from bot.workspace.settings import Timings
from tests.support.bot import MANIFEST, eventually
from tests.support.fault_proxy import FaultProxy, Plan

ROOT = MANIFEST.parent.parent
PATIENCE = 60.0  # seconds until what was asked for must have happened, kills and restarts included
AGAIN = 4.0  # seconds after which a person presses a button that did nothing once more
QUIET_REDELIVERIES = (0.2, 0.5, 1.0, 2.0, 2.0, 4.0, 4.0, 8.0, 8.0, 8.0)  # Slack's are 0, 60 and 300 s apart


@dataclass(frozen=True)
class Kill:
    """One point. `where`: "idle" (`wait` seconds after an action), "asked" or "taken" (in the middle of a post)."""

    where: str
    wait: float = 0.0
    down: float = 0.0  # seconds that the bot stays away on top of its start

    def __str__(self) -> str:
        return f"{self.wait * 1000:.0f} ms after an action" if self.where == "idle" else f"a post {self.where}"


def chosen(seed: int, kills: int) -> list[Kill]:
    dice = random.Random(seed)
    kinds = [("idle", "asked", "idle", "taken")[number % 4] for number in range(kills)]
    dice.shuffle(kinds)
    return [Kill(kind, round(dice.uniform(0.0, 1.3), 3)) for kind in kinds]


class BotProcess:
    """`app.py serve`, watched: when it is gone it is started again, unless it was told to stop."""

    def __init__(self, api_url: str, database: str, folder: Path, speed: float = 1.0) -> None:
        self._env = {
            **os.environ,
            "SLACK_BOT_TOKEN": LOCAL_BOT,
            "SLACK_APP_TOKEN": LOCAL_APP,
            "SLACK_API_URL": api_url,
            "DATABASE_URL": database,
            "MOCKINGBIRD_DATA": str(folder),
        }
        self._command = [sys.executable, str(ROOT / "app.py"), "serve", "--port", "0", "--speed", str(speed)]
        self._log = (folder / "bot.log").open("ab")
        self.log = folder / "bot.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.downs: list[tuple[float, float]] = []  # unix time of each kill and of the listening after it

    async def start(self) -> None:
        self.process = subprocess.Popen(
            self._command, env=self._env, stdout=subprocess.PIPE, stderr=self._log, cwd=ROOT
        )
        line = await asyncio.wait_for(asyncio.to_thread(self._first_line), 60)
        assert b"listens" in line, self.log.read_text()

    def _first_line(self) -> bytes:
        assert self.process is not None
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def kill(self) -> None:
        """SIGKILL, now."""
        assert self.process is not None
        assert self.process.poll() is None
        self.process.kill()
        self.process.wait()
        self._close()

    async def kill_and_start(self, down: float = 0.0) -> None:
        self.kill()
        await self.back(down)

    async def back(self, down: float = 0.0) -> None:
        gone = time.time()
        await asyncio.sleep(down)
        await self.start()
        self.downs.append((gone, time.time()))

    async def stop(self) -> int:
        """SIGTERM; the exit status."""
        if self.process is None or self.process.poll() is not None:
            return 0
        self.process.send_signal(signal.SIGTERM)
        status = await asyncio.to_thread(self.process.wait, 15)
        self._close()
        return status

    def end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
            self._close()
        self._log.close()

    def _close(self) -> None:
        if self.process is not None and self.process.stdout is not None:
            self.process.stdout.close()


class Gallows(FaultProxy):
    """A fault proxy in which a call may be the bot's last."""

    strike: Callable[[str], bool] = staticmethod(lambda _moment: False)

    async def _forward(self, request: web.Request, body: bytes) -> web.Response:
        posts = request.match_info["method"] == "chat.postMessage"
        if posts and self.strike("asked"):
            return web.Response(status=500)
        answer = await super()._forward(request, body)
        if posts:
            self.strike("taken")
        return answer


@dataclass
class Stage:
    """The workspace, the bot's process, and who takes part."""

    workspace: Workspace
    bot: BotProcess
    gallows: Gallows
    database: str
    channel: str
    ada: str
    ben: str
    waiting: list[Kill] = field(default_factory=list)
    done: list[tuple[Kill, str]] = field(default_factory=list)
    wrote: dict[str, str] = field(default_factory=dict)  # ts → text of the candidate
    step: str = ""
    _restarts: list["asyncio.Task[None]"] = field(default_factory=list)

    # -- what can be seen --------------------------------------------------------------------------------------

    def card(self) -> dict[str, Any] | None:
        top = self.workspace.visible(self.ada, self.channel)
        return next((m for m in top if m.get("bot_id") and m.get("blocks") and not m.get("is_ephemeral")), None)

    def posts(self) -> list[dict[str, Any]]:
        """The bot's messages that everybody sees: the card, then what is in its thread."""
        top = self.workspace.visible(self.ada, self.channel)
        cards = [m for m in top if m.get("bot_id") and not m.get("is_ephemeral")]
        answers = [m for c in cards for m in self.workspace.thread(self.ada, self.channel, c["ts"])[1:]]
        return [*cards, *(m for m in answers if m.get("bot_id") and not m.get("is_ephemeral"))]

    def on_card(self, words: str) -> bool:
        card = self.card()
        return card is not None and words in str(card["blocks"])

    # -- what people do ----------------------------------------------------------------------------------------

    async def until(self, act: Callable[[], Awaitable[Any]], seen: Callable[[], Any], step: str) -> None:
        """Do something, and again after a while, as a person would, until it shows; kills happen meanwhile."""
        self.step = step
        deadline = time.monotonic() + PATIENCE
        idle = asyncio.create_task(self._idle_kill())
        while not seen():
            assert time.monotonic() < deadline, f"{step} never happened; {self.bot.log.read_text()[-3000:]}"
            await act()
            try:
                await eventually(seen, AGAIN)
            except AssertionError:
                continue
        await idle
        await self.settled()

    async def say(self, text: str, answer: str) -> None:
        """The candidate writes once; the bot says something with `answer` in it."""
        card = self.card()
        assert card is not None
        self.step = f"say {text[:20]}"
        before = len(self.posts())
        ts = await self.workspace.say(self.ada, self.channel, text, thread_ts=card["ts"])
        self.wrote[ts] = text
        await self._idle_kill()
        await eventually(lambda: any(answer in m["text"] for m in self.posts()[before:]), PATIENCE)
        await self.settled()

    async def press(self, action: str, ts: str) -> None:
        message = self.workspace.message(self.ada, self.channel, ts)
        if message is not None and action in str(message.get("blocks")):
            await self.workspace.press(self.ada, (self.channel, ts), action)

    async def press_card(self, action: str) -> None:
        card = self.card()
        assert card is not None
        await self.press(action, card["ts"])

    # -- kills -------------------------------------------------------------------------------------------------

    def strike(self, moment: str) -> bool:
        """In the middle of a post: whether the bot was killed."""
        if not self.waiting or self.waiting[0].where != moment or self._down():
            return False
        kill = self.waiting.pop(0)
        self.bot.kill()
        self._note(kill)
        self._restarts.append(asyncio.create_task(self.bot.back(kill.down)))
        return True

    async def _idle_kill(self) -> None:
        """Kill at once what is next, should it be a kill by time."""
        await self.settled()
        if self.waiting and self.waiting[0].where == "idle":
            kill = self.waiting.pop(0)
            await asyncio.sleep(kill.wait)
            await self.settled()
            self._note(kill)
            await self.bot.kill_and_start(kill.down)

    async def settled(self) -> None:
        """No restart is under way."""
        while self._restarts:
            await self._restarts.pop()

    def _down(self) -> bool:
        return any(not task.done() for task in self._restarts) or self.bot.process is None

    def _note(self, kill: Kill) -> None:
        self.done.append((kill, self.step))


@asynccontextmanager
async def stage(
    folder: Path, database: str, kills: Sequence[Kill] = (), plan: Plan | None = None, speed: float = 1.0
) -> AsyncIterator[Stage]:
    """The workspace and a started bot; both gone when the block ends."""
    timings = Timings(acknowledge=1.5, retries=QUIET_REDELIVERIES)
    workspace = Workspace.open(":memory:", app=AppConfig.from_manifest(MANIFEST), timings=timings)
    async with serve(workspace) as serving, Gallows(serving.api_url, plan or Plan()) as gallows:
        bot = BotProcess(gallows.api_url, database, folder, speed)
        ada, ben = workspace.people()[:2]
        channel = next(each for each in workspace.channels(ada.id) if each.name == "interview-prep")
        setting = Stage(workspace, bot, gallows, database, channel.id, ada.id, ben.id, list(kills))
        gallows.strike = setting.strike  # type: ignore[method-assign]
        try:
            await bot.start()
            yield setting
        finally:
            await setting.settled()
            bot.end()
    workspace.close()


PHASES = ("Estimation", "High-level design", "Technology decisions", "Patterns and wrap-up")
QUESTIONS = (
    ("how many people use it in a day?", "500 million"),
    ("how many messages does one person send per day?", "40"),
    ("how big is a message?", "100 B"),
    ("do we need group messaging?", "one-to-one"),
)


async def play(on: Stage, questions: Sequence[tuple[str, str]] = QUESTIONS) -> float | None:
    """The whole scripted interview; the unix time at which the card says that it ends, just before it does."""
    ada, channel = on.ada, on.channel
    await on.until(
        lambda: on.workspace.command(ada, channel, "/mock", "start whatsapp 15"), lambda: len(on.posts()) > 1, "start"
    )
    for question, answer in questions:
        await on.workspace.say(on.ben, channel, "I would have asked that too", thread_ts=on.posts()[0]["ts"])
        await on.say(question, answer)
    await on.until(lambda: on.press_card("interview.pause"), lambda: on.on_card("interview.resume"), "pause")
    await on.until(lambda: on.press_card("interview.resume"), lambda: on.on_card("interview.pause"), "resume")
    await on.until(lambda: on.press_card("interview.next"), lambda: on.on_card(f"▶ *{PHASES[0]}*"), "next")
    await on.say(
        "20B messages a day / 86400 is about 231k writes per second", ""
    )  # how it is taken depends on the seed
    for title in PHASES[1:]:
        shown = f"▶ *{title}*"
        await on.until(lambda: on.press_card("interview.next"), lambda shown=shown: on.on_card(shown), f"to {title}")
    while on.waiting:  # what the script was too short for
        if on.waiting[0].where != "idle":
            on.waiting[0] = Kill("idle", on.waiting[0].wait)
        on.step = "waiting"
        await on._idle_kill()
    ends = planned_end(on)
    await on.until(lambda: on.press_card("interview.end"), lambda: asks_rating(on), "end")
    await on.until(lambda: on.press("interview.skip_rating", asks_rating(on)), lambda: has_report(on), "skip rating")
    await eventually(lambda: on.on_card("Over.") and not on.on_card("Waiting"), PATIENCE)  # nothing is left to say
    await asyncio.sleep(0.5)  # and the database knows
    return ends


def asks_rating(on: Stage) -> str:
    return next((m["ts"] for m in on.posts() if "interview.skip_rating" in str(m.get("blocks"))), "")


def has_report(on: Stage) -> bool:
    return any(m["text"].startswith("Report") for m in on.posts())


def planned_end(on: Stage) -> float | None:
    """The last time on the card: when the interview as a whole is planned to be over."""
    card = on.card()
    times = str(card["blocks"]).split("<!date^")[1:] if card else []
    return float(times[-1].split("^")[0]) if times else None


def query(database: str, sql: str) -> list[tuple[Any, ...]]:
    """Rows straight from the bot's database, with the bot gone."""
    if database.startswith("sqlite:///"):
        with sqlite3.connect(database.removeprefix("sqlite:///")) as db:
            return list(db.execute(sql))
    with psycopg.connect(database) as db:
        return list(db.execute(sql.encode()))
