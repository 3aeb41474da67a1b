"""How fast the estimation core reads, beside quantulum3 and pint in the same run, and its worst times.

uv run python -m tests.bench.estimation
"""

import json
import logging
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from bot.estimation import Context, check, read

DATA = Path(__file__).parents[1] / "estimation" / "data"


def main() -> None:
    rows = [json.loads(line) for line in (DATA / "estimates.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = [row["text"] for row in rows]
    contexts = [
        Context(row["context"].get("params"), row["context"].get("asked"), row["context"].get("locale")) for row in rows
    ]
    ours = best_rate(
        lambda: [read(text, context) for text, context in zip(texts, contexts, strict=True)], len(texts), 12
    )
    print(f"ours           {ours:>10,.0f} texts/s")
    quantulum = best_rate(lambda: [parsed_by_quantulum(text) for text in texts], len(texts), 2)
    print(f"quantulum3     {quantulum:>10,.0f} texts/s   ours is {ours / quantulum:,.1f} times as fast")
    pint = best_rate(lambda: [parsed_by_pint(text) for text in texts], len(texts), 3)
    print(f"pint           {pint:>10,.0f} texts/s   ours is {ours / pint:,.1f} times as fast (pint reads few of them)")
    rate = best_rate(check_all, len(CHECKS), 5)
    print(f"checks         {rate:>10,.0f} answers/s")
    for size in (4_000, 40_000):
        print(f"{size:>6,} characters: worst {worst(texts, size):.1f} ms")
    for what in ("import bot.estimation", "from bot.estimation import read, check, cascade",
                 "from bot.estimation import read; read('5k qps')"):  # fmt: skip
        print(f"{what}: {import_time(what):.0f} ms")


def best_rate(work: Callable[[], object], count: int, rounds: int) -> float:
    work()
    fastest = min(timed(work) for _ in range(rounds))
    return count / fastest


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def parsed_by_quantulum(text: str) -> object:
    from quantulum3 import parser

    try:
        return parser.parse(text)
    except Exception as problem:  # it raises on some texts
        return problem


def parsed_by_pint(text: str) -> object:
    try:
        return REGISTRY(text)
    except Exception as problem:
        return problem


CHECKS = [json.loads(line) for line in (DATA / "checks.jsonl").read_text(encoding="utf-8").splitlines()]


def check_all() -> None:
    for row in CHECKS:
        check(row["params"], row["metric"], row["text"], row["prior"])


HEAVY = ("1", "1,111", ",111", "1 000 ", "(", "1*", "a-1", "one million and ", "~1~ ", "*1* ", "1=1", "5k ", "10^", "http://", "&lt;1", "`5k` ",
         "5k\n", "not 5k, 6k ", "½", "1:", "1/", "5B×", "x1", "5% ", "9 ", "5 per user ", "half a ", "error 500 ", "v1.", "$1", "jan 1 ",
         "a - 5: ", "5 > 6 > ", "W: 5/s ", "a) 5 ", "= 5k # ", "qps * 5 ", "5k / 6k reads ", "each of 5 TB × 365 = 2 PB; ")  # fmt: skip


def worst(texts: list[str], size: int) -> float:
    """Milliseconds for the slowest of real texts joined and of the repeated pieces, each the best of three."""
    return 1000 * max(best_time(piece, size) for piece in (" ".join(texts), *HEAVY))


def best_time(piece: str, size: int) -> float:
    text = (piece * (size // len(piece) + 1))[:size]
    return min(timed(lambda: read(text)) for _ in range(3))


def import_time(statement: str) -> float:
    code = f"import time; t = time.perf_counter(); {statement}; print(time.perf_counter() - t)"
    outs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(7)
    ]
    return 1000 * min(map(float, outs))


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    warnings.filterwarnings("ignore")
    from pint import UnitRegistry

    REGISTRY = UnitRegistry()
    main()
