"""A workspace on loopback, the SDK's own client, and people by their first names."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.workspace import LOCAL_BOT, AppConfig, Serving, Timings, Workspace, serve

T0 = 1_790_000_000.0
PREP, DRILLS, GENERAL, HIRING, ARCHIVE = "C0PREP0001", "C0DRILL002", "C0GENERAL3", "C0LEADS004", "C0OLD00005"
ADA, BEN, CHIDI, DANA = "U0ADA00001", "U0BEN00002", "U0CHI00003", "U0DANA0004"


@dataclass
class FakeClock:
    """Unix seconds that pass only when told."""

    now: float = T0

    def __call__(self) -> float:
        return self.now


@dataclass
class World:
    workspace: Workspace
    serving: Serving
    client: AsyncWebClient
    clock: FakeClock

    async def error(self, method: str, **arguments: object) -> str:
        """Slack's error name for a call with these JSON arguments, "" if it is taken."""
        try:
            await self.client.api_call(method, json=arguments)
        except SlackApiError as refused:
            return str(refused.response["error"])
        return ""


def client_of(serving: Serving, token: str = LOCAL_BOT) -> AsyncWebClient:
    return AsyncWebClient(token=token, base_url=serving.api_url, retry_handlers=[], trust_env_in_session=False)


QUICK = Timings(acknowledge=0.25, retries=(0.0, 0.02, 0.04))


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def app_config() -> AppConfig:
    return AppConfig()


@asynccontextmanager
async def living(clock: FakeClock, app: AppConfig, path: str | Path = ":memory:") -> AsyncIterator[World]:
    """A world that is served until the block ends."""
    workspace = Workspace.open(path, app=app, timings=QUICK, clock=clock)
    async with serve(workspace) as serving:
        yield World(workspace, serving, client_of(serving), clock)
    workspace.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared() -> AsyncIterator[World]:
    """One world for the tests of a file that do not care what was said before."""
    async with living(FakeClock(), AppConfig()) as world:
        yield world


@pytest.fixture
async def world(clock: FakeClock, app_config: AppConfig) -> AsyncIterator[World]:
    async with living(clock, app_config) as world:
        yield world
