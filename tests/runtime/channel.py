"""A channel that keeps what was posted, behind a post office that fails as told: nothing sleeps, nothing is random
beyond the seed."""

import random
from collections.abc import Mapping
from typing import Any

from bot.runtime import Failed, Later, Outcome, Progress, Sent, Unclear
from bot.store import OutboxRow


class Channel:
    """`faults` maps a kind of failure to its odds: refuse, limit, lost_before, lost_after, blind."""

    def __init__(self, seed: int = 0, **faults: float) -> None:
        self.posted: list[tuple[str, Mapping[str, Any]]] = []
        self.updates: list[Mapping[str, Any]] = []
        self.whispers: list[Mapping[str, Any]] = []
        self._dice = random.Random(seed)
        self._faults = faults

    def _happens(self, fault: str) -> bool:
        return self._dice.random() < self._faults.get(fault, 0.0)

    async def send(self, row: OutboxRow, target: tuple[str, str] | None, progress: Progress) -> Outcome:
        if self._happens("refuse"):
            return Failed("channel_not_found")
        if self._happens("limit"):
            return Later(1.0, "ratelimited")
        if self._happens("lost_before"):
            return Unclear("reset before")
        ts = self._take(row)
        if self._happens("lost_after"):
            return Unclear("reset after")
        return Sent({"channel": "C", "ts": ts})

    def _take(self, row: OutboxRow) -> str:
        if row.kind == "update":
            self.updates.append(row.args)
        elif row.kind == "ephemeral":
            self.whispers.append(row.args)
        else:
            self.posted.append((row.id, row.args))
        return f"{len(self.posted)}.0"

    async def find(self, row: OutboxRow) -> Sent | Unclear | None:
        if self._happens("blind"):
            return Unclear("cannot look")
        for number, (row_id, _) in enumerate(self.posted, start=1):
            if row_id == row.id:
                return Sent({"channel": "C", "ts": f"{number}.0"})
        return None
