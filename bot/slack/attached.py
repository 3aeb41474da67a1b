"""What stands in a file that somebody attached: fetched with the bot's token, from Slack's own hosts and nowhere else.

A payload can name any address, and whoever gets the token speaks for the bot. So the token goes over https to
slack.com and what is below it, or to the host of SLACK_API_URL where that is not Slack's; redirects are not followed.
Only drawings and plain text are fetched: a screenshot cannot be read by anybody here.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import structlog

log = structlog.get_logger(__name__)

READABLE = (".excalidraw", ".json", ".mmd", ".mermaid", ".txt", ".md")
MOST_BYTES = 1_000_000
PATIENCE = 2.0  # seconds for all files of a message: a payload is acknowledged within three
MOST_FILES = 10


class Attachments:
    """One for each process. `api_url` is the Web API's address, which may be a proxy's or the local workspace's."""

    def __init__(self, token: str, api_url: str) -> None:
        self._token = token
        at = urlsplit(api_url)
        self._own = "" if _is_slacks(at.hostname or "") else f"{at.scheme}://{at.netloc}"

    async def texts(self, files: Sequence[Mapping[str, Any]]) -> list[str | None]:
        """The text of each file in their order; None for one that cannot be read, is too large or does not come."""
        wanted = [self.address(each) for each in files[:MOST_FILES]]
        if not any(wanted):
            return [None] * len(wanted)
        timeout = aiohttp.ClientTimeout(total=PATIENCE)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            return list(await asyncio.gather(*(self._text(session, address) for address in wanted)))

    def address(self, file: Mapping[str, Any]) -> str:
        """Where the file is fetched from; "" for one that is not to be fetched."""
        name, size = str(file.get("name") or "").lower(), file.get("size")
        url = str(file.get("url_private_download") or file.get("url_private") or "")
        too_large = not isinstance(size, int) or not 0 < size <= MOST_BYTES
        return url if name.endswith(READABLE) and not too_large and self.trusted(url) else ""

    def trusted(self, url: str) -> bool:
        """Whether the token may go there."""
        try:
            at = urlsplit(url)
            host, _ = at.hostname or "", at.port
        except ValueError:
            return False
        if at.username is not None or at.password is not None:
            return False
        if self._own:
            return f"{at.scheme}://{at.netloc}" == self._own
        return at.scheme == "https" and _is_slacks(host) and at.port in (None, 443)

    async def _text(self, session: aiohttp.ClientSession, url: str) -> str | None:
        if not url:
            return None
        headers = {"Authorization": f"Bearer {self._token}"}
        try:
            async with session.get(url, headers=headers, allow_redirects=False) as answer:
                if answer.status != 200:
                    log.info("a file was not given", status=answer.status)
                    return None
                content = await answer.content.read(MOST_BYTES + 1)
                return None if len(content) > MOST_BYTES else content.decode("utf-8")
        except (aiohttp.ClientError, TimeoutError, OSError, UnicodeDecodeError) as error:
            log.info("a file cannot be read", reason=type(error).__name__)
            return None


def _is_slacks(host: str) -> bool:
    return host == "slack.com" or host.endswith(".slack.com")
