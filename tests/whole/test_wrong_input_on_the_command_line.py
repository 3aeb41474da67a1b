"""Wrong input on the command line: a plain sentence that says what to do, exit status 2, never a trace."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from app import cli

NEVER = ("Traceback", "Errno", "Expecting property")


def refused(*arguments: str, env: dict[str, str] | None = None) -> str:
    """What is said to arguments that cannot be used."""
    found = CliRunner().invoke(cli, list(arguments), env=env)
    assert found.exit_code == 2, (found.output, found.exception)
    assert not any(word in found.output for word in NEVER)
    return found.output


@pytest.mark.parametrize("command", ["score", "replay"])
@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"{bad", "is not JSON at line 1, column 2"),
        (b"[" * 100_000, "is not JSON"),
        (b"\xff\xfe", "not text in UTF-8"),
        (b"[1, 2]", "one object with scenario, minutes and turns"),
        (b"{}", "no 'scenario'"),
    ],
    ids=["broken", "deep", "binary", "list", "empty"],
)
def test_a_transcript_that_cannot_be_read_is_told_of(command: str, written: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "transcript.json"
    path.write_bytes(written)
    assert said in refused(command, str(path))


@pytest.mark.parametrize("command", ["score", "replay"])
def test_a_transcript_that_is_not_there_is_told_of(command: str, tmp_path: Path) -> None:
    assert "cannot be read: No such file" in refused(command, str(tmp_path / "none.json"))
    assert "cannot be read: Is a directory" in refused(command, str(tmp_path))


def test_a_fact_that_is_not_on_the_sheet_cannot_be_taught() -> None:
    assert "there is no fact 'nofact'" in refused("learn", "whatsapp", "nofact", "how many")


def test_a_port_that_does_not_exist_is_refused() -> None:
    assert "65535" in refused("--no-browser", "--port", "99999")


def test_a_folder_that_cannot_be_made_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    said = refused("--no-browser", "--port", "0", env={"MOCKINGBIRD_DATA": str(tmp_path / "file" / "data")})
    assert "Choose another folder with MOCKINGBIRD_DATA" in said


def test_a_variable_that_cannot_be_read_is_named() -> None:
    assert "MOCKINGBIRD_ENCODER=maybe cannot be used" in refused("check", env={"MOCKINGBIRD_ENCODER": "maybe"})
