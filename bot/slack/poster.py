"""Outbox rows to Slack's Web API: what was sent, refused, to be sent later, or unclear.

A message carries its row's id as metadata, so that after an unclear outcome (a time-out, a reset, a 5xx) it can be
looked for. A picture cannot carry metadata: its file's id is kept before the upload is completed, and looked up.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.runtime import Failed, Later, Outcome, Progress, Sent, Unclear
from bot.store import OutboxRow

log = structlog.get_logger(__name__)

EVENT_TYPE = "mockingbird_outbox"
UNCLEAR_ERRORS = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout", "timeout"})
LOOK_BACK = 5.0  # seconds before the attempt; clocks differ
PAGES, PAGE = 3, 200
SHARE_TRIES, SHARE_WAIT = 20, 0.25  # a completed upload shows in its channel a moment later


@dataclass(frozen=True, slots=True)
class Message:
    """A message ready to go. `text` is what notifications and screen readers use; blocks may be empty."""

    text: str
    blocks: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Upload:
    """A file with a comment. `alt_text` says what a picture shows. `more` go into the same message."""

    name: str
    title: str
    content: bytes
    comment: str = ""
    alt_text: str = ""
    more: "tuple[Upload, ...]" = ()


Rendered = Message | Upload | Mapping[str, Any]


class Presenter(Protocol):
    """Rows to what Slack is given: a message, an upload, or the view of a Home."""

    async def render(self, row: OutboxRow) -> Rendered: ...


class SlackPoster:
    """One for each process. Makes no retry of its own: the outbox decides what happens after each outcome."""

    def __init__(self, client: AsyncWebClient, presenter: Presenter) -> None:
        self._client = client
        self._presenter = presenter
        self._direct: dict[str, str] = {}

    async def send(self, row: OutboxRow, target: tuple[str, str] | None, progress: Progress) -> Outcome:
        try:
            rendered = await self._presenter.render(row)
        except Exception:
            log.exception("row cannot be rendered", row=row.id, what=row.what)
            return Failed("cannot_render")
        return await _outcome(lambda: self._deliver(row, rendered, target, progress))

    async def find(self, row: OutboxRow) -> Sent | Unclear | None:
        found: Sent | None = None

        async def look() -> Sent:
            nonlocal found
            found = await (self._find_upload(row) if row.kind == "upload" else self._find_message(row))
            return found or Sent()

        outcome = await _outcome(look)
        if isinstance(outcome, Failed):
            return None
        return found if isinstance(outcome, Sent) else Unclear(outcome.reason)

    async def _deliver(
        self, row: OutboxRow, rendered: Rendered, target: tuple[str, str] | None, progress: Progress
    ) -> Sent:
        match rendered:
            case Upload():
                return await self._upload(row, rendered, progress)
            case Message():
                return await self._message(row, rendered, target)
            case _:
                await self._client.views_publish(user_id=row.place["user"], view=dict(rendered))
                return Sent()

    async def _message(self, row: OutboxRow, message: Message, target: tuple[str, str] | None) -> Sent:
        body: dict[str, Any] = {"text": message.text, "blocks": list(message.blocks)}
        if row.kind == "update" and target is not None:
            channel, ts = target
            await self._client.chat_update(channel=channel, ts=ts, **body)
            return Sent({"channel": channel, "ts": ts})
        channel = await self._channel(row)
        thread = row.place.get("thread") or None
        if row.kind == "ephemeral":
            await self._client.chat_postEphemeral(channel=channel, user=row.place["user"], thread_ts=thread, **body)
            return Sent()
        answer = await self._client.chat_postMessage(
            channel=channel,
            thread_ts=thread,
            unfurl_links=False,
            unfurl_media=False,
            metadata={"event_type": EVENT_TYPE, "event_payload": {"outbox_id": row.id}},
            **body,
        )
        return Sent({"channel": str(answer["channel"]), "ts": str(answer["ts"])})

    async def _upload(self, row: OutboxRow, upload: Upload, progress: Progress) -> Sent:
        """All files of a row are completed by one call, so they are there together or not at all."""
        channel = await self._channel(row)
        files = [await self._slot(each) for each in (upload, *upload.more)]
        file_id = str(files[0]["id"])
        await progress({"file_id": file_id})
        await self._client.files_completeUploadExternal(
            files=files,
            channel_id=channel,
            thread_ts=row.place.get("thread") or None,
            initial_comment=upload.comment or None,
        )
        for _ in range(SHARE_TRIES):
            if ts := await self._shared(file_id, channel):
                return Sent({"channel": channel, "ts": ts, "file_id": file_id})
            await asyncio.sleep(SHARE_WAIT)
        return Sent({"channel": channel, "file_id": file_id})

    async def _slot(self, upload: Upload) -> dict[str, str | None]:
        """The file's content at its place, not yet shared: id and title, as the completion wants them."""
        slot = await self._client.files_getUploadURLExternal(
            filename=upload.name, length=len(upload.content), alt_txt=upload.alt_text or None
        )
        await self._put(str(slot["upload_url"]), upload)
        return {"id": str(slot["file_id"]), "title": upload.title}

    async def _put(self, url: str, upload: Upload) -> None:
        """The upload address is one that Slack just gave; it takes no token and gets none."""
        timeout = aiohttp.ClientTimeout(total=30)
        async with aiohttp.ClientSession(timeout=timeout) as session, session.post(url, data=upload.content) as answer:
            if answer.status != 200:
                raise aiohttp.ClientError(f"upload answered {answer.status}")

    async def _shared(self, file_id: str, channel: str) -> str | None:
        """The ts of the message in which the file stands in the channel."""
        info = await self._client.files_info(file=file_id)
        for places in (info["file"].get("shares") or {}).values():
            for share in places.get(channel, ()):
                return str(share["ts"])
        return None

    async def _find_upload(self, row: OutboxRow) -> Sent | None:
        file_id = row.posted.get("file_id")
        if not file_id:
            return None
        channel = await self._channel(row)
        ts = await self._shared(str(file_id), channel)
        return Sent({"channel": channel, "ts": ts, "file_id": file_id}) if ts else None

    async def _find_message(self, row: OutboxRow) -> Sent | None:
        channel = await self._channel(row)
        since = f"{(row.attempted_at or row.created) - LOOK_BACK:.6f}"
        cursor = None
        for _ in range(PAGES):
            page = await self._page(channel, row.place.get("thread", ""), since, cursor)
            for message in page.get("messages") or ():
                payload = (message.get("metadata") or {}).get("event_payload") or {}
                if payload.get("outbox_id") == row.id:
                    return Sent({"channel": channel, "ts": str(message["ts"])})
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None
        return None

    async def _page(self, channel: str, thread: str, since: str, cursor: str | None) -> Any:
        args: dict[str, Any] = {
            "channel": channel,
            "oldest": since,
            "limit": PAGE,
            "include_all_metadata": True,
            "cursor": cursor,
        }
        if thread:
            return await self._client.conversations_replies(ts=thread, **args)
        return await self._client.conversations_history(**args)

    async def _channel(self, row: OutboxRow) -> str:
        """The channel of the row; for a direct message to a person, the conversation with them."""
        channel = row.place.get("channel")
        if channel:
            return channel
        user = row.place["user"]
        if user not in self._direct:
            opened = await self._client.conversations_open(users=user)
            self._direct[user] = str(opened["channel"]["id"])
        return self._direct[user]


async def _outcome(call: Callable[[], Awaitable[Sent]]) -> Outcome:
    """What a call came to. Only an answer that says so is a refusal; silence is unclear."""
    try:
        return await call()
    except SlackApiError as error:
        return _refusal(error)
    except aiohttp.ClientConnectorError as error:
        return Later(1.0, f"cannot connect: {error.host}")
    except (aiohttp.ClientError, TimeoutError, SlackClientError, OSError) as error:
        return Unclear(type(error).__name__)


def _refusal(error: SlackApiError) -> Outcome:
    response: Any = error.response
    status = getattr(response, "status_code", 200)
    name = str(response.get("error", "")) if hasattr(response, "get") else ""
    if status == 429 or name in {"ratelimited", "rate_limited"}:
        headers = {key.lower(): value for key, value in (getattr(response, "headers", None) or {}).items()}
        return Later(_seconds(headers.get("retry-after")), "ratelimited")
    if status >= 500 or name in UNCLEAR_ERRORS or not name:
        return Unclear(name or f"http {status}")
    return Failed(name)


def _seconds(value: Any) -> float:
    try:
        return min(300.0, max(1.0, float(value)))
    except (TypeError, ValueError):
        return 30.0
