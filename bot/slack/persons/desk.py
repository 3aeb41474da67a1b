"""What a person asks about themself: `/mock preferences`, `stats`, `export`, `forget`, and the same from Home."""

import re
import secrets
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from slack_bolt.async_app import AsyncApp

from bot.interview import commands as interview
from bot.interview.peering import commands as peer
from bot.interview.peering.levels import HELD
from bot.peers.pairing.commands import ForgetMember
from bot.peers.pairing.lines import PAIRING
from bot.people import Preferences, SetPreferences, stream_of
from bot.record import Place, Say
from bot.record.forgotten import alias
from bot.runtime import Accepted, Rejected, Route
from bot.slack.grammar import Asked
from bot.slack.pairing.desk import PairingDesk
from bot.slack.persons import listeners
from bot.slack.persons.forms import forget_form, preferences_form
from bot.slack.persons.preferring import Preferring
from bot.slack.persons.presenter import PersonPresenter
from bot.store import Tx

if TYPE_CHECKING:
    from bot.slack.front import Front
    from bot.slack.heard import Heard

MENTION = re.compile(r"<@([UW][A-Z0-9]{2,20})(?:\|[^>\n]{0,80})?>", re.I)


class PersonDesk:
    """Satisfies Annex. One for each process."""

    verbs = frozenset({"stats", "export", "forget", "preferences"})

    def __init__(
        self, front: "Front", presenter: PersonPresenter, preferring: Preferring, pairing: PairingDesk
    ) -> None:  # fmt: skip
        self.front, self.presenter, self.preferring, self._pairing = front, presenter, preferring, pairing

    def register(self, app: AsyncApp) -> None:
        listeners.register(app, self)

    # -- words -------------------------------------------------------------------------------------------------

    async def command(self, ack: Any, command: Mapping[str, Any], client: Any, asked: Asked) -> None:
        team, user, trigger = command["team_id"], command["user_id"], command["trigger_id"]
        if asked.verb == "preferences":
            await self.open_preferences(client, trigger, team, user)
            await ack()
        elif asked.verb == "forget":
            await client.views_open(trigger_id=trigger, view=forget_form(self.front.words))
            await ack()
        elif asked.verb == "stats":
            whose = self.whose(asked, user)
            refused = await self.not_shown(team, user, whose)
            message = None if refused else await self.presenter.stats(team, whose, user)
            blocks = list(message.blocks) if message else None
            await ack(text=refused or (message.text if message else ""), blocks=blocks)
        else:
            await ack(text=await self.export(team, user, f"command:{trigger}"))

    async def hear(self, heard: "Heard", asked: Asked | None, *, mentioned: bool) -> bool:
        if asked is None or asked.verb not in self.verbs or not (heard.direct or mentioned):
            return False
        if asked.verb in ("preferences", "forget"):
            await self.front.tell(heard, "people.error.by_command")
        elif asked.verb == "export":
            await self.front.tell_text(heard, await self.export(heard.team, heard.user, heard.key))
        else:
            await self._tell_stats(heard, asked)
        return True

    async def _tell_stats(self, heard: "Heard", asked: Asked) -> None:
        whose = self.whose(asked, heard.user)
        if refused := await self.not_shown(heard.team, heard.user, whose):
            await self.front.tell_text(heard, refused)
            return
        if whose != heard.user:
            message = await self.presenter.stats(heard.team, whose, heard.user)
            await self.front.tell_text(heard, "\n".join(b["text"]["text"] for b in message.blocks if "text" in b))
            return
        await self.show_stats(heard.team, heard.user, heard.key)

    async def show_stats(self, team: str, user: str, key: str) -> None:
        """Their own, in their conversation with the bot."""
        say = Say("post", "people.stats", Place(team, user=user), {"user": user})
        await self.front.desk.say(say, key=f"stats:{key}")

    def whose(self, asked: Asked, user: str) -> str:
        """Who is meant: the person named, "" for a name that is nobody's, else the one who asks."""
        if not asked.rest:
            return user
        found = MENTION.search(" ".join(asked.rest))
        return found.group(1).upper() if found else ""

    async def not_shown(self, team: str, user: str, whose: str) -> str:
        """Why the figures cannot be seen, "" where they can."""
        if not whose:
            return self.front.words("people.error.nobody")
        if whose != user and not (await self.preferring.of(team, whose)).share_stats:
            return self.front.words("people.error.not_shared", person=whose)
        return ""

    async def export(self, team: str, user: str, key: str) -> str:
        say = Say("upload", "people.export", Place(team, user=user), {"user": user})
        await self.front.desk.say(say, key=f"export:{key}")
        return self.front.words("people.export.coming")

    # -- preferences -------------------------------------------------------------------------------------------

    async def open_preferences(self, client: Any, trigger: str, team: str, user: str) -> None:
        prefers, hours = await self.preferring.of(team, user), await self.preferring.hours(team, user)
        await client.views_open(trigger_id=trigger, view=preferences_form(self.front.words, prefers, hours))

    async def save(self, team: str, user: str, prefers: Preferences, key: str) -> Accepted | Rejected:
        """Kept, and told to every channel in which they are paired."""
        command = SetPreferences(now=self.front.now(), preferences=prefers)
        saved = await self.front.desk.handle(command, Route(stream=stream_of(team, user), new=True), key)
        if isinstance(saved, Accepted):
            await self._pairing.retime(team, user, key)
        return saved

    # -- forgetting --------------------------------------------------------------------------------------------

    async def forget(self, team: str, user: str) -> bool:
        """What runs is ended first, so that others are told; then nothing of the person is left. False where what
        runs could not be ended: nothing was deleted then."""
        if not await self._end_what_runs(team, user):
            return False
        await self._leave(team, user)
        await self.front.desk.forget(team, user, alias(secrets.randbits(32)))
        return True

    async def _end_what_runs(self, team: str, user: str) -> bool:
        """A candidate's interview ends without a rating; an interviewer leaves it to the bot."""
        now, desk = self.front.now(), self.front.desk
        live = await self.front.live_of(team, user)
        if live is not None:
            candidate = live.setup.candidate == user
            ends: Any = interview.EndInterview(now=now, user=user) if candidate else peer.HandBack(
                now=now, user=user, leaves=True
            )  # fmt: skip
            if isinstance(await desk.handle(ends, Route(stream=live.id)), Rejected):
                return False
        for line in await desk.store.transact(lambda tx: tx.lines_of(HELD, team, user, 50)):
            await desk.handle(peer.SkipScorecard(now=now, user=user), Route(stream=line.stream))
        return True

    async def _leave(self, team: str, user: str) -> None:
        """Open invitations and weekly pairing, so that the others hear of it."""
        for line in await self.front.peers.open_for(team, user):
            await self.front.peers.answer("withdraw", line.stream, team, user, "")

        def pairings(tx: Tx) -> list[str]:
            return [line.stream for state in ("running", "stopped") for line in tx.lines_in(PAIRING, team, state)]

        for stream in await self.front.desk.store.transact(pairings):
            await self._pairing.do(ForgetMember(now=self.front.now(), user=user), stream, "")
