"""What a person types, as Slack passes it on: mentions and links become `<…>`, & < > become entities."""

import re
from collections.abc import Callable, Sequence

from bot.text import escape
from bot.workspace.model import Channel, Person

_CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
_LINK = re.compile(r"https?://[^\s<>|]{1,2000}")
_BROADCAST = {"here": "<!here>", "channel": "<!channel>", "everyone": "<!everyone>"}


def as_message(text: str, people: Sequence[Person], channels: Sequence[Channel]) -> str:
    """Typed text as the text of a message. Code stays as typed but for its entities."""
    mention = _mentions(people, channels, labelled=False)
    return "".join(
        escape(part) if code else mention(_LINK.sub(lambda link: f"<{link[0]}>", escape(part)))
        for code, part in _parts(text)
    )


def as_command(text: str, people: Sequence[Person], channels: Sequence[Channel]) -> str:
    """Typed text as the text of a slash command with `should_escape`: mentions carry the name that was typed."""
    return _mentions(people, channels, labelled=True)(escape(text))


def _parts(text: str) -> list[tuple[bool, str]]:
    return [(bool(at % 2), part) for at, part in enumerate(_CODE.split(text))]


def _mentions(people: Sequence[Person], channels: Sequence[Channel], *, labelled: bool) -> Callable[[str], str]:
    users = {name.lower(): person for person in people for name in (person.name, person.real_name) if name}
    rooms = {room.name.lower(): room for room in channels if not room.is_im}
    names = "|".join(re.escape(name) for name in sorted([*users, *_BROADCAST], key=len, reverse=True))
    places = "|".join(re.escape(name) for name in sorted(rooms, key=len, reverse=True))
    user = re.compile(rf"(?<![\w@/])@({names})(?![\w-])", re.IGNORECASE)
    place = re.compile(rf"(?<![\w#/&])#({places})(?![\w-])", re.IGNORECASE)

    def of_user(found: re.Match[str]) -> str:
        name = found[1].lower()
        if name not in users:
            return _BROADCAST[name]
        return f"<@{users[name].id}|{users[name].name}>" if labelled else f"<@{users[name].id}>"

    def of_place(found: re.Match[str]) -> str:
        room = rooms[found[1].lower()]
        return f"<#{room.id}|{room.name}>"

    return lambda text: place.sub(of_place, user.sub(of_user, text)) if places else user.sub(of_user, text)
