"""What goes wrong between two people, and what each of them is told."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from bot.slack.peers.ids import PeerAction, PeerForm
from bot.workspace import Person
from tests.slack.peers.pair import Pair
from tests.support.bot import bot_in_workspace, eventually

GUEST = Person("U0GUEST005", "gus", "Gus Guest", "UTC", is_guest=True)
GONE = Person("U0GONE0006", "gil", "Gil Gone", "UTC", deleted=True)


@pytest.fixture
async def pair(tmp_path: Path) -> AsyncIterator[Pair]:
    async with bot_in_workspace(tmp_path) as setting:
        for person in (GUEST, GONE):
            setting.workspace.core.people.put(person.id, asdict(person))
        yield Pair.of(setting)


CANNOT = {
    "with @ada": "cannot interview yourself",
    "with @mockingbird": "apps do not interview",
    "with @gus": "is a guest",
    "with @gil": "deactivated",
    "with @nobody-here": "cannot find that person",
    "with @ben @chidi": "One interviewer is enough",
    "with @ben whatsap": "Did you mean whatsapp",
    "with @ben 33": "33 is not one of them",
    "accept": "no open invitation",
    "fact dau": "Only the person who interviews",
}


async def test_whom_one_cannot_invite_is_said_with_what_to_do_instead(pair: Pair) -> None:
    for words, answer in CANNOT.items():
        before = len(pair.alone(pair.ada))
        await pair.place.mock(words)
        assert answer in (await eventually(lambda before=before: pair.alone(pair.ada)[before:]))[-1], words
    assert not pair.place.cards()


async def test_somebody_who_is_in_an_interview_is_not_asked_and_one_at_a_time_holds_for_any_role(pair: Pair) -> None:
    await pair.begin()
    await pair.place.mock("with @ben", pair.chidi.id)
    assert "is in an interview at the moment" in (await eventually(lambda: pair.alone(pair.chidi)))[-1]
    await pair.place.mock("start whatsapp", pair.ben.id)
    assert "in an interview already" in (await eventually(lambda: pair.alone(pair.ben)))[-1]


async def test_two_invitations_accepted_at_once_begin_one_interview_and_lose_neither(pair: Pair) -> None:
    """Ada asks Ben while Chidi asks Ada; both are accepted in the same moment, and Ada can be in one only."""
    first = await pair.invite()
    await pair.place.mock("with @ada url-shortener 15", pair.chidi.id)
    second = await eventually(lambda: [m for m in pair.direct(pair.ada) if "peers.accept" in str(m.get("blocks"))])
    await asyncio.gather(
        pair.press(pair.ben, first, PeerAction.ACCEPT), pair.press(pair.ada, second[-1], PeerAction.ACCEPT)
    )
    await eventually(pair.place.cards)
    lines = await pair.place.front.desk.store.transact(lambda tx: tx.lines_of("invitation", "T0MOCKTEAM", pair.ada.id))
    assert len(pair.place.cards()) == 1
    assert [line.state for line in lines] == ["open"]
    told = await eventually(
        lambda: [m["text"] for who in (pair.ada, pair.ben) for m in pair.direct(who) if "stays open" in m["text"]]
    )
    assert len(told) == 1


async def test_an_open_invitation_is_answered_before_another_one_is_made(pair: Pair) -> None:
    await pair.invite()
    await pair.place.mock("with @ada", pair.ben.id)
    assert "open invitation between the two of you" in (await eventually(lambda: pair.alone(pair.ben)))[-1]
    await pair.place.mock("withdraw")
    await eventually(lambda: any("Taken back" in text for text in pair.alone(pair.ada)))
    await eventually(lambda: any("taken the invitation back" in m["text"] for m in pair.direct(pair.ben)))


async def test_an_interviewer_who_leaves_is_followed_by_the_bot_and_let_back_in_by_invitation_only(pair: Pair) -> None:
    await pair.begin()
    await pair.press_whisper(PeerAction.LEAVE)
    await eventually(lambda: any("I take it from here" in text for text in pair.place.said()))
    await pair.place.write("How many people use it on a day?")
    await eventually(lambda: any(text.startswith("500 million") for text in pair.place.said()))
    await eventually(lambda: "You left this interview" in pair.whisper())
    assert "500 million" not in pair.whisper()
    await pair.place.mock("take over", pair.ben.id)
    assert "Only the candidate can ask" in (await eventually(lambda: pair.alone(pair.ben)))[-1]


async def test_a_peer_takes_over_from_the_bot_hands_back_and_takes_over_again(pair: Pair) -> None:
    await pair.place.mock("start whatsapp 30")
    await eventually(pair.place.said)
    await pair.place.mock("with @ben")
    invitation = await pair.invitation()
    assert "take over as the interviewer" in str(invitation["blocks"])
    await pair.press(pair.ben, invitation, PeerAction.ACCEPT)
    await eventually(lambda: any("interviews from here on" in text for text in pair.place.said()))
    await eventually(lambda: "peers.fact_menu" in pair.whisper())
    assert f"<@{pair.ben.id}> the interviewer" in str(pair.place.card()["blocks"])
    await pair.press_whisper(PeerAction.HAND_BACK)
    await eventually(lambda: PeerAction.TAKE_OVER in pair.whisper())
    await eventually(lambda: "Mockingbird the interviewer" in str(pair.place.card()["blocks"]))
    await pair.press_whisper(PeerAction.TAKE_OVER)
    await eventually(lambda: "peers.fact_menu" in pair.whisper())
    assert len(pair.whispers()) == 1


async def test_the_candidate_who_leaves_ends_it_and_both_are_asked_to_score(pair: Pair) -> None:
    await pair.begin()
    under = await pair.end()
    assert "Waiting for" in str(under["blocks"])
    assert "over" in pair.whisper()


async def test_two_who_press_next_in_the_same_second_end_one_phase(pair: Pair) -> None:
    await pair.begin()
    card = (pair.place.channel.id, pair.place.card()["ts"])
    press = pair.place.workspace.press
    await asyncio.gather(press(pair.ada.id, card, "interview.next"), press(pair.ben.id, card, "interview.next"))
    await eventually(lambda: any("Estimation" in text for text in pair.place.said()))
    state = await pair.place.front.live_of("T0MOCKTEAM", pair.ada.id)
    assert [run.id for run in state.runs] == ["requirements", "estimation"]


async def test_a_scorecard_for_another_interview_or_before_the_end_is_refused(pair: Pair) -> None:
    await pair.begin()
    live = await pair.place.front.live_of("T0MOCKTEAM", pair.ada.id)
    for stream, reason in ((live.id, "opens when the interview is over"), ("interview-none", "no interview")):
        view = {
            "id": f"V{stream}", "hash": "1", "type": "modal", "callback_id": PeerForm.SCORE.value,
            "private_metadata": f'{{"stream": "{stream}", "page": 0}}',
            "state": {"values": {"level:requirements": {"peers.level": {"selected_option": {"value": "3"}}}}},
            "blocks": [{"type": "input", "block_id": "level:requirements"}],
        }  # fmt: skip
        body: dict[str, Any] = pair.place.workspace.hands._payload(pair.ben.id, "view_submission") | {"view": view}
        reply = await pair.place.workspace.delivery.ask("interactive", body)
        assert reason in str(reply.payload)


async def test_an_observer_scores_too_and_a_late_scorecard_joins_the_others(pair: Pair) -> None:
    await pair.begin("whatsapp 15")
    under = await pair.end()
    await pair.score(pair.chidi, under, {"requirements": 2})
    skip = await pair.press(pair.ada, under, PeerAction.SKIP_SCORE)
    assert skip.ok
    assert not [m for m in pair.place.thread() if m["text"].startswith("Scorecards")]
    await pair.press(pair.ben, under, PeerAction.SKIP_SCORE)
    shown = await eventually(lambda: [m for m in pair.place.thread() if m["text"].startswith("Scorecards")])
    assert "Observer" in str(shown[-1]["blocks"])
    assert "2 solid" in str(shown[-1]["blocks"])
    await pair.score(pair.ben, under, {"requirements": 1})
    await eventually(lambda: any("scorecard came in" in m["text"] for m in pair.place.thread()))
    found = [m for m in pair.place.thread() if m["text"].startswith("Scorecards")]
    assert len(found) == 1
    assert "1 weak" in str(found[0]["blocks"])


async def test_what_was_chosen_is_there_when_the_form_is_opened_again(pair: Pair) -> None:
    await pair.begin("whatsapp 15")
    under = await pair.end()
    ws = pair.place.workspace
    await pair.press(pair.ben, under, PeerAction.SCORE)
    view = ws.views(pair.ben.id)[-1]
    await ws.press(pair.ben.id, view["id"], PeerAction.LEVEL, "2")
    await ws.close_view(pair.ben.id, view["id"])
    await pair.press(pair.ben, under, PeerAction.SCORE)
    again = ws.views(pair.ben.id)[-1]
    radio = next(b["element"] for b in again["blocks"] if b.get("block_id") == "level:requirements")
    assert radio["initial_option"]["value"] == "2"
    assert radio["options"][3]["description"]["text"]


async def test_roles_are_swapped_after_an_interview_by_an_invitation(pair: Pair) -> None:
    await pair.begin("whatsapp 15")
    under = await pair.end()
    await pair.press(pair.ada, under, PeerAction.SWAP)
    found = await eventually(
        lambda: [m for m in pair.direct(pair.ben) if f"<@{pair.ben.id}> is the candidate" in str(m.get("blocks"))]
    )
    assert "WhatsApp" not in str(found[-1]["blocks"])


async def test_in_words_by_mention_with_a_scenario_and_minutes(pair: Pair) -> None:
    text = "@Mockingbird can you hold a url shortener interview with @ben, 15 minutes please?"
    await pair.place.workspace.say(pair.ada.id, pair.place.channel.id, text)
    invitation = str((await pair.invitation())["blocks"])
    assert "URL shortener" in invitation
    assert "15 minutes" in invitation


async def test_the_form_of_mock_leads_to_the_form_with_a_colleague(pair: Pair) -> None:
    await pair.place.mock("")
    ws = pair.place.workspace
    await ws.press(pair.ada.id, ws.views(pair.ada.id)[-1]["id"], PeerAction.INVITE)
    form = ws.views(pair.ada.id)[-1]
    outcome = await ws.submit(pair.ada.id, form["id"], {"peer": pair.ada.id})
    assert "yourself" in outcome.errors["peer"]
    outcome = await ws.submit(pair.ada.id, form["id"], {"peer": pair.ben.id, "role": "interviewer", "minutes": "15"})
    assert outcome.ok, outcome
    invitation = str((await pair.invitation())["blocks"])
    assert f"<@{pair.ben.id}> is the candidate" in invitation
    await ws.open_home(pair.ben.id)
    await eventually(lambda: "asks you for a mock interview" in str(ws.home(pair.ben.id)))


async def test_another_time_is_proposed_agreed_and_kept_until_then(pair: Pair) -> None:
    invitation = await pair.invite()
    await pair.press(pair.ben, invitation, PeerAction.OTHER)
    ws = pair.place.workspace
    at = int(pair.place.front.now()) + 3600
    assert (await ws.submit(pair.ben.id, ws.views(pair.ben.id)[-1]["id"], {"at": at})).ok
    proposed = await eventually(lambda: [m for m in pair.direct(pair.ada) if "peers.accept" in str(m.get("blocks"))])
    await pair.press(pair.ada, proposed[-1], PeerAction.ACCEPT)
    for person in (pair.ada, pair.ben):
        await eventually(lambda who=person: any(m["text"].startswith("Agreed") for m in pair.direct(who)))
    assert not pair.place.cards()


async def test_in_a_channel_that_the_bot_is_not_in_both_are_told_and_free_again(pair: Pair) -> None:
    ws = pair.place.workspace
    general = next(room for room in ws.channels(pair.ada.id) if room.name == "general")
    await ws.command(pair.ada.id, general.id, "/mock", "with @ben whatsapp")
    await pair.press(pair.ben, await pair.invitation(), PeerAction.ACCEPT)
    for person in (pair.ada, pair.ben):
        told = await eventually(lambda who=person: [m for m in pair.direct(who) if "I am not in" in m["text"]])
        assert len(told) == 1
    assert await pair.place.front.live_of("T0MOCKTEAM", pair.ada.id) is None
    await pair.begin()
