"""How well scoring agrees with labelled transcripts: per criterion and pooled, with intervals and the worst errors.

    uv run python -m tests.scoring.evaluate [FILES…] [--model none] [--errors] [--leave-one-out]

Without files: the development transcripts (tests/scoring/dev, else ../shared/devsets/transcripts).
"""

import json
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from bot.content import Content, load_content
from bot.record.transcript import Transcript, transcript_from
from bot.scoring import Scorecard, Tools, score, tools_from

ROOT = Path(__file__).resolve().parents[2]
DEV = (
    ROOT / "tests" / "scoring" / "dev",
    Path("/work/shared/devsets/transcripts"),
    ROOT / ".." / "shared" / "devsets" / "transcripts",
)
DRAWS = 1000


@dataclass(frozen=True)
class Judged:
    """One criterion of one transcript: what the label says and what the bot says."""

    transcript: str
    criterion: str
    label: bool
    label_quote: str
    met: bool
    level: int
    quotes: tuple[str, ...]
    by: str
    uncertain: bool


@dataclass(frozen=True)
class Figures:
    tp: int
    fp: int
    fn: int
    tn: int

    @property
    def precision(self) -> float:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else float("nan")

    @property
    def recall(self) -> float:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else float("nan")

    @property
    def f1(self) -> float:
        whole = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / whole if whole else 1.0

    @property
    def kappa(self) -> float:
        n = self.tp + self.fp + self.fn + self.tn
        agreed = (self.tp + self.tn) / n
        chance = ((self.tp + self.fp) * (self.tp + self.fn) + (self.fn + self.tn) * (self.fp + self.tn)) / n**2
        return (agreed - chance) / (1 - chance) if chance < 1 else 1.0


def count(rows: Iterable[Judged]) -> Figures:
    cells = {(True, True): 0, (True, False): 0, (False, True): 0, (False, False): 0}
    for row in rows:
        cells[row.label, row.met] += 1
    return Figures(cells[True, True], cells[False, True], cells[True, False], cells[False, False])


def interval(rows: Sequence[Judged], measure: str, draws: int = DRAWS) -> tuple[float, float]:
    """95 % by drawing whole transcripts anew (seeded): verdicts of one interview hang together."""
    groups: dict[str, list[Judged]] = {}
    for row in rows:
        groups.setdefault(row.transcript, []).append(row)
    names, random, values = sorted(groups), Random(7), []
    for _ in range(draws):
        drawn = [row for name in random.choices(names, k=len(names)) for row in groups[name]]
        values.append(getattr(count(drawn), measure))
    values.sort()
    return values[int(0.025 * draws)], values[int(0.975 * draws)]


def judged(data: Mapping[str, Any], card: Scorecard) -> list[Judged]:
    rows = []
    for name, label in data["labels"].items():
        verdict = card.criteria.get(name)
        level = verdict.level if verdict else 0
        quotes = tuple(each.quote for each in verdict.evidence) if verdict else ()
        by, unsure = (verdict.by, verdict.uncertain) if verdict else ("", False)
        rows.append(
            Judged(
                data["id"], name, bool(label["met"]), label.get("quote") or "", level >= 2, level, quotes, by, unsure
            )
        )
    return rows


def bad_quotes(transcript: Transcript, card: Scorecard) -> list[str]:
    """Evidence that is not a contiguous piece of that candidate turn."""
    turns = {turn.index: turn for turn in transcript.turns}
    return [
        f"{name}: {each.quote!r}"
        for name, verdict in card.criteria.items()
        for each in verdict.evidence
        if turns[each.turn].who != "candidate" or not each.quote or each.quote not in turns[each.turn].text
    ]


def run(files: Sequence[Path], content: Content, tools: Tools) -> tuple[list[Judged], float]:
    """Every verdict on these transcripts, and the longest time that one took in seconds."""
    rows, slowest = [], 0.0
    for path in files:
        data = json.loads(path.read_text(encoding="utf-8"))
        transcript = transcript_from(data)
        start = time.perf_counter()
        card = score(transcript, content.scenario(transcript.scenario), content.rubric(), tools)
        slowest = max(slowest, time.perf_counter() - start)
        for fault in bad_quotes(transcript, card):
            print("NOT A QUOTE", path.name, fault)
        rows += judged(data, card)
    return rows, slowest


