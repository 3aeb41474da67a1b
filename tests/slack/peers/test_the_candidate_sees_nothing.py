"""The whisper as an attack: the candidate presses, reads, guesses ids, replays payloads, opens forms and Home, and asks
in every way there is. Until all scorecards are in, nothing that reaches them holds a fact that they did not ask for, a
word of the reference, a probe that was not asked, a note or a level."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.phrases import normal
from bot.slack.peers.ids import PeerAction, PeerForm
from bot.store import Tx
from bot.workspace.refused import Refused
from tests.slack.peers.pair import Pair
from tests.support.bot import bot_in_workspace, eventually, shipped_content

SCENARIO = shipped_content().scenario("whatsapp")
NOTE, SECRET = "ben thinks this is shaky", "the peer's own words"


@pytest.fixture
async def pair(tmp_path: Path) -> AsyncIterator[Pair]:
    async with bot_in_workspace(tmp_path, recorded=True) as setting:
        yield Pair.of(setting)


def secrets() -> Iterator[str]:
    """Everything that the sheet knows and the candidate must not: answers, what they change, the reference, probes."""
    for fact in SCENARIO.facts:
        yield SCENARIO.answer(fact.id)
        yield fact.changes
    for probe in SCENARIO.probes:
        yield from (probe.asks, probe.weak, probe.strong)
    for component in SCENARIO.design.components:
        yield from (component.reason, *([component.name] if " " in component.name else []))
    yield from (left.why for left in SCENARIO.design.leave_out)
    yield from (api.contract for api in SCENARIO.design.apis)
    for decision in SCENARIO.decisions:
        yield from (decision.requirement, decision.price, decision.otherwise)
        yield from (words for option in decision.options for words in (option.gains, option.costs))
    yield from (words for use in SCENARIO.patterns for words in (use.use, use.cost))
    yield from (words for failure in SCENARIO.failures for words in (failure.effect, failure.recovery))
    yield from (ball.says for ball in SCENARIO.curveballs)
    yield from (SCENARIO.bottleneck, SCENARIO.ten_times, NOTE, SECRET)


def strings(value: Any) -> Iterator[str]:
    """Every text in a JSON value; texts that are JSON themselves are opened."""
    if isinstance(value, str):
        opened = value[:1] in "[{" and value[-1:] in "]}"
        try:
            yield from strings(json.loads(value)) if opened else (value,)
        except ValueError:
            yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def given_away(seen: Iterable[str], allowed: tuple[str, ...]) -> list[str]:
    """Secrets that stand in what was seen, but for those that were rightly given."""
    words, known = normal(" ¦stop¦ ".join(seen)), normal(" ".join(allowed))
    found = (normal(secret).strip() for secret in secrets() if secret.strip())
    return [secret for secret in found if f" {secret} " in words and f" {secret} " not in known]


class Watcher:
    """Whatever reaches one person: what Slack was told to show, what they can read, what answers their acts."""

    def __init__(self, pair: Pair) -> None:
        self.pair, self.seen = pair, set[str]()
        self.forged = 0

    def look(self) -> None:
        """Read everything that Ada can open now."""
        ws, ada = self.pair.place.workspace, self.pair.ada.id
        for room in [*ws.channels(ada), ws.direct_message(ada)]:
            for message in ws.visible(ada, room.id):
                self.seen.update(strings(message))
                self.seen.update(strings(ws.thread(ada, room.id, message["ts"])))
        self.seen.update(strings([*ws.views(ada), ws.home(ada)]))

    def called(self) -> set[str]:
        """Every call of the bot that does not go into Ben's own conversation alone."""
        bens = self.pair.place.workspace.direct_message(self.pair.ben.id).id
        mine = [call for call in self.pair.place.calls if call.method != "views.open"]
        return {
            text
            for call in mine
            if call.arguments.get("channel") != bens and call.arguments.get("user_id") != self.pair.ben.id
            for text in strings(call.arguments)
        }

    async def forge(self, kind: str, **payload: Any) -> None:
        """An interaction in Ada's name with whatever in it, as if she had it from Ben's screen."""
        ws = self.pair.place.workspace
        body = ws.hands._payload(self.pair.ada.id, kind) | payload
        reply = await ws.delivery.ask("interactive", body)
        self.forged += 1
        self.seen.update(strings(reply.payload))
        self.seen.update(strings(ws.views(self.pair.ada.id)))

    async def press(self, action: str, value: str, element: str = "button", **more: Any) -> None:
        chosen = {"value": value} if element == "button" else {"selected_option": {"value": value}}
        room = self.pair.place.workspace.direct_message(self.pair.ben.id)
        acted = {"type": element, "action_id": action, "block_id": "b", "action_ts": f"{self.forged}.1", **chosen}
        container = {"type": "message", "channel_id": more.get("channel", room.id), "message_ts": "1.1"}
        await self.forge("block_actions", actions=[acted], container=container, channel={"id": container["channel_id"]})

    async def submit(self, form: str, metadata: dict[str, Any], values: dict[str, Any]) -> None:
        state = {"values": {key: {"value": {"type": "plain_text_input", "value": val}} for key, val in values.items()}}
        view = {
            "id": f"V{self.forged}", "hash": "1", "type": "modal", "callback_id": form, "state": state,
            "private_metadata": json.dumps(metadata), "blocks": [{"type": "input", "block_id": key} for key in values],
        }  # fmt: skip
        await self.forge("view_submission", view=view)


