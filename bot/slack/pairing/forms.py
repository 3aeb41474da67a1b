"""The forms of pairing: the channel's day and time, and a person's date to be in again."""

import json
from datetime import date, timedelta

from bot.peers.pairing.state import Pairing
from bot.record.weekly import WEEKDAYS, Rule
from bot.slack.blocks import build as b
from bot.slack.ids import VALUE
from bot.slack.pairing.cards import Cards
from bot.slack.pairing.ids import Field, View
from bot.text import unescape


def setup_form(cards: Cards, state: Pairing, zone: str) -> b.Block:
    """Carries the version of the plan that was seen."""
    words, rule = cards.words, state.rule or cards.rules.rule(zone)
    days = [b.option(words(f"weekday.{day}"), day) for day in WEEKDAYS]
    blocks = [
        b.section(words("form.intro", channel=state.where)),
        b.form_input(Field.WEEKDAY, words("form.weekday"), b.select(VALUE, days, rule.weekday)),
        b.form_input(Field.TIME, words("form.time"), _text(rule, "time", 10), hint=words("form.time_hint")),
        b.form_input(Field.ZONE, words("form.zone"), _text(rule, "zone", 60), hint=words("form.zone_hint")),
    ]
    metadata = json.dumps({"stream": state.stream, "version": state.version})
    return b.form(
        View.SETUP, words("form.setup_title"), blocks, submit=words("form.submit"), close=words("form.close"),
        metadata=metadata,
    )  # fmt: skip


def snooze_form(cards: Cards, state: Pairing, today: date) -> b.Block:
    words = cards.words
    picker: b.Block = {"type": "datepicker", "action_id": VALUE}
    picker["initial_date"] = (today + timedelta(days=14)).isoformat()
    field = b.form_input(Field.DATE, words("form.snooze_date"), picker, hint=words("form.snooze_hint"))
    return b.form(
        View.SNOOZE, words("form.snooze_title"), [field], submit=words("form.submit"), close=words("form.close"),
        metadata=json.dumps({"stream": state.stream}),
    )  # fmt: skip


def _text(rule: Rule, part: str, most: int) -> b.Block:
    initial = unescape(str(getattr(rule, part)))
    return {"type": "plain_text_input", "action_id": VALUE, "initial_value": initial, "max_length": most}
