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
        measure(name, rows, content, encoder, options.errors, {key: float(value) for key, value in changes.items()})


def measure(
    name: str, rows: list[dict], content: Content, encoder: Encoder | None, errors: bool, changes: dict[str, float]
) -> None:
    matching = matching_from(content.lexicon["matching"])
    limits = dataclasses.replace(matching.with_encoder if encoder else matching.without_encoder, **changes)
    matching = dataclasses.replace(matching, with_encoder=limits, without_encoder=limits)
    lexicon = lexicon_from(content.lexicon["synonyms"])
    matchers = {
        key: FactMatcher(content.scenario(key).facts, lexicon, matching, encoder, content.scenario(key).decoys)
        for key in {row["scenario"] for row in rows}
    }
    right = given = asked = reached = wrong_rows = false_rows = offered_rows = 0
    answerable = [row for row in rows if row["fact"]]
    for row in rows:
        gold = {row["fact"]} if isinstance(row["fact"], str) else set(row["fact"] or ())
        match = matchers[row["scenario"]].match(row["question"])
        answered, offered = set(match.answered), set(match.offered)
        right, given, asked = right + len(answered & gold), given + len(answered), asked + len(gold)
        reached += len((answered | offered) & gold)
        wrong_rows += bool(gold and answered - gold)
        false_rows += bool(not gold and answered)
        offered_rows += bool(not gold and offered)
        if errors and (answered != gold):
            print(f"  {sorted(gold)} != {sorted(answered)} offered {list(match.offered)}: {row['question']}")
    nulls = len(rows) - len(answerable)
    precision, recall = right / max(given, 1), right / max(asked, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(
        f"{name}: F1 {f1:.3f} (precision {precision:.3f} = {right}/{given}, recall {recall:.3f} = {right}/{asked})"
        f" · wrong direct {wrong_rows}/{len(answerable)} = {wrong_rows / max(len(answerable), 1):.3f}"
        f" · false direct on null {false_rows}/{nulls} = {false_rows / max(nulls, 1):.3f}"
        f" (offered something on {offered_rows}) · reachable {reached}/{asked} = {reached / max(asked, 1):.3f}"
    )


if __name__ == "__main__":
    main()
