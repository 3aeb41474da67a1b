"""The part of `app.py check` that scores: ladders that cannot be climbed, and golden transcripts scored again."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli.console import fail, say
from bot.cli.settings import ROOT

if TYPE_CHECKING:
    from bot.content import Content

GOLDEN = ROOT / "tests" / "scoring" / "golden"


def check_scoring(content: "Content", golden: Path, record: bool) -> None:
    """Ends the program with status 2 for a ladder that names what is not there."""
    from bot.scoring import tools_from
    from bot.scoring.lint import ladder_errors, ladder_warnings

    tools = tools_from(content.lexicon)
    errors = [line for rubric in content.rubrics.values() for line in ladder_errors(rubric, tools)]
    for line in (*errors, *(line for rubric in content.rubrics.values() for line in ladder_warnings(rubric))):
        say(line)
    if errors:
        raise typer.Exit(2)
    if golden.is_dir():
        _replay(content, golden, record)


def _replay(content: "Content", golden: Path, record: bool) -> None:
    from bot.scoring.golden import record_golden, replay_golden

    try:
        differences = replay_golden(golden, content)
        for difference in differences:
            say(str(difference))
        if record:
            say(f"Recorded the scores of {record_golden(golden, content)} golden transcripts.")
        elif differences:
            say(f"{len(differences)} score(s) of golden transcripts differ. If that is meant: app.py check --record")
        else:
            say(f"{len(list(golden.glob('*.json')))} golden transcripts score as recorded.")
    except ValueError as error:
        fail(str(error))
