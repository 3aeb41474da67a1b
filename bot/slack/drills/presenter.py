"""Outbox rows of drills to messages and pictures, from the state now; and what stands on somebody's Home."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from bot.content.drills import DrillBook
from bot.drills.board import streak
from bot.drills.lines import DRILL, RESULT, SCHEDULE
from bot.drills.marking import Marker, Marking
from bot.drills.reveal import spread
from bot.drills.schedule import NextTime, upcoming
from bot.drills.spacing import Practised, due
from bot.drills.state import Drilling, Round
from bot.drills.telling import Teller, percent
from bot.report.drills import Captions, picture
from bot.runtime import Clock, Desk
from bot.slack.blocks import build as b
from bot.slack.drills import cards
from bot.slack.drills.ids import Button, packed
from bot.slack.poster import Message, Rendered, Upload
from bot.store import OutboxRow

MOST_DUE = 5
SOON = 3


class DrillPresenter:
    """Satisfies Part: everything whose `what` begins with "drills."."""

    prefix = "drills."

    def __init__(self, marker: Marker, desk: Desk, clock: Clock, next_time: NextTime) -> None:
        content = marker.mind.content
        self._content, self._desk, self._clock, self._next_time = content, desk, clock, next_time
        self._marker = marker
        self.tell = Teller(content.words.say, content)

    @property
    def book(self) -> DrillBook:
        if self._content.drills is None:
            raise LookupError("rubrics/drills is not there.")
        return self._content.drills

    async def render(self, row: OutboxRow) -> Rendered:
        args, tell = row.args, self.tell
        state = await self._state(row.stream)
        what = row.what.removeprefix(self.prefix)
        if "round" in args:
            return await self._of_round(what, state, state.rounds[str(args["round"])], args)
        match what:
            case "scheduled":
                schedule = state.schedules[args["schedule"]]
                text = cards.schedule_text(tell, schedule, args["times"])
                return Message(tell("schedule.made" if args["made"] else "schedule.changed", **text))
            case "list":
                return cards.schedule_list(tell, state, self.times(state))
            case "board":
                return cards.board_message(tell, state, self._clock.now(), None)
            case "skipped":
                return Message(tell("skipped", **{**args, "key": str(args["key"]).replace("T", " ")}))
            case "propose_pause":
                return self._propose(row.stream, args)
            case "paused" | "organiser":
                return Message(tell(what, person=args["person"]))
            case "lost":
                name = args["reason"] if args["reason"] in ("is_archived", "not_in_channel") else "other"
                return Message(tell(f"lost.{name}", **args))
        raise ValueError(f"nobody knows how to say {row.what!r}")

    async def _of_round(self, what: str, state: Drilling, round_: Round, args: Mapping[str, Any]) -> Rendered:
        tell, rules = self.tell, self.book.rules
        match what:
            case "card":
                return cards.card(tell, state, round_, bool(args.get("late")))
            case "reveal":
                return cards.reveal(tell, state, round_, rules.spread_from)
            case "spread":
                return await asyncio.to_thread(self._spread, round_)
            case "board":
                return cards.board_message(tell, state, round_.revealed or self._clock.now(), round_)
            case "direct":
                return self._direct(round_)
            case "feedback":
                person = str(args["person"])
                marking = await self.marking(state.stream, round_, person)
                blocks = cards.feedback(tell, state, round_, person, marking)
                return Message(tell.total(marking), tuple(blocks))
            case "noticed":
                text = tell("noticed")
                form = b.button(tell("button.answer"), Button.ANSWER, round_.id, style="primary")
                return Message(text, (b.section(text), b.actions([form])))
            case "shared":
                return cards.shared(tell, round_, str(args["person"]))
        raise ValueError(f"nobody knows how to say drills.{what}")

    async def marking(self, stream: str, round_: Round, person: str) -> Marking:
        """What came of the latest answer; of a design with the names in it, which no event keeps."""
        attempt = round_.entries[person].latest
        if round_.exercise.kind != "design":
            return attempt.marking
        found = await self._desk.state(stream)
        texts = found[1] if found else {}
        written = {field: texts.get(text_id, "") for field, text_id in attempt.texts.items()}
        if not any(written.values()):
            return attempt.marking
        return await asyncio.to_thread(self._marker.mark, round_.exercise, written)

    def times(self, state: Drilling) -> dict[str, Sequence[float]]:
        """The next three times of each running schedule."""
        now = self._clock.now()
        running = [each for each in state.standing if each.running]
        return {each.id: [o.at for o in upcoming(each.rule, now, self._next_time)] for each in running}

    # -- pieces ------------------------------------------------------------------------------------------------

    def _propose(self, stream: str, args: Mapping[str, Any]) -> Message:
        text, value = self.tell("propose_pause", silent=args["silent"]), packed(stream, str(args["schedule"]))
        buttons = [
            b.button(self.tell("button.pause"), Button.PAUSE, value),
            b.button(self.tell("button.keep"), Button.KEEP, value),
        ]
        return Message(text, (b.section(text), b.actions(buttons)))

    def _direct(self, round_: Round) -> Message:
        """The exercise in a conversation, its points numbered as an answer may number them."""
        tell, exercise = self.tell, round_.exercise
        title = tell("card.title", kind=tell.kind(exercise.kind))
        blocks = [b.header(title), *cards.sections(tell.task(exercise))]
        if exercise.lines:
            blocks.append(b.section("\n".join(tell.lines(exercise))))
        if exercise.kind not in ("slip", "design"):
            rows = [
                tell("direct.number", number=number, label=tell.label(exercise, item))
                for number, item in enumerate(exercise.items, 1)
            ]
            blocks += cards.sections("\n".join(rows))
        blocks.append(b.context(tell("direct.intro")))
        return Message(title, tuple(blocks))

    def _spread(self, round_: Round) -> Upload:
        tell = self.tell
        rows = spread(round_)
        titles = {row.item: str(tell.mark_title(round_.exercise, row.item)) for row in rows}
        ratios = any(row.ratios for row in rows)
        captions = Captions(
            title=tell("spread.title"), ratio=tell("spread.axis_ratio"), share=tell("spread.axis_share"),
            reference=tell("spread.reference"), within=tell("spread.within"),
        )  # fmt: skip
        image = picture(rows, titles, captions, round_.answered)
        lines = [self._spread_row(titles[row.item], row, ratios, round_.answered) for row in rows]
        comment = tell("spread.comment" if ratios else "spread.comment_share")
        return Upload("spread.png", captions.title, image, comment, tell("spread.alt", rows=lines)[:1000])

    def _spread_row(self, title: str, row: Any, ratios: bool, answered: int) -> str:
        if ratios and row.ratios:
            values = [f"{ratio:.2g}×" for ratio in row.ratios]
            return self.tell("spread.row_ratio", item=title, values=values)
        return self.tell("spread.row_share", item=title, right=row.right, all=answered)

    # -- Home --------------------------------------------------------------------------------------------------

    async def home(self, team: str, user: str) -> Sequence[b.Block]:
        """What is due for this person, what is open and what comes next."""
        results, opened, schedules = await self._desk.store.transact(
            lambda tx: (tx.lines_of(RESULT, team, user), tx.lines_in(DRILL, team, "open", 20),
                        tx.lines_in(SCHEDULE, team, "running", 20))
        )  # fmt: skip
        now, tell = self._clock.now(), self.tell
        rows = [line.row or {} for line in results]
        practised = [Practised(line.at, row.get("skills", {})) for line, row in zip(results, rows, strict=True)]
        blocks = [b.divider(), b.header(tell("home.title")), *self._due(practised, now)]
        weeks = streak([line.at for line, row in zip(results, rows, strict=True) if row.get("counted")], now)
        if weeks > 1:
            blocks.append(b.context(tell("home.streak", weeks=weeks)))
        mine = {row.get("round") for row in rows}
        known = {row.get("where") for row in rows}  # channels in which this person took part: others may be private
        there = [line for line in opened if line.owner in known and line.owner != user]
        if there:
            blocks.append(b.header(tell("home.open_title")))
        for line in there[:5]:
            blocks += self._open(line.id, line.row or {}, line.id in mine)
        for line in sorted(schedules, key=lambda each: each.at)[:10]:
            if line.at > now and line.owner in known:
                blocks.append(b.context(tell("home.upcoming", where=line.owner, at=line.at)))
        return blocks

    def _due(self, practised: Sequence[Practised], now: float) -> list[b.Block]:
        tell = self.tell
        found = due(practised, self.book.rules.ratings)
        ready = [each for each in found if each.at <= now]
        blocks = [
            b.section(
                tell("home.due", skill=tell.skill(each.skill), last=percent(each.last)),
                b.button(tell("button.practise"), Button.PRACTISE, each.skill),
            )
            for each in ready[:MOST_DUE]
        ]
        if not ready:
            blocks.append(b.section(tell("home.none")))
            later = [each for each in found if each.at > now][:1]
            blocks += [b.context(tell("home.soon", skill=tell.skill(each.skill), at=each.at)) for each in later]
        return blocks

    def _open(self, round_id: str, row: Mapping[str, Any], answered: bool) -> list[b.Block]:
        tell = self.tell
        text = tell(
            "home.open", kind=tell.kind(str(row["kind"])), title=row["title"], where=row["where"], closes=row["closes"],
            answered=answered,
        )  # fmt: skip
        return [b.section(text, b.button(tell("button.answer"), Button.ANSWER, round_id))]

    async def _state(self, stream: str) -> Drilling:
        found = await self._desk.state(stream)
        if found is not None:
            state: Drilling = found[0]
            return state
        return Drilling(stream)
