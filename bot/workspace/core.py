"""What every part of the workspace shares: the kept things, clock, counters and the way to pages."""

import copy
import re
import secrets
from collections.abc import Callable
from dataclasses import asdict, replace

from bot.workspace import population
from bot.workspace.feed import Feed
from bot.workspace.ids import next_ts, numbered
from bot.workspace.model import Change, Channel, Json, Person
from bot.workspace.refused import Refused
from bot.workspace.settings import AppConfig, RateLimits, Timings
from bot.workspace.shelf import Cabinet

Clock = Callable[[], float]
_EXPECTED_TS = re.compile(r"^\d{1,12}\.\d{6}$")


class Core:
    """The state of a workspace. `base_url` is where its server listens ("http://127.0.0.1:8000"), once it does."""

    def __init__(self, cabinet: Cabinet, app: AppConfig, timings: Timings, clock: Clock) -> None:
        self.cabinet, self.app, self.timings, self.clock = cabinet, app, timings, clock
        self.feed, self.rates = Feed(), RateLimits()
        self.base_url = "http://127.0.0.1"
        self.people, self.rooms = cabinet.shelf("people"), cabinet.shelf("channels")
        self.hooks, self.pending = cabinet.shelf("response_urls"), cabinet.shelf("pending_events")
        self.files, self.contents = cabinet.shelf("files"), cabinet.files()
        self.views, self.meta = cabinet.shelf("views"), cabinet.shelf("meta")
        self._settle()

    def _settle(self) -> None:
        if not self.people:
            for person in population.PEOPLE:
                self.people.put(person.id, asdict(person))
            for channel in population.CHANNELS:
                self.put_channel(replace(channel, created=int(self.clock()), creator=population.PEOPLE[0].id))
        name = self.app.bot_name
        bot = Person(population.BOT_USER, name.lower().replace(" ", ""), name, is_bot=True)
        self.people.put(bot.id, asdict(bot))
        if self.meta.get("team") is None:
            self.meta.put("team", dict(population.TEAM))

    @property
    def team(self) -> Json:
        return self.meta.get("team") or dict(population.TEAM)

    @property
    def bot(self) -> Person:
        return self.person(population.BOT_USER)

    def person(self, user: str) -> Person:
        found = self.people.get(user)
        if found is None:
            raise Refused("user_not_found")
        return Person(**found)

    def everybody(self) -> list[Person]:
        """All people, the bot last."""
        return sorted((Person(**one) for one in self.people.values()), key=lambda one: (one.is_bot, one.id))

    def room(self, channel: str) -> Channel | None:
        found = self.rooms.get(channel)
        return None if found is None else Channel(**{**found, "members": tuple(found["members"])})

    def put_channel(self, channel: Channel) -> None:
        self.rooms.put(channel.id, {**asdict(channel), "members": list(channel.members)})

    def all_rooms(self) -> list[Channel]:
        return [room for key, _ in self.rooms.items() if (room := self.room(key)) is not None]

    def seen_by(self, user: str, channel: str) -> Channel:
        """A channel that the person (or the bot) may look into; raises channel_not_found."""
        room = self.room(channel)
        if room is None or (room.kind != "public" and user not in room.members):
            raise Refused("channel_not_found")
        return room

    def tell(self, room: Channel, change: Change) -> None:
        """Pass a change of a channel to the pages of those who may look into it."""
        if room.kind == "public":
            self.feed.tell(change)
        for member in room.members if room.kind != "public" else ():
            self.feed.tell(change, only=member)

    def direct_message(self, user: str) -> Channel:
        """The person's direct message with the bot, made where there is none."""
        person = self.person(user)
        if person.is_bot:
            raise Refused("cannot_dm_bot")
        key = "D" + person.id[1:]
        room = self.room(key)
        if room is None:
            room = Channel(key, self.bot.name, "im", (person.id, self.bot.id), created=int(self.clock()))
            self.put_channel(room)
        return room

    def next_id(self, letter: str) -> str:
        """A new id of this kind, never used before in this workspace, restarts included."""
        counted = (self.meta.get("counted") or {}).copy()
        counted[letter] = counted.get(letter, 0) + 1
        self.meta.put("counted", counted)
        return numbered(letter, counted[letter])

    def next_ts(self) -> str:
        """A ts later than every other one, restarts included (`last_ts` is kept beside the counters)."""
        given = next_ts(self.clock(), (self.meta.get("last_ts") or {}).get("ts", ""))
        self.meta.put("last_ts", {"ts": given})
        return given


def is_ts(text: str) -> bool:
    return _EXPECTED_TS.match(text) is not None


def token() -> str:
    """Something that nobody guesses, for addresses that open a door."""
    return secrets.token_hex(12)


def copied(thing: Json) -> Json:
    return copy.deepcopy(thing)
