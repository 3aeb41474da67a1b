"""Masked text to tokens: numerals with their value, words, signs. One linear pass."""

import re
from dataclasses import dataclass
from functools import cache

from bot.estimation.masks import MASK

MOST_NUMERALS = 400  # a text ends for the reader after so many: it is a log or a table pasted, and has to stay cheap
NUMBER, WORD, SIGN, OPAQUE, LINE = "number", "word", "sign", "opaque", "line"

# Repeats are bounded: a run of ten thousand groups must not be tried from every one of its places.
_NUMERAL = (
    r"[0-9]{1,12}(?:\.[0-9]{1,12})?\s?(?:[x×*·⋅]|\\times|\\cdot)\s?10\s?(?:\^|\*\*)\s?[{(]?[+-]?[0-9]{1,3}[)}]?"
    r"|[0-9]{1,12}(?:\.[0-9]{1,12})?\s?[x×*·⋅]\s?10[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}"
    r"|10\s?(?:\^|\*\*)\s?[{(]?[+-]?[0-9]{1,3}[)}]?|10[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}"
    r"|[0-9]{1,3}(?:,[0-9]{3}){1,9}(?![0-9])(?:\.[0-9]{1,12})?"
    r"|[0-9]{1,2}(?:,[0-9]{2}){1,9},[0-9]{3}(?![0-9])(?:\.[0-9]{1,12})?"
    r"|[0-9]{1,3}(?:\.[0-9]{3}){2,9}(?![0-9])(?:,[0-9]{1,12})?"
    r"|[0-9]{1,3}\.[0-9]{3},[0-9]{1,12}"
    r"|[1-9][0-9]{0,2}(?:[ \u00a0\u202f\u2009][0-9]{3}){1,9}(?![0-9:]|/[0-9]|[.,][0-9])(?:[.,][0-9]{1,2}(?![0-9]))?"
    r"|[1-9][0-9]{0,2}(?:['’][0-9]{3}){1,9}(?![0-9])(?:\.[0-9]{1,12})?"
    r"|[0-9]{1,3}(?:_[0-9]{3}){1,9}(?![0-9])"
    r"|[0-9]{0,40}[½¼¾⅓⅔⅛]"
    r"|[0-9]{1,400}(?:[.,][0-9]{1,60})?(?:[eE][+-]?[0-9]{1,3}(?![0-9A-Za-z.]))?"
    r"|\.[0-9]{1,40}"
)
_TOKEN = (
    rf"(?P<number>{_NUMERAL})"
    rf"|(?P<opaque>{MASK}+)"
    r"|(?P<times>[xX](?=\s?[0-9(]))"
    r"|(?P<word>[^\W\d_½¼¾⅓⅔⅛⁰¹²³⁴⁵⁶⁷⁸⁹](?:[^\W½¼¾⅓⅔⅛⁰¹²³⁴⁵⁶⁷⁸⁹]|['’](?=[^\W\d_]))*)"
    r"|(?P<line>\n)"
    r"|(?P<sign>->|=>|-->|==>|~=|~~|>=|<=|==|\.\.\.?|\*\*|[^\s\w]|_)"
)
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125}
_POWER = re.compile(
    r"(?:([0-9.]+)\s?(?:[x×*·⋅]|\\times|\\cdot)\s?)?10\s?(?:\^|\*\*)?\s?[{(]?([+-]?[0-9⁰¹²³⁴⁵⁶⁷⁸⁹]+)[)}]?"
)
_RF = re.compile(r"(?:rf|n|r|w|x)[0-9]{1,2}")
COMMA_DECIMAL = frozenset({"de", "es", "fr", "it", "pt", "nl", "de-AT", "pt-BR"})


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class Token:
    """kind is NUMBER, WORD, SIGN, OPAQUE or LINE; `low` the text in lower case; `grouped` a numeral written large
    (1,000 or 10^5 or 5e8)."""

    kind: str
    text: str
    low: str
    start: int
    end: int
    value: float = 0.0
    grouped: bool = False


@cache
def _pattern() -> re.Pattern[str]:
    """Compiled at the first text, not at import."""
    return re.compile(_TOKEN)


def tokenize(text: str, locale: str | None = None) -> list[Token]:
    """All tokens of a masked text. `locale` decides what 1.000 and 1,000 are."""
    dots = _dots_group(text, locale)
    tokens: list[Token] = []
    numerals = 0
    for found in _pattern().finditer(text):
        kind = found.lastgroup
        start, end = found.span()
        whole = found.group()
        if kind == "number":
            before = text[start - 1] if start else ""
            glued = before.isalnum() and not (before in "xX" and tokens and tokens[-1].low == "×")
            if glued or before == "_" or len(whole) > 40:
                tokens.append(Token(OPAQUE, whole, whole, start, end))
                continue
            numerals += 1
            if numerals > MOST_NUMERALS:
                break
            value, grouped = _value(whole, locale, dots)
            tokens.append(Token(NUMBER, whole, whole, start, end, value, grouped))
        elif kind == "word":
            _append_word(tokens, whole, start, end)
        elif kind == "times":
            tokens.append(Token(SIGN, "×", "×", start, end))
        else:
            tokens.append(Token(_KINDS[kind or "sign"], whole, whole, start, end))
    return tokens


