"""Socket Mode: one WebSocket of the bot, opened with the ticket that apps.connections.open gave out."""

import asyncio
import contextlib
import json

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.workspace.delivery import Delivery, Reply
from bot.workspace.model import Json
from bot.workspace.population import APP_ID

MAX_CONNECTIONS = 10
BAD_TICKET, TOO_MANY = 4401, 4429


class SocketLink:
    """Sends one envelope at a time, in the order they were handed over."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket, self._lock = socket, asyncio.Lock()

    async def send(self, envelope: Json) -> None:
        async with self._lock:
            try:
                await self._socket.send_text(json.dumps(envelope))
            except WebSocketDisconnect as gone:
                raise OSError("connection closed") from gone


async def hold(socket: WebSocket, delivery: Delivery) -> None:
    """Serve one connection until it ends. What is not an acknowledgement is ignored, as Slack does."""
    if not delivery.redeem(socket.query_params.get("ticket", "")):
        await socket.close(BAD_TICKET)
        return
    if delivery.connections >= MAX_CONNECTIONS:
        await socket.close(TOO_MANY)
        return
    await socket.accept()
    link = SocketLink(socket)
    info = {"host": "local", "approximate_connection_time": 3600}
    hello = {"type": "hello", "num_connections": delivery.connections + 1, "debug_info": info}
    await link.send(hello | {"connection_info": {"app_id": APP_ID}})
    delivery.attach(link)
    try:
        while True:
            _heed(delivery, await socket.receive_text())
    except (WebSocketDisconnect, RuntimeError, KeyError):
        pass  # gone, or it sent bytes, which nobody of ours does
    finally:
        delivery.detach(link)
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):  # it may be gone already
            await socket.close()


def _heed(delivery: Delivery, text: str) -> None:
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return
    if isinstance(said, dict) and isinstance(said.get("envelope_id"), str):
        payload = said.get("payload")
        answer = payload if isinstance(payload, dict | str) else None
        delivery.acknowledged(said["envelope_id"], Reply(acknowledged=True, payload=answer))
