"""HTTP mode: Slack's signed requests instead of Socket Mode, with health and metrics beside them."""

import socket
from pathlib import Path

import aiohttp

from bot.cli.running import running_bot
from bot.cli.settings import Settings
from bot.slack.connect import Health, listening, web_app
from bot.workspace import LOCAL_BOT, LOCAL_SIGNING, AppConfig, Workspace, serve
from tests.support.bot import MANIFEST, eventually, shipped_content


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


async def test_an_interview_starts_over_signed_http_and_a_forged_request_is_refused(tmp_path: Path) -> None:
    base = f"http://127.0.0.1:{(port := free_port())}"
    installed = AppConfig.from_manifest(MANIFEST, request_url=f"{base}/slack/events")
    workspace = Workspace.open(":memory:", app=installed)
    settings = Settings()
    settings.bot_token, settings.signing_secret = LOCAL_BOT, LOCAL_SIGNING
    async with serve(workspace, 0) as serving:
        settings.api_url = serving.api_url
        database = f"sqlite:///{tmp_path / 'bot.sqlite3'}"
        async with running_bot(settings, shipped_content(), database, hurry=True) as (engine, _, bolt):
            health = Health({"database": engine.healthy})
            async with listening(web_app(bolt, health), "127.0.0.1", port), aiohttp.ClientSession() as session:
                ada = workspace.people()[0]
                channel = next(each for each in workspace.channels(ada.id) if each.name == "interview-prep")
                assert (await workspace.command(ada.id, channel.id, "/mock", "start whatsapp")).ok
                posts = await eventually(lambda: [m for m in workspace.visible(ada.id, channel.id) if m.get("bot_id")])
                assert "Design WhatsApp" in posts[0]["text"]

                async with session.post(f"{base}/slack/events", data={"command": "/mock"}) as forged:
                    assert forged.status == 401
                async with session.get(f"{base}/readyz") as ready:
                    assert ready.status == 200
                async with session.get(f"{base}/metrics") as metrics:
                    assert "mockingbird_commands_total" in await metrics.text()
    workspace.close()
