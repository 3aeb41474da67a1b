"""Classes that a stranger's answers showed, each in ten wordings of our own and with twins that must not count."""

from typing import NamedTuple

import pytest

from bot.diagram import read_design
from bot.drills import Marker
from bot.drills.marking import decisions, design, estimation, patterns, questions, slip
from bot.drills.marking.reader import Said

SHORT_QUESTIONS = [
    ("Retention?", 1),
    ("peak load?", 1),
    ("group size?", 1),
    ("which regions?", 1),
    ("read/write ratio?", 1),
    ("Deadline?", 1),
    ("Deleted accounts?", 1),
    ("encryption?", 1),
    ("Video calls?", 1),
    ("GDPR?", 1),
    ("really?", 0),
    ("why?", 0),
    ("ok?", 0),
    ("What now?", 0),
    ("hm, and?", 0),
    ("Who is the best singer?", 0),
    ("shall we begin?", 0),
    ("Do you need scalability, availability, consistency, durability and security?", 0),
    ("budget", 0),
    ("99.95 availability", 0),
]
CONSEQUENCES = [
    ("How many devices per person? Then I fan out to each of them.", 1),
    ("Can a seat be upgraded? Then the hold covers two seats at once.", 1),
    ("How long are links valid? I would drop expired ones in a nightly job.", 1),
    ("Are there celebrities? Their posts would go to millions of inboxes.", 1),
    ("How big is a photo? Anything above a megabyte belongs on object storage.", 1),
    ("Do links expire? Each row then carries a date and a sweeper.", 1),
    ("Which regions? With two of them I would run a primary in each.", 1),
    ("Is ordering needed? Then one partition holds one chat.", 1),
    ("What is the budget? 5k a month means one region.", 1),
    ("Do buyers pay later? Then a hold lasts hours and not minutes.", 1),
    ("How many devices per person? Then I know.", 0),
    ("How many devices per person? would be nice to know", 0),
    ("How many devices per person? because its important", 0),
    ("How many devices per person? because since then", 0),
    ("How many devices per person? It would help me.", 0),
    ("How many devices per person? I'd like to understand the scope.", 0),
]
TOLD_METRICS = [
    ("replication lag - are followers fresh enough to read from", 1),
    ("outbox age: does the relay still run", 1),
    ("p99 of redirects; do clicks feel instant", 1),
    ("conversion rate: where buyers give up", 1),
    ("memory used of Redis: when the next node is due", 1),
    ("5xx per minute, compared with yesterday to spot a bad deploy", 1),
    ("failed logins per minute (is somebody guessing passwords)", 1),
    ("orders per hour: have buyers stopped coming", 1),
    ("lock wait time: which events are hot", 1),
    ("hit ratio: can the cache shrink by half", 1),
    ("error rate: is important", 0),
    ("p99 latency - is key", 0),
    ("cpu usage: how high", 0),
    ("queue length: what else", 0),
    ("latency, is a must", 0),
]
NEEDS = [
    ("Profiles are opened a hundred times more often than edited.", 1),
    ("Buyers should see a taken seat within two seconds.", 1),
    ("A redirect should not wait for the click counter.", 1),
    ("The load jumps tenfold when tickets go on sale.", 1),
    ("Most reads go to a few popular links.", 1),
    ("Webhooks may come twice.", 1),
    ("Nobody may lose a paid booking.", 1),
    ("Traffic doubles every evening.", 1),
    ("Feeds are mostly read by people who never post.", 1),
    ("Mail servers can be down for an hour, but orders have to go on.", 1),
    ("The requirement is what is required.", 0),
    ("We need a database.", 0),
    ("We need a queue.", 0),
    ("Lots of requests.", 0),
    ("Requirement: cache.", 0),
    ("Our team has always used it.", 0),
    ("It is a mature product.", 0),
]
GIVEN_UP = [
    ("Orders need a home. Postgres. Failover takes the writes down for half a minute.", 1),
    ("Orders need a home. Kafka. Someone has to run the brokers.", 1),
    ("Orders need a home. Redis. A crash empties it.", 1),
    ("Orders need a home. Cassandra. Queries that cross partitions are out.", 1),
    ("Orders need a home. SQS. Messages can arrive out of order.", 1),
    ("Orders need a home. Aurora. It ties us to one cloud.", 1),
    ("Orders need a home. Lambda. We can't keep sockets open.", 1),
    ("Orders need a home. Memcached. Entries show up late after a change.", 1),
    ("Orders need a home. Kubernetes. It takes a team to run it.", 1),
    ("Orders need a home. RabbitMQ. Consumers have to filter out duplicates.", 1),
    ("The provider is slow and expensive. Stripe. Good.", 0),
    ("Losing orders costs money. Kafka. It is durable.", 0),
    ("Orders need a home. Postgres. It scales.", 0),
    ("Orders need a home. The choice is the choice. The trade-off is the trade-off.", 0),
    ("Orders need a home. Redis. Fast and simple.", 0),
    ("Orders need a home. Redis. The trade-off is good.", 0),
]
CHOSEN = [
    ("compute", "Two rented servers at OVH.", 1),
    ("compute", "DigitalOcean droplets.", 1),
    ("compute", "Our own hardware in two racks.", 1),
    ("database", "A wide-column store.", 1),
    ("database", "NoSQL.", 0),
    ("database", "The choice is the choice of database.", 0),
    ("cache", "Some kind of cache.", 0),
    ("queue", "A queue.", 0),
    ("compute", "Something scalable.", 0),
]
PATTERN_LINES = [
    ("saga", "Every service commits alone; on failure the done ones are refunded", 1),
    ("saga", "Local commits in a row, taken back one by one when a later one fails", 1),
    ("saga", "Each step has a counter-step that takes its effect back", 1),
    ("cell-based-architecture", "Each customer group lives on its own copy of all services", 1),
    ("cell-based-architecture", "Tenants are split over complete stacks that share nothing", 1),
    ("read-replica", "A read replica replicates reads", 0),
    ("sharding", "Sharding means to shard", 0),
    ("circuit-breaker", "A circuit breaker is a pattern that breaks the circuit", 0),
    ("saga", "Saga pattern with saga steps", 0),
    ("cell-based-architecture", "An architecture based on cells", 0),
]
PATTERN_PRICES = [
    ("the log grows for ever", 1),
    ("old formats of events must be converted", 1),
    ("others see the states in between", 1),
    ("history keeps growing", 1),
    ("you need twice the machines", 1),
    ("Reads grow with the number of copies", 0),
    ("The team can grow", 0),
    ("nothing is lost and all can be undone by anybody", 0),
]
WISHES = [
    ("When we need to modernise.", 0),
    ("If you want to scale.", 0),
    ("In big systems.", 0),
    ("When you have to migrate", 0),
    ("When a bank moves its cards off the mainframe", 1),
    ("When you need to move ten million policies out of COBOL", 1),
]
SLIPS = [
    ("hour_for_day", "hour in place of day, wrong division", 1),
    ("hour_for_day", "the division takes an hour and not a day", 1),
    ("thousand", "MB where GB belongs, MB -> GB", 1),
    ("thousand", "TB shd be PB", 1),
    ("hour_for_day", "unit or peak or copies or reads or days of a year or bits or the hour", 0),
    ("thousand", "peak forgotten, copies forgotten, month for year, reads counted, zeros", 0),
]
MIDDLING = {"actors": 2.5e6, "per_actor_per_day": 1.0, "object_size": 2000.0, "peak_factor": 5.0,
            "reads_per_write": 100.0, "replication": 3.0, "cache_share": 0.2}  # fmt: skip
