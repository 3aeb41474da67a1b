"""How long a transcript of 90 turns takes to be scored, and whether the time grows in step with its length.

    uv run python -m tests.bench.scoring

The turns are those of the interviews under tests/scoring on one scenario, one interview after the other. CPU time.
"""

import json
import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.content import load_content
from bot.language import load_encoder
from bot.record import Transcript, Turn
from bot.record.transcript import transcript_from
from bot.scoring import score, tools_from

ROOT = Path(__file__).parents[2]
LENGTHS = (45, 90, 180, 360)
ORDER = ("requirements", "estimation", "design", "decisions", "patterns")


def long_one(turns: int) -> Transcript:
    """An interview of so many turns, in the order of the phases."""
    files = sorted((ROOT / "tests" / "scoring").glob("*/*.json"))
    held = [transcript_from(data) for file in files if "turns" in (data := json.loads(file.read_text("utf-8")))]
    held = [each for each in held if each.turns]
    spoken = [turn for each in held for turn in each.turns]
    share = {phase: [turn for turn in spoken if turn.phase == phase] for phase in ORDER}
    taken = [turn for phase in ORDER for turn in share[phase][: round(turns * len(share[phase]) / len(spoken) + 0.5)]]
    numbered = tuple(_at(turn, index) for index, turn in enumerate(taken[:turns]))
    return replace(held[0], id=f"long-{turns}", scenario="whatsapp", turns=numbered)


def _at(turn: Turn, index: int) -> Turn:
    return replace(turn, index=index, at=float(index * 20))


def spent(transcript: Transcript, content: Any, tools: Any) -> float:
    began = time.process_time()
    score(transcript, content.scenario(transcript.scenario), content.rubric(), tools)
    return time.process_time() - began


def main() -> None:
    content = load_content([ROOT])
    for name, encoder in (("without encoder", None), ("with encoder", load_encoder().encoder)):
        tools = tools_from(content.lexicon, encoder)
        spent(long_one(30), content, tools)
        for turns in LENGTHS:
            held = long_one(turns)
            fresh = tools_from(content.lexicon, load_encoder().encoder) if encoder else tools
            if encoder:
                spent(long_one(10), content, fresh)
            took = spent(held, content, fresh)
            words = sum(len(turn.text.split()) for turn in held.turns)
            print(
                f"{name}: {len(held.turns)} turns, {words:,} words: {took:.2f} s of CPU, {took / words * 1e6:.0f} µs a word"
            )
    print(f"load average {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
