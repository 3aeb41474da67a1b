"""Slack's way of saying no."""

from typing import Any


class Refused(Exception):
    """A call that Slack would not take, with Slack's error name and what stands beside it in the answer.

    `extra` is merged into the answer (`response_metadata`, `needed`, `provided`); `retry_after` (seconds) makes it
    HTTP 429 with that header.
    """

    def __init__(self, error: str, *, retry_after: int | None = None, **extra: Any) -> None:
        super().__init__(error)
        self.error, self.retry_after, self.extra = error, retry_after, extra

    def body(self) -> dict[str, Any]:
        return {"ok": False, "error": self.error, **self.extra}


def because(error: str, *sentences: str) -> Refused:
    """A refusal with sentences that say what was wrong, where Slack puts them."""
    return Refused(error, response_metadata={"messages": list(sentences)})
