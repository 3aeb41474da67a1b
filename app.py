"""Mockingbird's command line.

`app.py` runs the bot in its local workspace in the browser; `app.py serve` runs it on Slack; the other commands use
the same engine without either. Each command stands in `bot/cli/`.
"""

import asyncio
from typing import Annotated

import typer

from bot.cli import content, drill, estimate, replay, score, serve

cli = typer.Typer(
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    help="Mock system design interviews: in the browser (no command), on Slack (serve), or on the command line.",
)


@cli.callback(invoke_without_command=True)
def local(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the page on 127.0.0.1.")] = 8470,
    speed: Annotated[float, typer.Option(min=1, max=600, help="Make the interview's clock run faster.")] = 1.0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the page.")] = False,
) -> None:
    """Run the bot in its local workspace in the browser: no Slack account, nothing to set up."""
    if context.invoked_subcommand is None:
        from bot.cli.local import run_local

        asyncio.run(run_local(port, speed, not no_browser))


cli.command()(serve.serve)
cli.command()(content.check)
cli.command()(content.ask)
cli.command()(content.learn)
cli.command()(score.score)
cli.command()(replay.replay)
cli.command()(drill.drill)
cli.add_typer(content.new, name="new")
cli.add_typer(estimate.estimate, name="estimate")


if __name__ == "__main__":
    cli()
