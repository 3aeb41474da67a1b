"""The workspace's server on loopback: Slack's Web API, Socket Mode, files, response addresses, and the page.

async with serve(Workspace.open("workspace.db"), port=0) as serving:
    AsyncWebClient(token=LOCAL_BOT, base_url=serving.api_url)
"""

import asyncio
import contextlib
import hmac
import json
import socket
from collections.abc import AsyncIterator, Generator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.websockets import WebSocket

from bot.workspace.core import token
from bot.workspace.files import MAX_FILE
from bot.workspace.guard import LocalOnly, Locked, has_cookie
from bot.workspace.link import hold
from bot.workspace.methods import METHODS, call
from bot.workspace.model import Json
from bot.workspace.refused import Refused
from bot.workspace.workspace import Workspace

log = structlog.get_logger(__name__)

MAX_BODY = 1_000_000  # bytes of a Web API call; the largest view is 250,000
_INLINE = ("image/png", "image/jpeg", "image/gif", "image/webp", "text/plain")


class TooLarge(Exception):
    """A request with more than the allowed number of bytes."""


def build_app(workspace: Workspace, page: Sequence[BaseRoute] | None = None, key: str | None = None) -> Starlette:
    """The ASGI application. `page`: the page's routes, for who has `key` (a new one in `app.state.key` by default)."""
    key = key or token()

    async def api(request: Request) -> Response:
        return await _api(workspace, request)

    async def link(connection: WebSocket) -> None:
        await hold(connection, workspace.delivery)

    async def upload(request: Request) -> Response:
        return await _upload(workspace, request)

    async def file(request: Request) -> Response:
        return _file(workspace, request, key)

    async def response(request: Request) -> Response:
        return await _response(workspace, request)

    routes: list[BaseRoute] = [
        Route("/api/{method}", api, methods=["GET", "POST"]),
        WebSocketRoute("/link", link),
        Route("/upload/{file}/{key}", upload, methods=["POST"]),
        Route("/files/{file}/{name:path}", file, methods=["GET"]),
        Route("/response/{key}", response, methods=["POST"]),
    ]
    if page:
        routes.append(Mount("/", routes=list(page), middleware=[Middleware(Locked, key=key)]))
    app = Starlette(routes=routes, middleware=[Middleware(LocalOnly)])
    app.state.key, app.state.workspace = key, workspace
    return app


@dataclass(frozen=True)
class Serving:
    """Where the workspace listens. `address` is the page's, with its key; do not log it, print it once."""

    port: int
    base_url: str
    api_url: str
    address: str


@asynccontextmanager
async def serve(
    workspace: Workspace, port: int = 0, page: Sequence[BaseRoute] | None = None, key: str | None = None
) -> AsyncIterator[Serving]:
    """Serve on 127.0.0.1 until the block ends; port 0 takes a free one. Raises OSError when the port is taken."""
    bound = _bound(port)
    number = bound.getsockname()[1]
    base = workspace.core.base_url = f"http://127.0.0.1:{number}"
    app = build_app(workspace, page, key)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        http="httptools",
        lifespan="off",
        date_header=False,
        ws_max_size=MAX_BODY,
        ws_ping_interval=workspace.core.timings.ping,
        ws_ping_timeout=workspace.core.timings.ping * 3,
        timeout_graceful_shutdown=2,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[bound]))
    workspace.delivery.resume()
    try:
        yield Serving(number, base, f"{base}/api/", f"{base}/?token={app.state.key}")
    finally:
        await workspace.delivery.stop()
        server.should_exit = True
        server.stop.set()
        workspace.core.feed.close()  # open pages would hold the server up
        await asyncio.wait([task], timeout=5)
        bound.close()


