"""What went wrong inside, told to the log in full and to the person as a reference; neither holds what people wrote."""

import secrets
import traceback


class Broken(RuntimeError):
    """A command could not be carried out because of a fault of ours. Nothing of it is durable; it may come again.

    `reference` is what the log has under the same name, short enough to be read out.
    """

    def __init__(self, reference: str) -> None:
        super().__init__(f"fault {reference}: see the log")
        self.reference = reference


def new_reference() -> str:
    return secrets.token_hex(4)


def traced(error: BaseException) -> dict[str, str]:
    """Fields for the log: kinds of error and lines of code, but no error's own text, which may quote a message."""
    kinds: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(kinds) < 5:
        kinds.append(type(cause).__qualname__)
        cause = cause.__cause__
    frames = traceback.extract_tb(error.__traceback__)[-12:]
    lines = [f"{frame.name}:{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames)]
    return {"error": " from ".join(kinds), "trace": " < ".join(lines)}
