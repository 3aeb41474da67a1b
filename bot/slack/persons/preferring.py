"""What a person prefers, looked up where it applies; what they did not say comes from Slack and the rubrics."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.peers.pairing import PairingRules, WorkingHours
from bot.people import PREFERENCES, Preferences
from bot.record.values import build
from bot.runtime import Desk
from bot.runtime.calendar import known_zone
from bot.slack.people import People


class Preferring:
    """One for each process."""

    def __init__(self, desk: Desk, people: People, rules: PairingRules) -> None:
        self._desk, self._people, self._rules = desk, people, rules

    async def of(self, team: str, user: str) -> Preferences:
        line = await self._desk.store.transact(lambda tx: tx.line(PREFERENCES, f"{team}:{user}"))
        return build(Preferences, line.row) if line is not None and line.row else Preferences()

    async def zone(self, team: str, user: str) -> str:
        """The name of the person's time zone; UTC where nobody knows it."""
        chosen = (await self.of(team, user)).zone or await self._people.tz(team, user)
        return chosen if known_zone(chosen) else "UTC"

    async def known(self, team: str, user: str) -> str:
        """The name of the person's time zone, "" where nobody knows it."""
        found = await self.zone(team, user)
        return found if found != "UTC" or await self.tz_offset(team, user) == 0 else ""

    async def tz_offset(self, team: str, user: str) -> int | None:
        """Seconds east of UTC now, by the zone they chose, else by Slack's word; None where nobody knows."""
        chosen = (await self.of(team, user)).zone
        if not known_zone(chosen):
            return await self._people.tz_offset(team, user)
        offset = datetime.fromtimestamp(self._desk.clock.now(), ZoneInfo(chosen)).utcoffset()
        return int(offset.total_seconds()) if offset is not None else None

    async def hours(self, team: str, user: str) -> WorkingHours:
        """When the person works."""
        prefers = await self.of(team, user)
        usual = self._rules.hours(await self.zone(team, user))
        return WorkingHours(
            usual.zone,
            usual.start if prefers.start is None else prefers.start,
            usual.end if prefers.end is None else prefers.end,
            usual.days if prefers.days is None else prefers.days,
        )
