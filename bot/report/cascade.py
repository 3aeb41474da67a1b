"""The cascade as bars on a log axis: what matters is the order of magnitude."""

from collections.abc import Sequence
from pathlib import Path

from bot.estimation.lines import Bar

GROUPS = {"req/s": "requests a second", "count": "counts", "B/s": "bytes a second", "B": "bytes"}


def plot(bars: Sequence[Bar], path: Path) -> None:
    """Write a PNG (or what the name's ending says). Raises ValueError for an ending that matplotlib cannot write."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    units = [unit for unit in GROUPS if any(bar.unit == unit for bar in bars)]
    heights = [sum(bar.unit == unit for bar in bars) for unit in units]
    figure, axes = plt.subplots(
        len(units), 1, figsize=(9, 1.2 + 0.42 * len(bars)), squeeze=False, height_ratios=heights, layout="constrained"
    )
    for axis, unit in zip(axes[:, 0], units, strict=True):
        shown = [bar for bar in bars if bar.unit == unit][::-1]
        drawn = axis.barh([bar.label for bar in shown], [bar.value for bar in shown], color="#2f7d64")
        axis.bar_label(drawn, labels=[bar.text for bar in shown], padding=4, fontsize=9)
        axis.set_xscale("log")
        axis.set_xlabel(GROUPS[unit], fontsize=9)
        axis.set_xlim(1, max(bar.value for bar in shown) * 1000)  # all from one, so that lengths are powers of ten
        axis.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=130)
    plt.close(figure)
