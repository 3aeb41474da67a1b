"""The cascade follows from any figures, exactly, and can show its working."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.estimation import cascade, cascades, human, quantity
from bot.estimation.cascading import ancestors, evaluate
from bot.estimation.lines import check_lines, log_bars, read_lines, show

MESSAGES = {"actors": 5e8, "per_actor_per_day": 40, "object_size": 100, "peak_factor": 3, "reads_per_write": 1, "replication": 3,
            "retention_days": 365, "cache_share": 0.2}  # fmt: skip


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("writes_per_day", 2e10), ("write_qps", 231_481.48), ("peak_write_qps", 694_444.44), ("daily_storage", 2e12), ("yearly_storage", 7.3e14),
        ("replicated_storage", 2.19e15), ("total_storage", 2.19e15), ("ingress_bandwidth", 23_148_148.1), ("cache_memory", 4e11),
    ],
)  # fmt: skip
def test_the_figures_of_a_flow_give_every_step(metric: str, value: float) -> None:
    assert cascade(MESSAGES)[metric].value == pytest.approx(value)


def test_a_step_shows_its_working() -> None:
    found = cascade(MESSAGES)

    assert found["write_qps"].path == "500 M × 40 = 20 bn/day; ÷ 86,400 = 231.5 k/s"
    assert found["daily_storage"].working == "20 bn/day × 100 B = 2 TB/day"
    assert found["daily_storage"].binary == "1.82 TiB"


def test_steps_whose_figures_are_missing_are_left_out() -> None:
    found = cascade({"actors": 1e6, "per_actor_per_day": 2, "object_size": math.nan, "peak_factor": -1})

    assert list(found) == ["writes_per_day", "events_per_month", "write_qps"]
    assert "servers" not in cascade(MESSAGES)


def test_what_the_candidate_assumed_wins() -> None:
    found = cascade(MESSAGES, {"peak_factor": 10})

    assert found["peak_write_qps"].value == pytest.approx(2_314_814.8)
    assert found.assumed == ("peak_factor",)


def test_servers_are_rounded_up_exactly() -> None:
    flow = {"actors": 86_400, "per_actor_per_day": 10, "reads_per_write": 1, "peak_factor": 1, "qps_per_server": 0.1}

    assert cascade(flow)["servers"].value == 200


def test_several_flows_add_up() -> None:
    both = cascades({"posts": MESSAGES, "media": MESSAGES | {"object_size": 1e6}})

    assert both["all"]["write_qps"].value == pytest.approx(2 * 231_481.48)
    assert "all" not in cascades({"posts": MESSAGES})


def test_an_own_earlier_number_replaces_its_step() -> None:
    assert evaluate(MESSAGES, {"write_qps": 100})["peak_write_qps"] == 300


def test_every_metric_knows_what_it_is_made_from() -> None:
    assert {"actors", "seconds_per_day", "object_size"} <= ancestors("ingress_bandwidth")
    assert "object_size" not in ancestors("read_qps")


@given(st.dictionaries(st.sampled_from(sorted(MESSAGES)), st.floats(allow_nan=True, allow_infinity=True)))
def test_no_figures_make_it_raise(flow: dict[str, float]) -> None:
    for step in cascade(flow).values():
        assert step.value > 0
        assert step.working


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("500 million", 5e8, "count"), ("100 B", 100, "B"), ("1 year", 31_536_000, "s"), ("20%", 0.2, "ratio"), ("0.2", 0.2, "count"), ("300 MB", 3e8, "B"),
        ("33 million", 3.3e7, "count"), ("7 days", 604_800, "s"), ("1 billion", 1e9, "count"), ("5k/s", 5000, "req/s"), ("10 MB/s", 1e7, "B/s"),
        ("7200", 7200, "count"), ("1,000", 1000, "count"), ("100:1", 100, "ratio"), ("3x", 3, "ratio"), ("4 KiB", 4096, "B"),
    ],
)  # fmt: skip
def test_a_figure_of_a_sheet_is_parsed(text: str, value: float, unit: str) -> None:
    parsed, of = quantity(text)

    assert (parsed, of) == (pytest.approx(value), unit)


@pytest.mark.parametrize("text", ["", "many", "5 bananas", "1 2 3", "5 MB/user", "9" * 500])
def test_what_is_no_figure_says_what_to_write(text: str) -> None:
    with pytest.raises(ValueError, match="500 million"):
        quantity(text)


@pytest.mark.parametrize(
    ("value", "unit", "per", "text"),
    [
        (231_481, "req/s", None, "231 k/s"), (2e12, "B", "day", "2 TB/day"), (2e10, "count", "day", "20 bn/day"), (0.25, "s", None, "250 ms"),
        (604_800, "s", None, "7 days"), (0.2, "ratio", None, "20 %"), (3, "ratio", None, "3×"), (0.9999, "ratio", None, "99.99 %"), (5e8, "users", None, "500 M"),
        (999_999, "req/s", None, "1 M/s"), (0, "B", None, "0 B"), (math.inf, "B", None, "∞"), (11.574, "req/s", None, "11.6/s"),
    ],
)  # fmt: skip
def test_a_quantity_is_printed_as_people_say_it(value: float, unit: str, per: str | None, text: str) -> None:
    assert human(value, unit, per) == text


def test_show_prints_the_cascade_of_a_text() -> None:
    rows, found = show("500M DAU x 40 msgs/day x 100 B, peak 3x, 3 copies")
    table = {row.metric: (row.value, row.kind) for row in rows}

    assert table["actors"] == ("500 M", "given")
    assert table["peak_write_qps"] == ("694 k/s", "follows")
    assert table["replicated_storage"] == ("2.19 PB/year", "follows")
    assert all(bar.value > 0 for bar in log_bars(found))


def test_show_fills_what_is_not_said_from_the_scenario() -> None:
    rows, _ = show("we have 10M DAU", MESSAGES)

    assert {row.metric: row.kind for row in rows}["object_size"] == "assumed"
    assert {row.metric: row.value for row in rows}["writes_per_day"] == "400 M/day"


def test_a_bad_line_says_so_and_the_run_goes_on() -> None:
    out = list(read_lines(["{", '{"id": 2, "text": "5k rps"}', '{"id": 3}', '{"id": 4, "text": 5}', "[1]"]))

    assert [one["id"] for one in out] == [None, 2, 3, 4, None]
    assert ["error" in one for one in out] == [True, False, True, True, True]


def test_a_check_line_gives_the_form_of_the_contract() -> None:
    (out,) = check_lines(
        [
            '{"id": "a", "params": {"actors": 100, "per_actor_per_day": 864}, "metric": "write_qps", "text": "1/s", "later": 1}'
        ]
    )

    assert out == {"id": "a", "grade": "exact", "diagnosis": None, "value": 1.0, "reference": 1.0, "ratio": 1.0,
                   "working": "100 × 864 = 86.4 k/day; ÷ 86,400 = 1/s"}  # fmt: skip


def test_arithmetic_is_exact() -> None:
    assert evaluate({"actors": 0.1, "per_actor_per_day": 3})["writes_per_day"] == Fraction(3, 10)


@pytest.mark.parametrize(("servers", "verdict"), [(40, "too few"), (70, "enough")])
def test_stated_machines_are_held_against_the_load_that_follows(servers: int, verdict: str) -> None:
    rows, _ = show(f"500M DAU x 40 msgs/day x 100 B, peak 3x, 10k rps per server, so {servers} servers")

    (row,) = [row for row in rows if row.metric == "servers" and row.kind not in ("given", "follows")]
    assert row.kind == verdict
    assert "694 k/s" in row.working