class _Server(uvicorn.Server):
    """Signals stay with whoever composes the program, and stopping does not wait for uvicorn's next look (0.1 s)."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.stop = asyncio.Event()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        await self.stop.wait()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


def _bound(port: int) -> socket.socket:
    # The protocol must be named: asyncio sets TCP_NODELAY only then, and without it every answer takes 40 ms.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(("127.0.0.1", port))
        bound.listen(2048)
    except OSError:
        bound.close()
        raise
    return bound


async def _api(workspace: Workspace, request: Request) -> Response:
    method = request.path_params["method"]
    try:
        given = await _arguments(request)
        body = call(workspace, METHODS, method, _bearer(request), given)
    except Refused as refused:
        log.info("call refused", method=method[:100], error=refused.error)
        if refused.retry_after is not None:
            headers = {"Retry-After": str(refused.retry_after)}
            return JSONResponse(refused.body(), 429, headers=headers)
        return JSONResponse(refused.body())
    scopes = ",".join(sorted(workspace.core.app.scopes or ()))
    return JSONResponse(body, headers={"x-oauth-scopes": scopes} if scopes else None)


async def _arguments(request: Request) -> Json:
    given: Json = dict(request.query_params)
    try:
        body = await _body(request, MAX_BODY)
    except TooLarge:
        raise Refused("request_too_large") from None
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not body:
        return given
    if kind == "application/json":
        return given | _json_object(body)
    if kind != "application/x-www-form-urlencoded":
        raise Refused("invalid_post_type")
    try:
        return given | dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=200))
    except ValueError:
        raise Refused("invalid_form_data") from None


def _json_object(body: bytes) -> Json:
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused("invalid_json") from None
    if not isinstance(parsed, dict):
        raise Refused("json_not_object")
    return {key: value for key, value in parsed.items() if value is not None}


async def _body(request: Request, most: int) -> bytes:
    """The whole body; raises TooLarge before more than `most` bytes are held."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise TooLarge
        parts.append(part)
    return b"".join(parts)


def _bearer(request: Request) -> str | None:
    kind, _, sent = request.headers.get("authorization", "").partition(" ")
    return sent.strip() or None if kind.lower() == "bearer" else None


async def _upload(workspace: Workspace, request: Request) -> Response:
    file, key = request.path_params["file"], request.path_params["key"]
    if not hmac.compare_digest(key.encode(), workspace.upload_key(file).encode()):
        return PlainTextResponse("not found", 404)
    try:
        content = await _body(request, MAX_FILE + 10_000)
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            content = await _part(content, request)
        workspace.files.receive(file, content)
    except TooLarge:
        return PlainTextResponse("file is too large", 413)
    except Refused as refused:
        return PlainTextResponse(refused.error, 400)
    return PlainTextResponse(f"OK - {len(content)}")


async def _part(body: bytes, request: Request) -> bytes:
    """The first file of a multipart form that was already read."""

    async def again() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    async with Request(request.scope, again).form(max_files=1, max_fields=10) as form:
        for part in form.values():
            if not isinstance(part, str):
                return await part.read()
    raise Refused("no_file_data")


def _file(workspace: Workspace, request: Request, key: str) -> Response:
    """The bot reads with its token, what it may see; the page with its cookie, for whoever sits at the keyboard."""
    file = request.path_params["file"]
    is_bot = _bearer(request) == workspace.core.app.bot_token and not workspace.core.app.lacks(["files:read"])
    try:
        if not has_cookie(request.scope, key) and not is_bot:
            return PlainTextResponse("not allowed", 403)
        if is_bot and not workspace.files.may_see(workspace.core.bot.id, file):
            raise Refused("file_not_found")
        record, content = workspace.files.info(file), workspace.files.content(file)
    except Refused:
        return PlainTextResponse("not found", 404)
    shown = record["mimetype"] in _INLINE and not request.path_params["name"].startswith("download/")
    kind = record["mimetype"] if shown else "application/octet-stream"
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}
    headers["Content-Disposition"] = "inline" if shown else "attachment"
    return Response(content, media_type=kind, headers=headers)


async def _response(workspace: Workspace, request: Request) -> Response:
    try:
        workspace.responses.use(request.path_params["key"], _json_object(await _body(request, MAX_BODY)))
    except TooLarge:
        return PlainTextResponse("request_too_large", 413)
    except Refused as refused:
        return JSONResponse(refused.body(), 404 if refused.error in ("used_url", "expired_url") else 400)
    return PlainTextResponse("ok")
