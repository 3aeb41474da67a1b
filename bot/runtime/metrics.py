"""Counters and times for `/metrics`. No label holds anything that a person wrote."""

from prometheus_client import Counter, Histogram

HANDLED = Counter("mockingbird_commands_total", "Commands handled, by outcome", ["command", "outcome"])
HANDLING = Histogram("mockingbird_command_seconds", "From command to durable", buckets=(0.002, 0.01, 0.05, 0.2, 1, 3))
SENT = Counter("mockingbird_outbox_total", "Outbox rows, by kind and outcome", ["kind", "outcome"])
LATE = Histogram("mockingbird_timer_late_seconds", "How late a timer rang", buckets=(0.01, 0.05, 0.25, 1, 5, 60))
