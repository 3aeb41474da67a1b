"""The proposed time of a pair as a file for a calendar (RFC 5545, by the icalendar package)."""

from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event


def appointment(uid: str, at: float, minutes: int, made: float, title: str, description: str) -> bytes:
    """One event in UTC, `minutes` long, with a reminder ten minutes before. The same arguments give the same bytes:
    the stamp is when the match was made."""
    calendar = Calendar()
    calendar.add("prodid", "-//Mockingbird//Weekly pairing//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    event.add("uid", f"{uid}@mockingbird")
    event.add("dtstamp", datetime.fromtimestamp(made, UTC).replace(microsecond=0))
    event.add("dtstart", datetime.fromtimestamp(at, UTC))
    event.add("dtend", datetime.fromtimestamp(at + minutes * 60, UTC))
    event.add("summary", title)
    event.add("description", description)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(minutes=-10))
    event.add_component(alarm)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
