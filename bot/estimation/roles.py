"""What arithmetic says of its numbers by its constants: "2 TB × 365 = 730 TB" is a day's storage and a year's.

Roles are used where the words around a number are silent; words and labels come first.
"""

from bot.estimation import cues
from bot.estimation.links import OVER, PLUS, TIMES, Link
from bot.estimation.mention import Mention
from bot.estimation.metrics import SECONDS
from bot.estimation.nouns import READ, WRITE
from bot.estimation.surroundings import Around

_LARGE = 2e9  # bytes; what is smaller may be one object
_TIMES: dict[int, tuple[str, str]] = {
    365: ("daily_storage", "yearly_storage"), 360: ("daily_storage", "yearly_storage"),
    30: ("daily_storage", "monthly_storage"), 31: ("daily_storage", "monthly_storage"),
    12: ("monthly_storage", "yearly_storage"),
}  # fmt: skip
_COPIED = {"yearly_storage": "replicated_storage", "total_storage": "total_storage"}


def assign(mentions: list[Mention], links: list[Link], around: list[Around]) -> None:
    """Give the volumes and rates of written-out arithmetic their roles, in place."""
    running: str | None = None
    operand: Mention | None = None
    for n, m in enumerate(mentions):
        fresh = n == 0 or m.group != mentions[n - 1].group
        if fresh:
            running, operand = None, None
        if m.off:
            continue
        gap = links[n]
        if m.result:
            if m.unit in ("B", "B/s", "req/s", "count", None) and running is not None:
                m.role = running
            operand = m
            running = m.role
        elif not fresh and gap.op and operand is not None:
            running = _step(operand, running, gap.op, m, around[n])
            if m.unit == "B" and m.value >= _LARGE:
                operand = m
        else:
            operand = m
            running = None


def _step(operand: Mention, running: str | None, op: str, m: Mention, near: Around) -> str | None:
    if operand.unit == "s" and operand.value >= SECONDS["day"] and m.unit == "B" and m.value >= _LARGE and op == TIMES:
        m.role = "daily_storage" if m.per is None else None
        return "total_storage"
    if operand.unit is None and operand.large and m.unit == "B" and m.value < _LARGE and op == TIMES:
        return "ingress_bandwidth"
    if op is PLUS and operand.unit == m.unit == "req/s" and {operand.kind, m.kind} == {READ, WRITE}:
        return "qps"
    if operand.unit == "B":
        return _volume(operand, running, op, m, near)
    if (
        m.unit == "B"
        and m.value >= _LARGE
        and operand.unit in (None, "ratio")
        and operand.value < 1
        and op in (TIMES, "of")
    ):
        m.role = "daily_storage" if m.per in (None, "day") else None
        return "cache_memory"
    return None


def _volume(operand: Mention, running: str | None, op: str, m: Mention, near: Around) -> str | None:
    role = running or operand.role or _by_period(operand)
    if op is OVER and m.unit == "B":
        m.role = "node_capacity" if m.value >= _LARGE else None
        return None
    if op is OVER:
        if 80_000 <= m.value <= 101_000 and operand.value >= _LARGE:
            operand.role = operand.role or "daily_storage"
            return "ingress_bandwidth"
        return None
    if op != TIMES or (operand.value < _LARGE and m.number not in (360, 365)):
        return None
    if m.unit == "s" and m.value >= SECONDS["day"]:
        if role is None and operand.per is None:
            operand.role = (
                "yearly_storage"
                if m.value >= SECONDS["year"] and m.noun.startswith(("y", "j", "a"))
                else "daily_storage"
            )
        return "total_storage"
    if m.unit in (None, "count", "ratio") and m.value == m.number:
        known = _TIMES.get(int(m.number)) if m.number == int(m.number) and m.unit != "ratio" else None
        if known is not None:
            if role in (None, known[0]):
                operand.role = operand.role or known[0]
                return known[1]
            return "total_storage" if role == "replicated_storage" else None
        if 2 <= m.number <= 6 and (m.unit is None or near.close & cues.COPY or m.kind == "copy" or m.unit == "ratio"):
            if role is None and operand.per is None and operand.value >= 1e11:
                operand.role = role = "yearly_storage"
            if m.number > 3 and m.unit is None and not near.close & cues.COPY and role == "yearly_storage":
                return "total_storage"  # so many years
            return _COPIED.get(str(role))
        if m.value < 1 and role in (None, "daily_storage"):
            operand.role = operand.role or "daily_storage"
            return "cache_memory"
    return None


def _by_period(m: Mention) -> str | None:
    return {"day": "daily_storage", "month": "monthly_storage", "year": "yearly_storage"}.get(m.per or m.implied or "")
