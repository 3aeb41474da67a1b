"""App Home: the interview that runs now, those that were, and a way to begin."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.interview.state import Interview
from bot.slack.blocks import build as b
from bot.slack.blocks.card import control_buttons, phase_lines
from bot.slack.blocks.report import DOTS
from bot.slack.ids import Action

Words = Callable[..., str]
TREND, TREND_ROWS = 5, 8  # interviews looked back on, criteria shown


def home(
    words: Words,
    live: Interview | None,
    history: Sequence[Mapping[str, Any]],
    more: Sequence[b.Block] = (),
    titles: Mapping[str, str] | None = None,
    foot: Sequence[b.Block] = (),
) -> b.Block:
    """The view of one person's Home; `more` are the blocks of drills and the like, `titles` those of the criteria,
    `foot` stands below everything."""
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
        blocks += [b.section(words("slack.home_row", row=_row(row))) for row in past[:20]]
        if lines := trend(past, titles or {}):
            rows = [words("slack.home_trend_row", title=title, levels=dots) for title, dots in lines]
            blocks.append(b.section("\n".join([words("slack.home_trend"), *rows])))
    elif live is None:
        blocks.append(b.section(words("slack.home_none")))
    blocks += foot
    blocks.append(b.context(words("slack.home_updated")))
    return b.home(blocks)


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A line of the history; those of before there were scores have none."""
    return {"overall": None, "band": "", **row}


def trend(history: Sequence[Mapping[str, Any]], titles: Mapping[str, str]) -> list[tuple[str, str]]:
    """Criterion → its levels from the oldest to the newest interview, the weakest first; of one rubric in one version
    and judged by rules alone, for kinds are not mixed. Nothing before there are two to compare."""
    judged = [row for row in history if row.get("levels")]
    same = [row for row in judged if row["rubric"] == judged[0]["rubric"]][:TREND] if judged else []
    if len(same) < 2:
        return []
    oldest_first = list(reversed(same))
    found = {name: [row["levels"].get(name) for row in oldest_first] for name in titles if name in same[0]["levels"]}
    weakest = sorted(found, key=lambda name: (found[name][-1], list(titles).index(name)))
    told = [(name, [level for level in found[name] if level is not None]) for name in weakest[:TREND_ROWS]]
    return [(titles[name], " ".join(DOTS[level] for level in levels)) for name, levels in told]
