"""Weekly pairing as people meet it: commands, buttons, forms, a file for the calendar, over the real Web API."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from icalendar import Calendar

from bot.slack.pairing.dates import read_date
from bot.slack.pairing.ids import packed
from bot.slack.pairing.listeners import _ours
from tests.slack.pairing import week
from tests.support.bot import Setting, bot_in_workspace, eventually

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Setting]:
    async with bot_in_workspace(tmp_path_factory.mktemp("pairing")) as setting:
        yield setting


@pytest_asyncio.fixture(loop_scope="module")
async def place(bot: Setting, request: pytest.FixtureRequest) -> Setting:
    return await week.room(bot, request.node.name)


async def said(place: Setting, text: str, user: str | None = None) -> str:
    """What a command answers."""
    before = len(week.whispers(place, user or place.ada.id))
    await place.mock(text, user)
    found = await eventually(lambda: week.whispers(place, user or place.ada.id)[before:])
    return str(found[-1])


async def both_in(place: Setting) -> None:
    assert "You take part" in await said(place, "pair on")
    assert "You take part" in await said(place, "pair on", place.ben.id)


async def test_a_week_from_opting_in_to_the_interview_that_counts(place: Setting) -> None:
    await both_in(place)
    (planned,) = await eventually(lambda: week.posts(place, "*Weekly pairing* starts"))
    assert "every Monday at 10:00 (Europe/Berlin)" in planned["text"]  # hers, from her profile

    notice = await week.notice(place)
    assert f"<@{place.ada.id}>" in str(notice["blocks"])
    assert f"<@{place.ben.id}>" in str(notice["blocks"])
    assert not [m for m in week.direct(place, place.ben.id) if "pairing" in m["text"].lower()]

    match = await week.match(place)
    (note,) = await week.pair_notes(place, match)
    assert "How about" in str(note["blocks"])
    assert "<!date^" in str(note["blocks"])
    assert "America/New_York" in str(note["blocks"])  # both walls, for they differ

    await week.press(place, place.ada.id, note, "pairing.meet")
    form = place.workspace.views(place.ada.id)[-1]
    assert (await place.workspace.submit(place.ada.id, form["id"], {"at": None, "minutes": "15"})).ok
    asked = await eventually(lambda: [m for m in week.direct(place, place.ben.id) if "peers.accept" in str(m)])
    await place.workspace.press(
        place.ben.id, (place.workspace.direct_message(place.ben.id).id, asked[-1]["ts"]), "peers.accept"
    )
    await eventually(place.cards)
    (pair,) = (await week.state(place)).week.pairs.values()  # type: ignore[union-attr]
    assert (pair.status, pair.interview[:10]) == ("met", "interview-")
    await eventually(lambda: "Your interview has begun" in str(week.thread(place, match)))
    await place.mock("end")


async def test_the_calendar_file_has_the_time_that_was_proposed(place: Setting) -> None:
    await both_in(place)
    match = await week.match(place)
    await week.pair_notes(place, match)
    (upload,) = [file for message in week.thread(place, match) for file in message.get("files") or ()]
    _, content = place.workspace.file(place.ada.id, upload["id"])
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    (pair,) = (await week.state(place)).week.pairs.values()  # type: ignore[union-attr]
    assert event.decoded("dtstart") == datetime.fromtimestamp(pair.at, UTC)
    assert (event.decoded("dtend") - event.decoded("dtstart")).total_seconds() == 3600
    assert upload["name"].endswith(".ics")


async def test_the_notice_shows_at_once_who_skips(place: Setting) -> None:
    await both_in(place)
    notice = await week.notice(place)
    await week.press(place, place.ben.id, notice, "pairing.skip")
    await eventually(lambda: [t for t in week.whispers(place, place.ben.id) if "sit out" in t])
    await eventually(lambda: f"<@{place.ben.id}>" not in str(week.posts(place, "Weekly pairing:")[-1]["blocks"]))


async def test_the_odd_one_out_is_told_alone_with_an_interview_to_begin(place: Setting) -> None:
    await both_in(place)
    chidi = place.workspace.people()[2]
    await said(place, "pair on", chidi.id)
    await week.match(place)
    (alone,) = (await week.state(place)).week.alone  # type: ignore[union-attr]
    told = await eventually(lambda: [m for m in week.direct(place, alone) if "without a partner" in m["text"]])
    conversation = place.workspace.direct_message(alone)
    await place.workspace.press(alone, (conversation.id, told[-1]["ts"]), "home.start")
    assert place.workspace.views(alone)[-1]["callback_id"] == "form.start"


async def test_either_says_that_they_met_or_that_it_did_not_happen_and_nobody_else_can(place: Setting) -> None:
    await both_in(place)
    match = await week.match(place)
    (note,) = await week.pair_notes(place, match)
    chidi = place.workspace.people()[2]
    await week.press(place, chidi.id, note, "pairing.met")
    await eventually(lambda: [t for t in week.whispers(place, chidi.id) if "Only the two" in t])
    assert "it did not happen" in await said(place, "pair not", place.ben.id)
    await eventually(lambda: "no harm done" in str(week.thread(place, match)))
    assert "you have met" in await said(place, "pair met")


async def test_the_form_sets_day_time_and_zone_for_organisers_alone(place: Setting) -> None:
    await place.mock("pair setup")
    view = place.workspace.views(place.ada.id)[-1]
    wrong = await place.workspace.submit(
        place.ada.id, view["id"], {"weekday": "fri", "time": "25:00", "zone": "berlin"}
    )
    assert set(wrong.errors) == {"time", "zone"}
    assert "Europe/Berlin" in wrong.errors["zone"]
    fine = {"weekday": "fri", "time": "9:30", "zone": "Asia/Kolkata"}
    assert (await place.workspace.submit(place.ada.id, view["id"], fine)).ok
    await eventually(lambda: week.posts(place, "*Weekly pairing* starts"))
    assert (await week.state(place)).rule.time == "09:30"  # type: ignore[union-attr]

    await place.mock("pair setup", place.ben.id)
    theirs = place.workspace.views(place.ben.id)[-1]
    outcome = await place.workspace.submit(place.ben.id, theirs["id"], {**fine, "weekday": "mon"})
    assert "Only organisers" in outcome.errors["weekday"]
    assert "Only organisers" in await said(place, "pair stop", place.ben.id)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("pair maybe", "means nothing here"),
        ("pair skip", "does not run in this channel"),
        ("pair snooze someday", "is no date"),
        ("pair stop", "does not run"),
    ],
)
async def test_what_cannot_be_done_is_answered_in_a_sentence(place: Setting, text: str, says: str) -> None:
    assert says in await said(place, text)


async def test_snoozing_takes_a_date_in_words_or_in_the_form(place: Setting) -> None:
    await both_in(place)
    assert "away until" in await said(place, "pair snooze 2 weeks")
    assert "not ahead" in await said(place, "pair snooze 2020-01-01")
    assert "away until" in await said(place, "pair")
    await place.mock("pair snooze", place.ben.id)
    view = place.workspace.views(place.ben.id)[-1]
    past = await place.workspace.submit(place.ben.id, view["id"], {"date": "2020-01-01"})
    assert "not ahead" in past.errors["date"]
    assert (await place.workspace.submit(place.ben.id, view["id"], {"date": "2027-03-01"})).ok


async def test_the_same_in_words_in_a_mention_and_in_the_conversation_with_the_bot(place: Setting) -> None:
    dana = place.workspace.people()[3]
    await place.mock("pair on")
    before = len(week.whispers(place, dana.id))
    await place.workspace.say(dana.id, place.channel.id, "@mockingbird pair on")
    found = await eventually(lambda: week.whispers(place, dana.id)[before:])
    assert "You take part" in found[-1]
    conversation = place.workspace.direct_message(dana.id)
    await place.workspace.say(dana.id, conversation.id, "pair snooze 3 weeks")  # her only channel
    await eventually(lambda: [m for m in week.direct(place, dana.id) if "away until" in m["text"]])
    hers = place.workspace.direct_message(place.ada.id)  # she takes part in many
    await place.workspace.say(place.ada.id, hers.id, "pair skip")
    await eventually(lambda: [m for m in week.direct(place, place.ada.id) if "more than one channel" in m["text"]])


async def test_home_shows_where_one_takes_part_and_with_whom_this_week(place: Setting) -> None:
    await both_in(place)
    await week.match(place)
    await place.workspace.open_home(place.ben.id)
    await eventually(lambda: f"This week with <@{place.ada.id}>" in str(place.workspace.home(place.ben.id)))
    assert f"<#{place.channel.id}>" in str(place.workspace.home(place.ben.id))


async def test_home_says_how_to_join_to_who_takes_part_nowhere(tmp_path: Path) -> None:
    async with bot_in_workspace(tmp_path) as fresh:
        await fresh.workspace.open_home(fresh.ben.id)
        await eventually(lambda: "You take part in no channel" in str(fresh.workspace.home(fresh.ben.id)))


async def test_who_leaves_the_channel_is_not_paired_any_more_and_the_partner_is_told(place: Setting) -> None:
    await both_in(place)
    await week.match(place)
    await place.workspace.leave(place.ben.id, place.channel.id)
    await eventually(lambda: [m for m in week.direct(place, place.ada.id) if "is not in any more" in m["text"]])
    assert set((await week.state(place)).members) == {place.ada.id}


async def test_who_moves_to_another_zone_is_paired_by_the_clock_there(place: Setting) -> None:
    await both_in(place)
    await place.workspace.set_timezone(place.ben.id, "Asia/Tokyo")
    for _ in range(200):
        if (await week.state(place)).members[place.ben.id].hours.zone == "Asia/Tokyo":
            break
        await asyncio.sleep(0.02)
    assert (await week.state(place)).members[place.ben.id].hours.zone == "Asia/Tokyo"
    await place.workspace.set_timezone(place.ben.id, "America/New_York")


async def test_a_payload_of_another_workspace_or_from_nowhere_does_nothing(place: Setting) -> None:
    await both_in(place)
    before = await week.state(place)
    body = {"team": {"id": "T0OTHER001"}, "user": {"id": place.ada.id}}
    here = week.stream(place)
    assert _ours(body, {"value": packed(here, "w1p1")}) == ("", "w1p1")
    assert _ours({"team": {"id": "T0MOCKTEAM"}}, {"value": "interview-1|w1p1"}) == ("", "")
    desk = next(annex for annex in place.front.annexes if "pair" in annex.verbs)
    assert "no pair of this week" in await desk.act("leave", "", place.ada.id, "k1")
    assert await week.state(place) == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-01-15", date(2027, 1, 15)),
        ("15.1.2027", date(2027, 1, 15)),
        ("15.1.", date(2027, 1, 15)),
        ("3.1.", date(2028, 1, 3)),
        ("2 weeks", date(2027, 1, 18)),
        ("until friday", date(2027, 1, 8)),
        ("monday", date(2027, 1, 11)),
        ("tomorrow", date(2027, 1, 5)),
        ("31.2.2027", None),
        ("2027-13-01", None),
        ("never", None),
        ("9" * 5000, None),
    ],
)
async def test_dates_as_people_type_them(text: str, expected: date | None) -> None:
    assert read_date(text, date(2027, 1, 4)) == expected
