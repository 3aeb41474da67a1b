"""The composition root: store, engine, aggregates, Slack client and listeners put together into a running bot."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

from bot.cli.console import encoder
from bot.cli.settings import Settings
from bot.cli.surfaces import Surfaces

if TYPE_CHECKING:
    from bot.content import Content
    from bot.dialogue.mind import Mind
    from bot.drills import Marker
    from bot.peers.pairing import PairingRules
    from bot.runtime import Desk, Engine
    from bot.runtime.aggregate import Aggregate
    from bot.slack.front import Front


@contextlib.asynccontextmanager
async def running_bot(
    settings: Settings, content: "Content", database: str, *, speed: float = 1.0, hurry: bool = False
) -> AsyncIterator[tuple["Engine", "Front", Any]]:
    """The bot without its ears: engine, front desk and Bolt app, started; drained and closed when the block ends.

    `hurry` lifts Slack's pace of one message a second, for the local workspace.
    """
    from bot.dialogue.mind import Mind
    from bot.drills import Marker
    from bot.peers.pairing import PairingRules
    from bot.report import Pages
    from bot.runtime import Pace, SystemClock, engine_for
    from bot.runtime.calendar import next_occurrence
    from bot.slack.attached import Attachments
    from bot.slack.connect import bolt_app, web_client
    from bot.slack.drills.desk import DrillDesk
    from bot.slack.drills.presenter import DrillPresenter
    from bot.slack.front import Front
    from bot.slack.front import Settings as FrontSettings
    from bot.slack.listeners import register
    from bot.slack.peers.desk import PeerDesk
    from bot.slack.peers.presenter import PeerPresenter
    from bot.slack.people import People, SlackLookups
    from bot.slack.poster import SlackPoster
    from bot.slack.presenter import Presenter
    from bot.slack.reporting import Reporting
    from bot.slack.rooms import Rooms
    from bot.store import open_store

    store = open_store(database)
    client = web_client(settings.bot_token, settings.api_url)
    try:
        clock, mind = SystemClock(), Mind(content, encoder(settings))
        marker = Marker(mind)
        me = await client.auth_test()
        pages = Pages.read([folder / "prompts" for folder in settings.content_folders])
        people = People(client)
        link = str(me.get("url") or "")
        pairing_rules = PairingRules.of(content.lexicon["pairing"])
        surfaces = Surfaces(content, people, pages, clock, pairing_rules)

        def reporting(peers: PeerPresenter) -> Any:
            return lambda words: Reporting(words, mind, pages, people, link, peers.history)

        def poster(desk: "Desk") -> SlackPoster:
            peers = PeerPresenter(content.words.say, desk, mind)
            drills = DrillPresenter(marker, desk, clock, next_occurrence)
            reports = reporting(peers)
            parts: list[Any] = [drills, peers, *surfaces.parts(desk, reports)]
            return SlackPoster(client, Presenter(content, desk, reports, parts))

        engine = engine_for(
            database,
            store,
            _aggregates(mind, marker, pairing_rules, speed),
            poster,
            Pace(0.02, 50) if hurry else None,
            clock,
        )
        lookups = SlackLookups(people, Attachments(settings.bot_token, settings.api_url))
        front = Front(engine.desk, content, clock, FrontSettings(speed=speed), lookups)
        front.peers = PeerDesk(front, people, mind)
        shown = DrillPresenter(marker, engine.desk, clock, next_occurrence)
        front.annexes.append(DrillDesk(front, shown, people, Rooms(client), settings.organisers))
        reports = reporting(PeerPresenter(content.words.say, engine.desk, mind))
        front.annexes += surfaces.annexes(front, reports, Rooms(client), settings.organisers)
        engine.keep_days = settings.retention_days
        bolt = bolt_app(client, settings.signing_secret)
        register(bolt, front)
        front.bot_user = str(me["user_id"])
        await engine.start()
        try:
            yield engine, front, bolt
        finally:
            await engine.stop()
    finally:
        await store.close()
        if client.session is not None:
            await client.session.close()


def _aggregates(mind: "Mind", marker: "Marker", pairing: "PairingRules", speed: float) -> list["Aggregate"]:
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
        Interviews(mind),
        Invitations(Rules.of(mind.content.lexicon["peers"]), beginning(speed)),
        Drills(marker, next_occurrence, speed),
        Pairings(pairing, next_occurrence),
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
