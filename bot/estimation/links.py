"""What stands between two numbers: an operator, an equals sign of some kind, a break."""

from dataclasses import dataclass

from bot.estimation.tokens import LINE, NUMBER, OPAQUE, WORD, Token

TIMES, OVER, PLUS, MINUS = "×", "÷", "+", "−"
_SIGNS = {"*": TIMES, "×": TIMES, "·": TIMES, "⋅": TIMES, "∗": TIMES, "✕": TIMES, "•": TIMES, "÷": OVER, "/": OVER,
          "+": PLUS, "-": MINUS, "−": MINUS}  # fmt: skip
_WORDS = {"times": TIMES, "multiplied": TIMES, "divided": OVER, "dividing": OVER, "over": OVER, "plus": PLUS, "minus": MINUS,
          "mal": TIMES, "durch": OVER, "x": TIMES, "multiply": TIMES, "divide": OVER}  # fmt: skip
_EQUAL = frozenset(
    {
        "=",
        "≈",
        "~",
        "→",
        "->",
        "=>",
        "⇒",
        "==",
        "~=",
        "≃",
        "≅",
        "~~",
        "-->",
        "==>",
        "➔",
        "⟶",
        "➜",
        "➡",
        "⟹",
        "↦",
        "▶",
        "►",
        "»",
        "#",
        "∼",
        "≒",
    }
)
_EQUAL_WORDS = frozenset(
    """so gives makes is equals thats that's making giving hence therefore thus roughly yields comes works ends lands
        call
    becomes means i.e ie or get gets got about which total totals totalling leads results have ergibt donne sind macht
    are we're landing nets say approximately approx around then turns yielding meaning implies ~ bringing
    puts""".split()
)
_FILLERS = frozenset(
    """the a an about around approx approximately roughly say some by of to it its for we us you get that thats that's
    this which is and then up out more or less nearly almost close circa ca maybe like just per each all in at on are
    with day seconds reads writes peak replication replicas into be would will rounded round ok well again""".split()
)


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class Link:
    """op: an operator or None; equal: the next number is a result; hard: a sentence or line ends; soft: a comma or the
    like; words: how many words stand between."""

    op: str | None = None
    equal: bool = False
    hard: bool = False
    soft: bool = False
    words: int = 0
    opens: int = 0
    closes: int = 0


def link(tokens: list[Token], start: int, end: int) -> Link:
    """The link made by tokens [start, end) between two numbers."""
    found = Link()
    opaque = False
    for i in range(start, end):
        token = tokens[i]
        low = token.low
        if i > start and tokens[i - 1].kind == LINE:
            if low in ("*", "-", "•", "+", "–"):
                continue  # a bullet
            if low in _SIGNS or low in _EQUAL:
                found.hard = False  # arithmetic that goes on in the next line
        if token.kind == LINE or low in ("?", "!") or (low == "." and _ends(tokens, i)):
            found.hard, found.op, found.equal = True, None, False
        elif low == "=" and i > start and _names(tokens, start, i):
            found.equal, found.op, found.soft = False, None, True  # "460 QPS(r) = 46k" names the next
        elif (
            low in _EQUAL
            or (low == ">" and i > start and tokens[i - 1].low in ("-", "="))
            or (
                low == ">"
                and i > start
                and tokens[i - 1].end < token.start
                and i + 1 < len(tokens)
                and tokens[i + 1].start > token.end
                and _chain_of(tokens, i)
            )
        ):
            found.equal, found.op = True, None
        elif low in (",", ";", ":", "|"):
            found.soft = True
            found.equal = found.equal and low == ":"
            found.op = None
        elif low == "(":
            found.opens += 1
        elif low == ")":
            found.closes += 1
        elif low in _SIGNS and token.kind != WORD:
            if found.hard and found.words:
                continue  # a dash after the label of a new line
            if not (low == "/" and i > start and tokens[i - 1].kind == WORD and tokens[i - 1].end == token.start):
                found.op = _sign(tokens, i, found.op)
        elif low in _WORDS and (low != "over" or end - start == 1):
            found.op = _WORDS[low]
        elif low == "by" and start > 0 and _divides(tokens, start):
            found.op = _divides(tokens, start)
        elif low == "of" and i == start:
            found.op = "of"
        elif token.kind == WORD:
            found.words += 1
            if low in _EQUAL_WORDS:
                found.equal = True
            elif low not in _FILLERS and found.op:
                found.op = None if found.words > 2 else found.op
        elif token.kind in (OPAQUE, NUMBER):
            opaque = True
    if opaque:
        found.op, found.equal, found.soft = None, False, True
    return found


def _sign(tokens: list[Token], i: int, before: str | None) -> str | None:
    """The operator of a sign. A dash between words is a pause; a slash between words is an "or"."""
    token = tokens[i]
    op = _SIGNS[token.low]
    if i and tokens[i - 1].low == "(":
        return before  # "16.6 TB (÷ 1024 four times)" is a remark
    if (
        token.low == "*"
        and i + 1 < len(tokens)
        and i
        and tokens[i - 1].end == token.start
        and tokens[i + 1].start > token.end
    ):
        return before if tokens[i + 1].kind != NUMBER else op  # "30k* not 3k": a star of emphasis
    if op is MINUS:
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        return MINUS if after is not None and after.kind == NUMBER else before
    if op is OVER:
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        if after is None or not (
            after.kind == NUMBER or after.low in ("(", "~", "by", "the", "about", "around", "roughly")
        ):
            return before
    return op


_NAMES = frozenset(
    "qps rps tps dau mau peak rf ttl cache storage reads writes read write size fanout retention".split()
)


def _names(tokens: list[Token], start: int, i: int) -> bool:
    """Whether the words right before an equals sign are a label of what comes."""
    words = [t.low for t in tokens[max(start, i - 4) : i] if t.kind == WORD]
    return (
        bool(words)
        and (not _NAMES.isdisjoint(words) or any("_" in word for word in words))
        and tokens[i - 1].kind != NUMBER
    )


def _chain_of(tokens: list[Token], i: int) -> bool:
    """Whether ">" is an arrow: it stands several times in the line."""
    first = i
    while first > 0 and tokens[first - 1].kind != LINE and i - first < 60:
        first -= 1
    line = 0
    for token in tokens[first : i + 60]:
        if token.kind == LINE and token.start > tokens[i].start:
            break
        line += token.low == ">"
    return line >= 2 and tokens[first].low != ">"


def _divides(tokens: list[Token], start: int) -> str | None:
    """The verb some words before a number that "by" belongs to: "dividing 140 million by 86400"."""
    for i in range(max(0, start - 8), start + 1):
        if tokens[i].low in ("dividing", "divide", "divided", "split"):
            return OVER
        if tokens[i].low in ("multiply", "multiplying", "multiplied"):
            return TIMES
    return None


def _ends(tokens: list[Token], i: int) -> bool:
    """Whether a full stop ends a sentence: white space or the end follows, and no abbreviation stands before."""
    if i + 1 < len(tokens) and tokens[i + 1].start == tokens[i].end:
        return False
    before = tokens[i - 1] if i else None
    return not (before is not None and before.end == tokens[i].start and before.low in _ABBREVIATIONS)


_ABBREVIATIONS = frozenset("avg approx ca e i g vs etc incl no nr est min max sec ie eg repl".split())
