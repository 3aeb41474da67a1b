"""Who lives in a new workspace, and where they write. An admin, time zones and a private channel are there to try."""

from bot.workspace.model import Channel, Person

TEAM = {"id": "T0MOCKTEAM", "name": "Practice", "domain": "practice", "url": "https://practice.slack.com/"}
APP_ID = "A0MOCKAPP1"
BOT_ID = "B0MOCKBOT1"
BOT_USER = "U0MOCKBOT1"

PEOPLE = (
    Person("U0ADA00001", "ada", "Ada Obi", "Europe/Berlin"),
    Person("U0BEN00002", "ben", "Ben Ruiz", "America/New_York"),
    Person("U0CHI00003", "chidi", "Chidi Eze", "Africa/Lagos"),
    Person("U0DANA0004", "dana", "Dana Kim", "Asia/Seoul", is_admin=True),
)

_EVERYBODY = tuple(person.id for person in PEOPLE)

CHANNELS = (
    Channel("C0PREP0001", "interview-prep", "public", (*_EVERYBODY, BOT_USER), "Mock interviews, in threads"),
    Channel("C0DRILL002", "drills", "public", (*_EVERYBODY, BOT_USER), "Weekly drills"),
    Channel("C0GENERAL3", "general", "public", _EVERYBODY, "Everything else"),
    Channel("C0LEADS004", "hiring", "private", (PEOPLE[0].id, PEOPLE[3].id), "Not everybody sees this one"),
    Channel("C0OLD00005", "archive-2024", "public", (*_EVERYBODY, BOT_USER), "Closed", archived=True),
)
