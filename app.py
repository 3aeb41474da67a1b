"""Mockingbird's command line, and the one place that wires its parts.

`app.py` runs the bot in its local workspace in the browser; `app.py serve` runs it on Slack; the other commands use
the same engine without either.
"""

import asyncio
import contextlib
import json
import signal
import sys
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

if TYPE_CHECKING:
    from bot.content import Content
    from bot.runtime import Engine
    from bot.slack.front import Front

ROOT = Path(__file__).resolve().parent
SLACK_API = "https://slack.com/api/"

cli = typer.Typer(
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    help="Mock system design interviews: in the browser (no command), on Slack (serve), or on the command line.",
)


class Settings(BaseSettings):
    """Everything that comes from the environment, read once, here."""

    model_config = SettingsConfigDict(extra="ignore")

    bot_token: str = Field("", validation_alias="SLACK_BOT_TOKEN")
    app_token: str = Field("", validation_alias="SLACK_APP_TOKEN")
    signing_secret: str = Field("", validation_alias="SLACK_SIGNING_SECRET")
    api_url: str = Field(SLACK_API, validation_alias="SLACK_API_URL")
    database_url: str = Field("", validation_alias="DATABASE_URL")
    content: str = Field("", validation_alias="MOCKINGBIRD_CONTENT")
    data: str = Field("", validation_alias="MOCKINGBIRD_DATA")
    encoder: bool = Field(True, validation_alias="MOCKINGBIRD_ENCODER")

    @property
    def content_folders(self) -> list[Path]:
        """The shipped content first, then a team's own folders, which may replace parts of it."""
        own = [Path(part) for part in self.content.split(":") if part]
        return [ROOT, *own]

    @property
    def data_folder(self) -> Path:
        if self.data:
            return Path(self.data)
        from platformdirs import user_data_path

        return user_data_path("mockingbird")

    def database(self, name: str) -> str:
        return self.database_url or f"sqlite:///{self.data_folder / name}"


# -- the bot -------------------------------------------------------------------------------------------------------


def read_content(settings: Settings) -> "Content":
    """All content, or the end of the program with every fault by file and line."""
    from bot.content import ContentError, load_content

    try:
        content = load_content(settings.content_folders)
    except ContentError as error:
        fail(f"The content cannot be used:\n{error}\nMend it, then look again with: app.py check")
    if faults := content.words.faults():
        fail("The words under prompts/ cannot be used:\n" + "\n".join(str(fault) for fault in faults))
    return content


def encoder(settings: Settings) -> Any:
    """The sentence encoder, or None after a word on why: then questions are matched by their words alone."""
    from platformdirs import user_cache_path

    from bot.language import load_encoder

    if not settings.encoder:
        return None
    loaded = load_encoder(cache=user_cache_path("mockingbird"))
    if loaded.encoder is None:
        typer.echo(f"Questions are matched by their words alone: {loaded.reason}", err=True)
    return loaded.encoder


@contextlib.asynccontextmanager
async def running_bot(
    settings: Settings, content: "Content", database: str, *, speed: float = 1.0, hurry: bool = False
) -> AsyncIterator[tuple["Engine", "Front", Any]]:
    """The bot without its ears: engine, front desk and Bolt app, started; drained and closed when the block ends.

    `hurry` lifts Slack's pace of one message a second, for the local workspace.
    """
    from bot.dialogue.mind import Mind
    from bot.interview.aggregate import Interviews
    from bot.runtime import Pace, SystemClock, engine_for
    from bot.slack.connect import bolt_app, web_client
    from bot.slack.front import Front
    from bot.slack.front import Settings as FrontSettings
    from bot.slack.listeners import register
    from bot.slack.poster import SlackPoster
    from bot.slack.presenter import Presenter
    from bot.store import open_store

    store = open_store(database)
    client = web_client(settings.bot_token, settings.api_url)
    try:
        clock, mind = SystemClock(), Mind(content, encoder(settings))
        engine = engine_for(
            database,
            store,
            [Interviews(mind)],
            lambda desk: SlackPoster(client, Presenter(content, desk, mind)),
            Pace(0.02, 50) if hurry else None,
            clock,
        )
        front = Front(engine.desk, content, clock, FrontSettings(speed=speed))
        bolt = bolt_app(client, settings.signing_secret)
        register(bolt, front)
        front.bot_user = str((await client.auth_test())["user_id"])
        await engine.start()
        try:
            yield engine, front, bolt
        finally:
            await engine.stop()
    finally:
        await store.close()
        if client.session is not None:
            await client.session.close()


