"""`/mock …`. The answer travels with the acknowledgement, so that it cannot be lost."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.record import Place
from bot.runtime import Accepted, Rejected, Route
from bot.slack.blocks.forms import start_form
from bot.slack.front import CONTROLS, Front, person_claim
from bot.slack.grammar import Asked, Unclear
from bot.slack.ids import COMMAND
from bot.slack.peers.words import command as peers_command


def register(app: AsyncApp, front: Front) -> None:
    @app.command(COMMAND)
    async def mock(ack: Any, command: dict[str, Any], client: Any) -> None:
        if await peers_command(front, ack, command, client):
            return
        asked = front.read(command.get("text") or "")
        team, user, channel = command["team_id"], command["user_id"], command["channel_id"]
        key = f"command:{command['trigger_id']}"
        if isinstance(asked, Unclear):
            await ack(text=front.unclear(asked))
        elif asked.verb == "form":
            await client.views_open(trigger_id=command["trigger_id"], view=start_form(front, channel=channel))
            await ack()
        elif asked.verb == "start":
            place = Place(team, channel)
            private = command.get("channel_name") == "directmessage"
            answer = await front.start(asked, team, user, place, private=private, key=key)
            await _answer(ack, front, answer, "")
        elif asked.verb in CONTROLS:
            answer = await front.control(asked.verb, user, Route(claim=person_claim(team, user)), key)
            await _answer(ack, front, answer, f"done_{asked.verb}")
        elif annex := next((each for each in front.annexes if asked.verb in each.verbs), None):
            await annex.command(ack, command, client, asked)
        else:
            await ack(text=_told(front, asked))


def _told(front: Front, asked: Asked) -> str:
    return front.words(asked.verb, **front.arguments(asked.verb, asked.rest))


async def _answer(ack: Any, front: Front, answer: Accepted | Rejected, done: str) -> None:
    if isinstance(answer, Rejected):
        await ack(text=front.refusal(answer))
    elif done:
        await ack(text=front.words(done))
    else:
        await ack()
