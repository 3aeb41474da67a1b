"""Buttons and forms of drills, and the bot being added to a channel. Each validates, hands over and acknowledges."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from slack_bolt.async_app import AsyncApp

from bot.drills import commands as do
from bot.drills.exercise import KINDS, Kind
from bot.drills.schedule import WEEKDAYS, Rule, read_time
from bot.drills.state import stream_of
from bot.record import Place
from bot.runtime import Rejected
from bot.runtime.calendar import known_zone, near_zones, today
from bot.slack.drills.forms import answer_form, cards_view, feedback_view
from bot.slack.drills.ids import ROTATION, Button, Field, View, stream_of_round, unpacked
from bot.slack.ids import VALUE
from bot.slack.listeners.keys import form_key

if TYPE_CHECKING:
    from bot.slack.drills.desk import DrillDesk

TWO_YEARS = 2 * 366 * 86_400.0


def register(app: AsyncApp, desk: "DrillDesk") -> None:
    _answering(app, desk)
    _around_answers(app, desk)
    _organising(app, desk)

    @app.event("member_joined_channel")
    async def joined(ack: Any, event: dict[str, Any], body: dict[str, Any]) -> None:
        inviter = event.get("inviter")
        if event.get("user") == desk.front.bot_user and inviter:
            team = str(event.get("team") or body.get("team_id") or "")
            command = do.NameOrganiser(now=desk.now(), user=str(inviter))
            key = f"joined:{body.get('event_id') or event.get('event_ts')}"
            await desk.do(command, stream_of(team, str(event["channel"])), key, new=True)
        await ack()


def _answering(app: AsyncApp, desk: "DrillDesk") -> None:
    @app.action(Button.ANSWER.value)
    async def answer(ack: Any, body: dict[str, Any], action: dict[str, Any], client: Any) -> None:
        round_id, user = action["value"], body["user"]["id"]
        command = do.SeeDrill(now=desk.now(), user=user, round=round_id)
        done = await desk.do(command, stream_of_round(round_id), _key(body, action))
        found = await desk.round(round_id)
        if isinstance(done, Rejected) or found is None:
            await _whisper(desk, body, action, desk.front.refusal(done) if isinstance(done, Rejected) else "")
        else:
            state, round_ = found
            written = await _written(desk, state.stream, round_.entries.get(user))
            view = answer_form(desk.tell, round_, written, desk.rules.longest_answer)
            await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    @app.view(View.ANSWER.value)
    async def answered(ack: Any, body: dict[str, Any], view: dict[str, Any]) -> None:
        round_id = str(json.loads(view.get("private_metadata") or "{}").get("round", ""))
        user = body["user"]["id"]
        command = do.AnswerDrill(now=desk.now(), user=user, round=round_id, answer=_texts(view))
        done = await desk.do(command, stream_of_round(round_id), form_key(view))
        found = await desk.round(round_id)
        if isinstance(done, Rejected) or found is None:
            errors = desk.errors(done) if isinstance(done, Rejected) else {}
            refusal = desk.front.refusal(done) if isinstance(done, Rejected) else ""
            await ack(response_action="errors", errors=errors or {_first(view): refusal})
            return
        state, round_ = found
        marking = await desk.presenter.marking(state.stream, round_, user)
        await ack(response_action="update", view=feedback_view(desk.tell, state, round_, user, marking))


def _around_answers(app: AsyncApp, desk: "DrillDesk") -> None:
    @app.action(Button.DIRECT.value)
    async def direct(ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
        command = do.AnswerDirectly(now=desk.now(), user=body["user"]["id"], round=action["value"])
        done = await desk.do(command, stream_of_round(action["value"]), _key(body, action))
        text = desk.front.refusal(done) if isinstance(done, Rejected) else desk.tell("drill.coming")
        await _whisper(desk, body, action, text)
        await ack()

    @app.action(Button.CARDS.value)
    async def cards(ack: Any, body: dict[str, Any], action: dict[str, Any], client: Any) -> None:
        found = await desk.round(action["value"])
        if found is not None and found[1].exercise.kind == "patterns":
            await client.views_open(trigger_id=body["trigger_id"], view=cards_view(desk.tell, found[1]))
        await ack()

    @app.action(Button.RESULT.value)
    async def result(ack: Any, body: dict[str, Any], action: dict[str, Any], client: Any) -> None:
        """The latest answer marked, after the reveal: a design beside the reference too."""
        found, user = await desk.round(action["value"]), body["user"]["id"]
        if found is None or user not in found[1].entries:
            await _whisper(desk, body, action, desk.front.words("drills.refused.no_result"))
        else:
            state, round_ = found
            marking = await desk.presenter.marking(state.stream, round_, user)
            view = feedback_view(desk.tell, state, round_, user, marking)
            await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    @app.action(Button.SHARE.value)
    async def share(ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
        command = do.ShareResult(now=desk.now(), user=body["user"]["id"], round=action["value"])
        done = await desk.do(command, stream_of_round(action["value"]), _key(body, action))
        await _whisper(desk, body, action, desk.front.refusal(done) if isinstance(done, Rejected) else "")
        await ack()

    @app.action(Button.PRACTISE.value)
    async def practise(ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
        text = await desk.practise(action["value"], _team(body), body["user"]["id"], _key(body, action))
        await _whisper(desk, body, action, text)
        await ack()


def _organising(app: AsyncApp, desk: "DrillDesk") -> None:
    for button, word in {
        Button.PAUSE: "pause", Button.RESUME: "resume", Button.REMOVE: "remove", Button.RUN: "run", Button.KEEP: "keep",
    }.items():  # fmt: skip
        app.action(button.value)(_acting(desk, word))

    for button in (Button.REVEAL, Button.SOLUTION):
        app.action(button.value)(_revealing(desk))

    @app.action(Button.NEW.value)
    async def new(ack: Any, body: dict[str, Any], action: dict[str, Any], client: Any) -> None:
        channel = _place(body).channel
        await desk.open_schedule(client, body["trigger_id"], _team(body), body["user"]["id"], channel)
        await ack()

    @app.action(Button.CHANGE.value)
    async def change(ack: Any, body: dict[str, Any], action: dict[str, Any], client: Any) -> None:
        stream, schedule_id = unpacked(action["value"])
        state = await desk.state(stream)
        schedule = state.schedules.get(schedule_id)
        if schedule is None:
            await _whisper(desk, body, action, desk.front.words("drills.refused.no_schedule"))
        else:
            team, user = _team(body), body["user"]["id"]
            await desk.open_schedule(client, body["trigger_id"], team, user, state.where, schedule)
        await ack()

    @app.view(View.SCHEDULE.value)
    async def save(ack: Any, body: dict[str, Any], view: dict[str, Any]) -> None:
        known = json.loads(view.get("private_metadata") or "{}")
        values, team, user = _values(view), body["team"]["id"], body["user"]["id"]
        errors, rule = read_rule(desk, values)
        channel = str(values.get(Field.CHANNEL) or "")
        if not known and not errors.get(Field.CHANNEL) and (problem := await _no_channel(desk, channel)):
            errors[Field.CHANNEL.value] = problem
        if errors or rule is None:
            await ack(response_action="errors", errors=errors)
            return
        kinds: tuple[Kind, ...] = KINDS if values.get(Field.KIND) == ROTATION else (values.get(Field.KIND),)  # type: ignore[assignment]
        stream = str(known.get("stream") or stream_of(team, channel))
        hours, reveal = int(values.get(Field.OPEN) or 48), str(values.get(Field.REVEAL) or "close")
        who = await desk.who(team, user)
        done = await desk.save(who, stream, form_key(view), rule, kinds, hours, reveal, known)
        if isinstance(done, Rejected):
            await ack(response_action="errors", errors={Field.KIND.value: desk.front.refusal(done)})
        else:
            await ack()


def read_rule(desk: "DrillDesk", values: Mapping[str, Any]) -> tuple[dict[str, str], Rule | None]:
    """The weekday, time, zone and first date of a form; or an error for each field that is none."""
    errors: dict[str, str] = {}
    tell, zone = desk.tell, str(values.get(Field.ZONE) or "").strip()
    time, starts = read_time(str(values.get(Field.TIME) or "")), str(values.get(Field.STARTS) or "")
    weekday = str(values.get(Field.WEEKDAY) or "")
    if time is None:
        errors[Field.TIME.value] = tell("schedule.error_time")
    if not known_zone(zone):
        errors[Field.ZONE.value] = tell("schedule.error_zone", zone=zone[:60], near=near_zones(zone))
    elif starts and starts < today(zone, desk.now()):
        errors[Field.STARTS.value] = tell("schedule.error_past", date=starts)
    elif starts and starts > today(zone, desk.now() + TWO_YEARS):
        errors[Field.STARTS.value] = tell("schedule.error_date")
    if errors or time is None or weekday not in WEEKDAYS:
        return errors, None
    return {}, Rule(weekday, time, zone, starts)


async def _no_channel(desk: "DrillDesk", channel: str) -> str:
    standing = await desk.rooms.standing(channel) if channel else "out"
    if standing == "archived":
        return desk.tell("schedule.error_archived")
    return desk.tell("schedule.error_channel") if standing == "out" else ""


def _acting(desk: "DrillDesk", word: str) -> Any:
    async def act(ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
        stream, schedule = unpacked(action["value"])
        text = await desk.act(word, stream, schedule, _team(body), body["user"]["id"], _key(body, action))
        await _whisper(desk, body, action, text)
        await ack()

    return act


def _revealing(desk: "DrillDesk") -> Any:
    async def reveal(ack: Any, body: dict[str, Any], action: dict[str, Any]) -> None:
        user, round_id = body["user"]["id"], action["value"]
        text = await desk.reveal(round_id, _team(body), user, _key(body, action))
        found = await desk.round(round_id)
        if found is None or not found[0].private or found[1].status != "revealed":
            await _whisper(desk, body, action, text)
        await ack()

    return reveal


async def _written(desk: "DrillDesk", stream: str, entry: Any) -> dict[str, str]:
    """What the person wrote the last time, for improving it."""
    found = await desk.front.desk.state(stream)
    if entry is None or found is None:
        return {}
    return {field: found[1].get(text_id, "") for field, text_id in entry.latest.texts.items()}


async def _whisper(desk: "DrillDesk", body: Mapping[str, Any], action: Mapping[str, Any], text: str) -> None:
    place = _place(body)
    if place.channel and text:
        await desk.front.whisper(place, text, f"drill:{_key(body, action)}")


def _place(body: Mapping[str, Any]) -> Place:
    """Where the button stands: a thread only for what is inside one, for its first message is seen in the channel."""
    container = body.get("container") or {}
    thread = str(container.get("thread_ts") or "")
    inside = thread if thread != str(container.get("message_ts") or "") else ""
    return Place(_team(body), str(container.get("channel_id") or ""), inside, body["user"]["id"])


def _values(view: Mapping[str, Any]) -> dict[str, Any]:
    """Field → what stands in it, whatever kind of input it is."""
    found: dict[str, Any] = {}
    for block, elements in (view.get("state") or {}).get("values", {}).items():
        held = elements.get(VALUE) or {}
        option = held.get("selected_option") or {}
        found[block] = (
            held.get("value") or option.get("value") or held.get("selected_date")
            or held.get("selected_conversation")
        )  # fmt: skip
    return found


def _texts(view: Mapping[str, Any]) -> dict[str, str]:
    return {field: str(value) for field, value in _values(view).items() if value}


def _first(view: Mapping[str, Any]) -> str:
    return next((str(b["block_id"]) for b in view.get("blocks", ()) if b.get("type") == "input"), "")


def _team(body: Mapping[str, Any]) -> str:
    return str((body.get("team") or {}).get("id") or "")


def _key(body: Mapping[str, Any], action: Mapping[str, Any]) -> str:
    return f"action:{body['user']['id']}:{action.get('action_ts')}:{action['action_id']}"
