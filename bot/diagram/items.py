"""A sentence as a row of items: components, verbs of flow, and the small words that say how they hang together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.diagram.lexicon import Identity, Lexicon
from bot.diagram.sketch import Sketch
from bot.diagram.tokens import Token

_GAP = re.compile(r"[\s\-/\"'“”`*]*\Z")
_BREAK = re.compile(r"[,:()\[\]–—]|\s-\s")
_QUOTED = re.compile(r"[\"“]([^\"”\n]{2,40})[\"”]")
_BOXES = frozenset("box boxes rectangle circle cylinder cylinders square cloud".split())
_LISTING = frozenset("and or plus also".split())
_THEN = frozenset("then next finally afterwards".split())
_SMALL = {
    "from": "from", "through": "through", "via": "through", "to": "to", "into": "to", "by": "by", "over": "over",
    "using": "over", "there": "there", "but": "break", "because": "break", "so": "break", "i": "person", "we": "person",
    "you": "person", "someone": "person", "somebody": "person", "everybody": "person", "people": "person",
}  # fmt: skip
_IN_CODE = frozenset("_=?{}")
MODIFIERS = 2  # words before a head that belong to the name


@dataclass(frozen=True, slots=True)
class Item:
    """kind: part, verb, pronoun, relative, then, there, from, through, to, over, by, box, and, comma, break, or the
    kind of a cue phrase (not, drop, instead, replace, direct, maybe, before, after, between)."""

    kind: str
    start: int
    end: int
    words: tuple[Token, ...] = ()
    identity: Identity | None = None
    strong: bool = False  # a part that is surely one: a product, a role's own name, a name in quotes


def items_of(sentence: str, offset: int, sketch: Sketch) -> list[Item]:
    """Read a sentence left to right, longest names first."""
    words = sketch.lexicon.words(sentence, offset)
    quoted = {offset + m.start(1): offset + m.end(1) for m in _QUOTED.finditer(sentence)}
    found: list[Item] = []
    index = 0
    while index < len(words):
        if index and (sign := _BREAK.search(sentence, words[index - 1].end - offset, words[index].start - offset)):
            kind = "open" if sign.group() == "(" else "comma"
            found.append(Item(kind, words[index - 1].end, words[index].start))
        length, item = _next(sentence, offset, words, index, sketch, quoted, found)
        if item:
            found.append(item)
        index += length
    return found


def _next(
    sentence: str,
    offset: int,
    words: list[Token],
    index: int,
    sketch: Sketch,
    quoted: dict[int, int],
    found: list[Item],
) -> tuple[int, Item | None]:
    lexicon = sketch.lexicon
    word = words[index]
    if _in_identifier(sentence, word.start - offset, word.end - offset):
        return 1, None
    if word.start in quoted:
        length = sum(1 for w in words[index : index + 6] if w.end <= quoted[word.start])
        item = _quoted(words[index : index + length], found, sketch)
        return (length, item) if item else (1, None)
    if word.word in _BOXES and index + 1 < len(words) and words[index + 1].start in quoted:
        return 1, Item("box", word.start, word.end, (word,))
    if phrase := lexicon.phrase(words, index):
        length, kind = phrase
        if not (kind in ("replace", "drop", "direct") and _is_name_here(words, index, lexicon)):
            return length, Item(kind, word.start, words[index + length - 1].end, tuple(words[index : index + length]))
    if _is_verb(words, index, found, lexicon):
        return 1, Item("verb", word.start, word.end, (word,))
    if length := _name_length(sentence, offset, words, index, lexicon):
        return length, _part(words[index : index + length], lexicon)
    return 1, _small(word, lexicon)


def _in_identifier(sentence: str, start: int, end: int) -> bool:
    """Whether a word is a piece of `client_post_id` or `?q=hel`."""
    return sentence[max(0, start - 1) : start] in _IN_CODE or sentence[end : end + 1] in ("_", "=", "{")


def _small(word: Token, lexicon: Lexicon) -> Item | None:
    """The item of a single small word, None for one that says nothing here."""
    text = word.word
    kind = _SMALL.get(text)
    if kind is None:
        kind = (
            "relative" if text in lexicon.relatives and text != "that" else
            "pronoun" if text in lexicon.pronouns else
            "then" if text in _THEN else
            "and" if text in _LISTING else
            "box" if text in _BOXES else
            "protocol" if text in lexicon.protocols else
            "relative" if text == "that" else None
        )  # fmt: skip
    return Item(kind, word.start, word.end, (word,)) if kind else None


def _part(words: Sequence[Token], lexicon: Lexicon) -> Item:
    identity = lexicon.identify(words)
    alias = lexicon.at(words, 0)
    strong = bool(alias and alias[0] == len(words) and not alias[1].weak)
    return Item("part", words[0].start, words[-1].end, tuple(words), identity, strong)


def _quoted(words: list[Token], found: list[Item], sketch: Sketch) -> Item | None:
    """A name in quotes counts after "box", "to" or "from", or when it is drawn already."""
    identity = sketch.lexicon.identify(words) if words else None
    if identity is None or any(word.word in sketch.lexicon.never_names for word in words):
        return None
    before = found[-1].kind if found else ""
    if before in ("box", "to", "from") or sketch.find(identity):
        return Item("part", words[0].start, words[-1].end, tuple(words), identity, strong=True)
    return None


def _is_verb(words: list[Token], index: int, found: list[Item], lexicon: Lexicon) -> bool:
    """ "stores", "caches", "logs" are verbs after the one who does it, and nouns after "the"."""
    word = words[index]
    if word.word not in lexicon.verbs or (index and words[index - 1].word in ("a", "an", "the", "every", "each")):
        return word.word.startswith(("arrow", "line")) and word.word in lexicon.verbs
    if _is_modifier(words, index, lexicon) or _names_a_doer(words, index, found, lexicon):
        return False
    if found and found[-1].kind == "verb" and _is_object(words, index, found[-1]):
        return False
    if not (lexicon.at(words, index) or word.norm in lexicon.heads):
        return word.word not in lexicon.links
    before = found[-1].kind if found else ""
    ends_alone = not (index + 1 < len(words) and (two := lexicon.at(words, index)) and two[0] > 1)
    if before == "to":
        return ends_alone and word.word == word.norm
    if before == "and" or before == "comma":  # "reads them and stores the rest"
        following = words[index + 1].word if index + 1 < len(words) else ""
        return (
            ends_alone and word.word != word.norm and (following in lexicon.articles or following in lexicon.pronouns)
        )
    doer = before in ("part", "pronoun", "relative", "then") and found[-1].end <= word.start
    return ends_alone and doer and (word.word != word.norm or before != "part")


def _is_object(words: list[Token], index: int, verb: Item) -> bool:
    """ "posts the ride request to …": what follows a verb and an article is a thing, whatever else it could be."""
    between = [word.word for word in words[max(0, index - 4) : index] if word.start >= verb.end]
    return bool(between) and between[0] in ("the", "a", "an", "each", "every", "its", "their", "this", "that")


def _names_a_doer(words: list[Token], index: int, found: list[Item], lexicon: Lexicon) -> bool:
    """ "goes to post service and feed service": a verb's word right before "service" is part of a name unless somebody
    acts just before it ("phones call servers")."""
    word = words[index]
    if index + 1 >= len(words) or word.word != word.norm or words[index + 1].norm not in _DOERS:
        return False
    acts = bool(found) and found[-1].kind in ("part", "pronoun", "person") and found[-1].end + 1 >= word.start
    return not acts and (words[index - 1].word if index else "") not in (
        "then",
        "they",
        "i",
        "we",
        "you",
        "will",
        "can",
    )


_DOERS = frozenset("service server worker handler processor engine manager fleet".split())


def _is_modifier(words: list[Token], index: int, lexicon: Lexicon) -> bool:
    """ "the upload service": a verb's word between an article and a head is part of a name."""
    if index == 0 or index + 1 >= len(words) or words[index].word != words[index].norm:
        return False
    if words[index].word not in lexicon.verbs:
        return False
    return words[index - 1].word in lexicon.articles and words[index + 1].norm in lexicon.heads


