"""What people do with weekly pairing on Slack, as commands for the channel's stream: `/mock pair`, buttons, forms."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from slack_bolt.async_app import AsyncApp

from bot.drills.state import Drilling
from bot.drills.state import stream_of as drills_of
from bot.peers.pairing import commands as do
from bot.peers.pairing.lines import MEMBER
from bot.peers.pairing.state import Pairing, stream_of
from bot.record import Place, Say
from bot.record.forgotten import is_gone
from bot.runtime import Accepted, Rejected, Route
from bot.runtime.calendar import today
from bot.slack.grammar import Asked
from bot.slack.pairing import listeners
from bot.slack.pairing.dates import read_date
from bot.slack.pairing.forms import setup_form, snooze_form
from bot.slack.pairing.presenter import PairingPresenter
from bot.slack.people import People
from bot.slack.persons.preferring import Preferring
from bot.slack.rooms import Rooms

if TYPE_CHECKING:
    from bot.slack.front import Front
    from bot.slack.heard import Heard

# The words people type behind `pair`, and what they stand for.
VERBS: Mapping[str, str] = {
    "": "status", "status": "status", "on": "join", "join": "join", "in": "join", "off": "leave", "leave": "leave",
    "out": "leave", "skip": "skip", "snooze": "snooze", "setup": "setup", "when": "setup", "schedule": "setup",
    "stop": "stop", "met": "met", "not": "not",
}  # fmt: skip


class PairingDesk:
    """Satisfies Annex. One for each process."""

    verbs = frozenset({"pair"})

    def __init__(
        self, front: "Front", presenter: PairingPresenter, people: People, preferring: Preferring, rooms: Rooms,
        organisers: Sequence[str] = (),
    ) -> None:  # fmt: skip
        self.front, self.presenter, self.people = front, presenter, people
        self.preferring, self.rooms = preferring, rooms
        self._organisers = frozenset(organisers)
        self.cards = presenter.cards

    def register(self, app: AsyncApp) -> None:
        listeners.register(app, self)

    def now(self) -> float:
        return self.front.now()

    async def state(self, stream: str) -> Pairing:
        return await self.presenter.state(stream)

    # -- commands ----------------------------------------------------------------------------------------------

    async def do(self, command: do.Command, stream: str, key: str, *, new: bool = False) -> Accepted | Rejected:
        if not stream:
            return Rejected("pairing.refused.no_pair")
        told = await self.front.desk.handle(command, Route(stream=stream, new=new), key)
        if isinstance(told, Rejected) and told.reason == "slack.nothing_live":  # nobody ever took part here
            return Rejected("pairing.refused.not_running")
        return told

    async def organise(self, kind: Any, stream: str, user: str, key: str, **more: Any) -> Accepted | Rejected:
        """One of the commands that organisers may; the channel's drills and its pairing have the same ones."""
        state, team = await self.state(stream), _team(stream)
        found = await self.front.desk.state(drills_of(team, state.where))
        drilling: Drilling | None = found[0] if found else None
        known = tuple(sorted(drilling.organisers)) if drilling else ()
        everybody = sorted({*known, *state.organisers})[:5]
        gone = tuple([one for one in everybody if is_gone(one) or await self.people.left(team, one)])
        admin = user in self._organisers or await self.people.admin(team, user)
        command = kind(now=self.now(), user=user, admin=admin, known=known, gone=gone, **more)
        return await self.do(command, stream, key, new=True)

    async def join(self, stream: str, user: str, key: str) -> Accepted | Rejected:
        team = _team(stream)
        hours, prefers = await self.preferring.hours(team, user), await self.preferring.of(team, user)
        more = {"hours": hours, "reminders": prefers.reminders}
        return await self.organise(do.JoinPairing, stream, user, key, **more)

    async def act(self, verb: str, stream: str, user: str, key: str, pair: str = "") -> str:
        """Carry out what needs no more words; what to say to this person alone."""
        now = self.now()
        match verb:
            case "join":
                told = await self.join(stream, user, key)
            case "stop":
                told = await self.organise(do.StopPairing, stream, user, key)
            case "leave":
                told = await self.do(do.LeavePairing(now=now, user=user), stream, key)
            case "skip":
                told = await self.do(do.SkipWeek(now=now, user=user), stream, key)
            case "met":
                told = await self.do(do.SayMet(now=now, user=user, pair=pair), stream, key)
            case _:
                told = await self.do(do.SayNotHappened(now=now, user=user, pair=pair), stream, key)
        if isinstance(told, Rejected):
            return self.front.refusal(told)
        state = await self.state(stream)
        return self.cards.words(f"done.{verb}", at=state.next.at if state.next else now)

    async def snooze(self, stream: str, user: str, day: date, key: str) -> Accepted | Rejected:
        """Until the day begins on the person's own wall."""
        zone = ZoneInfo(await self.preferring.zone(_team(stream), user))
        until = datetime.combine(day, datetime.min.time(), zone).timestamp()
        return await self.do(do.SnoozePairing(now=self.now(), user=user, until=until), stream, key)

    async def retime(self, team: str, user: str, key: str) -> None:
        """The person changed their preferences or their profile: where they take part hears of it."""
        hours, prefers = await self.preferring.hours(team, user), await self.preferring.of(team, user)
        for stream in await self.memberships(team, user):
            command = do.SetHours(now=self.now(), user=user, hours=hours, reminders=prefers.reminders)
            await self.do(command, stream, f"{key}:{stream}")

    async def memberships(self, team: str, user: str) -> list[str]:
        """The streams of channels in which the person takes part."""
        lines = await self.front.desk.store.transact(lambda tx: tx.lines_of(MEMBER, team, user))
        return [line.stream for line in lines]

    async def gone(self, stream: str, user: str, key: str) -> None:
        """The person is not in the channel any more; without a word where they took no part."""
        if user in (await self.state(stream)).members:
            await self.do(do.LeavePairing(now=self.now(), user=user), stream, key)

    # -- words -------------------------------------------------------------------------------------------------

    async def command(self, ack: Any, command: Mapping[str, Any], client: Any, asked: Asked) -> None:
        team, user, channel = command["team_id"], command["user_id"], command["channel_id"]
        key, verb = f"command:{command['trigger_id']}", VERBS.get(asked.rest[0] if asked.rest else "")
        stream = await self.where(team, user, channel)
        bare = verb == "snooze" and len(asked.rest) == 1
        if verb not in ("setup", "status") and not bare:
            await ack(text=await self.said(asked, team, user, channel, key))
        elif isinstance(stream, Rejected):
            await ack(text=self.front.refusal(stream))
        elif verb == "setup":
            await self.open_setup(client, command["trigger_id"], stream, user)
            await ack()
        elif bare:
            await self.open_snooze(client, command["trigger_id"], stream, user)
            await ack()
        else:
            message = self.cards.status(await self.state(stream), user, self.now())
            await ack(text=message.text, blocks=list(message.blocks))

    async def said(self, asked: Asked, team: str, user: str, channel: str, key: str) -> str:
        """The same in words, where no form can be opened."""
        word = asked.rest[0] if asked.rest else ""
        verb = VERBS.get(word.strip("!.?"))
        if verb is None or verb == "setup":
            return self.cards.words("error.usage", word="" if verb else word[:40])
        stream = await self.where(team, user, channel)
        if isinstance(stream, Rejected):
            return self.front.refusal(stream)
        if verb == "snooze":
            return await self._snooze(" ".join(asked.rest[1:]), stream, user, key)
        if verb == "status":
            return self.cards.status(await self.state(stream), user, self.now()).text
        return await self.act(verb, stream, user, key)

    async def _snooze(self, words: str, stream: str, user: str, key: str) -> str:
        if not words:
            return self.cards.words("error.no_date")
        zone = await self.preferring.zone(_team(stream), user)
        day = read_date(words, date.fromisoformat(today(zone, self.now())))
        if day is None:
            return self.cards.words("error.date", word=words[:40])
        told = await self.snooze(stream, user, day, key)
        if isinstance(told, Rejected):
            return self.front.refusal(told)
        return self.until(await self.state(stream), user)

    def until(self, state: Pairing, user: str) -> str:
        member = state.members.get(user)
        noon = member.snoozed + timedelta(hours=12).total_seconds() if member else self.now()
        return self.cards.words("done.snooze", until=noon)

    async def where(self, team: str, user: str, channel: str) -> str | Rejected:
        """The stream that is meant: the channel's; in a conversation with the bot the only one of this person."""
        if channel[:1] in ("C", "G"):
            return stream_of(team, channel)
        lines = await self.front.desk.store.transact(lambda tx: tx.lines_of(MEMBER, team, user, 5))
        if len(lines) == 1:
            return lines[0].stream
        return Rejected("pairing.error.which" if lines else "pairing.error.nowhere")

    async def open_setup(self, client: Any, trigger: str, stream: str, user: str) -> None:
        state, zone = await self.state(stream), await self.preferring.zone(_team(stream), user)
        await client.views_open(trigger_id=trigger, view=setup_form(self.cards, state, zone))

    async def open_snooze(self, client: Any, trigger: str, stream: str, user: str) -> None:
        state, zone = await self.state(stream), await self.preferring.zone(_team(stream), user)
        day = date.fromisoformat(today(zone, self.now()))
        await client.views_open(trigger_id=trigger, view=snooze_form(self.cards, state, day))

    # -- messages ----------------------------------------------------------------------------------------------

    async def hear(self, heard: "Heard", asked: Asked | None, *, mentioned: bool) -> bool:
        if asked is None or asked.verb not in self.verbs or not (heard.direct or mentioned):
            return False
        await self.front.tell_text(heard, await self.said(asked, heard.team, heard.user, heard.channel, heard.key))
        return True

    async def tell(self, place: Place, text: str, key: str) -> None:
        """To one person: alone in the channel, or on Home in their own conversation."""
        if place.channel:
            await self.front.whisper(place, text, f"told:{key}")
        else:
            say = Say("post", "text", Place(place.team, user=place.user), {"text": text})
            await self.front.desk.say(say, key=f"told:{key}")


def _team(stream: str) -> str:
    return Pairing(stream).team
