"""Buttons and forms of pairing. Each validates, hands over to the desk, acknowledges and returns."""

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from slack_bolt.async_app import AsyncApp

from bot.peers.pairing import commands as do
from bot.peers.pairing.state import PREFIX, stream_of
from bot.record import Place
from bot.record.weekly import WEEKDAYS, Rule, read_time
from bot.runtime import Rejected
from bot.runtime.calendar import known_zone, near_zones
from bot.slack.listeners.keys import form_key
from bot.slack.pairing.ids import Button, Field, View, unpacked
from bot.slack.peers.blocks.invitation import invite_form

if TYPE_CHECKING:
    from bot.slack.pairing.desk import PairingDesk

ACTS = {
    Button.JOIN: "join", Button.LEAVE: "leave", Button.SKIP: "skip", Button.MET: "met", Button.NOT: "not",
    Button.STOP: "stop",
}  # fmt: skip


def register(app: AsyncApp, desk: "PairingDesk") -> None:
    for button, verb in ACTS.items():
        app.action(button.value)(_acting(desk, verb))
    _opening(app, desk)
    _sent(app, desk)
    _people(app, desk)


def _people(app: AsyncApp, desk: "PairingDesk") -> None:
    """Who leaves the channel or the workspace is not paired any more; whose zone changes is paired by the new one."""

    @app.event("member_left_channel")
    async def left(ack: Any, event: dict[str, Any], body: dict[str, Any]) -> None:
        team = str(event.get("team") or body.get("team_id") or "")
        stream = stream_of(team, str(event["channel"]))
        await desk.gone(stream, str(event["user"]), f"left:{body.get('event_id') or event.get('event_ts')}")
        await ack()

    @app.event("user_change")
    async def changed(ack: Any, event: dict[str, Any], body: dict[str, Any]) -> None:
        person = event.get("user") or {}
        team, user = str(person.get("team_id") or body.get("team_id") or ""), str(person.get("id") or "")
        key = f"changed:{body.get('event_id') or event.get('event_ts')}"
        desk.people.changed(team, user)
        if person.get("deleted"):
            for stream in await desk.memberships(team, user):
                await desk.gone(stream, user, f"{key}:{stream}")
        else:
            await desk.retime(team, user, key)
        await ack()


