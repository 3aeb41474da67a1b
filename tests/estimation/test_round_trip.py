"""Whatever quantity is written in a supported style is read back; nothing that can be typed breaks the reader."""

import math
import os
import subprocess
import sys
import time

import pint
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.estimation import Context, human, quantity, read
from bot.estimation.lines import prediction

PREFIXES = {
    "": 1.0,
    "k": 1e3,
    "K": 1e3,
    "M": 1e6,
    " million": 1e6,
    "bn": 1e9,
    " billion": 1e9,
    " thousand": 1e3,
    "mn": 1e6,
}
SIZES = {"B": 1.0, "KB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "PB": 1e15, "kB": 1e3, "gb": 1e9, "KiB": 1024.0, "GiB": 1024.0**3,
         "bytes": 1.0, "megabytes": 1e6, "terabytes": 1e12}  # fmt: skip
RATES = {"/s": 1.0, " per second": 1.0, "/min": 1 / 60, " an hour": 1 / 3600, "/sec": 1.0, " a second": 1.0}
PERIODS = {"/day": "day", " per day": "day", " a year": "year", "/yr": "year", " per month": "month", " daily": "day"}
NUMBERS = st.one_of(
    st.integers(1, 999).map(str),
    st.integers(1000, 9_999_999).map(lambda n: f"{n:,}"),
    st.integers(10, 9999).map(lambda n: f"{n / 10:.1f}"),
    st.integers(2, 8).map(lambda n: f"10^{n}"),
    st.tuples(st.integers(1, 9), st.integers(3, 8)).map(lambda p: f"{p[0]}e{p[1]}"),
)


def number(text: str) -> float:
    return 10.0 ** int(text[3:]) if text.startswith("10^") else float(text.replace(",", ""))


@given(
    NUMBERS,
    st.sampled_from(sorted(PREFIXES)),
    st.sampled_from(["writes", "reads", "messages", "requests"]),
    st.sampled_from(sorted(RATES)),
)
def test_any_rate_is_read_back(digits: str, prefix: str, noun: str, rate: str) -> None:
    prefix = "" if digits.startswith("10^") or "e" in digits else prefix
    (found,) = read(f"{digits}{prefix} {noun}{rate}")

    assert found.unit == "req/s"
    assert found.value == pytest.approx(number(digits) * PREFIXES[prefix] * RATES[rate], rel=1e-9)


@given(NUMBERS, st.sampled_from(sorted(SIZES)), st.sampled_from(["", " "]), st.sampled_from(["", *sorted(PERIODS)]))
def test_any_volume_is_read_back(digits: str, unit: str, space: str, period: str) -> None:
    if unit == "B" and (period or "." in digits):
        unit = "KB"  # "20B/day" is twenty billion, and so is "1.1B": there is no tenth of a byte
    if "e" in digits or digits.startswith("10^"):
        space = " "
    found = [each for each in read(f"{digits}{space}{unit}{period}", Context(asked="object_size")) if each.unit == "B"]

    assert len(found) == 1
    assert found[0].per == PERIODS.get(period)
    assert found[0].value == pytest.approx(number(digits) * SIZES[unit], rel=1e-9)


@given(
    st.integers(1, 999),
    st.sampled_from(["KB", "MB", "GB", "TB"]),
    st.integers(1, 40),
    st.sampled_from(["-", "–", " to ", " - "]),
)
def test_any_range_is_read_back(low: int, unit: str, more: int, dash: str) -> None:
    (found,) = read(f"{low}{dash}{low + more} {unit}")

    assert found.range == pytest.approx((low * SIZES[unit], (low + more) * SIZES[unit]))


@given(st.floats(1000, 9e17), st.sampled_from(["B", "B/s", "req/s"]))
def test_what_is_printed_is_read_back(value: float, unit: str) -> None:
    (found,) = read(
        f"that is {human(value, unit)}", Context(asked={"B": "object_size", "B/s": "bandwidth", "req/s": "qps"}[unit])
    )

    assert found.unit == unit
    assert found.value == pytest.approx(value, rel=0.006)


@given(st.floats(1, 9e17), st.sampled_from(["B", "B/s", "req/s", "s"]))
def test_a_printed_quantity_is_a_figure_that_a_sheet_may_hold(value: float, unit: str) -> None:
    value = min(value, 1e10) if unit == "s" else value
    parsed, parsed_unit = quantity(human(value, unit))

    assert parsed_unit == unit
    assert parsed == pytest.approx(value, rel=0.006)


