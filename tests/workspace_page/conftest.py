"""The page in Chromium over a real workspace, with a small bot connected by Socket Mode."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest
from playwright.async_api import Page
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import LOCAL_APP, LOCAL_BOT, AppConfig, Serving, Timings, Workspace, serve
from bot.workspace.page import routes
from tests.support.browser import browser_page
from tests.workspace_page.fakebot import FORM, fake_bot

__all__ = ["browser_page"]

USAGE = "[start | next | hint | pause | end | help]"
APP = AppConfig(
    commands=({"command": "/mock", "description": "A mock interview", "usage_hint": USAGE, "should_escape": True},),
    shortcuts=({"name": "Mock interview", "type": "message", "callback_id": "mock_interview", "description": ""},),
)


@dataclass
class Desk:
    """A person's screen and what is behind it."""

    page: Page
    workspace: Workspace
    serving: Serving

    async def open(self, **where: str) -> None:
        more = "".join(f"&{name}={value}" for name, value in where.items())
        await self.page.goto(self.serving.address + more)
        await self.page.wait_for_selector("html[data-ready]", state="attached")

    async def say(self, text: str, box: str = "Message") -> None:
        field = self.page.get_by_label(box, exact=True)
        await field.fill(text)
        await field.press("Enter")

    async def update_form(self, title: str) -> None:
        """The bot changes the form that is open."""
        view = self.workspace.views(self.workspace.people()[0].id)[-1]
        client = AsyncWebClient(token=LOCAL_BOT, base_url=self.serving.api_url, trust_env_in_session=False)
        changed = {**FORM, "title": {"type": "plain_text", "text": title}}
        await client.views_update(view_id=view["id"], hash=view["hash"], view=changed)


@asynccontextmanager
async def connected(workspace: Workspace, serving: Serving) -> AsyncIterator[None]:
    client = AsyncWebClient(token=LOCAL_BOT, base_url=serving.api_url, trust_env_in_session=False)
    handler = AsyncSocketModeHandler(fake_bot(client), LOCAL_APP, ping_interval=5)
    await handler.connect_async()
    async with asyncio.timeout(5):
        while not workspace.delivery.connections:
            await asyncio.sleep(0.01)
    try:
        yield
    finally:
        await handler.close_async()


@pytest.fixture
async def desk(browser_page: Page) -> AsyncIterator[Desk]:
    workspace = Workspace.open(":memory:", app=APP, timings=Timings(acknowledge=0.6))
    async with serve(workspace, page=routes(workspace)) as serving, connected(workspace, serving):
        yield Desk(browser_page, workspace, serving)
        await browser_page.close()  # before the server, whose going it would complain of
    workspace.close()
