"""HTTP mode: payloads as requests signed with the app's signing secret, as Slack signs them (v0)."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable
from urllib.parse import urlencode

import aiohttp

from bot.workspace.delivery import Reply
from bot.workspace.model import Json

MAX_ANSWER = 1_000_000  # bytes read of an acknowledgement


class SignedRequests:
    """One delivery is one POST; whatever is not 2xx within the time counts as not acknowledged."""

    def __init__(self, url: str, secret: str, clock: Callable[[], float]) -> None:
        self._url, self._secret, self._clock = url, secret.encode(), clock
        self._session: aiohttp.ClientSession | None = None

    async def deliver(self, kind: str, payload: Json, attempt: int, reason: str, within: float) -> Reply:
        content_type, body = _encoded(kind, payload)
        headers = {"Content-Type": content_type, **self._signature(body)}
        if attempt:
            headers |= {"X-Slack-Retry-Num": str(attempt), "X-Slack-Retry-Reason": reason}
        if self._session is None:
            self._session = aiohttp.ClientSession(trust_env=False)
        try:
            async with asyncio.timeout(within):
                async with self._session.post(self._url, data=body, headers=headers) as answer:
                    text = (await answer.content.read(MAX_ANSWER)).decode("utf-8", "replace")
                    if not 200 <= answer.status < 300:
                        return Reply(acknowledged=False, problem="http_error")
                    return _reply(answer.content_type, text)
        except TimeoutError:
            return Reply(acknowledged=False, problem="http_timeout")
        except aiohttp.ClientError:
            return Reply(acknowledged=False, problem="connection_failed")

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def _signature(self, body: bytes) -> dict[str, str]:
        stamp = str(int(self._clock()))
        signed = hmac.new(self._secret, f"v0:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={signed}"}


def _encoded(kind: str, payload: Json) -> tuple[str, bytes]:
    if kind == "events_api":
        return "application/json", json.dumps(payload).encode()
    form = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return "application/x-www-form-urlencoded", urlencode(form).encode()


def _reply(content_type: str, text: str) -> Reply:
    if not text.strip():
        return Reply(acknowledged=True)
    if content_type == "application/json":
        try:
            answer = json.loads(text)
        except ValueError:
            return Reply(acknowledged=False, problem="refused")
        return Reply(acknowledged=True, payload=answer if isinstance(answer, dict) else None)
    return Reply(acknowledged=True, payload=text)
