"""What the commands share: words to the terminal, JSON lines, and the content and encoder that they work with."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from bot.cli.settings import Settings

if TYPE_CHECKING:
    from bot.content import Content
    from bot.record import Transcript


def fail(message: str) -> NoReturn:
    """End the program with a message on standard error."""
    typer.echo(message, err=True)
    raise typer.Exit(2)


def say(message: str) -> None:
    typer.echo(message)


def read_settings() -> Settings:
    """What the environment says, or the end of the program with the variable that cannot be read."""
    from pydantic import ValidationError

    try:
        return Settings()
    except ValidationError as error:
        fail("\n".join(f"{each['loc'][0]}={each['input']} cannot be used: {each['msg']}." for each in error.errors()))


def read_transcript(path: Path) -> "Transcript":
    """The transcript in a file, on standard input for `-`, or the end of the program with what is wrong with it."""
    from bot.record.transcript import transcript_from

    try:
        data = json.loads(sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8"))
        if not isinstance(data, dict):
            raise ValueError("A transcript is one object with scenario, minutes and turns.")
        return transcript_from(data)
    except OSError as error:
        fail(f"{path} cannot be read: {error.strerror}. Give the path of a transcript, or - for standard input.")
    except UnicodeDecodeError:
        fail(f"{path} cannot be read: it is not text in UTF-8. Give a transcript as JSON; the README shows its shape.")
    except (json.JSONDecodeError, RecursionError) as error:
        place = f" at line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        fail(f"{path} is not JSON{place}. Give a transcript as JSON; the README shows its shape.")
    except ValueError as error:
        fail(f"{path}: {error}")


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


def input_lines() -> Iterable[str]:
    return (line for line in sys.stdin if line.strip())


def print_lines(rows: Iterable[dict[str, Any]]) -> None:
    """JSON lines; exit status 2 when any of them is an error."""
    failed = False
    for row in rows:
        failed = failed or "error" in row
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    if failed:
        raise typer.Exit(2)
