"""`app.py replay`: an interview held again."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import encoder, fail, read_content, read_settings, read_transcript, say


def replay(
    transcript: Annotated[Path, typer.Argument(help="A transcript as JSON; - reads standard input.")],
    seed: Annotated[int, typer.Option(help="Picks the interviewer's wordings.")] = 1,
    rubric: Annotated[str, typer.Option(help="Id of the rubric that it is held by.")] = "",
) -> None:
    """Hold an interview again: a candidate's messages at their times, with what the interviewer says to them."""
    from bot.dialogue.mind import Mind
    from bot.interview.replay import replay as held
    from bot.record import Refused

    settings = read_settings()
    given = read_transcript(transcript)
    content = read_content(settings)
    try:
        mind = Mind(content, encoder(settings))
        for line in held(given, mind, content.words, seed, rubric):
            text = line.text or f"({line.what})"
            say(f"{int(line.at) // 60:3d}:{int(line.at) % 60:02d} {line.phase:13.13} {line.who:11} {text}")
    except ValueError as error:
        fail(f"{transcript} cannot be replayed: {error}")
    except Refused as refused:
        fail(content.words.say(refused.reason, **refused.words))
