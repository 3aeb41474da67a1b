"""How the bot hangs on Slack: one Web API client that never retries by itself, one Bolt app, Socket Mode or HTTP.

The SDK's own connection retry posts a message twice when the connection dies after Slack took it, so it is off and
the outbox retries, after looking. `process_before_response` makes the acknowledgement wait for the listener: an
exception becomes a 500 and so a redelivery, where Bolt's default would have lost the event.
"""

import asyncio
import contextlib
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog
import uvicorn
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

log = structlog.get_logger(__name__)

CALL_SECONDS = 10  # a Web API call that takes longer has an unclear outcome and is reconciled
DEAF_SECONDS = 90  # Slack pings a Socket Mode connection every few seconds; this long without one is a dead link


def web_client(token: str | None, api_url: str) -> AsyncWebClient:
    """A client for the given Web API address ("https://slack.com/api/" or the local workspace's), without retries."""
    return AsyncWebClient(
        token=token,
        base_url=api_url.rstrip("/") + "/",
        timeout=CALL_SECONDS,
        retry_handlers=[],
        trust_env_in_session=False,
    )


def bolt_app(client: AsyncWebClient, signing_secret: str = "") -> AsyncApp:
    """A Bolt app that answers only when its listener has returned. Without a signing secret only Socket Mode works."""
    return AsyncApp(
        name="mockingbird",
        client=client,
        signing_secret=signing_secret,
        process_before_response=True,
        request_verification_enabled=bool(signing_secret),
    )


class SocketLink:
    """The Socket Mode connection, and whether it is alive: the client has been known to go deaf without a word."""

    def __init__(self, app: AsyncApp, app_token: str) -> None:
        self._handler = AsyncSocketModeHandler(app, app_token, ping_interval=5)
        self.up_since: float | None = None

    async def open(self) -> None:
        """Connect. Raises what the SDK raises when the token is refused or nothing answers."""
        await self._handler.connect_async()
        self.up_since = time.time()

    async def close(self) -> None:
        with contextlib.suppress(Exception):
            await asyncio.wait_for(self._handler.close_async(), timeout=3)

    async def alive(self) -> bool:
        client = self._handler.client
        last = client.last_ping_pong_time
        fresh = last is None or time.time() - last < DEAF_SECONDS
        return self.up_since is not None and await client.is_connected() and fresh


@dataclass(frozen=True)
class Health:
    """What `/readyz` asks: each check has a name and tells whether it is well."""

    checks: dict[str, Callable[[], Awaitable[bool]]]

    async def report(self) -> dict[str, bool]:
        return {name: await check() for name, check in self.checks.items()}


def web_app(bolt: AsyncApp | None, health: Health) -> Starlette:
    """Health and metrics always; Slack's events only when `bolt` is given (HTTP mode)."""

    async def healthz(_: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_: Request) -> Response:
        report = await health.report()
        return JSONResponse(report, status_code=200 if all(report.values()) else 503)

    async def metrics(_: Request) -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    routes = [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]
    if bolt is not None:
        handler = AsyncSlackRequestHandler(bolt)
        routes.append(Route("/slack/events", handler.handle, methods=["POST"]))
    return Starlette(routes=routes)


@asynccontextmanager
async def listening(app: Starlette, host: str, port: int) -> AsyncIterator[int]:
    """Serve `app` until the block ends; yields the port (a free one when 0 was asked for).

    The socket listens before this yields, so the first request waits instead of failing. Raises OSError when the port
    is taken: uvicorn by itself would end the process.
    """
    config = uvicorn.Config(app, log_level="warning", http="httptools", lifespan="off", timeout_graceful_shutdown=5)
    config.load()
    server = _QuietServer(config)
    sock = _bound(host, port)
    task = asyncio.create_task(server.serve(sockets=[sock]))
    try:
        yield sock.getsockname()[1]
    finally:
        server.should_exit = True
        await asyncio.wait([task], timeout=6)
        sock.close()


class _QuietServer(uvicorn.Server):
    """Signals are the composition root's: a server that caught SIGTERM itself would stop before the outbox drained."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol must be named: asyncio sets TCP_NODELAY only then, and without it an answer takes 40 ms.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((host, port))
    bound.listen(2048)
    return bound
