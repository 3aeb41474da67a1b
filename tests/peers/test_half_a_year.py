"""Half a year of pairing: every promise of the table of tests/bench/pairing.py, held by a smaller channel."""

from tests.bench.pairing import half_a_year


def test_thirteen_people_of_six_zones_over_twelve_weeks() -> None:
    counts = half_a_year(13, 12, seed=3)

    assert counts.matches == 12
    assert counts.pairs > 50
    assert counts.honoured == counts.pairs  # every proposed hour lies in the working hours of both
    assert counts.avoidable == 0  # a repeat only where as many pairs cannot be had without it
    assert counts.alone <= counts.matches * 2


def test_with_everybody_there_nobody_is_left_out_and_no_repeat_is_one_too_many() -> None:
    counts = half_a_year(8, 7, seed=5, absent=0.0)

    assert (counts.pairs, counts.alone, counts.avoidable) == (28, 0, 0)
    assert counts.honoured == counts.pairs
