"""People, channels and the team as the Web API shows them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.workspace.core import Core
from bot.workspace.model import Channel, Json, Person
from bot.workspace.population import APP_ID, BOT_ID


def user(core: Core, person: Person) -> Json:
    """A `user` object (users.info)."""
    now = datetime.fromtimestamp(core.clock(), UTC).astimezone(ZoneInfo(person.tz))
    offset = now.utcoffset()
    bot = {"bot_id": BOT_ID, "api_app_id": APP_ID} if person.is_bot else {}
    return {
        "id": person.id,
        "team_id": core.team["id"],
        "name": person.name,
        "deleted": person.deleted,
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": now.tzname() or person.tz,
        "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
        "profile": profile(person) | bot,
        "is_admin": person.is_admin,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": person.is_guest,
        "is_ultra_restricted": False,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "locale": "en-US",
        "updated": 0,
    }


def profile(person: Person) -> Json:
    first, _, last = person.real_name.partition(" ")
    return {
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "first_name": first,
        "last_name": last,
        "title": "",
        "status_text": "",
        "status_emoji": "",
    }


def conversation(core: Core, room: Channel) -> Json:
    """A `channel` object (conversations.info) as the bot sees it."""
    shared = {"id": room.id, "created": room.created, "is_archived": room.archived, "is_im": room.is_im}
    shared |= {"is_org_shared": False, "context_team_id": core.team["id"], "updated": room.created * 1000}
    if room.is_im:
        return shared | {"user": room.members[0], "is_user_deleted": False, "priority": 0}
    return shared | {
        "name": room.name,
        "name_normalized": room.name,
        "is_channel": room.kind == "public",
        "is_group": room.kind == "private",
        "is_mpim": False,
        "is_private": room.kind == "private",
        "is_general": room.name == "general",
        "is_shared": False,
        "is_ext_shared": False,
        "is_member": core.bot.id in room.members,
        "creator": room.creator,
        "topic": {"value": room.topic, "creator": room.creator, "last_set": room.created},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(room.members),
    }
