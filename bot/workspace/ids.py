"""Ids in Slack's form: a letter for the kind and upper-case base 36, counted, so that a run can be repeated."""

import string

_DIGITS = string.digits + string.ascii_uppercase


def numbered(letter: str, number: int) -> str:
    """The id of the `number`-th thing of its kind: F, 1 -> "F0MOCK00001"."""
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return f"{letter}0MOCK{digits.rjust(5, '0')}"


def next_ts(now: float, last: str) -> str:
    """A message's ts: the time in microseconds, and always later than the last one given out."""
    micros = int(now * 1_000_000)
    if last:
        seconds, _, fraction = last.partition(".")
        micros = max(micros, int(seconds) * 1_000_000 + int(fraction) + 1)
    return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"
