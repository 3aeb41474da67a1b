"""The preferences as a form, read back with an error for each field that is wrong; and the form before forgetting."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.peers.pairing import WorkingHours
from bot.peers.pairing.rules import minute_of
from bot.people import Preferences
from bot.record.weekly import WEEKDAYS, read_time
from bot.runtime.calendar import known_zone, near_zones
from bot.slack.blocks import build as b
from bot.slack.ids import VALUE
from bot.slack.persons.ids import WISHES, Field, View

Words = Callable[..., str]
TIMES = (Field.START, Field.END, Field.QUIET_FROM, Field.QUIET_UNTIL)


def preferences_form(words: Words, prefers: Preferences, hours: WorkingHours) -> b.Block:
    """`hours` are the ones that hold now: the person's own, or the usual ones in Slack's zone."""
    wishes = [b.option(words(f"people.wish.{wish}"), wish, words(f"people.wish_hint.{wish}")) for wish in WISHES]
    chosen = [option for option in wishes if getattr(prefers, option["value"])]
    days = [b.option(words(f"pairing.weekday.{day}"), day) for day in WEEKDAYS]
    blocks = [
        b.form_input(Field.WISHES, words("people.form.wishes"), _boxes(wishes, chosen), optional=True),
        b.form_input(Field.ZONE, words("people.form.zone"), _text(hours.zone, 60), hint=words("people.form.zone_hint")),
        b.form_input(Field.START, words("people.form.work_from"), _text(clock(hours.start), 5)),
        b.form_input(Field.END, words("people.form.work_until"), _text(clock(hours.end), 5)),
        b.form_input(Field.DAYS, words("people.form.work_days"), _boxes(days, [days[day] for day in hours.days])),
        *_night(words, prefers),
    ]
    return b.form(
        View.PREFERENCES, words("people.form.title"), blocks, submit=words("people.form.save"),
        close=words("people.form.close"),
    )  # fmt: skip


def _night(words: Words, prefers: Preferences) -> list[b.Block]:
    none = prefers.quiet_from == prefers.quiet_until
    start, end = ("", "") if none else (clock(prefers.quiet_from), clock(prefers.quiet_until))
    hint = words("people.form.quiet_hint")
    return [
        b.form_input(Field.QUIET_FROM, words("people.form.quiet_from"), _text(start, 5), hint=hint, optional=True),
        b.form_input(Field.QUIET_UNTIL, words("people.form.quiet_until"), _text(end, 5), optional=True),
    ]


def read_preferences(
    words: Words, before: Preferences, shown_zone: str, values: Mapping[str, Any]
) -> tuple[dict[str, str], Preferences]:
    """What the form says, or an error for each field. A zone that was left as it was shown stays Slack's to change."""
    errors: dict[str, str] = {}
    zone = str(values.get(Field.ZONE) or "").strip()
    if not known_zone(zone):
        errors[Field.ZONE.value] = words("pairing.error.zone", zone=zone[:60], near=near_zones(zone))
    times = {field: str(values.get(field) or "").strip() for field in TIMES}
    quiet = bool(times[Field.QUIET_FROM] or times[Field.QUIET_UNTIL])
    wanted = TIMES if quiet else TIMES[:2]
    read = {field: read_time(times[field]) for field in wanted}
    errors |= {field.value: words("pairing.error.time") for field, time in read.items() if time is None}
    days = tuple(WEEKDAYS.index(day) for day in values.get(Field.DAYS) or () if day in WEEKDAYS)
    if not days:
        errors[Field.DAYS.value] = words("people.error.no_days")
    minutes = {field: minute_of(time) for field, time in read.items() if time is not None}
    if Field.START in minutes and minutes.get(Field.START) == minutes.get(Field.END):
        errors[Field.END.value] = words("people.error.same_time")
    if errors:
        return errors, before
    wishes = frozenset(values.get(Field.WISHES) or ())
    return {}, replace(
        before, **{wish: wish in wishes for wish in WISHES}, zone=before.zone if zone == shown_zone else zone,
        start=minutes[Field.START], end=minutes[Field.END], days=tuple(sorted(days)),
        quiet_from=minutes.get(Field.QUIET_FROM, 0), quiet_until=minutes.get(Field.QUIET_UNTIL, 0),
    )  # fmt: skip


def forget_form(words: Words) -> b.Block:
    field: b.Block = {"type": "plain_text_input", "action_id": VALUE, "max_length": 20}
    blocks = [
        b.section(words("people.forget.what")),
        b.section(words("people.forget.stays")),
        b.form_input(Field.CONFIRM, words("people.forget.confirm"), field, hint=words("people.forget.confirm_hint")),
    ]
    return b.form(
        View.FORGET, words("people.forget.title"), blocks, submit=words("people.forget.submit"),
        close=words("people.form.close"),
    )  # fmt: skip


def forgotten_view(words: Words) -> b.Block:
    return b.form(
        View.FORGOTTEN, words("people.forget.title"), [b.section(words("people.forget.done"))],
        close=words("people.forget.ok"),
    )  # fmt: skip


def clock(minute: int) -> str:
    """570 minutes after midnight as "09:30"."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _boxes(options: Sequence[b.Block], chosen: Sequence[b.Block]) -> b.Block:
    boxes: b.Block = {"type": "checkboxes", "action_id": VALUE, "options": list(options)}
    if chosen:
        boxes["initial_options"] = list(chosen)
    return boxes


def _text(initial: str, most: int) -> b.Block:
    element: b.Block = {"type": "plain_text_input", "action_id": VALUE, "max_length": most}
    return {**element, "initial_value": initial} if initial else element
