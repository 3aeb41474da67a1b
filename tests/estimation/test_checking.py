"""An answer is graded by order of magnitude, and the slip behind it is named, for any flow."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.estimation import METRICS, Claim, cascade, check, feasible, grade, human, near_border

CHAT = {"actors": 5e8, "per_actor_per_day": 40.0, "object_size": 100.0, "reads_per_write": 2.0, "replication": 3.0, "peak_factor": 3.0,
        "fanout": 12.0, "cache_share": 0.2, "retention_days": 1825.0, "qps_per_server": 10_000.0, "shard_capacity": 2e13}  # fmt: skip


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [
        (1.0, "exact"), (1.02, "exact"), (0.98, "exact"), (1.03, "within_rounding"), (math.sqrt(2), "within_rounding"), (1 / math.sqrt(2), "within_rounding"),
        (1.5, "same_order"), (3.1, "same_order"), (1 / 3.1, "same_order"), (3.2, "off_by_order"), (31.6, "off_by_order"), (31.7, "wrong"), (1e-6, "wrong"),
        (0.0, "wrong"), (math.inf, "wrong"), (math.nan, "wrong"),
    ],
)  # fmt: skip
def test_the_borders_of_the_grades_are_fixed(ratio: float, expected: str) -> None:
    assert grade(ratio) == expected


def test_near_a_border_the_neighbour_is_known_so_that_words_can_be_soft() -> None:
    assert near_border(1.45) == "within_rounding"
    assert near_border(1.35) == "same_order"
    assert near_border(2.0) is None


@pytest.mark.parametrize(
    ("metric", "text", "slip"),
    [
        ("write_qps", "20B writes/s", "forgot_seconds_per_day"),
        ("write_qps", "20B / 24 = 833M/s", "used_24"),
        ("write_qps", "20B / 3600 → 5.6M/s", "used_3600"),
        ("replicated_storage", "730 TB a year", "forgot_replication"),
        ("ingress_bandwidth", "23 Mbps", "bits_vs_bytes"),
        ("daily_storage", "20B × 100 B = 2 PB", "factor_1000"),
        ("peak_write_qps", "231k/s at peak", "peak_vs_average"),
        ("write_qps", "on average 694k/s, that is the busiest hour", "peak_vs_average"),
        ("yearly_storage", "2 TB × 30 = 60 TB", "month_vs_year"),
        ("write_qps", "463k/s with the reads", "reads_as_writes"),
        ("fanout_qps", "231k pushes/s", "forgot_fanout"),
        ("daily_storage", "1.82 TB", "binary_vs_decimal"),
        ("daily_storage", "1.86TB a day", "binary_vs_decimal"),
        ("write_qps", "231k/s, call it 230K", None),
        ("write_qps", "1,200/s", None),
    ],
)
def test_the_slip_is_named(metric: str, text: str, slip: str | None) -> None:
    assert check(CHAT, metric, text).diagnosis == slip


def test_two_slips_that_fit_equally_are_both_named_and_neither_asserted() -> None:
    flow = CHAT | {"reads_per_write": 3.0, "fanout": 1.0}
    result = check(flow, "write_qps", "694k/s")

    assert set(result.candidates) == {"peak_vs_average", "reads_as_writes"}
    assert not result.asserted


def test_the_words_decide_between_two_slips_of_one_ratio() -> None:
    flow = CHAT | {"reads_per_write": 3.0}

    assert check(flow, "write_qps", "694k/s, reads included").diagnosis == "reads_as_writes"
    assert check(flow, "write_qps", "694k/s in the busiest hour, a burst").diagnosis == "peak_vs_average"
    assert check(flow, "write_qps", "694k/s, reads included").asserted


def test_an_error_that_was_inherited_counts_once() -> None:
    prior = [Claim("write_qps", 2.3e6, "req/s")]
    result = check(CHAT, "peak_write_qps", "3x so 6.9M/s", prior)

    assert (result.diagnosis, result.chain) == ("inherited_error", "consistent")
    assert result.inherited_from == tuple(prior)


def test_a_step_that_does_not_follow_from_the_own_number_is_a_new_slip() -> None:
    result = check(CHAT, "write_qps", "that makes 5.6M/s", [Claim("writes_per_day", 2e10, "count")])

    assert (result.diagnosis, result.chain) == ("used_3600", "inconsistent")


def test_a_chain_in_the_text_itself_counts_too() -> None:
    result = check(CHAT, "daily_storage", "50M users × 40 = 2B msgs, × 100 B = 200 GB/day")

    assert (result.diagnosis, result.chain) == ("inherited_error", "consistent")


@pytest.mark.parametrize(
    ("metric", "text"),
    [
        ("write_qps", "833M per hour"), ("write_qps", "20B writes a day"), ("ingress_bandwidth", "185 Mbit/s"), ("ingress_bandwidth", "2 TB a day"),
        ("yearly_storage", "60.8 TB a month"), ("daily_storage", "730 TB/yr"), ("total_storage", "about 11 PB"), ("servers", "209 machines"),
        ("cache_memory", "400 gigs"), ("total_storage", "nine point nine six petabytes"),
    ],
)  # fmt: skip
def test_units_and_periods_are_converted_before_judging(metric: str, text: str) -> None:
    assert check(CHAT, metric, text).grade in ("exact", "within_rounding")


def test_the_limit_that_an_answer_is_compared_with_is_not_the_answer() -> None:
    assert check(CHAT, "write_qps", "231k/s, far above the 5000/s one primary can take").value == 231_000


def test_a_text_without_an_answer_has_no_grade() -> None:
    result = check(CHAT, "write_qps", "let me think for 2 minutes")

    assert (result.grade, result.value, result.diagnosis) == (None, None, None)
    assert result.reference == pytest.approx(231_481.48)


def test_an_unknown_metric_or_missing_figures_give_no_grade() -> None:
    assert check(CHAT, "nonsense", "5k/s").grade is None
    assert check({}, "write_qps", "5k/s").grade is None


def test_feasible_holds_a_value_against_what_was_stated() -> None:
    assert feasible(150, "latency", {"max": 200}) is True
    assert feasible(0.999, "availability", {"min": 0.9999}) is False
    assert feasible(50_000, "write_qps", {"qps_per_server": 10_000, "units": 3}) is False
    assert feasible(5, "write_qps", {}) is None


FLOWS = st.fixed_dictionaries(
    {
        "actors": st.integers(10_000, 10**9),
        "per_actor_per_day": st.integers(1, 500),
        "object_size": st.integers(20, 5_000_000),
        "reads_per_write": st.integers(2, 300),
        "replication": st.integers(2, 5),
        "peak_factor": st.integers(2, 10),
        "retention_days": st.integers(30, 3650),
    }
)
FOLLOWING = [name for name in cascade(CHAT) if name not in ("servers", "shards", "fanout_qps", "cache_memory")]


@given(FLOWS, st.sampled_from(FOLLOWING))
def test_for_any_flow_the_printed_reference_is_right(flow: dict[str, float], metric: str) -> None:
    step = cascade(flow)[metric]
    result = check(flow, metric, f"so {human(step.value, METRICS[metric].unit, METRICS[metric].per)}")

    assert result.grade == "exact"
    assert result.diagnosis in (None, "binary_vs_decimal")


@given(FLOWS, st.sampled_from([(24.0, "used_24"), (3600.0, "used_3600"), (1.0, "forgot_seconds_per_day")]))
def test_for_any_flow_another_divisor_is_found(flow: dict[str, float], slip: tuple[float, str]) -> None:
    seconds, name = slip
    assume(not any(0.8 < flow["reads_per_write"] * k * seconds / 86_400 < 1.25 for k in (1, flow["peak_factor"])))
    assume(not any(0.8 < f * seconds / 86_400 < 1.25 for f in (flow["peak_factor"], 1 + flow["reads_per_write"], 1000)))
    value = flow["actors"] * flow["per_actor_per_day"] / seconds
    result = check(flow, "write_qps", f"that gives {human(value, 'req/s')}")

    assert result.diagnosis == name


@given(FLOWS)
def test_for_any_flow_a_forgotten_copy_is_found(flow: dict[str, float]) -> None:
    year = cascade(flow)["yearly_storage"].value
    result = check(flow, "replicated_storage", f"{human(year, 'B')} a year")

    assert "forgot_replication" in result.candidates


@given(
    st.text(max_size=120), st.sampled_from(sorted(METRICS)), st.floats(allow_nan=True), st.sampled_from(sorted(METRICS))
)
def test_no_text_and_no_prior_make_a_check_raise(text: str, metric: str, value: float, of: str) -> None:
    result = check(CHAT, metric, f"{text} 5k {text}", [{"metric": of, "value": value, "unit": "B"}, {"nothing": 1}])

    assert result.grade is None or result.ratio is not None
