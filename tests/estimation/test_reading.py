"""What a chat text says in numbers, and what in it is no estimate at all."""

import math

import pytest

from bot.estimation import Context, Reading, read

DAY = 86_400


def only(
    text: str, asked: str | None = None, locale: str | None = None, params: dict[str, float] | None = None
) -> Reading:
    found = read(text, Context(params=params, asked=asked, locale=locale))
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit", "per"),
    [
        ("4,600 writes/s", 4600, "req/s", None),
        ("12k req/min", 200, "req/s", None),
        ("3.6M calls an hour", 1000, "req/s", None),
        ("500krps", 5e5, "req/s", None),
        ("3.5M ops a minute", 3.5e6 / 60, "req/s", None),
        ("half a million qps", 5e5, "req/s", None),
        ("twenty-five thousand writes per second", 25_000, "req/s", None),
        ("sixty-odd thousand clicks per second", 60_000, "req/s", None),
        ("2 x 10^5 rps", 2e5, "req/s", None),
        ("10⁶ requests per second", 1e6, "req/s", None),
        ("900 thousand bookings a day", 9e5, "count", "day"),
        ("1.2 lakh orders per day", 1.2e5, "count", "day"),
        ("each user posts twice a day", 2, "count", "day"),
        ("12bn msgs per month", 1.2e10, "count", "month"),
        ("1'250'000 users", 1.25e6, "users", None),
        ("1.250.000 users", 1.25e6, "users", None),
        ("1 250 000 users", 1.25e6, "users", None),
        ("9 milllion uers", 9e6, "users", None),
        ("¾ of a million riders", 7.5e5, "users", None),
        ("20B msgs/day", 2e10, "count", "day"),
        ("a comment is 200B max", 200, "B", None),
        ("800KB per photo", 8e5, "B", None),
        ("10kb per paste", 1e4, "B", None),
        ("4 MiB blocks", 4 * 1024**2, "B", None),
        ("a terabyte a month", 1e12, "B", "month"),
        ("a quarter of a terabyte", 2.5e11, "B", None),
        ("0.6 TB of audio per day", 6e11, "B", "day"),
        ("800 Mbps", 1e8, "B/s", None),
        ("10.4 Gbit/s", 1.3e9, "B/s", None),
        ("1.39 MBps", 1.39e6, "B/s", None),
        ("latency of 250 ms", 0.25, "s", None),
        ("keep it for a year and a half", 1.5 * 365 * DAY, "s", None),
        ("30-day retention", 30 * DAY, "s", None),
        ("4 nines", 0.9999, "ratio", None),
        ("95% hit ratio", 0.95, "ratio", None),
        ("read:write is 100:1", 100, "ratio", None),
        ("RF=3", 3, "ratio", None),
        ("25 app servers", 25, "count", None),
    ],
)
def test_a_quantity_is_read_with_its_unit_and_period(text: str, value: float, unit: str, per: str | None) -> None:
    reading = only(text)

    assert (reading.unit, reading.per) == (unit, per)
    assert math.isclose(reading.value, value, rel_tol=1e-9)
    assert reading.surface == text[reading.span.start : reading.span.end]


