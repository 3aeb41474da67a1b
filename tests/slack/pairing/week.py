"""A channel of its own with its weekly pairing, and what people see of it; time is moved by the clock's own command."""

from dataclasses import replace
from typing import Any

from bot.peers.pairing import PairingRules
from bot.peers.pairing import commands as do
from bot.peers.pairing.state import Pairing, stream_of
from bot.peers.pairing.timers import match_due, notice_due
from bot.runtime import Route
from bot.workspace.population import TEAM
from tests.support.bot import Setting, eventually


async def room(bot: Setting, name: str) -> Setting:
    """A channel for one test, with everybody and the bot in it."""
    channel = await bot.workspace.create_channel(bot.ada.id, f"room-{abs(hash(name)) % 10**9}")
    for person in (*bot.workspace.people()[1:], bot.workspace.bot):
        await bot.workspace.invite(bot.ada.id, channel.id, person.id)
    return replace(bot, channel=bot.workspace.channel(bot.ada.id, channel.id))


def rules(place: Setting) -> PairingRules:
    return PairingRules.of(place.front.content.lexicon["pairing"])


def stream(place: Setting) -> str:
    return stream_of(TEAM["id"], place.channel.id)


async def state(place: Setting) -> Pairing:
    found = await place.front.desk.state(stream(place))
    assert found is not None
    pairing: Pairing = found[0]
    return pairing


async def ring(place: Setting, now: float | None) -> None:
    """The clock says that it is so late."""
    assert now is not None
    await place.front.desk.handle(do.CheckClock(now=now), Route(stream=stream(place)))


async def notice(place: Setting) -> dict[str, Any]:
    await ring(place, max(notice_due(await state(place), rules(place)) or 0.0, place.front.now()))
    found = await eventually(lambda: posts(place, "Weekly pairing: the next match"))
    return dict(found[-1])


async def match(place: Setting) -> dict[str, Any]:
    """The notice if there was none yet, then the match with its thread."""
    if (await state(place)).noticed is None:
        await notice(place)
    await ring(place, match_due(await state(place), rules(place)))
    found = await eventually(lambda: posts(place, "This week's pairs"))
    return dict(found[-1])


def posts(place: Setting, beginning: str) -> list[dict[str, Any]]:
    seen = [message for message in place.top() if message.get("bot_id") and not message.get("is_ephemeral")]
    return [message for message in seen if message["text"].startswith(beginning)]


def thread(place: Setting, under: dict[str, Any]) -> list[dict[str, Any]]:
    return place.workspace.thread(place.ada.id, place.channel.id, under["ts"])[1:]


async def pair_notes(place: Setting, under: dict[str, Any], count: int = 1) -> list[dict[str, Any]]:
    """The messages of the pairs, once all of them and their files are there."""
    await eventually(lambda: sum(bool(m.get("files")) for m in thread(place, under)) >= count)
    return [message for message in thread(place, under) if "a mock interview this week" in message["text"]]


def whispers(place: Setting, user: str) -> list[str]:
    """What the bot said to this person alone, in the channel and under any of its posts."""
    seen = list(place.workspace.visible(user, place.channel.id))
    for post in [m for m in seen if m.get("bot_id") and not m.get("is_ephemeral")]:
        seen += place.workspace.thread(user, place.channel.id, post["ts"])[1:]
    return [message["text"] for message in seen if message.get("is_ephemeral")]


def direct(place: Setting, user: str) -> list[dict[str, Any]]:
    conversation = place.workspace.direct_message(user)
    return [m for m in place.workspace.visible(user, conversation.id) if m.get("bot_id")]


async def press(place: Setting, user: str, message: dict[str, Any], action: str) -> Any:
    return await place.workspace.press(user, (place.channel.id, message["ts"]), action)
