"""Submitted and closed forms. A field that is wrong keeps the form open with the error beside it."""

import json
from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.interview import commands as do
from bot.record import Place
from bot.runtime import Rejected, Route
from bot.slack.front import Front
from bot.slack.grammar import CLOCKS, LEVELS, MINUTES, WISHES, Asked
from bot.slack.ids import VALUE, Field, Form
from bot.slack.listeners.keys import form_key

NO_PHASES = frozenset({"note", Field.PLACE.value, Field.REPORT.value})


def register(app: AsyncApp, front: Front) -> None:
    """The listeners of all forms of an interview with the bot."""
    _starting(app, front)
    _rating(app, front)
    _disputing(app, front)

    @app.view(Form.CONTROLS.value)
    async def controls(ack: Any) -> None:
        await ack()


def _starting(app: AsyncApp, front: Front) -> None:
    @app.view(Form.START.value)
    async def start(ack: Any, body: dict[str, Any], view: dict[str, Any]) -> None:
        values = Values(view)
        where = json.loads(view.get("private_metadata") or "{}")
        asked = _asked(values, front)
        private = not where.get("channel") or values.get(Field.PLACE) == "private"
        place = Place(
            body["team"]["id"], "" if private else where["channel"], "" if private else where.get("thread", "")
        )
        if private:
            place = Place(body["team"]["id"], user=body["user"]["id"])
        answer = await front.start(
            asked, body["team"]["id"], body["user"]["id"], place, private=private, key=form_key(view)
        )
        if isinstance(answer, Rejected):
            at = next((field for field in answer.fields if field in values.blocks()), Field.SCENARIO.value)
            await ack(response_action="errors", errors={at: front.refusal(answer)})
        else:
            await ack()


def _rating(app: AsyncApp, front: Front) -> None:
    @app.view(Form.RATE.value)
    async def rate(ack: Any, body: dict[str, Any], view: dict[str, Any]) -> None:
        values = Values(view)
        stream = json.loads(view["private_metadata"])["stream"]
        ratings = {
            block: int(chosen)
            for block in values.blocks()
            if block not in NO_PHASES and (chosen := values.get(block)) is not None
        }
        user = body["user"]["id"]
        note = values.get("note") or ""
        place = values.get(Field.PLACE)
        command = do.RateSelf(
            now=front.now(),
            user=user,
            ratings=ratings,
            note=note,
            note_id=f"{stream}:rating",
            report_private=None if place is None else place == "private",
            hide_numbers="quiet" in values.several(Field.REPORT),
        )
        answer = await front.command(command, Route(stream=stream), form_key(view))
        if isinstance(answer, Rejected):
            first = next(iter(values.blocks()), "note")
            await ack(response_action="errors", errors={first: front.refusal(answer)})
        else:
            await ack()

    @app.view_closed(Form.RATE.value)
    async def rate_closed(ack: Any) -> None:
        await ack()  # the buttons are still there: closing by mistake costs nothing


def _disputing(app: AsyncApp, front: Front) -> None:
    @app.view(Form.DISPUTE.value)
    async def dispute(ack: Any, body: dict[str, Any], view: dict[str, Any]) -> None:
        values = Values(view)
        stream = json.loads(view["private_metadata"])["stream"]
        user, criterion = body["user"]["id"], values.get(Field.CRITERION) or ""
        command = do.DisputeRow(
            now=front.now(),
            user=user,
            criterion=criterion,
            level=int(values.get(Field.LEVEL) or 0),
            reason=(values.get(Field.REASON) or "").strip(),
            reason_id=f"{stream}:dispute:{user}:{criterion}",
        )
        answer = await front.command(command, Route(stream=stream), form_key(view))
        if isinstance(answer, Rejected):
            field = next(iter(answer.fields), Field.REASON.value)
            await ack(response_action="errors", errors={field: front.refusal(answer)})
        else:
            await ack()


class Values:
    """The fields of a submitted form by block_id; each has one element called "value"."""

    def __init__(self, view: Mapping[str, Any]) -> None:
        self._values: Mapping[str, Any] = (view.get("state") or {}).get("values") or {}

    def blocks(self) -> list[str]:
        return list(self._values)

    def several(self, block: str) -> list[str]:
        """The chosen values of checkboxes."""
        element = (self._values.get(str(block)) or {}).get(VALUE) or {}
        return [str(option["value"]) for option in element.get("selected_options") or ()]

    def get(self, block: str) -> str | None:
        element = (self._values.get(str(block)) or {}).get(VALUE) or {}
        option = element.get("selected_option")
        value = option["value"] if option else element.get("value")
        return str(value) if value is not None else None


def _asked(values: Values, front: Front) -> Asked:
    """What the form says; anything that is not one of its options counts as not chosen."""
    scenario = values.get(Field.SCENARIO)
    minutes = values.get(Field.MINUTES) or ""
    level, clock, rubric = values.get(Field.LEVEL), values.get(Field.CLOCK), values.get(Field.RUBRIC)
    return Asked(
        "start",
        scenario if scenario in front.content.offered else "random",
        int(minutes) if minutes.isdigit() and int(minutes) in MINUTES else None,
        level if level in LEVELS else None,
        clock if clock in CLOCKS else None,
        wishes=frozenset(WISHES) & frozenset(values.several(Field.WISHES)),
        rubric=rubric if rubric in front.content.rubrics else None,
    )