SERVER = [
    ("No, 14k reads a second at peak want replicas.", 1),
    ("yes, 145 writes/s and 5 TB are nothing", 1),
    ("No never, we need sharding because scale", 0),
    ("no, half a million writes per second kills any db", 0),
    ("yes", 0),
]
DESIGNS = [
    ("browser -> nginx\nnginx -> app\napp -> db", "app", "app_server"),
    ("phone -> cdn: get\ncdn -> web: miss\nweb -> postgres: select", "web", "app_server"),
    ("client -> api gateway\napi gateway -> frontend\nfrontend -> redis", "frontend", "app_server"),
    ("app -> nginx: https\nnginx -> chat gateway: wss\nchat gateway -> db: save", "app", "client"),
    ("browser -> lb\nlb -> api\napi -> app: push", "app", "client"),
    (
        "app -> gateway: send\ngateway -> app: deliver\ngateway -> db: save\nadmin browser -> gateway: ask",
        "app",
        "client",
    ),
    ("app -> nginx: https\nnginx -> chat gateway: wss\nchat gateway -> db: save", "chat gateway", "realtime_gateway"),
    ("Kafka Redis Cassandra S3", "redis", "cache"),
]
DRAWN = "client -> lb: https\nlb -> api: http\napi -> redis: get\napi -> postgres: insert\napi -> kafka: event"


class Why(NamedTuple):
    text: str
    given: set[str]


