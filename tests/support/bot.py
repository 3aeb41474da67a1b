"""The whole bot in a workspace inside the test's own loop: real Bolt, real Web API, real Socket Mode on loopback."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from bot.cli.console import read_content
from bot.cli.running import connect, running_bot
from bot.cli.settings import ROOT, Settings
from bot.content import Content
from bot.workspace import LOCAL_APP, LOCAL_BOT, AppConfig, Channel, Person, Workspace, serve
from tests.support.fault_proxy import FaultProxy, Passed

MANIFEST = ROOT / "deploy" / "manifest.json"


@cache
def shipped_content() -> Content:
    return read_content(Settings())


@dataclass
class Setting:
    """A workspace with the bot in it, and what people there see."""

    workspace: Workspace
    front: Any
    ada: Person
    ben: Person
    channel: Channel
    address: str
    calls: list[Passed] = field(default_factory=list)
    """the Web API calls that the bot made, where they were recorded"""

    def top(self) -> list[dict[str, Any]]:
        return self.workspace.visible(self.ada.id, self.channel.id)

    def cards(self) -> list[dict[str, Any]]:
        posts = (message for message in self.top() if message.get("bot_id") and not message.get("is_ephemeral"))
        return [message for message in posts if message["text"].startswith("Mock interview")]

    def card(self) -> dict[str, Any]:
        return self.cards()[-1]

    def thread(self, who: str | None = None) -> list[dict[str, Any]]:
        """The thread of the newest card; empty before there is one."""
        if not self.cards():
            return []
        return self.workspace.thread(who or self.ada.id, self.channel.id, self.card()["ts"])[1:]

    def said(self) -> list[str]:
        """What the bot said in the thread, in order."""
        return [message["text"] for message in self.thread() if message.get("bot_id")]

    async def mock(self, text: str = "", user: str | None = None) -> Any:
        return await self.workspace.command(user or self.ada.id, self.channel.id, "/mock", text)

    async def write(self, text: str, user: str | None = None) -> str:
        return await self.workspace.say(user or self.ada.id, self.channel.id, text, thread_ts=self.card()["ts"])


async def eventually(found: Callable[[], Any], seconds: float = 12.0) -> Any:
    """The first true value of `found`, looked for again and again; an AssertionError after so many seconds."""
    deadline = time.monotonic() + seconds
    while True:
        value = found()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"never: {found}")
        await asyncio.sleep(0.05)


@asynccontextmanager
async def bot_in_workspace(
    folder: Path, *, speed: float = 1.0, page: bool = False, recorded: bool = False
) -> AsyncIterator[Setting]:
    """Start the workspace and the bot, connected by Socket Mode. `recorded` keeps every call of the bot's."""
    settings = Settings()
    workspace = Workspace.open(":memory:", app=AppConfig.from_manifest(MANIFEST))
    routes = None
    if page:
        from bot.workspace.page import routes as page_routes

        routes = page_routes(workspace)
    async with serve(workspace, 0, routes) as serving, FaultProxy(serving.api_url) as proxy:
        api_url = proxy.api_url if recorded else serving.api_url
        settings.api_url, settings.bot_token, settings.app_token = api_url, LOCAL_BOT, LOCAL_APP
        database = f"sqlite:///{folder / 'bot.sqlite3'}"
        async with running_bot(settings, shipped_content(), database, speed=speed, hurry=True) as (
            _,
            front,
            bolt,
        ):
            link = await connect(bolt, LOCAL_APP)
            ada, ben = workspace.people()[:2]
            channel = next(each for each in workspace.channels(ada.id) if each.name == "interview-prep")
            yield Setting(workspace, front, ada, ben, channel, serving.address, proxy.record)
            await link.close()
    workspace.close()
