"""Preferences, figures and the export, as people meet them on Slack."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio

from bot.peers.pairing import WorkingHours
from bot.workspace import Person
from bot.workspace.population import TEAM
from tests.slack.pairing import week
from tests.support.bot import Setting, bot_in_workspace, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")
DAYS = ["mon", "tue", "wed"]
FORM: dict[str, Any] = {
    "wishes": ["hide_numbers", "share_stats"], "zone": "Asia/Kolkata", "work_from": "10:00", "work_until": "18:30",
    "work_days": DAYS, "quiet_from": "21:00", "quiet_until": "07:30",
}  # fmt: skip


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Setting]:
    async with bot_in_workspace(tmp_path_factory.mktemp("persons")) as setting:
        yield setting


@pytest_asyncio.fixture(loop_scope="module")
async def place(bot: Setting, request: pytest.FixtureRequest) -> Setting:
    return await week.room(bot, request.node.name)


async def fill(place: Setting, person: Person, **changed: Any) -> Any:
    await place.mock("preferences", person.id)
    view = place.workspace.views(person.id)[-1]
    outcome = await place.workspace.submit(person.id, view["id"], {**FORM, **changed})
    if not outcome.ok:
        await place.workspace.close_view(person.id, place.workspace.views(person.id)[-1]["id"])
    return outcome


async def said(place: Setting, text: str, person: Person) -> str:
    before = len(week.whispers(place, person.id))
    await place.mock(text, person.id)
    seen = await eventually(lambda: _ephemeral(place, person)[before:])
    return str(seen[-1].get("blocks") or seen[-1]["text"])


def _ephemeral(place: Setting, person: Person) -> list[dict[str, Any]]:
    return [m for m in place.workspace.visible(person.id, place.channel.id) if m.get("is_ephemeral")]


async def test_what_is_saved_is_shown_the_next_time(place: Setting) -> None:
    assert (await fill(place, place.ben)).ok
    await place.mock("preferences", place.ben.id)
    shown = str(place.workspace.views(place.ben.id)[-1]["blocks"])
    for value in ("Asia/Kolkata", "10:00", "18:30", "21:00", "07:30"):
        assert value in shown
    await place.workspace.close_view(place.ben.id, place.workspace.views(place.ben.id)[-1]["id"])
    prefers = await place.front.preferring.of(TEAM["id"], place.ben.id)
    assert (prefers.hide_numbers, prefers.report_private, prefers.reminders) == (True, False, False)


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"zone": "Mars/Olympus"}, "zone", "no time zone"),
        ({"work_from": "ten"}, "work_from", "09:30"),
        ({"work_until": "10:00"}, "work_until", "end when they begin"),
        ({"quiet_until": ""}, "quiet_until", "09:30"),
    ],
)
async def test_a_field_that_is_wrong_says_what_to_write(
    place: Setting, changed: dict[str, Any], field: str, says: str
) -> None:
    outcome = await fill(place, place.ada, **changed)
    assert list(outcome.errors) == [field]
    assert says in outcome.errors[field]


async def test_working_hours_reach_the_pairing_of_every_channel(place: Setting) -> None:
    chidi = place.workspace.people()[2]
    await place.mock("pair on")  # she added the bot, so she organises
    await place.mock("pair on", chidi.id)
    assert (await week.state(place)).members[chidi.id].hours.zone == "Africa/Lagos"  # from Slack's profile
    assert (await fill(place, chidi, wishes=["reminders"])).ok
    member = (await week.state(place)).members[chidi.id]
    assert member.hours == WorkingHours("Asia/Kolkata", 600, 1110, (0, 1, 2))
    assert member.reminders


async def test_an_interview_begins_as_the_person_prefers_it(place: Setting) -> None:
    dana = place.workspace.people()[3]
    assert (await fill(place, dana, wishes=["hide_numbers", "report_private"])).ok
    await place.mock("start whatsapp 15 async", dana.id)
    await eventually(place.said)
    live = await place.front.live_of(TEAM["id"], dana.id)
    setup = live.setup
    assert (setup.hide_numbers, setup.report_private) == (True, True)
    assert (setup.quiet_from, setup.quiet_until) == (21 * 60, 7 * 60 + 30)
    assert setup.tz_offset == 5.5 * 3600  # Kolkata's, not that of the profile
    assert setup.zone == "Asia/Kolkata"  # by name, so that it stays right when clocks change
    await place.mock("end", dana.id)


async def test_figures_are_shown_to_others_only_where_they_are_shared(place: Setting) -> None:
    chidi, dana = place.workspace.people()[2:4]
    assert (await fill(place, dana, wishes=["share_stats"])).ok
    assert (await fill(place, chidi, wishes=[])).ok
    assert "as candidate" in await said(place, "stats", place.ada)
    assert f"<@{dana.id}>" in await said(place, "stats @dana", place.ada)
    assert "does not share" in await said(place, "stats @chidi", place.ada)
    assert "do not know whom" in await said(place, "stats somebody", place.ada)


async def test_the_export_is_json_and_markdown_in_ones_own_conversation(place: Setting) -> None:
    await place.mock("start whatsapp 15")
    await eventually(place.said)
    await place.write("How many people use it in a day? <script> & _all_")
    await eventually(lambda: "500 million" in str(place.said()))
    await place.mock("end")
    skip = await eventually(lambda: [m for m in place.thread() if "interview.skip_rating" in str(m)])
    await week.press(place, place.ada.id, skip[-1], "interview.skip_rating")
    await eventually(lambda: [m for m in place.thread() if m.get("files")])
    assert "on its way" in await said(place, "export", place.ada)
    sent = await eventually(lambda: [m for m in week.direct(place, place.ada.id) if m.get("files")])
    names = {file["name"]: file["id"] for file in sent[-1]["files"]}
    assert set(names) == {"mockingbird-export.json", "mockingbird-export.md"}
    data = json.loads(place.workspace.file(place.ada.id, names["mockingbird-export.json"])[1])
    (held,) = data["interviews"]
    assert [turn["who"] for turn in held["transcript"]][:2] == ["interviewer", "candidate"]
    assert "script" in held["transcript"][1]["text"]
    assert held["report"]["band"]
    markdown = place.workspace.file(place.ada.id, names["mockingbird-export.md"])[1].decode()
    assert "How many people use it in a day?" in markdown
    assert "<script>" not in markdown
    others = place.workspace.direct_message(place.ben.id)
    assert not [m for m in place.workspace.visible(place.ben.id, others.id) if m.get("files")]


async def test_what_needs_a_form_says_so_in_a_mention(place: Setting) -> None:
    await place.workspace.say(place.ben.id, place.channel.id, "@mockingbird forget")
    await eventually(lambda: [t for t in week.whispers(place, place.ben.id) if "needs a form" in t])


async def test_home_has_the_buttons_and_they_open_what_they_say(place: Setting) -> None:
    await place.workspace.open_home(place.ada.id)
    await eventually(lambda: "home.preferences" in str(place.workspace.home(place.ada.id)))
    for action, callback in (("home.preferences", "form.preferences"), ("home.forget", "form.forget")):
        await place.workspace.press(place.ada.id, place.workspace.home(place.ada.id)["id"], action)  # type: ignore[index]
        assert place.workspace.views(place.ada.id)[-1]["callback_id"] == callback
        await place.workspace.close_view(place.ada.id, place.workspace.views(place.ada.id)[-1]["id"])
