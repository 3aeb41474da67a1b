"""What the workspace is told at its start: the app as its manifest describes it, and how patient Slack is."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.workspace.model import Json

# Not secrets: they open nothing but a workspace on this machine's loopback.
LOCAL_BOT = "xoxb-local-workspace"
LOCAL_APP = "xapp-1-local-workspace"
LOCAL_SIGNING = "local-signing-key"


@dataclass(frozen=True)
class AppConfig:
    """The app that is installed. None for `scopes` or `events` means every one: nothing is held back."""

    scopes: frozenset[str] | None = None
    events: frozenset[str] | None = None
    commands: tuple[Json, ...] = ({"command": "/mock", "description": "", "usage_hint": "", "should_escape": True},)
    shortcuts: tuple[Json, ...] = ()
    bot_name: str = "Mockingbird"
    bot_token: str = LOCAL_BOT
    app_token: str = LOCAL_APP
    signing_secret: str = LOCAL_SIGNING
    request_url: str | None = None  # set: signed HTTP requests go there instead of over Socket Mode

    @classmethod
    def from_manifest(cls, manifest: str | Path | Json, **more: Any) -> "AppConfig":
        """Read an app manifest (JSON text in a file, or parsed). Missing sections mean none of them."""
        data = manifest if isinstance(manifest, dict) else json.loads(Path(manifest).read_text(encoding="utf-8"))
        features, settings = data.get("features", {}), data.get("settings", {})
        return cls(
            scopes=frozenset(data.get("oauth_config", {}).get("scopes", {}).get("bot", ())),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", ())),
            commands=tuple(features.get("slash_commands", ())),
            shortcuts=tuple(features.get("shortcuts", ())),
            bot_name=features.get("bot_user", {}).get("display_name", "Mockingbird"),
            **more,
        )

    def lacks(self, any_of: Iterable[str]) -> bool:
        """Whether a call that needs one of these scopes must be refused."""
        wanted = frozenset(any_of)
        return bool(wanted) and self.scopes is not None and not (wanted & self.scopes)

    def hears(self, *names: str) -> bool:
        """Whether the app subscribed to one of these events."""
        return self.events is None or any(name in self.events for name in names)


@dataclass(frozen=True)
class Timings:
    """Seconds. Slack's own by default; tests make the waits short."""

    acknowledge: float = 3.0
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)  # wait before each redelivery of an event
    trigger: float = 3.0
    response_url: float = 1800.0
    ping: float = 10.0


@dataclass
class RateLimits:
    """Posts a channel takes: `burst` at once, then `per_second`. Off unless `on`; can be switched while running."""

    on: bool = False
    per_second: float = 1.0
    burst: int = 5
    spent: dict[str, tuple[float, float]] = field(default_factory=dict)  # channel -> (tokens left, when)

    def wait(self, channel: str, now: float) -> float:
        """0 when a post may pass (and is counted), else the seconds until one may."""
        if not self.on:
            return 0.0
        tokens, then = self.spent.get(channel, (float(self.burst), now))
        tokens = min(float(self.burst), tokens + max(0.0, now - then) * self.per_second)
        if tokens >= 1:
            self.spent[channel] = (tokens - 1, now)
            return 0.0
        self.spent[channel] = (tokens, now)
        return (1 - tokens) / self.per_second
