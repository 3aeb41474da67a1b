"""The front desk: what arrives from Slack as a command for the right interview, and small answers by way of the outbox.

Listeners translate payloads and call this; nothing here talks to Slack. Every call names its delivery, so that the
same payload twice counts once: messages by channel and ts (a mention arrives twice), commands and buttons by the ids
that Slack gives them.
"""

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from bot.content import DEFAULT_RUBRIC, Content
from bot.interview import commands as do
from bot.interview.state import Interview
from bot.people import Preferences
from bot.people.preferences import NIGHT
from bot.record import Place, Say
from bot.record.saying import SayKind
from bot.runtime import Accepted, Clock, Desk, Rejected, Route
from bot.slack.annex import Annex
from bot.slack.grammar import Asked, Unclear, read_request
from bot.slack.heard import Heard
from bot.slack.peers.words import heard as peers_heard

if TYPE_CHECKING:
    from bot.slack.peers.desk import PeerDesk
    from bot.slack.persons.preferring import Preferring

CATEGORY = "interview"
MOST_FILES = 10  # of one message that are looked at
MOST_TEXT = 40_000  # characters of a message that are kept; Slack's own limit


@dataclass(frozen=True, slots=True)
class Settings:
    """What the composition root decides for all interviews. `speed` is 1 but for trying things out."""

    speed: float = 1.0
    vary: bool = False


class Lookups(Protocol):
    """What a message or a start needs to know that the payload does not say. Quick, and never raises."""

    async def tz_offset(self, team: str, user: str) -> int | None:
        """Seconds east of UTC, None where that cannot be known."""
        ...

    async def texts(self, files: Sequence[Mapping[str, Any]]) -> list[str | None]:
        """What stands in attached files, None for one that cannot be read."""
        ...


