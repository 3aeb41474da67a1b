"""Whether the bot is in a channel, asked before something is set up there. Where the workspace does not let it look,
it goes ahead: a post that is refused is said later."""

import asyncio
from typing import Literal

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

log = structlog.get_logger(__name__)

PATIENCE = 1.0  # seconds; a form is acknowledged within three
Standing = Literal["in", "out", "archived", "unknown"]


class Rooms:
    """One for each process."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client

    async def standing(self, channel: str) -> Standing:
        try:
            answer = await asyncio.wait_for(self._client.conversations_info(channel=channel), PATIENCE)
        except SlackApiError as error:
            reason = str(error.response.get("error", ""))
            return "out" if reason in ("channel_not_found", "not_in_channel") else "unknown"
        except (aiohttp.ClientError, SlackClientError, TimeoutError, OSError) as error:
            log.info("a channel cannot be looked up", reason=type(error).__name__)
            return "unknown"
        found = answer.get("channel") or {}
        if found.get("is_archived"):
            return "archived"
        return "in" if found.get("is_member", True) else "out"
