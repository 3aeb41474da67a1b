"""Ids of the forms about a person themself."""

from enum import StrEnum


class Button(StrEnum):
    PREFERENCES = "home.preferences"
    STATS = "home.stats"
    EXPORT = "home.export"
    FORGET = "home.forget"


class View(StrEnum):
    PREFERENCES = "form.preferences"
    FORGET = "form.forget"
    FORGOTTEN = "form.forgotten"  # nothing to submit


class Field(StrEnum):
    WISHES = "wishes"
    ZONE = "zone"
    START = "work_from"
    END = "work_until"
    DAYS = "work_days"
    QUIET_FROM = "quiet_from"
    QUIET_UNTIL = "quiet_until"
    CONFIRM = "confirm"


WISHES = ("hide_numbers", "report_private", "share_stats", "reminders")
