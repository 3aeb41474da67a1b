"""Everything that drills can say, of every kind and in every state, is something that Slack takes."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.content import Content
from bot.dialogue.mind import Mind
from bot.drills import Drills, Marker
from bot.drills import commands as do
from bot.drills.exercise import KINDS, Exercise, Kind
from bot.drills.says import card
from bot.estimation import METRICS, cascade
from bot.record import Say
from bot.runtime.calendar import next_occurrence
from bot.slack.drills import forms
from bot.slack.drills.presenter import DrillPresenter
from bot.slack.poster import Message, Upload
from bot.store import OutboxRow
from bot.workspace.kit import message_faults, view_faults
from tests.drills.conftest import DAY, HOUR, MONDAYS, Channel
from tests.drills.test_scheduling import MONDAY
from tests.support.bot import shipped_content

NASTY = "<script> & *bold* `code` @here <!channel> 🙂 " + "x" * 300


class Shown:
    """A channel's drills, and the presenter over their state."""

    def __init__(self, marker: Marker) -> None:
        self.channel = Channel(Drills(marker, next_occurrence))
        desk: Any = SimpleNamespace(state=self._state)
        self.presenter = DrillPresenter(marker, desk, SimpleNamespace(now=lambda: self.channel.now), next_occurrence)  # type: ignore[arg-type]

    async def _state(self, stream: str) -> tuple[Any, dict[str, str]]:
        return self.channel.state, self.channel.texts

    async def all_said(self) -> list[tuple[str, Any]]:
        """Every message said so far, rendered now."""
        return [(say.what, await self.presenter.render(self._row(say))) for say in self.channel.said]

    def _row(self, say: Say) -> OutboxRow:
        place = {
            "team": say.place.team,
            "channel": say.place.channel,
            "thread": say.place.thread,
            "user": say.place.user,
        }
        return OutboxRow(
            "1", "lane", self.channel.state.stream, "T1", say.kind, say.what, say.name, place, dict(say.args), 0.0
        )


@pytest.fixture(scope="module")
def marker() -> Marker:
    return Marker(Mind(shipped_content()))


@pytest.fixture(scope="module")
def content() -> Content:
    return shipped_content()


def fits(what: str, rendered: Any) -> None:
    if isinstance(rendered, Upload):
        assert rendered.content.startswith(b"\x89PNG"), what
        assert rendered.alt_text
        return
    assert isinstance(rendered, Message), what
    assert rendered.text.strip(), what
    assert "<script>" not in rendered.text + str(rendered.blocks), what
    assert "<!channel>" not in str(rendered.blocks), what
    if rendered.blocks:
        assert message_faults(list(rendered.blocks)) == [], what


def good(exercise: Exercise, factor: float = 1.0) -> dict[str, str]:
    """Every estimate `factor` times too large, and a sentence where one is asked for."""
    return {
        item.id: _said(item.metric, factor * cascade(item.params or exercise.params)[item.metric].value)
        if item.metric
        else "no, because 3 writes"
        for item in exercise.items
    }


def _said(metric: str, value: float) -> str:
    unit = METRICS[metric].unit
    return f"{value:.6g} {unit if unit in ('B', 'B/s') else ''}".strip()


async def answered(shown: Shown, kind: Kind, people: int) -> None:
    channel = shown.channel
    channel.make(kind, reveal="ask")
    channel.until(MONDAY + 1)
    exercise = channel.rounds()[0].exercise
    texts = [NASTY, "12 GB/s and 7", "line 2: the hours, and we need 3/s? Because the writes then queue."]
    for number in range(people):
        answer = dict.fromkeys(exercise.fields, texts[number])
        if kind in ("estimation", "sprint"):
            answer = good(exercise, 24.0**number)
        channel.answer(f"U{number}", answer | ({"step": "2"} if kind == "slip" else {}), direct=number == 0)