@pytest.mark.parametrize(
    ("text", "locale", "value"),
    [
        ("1.250 Nachrichten pro Sekunde", "de", 1250),
        ("6,9k Kommentare/s", "de", 6900),
        ("12 500 requêtes par seconde", "fr", 12_500),
        ("3,5 millones de usuarios", "es", 3.5e6),
        ("1'250'000 Nutzer", "de-CH", 1.25e6),
        ("10,00,000 users", "en-IN", 1e6),
    ],
)
def test_digits_are_grouped_as_the_locale_does(text: str, locale: str, value: float) -> None:
    assert only(text, locale=locale).value == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    """we return 404 for expired pastes
    301 redirects are cached by browsers
    see RFC 7231 section 4.2, CVE-2021-44228 and ticket #4521
    book it for 2024-11-05 at 14:00
    call me at 020 7946 0000
    Postgres 16 and Kafka 3.6 on m5.2xlarge
    varchar(255), int64 and a 64-bit id in base62
    p99 and p99.9 matter
    4K video, 1080p and 5G phones
    24/7 on-call, 80/20 rule
    3 regions with 2 availability zones
    I have 10 years of experience
    give me 2 minutes
    gimme one sec
    is that 2 questions or 3?
    step 2: the API
    I'm 99% sure
    192.168.0.1:8080 and port 443
    1:1 chat only
    $200k a month
    tons of data, a few GB, several million users
    the 2nd option is better
    retry up to 5 times
    in 2020 they had an outage
    <https://example.org/v3/quotes/2000|the doc> <@U0DEV0001> :100:""".splitlines(),
)
def test_numbers_that_are_no_estimates_are_left_alone(text: str) -> None:
    assert read(text.strip()) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1.5–2 TB", 1.5e12, 2e12),
        ("between 5 and 10 ms", 0.005, 0.01),
        ("500k–1M users", 5e5, 1e6),
        ("10-20k rps", 1e4, 2e4),
        ("3 to 5 years", 3 * 365 * DAY, 5 * 365 * DAY),
        ("50 ± 10 GB", 4e10, 6e10),
    ],
)
def test_a_range_is_one_quantity_in_the_middle(text: str, low: float, high: float) -> None:
    reading = only(text)

    assert reading.range == pytest.approx((low, high))
    assert reading.value == pytest.approx((low + high) / 2)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("8k writes/s, sorry, 0.8k", "0.8k"),
        ("no, 60GB not 600GB of cache", "60GB"),
        ("~300k~ 230k writes per second", "230k writes per second"),
        ("it should be 50k rps rather than 5k", "50k rps"),
        ("2 TB a day. scratch that, 200 GB", "200 GB"),
    ],
)
def test_what_is_taken_back_does_not_count_and_its_replacement_does(text: str, surface: str) -> None:
    assert only(text).surface == surface


def test_an_approximation_sign_strikes_nothing_out() -> None:
    assert only("~300k qps").value == 300_000


def test_a_byte_and_a_billion_are_told_apart_by_the_arithmetic() -> None:
    object_size, events, result = read("100B * 20B/day = 2TB")

    assert (object_size.value, object_size.unit) == (100, "B")
    assert (events.value, events.unit, events.per) == (2e10, "count", "day")
    assert result.value == 2e12


def test_an_equation_gives_its_result_and_what_has_a_unit() -> None:
    found = read("50M users × 8 msgs/day = 400M, /86400 ≈ 4.6k, peak ×4 ~ 18.5k")

    assert [each.metric for each in found if each.rule != "sign"] == [
        "dau", "actions_per_user", "events_per_day", "write_qps", "peak_write_qps",
    ]  # fmt: skip
    assert found[-1].unit == "req/s"


def test_an_expression_without_a_result_counts_as_its_value() -> None:
    reading = only("5M × 0.2 ÷ 86400", asked="write_qps")

    assert (reading.value, reading.unit, reading.metric) == (pytest.approx(11.574, rel=1e-4), "req/s", "write_qps")


def test_a_bare_number_answers_the_question_and_means_nothing_without_one() -> None:
    assert read("maybe 230") == []
    assert only("maybe 230", asked="read_qps").metric == "read_qps"


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("231k writes/s", "write_qps"),
        ("reads are 230/s", "read_qps"),
        ("the feed peaks at 555,000 ticks per second", "peak_write_qps"),
        ("9M deliveries/s to followers", "fanout_qps"),
        ("each node does 20k qps", "qps_per_server"),
        ("23 MB/s ingress", "ingress_bandwidth"),
        ("70 MB/s out", "egress_bandwidth"),
        ("372GB of cache", "cache_memory"),
        ("2 PB/yr w/ 3x replication", "replicated_storage"),
        ("44 TB a year before replication", "yearly_storage"),
        ("200k concurrent websockets", "concurrent_users"),
        ("each shard holds 2 TB", "node_capacity"),
        ("replication factor of 3", "replication_factor"),
        ("peak = 4x average", "peak_factor"),
        ("fan-out of 500", "fanout"),
        ("20% of daily data is hot", "cache_ratio"),
        ("99.95% uptime", "availability"),
        ("20 reads per write", "read_write_ratio"),
    ],
)
def test_the_metric_follows_from_unit_words_and_period(text: str, metric: str) -> None:
    assert read(text)[0].metric == metric


def test_a_metric_never_follows_from_nearness_to_the_reference() -> None:
    params = {"actors": 5e8, "per_actor_per_day": 40.0, "reads_per_write": 2.0, "peak_factor": 3.0}

    assert only("694k writes/s", params=params).metric == "write_qps"


def test_offsets_are_those_of_the_text_as_it_was_sent() -> None:
    text = "&gt; peak?\n`52 bookings/s` &amp; 3 copies"
    found = read(text, Context(asked="peak_write_qps"))

    assert [text[each.span.start : each.span.end] for each in found] == ["52 bookings/s", "3 copies"]
