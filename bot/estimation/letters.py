"""Letters that mean two things: B (bytes or billions), m (million or minute), T, K, M (counts or sizes)."""

from bot.estimation import cues
from bot.estimation.chains import fits
from bot.estimation.labels import Label
from bot.estimation.links import OVER, TIMES, Link
from bot.estimation.mention import Mention, settle
from bot.estimation.metrics import METRICS
from bot.estimation.nouns import NOUNS, OBJECT
from bot.estimation.surroundings import Around

_SINGLE = 1e9


def resolve(
    mentions: list[Mention], links: list[Link], around: list[Around], asked: str | None, named: list[Label | None]
) -> None:
    """Decide every ambiguous letter: by noun, by share ("per message"), by arithmetic, by label, by the question."""
    wants = METRICS[asked].unit if asked in METRICS else None
    for n, m in enumerate(mentions):
        label = named[n]
        if label is not None and m.letter and m.unit is None and m.kind is None:
            if label.unit == "B" and m.letter in "BbTtMKGP":
                _as_size(m, 1.0 if m.letter in "Bb" else m.scale)
        elif m.letter in ("B", "b") and _is_bytes(mentions, links, around, n, wants):
            _as_size(m, 1.0)
        elif m.letter in ("T", "t", "M", "K", "P") and m.unit in (None, "count") and m.kind is None:
            if _is_size(m, around[n], wants):
                _as_size(m, m.scale)
        elif (
            m.letter == "m" and m.unit is None and around[n].close & (cues.LATENCY | cues.KEEP) and _minutes(around[n])
        ):
            m.unit, m.factor, m.scale, m.noun, m.large = "s", 60.0, 1.0, "m", False
            settle(m)


def _as_size(m: Mention, factor: float) -> None:
    m.factor, m.scale, m.unit, m.large = factor, 1.0, "B", True
    if m.low is not None and m.high is not None:
        m.low, m.high = m.low / _SINGLE, m.high / _SINGLE
        m.value /= _SINGLE
        return
    settle(m)


def _is_bytes(mentions: list[Mention], links: list[Link], around: list[Around], n: int, wants: str | None) -> bool:
    m = mentions[n]
    if m.letter == "b" and m.kind is None and m.each != OBJECT and wants != "B":
        return False
    whole = m.number == int(m.number)
    if m.kind is not None:
        return (
            whole
            and not m.noun.endswith("s")
            and m.noun in NOUNS
            and m.noun not in ("people", "dau", "mau")
            and m.period is None
        )
    if m.noun:  # an unknown plural: 200B widgets
        return False
    if wants == "B/s" and m.period in ("second", "minute", "hour"):
        return True
    if not whole:
        return False
    if m.each in (OBJECT, "user"):
        return True
    if m.period in ("day", "week", "month", "year"):
        return False
    if m.period is not None:
        return (m.number >= 32 and wants != "req/s") or wants == "B/s"
    fit = _by_arithmetic(mentions, links, n)
    if fit is not None:
        return fit
    near = around[n]
    if (near.near & cues.SIZE and not near.near & (cues.DAILY | cues.TOTAL | cues.USERS)) or (
        m.each == "each" and m.number >= 8
    ):
        return True
    if near.close & (cues.USERS | cues.DAILY | cues.TOTAL | cues.RATE):
        return False
    if wants is not None:
        return wants in ("B", "B/s")
    return m.number >= 32


def _by_arithmetic(mentions: list[Mention], links: list[Link], n: int) -> bool | None:
    """What the chain around a number says: the reading that makes its product fit, or the one unit still missing."""
    m = mentions[n]
    chain = [k for k in range(max(0, n - 6), min(len(mentions), n + 7)) if mentions[k].group == m.group]
    if len(chain) < 2:
        return None
    if not m.result:
        after = next((k for k in chain if k > n and mentions[k].result), None)
        first = max((k for k in chain if k <= n and (mentions[k].result or k == chain[0])), default=chain[0])
        operands = [k for k in chain if k >= first and (after is None or k < after)]
        if after is not None and len(operands) > 1:
            return _fit(mentions, links, operands, n, mentions[after])
        if any(mentions[k].unit == "B" for k in operands if k != n):
            return False
        if any(
            mentions[k].kind or (mentions[k].large and mentions[k].letter not in ("B", "b")) for k in operands if k != n
        ):
            return True if len(operands) > 1 and m.number >= 16 else None
        if len(operands) > 1 and all(mentions[k].letter in ("B", "b") for k in operands):
            return m.number == max(mentions[k].number for k in operands)
        return None
    operands = [k for k in chain if k < n]
    if len(operands) > 1:
        computed = _product(mentions, links, operands, {})
        if fits(computed, m.number * _SINGLE):
            return False
        if fits(computed, m.number):
            return True
    return None


def _fit(mentions: list[Mention], links: list[Link], operands: list[int], n: int, result: Mention) -> bool | None:
    m = mentions[n]
    others = [k for k in operands if k != n and _open(mentions[k])]
    target = result.value
    for mine, theirs, answer in (
        (1.0, 1.0, True),
        (_SINGLE, 1.0, False),
        (1.0, _SINGLE, True),
        (_SINGLE, _SINGLE, False),
    ):
        values = {n: m.number * mine} | {k: mentions[k].number * theirs for k in others}
        if fits(_product(mentions, links, operands, values), target) and (theirs == 1.0 or others):
            if mine == 1.0 and result.unit in ("count", "req/s", "users"):
                continue
            if others and mine == theirs:
                continue
            if others and fits(
                _product(
                    mentions, links, operands, {n: m.number * theirs} | {k: mentions[k].number * mine for k in others}
                ),
                target,
            ):
                return m.number == max(
                    mentions[k].number for k in [n, *others]
                )  # either may be the bytes: the larger number is
            return answer
    if result.unit in ("B", "B/s"):
        return not any(mentions[k].unit == "B" for k in operands if k != n)
    return False if result.unit in ("count", "req/s") else None


def _open(m: Mention) -> bool:
    """Whether a letter B is still undecided: a noun or a day makes it billions."""
    return (
        m.letter in ("B", "b")
        and m.unit != "B"
        and m.kind is None
        and not m.noun
        and m.period not in ("day", "month", "year")
    )


def _product(mentions: list[Mention], links: list[Link], operands: list[int], values: dict[int, float]) -> float:
    total = values.get(operands[0], mentions[operands[0]].value)
    for k in operands[1:]:
        value = values.get(k, mentions[k].value)
        if links[k].op in (TIMES, "of"):
            total *= value
        elif links[k].op == OVER and value:
            total /= value
    return total


def _is_size(m: Mention, near: Around, wants: str | None) -> bool:
    if m.noun or m.operand or m.period in ("second", "minute", "hour"):
        return False
    words = set(near.label) | set(near.tail)
    if m.letter in ("T", "t", "P"):
        return bool(near.close & (cues.STORAGE | cues.CACHE | cues.COPY)) or wants == "B" or bool(m.period)
    if m.period:
        return False
    return "size" in words or "payload" in words or (wants == "B" and not near.close & (cues.USERS | cues.COUNT))


def _minutes(near: Around) -> bool:
    words = set(near.label) | set(near.tail)
    return bool(
        words
        & {
            "ttl",
            "timeout",
            "within",
            "latency",
            "delay",
            "expire",
            "expires",
            "window",
            "lag",
            "interval",
            "every",
            "expiry",
        }
    )
