"""A date as people type it behind `/mock pair snooze`."""

import re
from datetime import date, timedelta

from bot.record.weekly import WEEKDAYS

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})?\Z")
_SPAN = re.compile(r"(?:for |in )?(\d{1,2}) (day|week|month)s?\Z")
_DAYS = {"day": 1, "week": 7, "month": 30}
MOST = 40  # characters that a date can have


def read_date(text: str, today: date) -> date | None:
    """ "2027-01-15", "15.1.2027", "15.1." (the next one), "2 weeks", "tomorrow", "friday"; None for what is no date."""
    words = " ".join(text.lower().split())[:MOST].removeprefix("until ").removeprefix("till ")
    if found := _ISO.match(words):
        return _date(*(int(part) for part in found.groups()))
    if found := _DOTTED.match(words):
        day, month, year = found.groups()
        chosen = _date(int(year or today.year), int(month), int(day))
        past = chosen is not None and not year and chosen < today
        return _date(today.year + 1, int(month), int(day)) if past else chosen
    if found := _SPAN.match(words):
        return today + timedelta(days=int(found.group(1)) * _DAYS[found.group(2)])
    if words in ("tomorrow", "next week"):
        return today + timedelta(days=1 if words == "tomorrow" else 7)
    return _weekday(words.removeprefix("next "), today)


def _weekday(word: str, today: date) -> date | None:
    if len(word) < 3 or word[:3] not in WEEKDAYS:
        return None
    ahead = (WEEKDAYS.index(word[:3]) - today.weekday()) % 7
    return today + timedelta(days=ahead or 7)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
