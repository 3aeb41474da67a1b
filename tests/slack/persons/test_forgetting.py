"""Forgetting: what runs is ended, others keep what is theirs, and of the person nothing is findable in the file."""

import asyncio
import json
from pathlib import Path
from typing import Any

from bot.record.forgotten import is_gone
from bot.workspace import Person
from tests.slack.pairing import week
from tests.slack.peers.pair import Pair
from tests.support.bot import Setting, bot_in_workspace, eventually

SECRETS = ("pelicanwords", "QuaggaStore", "narwhalnote", "axolotlfeedback", "wombatanswer", "231k writes/s", "Ada Obi")


def held(folder: Path, needle: str) -> list[str]:
    """Files of the database, its log too, in which this stands."""
    return [path.name for path in folder.glob("bot.sqlite3*") if needle.encode() in path.read_bytes()]


async def forget(place: Setting, person: Person, word: str = "forget me") -> Any:
    await place.mock("forget", person.id)
    view = place.workspace.views(person.id)[-1]
    return await place.workspace.submit(person.id, view["id"], {"confirm": word})


async def until(place: Setting, stream: str, holds: Any) -> None:
    """Until the bot has heard and understood what was written."""
    for _ in range(300):
        interview, _ = await place.front.desk.state(stream)
        if holds(interview):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("never heard")


async def answered_a_drill(place: Setting, person: Person) -> None:
    await place.mock("drill questions", person.id)
    posts = await eventually(lambda: [m for m in week.direct(place, person.id) if "drill.answer" in str(m)])
    room = place.workspace.direct_message(person.id)
    await place.workspace.press(person.id, (room.id, posts[-1]["ts"]), "drill.answer")
    view = place.workspace.views(person.id)[-1]
    field = next(block["block_id"] for block in view["blocks"] if block["type"] == "input")
    text = "How many wombatanswer messages are there a day? It would change whether one database can do."
    assert (await place.workspace.submit(person.id, view["id"], {field: text})).ok
    await place.workspace.close_view(person.id, place.workspace.views(person.id)[-1]["id"])


async def wrote_everywhere(pair: Pair) -> str:
    """A peer interview with Ada as candidate, her drill, her pairing, her preferences; the interview's stream."""
    place = pair.place
    await pair.begin("whatsapp 15")
    await place.write("How many people use it? pelicanwords, I would assume 40M of them.")
    await place.write("client -> QuaggaStore: writes; so about 231k writes/s")
    await place.write(f"What would <@{pair.ada.id}> do next?", pair.ben.id)
    live = await place.front.live_of("T0MOCKTEAM", pair.ada.id)
    await until(place, live.id, lambda interview: len(interview.messages) == 3 and interview.estimates)
    under = await pair.end()
    await pair.score(pair.ada, under, {"requirements": 2}, "narwhalnote")
    await pair.score(pair.ben, under, {"requirements": 1}, "axolotlfeedback is Ben's own word")
    await eventually(lambda: [m for m in place.thread() if m["text"].startswith("Scorecards side")])
    await answered_a_drill(place, pair.ada)
    await place.mock("pair on", pair.ada.id)
    await place.mock("pair on", pair.ben.id)
    return str(live.id)


async def figures(place: Setting, person: Person) -> str:
    """What `/mock stats` answers."""
    await place.mock("stats", person.id)
    seen = [m for m in place.workspace.visible(person.id, place.channel.id) if m.get("is_ephemeral")]
    return str(seen[-1]["blocks"])


async def exported(place: Setting, person: Person) -> dict[str, Any]:
    await place.mock("export", person.id)
    sent = await eventually(lambda: [m for m in week.direct(place, person.id) if m.get("files")])
    file = next(file for file in sent[-1]["files"] if file["name"].endswith(".json"))
    data: dict[str, Any] = json.loads(place.workspace.file(person.id, file["id"])[1])
    return data