def table(rows: Sequence[Judged]) -> str:
    lines = [f"{'criterion':22} {'n+':>3} {'tp':>3} {'fp':>3} {'fn':>3} {'P':>5} {'R':>5} {'F1':>5} {'kappa':>6}"]
    for name in dict.fromkeys(row.criterion for row in rows):
        f = count(row for row in rows if row.criterion == name)
        lines.append(
            f"{name:22} {f.tp + f.fn:3} {f.tp:3} {f.fp:3} {f.fn:3} {f.precision:5.2f} {f.recall:5.2f} {f.f1:5.2f} "
            f"{f.kappa:6.2f}"
        )
    return "\n".join(lines)


def summary(rows: Sequence[Judged]) -> str:
    f = count(rows)
    f1, kappa = interval(rows, "f1"), interval(rows, "kappa")
    return (
        f"{len(rows)} verdicts on {len({row.transcript for row in rows})} transcripts: F1 {f.f1:.3f} "
        f"[{f1[0]:.3f}, {f1[1]:.3f}], kappa {f.kappa:.3f} [{kappa[0]:.3f}, {kappa[1]:.3f}], P {f.precision:.3f} "
        f"R {f.recall:.3f}; tp {f.tp} fp {f.fp} fn {f.fn} tn {f.tn}"
    )


def errors(rows: Iterable[Judged]) -> Iterable[str]:
    for row in sorted(rows, key=lambda row: (row.criterion, row.transcript)):
        if row.label != row.met:
            kind = "MISSED" if row.label else "WRONGLY MET"
            unsure = " (uncertain)" if row.uncertain else ""
            yield f"{row.criterion} {row.transcript} {kind} level {row.level} by {row.by!r}{unsure}"
            if row.label_quote:
                yield f"      label: {row.label_quote[:160]!r}"
            yield from (f"      ours:  {quote[:160]!r}" for quote in row.quotes[:2])


GRID = {"answered_share": (0.27, 0.32, 0.37, 0.42, 0.47, 0.52), "aloud_points": (1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0)}
FITTED = {"answered_share": "com.answers_probe", "aloud_points": "com.thinks_aloud"}


def leave_one_out(files: Sequence[Path], content: Content, tools: Tools) -> list[Judged]:
    """Each transcript judged with the figures of scoring.yaml that fit the others best. Only figures are fitted;
    the rules themselves were written by people who had read the development transcripts."""
    by_figures = {}
    for name, grid in GRID.items():
        for value in grid:
            tried = replace(tools, figures={**tools.figures, name: value}, _kept={})
            rows, _ = run(files, content, tried)
            by_figures[name, value] = [row for row in rows if row.criterion == FITTED[name]]
    fixed, _ = run(files, content, tools)
    found = [row for row in fixed if row.criterion not in FITTED.values()]
    for held in dict.fromkeys(row.transcript for row in fixed):
        for name, grid in GRID.items():
            right = {v: sum(r.met == r.label for r in by_figures[name, v] if r.transcript != held) for v in grid}
            best = max(grid, key=lambda value: right[value])
            found += [row for row in by_figures[name, best] if row.transcript == held]
    return found


def default_files() -> list[Path]:
    folder = next(folder for folder in DEV if folder.is_dir())
    return sorted(folder.glob("*.json"))


def main(arguments: Sequence[str]) -> None:
    flags = [each for each in arguments if each.startswith("--")]
    named = [Path(each) for each in arguments if not each.startswith("--") and each != "none"]
    files = named or default_files()
    content = load_content([ROOT])
    encoder = None
    if "none" not in arguments:
        from platformdirs import user_cache_path

        from bot.language import load_encoder

        encoder = load_encoder(cache=user_cache_path("mockingbird")).encoder
    tools = tools_from(content.lexicon, encoder)
    rows, slowest = run(files, content, tools)
    print(table(rows))
    print(summary(rows), f"; slowest {slowest:.2f} s;", "with encoder" if encoder else "lexical only")
    if "--leave-one-out" in flags:
        print("leaving one out:", summary(leave_one_out(files, content, tools)))
    if "--errors" in flags:
        print("\n".join(errors(rows)))


if __name__ == "__main__":
    main(sys.argv[1:])
