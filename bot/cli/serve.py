"""`app.py serve`: the bot on Slack."""

import asyncio
from typing import Annotated

import typer

from bot.cli.console import fail, read_content, read_settings, say
from bot.cli.running import connect, running_bot, stop_signal
from bot.cli.settings import Settings


def serve(
    host: Annotated[
        str, typer.Option(help="Where health, metrics and (without an app token) events are served.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535)] = 3000,
    speed: Annotated[float, typer.Option(min=1, max=600)] = 1.0,
) -> None:
    """Run the bot on Slack: Socket Mode with SLACK_APP_TOKEN, HTTP with SLACK_SIGNING_SECRET otherwise."""
    settings = read_settings()
    if not settings.bot_token or not (settings.app_token or settings.signing_secret):
        fail(
            "Set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP); the README, "
            "Connect to Slack, says where they come from. To try it without Slack: uv run app.py"
        )
    asyncio.run(_serve(settings, host, port, speed))


async def _serve(settings: Settings, host: str, port: int, speed: float) -> None:
    from slack_sdk.errors import SlackApiError

    from bot.slack.connect import Health, listening, web_app
    from bot.store import StoreError

    content = read_content(settings)
    stop = stop_signal()
    try:
        async with running_bot(settings, content, settings.database("mockingbird.sqlite3"), speed=speed) as (
            engine,
            _,
            bolt,
        ):
            socket_mode = bool(settings.app_token)
            link = await connect(bolt, settings.app_token) if socket_mode else None
            checks = {"database": engine.healthy, **({"socket": link.alive} if link else {})}
            async with listening(web_app(None if socket_mode else bolt, Health(checks)), host, port) as at:
                say(
                    f"Mockingbird listens on {host}:{at}"
                    + (", connected by Socket Mode" if link else " at /slack/events")
                )
                await stop.wait()
                if link:
                    await link.close()
    except StoreError as error:
        fail(str(error))
    except SlackApiError as error:
        fail(f"Slack refuses the token: {error.response.get('error')}. Check SLACK_BOT_TOKEN and SLACK_APP_TOKEN.")
    except OSError as error:
        fail(f"{host}:{port} cannot be used ({error.strerror}). Choose another with --host and --port.")