def stop_signal() -> asyncio.Event:
    """Set by SIGTERM and Ctrl-C."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


def fail(message: str) -> NoReturn:
    """End the program with a message on standard error."""
    typer.echo(message, err=True)
    raise typer.Exit(2)


def say(message: str) -> None:
    typer.echo(message)


# -- commands ------------------------------------------------------------------------------------------------------


@cli.callback(invoke_without_command=True)
def local(
    context: typer.Context,
    port: Annotated[int, typer.Option(help="Port of the page on 127.0.0.1.")] = 8470,
    speed: Annotated[float, typer.Option(min=1, max=600, help="Make the interview's clock run faster.")] = 1.0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the page.")] = False,
) -> None:
    """Run the bot in its local workspace in the browser: no Slack account, nothing to set up."""
    if context.invoked_subcommand is None:
        asyncio.run(_local(port, speed, not no_browser))


async def _local(port: int, speed: float, browser: bool) -> None:
    from bot.store import StoreError
    from bot.workspace import LOCAL_APP, LOCAL_BOT, AppConfig, Workspace, serve
    from bot.workspace.page import routes

    settings = Settings()
    say("Reading scenarios, rubric and words …")
    content = read_content(settings)
    stop = stop_signal()
    say("Opening the workspace …")
    folder = settings.data_folder
    folder.mkdir(parents=True, exist_ok=True)
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


async def connect(bolt: Any, app_token: str) -> Any:
    """Open the Socket Mode connection of a Bolt app; close what comes back."""
    from bot.slack.connect import SocketLink

    link = SocketLink(bolt, app_token)
    await link.open()
    return link


@cli.command()
def serve(
    host: Annotated[
        str, typer.Option(help="Where health, metrics and (without an app token) events are served.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option()] = 3000,
    speed: Annotated[float, typer.Option(min=1, max=600)] = 1.0,
) -> None:
    """Run the bot on Slack: Socket Mode with SLACK_APP_TOKEN, HTTP with SLACK_SIGNING_SECRET otherwise."""
    settings = Settings()
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


@cli.command()
def check(
    folders: Annotated[list[Path] | None, typer.Argument(help="Folders with a team's own content.")] = None,
) -> None:
    """Say what is wrong with the content: file, line, key, and what to write instead."""
    from bot.content.check import check_content

    settings = Settings()
    if folders:
        settings.content = ":".join(str(folder) for folder in folders)
    findings = check_content(settings.content_folders)
    for finding in findings:
        say(str(finding))
    if any(finding.level == "error" for finding in findings):
        raise typer.Exit(2)
    content = read_content(settings)
    facts = sum(len(scenario.facts) for scenario in content.scenarios.values())
    say(
        f"{len(content.scenarios)} scenarios with {facts} facts, {len(content.rubrics)} rubric(s), "
        f"{len(content.patterns)} patterns, {len(content.words.templates)} templates: no errors, "
        f"{len(findings)} warning(s)."
    )


@cli.command()
def ask(
    scenario: Annotated[str, typer.Argument(help="Id of a scenario.")] = "",
    sheet: Annotated[
        Path | None, typer.Option(help="A scenario file from anywhere; only its facts are needed.")
    ] = None,
    model: Annotated[str, typer.Option(help='"none" matches by words alone.')] = "",
) -> None:
    """Ask a fact sheet: JSON lines {"id", "question"} in, the facts and the interviewer's words out."""
    from bot.content import ContentError, UnknownScenario
    from bot.content.ask import ask_lines, load_sheet

    settings = Settings()
    content = read_content(settings)
    try:
        asked = load_sheet(sheet) if sheet else content.scenario(scenario)
    except (ContentError, UnknownScenario) as error:
        fail(str(error))
    reads = None if model == "none" else encoder(settings)
    _print_lines(ask_lines(asked, _lines(), content.lexicon, content.words, reads))


@cli.command()
def learn(scenario: str, fact: str, question: str) -> None:
    """Make a question that was asked a phrasing of a fact, in the scenario's own file."""
    from bot.content import UnknownScenario
    from bot.content.learn import learn as learnt

    content = read_content(Settings())
    try:
        path = content.files[content.scenario(scenario).id]
    except UnknownScenario as error:
        fail(str(error))
    finding = learnt(path, question, fact)
    say(str(finding))
    if finding.level == "error":
        raise typer.Exit(2)


new = typer.Typer(help="Something to start from.", no_args_is_help=True)
cli.add_typer(new, name="new")


