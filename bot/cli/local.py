"""The main job: the bot in its local workspace in the browser."""

import contextlib

from bot.cli.console import fail, read_content, read_settings, say
from bot.cli.running import connect, running_bot, stop_signal
from bot.cli.settings import ROOT


async def run_local(port: int, speed: float, browser: bool) -> None:
    from bot.store import StoreError
    from bot.workspace import LOCAL_APP, LOCAL_BOT, AppConfig, Workspace, serve
    from bot.workspace.page import routes

    settings = read_settings()
    say("Reading scenarios, rubric and words …")
    content = read_content(settings)
    stop = stop_signal()
    say("Opening the workspace …")
    folder = settings.data_folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        fail(f"{folder} cannot be made ({error.strerror}). Choose another folder with MOCKINGBIRD_DATA.")
    app = AppConfig.from_manifest(ROOT / "deploy" / "manifest.json")
    workspace = Workspace.open(folder / "workspace.sqlite3", app=app)
    try:
        async with serve(workspace, port, routes(workspace)) as serving:
            settings.api_url, settings.bot_token, settings.app_token = serving.api_url, LOCAL_BOT, LOCAL_APP
            say("Starting the bot …")
            database = settings.database("local.sqlite3")
            async with running_bot(settings, content, database, speed=speed, hurry=True) as (_, _, bolt):
                link = await connect(bolt, settings.app_token)
                say(f"Mockingbird is at {serving.address}  (Ctrl-C stops it)")
                if browser:
                    _open_browser(serving.address)
                await stop.wait()
                say("Stopping …")
                await link.close()
    except StoreError as error:
        fail(str(error))
    except OSError as error:
        fail(f"Port {port} cannot be used ({error.strerror}). Choose another one with --port.")
    finally:
        workspace.close()


def _open_browser(url: str) -> None:
    import webbrowser

    with contextlib.suppress(Exception):
        webbrowser.open(url)
