"""What a turn costs: interviews played through the interviewer, the CPU time of each turn's reading and reply.

    uv run python -m tests.bench.turns [TRANSCRIPT.json …] [--words-alone]

Turns of three sentences are held to 5 ms without the encoder and 25 ms with it. The transcripts are those of
tests/scoring unless given. CPU time of the thread, so that other programs do not count; each interview is played with
texts that this process has not seen, and each question is encoded when it is heard.
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.content import load_content
from bot.dialogue.mind import Mind
from bot.interview.aggregate import Interviews
from bot.interview.prepare import Prepared
from bot.interview.replay import replay
from bot.language import load_encoder, sentences
from bot.record.transcript import transcript_from
from bot.text import plain

ROOT = Path(__file__).parents[2]
SENTENCES = 3


class Timed:
    """Notes the CPU time of every turn that is prepared, with its number of sentences."""

    def __init__(self) -> None:
        self.turns: list[tuple[int, float, str]] = []
        self._prepare = Interviews.prepare

    def __enter__(self) -> "Timed":
        timed, prepare = self, self._prepare

        def noted(self: Interviews, state: Any, command: Any, texts: Any) -> Prepared | None:
            began = time.thread_time()
            found = prepare(self, state, command, texts)
            spent = time.thread_time() - began
            if found is not None and found.turn:
                said = "\n".join(texts[state.messages[index].text_id] for index in found.turn)
                timed.turns.append((len(sentences(plain(said))), spent * 1000, state.phase))
            return found

        Interviews.prepare = noted  # type: ignore[method-assign]
        return self

    def __exit__(self, *_: object) -> None:
        Interviews.prepare = self._prepare  # type: ignore[method-assign]


def transcripts(given: list[Path]) -> Iterator[Any]:
    files = given or sorted((ROOT / "tests" / "scoring").glob("*/*.json"))
    for file in files:
        data = json.loads(file.read_text(encoding="utf-8"))
        if "turns" in data:
            yield transcript_from(data)


def cost_of_turns(given: list[Path], encoder: Any) -> list[tuple[int, float, str]]:
    """(sentences, ms, phase) of every turn. Sheets are read beforehand, as a bot that runs has read them."""
    content = load_content([ROOT])
    mind = Mind(content, encoder)
    held = [each for each in transcripts(given) if each.level in content.rubric().levels]
    for each in held:
        mind.facts(content.scenario(each.scenario))
    list(replay(held[0], mind, content.words))  # patterns are compiled when they are first used
    with Timed() as timed:
        for each in held[1:]:
            list(replay(each, mind, content.words))
    return timed.turns


def report(name: str, turns: list[tuple[int, float, str]], bar: float) -> None:
    three = sorted(ms for count, ms, _ in turns if count == SENTENCES)
    print(
        f"{name}: {len(three)} turns of {SENTENCES} sentences, ms of CPU: median {statistics.median(three):.2f}, "
        f"mean {statistics.mean(three):.2f}, p90 {three[int(len(three) * 0.9)]:.2f}, most {three[-1]:.2f} (bar {bar:g})"
    )
    for phase in dict.fromkeys(phase for _, _, phase in turns):
        own = [ms for count, ms, where in turns if where == phase and count == SENTENCES]
        if own:
            print(f"  {phase:13} {len(own):4} turns, median {statistics.median(own):6.2f}, most {max(own):6.2f}")
    every = [ms for _, ms, _ in turns]
    print(f"  of any length {len(every):4} turns, median {statistics.median(every):6.2f}, most {max(every):6.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("transcripts", nargs="*", type=Path)
    parser.add_argument("--words-alone", action="store_true", help="leave the encoder out")
    given = parser.parse_args()
    report("without encoder", cost_of_turns(given.transcripts, None), 5)
    loaded = load_encoder()
    if given.words_alone or loaded.encoder is None:
        print(f"with encoder: not measured. {loaded.reason}")
    else:
        report("with encoder", cost_of_turns(given.transcripts, loaded.encoder), 25)
    print(f"load average {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
