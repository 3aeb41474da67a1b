"""Commands in, events and messages out: handling in one transaction, the alarm clock, posting once."""

from bot.runtime.aggregate import Aggregate, Decided, Refused, Wake, Written
from bot.runtime.alarm import FakeAlarm, ScheduledAlarm
from bot.runtime.assembly import engine_for
from bot.runtime.engine import Engine
from bot.runtime.faults import Broken
from bot.runtime.handling import Accepted, Desk, Rejected, Route
from bot.runtime.ports import Alarm, Clock, Failed, Later, Outcome, Poster, Progress, Sent, SystemClock, Unclear
from bot.runtime.sender import Pace, Sender

__all__ = [
    "Accepted", "Aggregate", "Alarm", "Broken", "Clock", "Decided", "Desk", "Engine", "Failed", "FakeAlarm", "Later",
    "Outcome", "Pace", "Poster", "Progress", "Refused", "Rejected", "Route", "ScheduledAlarm", "Sender", "Sent",
    "SystemClock", "Unclear", "Wake", "Written", "engine_for",
]  # fmt: skip
