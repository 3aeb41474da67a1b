"""How payloads reach the bot: over Socket Mode connections or as signed HTTP requests, with Slack's redeliveries.

Events are kept until they are acknowledged or given up (three redeliveries), so that neither a crash of the bot nor a
restart of the workspace swallows one. Commands and interactions are delivered once: the person waits for them.
"""

import asyncio
import contextlib
import itertools
import uuid
from dataclasses import dataclass
from typing import Protocol

import structlog

from bot.workspace.core import Core, token
from bot.workspace.model import Json
from bot.workspace.population import APP_ID

log = structlog.get_logger(__name__)

TICKET_SECONDS = 30


@dataclass(frozen=True)
class Reply:
    """What the bot answered. `payload` is the JSON or text of its acknowledgement, if any."""

    acknowledged: bool
    payload: Json | str | None = None
    problem: str | None = None  # "timeout", "not_connected", "refused"


class Link(Protocol):
    """A way to the bot that is open now."""

    async def send(self, envelope: Json) -> None:
        """Hand an envelope over; raises OSError or RuntimeError when the connection is gone."""


class Sender(Protocol):
    """Another way than Socket Mode: one delivery, one answer (bot.workspace.signed)."""

    async def deliver(self, kind: str, payload: Json, attempt: int, reason: str, within: float) -> Reply: ...

    async def close(self) -> None: ...


class Delivery:
    def __init__(self, core: Core) -> None:
        self._core = core
        self._links: dict[Link, set[str]] = {}
        self._turn = itertools.count()
        self._waiting: dict[str, asyncio.Future[Reply]] = {}
        self._connected = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._tickets: dict[str, float] = {}
        self.sender: Sender | None = None

    @property
    def connections(self) -> int:
        return len(self._links)

    def ticket(self) -> str:
        """Something to open one connection with, within half a minute."""
        given = token()
        self._tickets[given] = self._core.clock() + TICKET_SECONDS
        return given

    def redeem(self, ticket: str) -> bool:
        return self._tickets.pop(ticket, float("-inf")) >= self._core.clock()

    async def ask_to_reconnect(self, reason: str = "refresh_requested") -> None:
        """Tell every connection to make way for a new one ("warning", "refresh_requested", "link_disabled")."""
        for link in list(self._links):
            with contextlib.suppress(OSError, RuntimeError):
                await link.send({"type": "disconnect", "reason": reason, "debug_info": {"host": "local"}})

    def attach(self, link: Link) -> None:
        self._links[link] = set()
        self._connected.set()

    def detach(self, link: Link) -> None:
        """Forget a connection. What it was given and did not acknowledge counts as not delivered, at once."""
        for envelope_id in self._links.pop(link, set()):
            self.acknowledged(envelope_id, Reply(acknowledged=False, problem="timeout"))
        if not self._links:
            self._connected.clear()

    def acknowledged(self, envelope_id: str, reply: Reply) -> None:
        waiting = self._waiting.get(envelope_id)
        if waiting is not None and not waiting.done():
            waiting.set_result(reply)

    def event(self, event: Json) -> None:
        """Deliver an event in the background, with redeliveries; in order, as far as the network keeps it."""
        event_id = self._core.next_id("Ev")
        team = self._core.team["id"]
        authorization = {
            "enterprise_id": None,
            "team_id": team,
            "user_id": self._core.bot.id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        payload = {
            "token": "local",
            "team_id": team,
            "context_team_id": team,
            "api_app_id": APP_ID,
            "event": event,
            "type": "event_callback",
            "event_id": event_id,
            "event_time": int(self._core.clock()),
            "authorizations": [authorization],
            "is_ext_shared_channel": False,
            "event_context": f"4-{event_id}",
        }
        self._core.pending.put(event_id, {"payload": payload, "attempt": 0, "reason": ""})
        self._start(event_id)

    def resume(self) -> None:
        """Go on with the events that were not acknowledged when the workspace was last closed."""
        for event_id, _ in self._core.pending.items():
            self._start(event_id)

    async def ask(self, kind: str, payload: Json) -> Reply:
        """Deliver a command or an interaction and wait for the acknowledgement, as long as Slack waits."""
        if self.sender is None and not self._links:
            return Reply(acknowledged=False, problem="not_connected")
        return await self._attempt(kind, payload, 0, "")

    async def idle(self) -> None:
        """Wait until no event is on its way (tests)."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def stop(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self.sender is not None:
            await self.sender.close()

    def _start(self, event_id: str) -> None:
        task = asyncio.get_running_loop().create_task(self._pursue(event_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _pursue(self, event_id: str) -> None:
        kept = self._core.pending.get(event_id)
        while kept is not None:
            reply = await self._attempt("events_api", kept["payload"], kept["attempt"], kept["reason"])
            if reply.acknowledged or kept["attempt"] >= len(self._core.timings.retries):
                if not reply.acknowledged:
                    log.warning("event given up", event_id=event_id, attempts=kept["attempt"] + 1)
                self._core.pending.drop(event_id)
                return
            kept = {**kept, "attempt": kept["attempt"] + 1, "reason": reply.problem or "timeout"}
            self._core.pending.put(event_id, kept)
            await asyncio.sleep(self._core.timings.retries[kept["attempt"] - 1])

    async def _attempt(self, kind: str, payload: Json, attempt: int, reason: str) -> Reply:
        within = self._core.timings.acknowledge
        if self.sender is not None:
            return await self.sender.deliver(kind, payload, attempt, reason, within)
        envelope = {
            "envelope_id": str(uuid.uuid4()),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        try:
            async with asyncio.timeout(within):
                return await self._over_a_link(envelope)
        except TimeoutError:
            return Reply(acknowledged=False, problem="timeout")

    async def _over_a_link(self, envelope: Json) -> Reply:
        envelope_id = envelope["envelope_id"]
        await self._connected.wait()
        links = list(self._links)
        link = links[next(self._turn) % len(links)]
        waiting: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = waiting
        self._links[link].add(envelope_id)
        try:
            await link.send(envelope)
            return await waiting
        except (OSError, RuntimeError):
            return Reply(acknowledged=False, problem="timeout")
        finally:
            del self._waiting[envelope_id]
            with contextlib.suppress(KeyError):
                self._links[link].discard(envelope_id)
