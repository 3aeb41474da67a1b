"""Every id that travels through Slack and comes back: one enum each, so that a typo is an import error."""

from enum import StrEnum

COMMAND = "/mock"


class Action(StrEnum):
    """`action_id` of a button or another element of a message, form or Home."""

    NEXT = "interview.next"
    HINT = "interview.hint"
    PAUSE = "interview.pause"
    RESUME = "interview.resume"
    END = "interview.end"
    FACT = "interview.fact"  # one of the facts offered as choices
    RATE = "interview.rate"  # opens the self-rating
    SKIP_RATING = "interview.skip_rating"
    SKIP_PRIVATE = "interview.skip_private"  # … and the report to the candidate alone
    START = "home.start"
    REPORT = "home.report"
    DISPUTE = "report.dispute"  # opens the form for one row of the report
    PREFERENCES = "home.preferences"


class Form(StrEnum):
    """`callback_id` of a form (view)."""

    START = "form.start"
    RATE = "form.rate"
    CONTROLS = "form.controls"
    REPORT = "form.report"
    DISPUTE = "form.dispute"


class Field(StrEnum):
    """`block_id` of a form's input; its element has the `action_id` "value"."""

    SCENARIO = "scenario"
    MINUTES = "minutes"
    LEVEL = "level"
    RUBRIC = "rubric"
    CLOCK = "clock"
    CHANNEL = "channel"
    PLACE = "place"
    REPORT = "report"
    WISHES = "wishes"
    CRITERION = "criterion"
    REASON = "reason"


VALUE = "value"


class Shortcut(StrEnum):
    MESSAGE = "mock_interview"