def _is_name_here(words: list[Token], index: int, lexicon: Lexicon) -> bool:
    """Whether a cue word is the first word of a name instead ("cache dump job")."""
    found = lexicon.at(words, index)
    return bool(found and found[0] > 1)


def _is_doing(words: list[Token], index: int, lexicon: Lexicon) -> bool:
    """ "booking service", "pricing engine": a word in -ing that is no verb of flow, before a head."""
    word = words[index].word
    is_next_head = index + 1 < len(words) and words[index + 1].norm in lexicon.heads
    return word.endswith("ing") and word not in lexicon.verbs and is_next_head


def _name_length(sentence: str, offset: int, words: list[Token], index: int, lexicon: Lexicon) -> int:
    """How many words from here make one name; 0 where none starts here."""
    end = _reach(sentence, offset, words, index, lexicon)
    if end:
        return end - index
    if not (
        _may_modify(words[index], lexicon)
        or _is_modifier(words, index, lexicon)
        or _is_doing(words, index, lexicon)
        or (words[index].word in lexicon.verbs and _names_a_doer(words, index, [], lexicon))
    ):
        return 0
    for step in range(1, MODIFIERS + 1):
        at = index + step
        if at >= len(words) or not _adjacent(sentence, offset, words, at - 1):
            return 0
        end = _reach(sentence, offset, words, at, lexicon)
        if end:
            product = lexicon.at(words, at)
            if product and not product[1].general and words[end - 1].norm not in lexicon.heads:
                return 0  # "clickhouse" needs no adjective: "then postgres"
            return end - index
        if not _may_modify(words[at], lexicon):
            return 0
    return 0


def _reach(sentence: str, offset: int, words: list[Token], index: int, lexicon: Lexicon) -> int:
    """The end of a run of names and heads that starts here: "postgres primary", "fan-out service"; 0 for none."""
    end = index
    while end < len(words) and end - index < 6 and (end == index or _adjacent(sentence, offset, words, end - 1)):
        if found := lexicon.at(words, end):
            if end > index and words[end].word in lexicon.verbs and words[end].word != words[end].norm:
                break
            end += found[0]
        elif words[end].norm in lexicon.heads and words[end].word not in lexicon.never_names:
            if end > index and words[end].word in lexicon.verbs:
                break
            if end == index and words[end].word in lexicon.verbs:
                break
            end += 1
        else:
            break
    return end if end > index else 0


def _adjacent(sentence: str, offset: int, words: list[Token], index: int) -> bool:
    """Whether nothing but a blank stands between a word and the next."""
    return bool(_GAP.match(sentence[words[index].end - offset : words[index + 1].start - offset]))


def _may_modify(word: Token, lexicon: Lexicon) -> bool:
    text = word.word
    taken = (lexicon.articles, lexicon.never_names, lexicon.links, lexicon.pronouns, lexicon.protocols, lexicon.units,
             _BOXES, _LISTING, _THEN)  # fmt: skip
    if any(text in words for words in taken) or text in lexicon.verbs or (text,) in lexicon.phrases:
        return False
    return not (word.norm in lexicon.articles or text[0].isdigit() or text.endswith(("ly", "ing", "'s")))
