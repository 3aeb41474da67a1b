"""The page's addresses. Who may ask is decided before, by the server's guard; here it is only said as whom."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from bot.workspace.model import Change
from bot.workspace.page.acts import act
from bot.workspace.page.marks import Marks
from bot.workspace.page.problems import sentence
from bot.workspace.page.screen import Place, Screen
from bot.workspace.population import CHANNELS
from bot.workspace.refused import Refused
from bot.workspace.workspace import Workspace

STATIC = Path(__file__).parent / "static"
BEAT = 15.0  # seconds between signs of life on a quiet event stream
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
# A file that somebody attached may hold a page of its own (the report does): it is shown without scripts or network.
_FILE_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"
_AS_TEXT = ("text/plain", "text/markdown", "application/json", "text/csv")
_SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml", "text/html")


class Page:
    """The browser page over one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.marks = Marks(workspace)

    def routes(self) -> list[Route]:
        return [
            Route("/", self.whole),
            Route("/page/part/{part}", self.part),
            Route("/page/events", self.events),
            Route("/page/options", self.options, methods=["POST"]),
            Route("/page/do/{act}", self.do, methods=["POST"]),
            Route("/page/file/{file}", self.file),
            Route("/page/static/{name}", self.static),
            Route("/archives/{channel}/{message}", self.linked),
        ]

    async def whole(self, request: Request) -> Response:
        screen = self._screen(request)
        place = self._place(request, screen)
        html = screen.page(place)
        self.marks.read(screen.reader.id, place.channel)
        return HTMLResponse(html, headers=_HEADERS)

    async def part(self, request: Request) -> Response:
        """One fragment: sidebar, header, main, thread or form."""
        screen = self._screen(request)
        place = self._place(request, screen)
        asked = request.query_params
        mark = asked.get("mark") or self.marks.get(screen.reader.id, place.channel)
        if asked.get("seen"):
            self.marks.read(screen.reader.id, place.channel)
        draws = {
            "sidebar": lambda: screen.sidebar(place),
            "header": lambda: screen.header(place),
            "main": lambda: screen.main(place, mark),
            "thread": lambda: screen.thread(place),
            "form": screen.form,
        }
        name = request.path_params["part"]
        if name not in draws:
            return PlainTextResponse("not found", 404)
        try:
            return HTMLResponse(draws[name](), headers={**_HEADERS, "X-Mark": mark})
        except Refused as refused:
            return PlainTextResponse(sentence(refused.error), 404)

    async def events(self, request: Request) -> Response:
        changes = self.workspace.subscribe(self._screen(request).reader.id)
        return StreamingResponse(_stream(changes), media_type="text/event-stream", headers=_HEADERS)

    async def do(self, request: Request) -> Response:
        """Something that the person does. Answers `{ok, errors, toast?}`; the screen changes through `events`."""
        reader = self._screen(request).reader.id
        try:
            outcome = await act(self.workspace, reader, request.path_params["act"], request)
        except Refused as refused:
            return JSONResponse({"ok": False, "errors": {}, "problem": refused.error, "toast": sentence(refused.error)})
        toast = sentence(outcome.problem) if outcome.problem else None
        return JSONResponse({**asdict(outcome), "toast": toast})

    async def options(self, request: Request) -> Response:
        """What the bot offers for the words typed into an external menu."""
        reader = self._screen(request).reader.id
        body = await request.json()
        where = body["where"] if isinstance(body["where"], str) else tuple(body["where"])
        try:
            found = await self.workspace.options(reader, where, str(body["action_id"]), str(body["typed"]))
        except Refused as refused:
            return JSONResponse({"options": [], "toast": sentence(refused.error)})
        flat = [option for one in found for option in one.get("options", [one])]
        return JSONResponse({"options": [{"value": o["value"], "text": o["text"]["text"]} for o in flat]})

    async def file(self, request: Request) -> Response:
        try:
            record, content = self.workspace.file(self._screen(request).reader.id, request.path_params["file"])
        except Refused as refused:
            return PlainTextResponse(sentence(refused.error), 404)
        kind = str(record.get("mimetype") or "")
        shown = "text/plain; charset=utf-8" if kind in _AS_TEXT else kind if kind in _SHOWN else ""
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": _FILE_POLICY}
        headers["Content-Disposition"] = "inline" if shown else "attachment"
        return Response(content, media_type=shown or "application/octet-stream", headers=headers)

    async def linked(self, request: Request) -> Response:
        """The address that chat.getPermalink gives, as the page's own: the channel, with the thread beside it."""
        asked = {key: value for key, value in request.query_params.items() if key in ("as", "token")}
        ts = request.query_params.get("thread_ts") or _ts(request.path_params["message"])
        where = {**asked, "channel": request.path_params["channel"], "thread": ts}
        return RedirectResponse("/?" + urlencode(where), status_code=303, headers=_HEADERS)

    async def static(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in {path.name for path in STATIC.iterdir()}:
            return PlainTextResponse("not found", 404)
        return FileResponse(STATIC / name, headers={"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"})

    def _screen(self, request: Request) -> Screen:
        """The workspace as the asked person sees it; the person at the keyboard where nobody is asked for."""
        people = self.workspace.people()
        asked = request.query_params.get("as")
        reader = next((person for person in people if person.id == asked), people[0])
        return Screen(self.workspace, self.marks, reader)

    def _place(self, request: Request, screen: Screen) -> Place:
        asked = request.query_params
        rooms = {room.id: room for room in self.workspace.channels(screen.reader.id)}
        channel = asked.get("channel", "")
        if channel not in rooms:
            return Place(CHANNELS[0].id if CHANNELS[0].id in rooms else next(iter(rooms)))
        thread = asked.get("thread", "")
        if thread and self.workspace.message(screen.reader.id, channel, thread) is None:
            thread = ""
        return Place(channel, thread, asked.get("tab", "") if rooms[channel].is_im else "")


def _ts(message: str) -> str:
    """ "p1764000000000100" as Slack's id of a message, "" for anything else."""
    digits = message.removeprefix("p")
    return f"{digits[:-6]}.{digits[-6:]}" if digits.isdigit() and len(digits) > 6 else ""


async def _stream(changes: AsyncIterator[Change]) -> AsyncIterator[str]:
    """Changes as server-sent events, with a comment now and then so that a lost browser is noticed."""
    coming: asyncio.Future[Change] = asyncio.ensure_future(anext(changes))
    yield "retry: 1000\n\n"
    try:
        while True:
            done, _ = await asyncio.wait([coming], timeout=BEAT)
            if not done:
                yield ": still here\n\n"
                continue
            if coming.exception() is not None:  # the workspace is closing
                return
            yield f"data: {json.dumps(asdict(coming.result()))}\n\n"
            coming = asyncio.ensure_future(anext(changes))
    finally:
        coming.cancel()
        with contextlib.suppress(asyncio.CancelledError, StopAsyncIteration):
            await coming
