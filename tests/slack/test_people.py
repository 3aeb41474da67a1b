"""What is looked up of a person: the name for a report, the night in which nothing is sent."""

from pathlib import Path
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.slack.people import FRESH, People
from tests.support.bot import bot_in_workspace, eventually


class Client:
    """users.info as Slack answers it, or refuses to."""

    def __init__(self, answer: dict[str, Any] | Exception) -> None:
        self.answer, self.calls = answer, 0

    async def users_info(self, user: str) -> Any:
        self.calls += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def people(answer: dict[str, Any] | Exception, now: list[float]) -> tuple[People, Client]:
    client = Client(answer)
    return People(client, lambda: now[0]), client  # type: ignore[arg-type]


async def test_a_profile_is_looked_up_once_an_hour() -> None:
    now = [0.0]
    known, client = people({"user": {"name": "ada", "profile": {"display_name": "Ada"}, "tz_offset": 3600}}, now)
    assert (await known.name("T", "U"), await known.tz_offset("T", "U")) == ("Ada", 3600)
    assert client.calls == 1
    now[0] = FRESH + 1
    await known.name("T", "U")
    assert client.calls == 2


async def test_without_the_scope_it_goes_without() -> None:
    refused = SlackApiError("no", {"ok": False, "error": "missing_scope"})
    known, client = people(refused, [0.0])
    assert (await known.name("T", "U"), await known.tz_offset("T", "U")) == ("", None)
    assert client.calls == 1  # and does not ask again at once


async def test_an_offset_that_cannot_be_is_none() -> None:
    for offset in ("3600", 99_999_999, None):
        known, _ = people({"user": {"tz_offset": offset}}, [0.0])
        assert await known.tz_offset("T", "U") is None


async def test_an_async_interview_knows_the_persons_night(tmp_path: Path) -> None:
    async with bot_in_workspace(tmp_path) as place:
        await place.workspace.set_timezone(place.ada.id, "Asia/Tokyo")
        await place.mock("start whatsapp async fresh quiet alone")
        await eventually(place.said)
        live = await place.front.live_of(place.workspace.core.team["id"], place.ada.id)
        setup = live.setup
        assert (setup.clock, setup.tz_offset) == ("async", 9 * 3600)
        assert (setup.vary, setup.hide_numbers, setup.report_private) == (True, True, True)
