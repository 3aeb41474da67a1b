"""The workspace as a process of its own, which outlives the bot and its own restart."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import LOCAL_BOT, Workspace
from tests.workspace.conftest import ADA, PREP

ROOT = Path(__file__).parents[2]


@asynccontextmanager
async def running(*arguments: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """`python -m bot.workspace` with these arguments; yields it and the address of its Web API."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.workspace", *arguments, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(20):
            page = (await process.stdout.readline()).decode()
            assert "?token=" in page
            yield process, (await process.stdout.readline()).decode().split()[-1]
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_it_keeps_what_was_posted_when_it_is_killed_and_stops_on_sigterm(tmp_path: Path) -> None:
    state = tmp_path / "workspace.db"
    async with running("--state", str(state)) as (process, api):
        client = AsyncWebClient(token=LOCAL_BOT, base_url=api, retry_handlers=[])
        await client.chat_postMessage(channel=PREP, text="posted")
        process.kill()
        await process.wait()

    async with running("--state", str(state)) as (process, api):
        client = AsyncWebClient(token=LOCAL_BOT, base_url=api, retry_handlers=[])
        history = await client.conversations_history(channel=PREP)
        assert [message["text"] for message in history["messages"]] == ["posted"]
        with contextlib.suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 10) == 0

    again = Workspace.open(state)
    assert [message["text"] for message in again.visible(ADA, PREP)] == ["posted"]
    again.close()
