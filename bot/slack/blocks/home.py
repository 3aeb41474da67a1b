"""App Home: the interview that runs now, those that were, and a way to begin."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.interview.state import Interview
from bot.slack.blocks import build as b
from bot.slack.blocks.card import control_buttons, phase_lines
from bot.slack.ids import Action

Words = Callable[..., str]


def home(
    words: Words, live: Interview | None, history: Sequence[Mapping[str, Any]], more: Sequence[b.Block] = ()
) -> b.Block:
    """The view of one person's Home; `more` are the blocks of drills and the like."""
    blocks = [b.header(words("slack.home_title")), b.section(words("slack.home_intro"))]
    if live is not None and live.live:
        place = {"channel": live.setup.channel, "private": live.setup.private}
        title = next((p.title for p in live.setup.plan.phases if p.id == live.phase), "")
        blocks.append(b.section(words("slack.home_live", title=live.setup.title, phase=title, **place)))
        blocks.append(b.context("\n".join(phase_lines(words, live))))
        if buttons := control_buttons(words, live):
            blocks.append(b.actions(buttons))
    else:
        blocks.append(b.actions([b.button(words("slack.button_start"), Action.START, "start", style="primary")]))
    blocks += list(more)
    past = [row for row in history if live is None or row["id"] != live.id]
    blocks.append(b.divider())
    if past:
        blocks.append(b.header(words("slack.home_history")))
        blocks += [b.section(words("slack.home_row", row=row)) for row in past[:20]]
    elif live is None:
        blocks.append(b.section(words("slack.home_none")))
    blocks.append(b.context(words("slack.home_updated")))
    return b.home(blocks)
