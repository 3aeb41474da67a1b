"""How well questions are matched to facts: `python tests/bench/questions.py QUESTIONS.jsonl [--errors] [--set k=v …]`.

Rows are {"scenario", "question", "fact": id, [ids] or null}. Printed with counts, with the encoder and without it:
  F1                over (question, fact) pairs answered at once
  direct precision  pairs answered at once that are right
  wrong direct      questions with an answer on the sheet that were given a wrong one at once
  false direct      questions with none that were answered at once
  reachable         asked facts that were answered or offered
"""

import argparse
import dataclasses
import json
import tempfile
from pathlib import Path

from bot.content import Content, load_content
from bot.language import Encoder, FactMatcher, lexicon_from, load_encoder, matching_from

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--errors", action="store_true", help="show every row that is not as labelled")
    parser.add_argument("--set", nargs="*", default=[], metavar="KEY=VALUE", help="try other limits")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.questions.read_text("utf-8").splitlines() if line.strip()]
    content = load_content([ROOT])
    cache = Path(tempfile.gettempdir()) / "mockingbird-bench"
    loading = load_encoder(cache)
    changes = dict(pair.split("=") for pair in options.set)
    for name, encoder in (("without encoder", None), ("with encoder", loading.encoder)):
        if name == "with encoder" and encoder is None:
            print(f"{name}: {loading.reason}")
            continue
        limits = {key: float(value) for key, value in changes.items()}
        print(f"{name}: {matched(rows, content, encoder, options.errors, limits)}")


@dataclasses.dataclass(frozen=True)
class Found:
    """Counts of one run, and the ratios that are promised of them."""

    right: int
    given: int
    asked: int
    reached: int
    wrong_rows: int
    answerable: int
    false_rows: int
    nulls: int
    offered_rows: int

    @property
    def precision(self) -> float:
        return self.right / max(self.given, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.asked, 1)

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)

    @property
    def reachable(self) -> float:
        return self.reached / max(self.asked, 1)

    def __str__(self) -> str:
        return (
            f"F1 {self.f1:.3f} (precision {self.precision:.3f} = {self.right}/{self.given}, "
            f"recall {self.recall:.3f} = {self.right}/{self.asked})"
            f" · wrong direct {self.wrong_rows}/{self.answerable} = {self.wrong_rows / max(self.answerable, 1):.3f}"
            f" · false direct on null {self.false_rows}/{self.nulls} = {self.false_rows / max(self.nulls, 1):.3f}"
            f" (offered something on {self.offered_rows})"
            f" · reachable {self.reached}/{self.asked} = {self.reachable:.3f}"
        )


def matched(
    rows: list[dict], content: Content, encoder: Encoder | None, errors: bool = False, changes: dict | None = None
) -> Found:
    """What the matcher says to these rows; `changes` are limits to try instead of the shipped ones."""
    matching = matching_from(content.lexicon["matching"])
    limits = dataclasses.replace(matching.with_encoder if encoder else matching.without_encoder, **(changes or {}))
    matching = dataclasses.replace(matching, with_encoder=limits, without_encoder=limits)
    lexicon = lexicon_from(content.lexicon["synonyms"])
    matchers = {
        key: FactMatcher(content.scenario(key).facts, lexicon, matching, encoder, content.scenario(key).decoys)
        for key in sorted({row["scenario"] for row in rows})
    }
    counts = dict.fromkeys((field.name for field in dataclasses.fields(Found)), 0)
    for row in rows:
        gold = {row["fact"]} if isinstance(row["fact"], str) else set(row["fact"] or ())
        match = matchers[row["scenario"]].match(row["question"])
        answered, offered = set(match.answered), set(match.offered)
        counts["right"] += len(answered & gold)
        counts["given"] += len(answered)
        counts["asked"] += len(gold)
        counts["reached"] += len((answered | offered) & gold)
        counts["answerable" if gold else "nulls"] += 1
        counts["wrong_rows"] += bool(gold and answered - gold)
        counts["false_rows"] += bool(not gold and answered)
        counts["offered_rows"] += bool(not gold and offered)
        if errors and answered != gold:
            print(f"  {sorted(gold)} != {sorted(answered)} offered {list(match.offered)}: {row['question']}")
    return Found(**counts)


if __name__ == "__main__":
    main()
