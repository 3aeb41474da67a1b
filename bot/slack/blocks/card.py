"""The card: the first message of an interview, edited in place as the clock moves."""

from collections.abc import Callable

from bot.interview.state import Interview
from bot.slack.blocks import build as b
from bot.slack.blocks.values import packed
from bot.slack.ids import Action

Words = Callable[..., str]


def control_buttons(words: Words, interview: Interview) -> list[b.Block]:
    """What can be pressed now. Everything here is a command as well."""
    if not interview.live:
        return []
    here = packed(interview.id, interview.phase)
    sure = [words(f"confirm_{part}") for part in ("end_title", "end_text", "yes", "no")]
    end = b.button(words("button_end"), Action.END, here, style="danger", confirm=b.confirm(*sure))
    if interview.status == "paused":
        return [b.button(words("button_resume"), Action.RESUME, here, style="primary"), end]
    return [
        b.button(words("button_next"), Action.NEXT, here, style="primary"),
        b.button(words("button_hint"), Action.HINT, here),
        b.button(words("button_pause"), Action.PAUSE, here),
        end,
    ]