def _acting(desk: "PairingDesk", verb: str) -> Any:
    async def act(ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
        stream, pair = _ours(body, action)
        place, key = _place(body), _key(body, action)
        text = await desk.act(verb, stream, place.user, key, pair)
        await desk.tell(place, text, key)
        await _home_anew(desk, body)
        await ack()

    return act


def _opening(app: AsyncApp, desk: "PairingDesk") -> None:
    @app.action(Button.SETUP.value)
    async def setup(ack: Any, body: dict[str, Any], action: dict[str, Any], client: Any) -> None:
        stream, _ = _ours(body, action)
        if stream:
            await desk.open_setup(client, body["trigger_id"], stream, body["user"]["id"])
        await ack()

    @app.action(Button.SNOOZE.value)
    async def snooze(ack: Any, body: dict[str, Any], action: dict[str, Any], client: Any) -> None:
        stream, _ = _ours(body, action)
        state, user = await desk.state(stream), body["user"]["id"]
        if user in state.members:
            await desk.open_snooze(client, body["trigger_id"], stream, user)
        else:
            await desk.tell(_place(body), desk.front.words("pairing.refused.not_in"), _key(body, action))
        await ack()

    @app.action(Button.MEET.value)
    async def meet(ack: Any, body: dict[str, Any], action: dict[str, Any], client: Any) -> None:
        """The invitation to the partner, filled in."""
        stream, pair_id = _ours(body, action)
        state, user = await desk.state(stream), body["user"]["id"]
        pair = state.week.pairs.get(pair_id) if state.week else None
        if pair is None or user not in pair.people:
            reason = "not_yours" if pair else "no_pair"
            await desk.tell(_place(body), desk.front.words(f"pairing.refused.{reason}"), _key(body, action))
        else:
            at = pair.at if pair.at > desk.now() else 0.0
            front = desk.front
            view = invite_form(front.words, front.content, state.where, pair.partner(user), at)
            await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()


def _sent(app: AsyncApp, desk: "PairingDesk") -> None:
    @app.view(View.SETUP.value)
    async def setup(ack: Any, body: dict[str, Any], view: dict[str, Any]) -> None:
        known, values = _metadata(view), _values(view)
        errors, rule = read_rule(desk, values)
        stream = _stream(body, str(known.get("stream") or ""))
        if stream and (problem := await _no_channel(desk, stream)):
            errors[Field.WEEKDAY.value] = problem
        if errors or rule is None or not stream:
            await ack(response_action="errors", errors=errors or {Field.WEEKDAY.value: desk.front.words("form_gone")})
            return
        more = {"rule": rule, "version": int(known.get("version") or 0)}
        told = await desk.organise(do.PlanPairing, stream, body["user"]["id"], form_key(view), **more)
        if isinstance(told, Rejected):
            await ack(response_action="errors", errors={Field.WEEKDAY.value: desk.front.refusal(told)})
        else:
            await ack()

    @app.view(View.SNOOZE.value)
    async def snooze(ack: Any, body: dict[str, Any], view: dict[str, Any]) -> None:
        stream, user = _stream(body, str(_metadata(view).get("stream") or "")), body["user"]["id"]
        chosen = str(_values(view).get(Field.DATE) or "")
        try:
            day = date.fromisoformat(chosen)
        except ValueError:
            text = desk.cards.words("error.date", word=chosen[:40])
            await ack(response_action="errors", errors={Field.DATE.value: text})
            return
        told = await desk.snooze(stream, user, day, form_key(view))
        if isinstance(told, Rejected):
            await ack(response_action="errors", errors={Field.DATE.value: desk.front.refusal(told)})
            return
        await ack()
        state = await desk.state(stream)
        place = Place(state.team, state.where, user=user)
        await desk.tell(place, desk.until(state, user), form_key(view))


def read_rule(desk: "PairingDesk", values: Mapping[str, Any]) -> tuple[dict[str, str], Rule | None]:
    """The weekday, time and zone of the form; or an error for each field that is none."""
    errors: dict[str, str] = {}
    time, zone = read_time(str(values.get(Field.TIME) or "")), str(values.get(Field.ZONE) or "").strip()
    weekday = str(values.get(Field.WEEKDAY) or "")
    if time is None:
        errors[Field.TIME.value] = desk.cards.words("error.time")
    if not known_zone(zone):
        errors[Field.ZONE.value] = desk.cards.words("error.zone", zone=zone[:60], near=near_zones(zone))
    if errors or time is None or weekday not in WEEKDAYS:
        return errors, None
    return {}, Rule(weekday, time, zone)


async def _no_channel(desk: "PairingDesk", stream: str) -> str:
    standing = await desk.rooms.standing((await desk.state(stream)).where)
    if standing == "archived":
        return desk.front.words("drills.schedule.error_archived")
    return desk.front.words("drills.schedule.error_channel") if standing == "out" else ""


async def _home_anew(desk: "PairingDesk", body: Mapping[str, Any]) -> None:
    if (body.get("view") or {}).get("type") == "home":
        await desk.front.publish_home(_team(body), body["user"]["id"])


def _ours(body: Mapping[str, Any], action: Mapping[str, Any]) -> tuple[str, str]:
    """Stream and pair of a button, the stream only if it is one of this workspace."""
    stream, pair = unpacked(str(action.get("value") or ""))
    return _stream(body, stream), pair


def _stream(body: Mapping[str, Any], stream: str) -> str:
    return stream if stream.startswith(f"{PREFIX}{_team(body)}.") else ""


def _place(body: Mapping[str, Any]) -> Place:
    container = body.get("container") or {}
    return Place(
        _team(body), str(container.get("channel_id") or ""), str(container.get("thread_ts") or ""), body["user"]["id"]
    )


def _values(view: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for block, elements in (view.get("state") or {}).get("values", {}).items():
        held: Mapping[str, Any] = next(iter(elements.values()), {})
        option = held.get("selected_option") or {}
        found[block] = held.get("value") or option.get("value") or held.get("selected_date")
    return found


def _metadata(view: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        found = json.loads(view.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _team(body: Mapping[str, Any]) -> str:
    return str((body.get("team") or {}).get("id") or "")


def _key(body: Mapping[str, Any], action: Mapping[str, Any]) -> str:
    return f"action:{body['user']['id']}:{action.get('action_ts')}:{action['action_id']}"
