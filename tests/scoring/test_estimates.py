"""Which numbers hold, which inherit an error that is counted already, which are slips, and what is done with them."""

import pytest

from tests.scoring.transcripts import Line, verdict

R, E, D = "requirements", "estimation", "design"
ASKED: tuple[Line, ...] = ((R, "i", "Design a photo sharing app."), (R, "c", "How many people, photos, and how big?"),
                           (R, "i", "200 million people a day, 0.2 photos each, 2 MB, seen 100 times."))  # fmt: skip


def photo(criterion: str, *lines: Line):
    return verdict(criterion, *ASKED, *lines, scenario="photo-sharing")


@pytest.mark.parametrize(
    ("said", "met"),
    [
        ("200M × 0.2 = 40M photos a day, over 86,400 s that is 463 a second", True),
        ("some 1,200 uploads a second", True),  # within a factor of three
        ("about 5,000 uploads a second", False),
        ("thousands of writes per second", False),
        ("uploads per second are 463", True),
        ("463ish a sec", True),
        ("40 000 000 / 86 400 = 463 uploads by second", True),
    ],
)
def test_a_rate_holds_within_a_factor_of_three(said: str, met: bool) -> None:
    assert photo("est.write_qps", (E, "i", "The load?"), (E, "c", said)).met is met


def test_a_corrected_slip_is_none_and_the_corrected_number_counts() -> None:
    lines: tuple[Line, ...] = ((E, "c", "40M / 86400 = 4,630 a second"), (E, "c", "no wait, a zero too much. 463/s"))

    assert photo("est.write_qps", *lines).met
    assert not photo("est.slip", *lines).met


def test_a_result_ten_times_off_that_stays_is_a_slip_and_what_follows_from_it_counts() -> None:
    lines: tuple[Line, ...] = (
        (E, "c", "40M / 86400 = 4,630 a second"),
        (E, "i", "Check that, please."),
        (E, "c", "4,630, yes"),
        (E, "c", "evenings are busier, ×3 → 13,890/s"),
        (E, "c", "each is seen 100 times so reads are 463,000/s"),
    )

    assert photo("est.slip", *lines).met
    assert not photo("est.write_qps", *lines).met
    assert photo("est.peak_qps", *lines).met
    assert photo("est.read_qps", *lines).met


def test_bits_for_bytes_and_a_figure_without_inputs_are_no_slips() -> None:
    assert not photo("est.slip", (E, "c", "463/s × 2 MB = 926 Mb/s")).met
    assert not photo("est.slip", (R, "c", "I plan with 30 per second, as at work")).met


def test_numbers_on_invented_inputs_do_not_count_where_checking_was_offered() -> None:
    made_up: tuple[Line, ...] = (
        (R, "i", "Design a photo sharing app."),
        (R, "c", "I'll assume 500 million daily users"),
        (E, "c", "500M × 0.1 = 50M photos a day, / 86,400 ≈ 580 per second"),
        (E, "i", "You could check one of them with me."),
        (E, "c", "They are reasonable."),
    )

    assert not verdict("est.write_qps", *made_up, scenario="photo-sharing").met
    assert not verdict("est.slip", *made_up, scenario="photo-sharing").met


@pytest.mark.parametrize(
    ("said", "met"),
    [
        ("80 TB a day, 29 PB a year", False),
        ("80 TB a day, 29 PB a year, and three copies of it, so 88 PB", True),
        ("29 PB each year, and it lies in three different buildings", True),
        ("80 TB × 365 = 29 PB, RF 3 → 88 PB", True),
    ],
)
def test_a_years_bytes_need_the_copies(said: str, met: bool) -> None:
    assert photo("est.yearly_storage", (E, "c", said)).met is met


def test_a_cache_needs_a_stated_share() -> None:
    assert photo("est.cache_memory", (E, "c", "80 TB a day. cache: 10% of a day, 8 TB")).met
    assert not photo("est.cache_memory", (E, "c", "80 TB a day. 8 TB of Redis")).met


def test_inputs_are_the_candidates_own_words() -> None:
    assert photo("est.inputs_stated", (E, "c", "200M people × 0.2 = 40M photos a day, 463/s")).met
    assert not photo("est.inputs_stated", (E, "i", "So how many a second?"), (E, "c", "463 a second")).met


def test_a_cascade_shows_its_steps() -> None:
    shown: tuple[Line, ...] = (
        (E, "c", "200M × 0.2 = 40M a day"),
        (E, "c", "/ 86,400 = 463/s"),
        (E, "c", "40M × 2 MB = 80 TB/day"),
    )
    bare: tuple[Line, ...] = ((E, "c", "463 uploads/s, 46k views/s, 80 TB a day"),)

    assert photo("est.cascade", *shown).met
    assert not photo("est.cascade", *bare).met


@pytest.mark.parametrize(
    ("said", "met"),
    [
        ("46k reads a second is too much for one database, so the feeds lie ready in memory", True),
        ("80 TB/day does not fit in a database. Pictures go to object storage", True),
        ("No single machine swallows that, the photos have to be split over many", True),
        ("That is a very big number", False),
        ("It means we need a scalable ingestion layer", False),
    ],
)
def test_a_number_decides_something(said: str, met: bool) -> None:
    lines: tuple[Line, ...] = (
        (E, "c", "463 uploads/s, 46k reads/s, 80 TB a day"),
        (E, "i", "And what does that mean for the design?"),
        (E, "c", said),
    )

    assert photo("est.to_architecture", *lines).met is met


def test_a_result_is_no_consequence() -> None:
    assert not photo("est.to_architecture", (E, "c", "80 TB a day, 10% of it hot, so 8 TB of Redis")).met
