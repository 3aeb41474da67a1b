"""Numbers in words: half a million, one point five billion, a couple of hundred thousand, three quarters, twice."""

from bot.estimation.nouns import misspelt_scale
from bot.estimation.tokens import NUMBER, WORD, Token

SMALL: dict[str, float] = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
BIG: dict[str, float] = {
    "hundred": 1e2, "hundreds": 1e2, "thousand": 1e3, "thousands": 1e3, "million": 1e6, "millions": 1e6,
    "billion": 1e9, "billions": 1e9, "trillion": 1e12, "lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7,
    "grand": 1e3, "mil": 1e6, "bn": 1e9, "mn": 1e6, "k": 1e3, "millionen": 1e6, "millones": 1e6,
}  # fmt: skip
PARTS: dict[str, float] = {"half": 0.5, "quarter": 0.25, "third": 1 / 3, "fifth": 0.2, "tenth": 0.1, "halve": 0.5,
                           "quarters": 0.25, "thirds": 1 / 3, "fifths": 0.2, "tenths": 0.1, "hundredth": 0.01}  # fmt: skip
GROUPS: dict[str, float] = {"couple": 2, "dozen": 12, "dozens": 12, "pair": 2, "score": 20}
MULTIPLES: dict[str, float] = {"twice": 2, "double": 2, "doubles": 2, "doubled": 2, "doubling": 2, "triple": 3,
                               "triples": 3, "tripled": 3, "thrice": 3, "quadruple": 4, "quadrupled": 4, "once": 1, "tenfold": 10,
                               "twofold": 2, "threefold": 3, "fivefold": 5}  # fmt: skip
STARTERS = frozenset(SMALL) | {"half", "quarter", "couple", "dozen", "a", "an", "third", "hundred", "tenth"}


def spelled(tokens: list[Token], i: int) -> tuple[float, int, bool] | None:
    """The number that the words from token i on spell: (value, next token, written large), or None.

    Written large: with hundred, thousand, million …, so that it can stand for a load without further words."""
    first = tokens[i].low
    if first in ("a", "an"):
        return _after_article(tokens, i + 1)
    if first in PARTS:
        return _part_of(tokens, i + 1, PARTS[first])
    if first in GROUPS:
        return _scaled(tokens, _skip(tokens, i + 1, "of"), GROUPS[first], large=False)
    if first in BIG and len(first) > 4:
        return _sum(tokens, i, 1.0)
    return _sum(tokens, i, None) if first in SMALL else None


def _after_article(tokens: list[Token], i: int) -> tuple[float, int, bool] | None:
    word = _word(tokens, i)
    if word in PARTS:
        return _part_of(tokens, i + 1, PARTS[word])
    if word in GROUPS:
        return _scaled(tokens, _skip(tokens, i + 1, "of"), GROUPS[word], large=False)
    if word in BIG and len(word) > 2:
        return _sum(tokens, i, 1.0)
    return None


def _part_of(tokens: list[Token], i: int, part: float) -> tuple[float, int, bool]:
    """After "half", "three quarters": "a million", "of a", "million"."""
    j = _skip(tokens, i, "of")
    j = _skip(tokens, j, "a", "an", "one")
    value, after, large = _scaled(tokens, j, part, large=False)
    if not large and j > i and _word(tokens, i) == "of" and _word(tokens, i + 1) not in ("a", "an", "one"):
        return value, i, large  # "a fifth of the daily 8 TB"
    return value, after, large


def _scaled(tokens: list[Token], i: int, value: float, large: bool) -> tuple[float, int, bool]:
    while (word := _word(tokens, i)) in BIG or _slip(word):
        value *= BIG.get(word) or misspelt_scale(word) or 1.0
        i, large = i + 1, True
    return value, i, large


def _slip(word: str) -> bool:
    return len(word) > 6 and misspelt_scale(word) is not None


def _sum(tokens: list[Token], i: int, start: float | None) -> tuple[float, int, bool]:
    total, group, large = 0.0, start or 0.0, False
    last = i
    while i < len(tokens) and i - last < 2:
        token = tokens[i]
        word = token.low
        if word in SMALL and token.kind == WORD:
            if group and (group % 10 or SMALL[word] >= 10) and group % 100:
                break
            group += SMALL[word]
        elif word in BIG and token.kind == WORD:
            factor = BIG[word]
            group, large = (group or 1.0) * factor, True
            if factor >= 1e3:
                total, group = total + group, 0.0
        elif _slip(word):
            total, group, large = total + (group or 1.0) * (misspelt_scale(word) or 1), 0.0, True
        elif word == "point" and _word(tokens, i + 1) in SMALL:
            return _point(tokens, i + 1, total + group)
        elif word in PARTS and group and i == last and word != "third":
            return _part_of(tokens, i + 1, group * PARTS[word])
        elif word == "and" and _word(tokens, i + 1) in ("a", "one", "half") and "half" in (
            _word(tokens, i + 1), _word(tokens, i + 2)
        ):  # fmt: skip
            i += 2 if _word(tokens, i + 1) == "half" else 3
            return _scaled(tokens, i, total * 1.5 if total and not group else total + group + 0.5, large)
        elif (
            word == "-" and _word(tokens, i + 1) in ("odd", "ish", "something", "some") and _word(tokens, i + 2) in BIG
        ):
            i += 2
            last = i
            continue
        elif not _joins(tokens, i, large):
            break
        else:
            i += 1
            continue
        i += 1
        last = i
    return total + group, last, large


def _joins(tokens: list[Token], i: int, large: bool) -> bool:
    """A hyphen (twenty-five) or an "and" (two hundred and fifty) inside a number in words."""
    following = _word(tokens, i + 1)
    if tokens[i].low == "-":
        return following in SMALL or following in BIG
    return tokens[i].low == "and" and large and following in SMALL


def _point(tokens: list[Token], i: int, whole: float) -> tuple[float, int, bool]:
    digits = ""
    while (word := _word(tokens, i)) in SMALL and len(digits) < 6:
        digits += f"{SMALL[word]:g}"
        i += 1
    return _scaled(tokens, i, whole + float(f"0.{digits}"), large=False)


def _skip(tokens: list[Token], i: int, *words: str) -> int:
    return i + 1 if _word(tokens, i) in words else i


def _word(tokens: list[Token], i: int) -> str:
    return tokens[i].low if i < len(tokens) and tokens[i].kind in (WORD, NUMBER) else ""
