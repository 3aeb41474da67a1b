"""Outbox rows of peer interviews to messages: made from the state as it is when they are sent."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.dialogue.mind import Mind
from bot.interview.peering.levels import LEVELS
from bot.interview.peering.prepare import pending, suggestion
from bot.interview.peering.scorecards import FEEDBACK, role_of
from bot.interview.situating import situation_of
from bot.interview.state import Interview
from bot.peers import whisper
from bot.peers.invitation import Invitation
from bot.peers.inviting import OPEN
from bot.record.values import build
from bot.report.side_by_side import SideBySide, side_by_side
from bot.runtime import Desk
from bot.slack.peers.blocks import comparison as compared
from bot.slack.peers.blocks import invitation as inviting
from bot.slack.peers.blocks.whisper import Now, whisper_message
from bot.slack.poster import Message
from bot.store import OutboxRow

Words = Callable[..., str]
MOST_HISTORY = 50  # interviews that agreement looks back on


class PeerPresenter:
    """Satisfies Part of bot/slack/annex.py: rows whose name begins with "peers.", and what is upcoming on Home."""

    prefix = "peers."

    def __init__(self, words: Words, desk: Desk, mind: Mind) -> None:
        self._words, self._desk, self._mind = words, desk, mind

    async def render(self, row: OutboxRow) -> Message:
        found = await self._desk.state(row.stream)
        if found is None:
            raise ValueError(f"no stream {row.stream}")
        state, texts = found
        if isinstance(state, Invitation):
            return self._invitation(row, state)
        return await self._interview(row, state, texts)

    async def home(self, team: str, user: str) -> Sequence[Mapping[str, Any]]:
        """The person's open invitations with their buttons, and a way to invite."""
        lines = await self._desk.store.transact(lambda tx: tx.lines_of(OPEN, team, user, 5))
        states = [build(Invitation, line.row) for line in lines if line.row]
        return inviting.upcoming(self._words, states, user)

    def _invitation(self, row: OutboxRow, state: Invitation) -> Message:
        title = self.scenario_title(state.scenario)
        match row.what:
            case "peers.invitation":
                return inviting.invitation(self._words, state, title, int(row.args["round"]))
            case "peers.ready":
                return inviting.ready(self._words, state, title, str(row.args["user"]))
            case "peers.told":
                return inviting.told(self._words, state, row.args)
        raise ValueError(f"nobody knows how to say {row.what!r}")

    async def _interview(self, row: OutboxRow, state: Interview, texts: Mapping[str, str]) -> Message:
        args = row.args
        match row.what:
            case "peers.whisper":
                return await asyncio.to_thread(self._whisper, state, texts, str(args["user"]))
            case "peers.away":
                return compared.away(self._words, state, args)
            case "peers.ended":
                return compared.ended(self._words, state)
            case "peers.comparison":
                return compared.comparison(self._words, state, await self.side_by_side(state, texts))
            case "peers.late":
                return Message(self._words("peers.late", user=args["user"]))
            case "peers.feedback":
                return self._feedback(state, texts, str(args["by"]))
        raise ValueError(f"nobody knows how to say {row.what!r}")

    def scenario_title(self, scenario: str) -> str:
        if scenario == "random":
            return self._words("peers.invitation.random")
        return self._mind.content.scenario(scenario).title

    def _whisper(self, state: Interview, texts: Mapping[str, str], user: str) -> Message:
        now = self._desk.clock.now()
        situation = situation_of(state, self._mind, texts, now)
        found = suggestion(situation, state) if state.runs else None
        shown = whisper(situation, pending(state), (found.probing, found.part) if found else None)
        question = self._words(found.part.words, **found.part.args) if found else ""
        elapsed = state.watch.at(now)
        clock = Now(
            here=situation.phase_left, all=situation.left, quiet=elapsed - state.silence.since, question=question
        )
        return whisper_message(self._words, state, user, shown, clock)

    async def side_by_side(self, state: Interview, texts: Mapping[str, str]) -> SideBySide:
        """With the history of everybody who interviewed and handed in."""
        return await asyncio.to_thread(side_by_side, state, texts, self._mind, await self.history(state))

    async def history(self, state: Interview) -> dict[str, list[Mapping[str, Any]]]:
        """For each interviewer whose scorecard is in, their levels beside the bot's over time."""
        people = [user for user in state.peering.people if state.peering.scored(user).submitted_at is not None]
        return {user: await self._rows(state.setup.team, user) for user in people}

    async def _rows(self, team: str, user: str) -> list[Mapping[str, Any]]:
        lines = await self._desk.store.transact(lambda tx: tx.lines_of(LEVELS, team, user, MOST_HISTORY))
        return [line.row for line in lines if line.row]

    def _feedback(self, state: Interview, texts: Mapping[str, str], by: str) -> Message:
        """What one wrote to the other; a line each, quoted."""
        words = texts.get(state.peering.scored(by).notes.get(FEEDBACK, ""), "")
        name = "to_interviewer" if role_of(state, by) == "self" else "to_candidate"
        quoted = "\n".join(words.splitlines())
        return Message(self._words(f"peers.feedback.{name}", by=by, title=state.setup.title, words=quoted))