class Front:
    """One for each process; safe to call from many listeners at once."""

    def __init__(
        self,
        desk: Desk,
        content: Content,
        clock: Clock,
        settings: Settings | None = None,
        lookups: Lookups | None = None,
    ) -> None:
        self.desk = desk
        self.content = content
        self._clock = clock
        self._settings = settings or Settings()
        self.peers: PeerDesk  # peer interviews; set by the composition root
        self.annexes: list[Annex] = []
        self._lookups = lookups
        self.preferring: Preferring | None = None  # set by the composition root
        self.bot_user = ""  # Slack's id of the bot, known once the token was tested

    # -- words -------------------------------------------------------------------------------------------------

    def words(self, name: str, /, **args: Any) -> str:
        """The words of `slack.<name>`, or of a full name with a dot."""
        return self.content.words.say(name if "." in name else f"slack.{name}", **args)

    def read(self, text: str, *, in_words: bool = False) -> Asked | Unclear:
        return read_request(text, sorted(self.content.offered), self.rubric_names, start_in_words=in_words)

    @property
    def rubric_names(self) -> dict[str, str]:
        """What people call the rubrics, in words with dashes between → id."""
        rubrics = self.content.rubrics.values()
        names = {alias: rubric.id for rubric in rubrics for alias in (*rubric.aliases, rubric.id, rubric.title)}
        return {re.sub(r"[\W_]+", "-", name.lower()).strip("-"): rubric for name, rubric in names.items()}

    def unclear(self, unclear: Unclear) -> str:
        return self.words(f"usage_{unclear.about}", word=unclear.word, near=list(unclear.near))

    def refusal(self, rejected: Rejected) -> str:
        return self.words(rejected.reason, **rejected.args)

    # -- interviews --------------------------------------------------------------------------------------------

    async def start(
        self, asked: Asked, team: str, user: str, place: Place, *, private: bool = False, key: str
    ) -> Accepted | Rejected:
        """Begin an interview: `place.thread` where it is begun inside a thread, else its card opens one."""
        wishes = asked.wishes | await self.wishes(team, user)
        command = do.StartInterview(
            now=self._clock.now(),
            team=team,
            candidate=user,
            scenario=asked.scenario or "random",
            seed=secrets.randbelow(2**31),
            channel=place.channel,
            thread=place.thread,
            private=private,
            rubric=asked.rubric or "",
            minutes=asked.minutes or self.content.rubric(asked.rubric or DEFAULT_RUBRIC).default_minutes,
            level=asked.level or "senior",
            clock="async" if asked.clock == "async" else "live",
            speed=self._settings.speed,
            vary=self._settings.vary or "fresh" in asked.wishes,
            tz_offset=await self._night_of(asked, team, user),
            zone=await self._zone_of(asked, team, user),
            hide_numbers="quiet" in wishes,
            report_private="alone" in wishes,
        )
        route = Route(stream=self.desk.new_stream(CATEGORY), new=True)
        answer = await self.desk.handle(command, route, key)
        if isinstance(answer, Accepted) and command.clock == "async":
            await self._own_night(answer.stream, command, key)
        return answer

    async def wishes(self, team: str, user: str) -> frozenset[str]:
        """How a person always wants it, in the words that one may also add to a start: quiet, alone."""
        prefers = await self.prefers(team, user)
        found = {"quiet": prefers.hide_numbers, "alone": prefers.report_private}
        return frozenset(wish for wish, holds in found.items() if holds)

    async def prefers(self, team: str, user: str) -> Preferences:
        return await self.preferring.of(team, user) if self.preferring else Preferences()

    async def _own_night(self, stream: str, started: do.StartInterview, key: str) -> None:
        """In async nothing is sent in the person's night; here they have one of their own."""
        night = (await self.prefers(started.team, started.candidate)).night
        if night != NIGHT:
            command = do.SetQuietHours(
                now=self.now(), user=started.candidate, tz_offset=started.tz_offset, quiet_from=night[0],
                quiet_until=night[1], zone=started.zone,
            )  # fmt: skip
            await self.desk.handle(command, Route(stream=stream), f"{key}:night")

    async def _night_of(self, asked: Asked, team: str, user: str) -> int | None:
        """The person's time zone where it matters: in async nothing is sent in their night."""
        if asked.clock != "async" or self._lookups is None:
            return None
        if self.preferring is not None:
            return await self.preferring.tz_offset(team, user)
        return await self._lookups.tz_offset(team, user)

    async def _zone_of(self, asked: Asked, team: str, user: str) -> str:
        """Its name, so that the night stays the night when the clocks change; "" where only the offset is known."""
        if asked.clock != "async" or self.preferring is None:
            return ""
        return await self.preferring.known(team, user)

    async def _files(self, heard: Heard) -> tuple[do.File, ...]:
        """The attachments with what stands in them; one that cannot be read is answered in words."""
        files = heard.files[:MOST_FILES]
        looked_at = files and self._lookups and await self.live_of(heard.team, heard.user)  # an observer's are not
        texts = await self._lookups.texts(files) if looked_at and self._lookups else [None] * len(files)
        return tuple(
            do.File(name=str(each.get("name") or "file")[:200], text=text)
            for each, text in zip(files, texts, strict=True)
        )

    async def control(self, verb: str, user: str, route: Route, key: str, phase: str = "") -> Accepted | Rejected:
        """Next, hint, pause, resume or end; `phase` is the one that Next ends, so that a stale button does nothing."""
        now = self._clock.now()
        if verb == "next" and not phase:
            phase = await self._phase(route)
        command: do.Command = {
            "next": lambda: do.NextPhase(now=now, user=user, phase=phase),
            "hint": lambda: do.AskHint(now=now, user=user),
            "pause": lambda: do.PauseInterview(now=now, user=user),
            "resume": lambda: do.ResumeInterview(now=now, user=user),
            "end": lambda: do.EndInterview(now=now, user=user),
        }[verb]()
        return await self.desk.handle(command, route, key)

    async def command(self, command: do.Command, route: Route, key: str) -> Accepted | Rejected:
        return await self.desk.handle(command, route, key)

    def now(self) -> float:
        return self._clock.now()

    async def live_of(self, team: str, user: str) -> Interview | None:
        """The person's one live interview."""
        return await self._holder(person_claim(team, user))

    async def live_in(self, team: str, channel: str, thread: str) -> Interview | None:
        return await self._holder(thread_claim(team, channel, thread))

    async def history(self, team: str, user: str) -> list[dict[str, Any]]:
        return await self.desk.store.transact(lambda tx: tx.interviews_of(team, user, 20))

    # -- messages ----------------------------------------------------------------------------------------------

    async def hear(self, heard: Heard, *, mentioned: bool) -> None:
        """A message somebody wrote: for an interview, for an annex, for the bot, or for nobody here."""
        live = await self._live_around(heard)
        if await self._annexed(heard, mentioned, live):
            return
        if heard.direct:
            await self._hear_direct(heard)
        elif heard.thread and live is not None:
            await self._hear_in_interview(heard, Route(claim=thread_claim(heard.team, heard.channel, heard.thread)))
        elif mentioned:
            await self._hear_mention(heard)

    async def edit(self, heard: Heard, key: str) -> None:
        """A message was changed to `heard.text`."""
        command = do.EditMessage(now=self.now(), user=heard.user, ts=heard.ts, text=heard.text, text_id=_text_id(heard))
        await self.desk.handle(command, self._route(heard), key)

    async def delete(self, heard: Heard, key: str) -> None:
        command = do.DeleteMessage(now=self.now(), ts=heard.ts, user=heard.user)
        await self.desk.handle(command, self._route(heard), key)

    async def tell(self, heard: Heard, name: str, /, **args: Any) -> None:
        """A small answer that only this person sees; in a direct conversation, a message."""
        place = Place(heard.team, heard.channel, heard.thread, heard.user)
        kind = "post" if heard.direct else "ephemeral"
        await self.desk.say(Say(kind, "plain", place, {"words": name, "args": args}), key=f"told:{heard.key}")  # type: ignore[arg-type]

    async def tell_text(self, heard: Heard, text: str) -> None:
        """The same for an answer that has its words already."""
        place = Place(heard.team, heard.channel, heard.thread, heard.user)
        kind: SayKind = "post" if heard.direct else "ephemeral"
        await self.desk.say(Say(kind, "text", place, {"text": text}), key=f"told:{heard.key}")

    async def whisper(self, place: Place, text: str, key: str) -> None:
        """The same for an answer that has its words already."""
        await self.desk.say(Say("ephemeral", "text", place, {"text": text}), key=key)

    async def publish_home(self, team: str, user: str) -> None:
        """Show the person's Home as it is now."""
        live = await self.live_of(team, user)
        args = {"history": await self.history(team, user), "live": live.id if live else ""}
        await self.desk.say(
            Say("home", "home", Place(team, user=user), args, name=f"home:{user}"), stream=f"home:{team}"
        )

    async def _annexed(self, heard: Heard, mentioned: bool, live: Interview | None) -> bool:
        """Whether an annex took the message; one that stands in a live interview is never theirs."""
        if not self.annexes:
            return False
        if live is not None and (not heard.direct or live.setup.channel == heard.channel):
            return False
        read = self.read(self.without_mention(heard.text)) if heard.direct or mentioned else None
        asked = read if isinstance(read, Asked) else None
        for annex in self.annexes:
            if await annex.hear(heard, asked, mentioned=mentioned):
                return True
        return False

    async def _live_around(self, heard: Heard) -> Interview | None:
        """The live interview that a message may belong to: the writer's own, or that of its thread."""
        if heard.direct:
            return await self.live_of(heard.team, heard.user)
        return await self.live_in(heard.team, heard.channel, heard.thread) if heard.thread else None

    # -- inside ------------------------------------------------------------------------------------------------

    async def _hear_direct(self, heard: Heard) -> None:
        live = await self.live_of(heard.team, heard.user)
        asked = self.read(self.without_mention(heard.text))
        route = Route(claim=person_claim(heard.team, heard.user))
        if live is not None and live.setup.channel == heard.channel:
            await self._hear_in_interview(heard, route)
        elif await peers_heard(self, heard, private=True):
            return
        elif live is not None and isinstance(asked, Asked) and asked.verb in CONTROLS and _one_word(heard.text):
            await self._control_in_words(heard, asked.verb, route)
        elif live is not None:
            await self.tell(heard, "slack.elsewhere_live", place=live.setup.channel)
        else:
            await self._begin_or_help(heard, private=True)

    async def _hear_in_interview(self, heard: Heard, route: Route) -> None:
        words = self.without_mention(heard.text)
        addressed = words != heard.text.strip()
        asked = self.read(words) if (addressed or heard.direct) and _one_word(words) else None
        if isinstance(asked, Asked) and asked.verb in CONTROLS:
            await self._control_in_words(heard, asked.verb, route)
            return
        if addressed and not heard.direct and await peers_heard(self, heard, private=False):
            return
        command = do.HearMessage(
            now=self.now(),
            user=heard.user,
            ts=heard.ts,
            text=heard.text[:MOST_TEXT],
            text_id=_text_id(heard),
            thread=heard.thread,
            files=await self._files(heard),
        )
        await self.desk.handle(command, route, heard.key)

    async def _hear_mention(self, heard: Heard) -> None:
        asked = self.read(self.without_mention(heard.text), in_words=True)
        if isinstance(asked, Asked) and asked.verb in CONTROLS:
            await self._control_in_words(heard, asked.verb, Route(claim=person_claim(heard.team, heard.user)))
        elif not await peers_heard(self, heard, private=False):
            await self._begin_or_help(heard, private=False)

    async def _begin_or_help(self, heard: Heard, *, private: bool) -> None:
        asked = self.read(self.without_mention(heard.text), in_words=True)
        if isinstance(asked, Asked) and asked.verb == "start":
            place = Place(heard.team, heard.channel, "" if private else heard.thread)
            answer = await self.start(asked, heard.team, heard.user, place, private=private, key=heard.key)
            if isinstance(answer, Rejected):
                await self.tell(heard, answer.reason, **answer.args)
        elif isinstance(asked, Asked) and asked.verb in {"help", "scenarios", "rubric"}:
            await self.tell(heard, f"slack.{asked.verb}", **self.arguments(asked.verb, asked.rest))
        elif isinstance(asked, Unclear) and asked.near and (asked.about != "verb" or _one_word(heard.text)):
            await self.tell(heard, f"slack.usage_{asked.about}", word=asked.word, near=list(asked.near))
        else:
            await self.tell(heard, "slack.dm_help" if private else "slack.mention_help")

    async def _control_in_words(self, heard: Heard, verb: str, route: Route) -> None:
        answer = await self.control(verb, heard.user, route, heard.key)
        if isinstance(answer, Rejected):
            await self.tell(heard, answer.reason, **answer.args)

    def arguments(self, verb: str, rest: Sequence[str] = ()) -> dict[str, Any]:
        """What the words of `help`, `scenarios` and `rubric` are filled with; `rest` may name a rubric."""
        if verb == "scenarios":
            return {"rows": [{"id": s.id, "title": s.title} for s in self.content.offered.values()]}
        if verb == "rubric":
            rubric = self.content.rubric(self.rubric_names.get("-".join(rest), DEFAULT_RUBRIC))
            whole = sum(p.minutes for p in rubric.phases)
            others = [
                f"{r.title} (`/mock rubric {(*r.aliases, r.id)[0]}`)"
                for r in self.content.rubrics.values()
                if r != rubric
            ]
            phases = [
                {
                    "title": p.title,
                    "minutes": f"{p.minutes:g}",
                    "criteria": [c.title for c in rubric.of_phase(p.id).values()],
                }
                for p in rubric.phases
            ]
            return {
                "title": rubric.title,
                "version": rubric.version,
                "count": len(rubric.criteria),
                "phases": phases,
                "whole": f"{whole:g}",
                "others": others,
            }
        return {}

    def without_mention(self, text: str) -> str:
        return (
            re.sub(rf"<@{re.escape(self.bot_user)}(?:\|[^>\n]{{0,80}})?>", " ", text).strip()
            if self.bot_user
            else text.strip()
        )

    def _route(self, heard: Heard) -> Route:
        if heard.direct:
            return Route(claim=person_claim(heard.team, heard.user))
        return Route(claim=thread_claim(heard.team, heard.channel, heard.thread))

    async def _phase(self, route: Route) -> str:
        claim = route.claim
        holder = await self._holder(claim) if claim else None
        if holder is None and route.stream:
            found = await self.desk.state(route.stream)
            holder = found[0] if found else None
        return holder.phase if holder is not None else ""

    async def _holder(self, claim: str) -> Interview | None:
        found: Interview | None = await self.desk.held_by(claim)
        return found


CONTROLS = frozenset({"next", "hint", "pause", "resume", "end"})


def thread_claim(team: str, channel: str, thread: str) -> str:
    return f"thread:{team}:{channel}:{thread}"


def person_claim(team: str, user: str) -> str:
    return f"person:{team}:{user}"


def _text_id(heard: Heard) -> str:
    return f"{heard.team}:{heard.channel}:{heard.ts}"


def _one_word(text: str) -> bool:
    return len(text.split()) == 1