@pytest.mark.parametrize("people", [0, 1, 3])
@pytest.mark.parametrize("kind", KINDS)
async def test_a_drill_of_each_kind_from_its_card_to_its_board(kind: Kind, people: int, marker: Marker) -> None:
    shown = Shown(marker)
    channel = shown.channel
    await answered(shown, kind, people)
    round_id = channel.rounds()[0].id
    for what, rendered in await shown.all_said():
        fits(what, rendered)
    channel.do(do.NoticeInThread(now=channel.now, user="U9", thread=channel.rounds()[0].ts))
    channel.do(do.AnswerDirectly(now=channel.now, user="U8", round=round_id))
    channel.until(MONDAY + 49 * HOUR)
    for what, rendered in await shown.all_said():  # closed
        fits(what, rendered)
    if people:
        channel.do(do.RevealNow(now=channel.now, user="UORG", round=round_id))
        channel.do(do.ShareResult(now=channel.now, user="U0", round=round_id))
    said = await shown.all_said()
    for what, rendered in said:
        fits(what, rendered)
    whats = [what for what, _ in said]
    assert whats.count("drills.reveal") == 1
    assert ("drills.spread" in whats) == (people >= 3)
    if not people:
        reveal = next(rendered for what, rendered in said if what == "drills.reveal")
        assert "Nobody answered" in str(reveal.blocks)


@pytest.mark.parametrize("kind", KINDS)
async def test_the_forms_of_each_kind(kind: Kind, marker: Marker) -> None:
    shown = Shown(marker)
    await answered(shown, kind, 1)
    state, tell = shown.channel.state, shown.presenter.tell
    round_ = shown.channel.rounds()[0]
    written = {} if kind == "slip" else dict.fromkeys(round_.exercise.fields, NASTY * 8)
    assert view_faults(forms.answer_form(tell, round_, {}, 3000)) == []
    assert view_faults(forms.answer_form(tell, round_, written, 3000)) == []
    marking = await shown.presenter.marking(state.stream, round_, "U0")
    assert view_faults(forms.feedback_view(tell, state, round_, "U0", marking)) == []
    if kind == "patterns":
        assert view_faults(forms.cards_view(tell, round_)) == []


async def test_schedules_proposals_and_losses_have_words(marker: Marker) -> None:
    shown = Shown(marker)
    channel = shown.channel
    channel.make("slip")
    channel.make(*KINDS, rule=MONDAYS)
    state, rules = channel.state, marker.book.rules
    for schedule in (None, state.schedules["s1"], state.schedules["s2"]):
        view = forms.schedule_form(shown.presenter.tell, rules, "C1", "Europe/Berlin", "2027-01-01", schedule, "s")
        assert view_faults(view) == []
    channel.until(MONDAY + 20 * DAY)
    channel.now += 9 * DAY
    channel.do(do.CheckClock(now=channel.now))  # the bot was away
    channel.do(do.PauseSchedule(now=channel.now, user="UORG", schedule="s1"))
    channel.said += [
        Say("ephemeral", "drills.list", channel.state.place),
        Say("ephemeral", "drills.board", channel.state.place),
    ]
    for reason in ("is_archived", "not_in_channel", "restricted_action"):
        channel.said.append(Say("post", "drills.lost", channel.state.place, {"channel": "C1", "reason": reason}))
    said = await shown.all_said()
    for what, rendered in said:
        fits(what, rendered)
    assert {"drills.skipped", "drills.propose_pause", "drills.paused", "drills.organiser"} <= {what for what, _ in said}


def test_every_reason_and_problem_has_words(content: Content) -> None:
    root = Path(__file__).parents[2] / "bot" / "drills"
    source = "\n".join(path.read_text() for path in root.rglob("*.py"))
    for name in re.findall(r'Refused\(\s*"(drills\.[a-z_.]+)"', source):
        assert name in content.words, name
    for problem in (
        "long",
        "nothing",
        "number",
        "step",
        *(f"{a}.{b}" for a in ("unit", "unitless") for b in ("rate", "size", "bandwidth", "count")),
    ):
        assert f"drills.problem.{problem}" in content.words
    checks = set(re.findall(r'Check\(\s*"([a-z.]+)"', source))
    for check in checks - {"estimate.right"}:
        assert f"drills.check.{check}.no" in content.words, check
        if check not in ("sprint.time", "questions.spread"):
            assert f"drills.missed.{check}" in content.words, check
    assert card("x") == "card:x"
