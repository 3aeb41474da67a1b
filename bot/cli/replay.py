"""`app.py replay`: an interview held again."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import encoder, fail, read_content, say
from bot.cli.settings import Settings


def replay(
    transcript: Annotated[Path, typer.Argument(help="A transcript as JSON; - reads standard input.")],
    seed: Annotated[int, typer.Option(help="Picks the interviewer's wordings.")] = 1,
    rubric: Annotated[str, typer.Option(help="Id of the rubric that it is held by.")] = "",
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
        mind = Mind(content, encoder(settings))
        for line in held(transcript_from(json.loads(text)), mind, content.words, seed, rubric):
            say(f"{int(line.at) // 60:3d}:{int(line.at) % 60:02d} {line.phase:13.13} {line.who:11} {line.text}")
    except (OSError, ValueError) as error:
        fail(f"{transcript} cannot be replayed: {error}")
    except Refused as refused:
        fail(content.words.say(refused.reason, **refused.words))
