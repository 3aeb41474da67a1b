"""`estimate show --plot` draws the cascade into a file."""

from pathlib import Path

from bot.estimation.lines import log_bars, show
from bot.report.cascade import plot


def test_the_cascade_is_drawn_as_a_png(tmp_path: Path) -> None:
    _, found = show("500M DAU x 40 msgs/day x 100 B, peak 3x, 3 copies")
    plot(log_bars(found), tmp_path / "cascade.png")
    assert (tmp_path / "cascade.png").read_bytes().startswith(b"\x89PNG")
