"""Outbox rows about a person to messages and files, read when they are sent; and the buttons on Home."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.content import Content
from bot.drills.board import streak
from bot.drills.lines import RESULT
from bot.interview.peering.levels import HELD, LEVELS
from bot.interview.peering.scorecards import role_of
from bot.interview.state import Interview
from bot.peers.agreement import Agreement, agreement
from bot.peers.pairing.lines import PAIR
from bot.people.figures import Figures, figures
from bot.record import Line
from bot.runtime import Clock, Desk
from bot.slack.blocks import build as b
from bot.slack.persons.cards import stats_message
from bot.slack.persons.exporting import Exporter
from bot.slack.persons.ids import Button
from bot.slack.persons.preferring import Preferring
from bot.slack.poster import Message, Rendered
from bot.store import OutboxRow, Tx

MOST_HELD = 20  # interviews with people that are looked back on


class PersonPresenter:
    """Satisfies Part: everything whose `what` begins with "people."."""

    prefix = "people."
    foot = True  # below everything else on Home

    def __init__(
        self, content: Content, desk: Desk, clock: Clock, preferring: Preferring, exporter: Exporter
    ) -> None:  # fmt: skip
        self._content, self._desk, self._clock = content, desk, clock
        self._preferring, self._exporter = preferring, exporter

    def words(self, name: str, /, **args: Any) -> str:
        return self._content.words.say(name, **args)

    async def render(self, row: OutboxRow) -> Rendered:
        team, user = row.team, str(row.args["user"])
        match row.what:
            case "people.export":
                title, comment = self.words("people.export.title"), self.words("people.export.comment")
                return await self._exporter.files(team, user, title, comment)
            case "people.stats":
                return await self.stats(team, user)
        raise ValueError(f"nobody knows how to say {row.what!r}")

    async def home(self, team: str, user: str) -> Sequence[b.Block]:
        buttons = [
            b.button(self.words("people.button.preferences"), Button.PREFERENCES, "preferences"),
            b.button(self.words("people.button.stats"), Button.STATS, "stats"),
            b.button(self.words("people.button.export"), Button.EXPORT, "export"),
            b.button(self.words("people.button.forget"), Button.FORGET, "forget", style="danger"),
        ]
        return [b.divider(), b.actions(buttons)]

    async def stats(self, team: str, user: str, reader: str = "") -> Message:
        """The figures of `user`, for themself or for a `reader`."""

        def read(tx: Tx) -> tuple[list[Mapping[str, Any]], dict[str, list[Line]]]:
            kinds = {kind: tx.lines_of(kind, team, user, 200) for kind in (RESULT, HELD, LEVELS, PAIR)}
            return list(tx.interviews_of(team, user, 200)), kinds

        rows, lines = await self._desk.store.transact(read)
        prefers = await self._preferring.of(team, user)
        held = await self._held(lines[HELD])
        shown = self._figures(rows, lines, held, user)
        rules = self._content.lexicon["peers"]
        met = sum((line.row or {}).get("status") == "met" for line in lines[PAIR])
        return stats_message(
            self.words, shown, self._agreements(lines[LEVELS], rules), self._titles(),
            person=user if reader and reader != user else "", met=met, least=rules["conduct"]["least_pairs"],
            numbers=not prefers.hide_numbers,
        )  # fmt: skip

    def _figures(
        self, rows: Sequence[Mapping[str, Any]], lines: Mapping[str, Sequence[Line]], held: Sequence[Interview], user: str
    ) -> Figures:  # fmt: skip
        given = [
            scored.levels
            for interview in reversed(held)
            if interview.setup.candidate == user and interview.status == "closed"
            for judge, scored in interview.peering.scorecards.items()
            if role_of(interview, judge) == "peer" and scored.submitted_at is not None
        ]
        results = [line.row for line in lines[RESULT] if line.row]
        counted = [line.at for line in lines[RESULT] if (line.row or {}).get("counted")]
        return figures(
            rows, given, results, interviewed=sum(user in interview.peering.people for interview in held),
            weeks=streak(counted, self._clock.now()),
        )  # fmt: skip

    async def _held(self, lines: Sequence[Line]) -> list[Interview]:
        """The interviews between people that this person was in, newest first."""
        found = [await self._desk.state(line.stream) for line in lines[:MOST_HELD]]
        return [each[0] for each in found if each is not None]

    def _agreements(self, lines: Sequence[Line], rules: Mapping[str, Any]) -> tuple[Agreement, ...]:
        """Their levels as interviewer beside the bot's, phase by phase."""
        history = [_both(line.row) for line in lines if line.row]
        phases = list(dict.fromkeys(phase for row in history for phase in row))
        return agreement(history, phases, rules["conduct"]["least_pairs"], rules["conduct"]["kappa"])

    def _titles(self) -> dict[str, str]:
        """Names of criteria, phases and kinds of drills as people read them."""
        found: dict[str, str] = {}
        for rubric in self._content.rubrics.values():
            found |= {name: criterion.title for name, criterion in rubric.criteria.items()}
            found |= {phase.id: phase.title for phase in rubric.phases}
        kinds = ("questions", "estimation", "design", "decisions", "patterns", "slip", "sprint")
        return {**{kind: self.words(f"drills.kind.{kind}") for kind in kinds}, **found}


def _both(row: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    levels, bot = row.get("levels", {}), row.get("bot", {})
    return {phase: (int(level), int(bot[phase])) for phase, level in levels.items() if phase in bot}
