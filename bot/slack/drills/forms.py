"""The forms of drills: a schedule, an answer with one field for each item, what came of it, the pattern cards."""

import json
from collections.abc import Mapping

from bot.content.drills import DrillRules
from bot.drills.exercise import KINDS, Item
from bot.drills.marking import Marking
from bot.drills.reveal import solution
from bot.drills.schedule import WEEKDAYS, Schedule
from bot.drills.state import Drilling, Round
from bot.drills.telling import Teller
from bot.slack.blocks import build as b
from bot.slack.drills.cards import feedback, sections
from bot.slack.drills.ids import ROTATION, Field, View
from bot.slack.ids import VALUE
from bot.text import unescape

SHORT_FIELDS = frozenset({"estimation", "sprint"})


def schedule_form(
    tell: Teller,
    rules: DrillRules,
    channel: str,
    zone: str,
    today: str,
    schedule: Schedule | None = None,
    stream: str = "",
) -> b.Block:
    """For a new schedule, or for changing one: then it carries the version that was seen."""
    rule = schedule.rule if schedule else None
    kind = ROTATION if schedule and len(schedule.kinds) > 1 else schedule.kinds[0] if schedule else "estimation"
    kinds = [b.option(_plain(tell.kind(each)), each) for each in (*KINDS, ROTATION)]
    days = [b.option(_plain(tell(f"weekday.{day}")), day) for day in WEEKDAYS]
    hours = [b.option(tell("schedule.hours", hours=each), str(each)) for each in rules.open_hours]
    reveals = [
        b.option(tell("schedule.reveal_close"), "close"),
        b.option(tell("schedule.reveal_ask", days=rules.hold_days), "ask"),
    ]
    starts: b.Block = {"type": "datepicker", "action_id": VALUE}
    if rule and rule.starts and rule.starts >= today:
        starts["initial_date"] = rule.starts
    blocks = [
        b.form_input(Field.KIND, tell("schedule.kind"), b.select(VALUE, kinds, kind)),
        b.form_input(Field.WEEKDAY, tell("schedule.weekday"), b.select(VALUE, days, rule.weekday if rule else "mon")),
        b.form_input(
            Field.TIME, tell("schedule.time"), _text(rule.time if rule else "09:30", 10), hint=tell("schedule.time_hint")
        ),
        b.form_input(
            Field.ZONE, tell("schedule.zone"), _text(rule.zone if rule else zone or "UTC", 60),
            hint=tell("schedule.zone_hint"),
        ),
        b.form_input(Field.STARTS, tell("schedule.starts"), starts, optional=True),
        b.form_input(
            Field.OPEN, tell("schedule.open"),
            b.select(VALUE, hours, str(schedule.open_hours if schedule else rules.default_open_hours)),
        ),
        b.form_input(
            Field.REVEAL, tell("schedule.reveal"), b.radio(VALUE, reveals, schedule.reveal if schedule else "close")
        ),
    ]  # fmt: skip
    if schedule is None:
        where: b.Block = {"type": "conversations_select", "action_id": VALUE}
        where["filter"] = {"include": ["public", "private"], "exclude_bot_users": True}
        if channel:
            where["initial_conversation"] = channel
        blocks.insert(0, b.form_input(Field.CHANNEL, tell("schedule.channel"), where))
    known = {"schedule": schedule.id, "version": schedule.version, "stream": stream} if schedule else {}
    return b.form(
        View.SCHEDULE, tell("schedule.form_title"), blocks, submit=tell("schedule.form_submit"),
        close=tell("schedule.form_close"), metadata=json.dumps(known),
    )  # fmt: skip


def answer_form(tell: Teller, round_: Round, written: Mapping[str, str], longest: int) -> b.Block:
    """One field for each item, with what the person wrote the last time."""
    exercise = round_.exercise
    blocks = sections(tell.task(exercise))
    if exercise.lines:
        blocks.append(b.section("\n".join(tell.lines(exercise))))
    group = ""
    for item in exercise.items:
        head = item.id.partition(".")[0]
        if exercise.kind in ("questions", "patterns") and head != group:
            group = head
            title = tell(f"category.{head}") if exercise.kind == "questions" else tell.pattern(head)
            blocks += [b.divider(), b.section(f"*{title}*")]
        blocks.append(_field(tell, round_, item, written.get(item.id, ""), longest))
    return b.form(
        View.ANSWER, _title(tell, round_), blocks,
        submit=tell("button.answer"), close=tell("schedule.form_close"), metadata=json.dumps({"round": round_.id}),
    )  # fmt: skip


def _title(tell: Teller, round_: Round) -> str:
    return _plain(tell(f"short.{round_.exercise.kind}"))


def _field(tell: Teller, round_: Round, item: Item, written: str, longest: int) -> b.Block:
    exercise = round_.exercise
    label, hint = _plain(tell.label(exercise, item)), _plain(tell.hint(exercise, item))
    if exercise.kind == "slip" and item.id == "step":
        lines = [b.option(_plain(line), str(number)) for number, line in enumerate(tell.lines(exercise), 1)]
        return b.form_input(item.id, label, b.select(VALUE, lines, written or None))
    element: b.Block = {"type": "plain_text_input", "action_id": VALUE, "max_length": longest}
    element["multiline"] = exercise.kind not in SHORT_FIELDS and not item.id.endswith(".line")
    if written:
        element["initial_value"] = written[:longest]
    return b.form_input(item.id, label, element, hint=hint, optional=True)


def feedback_view(tell: Teller, state: Drilling, round_: Round, person: str, marking: Marking) -> b.Block:
    """Takes the place of the form as soon as it is sent."""
    blocks = feedback(tell, state, round_, person, marking)
    return b.form(View.SHOWN, tell("feedback.title"), blocks, close=tell("feedback.ok"))


def cards_view(tell: Teller, round_: Round) -> b.Block:
    cards = solution(round_.exercise, tell.content)["cards"]
    blocks = [b.section(tell("cards.intro")), b.divider()]
    for card in cards:
        blocks += sections(tell("cards.row", card=card))
    return b.form(View.SHOWN, tell("cards.title"), blocks, close=tell("feedback.ok"))


def _text(initial: str, most: int) -> b.Block:
    return {"type": "plain_text_input", "action_id": VALUE, "initial_value": initial, "max_length": most}


def _plain(text: str) -> str:
    """For plain_text objects, which know no markup and no escapes."""
    return unescape(text).replace("*", "")
