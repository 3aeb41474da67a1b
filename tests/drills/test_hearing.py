"""How people write: sentences by which the marking rules were tuned, in other words than those of the rules."""

import pytest

from bot.drills import Marker
from bot.drills.marking import decisions, estimation, patterns, questions, slip
from bot.drills.marking.reader import Said

SERVER = [
    ("one server is nowhere near enough, 1M writes per second", "no"),
    ("I'd shard it, 350k w/s is way more than postgres can do", "no"),
    ("Nah. 5 PB a year.", "no"),
    ("yes, 145 writes per second is nothing", "yes"),
    ("a single primary with a replica for failover is fine at 145 wps", "yes"),
    ("probably not because of the read qps", "no"),
    ("Definitely not!", "no"),
    ("Should be ok on one beefy box, 5 TB fits on its disks", "yes"),
    ("we would need many shards because 1 million writes", "no"),
    ("single db can't survive this peak", "no"),
    ("One database can easily hold 5 TB and 150 writes/s", "yes"),
    ("At 150 writes/s there is no reason to distribute anything.", "yes"),
    ("it won't fit", "no"),
    ("hardly", "no"),
    ("not with 139k reads/s, at least a cache or replicas are needed", "no"),
]
DECISIONS = [
    (
        "database",
        "Messages must survive and be readable in order per chat at 1M writes/s. Cassandra. No joins, no transactions across partitions.",
        (1, 1, 1),
    ),
    (
        "database",
        "A seat may only be sold once so I want real transactions. PostgreSQL it is. Scaling writes beyond one box will hurt later.",
        (1, 1, 1),
    ),
    (
        "cache",
        "The seat map is looked at a hundred times for each booking. Redis with a short TTL. People sometimes see a seat as free that is already gone.",
        (1, 1, 1),
    ),
    ("cache", "Caching makes everything faster. I use Redis. It is simple.", (0, 1, 0)),
    ("queue", "We don't want to lose messages when the db is slow. Kafka. Ops burden of running brokers.", (1, 1, 1)),
    ("queue", "Kafka is great for streaming. It scales really well. All big companies use it.", (0, 1, 0)),
    (
        "queue",
        "At 145 writes/s there is nothing to buffer. I go without a queue. A slow payment provider is then felt by the buyer.",
        (1, 1, 1),
    ),
    (
        "compute",
        "Connections last for hours. Containers on k8s, not lambdas. Draining nodes at deploy is slow.",
        (1, 1, 1),
    ),
    (
        "compute",
        "Traffic spikes when a sale opens. Autoscaled VMs. They need minutes to boot, so we overprovision.",
        (1, 1, 1),
    ),
    ("database", "We chose MongoDB since it is flexible. It is web scale. Developers love it.", (0, 1, 0)),
    ("compute", "The load is steady and small. Two plain VMs behind a load balancer. Scaling is manual.", (1, 1, 1)),
    ("cache", "Sub-10ms lookup of who holds which socket. Redis. RAM is pricey and gone after a crash.", (1, 1, 1)),
]
METRICS = [
    ("p99 send latency, to see if users wait", (1, 1)),
    ("Consumer lag – growing lag means the workers can't keep up", (1, 1)),
    ("error rate", (1, 0)),
    ("number of open sockets per gateway: uneven load shows up here", (1, 1)),
    ("cache hit ratio. below 80% the db suffers", (1, 1)),
    ("performance", (0, 0)),
    ("monitor the servers", (0, 0)),
    ("double bookings per day (must be zero!)", (1, 1)),
    ("CPU usage", (1, 0)),
    ("queue depth so I know when to add consumers", (1, 1)),
]
LINES = [
    ("read-replica", "Several read-only DB copies take query load off the writer", 1),
    ("read-replica", "Makes the database faster", 0),
    ("cqrs", "Writes go to one model, reads come from another built for queries", 1),
    ("cqrs", "Command query responsibility segregation", 0),
    ("event-sourcing", "Store every change as an event; state is a fold over them", 1),
    ("event-sourcing", "Using events to communicate between services", 0),
    ("saga", "Distributed transaction done as local steps plus undo steps", 1),
    ("saga", "Two-phase commit across services", 0),
    ("strangler-fig", "Put a proxy before the legacy app and move features over one by one", 1),
    ("strangler-fig", "Rewrite the old system from scratch", 0),
    ("cell-based-architecture", "Many small full copies of the system, each serving some customers", 1),
    ("cell-based-architecture", "Microservices with own databases", 0),
    ("strangler-fig", "Grow the new system around the monolith until nothing of it is left", 1),
    ("saga", "A chain of local commits; if one fails, earlier ones are reversed", 1),
]
PRICES = [
    ("reads scale but may be a little old", 1),
    ("you gain speed", 0),
    ("Read scaling vs replication lag", 1),
    ("more throughput, more complexity", 1),
    ("+ audit trail - log grows forever", 1),
    ("no lock, but you must write undo for each step", 1),
    ("It is resilient and scalable", 0),
    ("isolation of failures at the price of duplicated infra", 1),
    ("Safer migration; for a while you run both", 1),
    ("you get history, querying current state gets harder", 1),
]
SCENARIOS = [
    ("News site with 1000 readers per edit", 1),
    ("when needed", 0),
    ("high traffic", 0),
    ("Bank ledger", 1),
    ("For scalability", 0),
    ("An airline booking flight + hotel + car", 1),
    ("e-commerce", 0),
    ("big data systems", 0),
    ("Replacing a 15 year old COBOL billing system", 1),
    ("microservices", 0),
]
SLIPS = [
    ("hour_for_day", "used 3600 instead of 86400", 1),
    ("hour_for_day", "the qps is way too large", 0),
    ("hour_for_day", "they calculated per hour", 1),
    ("thousand", "wrong unit, GB should be TB", 1),
    ("thousand", "off by 1000", 1),
    ("thousand", "the storage is wrong", 0),
    ("reads_for_writes", "400 million are the reads, you only store the writes", 1),
    ("month_for_year", "a year has 365 days", 1),
    ("month_for_year", "multiplied by days of a month", 1),
    ("copies_left_out", "forgot to times by replication", 1),
]
QUESTIONS = [
    ("functional", "Do we support group chats? Fan-out would multiply the writes.", (1, 1, 1)),
    ("functional", "Should messages be deletable by the sender? A delete has to reach every copy.", (1, 1, 1)),
    ("nonfunctional", "What latency do users expect? Sub 200ms means websockets and regional gateways.", (1, 1, 1)),
    ("nonfunctional", "Is end-to-end encryption required? Then the server cannot index content.", (1, 1, 1)),
    ("nonfunctional", "is it ok to lose a message? matters.", (1, 1, 0)),
    ("scale", "What's the DAU? 1M fits in one box, 1B does not.", (1, 1, 1)),
    ("scale", "How big is a message on average? storage", (1, 1, 0)),
    ("constraints", "Any existing infrastructure we must reuse? It would fix the database choice.", (1, 1, 1)),
    ("constraints", "Do we need to run in EU only because of GDPR? Determines regions.", (1, 1, 1)),
    ("edge_cases", "User is offline for a month - do we keep messages? That decides storage retention.", (1, 1, 1)),
    ("edge_cases", "Same message sent twice due to retry, should we dedupe? Needs a client id.", (1, 1, 1)),
    ("scale", "peak vs average load? capacity planning depends on the peak", (1, 1, 1)),
    ("functional", "users want to chat.", (0, 0, 0)),
    ("edge_cases", "Two phones with the same account?  Need per-device queues then.", (1, 1, 1)),
    ("constraints", "How many engineers do we have? A small team should buy managed services.", (1, 1, 1)),
    ("scale", "How many people? Just to know.", (1, 1, 0)),
    ("functional", "Do we need read receipts? This is an important feature for users", (1, 1, 0)),
]


