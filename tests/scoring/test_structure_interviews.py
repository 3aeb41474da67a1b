"""The interviews that the structural detectors were developed by stay agreed with (they measure nothing unseen)."""

import re
from pathlib import Path

import pytest

from bot.record import Transcript, Turn
from bot.scoring import score
from tests.scoring.transcripts import CONTENT, TOOLS, WHO

HERE = Path(__file__).parent / "structure"
PHASES = {"r": "requirements", "e": "estimation", "d": "design", "t": "decisions", "p": "patterns"}
CRITERIA = [name for name in CONTENT.rubric().criteria if name.startswith("est.")] + [
    f"hld.{name}" for name in "end_to_end components unneeded arrows api idempotency read_write data_model".split()
]
HELD = 0.92  # share of all verdicts on a file that have to agree


def interviews(path: Path) -> list[tuple[Transcript, set[str]]]:
    """See the head of interviews.txt for the form."""
    found = []
    for block in re.split(r"(?m)^= ", path.read_text(encoding="utf-8"))[1:]:
        (name, scenario), *lines = block.splitlines()[0].split(), *block.splitlines()[1:]
        turns: list[tuple[str, str, str]] = []
        met: set[str] = set()
        for line in lines:
            if line.startswith("+"):
                met = set(line[1:].split())
            elif line.startswith("  "):
                phase, who, text = turns[-1]
                turns[-1] = (phase, who, f"{text}\n{line[2:]}")
            elif match := re.match(r"(\w) (\w)\| ?(.*)", line):
                turns.append((PHASES[match[1]], WHO[match[2].lower()], match[3]))
        said = tuple(Turn(n, 30 * n, phase, who, text) for n, (phase, who, text) in enumerate(turns))  # type: ignore[arg-type]
        found.append((Transcript(name, scenario, 45, "senior", said), met))
    return found


@pytest.mark.parametrize("path", sorted(HERE.glob("*.txt")), ids=lambda path: path.stem)
def test_structural_verdicts_agree_with_the_labels(path: Path) -> None:
    wrong, whole = [], 0
    for transcript, met in interviews(path):
        card = score(transcript, CONTENT.scenario(transcript.scenario), CONTENT.rubric(), TOOLS)
        whole += len(CRITERIA)
        wrong += [f"{transcript.id} {name}" for name in CRITERIA if card.criteria[name].met != (name in met)]
        for verdict in card.criteria.values():
            for each in verdict.evidence:
                assert each.quote
                assert each.quote in transcript.turns[each.turn].text

    assert len(wrong) <= (1 - HELD) * whole, wrong
