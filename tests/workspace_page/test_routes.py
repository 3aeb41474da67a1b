"""The page's addresses without a browser: policies, fragments, files, and acts with wrong fields."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest

from bot.workspace import Serving, Upload, Workspace, serve
from bot.workspace.page import routes
from tests.workspace_page.conftest import APP

PREP, GENERAL, HIRING = "C0PREP0001", "C0GENERAL3", "C0LEADS004"
ADA, BEN = "U0ADA00001", "U0BEN00002"


@dataclass
class Visit:
    """A browser's session without the browser."""

    session: aiohttp.ClientSession
    serving: Serving
    workspace: Workspace

    async def get(self, path: str, **query: str) -> tuple[aiohttp.ClientResponse, str]:
        async with self.session.get(self.serving.base_url + path, params=query) as answer:
            return answer, await answer.text()

    async def do(self, act: str, body: Any, user: str = ADA) -> dict[str, Any]:
        async with self.session.post(f"{self.serving.base_url}/page/do/{act}?as={user}", json=body) as answer:
            assert answer.status == 200
            return dict(await answer.json())


@pytest.fixture
async def visit() -> AsyncIterator[Visit]:
    workspace = Workspace.open(":memory:", app=APP)
    jar = aiohttp.CookieJar(unsafe=True)  # cookies of an IP address
    async with (
        serve(workspace, page=routes(workspace)) as serving,
        aiohttp.ClientSession(cookie_jar=jar, trust_env=False) as session,
    ):
        await (await session.get(serving.address)).read()
        yield Visit(session, serving, workspace)
    workspace.close()


async def test_the_page_runs_only_its_own_script_and_style(visit: Visit) -> None:
    answer, html = await visit.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "<style" not in html
    assert html.count("<script") == 1
    assert 'style="' not in html


async def test_without_its_key_the_page_is_closed(visit: Visit) -> None:
    async with aiohttp.ClientSession(trust_env=False) as stranger:
        for path in ("/", "/page/part/main", "/page/events", "/page/static/page.js"):
            async with stranger.get(visit.serving.base_url + path) as answer:
                assert answer.status == 403


async def test_one_sees_only_ones_own_channels(visit: Visit) -> None:
    await visit.workspace.say(ADA, HIRING, "between us")
    _, ada = await visit.get("/page/part/main", **{"as": ADA, "channel": HIRING})
    _, ben = await visit.get("/page/part/main", **{"as": BEN, "channel": HIRING})
    assert "between us" in ada
    assert "between us" not in ben


async def test_an_unknown_fragment_or_file_is_not_found(visit: Visit) -> None:
    for path in ("/page/part/nothing", "/page/file/F123", "/page/static/..%2Froutes.py", "/page/static/nothing"):
        answer, _ = await visit.get(path)
        assert answer.status == 404


async def test_an_attached_page_is_shown_without_scripts_or_network(visit: Visit) -> None:
    ts = await visit.workspace.say(ADA, PREP, "", files=[Upload("report.html", b"<script>alert(1)</script>")])
    message = visit.workspace.message(ADA, PREP, ts)
    assert message is not None
    answer, _ = await visit.get(f"/page/file/{message['files'][0]['id']}", **{"as": ADA})
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("act", ["edit", "delete", "press", "submit", "close", "shortcut", "react", "create", "dance"])
@pytest.mark.parametrize("body", [None, [], {}, {"channel": 1, "ts": []}, {"where": ["x"], "action_id": "a"}])
async def test_wrong_fields_are_refused_in_a_sentence(visit: Visit, act: str, body: Any) -> None:
    outcome = await visit.do(act, body)
    assert outcome["ok"] is False
    assert outcome["toast"]


async def test_a_message_of_others_is_not_ones_own_to_change(visit: Visit) -> None:
    ts = await visit.workspace.say(BEN, PREP, "mine")
    outcome = await visit.do("edit", {"channel": PREP, "ts": ts, "text": "yours"})
    assert outcome["toast"] == "Only your own messages can be changed."


async def test_a_command_without_a_bot_says_so_and_one_in_a_thread_is_explained(visit: Visit) -> None:
    ts = await visit.workspace.say(ADA, PREP, "hello")
    for thread, problem in (("", "not_connected"), (ts, "no_thread_commands")):
        form = aiohttp.FormData({"text": "/mock start", "channel": PREP, "thread": thread})
        async with visit.session.post(f"{visit.serving.base_url}/page/do/say?as={ADA}", data=form) as answer:
            assert (await answer.json())["problem"] == problem


async def test_changes_are_told_as_they_happen(visit: Visit) -> None:
    async with visit.session.get(f"{visit.serving.base_url}/page/events?as={BEN}") as stream:
        assert await stream.content.readline() == b"retry: 1000\n"
        await stream.content.readline()
        ts = await visit.workspace.say(ADA, PREP, "hello")
        change = json.loads((await stream.content.readline()).removeprefix(b"data: "))
        assert (change["kind"], change["channel"], change["ts"]) == ("message", PREP, ts)


async def test_a_message_goes_back_into_the_box_as_it_was_typed(visit: Visit) -> None:
    typed = "@ben in #general: a < b & https://a.b/c"
    await visit.workspace.say(ADA, PREP, typed)
    _, html = await visit.get("/page/part/main", **{"as": ADA, "channel": PREP})
    assert 'data-source="@ben in #general: a &lt; b &amp; https://a.b/c"' in html
