"""A proxy between the bot and Slack's Web API that breaks calls on a seeded plan, and remembers what it did.

    async with FaultProxy(serving.api_url, Plan(seed=7, share=0.3)) as proxy:
        client = AsyncWebClient(token=..., base_url=proxy.api_url, retry_handlers=[])

The plan depends on the seed, the method and the number of the call, so a run can be repeated. Only the Web API passes
through it: Socket Mode, uploads and response addresses lead straight to the workspace.
"""

import asyncio
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import TracebackType
from urllib.parse import parse_qsl

import aiohttp
from aiohttp import web


class Fault(StrEnum):
    """What happens to a call. The bot can tell LOST and NOTHING apart only by looking."""

    NONE = "none"
    RATE_LIMITED = "429"  # with Retry-After; not forwarded
    SERVER_ERROR = "500"  # not forwarded
    NOTHING = "nothing"  # the connection closes without an answer; not forwarded
    SLOW = "slow"  # forwarded after a wait
    LOST = "lost"  # forwarded and accepted, then the connection closes without an answer


BROKEN = (Fault.RATE_LIMITED, Fault.SERVER_ERROR, Fault.NOTHING, Fault.SLOW, Fault.LOST)


@dataclass(frozen=True)
class Plan:
    """Which calls break, and how.

    share: of the calls, 0 to 1. methods: only these (None: all). script: faults for the first calls of those methods,
    in order, before chance decides. in_a_row: a method works at the latest after this many faults one after another.
    slow and retry_after are seconds.
    """

    seed: int = 0
    share: float = 0.0
    faults: Sequence[Fault] = BROKEN
    methods: frozenset[str] | None = None
    script: Sequence[Fault] = ()
    in_a_row: int = 3
    slow: float = 0.2
    retry_after: int = 1

    def concerns(self, method: str) -> bool:
        return self.methods is None or method in self.methods

    def chance(self, method: str, number: int) -> Fault:
        dice = random.Random(f"{self.seed}:{method}:{number}")
        return dice.choice(list(self.faults)) if dice.random() < self.share else Fault.NONE


@dataclass(frozen=True)
class Passed:
    """One call. `accepted`: Slack answered ok (None: it was never asked). `arguments` are those of the call."""

    method: str
    number: int
    fault: Fault
    accepted: bool | None
    arguments: dict[str, object]


@dataclass
class FaultProxy:
    """Listens on a free port of 127.0.0.1 while used as `async with`. `plan` may be replaced while it runs."""

    target: str  # the real Web API, ending in /api/
    plan: Plan = field(default_factory=Plan)
    record: list[Passed] = field(default_factory=list)
    api_url: str = ""

    async def __aenter__(self) -> "FaultProxy":
        self._numbers: dict[str, int] = {}
        self._row: dict[str, int] = {}
        self._scripted = 0
        self._session = aiohttp.ClientSession(trust_env=False, auto_decompress=False)
        app = web.Application(client_max_size=50_000_000)
        app.router.add_route("*", "/api/{method}", self._handle)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.api_url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/api/"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()
        await self._session.close()

    def seen(self, fault: Fault) -> list[Passed]:
        """The calls that met this fault."""
        return [one for one in self.record if one.fault is fault]

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method, body = request.match_info["method"], await request.read()
        number = self._numbers[method] = self._numbers.get(method, 0) + 1
        fault = self._choose(method, number)
        if fault is Fault.SLOW:
            await asyncio.sleep(self.plan.slow)
        forwarded = fault in (Fault.NONE, Fault.SLOW, Fault.LOST)
        answer = await self._forward(request, body) if forwarded else _own_answer(fault, self.plan.retry_after)
        accepted = _is_ok(answer) if forwarded else None
        self.record.append(Passed(method, number, fault, accepted, _arguments(request, body)))
        if fault in (Fault.NOTHING, Fault.LOST) and request.transport is not None:
            request.transport.abort()
        return answer

    def _choose(self, method: str, number: int) -> Fault:
        if not self.plan.concerns(method):
            return Fault.NONE
        if self._scripted < len(self.plan.script):
            self._scripted += 1
            return self.plan.script[self._scripted - 1]
        fault = self.plan.chance(method, number)
        row = self._row.get(method, 0)
        if row >= self.plan.in_a_row:
            fault = Fault.NONE
        self._row[method] = 0 if fault in (Fault.NONE, Fault.SLOW) else row + 1
        return fault

    async def _forward(self, request: web.Request, body: bytes) -> web.Response:
        url = self.target + request.match_info["method"]
        headers = {name: request.headers[name] for name in ("Authorization", "Content-Type") if name in request.headers}
        async with self._session.request(
            request.method, url, params=request.query, data=body, headers=headers
        ) as answer:
            kept = {name: answer.headers[name] for name in ("Content-Type", "Retry-After") if name in answer.headers}
            return web.Response(status=answer.status, body=await answer.read(), headers=kept)


def _own_answer(fault: Fault, retry_after: int) -> web.Response:
    if fault is Fault.RATE_LIMITED:
        headers = {"Retry-After": str(retry_after)}
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
    return web.Response(status=500, text="something went wrong")


def _is_ok(answer: web.Response) -> bool:
    try:
        return bool(json.loads(answer.body if isinstance(answer.body, bytes) else b"{}").get("ok"))
    except ValueError:
        return False


def _arguments(request: web.Request, body: bytes) -> dict[str, object]:
    if request.content_type == "application/json":
        parsed = json.loads(body or b"{}")
        return parsed if isinstance(parsed, dict) else {}
    return {**request.query, **dict(parse_qsl(body.decode("utf-8", "replace")))}