REASONS = [
    Why("Kafka so that a burst never reaches Postgres directly.", {"kafka"}),
    Why("Redis answers most lookups before they reach Postgres.", {"redis"}),
    Why("In front of Postgres sits Redis, which answers repeated reads.", {"redis"}),
    Why("Because Postgres takes ten milliseconds a read, Redis keeps hot codes.", {"redis"}),
    Why("Postgres and Kafka survive a lost machine without losing rows.", {"postgres", "kafka"}),
    Why("Postgres keeps code → url for ten years.", {"postgres"}),
    Why("The LB drops dead api nodes from rotation.", {"load balancer"}),
    Why("Click events go through Kafka because counting may lag behind.", {"kafka"}),
    Why("The LB and api tier are there as usual.", set()),
    Why("Redis and Kafka are standard.", set()),
    Why("lb api redis postgres kafka", set()),
    Why("We use Redis, Postgres and Kafka.", set()),
    Why("Kafka absorbs the peak.", {"kafka"}),
    Why("Postgres because we know it. The api runs the code.", set()),
    Why("Postgres is for storing data.", set()),
]


@pytest.mark.parametrize(("text", "right"), SHORT_QUESTIONS)
def test_a_short_question_asks_about_something(text: str, right: int, marker: Marker) -> None:
    assert questions.asks(Said.of(text), marker.book.questions) == bool(right)


@pytest.mark.parametrize(("text", "right"), CONSEQUENCES)
def test_a_consequence_is_a_reason_and_wanting_to_know_is_none(text: str, right: int, marker: Marker) -> None:
    _, reason = questions.parts(Said.of(text))
    assert questions.is_reason(reason, marker.book.questions) == bool(right)


@pytest.mark.parametrize(("text", "right"), TOLD_METRICS)
def test_a_metric_is_explained_by_the_question_it_answers(text: str, right: int, marker: Marker) -> None:
    assert Said.of(text).has(marker.book.decisions.metric)
    assert decisions.explains(Said.of(text), marker.book.decisions) == bool(right)


@pytest.mark.parametrize(("text", "right"), NEEDS)
def test_a_requirement_says_what_is_needed_of_this_system(text: str, right: int, marker: Marker) -> None:
    assert decisions.states_requirement(Said.of(text), marker.book.decisions) == bool(right)


@pytest.mark.parametrize(("text", "right"), GIVEN_UP)
def test_a_price_stands_behind_the_requirement(text: str, right: int, marker: Marker) -> None:
    assert decisions.gives_up(Said.of(text), marker.book.decisions) == bool(right)


@pytest.mark.parametrize(("area", "text", "right"), CHOSEN)
def test_a_choice_is_something_that_can_be_bought_or_run(area: str, text: str, right: int, marker: Marker) -> None:
    assert decisions.chooses(area, Said.of(text), marker.book.decisions) == bool(right)


@pytest.mark.parametrize(("name", "text", "right"), PATTERN_LINES)
def test_a_line_says_more_than_the_name_over_again(name: str, text: str, right: int, marker: Marker) -> None:
    assert patterns.describes(name, Said.of(text), marker.book.patterns) == bool(right)


@pytest.mark.parametrize(("text", "right"), PATTERN_PRICES)
def test_what_grows_is_a_price_only_where_it_is_kept(text: str, right: int, marker: Marker) -> None:
    assert patterns.pays(Said.of(text), marker.book.patterns) == bool(right)


@pytest.mark.parametrize(("text", "right"), WISHES)
def test_a_wish_is_no_scenario(text: str, right: int, marker: Marker) -> None:
    assert patterns.is_concrete(Said.of(text), marker.book.patterns) == bool(right)


@pytest.mark.parametrize(("planted", "text", "right"), SLIPS)
def test_a_slip_is_named_and_a_list_of_all_slips_names_none(
    planted: str, text: str, right: int, marker: Marker
) -> None:
    assert slip.is_named(planted, Said.of(text), marker.book.slip) == bool(right)


@pytest.mark.parametrize(("text", "right"), SERVER)
def test_what_is_left_open_is_right_with_a_reason_that_holds(text: str, right: int, marker: Marker) -> None:
    assert estimation.server_right(MIDDLING, Said.of(text), marker.book.estimation.server) == bool(right)


@pytest.mark.parametrize(("text", "name", "role"), DESIGNS)
def test_an_app_is_what_its_arrows_say(text: str, name: str, role: str, marker: Marker) -> None:
    graph = read_design(text, marker.mind.components)
    assert next(part.role for part in graph.components if part.name.lower() == name) == role


@pytest.mark.parametrize("why", REASONS, ids=[why.text[:40] for why in REASONS])
def test_a_reason_is_for_what_its_sentence_is_about(why: Why, marker: Marker) -> None:
    graph = read_design(DRAWN, marker.mind.components)
    given = design.justified(graph, why.text, marker.book.design)
    assert given - {"client"} == why.given
