"""Everything that is held of one person, as JSON values and as files."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.content import Content
from bot.drills.lines import RESULT
from bot.interview.peering.levels import HELD
from bot.interview.peering.scorecards import role_of
from bot.interview.record import transcript
from bot.interview.state import Interview
from bot.peers.pairing.lines import MEMBER, PAIR
from bot.people import PREFERENCES, Preferences
from bot.record import Line
from bot.record.values import plain
from bot.report import Pages
from bot.runtime import Desk
from bot.slack.people import People
from bot.slack.poster import Upload
from bot.slack.reporting import Reporting
from bot.store import Tx

MOST = 500  # interviews of one export
_BLANKS = re.compile(r"\n{3,}")
Texts = Sequence[tuple[str, str, str, float]]
FORM = 1  # of the JSON; counts up when a name or a unit changes


class Exporter:
    """One for each process."""

    def __init__(self, content: Content, desk: Desk, people: People, reporting: Reporting, pages: Pages) -> None:
        self._words, self._desk, self._people = content.words, desk, people
        self._reporting, self._pages = reporting, pages

    async def files(self, team: str, user: str, name: str, comment: str) -> Upload:
        """JSON for machines and Markdown for reading, in one message."""
        data = await self.data(team, user)
        text = json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        page = _BLANKS.sub("\n\n", self._pages.render("export.md.j2", e=_readable(data))).strip() + "\n"
        markdown = Upload("mockingbird-export.md", f"{name} (Markdown)", page.encode())
        return Upload("mockingbird-export.json", f"{name} (JSON)", text.encode(), comment, more=(markdown,))

    async def data(self, team: str, user: str) -> dict[str, Any]:
        def read(tx: Tx) -> tuple[list[Mapping[str, Any]], dict[str, list[Line]], Texts, Line | None]:
            kinds = {kind: tx.lines_of(kind, team, user) for kind in (HELD, RESULT, MEMBER, PAIR)}
            prefers = tx.line(PREFERENCES, f"{team}:{user}")
            return list(tx.interviews_of(team, user, MOST)), kinds, tx.texts_of(team, user), prefers

        rows, lines, texts, prefers = await self._desk.store.transact(read)
        streams = dict.fromkeys([*(str(row["id"]) for row in rows), *(line.stream for line in lines[HELD])])
        interviews = [found for each in list(streams)[:MOST] if (found := await self._interview(each, user))]
        return {
            "form": FORM,
            "person": user,
            "name": await self._people.name(team, user),
            "made": _time(self._desk.clock.now()),
            "preferences": dict(prefers.row) if prefers and prefers.row else plain(Preferences()),
            "interviews": interviews,
            "drills": [_drill(line, texts) for line in lines[RESULT]],
            "pairing": {
                "channels": [{"channel": (line.row or {}).get("channel"), "state": line.state} for line in lines[MEMBER]],
                "weeks": [{**(line.row or {}), "at": _time((line.row or {})["at"])} for line in lines[PAIR]],
            },
            "written": [
                {"stream": stream, "id": text_id, "at": _time(at), "words": words}
                for stream, text_id, words, at in texts
            ],
        }  # fmt: skip

    async def _interview(self, stream: str, user: str) -> dict[str, Any] | None:
        found = await self._desk.state(stream)
        if found is None:
            return None
        interview: Interview = found[0]
        texts, setup = found[1], interview.setup
        turns = transcript(interview, texts, self._words).turns
        role = {"self": "candidate", "peer": "interviewer"}.get(role_of(interview, user), "observer")
        closed = interview.status == "closed" and interview.card is not None
        return {
            "id": interview.id, "role": role, "scenario": setup.scenario, "title": setup.title,
            "minutes": setup.minutes, "level": setup.level, "rubric": f"{setup.rubric}@{setup.rubric_version}",
            "started": _time(interview.started_at), "ended": _time(interview.ended_at),
            "self_rating": dict(interview.ratings or {}),
            "transcript": [{"at": t.at, "phase": t.phase, "who": t.who, "text": t.text} for t in turns],
            "report": await self._reporting.values(interview, texts) if closed else None,
        }  # fmt: skip


def _drill(line: Line, texts: Texts) -> dict[str, Any]:
    """A result with every answer: text ids are DRILL:PERSON:ATTEMPT:FIELD."""
    row = line.row or {}
    start = f"{row.get('round')}:{line.owner}:"
    mine = [(text_id.removeprefix(start), words) for _, text_id, words, _ in texts if text_id.startswith(start)]
    answers = [
        {"attempt": int(number), "field": field, "words": words}
        for number, field, words in ((*key.split(":", 1), words) for key, words in mine)
    ]
    kept = {name: row.get(name) for name in ("kind", "title", "score", "counted", "where")}
    return {**kept, "at": _time(line.at), "answers": answers}


def _readable(data: Mapping[str, Any]) -> dict[str, Any]:
    """The same for reading: minutes instead of seconds, and no text twice."""
    answered = {answer["words"] for drill in data["drills"] for answer in drill["answers"]}
    told = {turn["text"] for interview in data["interviews"] for turn in interview["transcript"]}
    interviews = [
        {**each, "transcript": [{**t, "minute": f"{int(t['at'] // 60)}:{int(t['at'] % 60):02d}"} for t in each["transcript"]]}
        for each in data["interviews"]
    ]  # fmt: skip
    rest = [each for each in data["written"] if each["words"] not in answered | told]
    drills = [{**each, "percent": round(100 * (each["score"] or 0))} for each in data["drills"]]
    weeks = data["pairing"]["weeks"]
    return {**data, "interviews": interviews, "drills": drills, "pairing": weeks, "written": rest}


def _time(at: float | None) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S") if at else ""
