"""The metrics that an estimate can be about: their unit, their period, and what they are called in a parameter set."""

from dataclasses import dataclass

SECONDS = {"second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86_400.0, "week": 604_800.0,
           "month": 2_592_000.0, "year": 31_536_000.0}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Metric:
    """`unit` in the sense of Reading.unit; `per` the period a volume belongs to; `parameter` its name among Params."""

    unit: str
    per: str | None = None
    parameter: str | None = None


METRICS: dict[str, Metric] = {
    "dau": Metric("users", None, "actors"),
    "mau": Metric("users"),
    "users": Metric("users", None, "actors"),
    "concurrent_users": Metric("users"),
    "actions_per_user": Metric("count", "day", "per_actor_per_day"),
    "writes_per_day": Metric("count", "day"),
    "events_per_day": Metric("count", "day"),
    "events_per_month": Metric("count", "month"),
    "reads_per_day": Metric("count", "day"),
    "object_size": Metric("B", None, "object_size"),
    "peak_factor": Metric("ratio", None, "peak_factor"),
    "read_write_ratio": Metric("ratio", None, "reads_per_write"),
    "replication_factor": Metric("ratio", None, "replication"),
    "fanout": Metric("count", None, "fanout"),
    "cache_ratio": Metric("ratio", None, "cache_share"),
    "hit_ratio": Metric("ratio"),
    "retention": Metric("s", None, "retention_days"),
    "qps_per_server": Metric("req/s", None, "qps_per_server"),
    "node_capacity": Metric("B", None, "shard_capacity"),
    "qps": Metric("req/s"),
    "write_qps": Metric("req/s"),
    "read_qps": Metric("req/s"),
    "peak_qps": Metric("req/s"),
    "peak_write_qps": Metric("req/s"),
    "peak_read_qps": Metric("req/s"),
    "fanout_qps": Metric("req/s"),
    "daily_storage": Metric("B", "day"),
    "monthly_storage": Metric("B", "month"),
    "yearly_storage": Metric("B", "year"),
    "replicated_storage": Metric("B", "year"),
    "total_storage": Metric("B"),
    "bandwidth": Metric("B/s"),
    "ingress_bandwidth": Metric("B/s"),
    "egress_bandwidth": Metric("B/s"),
    "cache_memory": Metric("B"),
    "servers": Metric("count"),
    "shards": Metric("count"),
    "latency": Metric("s"),
    "availability": Metric("ratio"),
}


def same_metric(name: str) -> str:
    """The one name of a metric that has two: what scenarios call writes_per_day, readings call events_per_day."""
    return "writes_per_day" if name == "events_per_day" else name
