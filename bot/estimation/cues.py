"""The words around a number that tell what it is, as bit flags."""

PEAK, AVERAGE, READ, WRITE, IN, OUT, CACHE, COPY, TOTAL, SIZE, CAPACITY, FAN, HIT, UPTIME, LATENCY, KEEP, RATIO = (
    1 << n for n in range(17)
)
DAILY, MONTHLY, YEARLY, CONCURRENT, USERS, SERVERS, SHARDS, RATE, STORAGE, COUNT, NET, EACH, TALK, HOURLY, REQUEST = (
    1 << n for n in range(17, 32)
)

_WORDS: dict[int, str] = {
    PEAK: """peak peaks peaking peaked burst bursts bursting bursty spike spikes spiking busiest prime rush surge surges
        worst maximum high-water burstiness spitze peak-time spitzenlast pic pico heaviest hottest top-of-hour
        christmas holiday holidays evening evenings weekend weekends friday midnight superbowl flash viral""",
    AVERAGE: "average avg mean steady sustained baseline typical typically normal normally durchschnitt moyenne media",
    READ: """read reads reading readers fetch fetches fetching view views viewing lookup lookups download downloads
        downloading redirect redirects redirection redirections search searches get gets timeline timelines
        pull pulls plays streams streaming watching browse browsing views/s refreshes retrievals visits impressions
        lecture lecturas lesen listens pageviews playback playbacks consumers polls hits opens suggestions loads""",
    WRITE: """wps write writes writing written writers upload uploads uploading post posts posting insert inserts create
        creates creation creations created send sends sent sending publish publishes publishing ingest ingestion
        ingested
        put puts submit submissions schreiben écritures escrituras saves updates produce produced appends
        commits bookings orders shorten shortened shortens tweets messages msgs checkins arrive arrives arriving
        pastes edits payments transactions pings swipes reports samples ticks events clicks comments likes votes
        photos crawls registrations purchases emails mails notifications bids""",
    IN: """in ingress inbound incoming upload uploads up upstream uplink ingest ingestion ingested received receiving
        receive write writes writing entrant eingehend intake arriving arrives ing""",
    OUT: """out egress outbound outgoing download downloads down downstream downlink serve served serving read reads
        streaming sent delivered delivery cdn push playback outward ausgehend served-out stream viewers reading egr""",
    CACHE: """cache cached caches caching redis memcached memcache ram hot memory in-memory hotset working""",
    COPY: """réplication replikation replikationsfaktor replicación replica replicas replicated replication replicate replicating copies copy rf redundancy redundant
        triplicated mirrored mirror replizieren kopien erasure""",
    TOTAL: "total overall altogether cumulative retained all-time lifetime overall eventually insgesamt gesamt",
    SIZE: """size sizes sized object objects message record row rows payload body blob metadata entry document doc file
        photo image picture post tweet comment msg paste url link thumbnail chunk packet tick sample event apiece log
        average-size item ping update video clip block page key value tuple struct reading""",
    CAPACITY: """handle handles capacity sustain sustains limit limits holds hold cap caps capped can max fits fit
        single support supports serves commodity primary ceiling""",
    FAN: """fanout fan-out fan fanned followers follower follows follow deliveries delivery push pushes pushed recipients subscribers
        broadcast amplification delivered""",
    HIT: "hit hits hit-rate hitrate hit-ratio",
    UPTIME: "availability available uptime sla slo reliability reliable durability nines downtime up-time verfügbarkeit",
    LATENCY: """latency latencies respond responds response delay lag timeout timeouts rtt roundtrip round-trip slow
        fast
        within under p99 p95 p50 median tail deadline budget e2e load loads loading takes returns return show appear
        deliver delivered arrive refresh every interval freshness staleness stale hop""",
    KEEP: """retention retain retained retains keep kept keeps keeping store stored storing archive archived expire
        expires expiry ttl history horizon lifetime delete deleted purge purged drop for over behalten save saved
        last lasts
        window hold held aufbewahrung after""",
    RATIO: "ratio ratios read/write r/w read-to-write read-heavy write-heavy skew verhältnis reads-to-writes r:w",
    DAILY: "diarios diario diarias diaria quotidien quotidiens journaliers journalier tägliche täglichen giornalieri day daily days dau tag täglich jour día per-day today a-day",
    MONTHLY: "mensuels mensuel mensuales mensual monatlich monatliche monatlichen month monthly months mau monat mois mes",
    YEARLY: "year yearly annual annually years yr jahr annum année año",
    CONCURRENT: """concurrent concurrency concurrently simultaneous simultaneously online connected connections connection sockets
        websocket websockets open ccu parallel gleichzeitig""",
    USERS: """users user dau mau people viewers drivers riders customers members devices subscribers actors players
        accounts
        audience base userbase user-base signups nutzer utilisateurs usuarios folks guests clients population""",
    SERVERS: "servers server machines boxes nodes instances hosts vms pods workers brokers fleet",
    SHARDS: "shards shard partitions partition sharding",
    RATE: """qps rps tps wps iops throughput rate load traffic ops req/s per-second volume""",
    STORAGE: """storage store stored disk disks data db database space footprint volume archive ssd hdd s3 bucket
        speicher
        stockage capacity""",
    COUNT: "events writes reads messages requests total count number actions volume",
    NET: "bandwidth network throughput link nic pipe traffic wire egress ingress backbone netz",
    EACH: "each every per apiece user",
    TALK: """give gimme need wait left remaining break back moment think thinking brb sorry please just interview interviewer interviewers
        session
        hang later ago earlier late meeting call clock timer ready hold finish start started over sec bear minute spend
        spent talk chat hurry pause extension rush""",
    HOURLY: "hour hourly minute",
    REQUEST: "requests request req reqs calls call qps rps tps ops operations queries hits",
}  # fmt: skip

FLAGS: dict[str, int] = {}
for _bit, _words in _WORDS.items():
    for _word in _words.split():
        FLAGS[_word] = FLAGS.get(_word, 0) | _bit
# Names of metrics that stand before a number as its label. The label makes a bare number a quantity.
LABELS: dict[str, tuple[str, str]] = {}
for _unit, _metric, _words in (
    ("req/s", "qps", "qps rps tps throughput load traffic requests rate ops"),
    ("req/s", "write_qps", "writes write wps inserts uploads"),
    ("req/s", "read_qps", "reads read"),
    ("req/s", "peak_qps", "peak peaks burst"),
    ("users", "dau", "dau daus actives"),
    ("users", "mau", "mau maus"),
    ("users", "users", "users user customers people userbase nutzer"),
    ("users", "concurrent_users", "concurrent concurrency ccu connections online"),
    (
        "ratio",
        "replication_factor",
        "rf réplication replikation replikationsfaktor replicación replication replicas replica copies",
    ),
    ("ratio", "read_write_ratio", "ratio"),
    ("ratio", "peak_factor", "factor multiplier"),
    ("count", "fanout", "fanout fan-out followers out"),
    ("count", "servers", "servers machines nodes boxes instances"),
    ("count", "shards", "shards partitions"),
    ("ratio", "availability", "availability uptime sla slo"),
    ("ratio", "hit_ratio", "hit"),
):
    for _word in _words.split():
        LABELS[_word] = (_unit, _metric)


def flags_of(words: "tuple[str, ...] | list[str]") -> int:
    """All flags of some words in lower case."""
    flags = 0
    for word in words:
        flags |= FLAGS.get(word, 0)
    return flags
