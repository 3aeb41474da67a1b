"""`app.py estimate`: the estimation core by itself."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import fail, input_lines, print_lines, read_content, read_settings, say

estimate = typer.Typer(help="The estimation core by itself: numbers as people type them.", no_args_is_help=True)


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
    table = Table("", "value", "binary", "working", "")
    for row in rows:
        table.add_row(row.metric.replace("_", " "), row.value, row.binary, row.working, row.kind)
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

    content = read_content(read_settings())
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

    print_lines(read_lines(input_lines(), _params(scenario, flow)))


@estimate.command("check")
def estimate_check(scenario: Annotated[str, typer.Option()] = "", flow: Annotated[str, typer.Option()] = "") -> None:
    """Grade answers and name the slip: JSON lines in, JSON lines out."""
    from bot.estimation.lines import check_lines

    print_lines(check_lines(input_lines(), _params(scenario, flow)))
