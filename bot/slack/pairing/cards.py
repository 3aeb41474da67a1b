"""What stands in the channel and in the thread of a match, and what a person sees of it alone. Pure builders."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.content.words import Safe
from bot.peers.pairing.rules import PairingRules
from bot.peers.pairing.state import Pair, Pairing, Taking
from bot.peers.pairing.timers import match_due
from bot.record.weekly import WEEKDAYS
from bot.slack.blocks import build as b
from bot.slack.ids import Action
from bot.slack.pairing.ids import Button, packed
from bot.slack.poster import Message

Words = Callable[..., str]
LONGEST = 2900  # characters of one section
LISTED = 60  # people named in a notice


class Cards:
    """`words` says what stands under `pairing` in prompts/."""

    def __init__(self, say: Words, rules: PairingRules) -> None:
        self._say, self.rules = say, rules

    def words(self, name: str, /, **args: Any) -> Safe:
        """Ready for Slack, and not to be escaped again inside of other words."""
        return Safe(self._say(f"pairing.{name}", **args))

    def plan(self, state: Pairing) -> str:
        rule = state.rule
        if rule is None:
            return ""
        return self.words("plan", weekday=self.words(f"weekday.{rule.weekday}"), time=rule.time, zone=rule.zone)

    def planned(self, state: Pairing, by: str, at: float, first: bool) -> Message:
        text = self.words("planned", by=by, at=at, first=first, plan=self.plan(state))
        join = b.button(self.words("button.join"), Button.JOIN, packed(state.stream), style="primary")
        return Message(text, (b.section(text), b.actions([join])))

    def notice(self, state: Pairing) -> Message:
        """Who takes part, as it stands now, with the ways out and in."""
        at = match_due(state, self.rules) or (state.next.at if state.next else 0.0)
        taking = state.taking_part()
        alt = self.words("notice.alt", at=at)
        blocks = [b.section(self.words("notice.title", at=at)), *self._who(state, taking)]
        here = packed(state.stream)
        buttons = [
            b.button(self.words("button.skip"), Button.SKIP, here),
            b.button(self.words("button.snooze"), Button.SNOOZE, here),
            b.button(self.words("button.join"), Button.JOIN, here),
        ]
        return Message(alt, (*blocks, b.context(self.words("notice.help")), b.actions(buttons)))

    def _who(self, state: Pairing, taking: Sequence[Taking]) -> list[b.Block]:
        if not taking:
            return [b.section(self.words("notice.nobody"))]
        shown, more = [each.id for each in taking[:LISTED]], max(0, len(taking) - LISTED)
        return [b.section(self.words("notice.who", people=shown, more=more, away=len(state.members) - len(taking)))]

    def over(self) -> Message:
        text = self.words("notice.over")
        return Message(text, (b.section(text),))

    def match(self, state: Pairing) -> Message:
        """All pairs of the week by name; what each of them does stands in the thread."""
        pairs = list(state.week.pairs.values()) if state.week else []
        blocks = [b.header(self.words("match.title"))]
        rows = [self.words("match.row", one=pair.people[0], other=pair.people[1]) for pair in pairs]
        blocks += [b.section(piece) for piece in _pieces(rows)]
        return Message(self.words("match.alt", count=len(pairs)), (*blocks, b.context(self.words("match.help"))))

    def pair(self, state: Pairing, pair: Pair, *, closed: bool = False) -> Message:
        """One pair: the proposed time on both walls, and what they can do; or what came of it."""
        one, other = pair.people
        alt = self.words("pair.alt", one=one, other=other)
        blocks = [b.section(self.words("pair.title", one=one, other=other))]
        if pair.status != "open":
            name = "held" if pair.interview else pair.status
            blocks.append(b.section(self.words(f"pair.state.{name}")))
        else:
            blocks.append(b.section(self.words("pair.proposed", at=pair.at, walls=self._walls(state, pair))))
            blocks += [b.context(self.words("pair.help")), b.actions(self.pair_buttons(state, pair))]
        return Message(alt, tuple(blocks))

    def pair_buttons(self, state: Pairing, pair: Pair) -> list[b.Block]:
        value = packed(state.stream, pair.id)
        return [
            b.button(self.words("button.meet"), Button.MEET, value, style="primary"),
            b.button(self.words("button.met"), Button.MET, value),
            b.button(self.words("button.not"), Button.NOT, value),
        ]

    def _walls(self, state: Pairing, pair: Pair) -> list[str]:
        """The proposed time on the wall of each, where the two have different ones."""
        hours = {user: state.members[user].hours for user in pair.people if user in state.members}
        walls = {user: datetime.fromtimestamp(pair.at, ZoneInfo(each.zone)) for user, each in hours.items()}
        if len({wall.utcoffset() for wall in walls.values()}) < 2:
            return []
        return [
            self.words(
                "pair.wall", person=user, zone=hours[user].zone, time=f"{wall:%H:%M}",
                weekday=self.words(f"weekday.{WEEKDAYS[wall.weekday()]}"),
            )
            for user, wall in walls.items()
        ]  # fmt: skip

    def reminder(self, state: Pairing, pair: Pair, to: Sequence[str]) -> Message:
        text = self.words("reminder", people=list(to), at=pair.at)
        return Message(text, (b.section(text), b.actions(self.pair_buttons(state, pair))))

    def alone(self, name: str, channel: str) -> Message:
        """Told to one person, with an interview by the bot instead."""
        text = self.words(name, channel=channel)
        start = b.button(self._say("slack.button_start"), Action.START, "start", style="primary")
        return Message(text, (b.section(text), b.actions([start])))

    def paused(self, state: Pairing, no_shows: int) -> Message:
        text = self.words("paused", channel=state.where, no_shows=no_shows)
        back = b.button(self.words("button.back"), Button.JOIN, packed(state.stream), style="primary")
        return Message(text, (b.section(text), b.actions([back])))

    def status(self, state: Pairing, user: str, now: float) -> Message:
        """How things stand in the channel and for this person, with what they can do about it."""
        at = match_due(state, self.rules) or (state.next.at if state.next else 0.0)
        head = self.words(
            "status.title", channel=state.where, running=state.running, plan=self.plan(state), at=at,
            members=len(state.members),
        )  # fmt: skip
        lines = [head, self.standing(state.members.get(user), state, now)]
        pair = state.pair_of(user)
        if pair is not None:
            told = {"partner": pair.partner(user), "at": pair.at, "state": pair.status}
            lines.append(self.words("status.pair", **told))
        text = "\n".join(lines)
        return Message(text, (b.section(text), b.actions(self._choices(state, user))))

    def standing(self, member: Taking | None, state: Pairing, now: float) -> str:
        if member is None:
            return self.words("status.out")
        if member.paused:
            return self.words("status.paused")
        if member.snoozed > now:
            return self.words("status.snoozed", until=member.snoozed)
        if state.next is not None and member.skips == state.next.key:
            return self.words("status.skips")
        return self.words("status.in")

    def _choices(self, state: Pairing, user: str) -> list[b.Block]:
        here, member = packed(state.stream), state.members.get(user)
        setup = b.button(self.words("button.setup"), Button.SETUP, here)
        if member is None:
            return [b.button(self.words("button.join"), Button.JOIN, here, style="primary"), setup]
        inside = state.next is None or member.takes_part(state.next)
        buttons = [] if inside else [b.button(self.words("button.back"), Button.JOIN, here, style="primary")]
        buttons += [b.button(self.words("button.skip"), Button.SKIP, here)] if inside and state.running else []
        buttons.append(b.button(self.words("button.snooze"), Button.SNOOZE, here))
        return [*buttons, b.button(self.words("button.leave"), Button.LEAVE, here), setup]


def _pieces(rows: Sequence[str]) -> list[str]:
    """Rows in texts that fit into a section each."""
    pieces: list[str] = [""]
    for row in rows:
        if len(pieces[-1]) + len(row) + 1 > LONGEST:
            pieces.append("")
        pieces[-1] += ("\n" if pieces[-1] else "") + row
    return [piece for piece in pieces if piece]
