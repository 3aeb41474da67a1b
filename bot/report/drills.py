"""How a team's answers spread, as a picture: multiples of the reference on a log axis, or how many had each part right.

Dots are first answers without names. Shapes tell what colours tell. matplotlib is loaded on use, and its figures are
made without pyplot, which is not made for threads.
"""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.drills.reveal import Spread

INK, FAINT, BAND, RIGHT, WRONG = "#1f2933", "#9aa5b1", "#e3eef7", "#2f7d64", "#b85c00"
ORDER = 10**0.5  # within this factor it is the right order of magnitude (bot/estimation/grading)
WIDEST = 1e6  # what is further off stands at the edge
LONGEST = 32  # characters of a title in one line


@dataclass(frozen=True, slots=True)
class Captions:
    """Every word of the picture: prompts/drills.yaml, spread."""

    title: str
    ratio: str
    share: str
    reference: str
    within: str


def picture(rows: Sequence[Spread], titles: Mapping[str, str], captions: Captions, people: int) -> bytes:
    """A PNG. The same rows give the same picture."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    by_ratio = [row for row in rows if row.ratios]
    shown = by_ratio or list(rows)
    figure = Figure(figsize=(7.2, 1.6 + 0.52 * max(1, len(shown))), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    if by_ratio:
        _ratios(axes, shown, captions)
    else:
        _shares(axes, shown, captions, people)
    names = [_short(titles.get(row.item, row.item)) for row in shown]
    axes.set_yticks(range(len(shown)), names, fontsize=11, color=INK)
    axes.set_ylim(len(shown) - 0.4, -0.8)
    axes.set_title(captions.title, fontsize=14, color=INK, loc="left", pad=22)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(length=0, colors=INK)
    stream = io.BytesIO()
    figure.savefig(stream, format="png", dpi=130, metadata={"Software": None})
    return stream.getvalue()


def _ratios(axes: Any, rows: Sequence[Spread], captions: Captions) -> None:
    """Each answer as a mark: a dot within the right order of magnitude, a cross outside of it."""
    axes.set_xscale("log")
    axes.axvspan(1 / ORDER, ORDER, color=BAND, zorder=0)
    axes.axvline(1, color=INK, linewidth=1.6, zorder=1)
    widest = 10.0
    for place, row in enumerate(rows):
        axes.axhline(place, color=FAINT, linewidth=0.6, zorder=0)
        for index, ratio in enumerate(row.ratios):
            at = min(WIDEST, max(1 / WIDEST, ratio))
            widest = max(widest, at, 1 / at)
            fits = 1 / ORDER < ratio < ORDER
            lift = 0.09 * ((index % 3) - 1)  # equal answers stand beside each other
            axes.plot(at, place + lift, "o" if fits else "X", color=RIGHT if fits else WRONG, markersize=11, alpha=0.85,
                      markeredgecolor="white", zorder=3)  # fmt: skip
        axes.annotate(
            f"{row.right}/{row.answered}", (1.01, place), xycoords=("axes fraction", "data"), va="center", fontsize=11,
            color=INK,
        )  # fmt: skip
    axes.set_xlim(1 / (widest * 2), widest * 2)
    axes.set_xlabel(captions.ratio, fontsize=11, color=INK)
    top = axes.get_xaxis_transform()
    axes.text(1, 1.005, captions.reference, transform=top, ha="center", va="bottom", fontsize=11, color=INK)
    axes.text(ORDER * 1.08, 0.012, captions.within, transform=top, va="bottom", fontsize=9, color="#52606d")


def _shares(axes: Any, rows: Sequence[Spread], captions: Captions, people: int) -> None:
    for place, row in enumerate(rows):
        axes.barh(place, people, height=0.5, color="none", edgecolor=FAINT, linewidth=0.8)
        axes.barh(place, row.right, height=0.5, color=RIGHT)
        axes.text(people + people * 0.02, place, f"{row.right}/{people}", va="center", fontsize=11, color=INK)
    axes.set_xlim(0, people * 1.12)
    axes.set_xticks(range(people + 1))
    axes.set_xlabel(captions.share, fontsize=11, color=INK)


def _short(title: str) -> str:
    return title if len(title) <= LONGEST else title[: LONGEST - 1].rstrip() + "…"
