"""The cue words before and after each number, nearest first, each read once: the whole is linear in the text."""

from dataclasses import dataclass

from bot.estimation.cues import COPY, FLAGS
from bot.estimation.mention import Mention
from bot.estimation.tokens import LINE, NUMBER, WORD, Token

_PARTS = frozenset({",", ";", "and", "but", "while", "whereas", "plus", "then", "vs", "versus", "→", "->", "=>", "=", "≈",
                    "|", "(", ")", "so", "und", "et", "y", "⇒", "·", "–", "—", "➜", "➡", "➔", "⟹", "»", "#"})  # fmt: skip
_ABBREVIATED = frozenset({"incl", "excl", "approx", "avg", "repl", "max", "min"})
_FAR = 60  # tokens; a label further away than this is not one


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class Around:
    """Flags (bot/estimation/cues.py) of the words of the mention itself, near before it (since the last comma or
        "and"),
    after it, and far before it (since the last number or sentence); `label` the words right before; `line` the flags
    of a heading or of an earlier part of the sentence."""

    own: int = 0
    near: int = 0
    after: int = 0
    far: int = 0
    line: int = 0
    sentence: int = 0
    label: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()

    @property
    def regions(self) -> tuple[int, int, int, int]:
        return self.own, self.near, self.after, self.far

    @property
    def all(self) -> int:
        return self.own | self.near | self.after | self.far

    @property
    def close(self) -> int:
        return self.own | self.near | self.after


def surroundings(tokens: list[Token], mentions: list[Mention]) -> list[Around]:
    """One Around per mention."""
    ends = [0] + [m.next for m in mentions]
    starts = [m.first for m in mentions[1:]] + [len(tokens)]
    found = []
    line = 0
    for n, m in enumerate(mentions):
        around = Around(own=_own(tokens, m))
        hard = _before(tokens, ends[n], m.first, around)
        line = around.far if hard else line | around.far
        around.line = line
        _after(tokens, m.next, starts[n], around)
        found.append(around)
    _sentences(mentions, found)
    return found


def _sentences(mentions: list[Mention], found: list[Around]) -> None:
    start = 0
    for n in range(1, len(found) + 1):
        if n == len(found) or mentions[n].hard:
            flags = 0
            for around in found[start:n]:
                flags |= around.all
            for around in found[start:n]:
                around.sentence = flags
            start = n


def _flag(tokens: list[Token], i: int) -> int:
    """The flags of a word; "before replication" does not speak of copies."""
    flag = FLAGS.get(tokens[i].low, 0)
    if (
        flag & COPY
        and i
        and tokens[i - 1].low
        in ("before", "without", "excluding", "no", "pre", "ignoring", "excl", "not", "w/o", "minus")
    ):
        return flag & ~COPY
    return flag


def _own(tokens: list[Token], m: Mention) -> int:
    flags = 0
    for i in range(m.first, min(m.next, m.first + 12)):
        token = tokens[i]
        if token.kind == WORD:
            flags |= FLAGS.get(token.low, 0)
    for word in m.words:
        flags |= FLAGS.get(word, 0)
    return flags | FLAGS.get(m.noun, 0)


def _before(tokens: list[Token], start: int, end: int, around: Around) -> bool:
    near = True
    words: list[str] = []
    stop = max(start, end - _FAR)
    i = end - 1
    while i >= stop:
        token = tokens[i]
        low = token.low
        if (
            token.kind == LINE
            or low in ("?", "!")
            or (low == "." and (i + 1 >= len(tokens) or tokens[i + 1].start > token.end))
        ):
            around.label = tuple(words)
            return True
        slash = low == "/" and i > start and tokens[i - 1].end < token.start and tokens[i + 1].start > token.end
        if slash or (low in _PARTS and not (low in ("=", "(", "≈") and not words)):
            near = False
        if low == "1" and near:
            words.append("one")
        if token.kind == WORD:
            flag = _flag(tokens, i)
            if low == "out" and i and tokens[i - 1].low == "-" and i > 1 and tokens[i - 2].low == "fan":
                flag = FLAGS["fanout"]
            around.far |= flag
            if near:
                around.near |= flag
                if len(words) < 8:
                    words.append(low)
        i -= 1
    around.label = tuple(words)
    return start == 0


def _after(tokens: list[Token], start: int, end: int, around: Around) -> None:
    words: list[str] = []
    for i in range(start, min(end, start + 14)):
        token = tokens[i]
        low = token.low
        if low == "." and i and tokens[i - 1].low in _ABBREVIATED:
            continue
        if (
            token.kind == LINE
            or low in ("?", "!", ".")
            or (low in ("×", "*", "÷") and NUMBER in [t.kind for t in tokens[i + 1 : i + 3]])
            or (low in _PARTS and not (low in ("(", ")") and i - start < 2))
        ):
            break
        if token.kind == WORD:
            words.append(low)
            around.after |= _flag(tokens, i)
    around.tail = tuple(words)
