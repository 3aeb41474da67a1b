"""The buttons on Home about a person themself, and their two forms."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackClientError

from bot.runtime import Rejected
from bot.slack.blocks.home import home
from bot.slack.listeners.keys import form_key
from bot.slack.persons.forms import forget_form, forgotten_view, read_preferences
from bot.slack.persons.ids import Button, Field, View

if TYPE_CHECKING:
    from bot.slack.persons.desk import PersonDesk

log = structlog.get_logger(__name__)
CONFIRMS = frozenset({"forget me", "forget", "forget me!"})


def register(app: AsyncApp, desk: "PersonDesk") -> None:
    @app.action(Button.PREFERENCES.value)
    async def preferences(ack: Any, body: dict[str, Any], client: Any) -> None:
        await desk.open_preferences(client, body["trigger_id"], _team(body), body["user"]["id"])
        await ack()

    @app.action(Button.STATS.value)
    async def stats(ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
        await desk.show_stats(_team(body), body["user"]["id"], _key(body, action))
        await ack()

    @app.action(Button.EXPORT.value)
    async def export(ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
        await desk.export(_team(body), body["user"]["id"], _key(body, action))
        await ack()

    @app.action(Button.FORGET.value)
    async def forget(ack: Any, body: dict[str, Any], client: Any) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=forget_form(desk.front.words))
        await ack()

    _sent(app, desk)


def _sent(app: AsyncApp, desk: "PersonDesk") -> None:
    @app.view(View.PREFERENCES.value)
    async def saved(ack: Any, body: dict[str, Any], view: dict[str, Any]) -> None:
        team, user = _team(body), body["user"]["id"]
        before = await desk.preferring.of(team, user)
        zone = (await desk.preferring.hours(team, user)).zone
        errors, prefers = read_preferences(desk.front.words, before, zone, _values(view))
        if errors:
            await ack(response_action="errors", errors=errors)
            return
        told = await desk.save(team, user, prefers, form_key(view))
        if isinstance(told, Rejected):
            await ack(response_action="errors", errors={Field.ZONE.value: desk.front.refusal(told)})
            return
        await desk.front.publish_home(team, user)
        await ack()

    @app.view(View.FORGET.value)
    async def forgotten(ack: Any, body: dict[str, Any], view: dict[str, Any], client: Any) -> None:
        team, user = _team(body), body["user"]["id"]
        said = str(_values(view).get(Field.CONFIRM) or "").strip().strip("“”\"'").lower()
        if said not in CONFIRMS:
            await ack(response_action="errors", errors={Field.CONFIRM.value: desk.front.words("people.error.confirm")})
        elif not await desk.forget(team, user):
            await ack(response_action="errors", errors={Field.CONFIRM.value: desk.front.words("people.forget.live")})
        else:
            await ack(response_action="update", view=forgotten_view(desk.front.words))
            await _empty_home(desk, client, user)


async def _empty_home(desk: "PersonDesk", client: Any, user: str) -> None:
    """Not by way of the outbox, which would write the person's id down again."""
    try:
        await client.views_publish(user_id=user, view=home(desk.front.words, None, ()))
    except SlackClientError as error:
        log.info("home not emptied", reason=type(error).__name__)


def _values(view: Mapping[str, Any]) -> dict[str, Any]:
    """Field → what stands in it; of checkboxes a list."""
    found: dict[str, Any] = {}
    for block, elements in (view.get("state") or {}).get("values", {}).items():
        held: Mapping[str, Any] = next(iter(elements.values()), {})
        if held.get("type") == "checkboxes" or "selected_options" in held:
            found[block] = [str(option["value"]) for option in held.get("selected_options") or ()]
        else:
            found[block] = held.get("value")
    return found


def _team(body: Mapping[str, Any]) -> str:
    return str((body.get("team") or {}).get("id") or "")


def _key(body: Mapping[str, Any], action: Mapping[str, Any]) -> str:
    return f"action:{body['user']['id']}:{action.get('action_ts')}:{action['action_id']}"