@new.command("scenario")
def new_scenario(scenario: str, folder: Annotated[Path, typer.Option(help="Your content folder.")] = Path()) -> None:
    """Write a scenario file that loads at once, with comments on what belongs where."""
    import re

    from bot.content.scaffold import scaffold

    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{1,60}", scenario):
        fail("An id is lower-case letters, digits and dashes, such as parcel-tracking.")
    path = folder / "rubrics" / "scenarios" / f"{scenario}.yaml"
    if path.exists():
        fail(f"{path} is there already; nothing was written.")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(scaffold(scenario), encoding="utf-8")
    say(f"Wrote {path}. Fill it in, then: uv run app.py check {folder}")


@cli.command()
def replay(
    transcript: Annotated[Path, typer.Argument(help="A transcript as JSON; - reads standard input.")],
    seed: Annotated[int, typer.Option(help="Picks the interviewer's wordings.")] = 1,
) -> None:
    """Hold an interview again: a candidate's messages at their times, with what the interviewer says to them."""
    from bot.dialogue.mind import Mind
    from bot.interview.replay import replay as held
    from bot.record import Refused
    from bot.record.transcript import transcript_from

    settings = Settings()
    content = read_content(settings)
    try:
        text = sys.stdin.read() if str(transcript) == "-" else transcript.read_text(encoding="utf-8")
        for line in held(transcript_from(json.loads(text)), Mind(content, encoder(settings)), content.words, seed):
            say(f"{int(line.at) // 60:3d}:{int(line.at) % 60:02d} {line.phase:13.13} {line.who:11} {line.text}")
    except (OSError, ValueError) as error:
        fail(f"{transcript} cannot be replayed: {error}")
    except Refused as refused:
        fail(content.words.say(refused.reason, **refused.words))


estimate = typer.Typer(help="The estimation core by itself: numbers as people type them.", no_args_is_help=True)
cli.add_typer(estimate, name="estimate")


@estimate.command("show")
def estimate_show(
    text: Annotated[str, typer.Argument(help='Such as "500M DAU x 40 msgs/day x 100 B, peak 3x, 3 copies".')],
    scenario: Annotated[str, typer.Option(help="Take what the text does not say from this scenario.")] = "",
    flow: Annotated[str, typer.Option(help="Which of the scenario's flows.")] = "",
    plot: Annotated[Path | None, typer.Option(help="Draw it on a log axis into this PNG file.")] = None,
) -> None:
    """Print the whole cascade that follows from a text, with its working."""
    from rich.console import Console
    from rich.table import Table

    from bot.estimation.lines import log_bars, show

    rows, found = show(text, _params(scenario, flow))
    if not any(row.kind == "follows" for row in rows):
        fail("Nothing follows from that yet. Give people, actions a day and a size, or --scenario whatsapp.")
    table = Table("", "value", "working", "")
    for row in rows:
        table.add_row(row.metric.replace("_", " "), row.value, row.working, row.kind)
    Console().print(table)
    if plot is not None:
        from bot.report.cascade import plot as draw

        try:
            draw(log_bars(found), plot)
        except (OSError, ValueError) as error:
            fail(f"{plot} cannot be written: {error}")
        say(f"Drawn: {plot}")


def _params(scenario: str, flow: str) -> dict[str, float] | None:
    """The figures of a scenario's flow; a scenario that is not known ends the program with what is near."""
    if not scenario:
        return None
    from bot.content import UnknownScenario

    content = read_content(Settings())
    try:
        return content.scenario(scenario).params(flow or None)
    except UnknownScenario as error:
        fail(str(error))
    except KeyError:
        fail(f"{scenario} has no flow {flow!r}; it has {', '.join(content.scenario(scenario).flows)}.")


@estimate.command("read")
def estimate_read(scenario: Annotated[str, typer.Option()] = "", flow: Annotated[str, typer.Option()] = "") -> None:
    """Read the quantities of texts: JSON lines in, JSON lines out."""
    from bot.estimation.lines import read_lines

    _print_lines(read_lines(_lines(), _params(scenario, flow)))


@estimate.command("check")
def estimate_check(scenario: Annotated[str, typer.Option()] = "", flow: Annotated[str, typer.Option()] = "") -> None:
    """Grade answers and name the slip: JSON lines in, JSON lines out."""
    from bot.estimation.lines import check_lines

    _print_lines(check_lines(_lines(), _params(scenario, flow)))


def _lines() -> Iterable[str]:
    return (line for line in sys.stdin if line.strip())


def _print_lines(rows: Iterable[dict[str, Any]]) -> None:
    """JSON lines; exit status 2 when any of them is an error."""
    failed = False
    for row in rows:
        failed = failed or "error" in row
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    if failed:
        raise typer.Exit(2)


if __name__ == "__main__":
    cli()
