"""The composition root: store, engine, aggregates, Slack client and listeners put together into a running bot."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.cli.console import encoder
from bot.cli.settings import Settings
from bot.cli.surfaces import Surfaces

if TYPE_CHECKING:
    from bot.content import Content
    from bot.dialogue.mind import Mind
    from bot.drills import Marker
    from bot.peers.pairing import PairingRules
    from bot.report import Pages
    from bot.runtime import Desk, Engine
    from bot.runtime.aggregate import Aggregate
    from bot.runtime.ports import Clock
    from bot.slack.drills.presenter import DrillPresenter
    from bot.slack.front import Front
    from bot.slack.peers.presenter import PeerPresenter
    from bot.slack.people import People
    from bot.slack.poster import SlackPoster


@contextlib.asynccontextmanager
async def running_bot(
    settings: Settings, content: "Content", database: str, *, speed: float = 1.0, hurry: bool = False
) -> AsyncIterator[tuple["Engine", "Front", Any]]:
    """The bot without its ears: engine, front desk and Bolt app, started; drained and closed when the block ends.

    `hurry` lifts Slack's pace of one message a second, for the local workspace.
    """
    from bot.runtime import Pace, engine_for
    from bot.slack.connect import bolt_app, web_client
    from bot.slack.listeners import register
    from bot.store import open_store

    store = open_store(database)
    client = web_client(settings.bot_token, settings.api_url)
    try:
        me = await client.auth_test()
        parts = _Parts.of(settings, content, client, str(me.get("url") or ""))
        pace = Pace(0.02, 50) if hurry else None
        engine = engine_for(database, store, _aggregates(parts, speed), parts.poster, pace, parts.clock)
        engine.keep_days = settings.retention_days
        front = parts.front(engine.desk, speed)
        front.bot_user = str(me["user_id"])
        bolt = bolt_app(client, settings.signing_secret)
        register(bolt, front)
        await engine.start()
        try:
            yield engine, front, bolt
        finally:
            await engine.stop()
    finally:
        await store.close()
        if client.session is not None:
            await client.session.close()


@dataclass
class _Parts:
    """What the Slack side is put together from. `link` is the workspace's address, for links to messages."""

    settings: Settings
    content: "Content"
    client: Any
    link: str
    mind: "Mind"
    marker: "Marker"
    clock: "Clock"
    people: "People"
    pages: "Pages"
    pairing: "PairingRules"
    surfaces: Surfaces

    @classmethod
    def of(cls, settings: Settings, content: "Content", client: Any, link: str) -> "_Parts":
        from bot.dialogue.mind import Mind
        from bot.drills import Marker
        from bot.peers.pairing import PairingRules
        from bot.report import Pages
        from bot.runtime import SystemClock
        from bot.slack.people import People

        clock, mind, people = SystemClock(), Mind(content, encoder(settings)), People(client)
        pages = Pages.read([folder / "prompts" for folder in settings.content_folders])
        pairing = PairingRules.of(content.lexicon["pairing"])
        surfaces = Surfaces(content, people, pages, clock, pairing)
        return cls(settings, content, client, link, mind, Marker(mind), clock, people, pages, pairing, surfaces)

    def poster(self, desk: "Desk") -> "SlackPoster":
        """What says things on Slack."""
        from bot.slack.poster import SlackPoster
        from bot.slack.presenter import Presenter

        peers, reports = self._peers(desk), self._reports(desk)
        parts: list[Any] = [self._drills(desk), peers, *self.surfaces.parts(desk, reports)]
        return SlackPoster(self.client, Presenter(self.content, desk, reports, parts))

    def front(self, desk: "Desk", speed: float) -> "Front":
        """What hears things on Slack, with a desk for each kind of stream."""
        from bot.slack.attached import Attachments
        from bot.slack.drills.desk import DrillDesk
        from bot.slack.front import Front
        from bot.slack.front import Settings as FrontSettings
        from bot.slack.peers.desk import PeerDesk
        from bot.slack.people import SlackLookups
        from bot.slack.rooms import Rooms

        settings, rooms = self.settings, Rooms(self.client)
        lookups = SlackLookups(self.people, Attachments(settings.bot_token, settings.api_url))
        front = Front(desk, self.content, self.clock, FrontSettings(speed=speed), lookups)
        front.peers = PeerDesk(front, self.people, self.mind)
        front.annexes.append(DrillDesk(front, self._drills(desk), self.people, rooms, settings.organisers))
        front.annexes += self.surfaces.annexes(front, self._reports(desk), rooms, settings.organisers)
        return front

    def _peers(self, desk: "Desk") -> "PeerPresenter":
        from bot.slack.peers.presenter import PeerPresenter

        return PeerPresenter(self.content.words.say, desk, self.mind)

    def _drills(self, desk: "Desk") -> "DrillPresenter":
        from bot.runtime.calendar import next_occurrence
        from bot.slack.drills.presenter import DrillPresenter

        return DrillPresenter(self.marker, desk, self.clock, next_occurrence)

    def _reports(self, desk: "Desk") -> Any:
        from bot.slack.reporting import Reporting

        history = self._peers(desk).history
        return lambda words: Reporting(words, self.mind, self.pages, self.people, self.link, history)


def _aggregates(parts: _Parts, speed: float) -> list["Aggregate"]:
    """Every kind of stream that this bot keeps."""
    from bot.drills import Drills
    from bot.interview.aggregate import Interviews
    from bot.peers import Invitations
    from bot.peers.deciding import Rules
    from bot.peers.pairing import Pairings
    from bot.people import Persons
    from bot.runtime.calendar import next_occurrence
    from bot.slack.peers.beginning import beginning

    return [
        Interviews(parts.mind),
        Invitations(Rules.of(parts.content.lexicon["peers"]), beginning(speed)),
        Drills(parts.marker, next_occurrence, speed),
        Pairings(parts.pairing, next_occurrence),
        Persons(),
    ]


def stop_signal() -> asyncio.Event:
    """Set by SIGTERM and Ctrl-C."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


async def connect(bolt: Any, app_token: str) -> Any:
    """Open the Socket Mode connection of a Bolt app; close what comes back."""
    from bot.slack.connect import SocketLink

    link = SocketLink(bolt, app_token)
    await link.open()
    return link
