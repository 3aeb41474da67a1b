"""The two charts of a report as SVG: time against plan, and the profile of the phases. matplotlib is loaded on use."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot.report.model import Phase

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Colours:
    ground: str
    ink: str
    faint: str
    bar: str
    over: str


COLOURS: Mapping[Theme, Colours] = {
    "light": Colours("#ffffff", "#1f2933", "#9aa5b1", "#3e7cb1", "#b85c00"),
    "dark": Colours("#1b1f24", "#eef1f4", "#6b7785", "#7db3de", "#f0a35e"),
}


def times(phases: Sequence[Phase], labels: Mapping[str, str], theme: Theme = "light") -> str:
    """Minutes spent as bars, the plan as a mark across each; what ran over is hatched as well as coloured.

    `labels`: planned, spent, minutes."""
    colours = COLOURS[theme]

    def paint(axes: Any) -> None:
        widest = max([1.0, *(max(phase.planned, phase.spent) for phase in phases)])
        for row, phase in enumerate(phases):
            within = min(phase.spent, phase.planned)
            axes.barh(row, within, height=0.5, color=colours.bar)
            if phase.spent > phase.planned:
                axes.barh(row, phase.spent - within, left=within, height=0.5, color=colours.ground,
                          edgecolor=colours.over, hatch="////", linewidth=1)  # fmt: skip
            axes.plot([phase.planned] * 2, [row - 0.36, row + 0.36], color=colours.ink, linewidth=2)
            text = f"{_minutes(phase.spent)} / {_minutes(phase.planned)} {labels['minutes']}"
            axes.text(max(phase.spent, phase.planned) + widest * 0.02, row, text, va="center", color=colours.ink)
        axes.set_xlim(0, widest * 1.25)

    return _chart(phases, paint, colours)


def _minutes(value: float) -> str:
    """As the table beside the chart has it: tenths, without a zero behind the point."""
    return f"{value:.1f}".removesuffix(".0")


def profile(phases: Sequence[Phase], theme: Theme = "light") -> str:
    """The score of each phase of 100; one that could not be judged has no bar and a dash."""
    colours = COLOURS[theme]

    def paint(axes: Any) -> None:
        for row, phase in enumerate(phases):
            axes.barh(row, 100, height=0.5, color="none", edgecolor=colours.faint, linewidth=0.8)
            if phase.score is not None:
                axes.barh(row, phase.score, height=0.5, color=colours.bar)
            text = "–" if phase.score is None else f"{phase.score:.0f}"
            axes.text(102, row, text, va="center", color=colours.ink)
        axes.set_xlim(0, 125)

    return _chart(phases, paint, colours)


def _chart(phases: Sequence[Phase], paint: Callable[[Any], None], colours: Colours) -> str:
    """Horizontal bars with the phases' titles; no clock and no random id in the file."""
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    with matplotlib.rc_context({"svg.hashsalt": "mockingbird", "font.family": "DejaVu Sans", "font.size": 10,
                                "hatch.color": colours.over, "hatch.linewidth": 0.8}):  # fmt: skip
        figure = Figure(figsize=(7.2, 0.52 * max(len(phases), 1) + 0.3), facecolor=colours.ground, layout="constrained")
        FigureCanvasSVG(figure)
        axes = figure.add_subplot(facecolor=colours.ground)
        paint(axes)
        axes.set_yticks(range(len(phases)), [_plain(phase.title) for phase in phases], color=colours.ink)
        axes.set_xticks([])
        axes.invert_yaxis()
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None}, facecolor=colours.ground)
    text = out.getvalue()
    return text[text.index("<svg") :]


def _plain(title: str) -> str:
    """A title that matplotlib does not take for mathematics."""
    return title[:40].replace("$", r"\$")