def values_of(message: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Every button and option of a message: action, value, kind of element."""
    found = []
    for block in message["blocks"]:
        elements = [*block.get("elements", ()), *([block["accessory"]] if "accessory" in block else [])]
        for element in elements:
            if element.get("type") == "button":
                found.append((element["action_id"], element["value"], "button"))
            for group in element.get("option_groups", ()):
                found += [(element["action_id"], option["value"], "static_select") for option in group["options"]]
    return found


async def attack_live(pair: Pair, watcher: Watcher, stream: str) -> None:
    """Everything that can be tried while Ben interviews."""
    ws, ada, here = pair.place.workspace, pair.ada.id, pair.place.channel.id
    whisper = pair.whispers()[-1]
    for action, value, element in values_of(whisper):
        await watcher.press(action, value, element)
        await watcher.press(action, value, element, channel=here)
    for fact in SCENARIO.facts:
        await watcher.press("interview.fact:0", f"{stream}|{fact.id}", channel=here)
    for action in PeerAction:
        for value in (f"{stream}|", f"{stream}|dau", "interview-guess|dau", "invitation-guess|", "x", ""):
            await watcher.press(action.value, value, channel=here)
    for form in PeerForm:
        await watcher.submit(form.value, {"stream": stream, "page": 0}, {"note": "x", "feedback": "x"})
        await watcher.submit(form.value, {"stream": "interview-guess"}, {"comment": "x"})
    for text in ("fact dau", "fact groups", "fact", "probe", "note mine", "hint", "hand back", "take over",
                 "go on", "swap", "scorecard", "accept", "ready", "with", "scenarios", "rubric", "help", "export"):  # fmt: skip
        await ws.command(ada, here, "/mock", text)
        watcher.look()
    for text in ("fact dau", "probe", "what is on the sheet?", "give hint", "hand back", "take over"):
        await ws.say(ada, ws.direct_message(ada).id, text)
    await pair.place.write("@Mockingbird fact dau")
    await pair.place.write("@Mockingbird what does the whisper say?")
    await ws.open_home(ada)
    with pytest.raises(Refused):
        ws.visible(ada, ws.direct_message(pair.ben.id).id)
    with pytest.raises(Refused):
        await ws.press(ada, (ws.direct_message(pair.ben.id).id, whisper["ts"]), PeerAction.NOTE)


async def test_nothing_reaches_the_candidate_that_they_did_not_ask_for(pair: Pair) -> None:
    await pair.begin()
    watcher = Watcher(pair)
    await pair.place.write("How many people use it on a day?")
    await eventually(lambda: "They asked" in pair.whisper())
    await pair.press_whisper(PeerAction.FACT)
    await eventually(lambda: any("500 million" in text for text in pair.place.said()))
    await pair.press_whisper(PeerAction.NOTE)
    note = pair.place.workspace.views(pair.ben.id)[-1]
    assert (await pair.place.workspace.submit(pair.ben.id, note["id"], {"note": NOTE})).ok
    await eventually(lambda: "1 note" in pair.whisper())
    for _ in range(2):  # to the design, where the whisper holds the reference
        await pair.place.mock("next")
    await eventually(lambda: SCENARIO.design.components[-1].reason in pair.whisper())
    live = await pair.place.front.live_of("T0MOCKTEAM", pair.ada.id)
    await attack_live(pair, watcher, live.id)

    state = (await pair.place.front.desk.state(live.id))[0]
    assert state.setup.interviewer == pair.ben.id, "the candidate's presses changed who interviews"
    assert state.given == {"dau"}, "the candidate's presses gave a fact out"
    assert not state.peering.skipped
    assert len(state.peering.notes) == 1

    under = await pair.end()
    await pair.score(pair.ben, under, {"requirements": 3}, SECRET)
    await watcher.press(PeerAction.GAP, f"{live.id}|requirements", channel=pair.place.channel.id)
    await watcher.press(PeerAction.SCORE, f"{live.id}|", channel=pair.place.channel.id)
    await pair.place.workspace.open_home(pair.ada.id)
    await eventually(lambda: pair.place.workspace.home(pair.ada.id))
    while await pair.place.front.desk.store.transact(Tx.lanes):
        await asyncio.sleep(0.05)  # all that the bot has to say to these acts is said
    watcher.look()

    allowed = ("500 million people use it on a day.", SCENARIO.prompt)
    seen = watcher.seen | watcher.called()
    assert watcher.forged > 200
    assert given_away(seen, allowed) == []
    assert not any("ben on requirements" in text for text in seen)


def test_the_search_for_secrets_finds_them() -> None:
    """The test of the test: a fact, a reason of the reference and a probe are all found where they stand."""
    reason = next(component.reason for component in SCENARIO.design.components if component.reason)
    nested = json.dumps([{"type": "section", "text": {"text": SCENARIO.answer("groups")}}])
    seen = list(strings({"blocks": nested, "text": [reason, SCENARIO.probes[0].asks]}))
    assert len(given_away(seen, ())) >= 3
    assert given_away([SCENARIO.answer("dau")], (SCENARIO.answer("dau"),)) == []