@pytest.mark.parametrize(("text", "verdict"), SERVER)
def test_a_verdict_on_one_server(text: str, verdict: str, marker: Marker) -> None:
    assert estimation.verdict_of(Said.of(text), marker.book.estimation.server) == verdict


@pytest.mark.parametrize(("area", "text", "met"), DECISIONS)
def test_requirement_choice_and_price_of_a_decision(
    area: str, text: str, met: tuple[int, int, int], marker: Marker
) -> None:
    said, rules = Said.of(text), marker.book.decisions
    assert len(said.sentences) == 3
    found = (
        decisions.states_requirement(said, rules),
        decisions.chooses(area, said, rules),
        decisions.gives_up(said, rules),
    )
    assert tuple(map(int, found)) == met


@pytest.mark.parametrize(("text", "met"), METRICS)
def test_a_metric_and_what_it_tells(text: str, met: tuple[int, int], marker: Marker) -> None:
    said, rules = Said.of(text), marker.book.decisions
    measured = said.has(rules.metric)
    assert (int(measured), int(measured and decisions.explains(said, rules))) == met


@pytest.mark.parametrize(("name", "text", "right"), LINES)
def test_a_line_says_what_its_pattern_is(name: str, text: str, right: int, marker: Marker) -> None:
    assert patterns.describes(name, Said.of(text), marker.book.patterns) == bool(right)


@pytest.mark.parametrize(("text", "right"), PRICES)
def test_a_trade_off_says_what_is_paid(text: str, right: int, marker: Marker) -> None:
    assert patterns.pays(Said.of(text), marker.book.patterns) == bool(right)


@pytest.mark.parametrize(("text", "right"), SCENARIOS)
def test_a_scenario_is_a_system_or_a_situation(text: str, right: int, marker: Marker) -> None:
    assert patterns.is_concrete(Said.of(text), marker.book.patterns) == bool(right)


@pytest.mark.parametrize(("planted", "text", "right"), SLIPS)
def test_a_slip_is_named(planted: str, text: str, right: int, marker: Marker) -> None:
    assert slip.is_named(planted, Said.of(text), marker.book.slip) == bool(right)


@pytest.mark.parametrize(("category", "text", "met"), QUESTIONS)
def test_a_question_its_category_and_its_reason(
    category: str, text: str, met: tuple[int, int, int], marker: Marker
) -> None:
    rules, sheet = marker.book.questions, marker.mind.content.scenario("whatsapp")
    question, reason = questions.parts(Said.of(text))
    asks = questions.asks(question, rules)
    found = questions.categories_of(question, rules, sheet, marker._facts(sheet)) if asks else ()
    assert (int(asks), int(category in found), int(asks and questions.is_reason(reason, rules))) == met
