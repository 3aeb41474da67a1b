"""The server's doors: this machine only, the page only with its key, files only for who may, and bounds on all."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.workspace import LOCAL_BOT, Serving, Upload, Workspace, serve
from bot.workspace.server import MAX_BODY
from tests.workspace.conftest import ADA, HIRING, PREP, QUICK, World


async def hello(request: Request) -> Response:
    return PlainTextResponse("the page")


@pytest.fixture
async def serving() -> AsyncIterator[Serving]:
    async with serve(Workspace.open(timings=QUICK), page=[Route("/", hello)], key="page-key") as serving:
        yield serving


async def status(url: str, **headers: str) -> int:
    async with (
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session,
        session.get(url, headers=headers, allow_redirects=False) as answer,
    ):
        return answer.status


async def test_only_this_machines_own_names_are_answered(serving: Serving) -> None:
    api = serving.api_url + "auth.test"
    assert await status(api) == 200
    assert await status(api, Host=f"localhost:{serving.port}") == 200
    for host in ("evil.example", f"evil.example:{serving.port}", "127.0.0.1:1", "127.0.0.1", ""):
        assert await status(api, Host=host) == 403


async def test_other_sites_pages_are_not_answered(serving: Serving) -> None:
    api = serving.api_url + "auth.test"
    assert await status(api, Origin=serving.base_url) == 200
    for origin in ("http://evil.example", "null", f"https://127.0.0.1:{serving.port}", "http://127.0.0.1:1"):
        assert await status(api, Origin=origin) == 403


async def test_a_socket_from_another_site_or_without_ticket_is_refused(serving: Serving) -> None:
    async with aiohttp.ClientSession() as session:
        for headers in ({"Origin": "http://evil.example"}, {}):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await session.ws_connect(f"ws://127.0.0.1:{serving.port}/link?ticket=made-up", headers=headers)


async def test_the_page_opens_with_its_key_once_and_with_its_cookie_from_then_on(serving: Serving) -> None:
    assert await status(serving.base_url + "/") == 403
    assert await status(serving.base_url + "/?token=wrong") == 403
    assert await status(serving.base_url + "/", Cookie="mockingbird_workspace=wrong") == 403
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        async with session.get(serving.address, allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (303, "/")
            assert "HttpOnly" in answer.headers["Set-Cookie"]
            assert "samesite=strict" in answer.headers["Set-Cookie"].lower()
        async with session.get(serving.base_url + "/") as answer:
            assert await answer.text() == "the page"


async def test_a_body_too_large_is_refused_and_not_kept(serving: Serving) -> None:
    headers = {"Authorization": f"Bearer {LOCAL_BOT}", "Content-Type": "application/json"}
    async with aiohttp.ClientSession() as session:
        body = b'{"text": "' + b"a" * MAX_BODY + b'"}'
        async with session.post(serving.api_url + "chat.postMessage", data=body, headers=headers) as answer:
            assert (await answer.json())["error"] == "request_too_large"


@pytest.mark.parametrize("body", ["[" * 5000, "{" * 5000, '"text"', "\x00", '{"blocks": ' + "[" * 3000])
async def test_broken_json_is_refused_by_name(serving: Serving, body: str) -> None:
    headers = {"Authorization": f"Bearer {LOCAL_BOT}", "Content-Type": "application/json"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(serving.api_url + "chat.postMessage", data=body, headers=headers) as answer,
    ):
        assert (answer.status, (await answer.json())["error"]) in [(200, "invalid_json"), (200, "json_not_object")]


async def test_a_file_of_the_bot_goes_up_in_three_steps_and_stands_in_the_thread(world: World) -> None:
    root = await world.workspace.say(ADA, PREP, "draw it")
    uploaded = await world.client.files_upload_v2(
        filename="design.png",
        content=b"\x89PNG picture",
        channel=PREP,
        thread_ts=root,
        initial_comment="Here",
        title="D",
    )

    message = world.workspace.thread(ADA, PREP, root)[1]
    assert (message["text"], message["files"][0]["title"], message["files"][0]["mimetype"]) == (
        "Here",
        "D",
        "image/png",
    )
    info = (await world.client.files_info(file=uploaded["file"]["id"]))["file"]
    assert info["shares"]["public"][PREP][0]["ts"] == message["ts"]
    assert world.workspace.file(ADA, info["id"])[1] == b"\x89PNG picture"
    assert info["url_private"].startswith(world.serving.base_url)


async def test_a_file_is_read_by_the_bot_with_its_token_where_it_may_see_it(world: World) -> None:
    await world.workspace.say(ADA, PREP, "", files=[Upload("page.html", b"<script>alert(1)</script>")])
    await world.workspace.say(ADA, HIRING, "", files=[Upload("secret.txt", b"secret")])
    shared, secret = (world.workspace.visible(ADA, channel)[0]["files"][0] for channel in (PREP, HIRING))
    bearer = {"Authorization": f"Bearer {LOCAL_BOT}"}

    assert await status(shared["url_private"]) == 403
    assert await status(shared["url_private"], Authorization="Bearer other") == 403
    assert await status(secret["url_private"], **bearer) == 404
    assert await world.error("files.info", file=secret["id"]) == "file_not_found"
    async with aiohttp.ClientSession() as session, session.get(shared["url_private"], headers=bearer) as answer:
        assert await answer.read() == b"<script>alert(1)</script>"
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"] == "attachment"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_an_upload_of_another_length_or_to_a_made_up_address_is_refused(world: World) -> None:
    reserved = await world.client.files_getUploadURLExternal(filename="../../a.txt", length=3)
    async with aiohttp.ClientSession() as session:
        async with session.post(reserved["upload_url"], data=b"four") as answer:
            assert (answer.status, await answer.text()) == (400, "invalid_length")
        async with session.post(reserved["upload_url"][:-1] + "x", data=b"abc") as answer:
            assert answer.status == 404
        form = aiohttp.FormData()
        form.add_field("file", b"abc", filename="a.txt")
        async with session.post(reserved["upload_url"], data=form) as answer:
            assert await answer.text() == "OK - 3"
    files = [{"id": reserved["file_id"]}]
    assert await world.error("files.completeUploadExternal", files=files, channel_id="C0GENERAL3") == "not_in_channel"
    assert await world.error("files.completeUploadExternal", files=files, channel_id=PREP) == ""
    assert world.workspace.visible(ADA, PREP)[0]["files"][0]["name"] == "a.txt"
    for length in (0, -1, 10**12):
        assert await world.error("files.getUploadURLExternal", filename="a", length=length) == "invalid_arguments"


async def test_a_taken_port_is_said_and_not_the_end_of_the_program(serving: Serving) -> None:
    with pytest.raises(OSError, match="in use"):
        async with serve(Workspace.open(), port=serving.port):
            pass
