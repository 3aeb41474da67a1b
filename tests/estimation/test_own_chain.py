"""A step that follows from the candidate's own number is an inherited error; one that does not is none of its chain."""

import pytest

from bot.estimation import Claim, check

FLOW = {
    "actors": 3e7, "per_actor_per_day": 10.0, "object_size": 500.0, "reads_per_write": 50.0, "replication": 3.0,
    "peak_factor": 5.0, "fanout": 200.0, "cache_share": 0.2, "retention_days": 365.0,
}  # fmt: skip
# write_qps 3.47 k/s, read_qps 174 k/s, daily_storage 150 GB, yearly_storage 54.75 TB

FROM_THE_TEXT = [
    ("read_qps", "83k/s x 50 = 4.2M/s"),
    ("peak_write_qps", "83k/s, peak x5: 415k/s"),
    ("peak_read_qps", "4.2M per second, 5x at peak so 21M/s"),
    ("fanout_qps", "83k/s × 200 followers = 16.6M/s"),
    ("yearly_storage", "3.6 TB a day x 365 = 1.3 PB"),
    ("replicated_storage", "1.3 PB a year, 3 copies: 3.9 PB"),
    ("cache_memory", "3.6 TB a day, 20% of that = 720 GB"),
    ("ingress_bandwidth", "83k/s x 500B = 41.5 MB/s"),
]
ASIDE = [
    ("read_qps", "83k/s x 50 = 42M/s"),
    ("peak_write_qps", "83k/s, peak x5: 4.1M/s"),
    ("replicated_storage", "1.3 PB a year, 3 copies: 39 PB"),
]


@pytest.mark.parametrize(("metric", "text"), FROM_THE_TEXT)
def test_the_number_before_in_the_same_text_is_what_a_step_is_made_from(metric: str, text: str) -> None:
    found = check(FLOW, metric, text)

    assert (found.chain, found.diagnosis) == ("consistent", "inherited_error")


@pytest.mark.parametrize(("metric", "text"), ASIDE)
def test_a_step_that_its_own_number_does_not_give_is_inconsistent(metric: str, text: str) -> None:
    assert check(FLOW, metric, text).chain == "inconsistent"


def test_an_earlier_claim_is_the_start_of_the_next_step() -> None:
    prior = [Claim("write_qps", 83_000.0, "req/s", "83k/s")]

    assert check(FLOW, "fanout_qps", "× 200 members ≈ 16.6M/s", prior).diagnosis == "inherited_error"


def test_the_days_kept_are_no_month_by_mistake() -> None:
    flow = {**FLOW, "retention_days": 30.0}
    prior = [Claim("daily_storage", 1.5e11, "B", "150GB")]

    assert check(flow, "total_storage", "30d x 3 = 1.35TB", prior).diagnosis is None