REGISTRY = pint.UnitRegistry()
FOR_PINT = {"KB": "kilobyte", "MB": "megabyte", "GB": "gigabyte", "TB": "terabyte", "KiB": "kibibyte", "MiB": "mebibyte",
            "GiB": "gibibyte", "bytes": "byte", "Mbit": "megabit", "Gbit": "gigabit", "ms": "millisecond", "seconds": "second",
            "days": "day", "weeks": "week"}  # fmt: skip


@given(st.integers(11, 999), st.sampled_from(sorted(FOR_PINT)), st.sampled_from(["", "/s"]))
def test_pint_agrees_where_it_can_read(count: int, unit: str, per: str) -> None:
    time_unit = unit in ("ms", "seconds", "days", "weeks")
    per = "" if time_unit else per
    (found,) = read(f"{count} {unit}{per}", Context(asked="retention" if time_unit else None))
    base = "second" if time_unit else "byte/second" if per else "byte"

    assert found.value == pytest.approx(
        REGISTRY(f"{count} {FOR_PINT[unit]}{'/second' if per else ''}").to(base).magnitude
    )


@settings(max_examples=400)
@given(st.text(max_size=300))
@example("½")
@example("10^999 users")
@example("1e400 B")
@example("9" * 5000)
@example("²³ x² 5²")
@example("٣ million users, ４ TB")
def test_no_text_makes_it_raise(text: str) -> None:
    for asked in (None, "write_qps", "daily_storage", "cache_ratio"):
        for found in read(text, Context(asked=asked)):
            assert found.surface == text[found.span.start : found.span.end]
            assert math.isfinite(found.value)


PIECES = st.sampled_from(
    """5k 20B 100 half million a two × * / = ≈ → 86400 ( ) , . - – to or not wait no ~ % x 3x per day /s GB TB B
        writes reads users
    peak each 1:10 10^5 2.5 ±  ;  \n each twice of RF = qps 404 $5 #3 p99 <@U1> `5k` 24/7 ³ b m K T and
    between""".split(" ")
)


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=40))
def test_no_heap_of_pieces_makes_it_raise(pieces: list[str]) -> None:
    text = " ".join(pieces)

    spans = [each.span for each in read(text, Context(asked="qps"))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


HEAVY = {
    "digits": "1", "groups": "1,111", "commas": ",111", "dots": "1.111", "spaces": "1 000 ", "open": "(", "products": "1*", "hyphens": "a-1",
    "words": "one million and ", "tildes": "~1~ ", "stars": "*1* ", "equals": "1=1", "prefixes": "5k ", "powers": "10^", "urls": "http://",
    "entities": "&lt;1", "ticks": "`5k` ~1~ ", "lines": "5k\n", "negations": "not 5k, 6k ", "halves": "½", "ratios": "1:", "letters": "a ",
}  # fmt: skip


@pytest.mark.parametrize("kind", HEAVY)
def test_no_pattern_is_catastrophic(kind: str) -> None:
    piece = HEAVY[kind]
    text = (piece * (40_000 // len(piece) + 1))[:40_000]
    read(text[:400])

    start = time.process_time()
    read(text)
    assert time.process_time() - start < 2.0  # usual: 0.02 to 0.2 s; a quadratic pattern takes minutes


def test_nested_parentheses_are_only_text() -> None:
    assert read("(" * 5000 + "5k rps" + ")" * 5000)[0].value == 5000


def test_every_hash_seed_gives_the_same() -> None:
    code = (
        "from bot.estimation import read, check\n"
        "t = '50M users x 8 msgs = 400M/day, /86400 ~ 4.6k, 300B each so 120 GB a day, 44 TB/yr, x3 copies'\n"
        "p = {'actors': 5e7, 'per_actor_per_day': 8, 'object_size': 300, 'reads_per_write': 8, 'peak_factor': 8}\n"
        "print(read(t), check(p, 'write_qps', '37k/s'))"
    )
    outs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4")
    }
    assert len(outs) == 1


def test_a_prediction_has_the_form_of_the_contract() -> None:
    (found,) = read("10-20k rps")

    assert prediction(found) == {
        "span": [0, 10],
        "value": 15_000,
        "unit": "req/s",
        "per": None,
        "range": [1e4, 2e4],
        "metric": "qps",
    }
