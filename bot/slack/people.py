"""What Slack knows of a person: the name for a report, the time zone for the night. Both are niceties: where the
workspace does not let the bot look (no `users:read`), it goes without, and asks again an hour later."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.attached import Attachments

log = structlog.get_logger(__name__)

FRESH = 3600.0  # seconds that a profile is believed
PATIENCE = 1.0  # seconds; a form is acknowledged within three
MOST = 5000  # profiles in memory


Standing = Literal["person", "bot", "guest", "gone", "nobody", "unknown"]


class People:
    """One for each process."""

    def __init__(self, client: AsyncWebClient, now: Callable[[], float] = time.monotonic) -> None:
        self._client, self._now = client, now
        self._known: dict[tuple[str, str], tuple[float, Mapping[str, Any]]] = {}

    async def name(self, team: str, user: str) -> str:
        """How the person is called, "" where that cannot be known."""
        found = await self._profile(team, user)
        profile = found.get("profile") or {}
        return str(profile.get("display_name") or profile.get("real_name") or found.get("name") or "")

    async def tz_offset(self, team: str, user: str) -> int | None:
        """Seconds east of UTC today, None where that cannot be known."""
        offset = (await self._profile(team, user)).get("tz_offset")
        return int(offset) if isinstance(offset, int) and abs(offset) <= 14 * 3600 else None

    async def standing(self, team: str, user: str) -> Standing:
        """Whether somebody can be invited; "unknown" where the workspace does not let the bot look."""
        found = await self._profile(team, user)
        if not found:
            return "unknown"
        if found.get("is_bot") or user == "USLACKBOT":
            return "bot"
        if found.get("deleted"):
            return "gone"
        guest = found.get("is_restricted") or found.get("is_ultra_restricted") or found.get("is_stranger")
        return "nobody" if found.get("nobody") else "guest" if guest else "person"

    async def tz(self, team: str, user: str) -> str:
        """The name of the person's time zone, "" where that cannot be known."""
        return str((await self._profile(team, user)).get("tz") or "")

    async def admin(self, team: str, user: str) -> bool:
        """Whether the person is an admin or owner of the workspace; no where that cannot be known."""
        found = await self._profile(team, user)
        return bool(found.get("is_admin") or found.get("is_owner"))

    async def left(self, team: str, user: str) -> bool:
        """Whether the account was deactivated, as of a minute ago; no where that cannot be known."""
        return bool((await self._profile(team, user, fresh=60.0)).get("deleted"))

    def changed(self, team: str, user: str) -> None:
        """What was known of the person does not hold any more."""
        self._known.pop((team, user), None)

    async def _profile(self, team: str, user: str, fresh: float = FRESH) -> Mapping[str, Any]:
        known = self._known.get((team, user))
        if known is not None and self._now() - known[0] < fresh:
            return known[1]
        found: Mapping[str, Any] = {}
        try:
            answer = await asyncio.wait_for(self._client.users_info(user=user), PATIENCE)
            found = answer.get("user") or {}
        except SlackApiError as error:
            reason = str(error.response.get("error", ""))
            log.info("a person cannot be looked up", reason=reason)
            found = {"nobody": True} if reason in ("user_not_found", "user_not_visible") else {}
        except (aiohttp.ClientError, SlackClientError, TimeoutError, OSError) as error:
            log.info("a person cannot be looked up", reason=type(error).__name__)
            return {}
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[(team, user)] = (self._now(), found)
        return found


class SlackLookups:
    """What the front desk may ask of Slack while a payload waits: a time zone, the text of a file."""

    def __init__(self, people: People, attachments: Attachments) -> None:
        self._people, self._attachments = people, attachments

    async def tz_offset(self, team: str, user: str) -> int | None:
        return await self._people.tz_offset(team, user)

    async def texts(self, files: Sequence[Mapping[str, Any]]) -> list[str | None]:
        return await self._attachments.texts(files)
