"""Outbox rows of pairing to messages and calendar files, from the state now; and what stands on somebody's Home."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.content import Content
from bot.peers.pairing import PairingRules
from bot.peers.pairing.lines import MEMBER, PAIR
from bot.peers.pairing.state import Pair, Pairing
from bot.record import Line
from bot.runtime import Clock, Desk
from bot.slack.blocks import build as b
from bot.slack.pairing.appointment import appointment
from bot.slack.pairing.cards import Cards
from bot.slack.pairing.ids import Button, packed
from bot.slack.people import People
from bot.slack.poster import Message, Rendered, Upload
from bot.store import OutboxRow

MOST_ROWS = 5
LOST = ("is_archived", "not_in_channel")


class PairingPresenter:
    """Satisfies Part: everything whose `what` begins with "pairing."."""

    prefix = "pairing."

    def __init__(self, content: Content, desk: Desk, clock: Clock, people: People) -> None:
        self._desk, self._clock, self._people = desk, clock, people
        self.rules = PairingRules.of(content.lexicon["pairing"])
        self.cards = Cards(content.words.say, self.rules)

    async def render(self, row: OutboxRow) -> Rendered:
        state, args = await self.state(row.stream), row.args
        what = row.what.removeprefix(self.prefix)
        if "pair" in args and what != "dropped":
            return await self._of_pair(what, state, args)
        match what:
            case "planned":
                return self.cards.planned(state, str(args["by"]), float(args["at"]), bool(args["first"]))
            case "notice":
                noticed = state.next is not None and state.next.key == args["key"] and state.noticed is not None
                return self.cards.notice(state) if noticed else self.cards.over()
            case "notice_over":
                return self.cards.over()
            case "match":
                return self.cards.match(state)
            case "alone":
                name = "only" if args["only"] else "odd" if args["odd"] else "hours"
                return self.cards.alone(f"alone.{name}", state.where)
            case "dropped":
                return self.cards.alone("dropped", state.where)
            case "paused":
                return self.cards.paused(state, int(args["no_shows"]))
            case "status":
                return self.cards.status(state, str(args["user"]), self._clock.now())
        return self._plainly(what, args)

    def _plainly(self, what: str, args: Mapping[str, Any]) -> Message:
        match what:
            case "stopped" | "organiser":
                return Message(self.cards.words(what, **args))
            case "missed":
                key = str(args["key"]).replace("T", " ")
                return Message(self.cards.words("missed", **{**args, "key": key}))
            case "lost":
                name = args["reason"] if args["reason"] in LOST else "other"
                return Message(self.cards.words(f"lost.{name}", channel=args["channel"], reason=args["reason"]))
        raise ValueError(f"nobody knows how to say pairing.{what}")

    async def _of_pair(self, what: str, state: Pairing, args: Mapping[str, Any]) -> Rendered:
        week = state.week
        pair = week.pairs.get(str(args["pair"])) if week else None
        if week is None or pair is None:
            return self.cards.over()  # of a week that is gone
        match what:
            case "pair":
                return self.cards.pair(state, pair)
            case "reminder":
                return self.cards.reminder(state, pair, [str(user) for user in args["to"]])
            case "calendar":
                return await self._calendar(state, pair, week.at)
        raise ValueError(f"nobody knows how to say pairing.{what}")

    async def _calendar(self, state: Pairing, pair: Pair, made: float) -> Upload:
        words = self.cards.words
        names = [await self._people.name(state.team, user) or user for user in pair.people]
        title = words("calendar.title")
        uid = f"{state.stream}.{pair.id}"
        content = appointment(uid, pair.at, self.rules.minutes, made, title, words("calendar.description"))
        comment = words("calendar.comment", one=pair.people[0], other=pair.people[1])
        file = words("calendar.file", people=" & ".join(names))
        return Upload("mock-interview.ics", file, content, comment)

    # -- Home --------------------------------------------------------------------------------------------------

    async def home(self, team: str, user: str) -> Sequence[b.Block]:
        """Where this person takes part, and whom they are paired with this week."""
        members, pairs = await self._desk.store.transact(
            lambda tx: (tx.lines_of(MEMBER, team, user, 20), tx.lines_of(PAIR, team, user, 20))
        )
        words = self.cards.words
        blocks = [b.divider(), b.header(words("home.title"))]
        if not members:
            return [*blocks, b.section(words("home.none"))]
        for line in [each for each in pairs if each.state == "current"][:MOST_ROWS]:
            blocks += await self._partner(line)
        for line in members[:MOST_ROWS]:
            blocks += await self._membership(line, user)
        return blocks

    async def _partner(self, line: Line) -> list[b.Block]:
        row, state = line.row or {}, await self.state(line.stream)
        told = {"partner": row["partner"], "channel": row["channel"], "at": row["at"], "state": row["status"]}
        blocks = [b.section(self.cards.words("home.partner", **told))]
        pair = state.week.pairs.get(str(row["pair"])) if state.week else None
        if pair is not None and pair.status == "open":
            blocks.append(b.actions(self.cards.pair_buttons(state, pair)))
        return blocks

    async def _membership(self, line: Line, user: str) -> list[b.Block]:
        state, words = await self.state(line.stream), self.cards.words
        member, here = state.members.get(user), packed(line.stream)
        standing = self.cards.standing(member, state, self._clock.now())
        at = state.next.at if state.next else 0.0
        inside = member is not None and state.next is not None and member.takes_part(state.next)
        first = b.button(
            words("button.skip" if inside else "button.back"), Button.SKIP if inside else Button.JOIN, here
        )
        snooze = b.button(words("button.snooze"), Button.SNOOZE, here)
        leave = b.button(words("button.leave"), Button.LEAVE, here)
        text = words("home.row", channel=state.where, standing=standing, at=at)
        return [b.section(text), b.actions([first, snooze, leave])]

    async def state(self, stream: str) -> Pairing:
        found = await self._desk.state(stream) if stream else None
        if found is None:
            return Pairing(stream)
        state: Pairing = found[0]
        return state
