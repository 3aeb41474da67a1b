"""What people do with drills on Slack, as commands for the right stream: `/mock schedule`, `drill`, `board`, buttons,
forms, and answers in a conversation with the bot."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.content.errors import closest
from bot.drills import commands as do
from bot.drills.aggregate import thread_claim
from bot.drills.exercise import KINDS, Kind
from bot.drills.lines import DIRECT, RESULT
from bot.drills.schedule import Rule, Schedule
from bot.drills.skills import item_of, kind_of
from bot.drills.spacing import Due, Practised, due
from bot.drills.state import Drilling, Round, stream_of
from bot.drills.typed import fields_of
from bot.record import Place, Say
from bot.record.forgotten import is_gone
from bot.runtime import Accepted, Rejected, Route
from bot.slack.drills import listeners
from bot.slack.drills.ids import stream_of_round
from bot.slack.drills.presenter import DrillPresenter
from bot.slack.front import Front
from bot.slack.grammar import Asked
from bot.slack.heard import Heard
from bot.slack.people import People
from bot.slack.rooms import Rooms

ACTS = {"pause": do.PauseSchedule, "resume": do.ResumeSchedule, "remove": do.RemoveSchedule, "run": do.RunNow}
OVER = frozenset({"stop", "done", "enough", "finish", "end", "quit"})


@dataclass(frozen=True, slots=True)
class Who:
    """A person who wants to organise, as Slack knows them."""

    team: str
    user: str
    admin: bool


class DrillDesk:
    """Satisfies Annex. One for each process."""

    verbs = frozenset({"schedule", "drill", "board"})

    def __init__(
        self, front: Front, presenter: DrillPresenter, people: People, rooms: Rooms, organisers: Sequence[str] = ()
    ) -> None:
        self.front, self.presenter, self.people, self.rooms = front, presenter, people, rooms
        self._organisers = frozenset(organisers)
        self.tell = presenter.tell

    @property
    def rules(self) -> Any:
        return self.presenter.book.rules

    def register(self, app: AsyncApp) -> None:
        listeners.register(app, self)

    # -- streams -----------------------------------------------------------------------------------------------

    async def state(self, stream: str) -> Drilling:
        found = await self.front.desk.state(stream) if stream else None
        return found[0] if found else Drilling(stream)

    async def round(self, round_id: str) -> tuple[Drilling, Round] | None:
        state = await self.state(stream_of_round(round_id))
        round_ = state.rounds.get(round_id)
        return (state, round_) if round_ is not None else None

    async def do(self, command: do.Command, stream: str, key: str, *, new: bool = False) -> Accepted | Rejected:
        if not stream:
            return Rejected("drills.refused.no_round")
        return await self.front.desk.handle(command, Route(stream=stream, new=new), key)

    def now(self) -> float:
        return self.front.now()

    # -- organising --------------------------------------------------------------------------------------------

    async def who(self, team: str, user: str) -> Who:
        admin = user in self._organisers or await self.people.admin(team, user)
        return Who(team, user, admin)

    async def gone(self, state: Drilling) -> tuple[str, ...]:
        """Organisers whose account is no more; looked up only while somebody organises."""
        return tuple(
            [one for one in sorted(state.organisers)[:5] if is_gone(one) or await self.people.left(state.team, one)]
        )

    async def organise(self, kind: Any, who: Who, stream: str, key: str, **more: Any) -> Accepted | Rejected:
        """Carry out one of the organising commands in this stream."""
        gone = await self.gone(await self.state(stream))
        command = kind(now=self.now(), user=who.user, admin=who.admin, gone=gone, **more)
        return await self.do(command, stream, key, new=True)

    async def save(
        self, who: Who, stream: str, key: str, rule: Rule, kinds: tuple[Kind, ...], hours: int, reveal: str,
        known: Mapping[str, Any],
    ) -> Accepted | Rejected:  # fmt: skip
        """A schedule's form, new or changed."""
        plan = {"rule": rule, "kinds": kinds, "open_hours": hours, "reveal": reveal}
        if not known:
            return await self.organise(do.MakeSchedule, who, stream, key, **plan)
        more = {"schedule": str(known["schedule"]), "version": int(known["version"])}
        return await self.organise(do.ChangeSchedule, who, stream, key, **plan, **more)

    # -- commands ----------------------------------------------------------------------------------------------

    async def command(self, ack: Any, command: Mapping[str, Any], client: Any, asked: Asked) -> None:
        team, user, channel = command["team_id"], command["user_id"], command["channel_id"]
        key, word = f"command:{command['trigger_id']}", (asked.rest[0] if asked.rest else "")
        if asked.verb == "schedule" and word in ("", "new", "form"):
            await ack(text=await self.open_schedule(client, command["trigger_id"], team, user, channel))
        else:
            await ack(text=await self.said(asked, team, user, channel, key))

    async def open_schedule(
        self, client: Any, trigger: str, team: str, user: str, channel: str, schedule: Schedule | None = None
    ) -> str:
        """Opens the form; what to say instead where there can be none."""
        from bot.runtime.calendar import known_zone, today
        from bot.slack.drills.forms import schedule_form

        zone = await self.people.tz(team, user)
        zone = zone if known_zone(zone) else "UTC"
        default = channel if channel[:1] in ("C", "G") else ""
        stream = stream_of(team, channel) if schedule else ""
        view = schedule_form(self.tell, self.rules, default, zone, today(zone, self.now()), schedule, stream)
        await client.views_open(trigger_id=trigger, view=view)
        return ""

    async def said(self, asked: Asked, team: str, user: str, channel: str, key: str) -> str:
        """Carry out a verb from a command, a mention or a message; the answer for this person alone, "" for none."""
        word = asked.rest[0] if asked.rest else ""
        if asked.verb == "drill":
            return await self._drill(" ".join(asked.rest), team, user, key)
        if channel[:1] not in ("C", "G"):
            return self.tell("schedule.private")
        stream = stream_of(team, channel)
        if asked.verb == "board":
            await self._show("drills.board", stream, team, channel, user, key)
            return ""
        if word in ("list", "show", ""):
            await self._show("drills.list", stream, team, channel, user, key)
            return ""
        if word in ("reveal", "reveals"):
            return await self._reveal(stream, team, user, key)
        if word in ACTS:
            return await self._act(word, stream, team, user, key)
        return self.tell("schedule.usage")

    async def _act(self, word: str, stream: str, team: str, user: str, key: str) -> str:
        """Pause, resume, remove or run the one schedule of a channel that it can be."""
        state = await self.state(stream)
        fitting = [
            each for each in state.standing
            if word in ("remove", "run") or each.running == (word == "pause")
        ]  # fmt: skip
        fitting = fitting or state.standing
        if not fitting:
            return self.tell("schedule.none")
        if len(fitting) > 1:
            return self.tell("schedule.which")
        return await self.act(word, stream, fitting[0].id, team, user, key)

    async def act(self, word: str, stream: str, schedule: str, team: str, user: str, key: str) -> str:
        kind = do.KeepSchedule if word == "keep" else ACTS[word]
        answer = await self.organise(kind, await self.who(team, user), stream, key, schedule=schedule)
        if isinstance(answer, Rejected):
            return self.front.refusal(answer)
        if word == "resume":
            following = (await self.state(stream)).schedules[schedule].next
            return self.tell("schedule.done_resume", at=following.at if following else self.now())
        return self.tell(f"schedule.done_{word}")

    async def _reveal(self, stream: str, team: str, user: str, key: str) -> str:
        state = await self.state(stream)
        waiting = [each for each in state.rounds.values() if each.status in ("open", "closed")]
        if not waiting:
            return self.front.words("drills.refused.no_round")
        return await self.reveal(waiting[0].id, team, user, key)

    async def reveal(self, round_id: str, team: str, user: str, key: str) -> str:
        stream = stream_of_round(round_id)
        answer = await self.organise(do.RevealNow, await self.who(team, user), stream, key, round=round_id)
        return self.front.refusal(answer) if isinstance(answer, Rejected) else self.tell("schedule.done_reveal")

    async def _show(self, what: str, stream: str, team: str, channel: str, user: str, key: str) -> None:
        place = Place(team, channel, user=user)
        await self.front.desk.say(Say("ephemeral", what, place, {}), key=f"show:{key}", stream=stream)

    # -- drills of one's own -----------------------------------------------------------------------------------

    async def _drill(self, word: str, team: str, user: str, key: str) -> str:
        if not word:
            return await self.practise("due", team, user, key)
        kind = next((each for each in KINDS if word.replace(" ", "") in (each, each.rstrip("s"), f"{each}s")), None)
        if kind is None:
            near = closest(word, KINDS)
            return self.tell("drill.usage", word=word[:40], near=[near] if near else [], all=list(KINDS))
        return await self.practise(kind, team, user, key)

    async def practise(self, skill: str, team: str, user: str, key: str) -> str:
        """A drill for one person: on a skill, of a kind, or ("due") on what they are weakest at and should see now."""
        ready = await self.due(team, user)
        kind: Kind = "estimation"
        if skill == "due":
            skill = ready[0].skill if ready else KINDS[secrets.randbelow(len(KINDS))]
        kind = kind_of(skill)
        if kind not in KINDS:
            return self.front.words("drills.refused.no_round")
        wanted = [item_of(each.skill) for each in ready if kind_of(each.skill) == kind and item_of(each.skill)]
        first = [item_of(skill)] if item_of(skill) else []
        command = do.TakeDrill(
            now=self.now(),
            user=user,
            kind=kind,
            seed=secrets.randbelow(1_000_000),
            due=tuple(dict.fromkeys([*first, *wanted])),
        )
        answer = await self.do(command, stream_of(team, user), key, new=True)
        return self.front.refusal(answer) if isinstance(answer, Rejected) else self.tell("drill.coming")

    async def due(self, team: str, user: str) -> list[Due]:
        """What is due for a person now, the weakest first."""
        results = await self.front.desk.store.transact(lambda tx: tx.lines_of(RESULT, team, user))
        history = [Practised(line.at, (line.row or {}).get("skills", {})) for line in results]
        ready = [each for each in due(history, self.rules.ratings) if each.at <= self.now()]
        return sorted(ready, key=lambda each: (each.last, each.at, each.skill))

    # -- messages ----------------------------------------------------------------------------------------------

    async def hear(self, heard: Heard, asked: Asked | None, *, mentioned: bool) -> bool:
        """An answer in a conversation, a word in the thread of a drill, or one of the verbs in words."""
        if asked is not None and asked.verb in self.verbs and (heard.direct or mentioned):
            text = await self.said(asked, heard.team, heard.user, heard.channel, heard.key)
            if text:
                await self.say_to(heard, text)
            return True
        if heard.direct:
            return await self._hear_direct(heard, asked)
        return bool(heard.thread) and not mentioned and await self._hear_in_thread(heard)

    async def say_to(self, heard: Heard, text: str) -> None:
        place = Place(heard.team, heard.channel, heard.thread, heard.user)
        kind: Any = "post" if heard.direct else "ephemeral"
        await self.front.desk.say(Say(kind, "text", place, {"text": text}), key=f"told:{heard.key}")

    async def _hear_in_thread(self, heard: Heard) -> bool:
        claim = thread_claim(heard.team, heard.channel, heard.thread)
        stream = await self.front.desk.store.transact(lambda tx: tx.holder(claim))
        if not stream:
            return False
        command = do.NoticeInThread(now=self.now(), user=heard.user, thread=heard.thread)
        await self.do(command, stream, heard.key)
        return True

    async def _hear_direct(self, heard: Heard, asked: Asked | None) -> bool:
        """A message is an answer while its writer has asked to answer here and has not said stop."""
        line_id = f"{heard.team}:{heard.user}"
        line = await self.front.desk.store.transact(lambda tx: tx.line(DIRECT, line_id))
        if line is None or not line.row:
            return False
        round_id = str(line.row["round"])
        word = heard.text.strip().lower().strip("!.`")
        if word in OVER:
            command = do.StopDirect(now=self.now(), user=heard.user, round=round_id)
            await self.do(command, stream_of_round(round_id), heard.key)
            await self.say_to(heard, self.tell("direct.stopped"))
            return True
        if asked is not None and len(heard.text.split()) <= 4:
            return False  # "help", "start whatsapp 30": a request and no answer
        await self._answer_directly(heard, round_id)
        return True

    async def _answer_directly(self, heard: Heard, round_id: str) -> None:
        found = await self.round(round_id)
        if found is None:
            await self.say_to(heard, self.tell("direct.none"))
            return
        _, round_ = found
        names = self.tell.labels(round_.exercise)
        if len(heard.text) > self.rules.longest_message:
            args = {"count": len(heard.text), "most": self.rules.longest_message}
            await self.say_to(heard, self.tell("problem.long", **args))
            return
        answer = fields_of(round_.exercise, heard.text, names)
        command = do.AnswerDrill(now=self.now(), user=heard.user, round=round_id, answer=answer, direct=True)
        done = await self.do(command, stream_of_round(round_id), heard.key)
        if isinstance(done, Rejected):
            await self.say_to(heard, self._unmarked(done, names))

    def _unmarked(self, rejected: Rejected, names: Mapping[str, str]) -> str:
        """Every field that cannot be marked, with what to do about it."""
        if not rejected.fields:
            return self.front.refusal(rejected)
        rows = [f"• {names.get(at, at)}: {text}" for at, text in self.errors(rejected).items()]
        return "\n".join([self.tell("direct.unread"), *rows, self.tell("direct.again")])

    def errors(self, rejected: Rejected) -> dict[str, str]:
        """The errors of a form, field by field."""
        details = rejected.args.get("details") or {}
        return {
            field: str(self.front.words(name, **{**rejected.args, **details.get(field, {})}))
            for field, name in rejected.fields.items()
        }
