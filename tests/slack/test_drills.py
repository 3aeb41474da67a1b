"""Drills as people meet them: forms, buttons, messages, over the real Web API and a real WebSocket."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import asdict, replace
from typing import Any

import pytest
import pytest_asyncio

from bot.drills import commands as do
from bot.drills.state import stream_of
from bot.slack.drills.ids import stream_of_round
from bot.workspace.population import TEAM
from tests.support.bot import Setting, bot_in_workspace, eventually

FORM = {"kind": "estimation", "weekday": "mon", "time": "9:30", "zone": "Europe/Berlin", "open": "48", "reveal": "ask"}


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Setting]:
    """One bot for the whole module; each test has a channel of its own."""
    async with bot_in_workspace(tmp_path_factory.mktemp("drills")) as setting:
        yield setting


@pytest_asyncio.fixture(loop_scope="module")
async def place(bot: Setting, request: pytest.FixtureRequest) -> Setting:
    name = f"room-{abs(hash(request.node.name)) % 10**9}"
    channel = await bot.workspace.create_channel(bot.ada.id, name)
    for person in (*bot.workspace.people()[1:], bot.workspace.bot):
        await bot.workspace.invite(bot.ada.id, channel.id, person.id)
    return replace(bot, channel=bot.workspace.channel(bot.ada.id, channel.id))


def whispers(place: Setting, user: str | None = None) -> list[str]:
    seen = place.workspace.visible(user or place.ada.id, place.channel.id)
    return [message["text"] for message in seen if message.get("is_ephemeral")]


def drills(place: Setting) -> list[dict[str, Any]]:
    posts = [m for m in place.top() if m.get("bot_id") and not m.get("is_ephemeral")]
    return [m for m in posts if m["text"].startswith("Drill:")]


def direct(place: Setting, user: str | None = None) -> list[dict[str, Any]]:
    who = user or place.ada.id
    room = place.workspace.direct_message(who)
    return [m for m in place.workspace.visible(who, room.id) if m.get("bot_id")]


def thread(place: Setting) -> list[dict[str, Any]]:
    return place.workspace.thread(place.ada.id, place.channel.id, drills(place)[0]["ts"])[1:]


async def scheduled(place: Setting, user: str | None = None, **changed: str) -> Any:
    who = user or place.ada.id
    await place.mock("schedule", who)
    view = place.workspace.views(who)[-1]
    return await place.workspace.submit(who, view["id"], {**FORM, **changed})


async def posted(place: Setting, kind: str = "estimation") -> dict[str, Any]:
    """A drill in the channel, by way of Run now."""
    assert (await scheduled(place, kind=kind)).ok
    await place.mock("schedule run")
    stream = stream_of(TEAM["id"], place.channel.id)
    for _ in range(200):  # until the drill knows where it stands
        found = await place.front.desk.state(stream)
        if found and any(round_.ts for round_ in found[0].rounds.values()):
            break
        await asyncio.sleep(0.02)
    return drills(place)[0]


async def open_form(place: Setting, post: dict[str, Any], user: str | None = None) -> dict[str, Any]:
    who = user or place.ada.id
    await place.workspace.press(who, (place.channel.id, post["ts"]), "drill.answer")
    return place.workspace.views(who)[-1]


def text_of(value: Any) -> str:
    return str(value)


async def test_the_form_schedules_and_tells_the_next_three_times(place: Setting) -> None:
    await place.mock("schedule")
    view = place.workspace.views(place.ada.id)[-1]
    assert "Europe/Berlin" in text_of(view["blocks"])  # hers, from her profile
    outcome = await place.workspace.submit(place.ada.id, view["id"], FORM)
    assert outcome.ok
    told = await eventually(lambda: [text for text in whispers(place) if "every Monday at 09:30" in text])
    assert told[0].count("<!date^") == 3


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"zone": "Mars/Olympus"}, "zone", "no time zone"),
        ({"zone": "berlin"}, "zone", "Europe/Berlin"),
        ({"time": "25:00"}, "time", "09:30"),
        ({"starts": "2020-01-01"}, "starts", "past"),
    ],
)
async def test_a_field_that_is_wrong_says_what_to_write(
    changed: dict[str, str], field: str, says: str, place: Setting
) -> None:
    outcome = await scheduled(place, **changed)
    assert not outcome.ok
    assert list(outcome.errors) == [field]
    assert says in outcome.errors[field]


async def test_a_channel_without_the_bot_and_an_archived_one_are_refused_at_the_field(place: Setting) -> None:
    general = next(c for c in place.workspace.channels(place.ada.id) if c.name == "general")
    outcome = await scheduled(place, channel=general.id)
    assert "invite" in outcome.errors["channel"]
    archived = "C0OLD00005"
    outcome = await scheduled(place, channel=archived)
    assert "archived" in outcome.errors["channel"]


async def test_a_second_person_is_no_organiser_and_an_admin_is_one(place: Setting) -> None:
    assert (await scheduled(place)).ok
    outcome = await scheduled(place, place.ben.id)
    assert "Only organisers" in next(iter(outcome.errors.values()))
    dana = next(person for person in place.workspace.people() if person.is_admin)
    assert (await scheduled(place, dana.id, kind="slip")).ok
    await place.mock("schedule list", dana.id)
    listed = await eventually(lambda: [t for t in whispers(place, dana.id) if t.startswith("Drills of this channel")])
    assert listed


async def test_of_two_organisers_with_the_form_open_the_second_is_told_and_changes_nothing(place: Setting) -> None:
    assert (await scheduled(place)).ok
    dana = next(person for person in place.workspace.people() if person.is_admin)
    forms = {}
    for who in (place.ada.id, dana.id):
        await place.mock("schedule list", who)
        seen = await eventually(lambda who=who: changeable(place, who))
        await place.workspace.press(who, (place.channel.id, seen[-1]["ts"]), "schedule.change")
        forms[who] = place.workspace.views(who)[-1]["id"]
    changed = dict(FORM)
    assert (await place.workspace.submit(dana.id, forms[dana.id], {**changed, "weekday": "tue"})).ok
    outcome = await place.workspace.submit(place.ada.id, forms[place.ada.id], {**changed, "weekday": "fri"})
    assert "changed this schedule" in next(iter(outcome.errors.values()))


def changeable(place: Setting, who: str) -> list[dict[str, Any]]:
    seen = place.workspace.visible(who, place.channel.id)
    return [m for m in seen if m.get("is_ephemeral") and "schedule.change" in text_of(m.get("blocks"))]


async def test_an_answer_is_marked_at_once_in_the_form_and_counted_on_the_card(place: Setting) -> None:
    post = await posted(place)
    view = await open_form(place, post)
    outcome = await place.workspace.submit(place.ada.id, view["id"], {"write_qps": "lots", "read_qps": "40 GB"})
    assert set(outcome.errors) == {"write_qps", "read_qps"}
    outcome = await place.workspace.submit(place.ada.id, view["id"], {"write_qps": "9e12/s", "read_qps": ""})
    assert outcome.ok
    shown = place.workspace.views(place.ada.id)[-1]
    assert "not the right order" in text_of(shown["blocks"])
    await eventually(lambda: "One person has answered" in text_of(drills(place)[0]["blocks"]))
    assert thread(place) == []  # nothing is given away


async def test_improving_begins_with_what_was_written(place: Setting) -> None:
    post = await posted(place)
    view = await open_form(place, post)
    await place.workspace.submit(place.ada.id, view["id"], {"write_qps": "333/s"})
    again = await open_form(place, post)
    assert "333/s" in text_of(again["blocks"])
    other = await open_form(place, post, place.ben.id)
    assert "333/s" not in text_of(other["blocks"])


async def test_the_same_form_delivered_twice_is_one_answer(place: Setting) -> None:
    post = await posted(place)
    desk: Any = place.front.annexes[0]
    round_id = post["blocks"][-1]["elements"][0]["value"]
    for _ in range(2):
        command = do.AnswerDrill(now=place.front.now(), user=place.ada.id, round=round_id, answer={"write_qps": "4/s"})
        answer = await desk.do(command, stream_of_round(round_id), "view:V1:hash:values")
    assert answer.again
    _, round_ = await desk.round(round_id)
    assert round_.entries[place.ada.id].attempts == 1


async def test_an_answer_in_the_thread_does_not_count_and_its_writer_alone_is_told_with_the_form(
    place: Setting,
) -> None:
    post = await posted(place)
    await place.workspace.say(place.ben.id, place.channel.id, "that is 350k/s!", thread_ts=post["ts"])

    def told(user: str) -> list[dict[str, Any]]:
        seen = place.workspace.thread(user, place.channel.id, post["ts"])
        return [m for m in seen if m.get("is_ephemeral") and "do not count" in m["text"]]

    message = (await eventually(lambda: told(place.ben.id)))[0]
    assert told(place.ada.id) == []
    await place.workspace.press(place.ben.id, (place.channel.id, message["ts"]), "drill.answer")
    assert place.workspace.views(place.ben.id)


async def test_an_answer_by_message_is_read_line_by_line_and_marked_there(place: Setting) -> None:
    post = await posted(place)
    await place.workspace.press(place.ada.id, (place.channel.id, post["ts"]), "drill.direct")
    asked = await eventually(lambda: [m for m in direct(place) if "1. Writes a second" in text_of(m["blocks"])])
    room = place.workspace.direct_message(place.ada.id).id
    assert asked
    await place.workspace.say(place.ada.id, room, "1. lots\n4. 5 TB")
    bad = await eventually(lambda: [m for m in direct(place) if "could not be marked" in m["text"]])
    assert "Writes a second, average" in bad[0]["text"]
    await place.workspace.say(place.ada.id, room, "1. 3/s\n4. 5 TB\nOne server? no, the rate is too high")
    marked = await eventually(lambda: [m for m in direct(place) if "right*" in text_of(m.get("blocks"))])
    assert "not the right order" in text_of(marked[0]["blocks"])
    await place.workspace.say(place.ada.id, room, "stop")
    await eventually(lambda: [m for m in direct(place) if "no answer any more" in m["text"]])
    await place.workspace.say(place.ada.id, room, "1. 400/s and something longer to say")
    await eventually(lambda: [m for m in direct(place) if "Shall we practise" in m["text"]])


async def test_a_message_of_ten_thousand_characters_is_sent_back(place: Setting) -> None:
    post = await posted(place)
    await place.workspace.press(place.ada.id, (place.channel.id, post["ts"]), "drill.direct")
    await eventually(lambda: direct(place))
    room = place.workspace.direct_message(place.ada.id).id
    await place.workspace.say(place.ada.id, room, "x" * 10_000)
    assert await eventually(lambda: [m for m in direct(place) if "10000 characters" in m["text"]])


async def test_three_answers_are_revealed_with_solution_picture_and_board(place: Setting) -> None:
    post = await posted(place)
    people = place.workspace.people()[:3]
    for person, text in zip(people, ("3/s", "40k/s", "9M/s"), strict=True):
        view = await open_form(place, post, person.id)
        await place.workspace.submit(person.id, view["id"], {"write_qps": text})
    await place.mock("schedule reveal", place.ben.id)
    assert await eventually(lambda: [t for t in whispers(place, place.ben.id) if "Only organisers" in t])
    await place.mock("schedule reveal")
    said = await eventually(lambda: thread(place) if len(thread(place)) >= 3 else None)
    assert said[0]["text"].startswith("Solution: Estimation")
    assert said[1]["files"][0]["mimetype"] == "image/png"
    assert "2 points" in text_of(said[2]["blocks"])
    assert "3/s" not in text_of(said[0]["blocks"]).split("Worth a look")[-1]
    late = await open_form(place, post)
    assert (await place.workspace.submit(place.ada.id, late["id"], {"write_qps": "12k/s"})).ok
    assert "without points" in text_of(place.workspace.views(place.ada.id)[-1]["blocks"])


async def test_after_the_reveal_a_design_is_seen_beside_the_reference_by_its_owner_alone(place: Setting) -> None:
    post = await posted(place, "design")
    view = await open_form(place, post)
    answer = {
        "design": "client -> zebra box: stripes\nzebra box -> db: sql",
        "why": "The zebra box counts stripes twice.",
    }
    await place.workspace.submit(place.ada.id, view["id"], answer)
    assert "Beside the reference" not in text_of(place.workspace.views(place.ada.id)[-1]["blocks"])
    await place.mock("schedule reveal")
    await eventually(lambda: "drill.result" in text_of(drills(place)[0]["blocks"]))
    await place.workspace.press(place.ada.id, (place.channel.id, post["ts"]), "drill.result")
    shown = text_of(place.workspace.views(place.ada.id)[-1]["blocks"])
    assert "Beside the reference" in shown
    assert "It came in time" in shown
    await place.workspace.press(place.ben.id, (place.channel.id, post["ts"]), "drill.result")
    assert await eventually(lambda: [t for t in whispers(place, place.ben.id) if "not answered this drill" in t])


async def test_who_wants_shares_their_result_after_closing(place: Setting) -> None:
    post = await posted(place, "slip")
    view = await open_form(place, post)
    await place.workspace.submit(place.ada.id, view["id"], {"step": "2", "name": "no idea"})
    await place.mock("schedule reveal")
    await eventually(lambda: "drill.share" in text_of(drills(place)[0]["blocks"]))
    await place.workspace.press(place.ada.id, (place.channel.id, post["ts"]), "drill.share")
    assert await eventually(lambda: [m for m in thread(place) if "shares:" in m["text"]])


async def test_a_drill_of_ones_own_is_in_private_and_what_was_weak_is_due_on_home(place: Setting) -> None:
    who = place.workspace.people()[3].id
    await place.mock("drill slip", who)
    own = (await eventually(lambda: [m for m in direct(place, who) if m["text"].startswith("Drill:")]))[0]
    room = place.workspace.direct_message(who).id
    assert drills(place) == []
    await place.workspace.press(who, (room, own["ts"]), "drill.answer")
    view = place.workspace.views(who)[-1]
    assert (await place.workspace.submit(who, view["id"], {"step": "1", "name": "bananas"})).ok
    await place.workspace.press(who, (room, own["ts"]), "drill.solution")
    await eventually(lambda: [m for m in direct(place, who) if m["text"].startswith("Solution")])
    await place.workspace.open_home(who)
    home = await eventually(lambda: place.workspace.home(who))
    assert re.search(r"Due next \(.*\): Spot the slip", text_of(home))


async def test_when_the_only_organiser_left_the_workspace_the_next_who_asks_takes_over(place: Setting) -> None:
    assert (await scheduled(place, place.ada.id)).ok
    core, chidi = place.workspace.core, place.workspace.people()[2]
    stream = stream_of(TEAM["id"], place.channel.id)
    core.people.put(place.ada.id, asdict(replace(place.ada, deleted=True)))
    place.front.annexes[0].people._known.clear()  # as a minute later
    try:
        await place.mock("schedule pause", chidi.id)
        assert await eventually(lambda: [t for t in whispers(place, chidi.id) if t.startswith("Paused")])
    finally:
        core.people.put(place.ada.id, asdict(place.ada))
        place.front.annexes[0].people._known.clear()
    told = await eventually(lambda: [m for m in place.top() if "looks after the drills here" in m["text"]])
    assert chidi.id in told[0]["text"]
    found = await place.front.desk.state(stream)
    assert found[0].organisers == {chidi.id}


async def test_an_organiser_hears_of_a_channel_that_the_bot_was_removed_from_and_nothing_is_lost(
    place: Setting,
) -> None:
    assert (await scheduled(place, kind="slip")).ok
    await place.workspace.leave(place.workspace.bot.id, place.channel.id)
    before = len(direct(place))
    await place.mock("schedule run")
    told = await eventually(lambda: [m for m in direct(place)[before:] if "paused its drills" in m["text"]])
    assert len(told) == 1
    await place.workspace.invite(place.ada.id, place.channel.id, place.workspace.bot.id)
    await place.mock("schedule resume")
    assert await eventually(lambda: [t for t in whispers(place) if "It goes on" in t])
    await place.mock("schedule run")
    assert await eventually(lambda: drills(place))


async def test_an_unknown_kind_is_answered_with_a_near_one(place: Setting) -> None:
    await place.mock("drill estimtion")
    assert await eventually(lambda: [t for t in whispers(place) if "Did you mean estimation" in t])


async def test_a_mention_lists_what_is_scheduled(place: Setting) -> None:
    await place.workspace.say(place.ada.id, place.channel.id, "@Mockingbird schedule list")
    assert await eventually(lambda: [t for t in whispers(place) if t.startswith("Drills of this channel")])


async def test_a_button_from_nowhere_does_no_harm(place: Setting) -> None:
    desk = place.front.annexes[0]
    command = do.SeeDrill(now=place.front.now(), user=place.ada.id, round="../../etc")
    assert (await desk.do(command, "", "k1")).reason.endswith("no_round")
    assert await desk.round("interview-1.r1") is None
    assert await desk.practise("nonsense.skill", TEAM["id"], place.ada.id, "k2")