_KINDS = {"opaque": OPAQUE, "line": LINE, "sign": SIGN}


def _append_word(tokens: list[Token], whole: str, start: int, end: int) -> None:
    low = whole.lower()
    if low.endswith(("'s", "’s")):
        low = low[:-2]  # "the day's data"
    elif low[1:2] in ("'", "’") and low[0] in "dl" and len(low) > 4:
        low = low[2:]  # "3 millions d'utilisateurs"
    if low[-1].isdigit():
        if low.startswith("rf") and low[2:].isdigit():
            tokens.append(Token(WORD, whole[:2], "rf", start, start + 2))
            tokens.append(Token(NUMBER, whole[2:], low[2:], start + 2, end, float(low[2:5])))
            return
        tokens.append(Token(WORD, whole, low, start, end))
        return
    glued = bool(tokens) and tokens[-1].kind == NUMBER and tokens[-1].end == start
    if glued and "x" in low[1:]:
        cut = low.index("x", 1)
        rest = whole[cut + 1 :]
        if rest[:1].isdigit():
            tokens.append(Token(WORD, whole[:cut], low[:cut], start, start + cut))
            tokens.append(Token(SIGN, "×", "×", start + cut, start + cut + 1))
            digits = re.match(r"[0-9]+", rest)
            count = digits.end() if digits else 0
            number = rest[:count]
            tokens.append(Token(NUMBER, number, number, start + cut + 1, start + cut + 1 + count, float(number[:40])))
            if rest[count:]:
                tokens.append(Token(WORD, rest[count:], rest[count:].lower(), start + cut + 1 + count, end))
            return
    tokens.append(Token(WORD, whole, low, start, end))


def _dots_group(text: str, locale: str | None) -> bool:
    """Whether a dot before three digits marks thousands: by the locale, or because the text does so elsewhere."""
    if locale in ("de", "es", "it", "pt", "nl", "de-AT", "pt-BR"):
        return True
    if locale is not None or "." not in text:
        return False
    return bool(_MANY_DOTS.search(text) or _SPEAKS_SO.search(text))


_SPEAKS_SO = re.compile(
    r"\b(?:pro (?:tag|sekunde|jahr|monat|minute|stunde|nutzer)|anfragen|nutzer|nachrichten|schreibzugriffe|por (?:s"
    r"egundo|día|dia)|al día|usuarios|mensajes"
    r"|peticiones)\b",
    re.IGNORECASE,
)
_MANY_DOTS = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{3}){2,9}(?![0-9.])")


def _value(whole: str, locale: str | None, dots: bool) -> tuple[float, bool]:
    if whole[-1] in _FRACTIONS:
        return (float(whole[:-1]) if len(whole) > 1 else 0.0) + _FRACTIONS[whole[-1]], False
    if whole.isdecimal():
        return float(whole), False
    if "^" in whole or "**" in whole or whole[-1] in "⁰¹²³⁴⁵⁶⁷⁸⁹":
        return _power(whole)
    plain = whole.replace(" ", "").replace("\u00a0", "").replace("\u202f", "").replace("\u2009", "")
    plain = plain.replace("'", "").replace("’", "").replace("_", "")
    grouped = len(plain) < len(whole)
    lower = plain.lower()
    if "e" in lower:
        mantissa, _, exponent = lower.partition("e")
        return float(f"{mantissa.replace(',', '.')}e{exponent}"), True
    commas, points = plain.count(","), plain.count(".")
    if commas and points:
        return _both(plain), True
    if commas:
        return _commas(plain, locale, commas, grouped)
    if points > 1 or (points == 1 and dots and len(plain) - plain.index(".") == 4 and plain[0] != "0"):
        return float(plain.replace(".", "")), True
    return float(plain), grouped


def _power(whole: str) -> tuple[float, bool]:
    found = _POWER.match(whole)
    if found is None:
        return float("nan"), False
    exponent = int(found.group(2).translate(_SUPER))
    return float(found.group(1) or 1) * 10.0**exponent if abs(exponent) < 300 else float("inf"), True


def _both(plain: str) -> float:
    if plain.rindex(",") > plain.rindex("."):
        return float(plain.replace(".", "").replace(",", "."))
    return float(plain.replace(",", ""))


def _commas(plain: str, locale: str | None, commas: int, grouped: bool) -> tuple[float, bool]:
    decimals = len(plain) - plain.rindex(",") - 1
    if commas > 1 or (decimals == 3 and locale not in COMMA_DECIMAL and not plain.startswith("0,")):
        return float(plain.replace(",", "")), True
    return float(plain.replace(",", ".")), grouped