async def test_nothing_of_a_forgotten_person_is_findable_and_the_others_interview_stays(tmp_path: Path) -> None:
    async with bot_in_workspace(tmp_path) as place:
        pair = Pair.of(place)
        stream = await wrote_everywhere(pair)
        assert "1 time as interviewer" in (of_ben := await figures(place, pair.ben))
        assert "from 5 on there is a figure" in of_ben  # how far he and the bot agree
        assert "By people who interviewed you" in await figures(place, pair.ada)
        data = await exported(place, pair.ada)
        assert [each["role"] for each in data["interviews"]] == ["candidate"]
        assert "pelicanwords" in str(data["interviews"][0]["transcript"])
        assert "wombatanswer" in data["drills"][0]["answers"][0]["words"]
        assert data["pairing"]["channels"] == [{"channel": place.channel.id, "state": "in"}]
        assert {"narwhalnote"} <= {each["words"] for each in data["written"]}
        assert "axolotlfeedback" not in str(data["written"])
        await place.mock("start whatsapp 15", pair.ada.id)  # and one with the bot still runs
        assert [word for word in (*SECRETS[:5], pair.ada.id) if not held(tmp_path, word)] == []

        refused = await forget(place, pair.ada, "yes")
        assert "forget me" in refused.errors["confirm"]
        assert (await forget(place, pair.ada)).ok

        await place.front.desk.store.scrub()
        left = {word: held(tmp_path, word) for word in (*SECRETS, pair.ada.id) if word != "axolotlfeedback"}
        assert {word: files for word, files in left.items() if files} == {}
        assert held(tmp_path, "axolotlfeedback")  # what Ben wrote is Ben's

        assert await place.front.live_of("T0MOCKTEAM", pair.ada.id) is None
        interview, texts = await place.front.desk.state(stream)
        assert is_gone(interview.setup.candidate)
        assert interview.peering.people == (pair.ben.id,)
        assert {word for word in texts.values() if "pelican" in word} == set()
        data = await exported(place, pair.ben)
        assert [each["role"] for each in data["interviews"]] == ["interviewer"]
        assert data["interviews"][0]["report"]["band"]  # it can still be composed
        assert not any(word in str(data) for word in ("pelicanwords", "QuaggaStore", "Ada Obi", pair.ada.id))
        pairing = await week.state(place)
        assert set(pairing.members) == {pair.ben.id}


async def test_who_comes_back_is_somebody_new(tmp_path: Path) -> None:
    async with bot_in_workspace(tmp_path) as place:
        await place.mock("pair on")
        assert (await forget(place, place.ada)).ok
        assert "Forgotten" in str(place.workspace.views(place.ada.id)[-1]["blocks"])
        await place.workspace.close_view(place.ada.id, place.workspace.views(place.ada.id)[-1]["id"])
        assert await place.front.history("T0MOCKTEAM", place.ada.id) == []
        await place.mock("start whatsapp 15")
        await eventually(place.said)
        assert place.ada.id in str(await place.front.history("T0MOCKTEAM", place.ada.id))


async def test_an_interviewer_who_is_forgotten_leaves_the_interview_to_the_bot(tmp_path: Path) -> None:
    async with bot_in_workspace(tmp_path) as place:
        pair = Pair.of(place)
        await pair.begin("whatsapp 15")
        await place.write("narwhalnote from the interviewer", pair.ben.id)
        begun = await place.front.live_of("T0MOCKTEAM", pair.ada.id)
        await until(place, begun.id, lambda interview: interview.messages)
        assert (await forget(place, pair.ben)).ok
        live = await place.front.live_of("T0MOCKTEAM", pair.ada.id)
        assert live is not None
        assert not live.by_person
        await place.write("how many people use it in a day?")
        await eventually(lambda: "500 million" in str(place.said()))
        await place.front.desk.store.scrub()
        assert held(tmp_path, pair.ben.id) == []
        assert held(tmp_path, "narwhalnote") == []
