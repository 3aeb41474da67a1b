"""Wordings of every kind keep being read as they are meant (tests/estimation/data/wordings.txt, in our own words)."""

from pathlib import Path

import pytest

from bot.estimation import Context, Reading, read

FILE = Path(__file__).parent / "data" / "wordings.txt"


def cases() -> list[tuple[str, str, str]]:
    """(rule, text with its context, what is expected) of every line."""
    rule, found = "", []
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            rule = line[2:]
        elif "|||" in line and not line.startswith("//"):
            text, _, expected = line.partition("|||")
            found.append((rule, text.strip(), expected.strip()))
    return found


def read_line(text: str) -> list[Reading]:
    asked, locale = None, None
    if text.startswith("@"):
        context, _, text = text[1:].partition(" ")
        asked, _, locale = context.partition("/")
    return read(text.replace("\\n", "\n"), Context(asked=asked or None, locale=locale or None))


def is_meant(reading: Reading, expected: str) -> bool:
    value, _, metrics = expected.partition(" ")
    right = value == "*" or abs(float(value) - reading.value) <= 0.012 * reading.value
    return right and (metrics in ("", "*") or str(reading.metric) in metrics.split(","))


@pytest.mark.parametrize("rule", sorted({rule for rule, _, _ in cases()}))
def test_texts_are_read_as_they_are_meant(rule: str) -> None:
    wrong = []
    for text, expected in ((text, expected) for own, text, expected in cases() if own == rule):
        readings = read_line(text)
        wanted = [part.strip() for part in expected.split(";") if part.strip()]
        if len(readings) != len(wanted) or not all(map(is_meant, readings, wanted)):
            wrong.append((text, wanted, [(r.value, r.unit, r.metric) for r in readings]))

    assert not wrong
