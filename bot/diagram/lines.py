"""Arrow lines: `a -> b, c: label`, `a --http--> b`, `write side: gw → loc svc → redis`, `a to b: x`, `a | b | c`.

A line is cut at its arrows; what stands between two arrows must look like a name, or that arrow is left out. In a
sentence, where an arrow often means "therefore", both ends must be known names.
"""

import re
from dataclasses import dataclass, replace

from bot.diagram.lexicon import Identity, Lexicon
from bot.diagram.sketch import Sketch
from bot.diagram.tokens import Token

LONGEST_LINE = 2000
MOST_WORDS = 6  # in a name
MOST_TOLD = 8  # words between two arrows of which the last may name a part: "request is coming to load balancer"

# One arrow: plain, with a text in it, or backwards. Each alternative is anchored by its first sign and bounded.
_ARROW = re.compile(
    r"<(?P<both>-{1,4}|={1,3})>"
    r"|(?P<long>[-=~–—]{1,6}>{1,2}|-{0,4}[→⟶➜➔➡⇒⟹↦▶►]️?|\.{2,4}>|-\.{1,3}->?)"
    r"|(?<![-=])(?:--|==)\s?(?P<text>[^\s<>|=\-][^<>|\n]{0,60}?)\s?(?:-{1,3}|={1,3})>"
    r"|-[\[(](?P<boxed>[^\])\n]{1,60})[\])]-{1,2}>"
    r"|-(?P<word>[A-Za-z][\w/.]{0,20})->"
    r"|(?P<two>[↔⇄⇆⟷])"
    r"|(?P<back><-{1,4}(?!>)|←|⟵|⬅)"
    r"|(?P<angle>(?<=\s)>{1,2}(?=\s))"
)
_BULLET = re.compile(r"[ \t]*(?:[-*•‣◦+]|\d{1,2}[.)]|[a-z][.)]|\[[ x]?\])[ \t]+")
_COLON = re.compile(r"\s*:(?=\s|$|[^\W\d_]|[\"“'/{(\[])(?!//)")
_NEXT_ARROW = re.compile(r"[,;]\s+(?=[^,;→>]{1,40}(?:→|->))")
_IS = re.compile(r"(?<=\w)\s+(?:is|are|carries|means|has)\s+")
_PARENS = re.compile(r"\s*[(\[](?P<inner>[^()\[\]\n]{1,80})[)\]]\s*")
_TAIL = re.compile(r"\s*[(\[](?P<inner>[^()\[\]\n]{1,80})[)\]]\s*[.,;!]?\s*$")
_LEAD = re.compile(r"\s*\((?P<inner>[^()\n]{1,60})\)\s*(?=[^\W\d])")  # "-> (https) load balancer"
_WHOLE = re.compile(r"\s*[(\[|{]{1,3}\s*(?P<inner>[^()\[\]|{}\n]{1,80}?)\s*[)\]|}]{1,3}\s*$")
_CALL = re.compile(r"\s*[`*]*[A-Za-z_]\w{2,40}\([^()\n]{0,200}\)\s*[`*]*\s*(?:->|→|=>|⇒|:)")
_IDENTIFIER = re.compile(r"\w+[_.]\w+|[\"“]|\b[a-z]+[A-Z]\w+")
_WITH = re.compile(r"(?<=[\w)\]])\s+(?:for|with|over|via|using|when|if|on)\s+(?P<label>\S.*)$", re.IGNORECASE)
_PARTS = re.compile(r"\s*(?:,|;|\s&\s|\s\+\s|\band\b|\bor\b)\s*")
_BAD = re.compile(r"^\s*/|\s/[a-z]|[{}=<>]|[(\[][^)\]]*$|^\s*\d|\bhttps?://|\?|\b[a-z]+_[a-z_]*id\b")
_END = re.compile(r"[.!?;](?:\s|$)|\s[-–—]\s")
_START = re.compile(r"(?:[.!?;,:](?=\s)|\s[-–—](?=\s))\s*")
_VERB = re.compile(r"^\s*(?:GET|POST|PUT|PATCH|DELETE|HEAD|SELECT|INSERT|UPDATE|CREATE)\b")
_TO = re.compile(r"^(?:from\s+)?(?P<a>[^:,.]{2,50}?)\s+to\s+(?P<b>[^:,.]{2,50}?)\s*:\s*(?P<label>\S.*)$", re.IGNORECASE)
_PHRASE_STARTS = frozenset("add use put need have introduce draw".split())
_JOINING = frozenset("of by apart".split())
_QUOTES = ('""', "''", "“”")
_QUOTED = re.compile("[\"'“”]")
_ROW = 3  # products in a row that are so many boxes


@dataclass(frozen=True, slots=True)
class Name:
    """One end of an arrow: its words, how it was written, who it means, what stood in brackets after it."""

    words: tuple[Token, ...]
    text: str
    identity: Identity
    bracket: str = ""
    bracket_at: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """What stands between two arrows: the names that the left one leads to with their label, and the names from which
    the right one leads. The two differ where a sentence ends in between."""

    names: tuple[Name, ...]
    label: str | None
    onward: tuple[Name, ...] = ()
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Arrow:
    start: int
    end: int
    kind: str  # to | back | both | angle
    label: str | None


def arrows_of(line: str) -> list[Arrow]:
    """The arrows of one line, in order. A line of more than 2,000 characters is read up to there."""
    found = []
    for match in _ARROW.finditer(line, 0, LONGEST_LINE):
        group = match.lastgroup or "long"
        kind = {"both": "both", "two": "both", "back": "back", "angle": "angle"}.get(group, "to")
        label = match.group(group).strip() if group in ("text", "boxed", "word") else None
        found.append(Arrow(match.start(), match.end(), kind, label))
    return found


def read_line(line: str, offset: int, sketch: Sketch, drawing: bool) -> bool:
    """Read one line that starts at `offset` of the text. `drawing`: it stands in a code block or among other arrow
    lines, so that unknown names are names. True where a connection or a list of boxes was found."""
    body, shift = _unbullet(line)
    if _VERB.match(body) or _CALL.match(body):
        return False  # "createPost(author, text) → post_id" is a contract
    pieces = _told_one_by_one(body)
    if len(pieces) > 1:
        at, made = offset + shift, False
        for piece in pieces:
            said = _IS.sub(lambda m: " :".ljust(len(m.group())), piece, count=1)
            made = read_line(said, at + body.index(piece), sketch, drawing) or made
        return made
    arrows = arrows_of(body)
    if not arrows:
        return _pipes(body, offset + shift, sketch) or _a_to_b(body, offset + shift, sketch)
    if all(arrow.kind == "angle" for arrow in arrows):
        return _angles(body, offset + shift, sketch, arrows)
    arrows = [arrow for arrow in arrows if arrow.kind != "angle"]
    return _chain(body, offset + shift, sketch, arrows, drawing)


def _told_one_by_one(body: str) -> list[str]:
    """ "app→LB is https, LB→api is grpc": one arrow after the other, each with what it carries."""
    if body.count("→") + body.count("->") < 2 or len(body) > LONGEST_LINE:
        return [body]
    pieces = [piece.strip() for piece in _NEXT_ARROW.split(body)]
    each_tells = all(len(arrows_of(piece)) == 1 for piece in pieces) and any(_IS.search(piece) for piece in pieces)
    distinct = len(set(pieces)) == len(pieces)
    return pieces if len(pieces) > 1 and each_tells and distinct else [body]


def name_of(text: str, offset: int, lexicon: Lexicon) -> Name | None:
    """Text as a name of at most six words, or None. A bracket after it is kept apart."""
    bracket, bracket_at = "", 0
    if whole := _WHOLE.match(text):
        return name_of(whole.group("inner"), offset + whole.start("inner"), lexicon)
    if tail := _TAIL.search(text):
        bracket, bracket_at, text = tail.group("inner"), offset + tail.start("inner"), text[: tail.start()]
    if _BAD.search(text):
        return None
    words = lexicon.words(text, offset)
    names = [word for word in words if word.norm not in lexicon.articles and word.word not in lexicon.articles]
    if not names or len(names) > MOST_WORDS:
        return None
    small = [
        word for n, word in enumerate(names)
        if word.word in lexicon.never_names and not (n and text[names[n - 1].end - offset : word.start - offset] == "-")
    ]  # fmt: skip
    if small and lexicon.at(names, 0) is None and not _is_described(names, lexicon):
        return None
    if all(word.word in lexicon.units or word.word[0].isdigit() for word in names):
        return None
    identity = _identify(text, words, lexicon)
    if identity is None or (small and not identity.known):
        return None
    written = text[names[0].start - offset : names[-1].end - offset]
    if _QUOTED.search(written) and _QUOTED.match(text[names[-1].end - offset : names[-1].end - offset + 1]):
        written += text[names[-1].end - offset]
    return Name(tuple(names), written, identity, bracket, bracket_at)


def _is_described(names: list[Token], lexicon: Lexicon) -> bool:
    """ "order in memory", "agent on each machine": a thing, a small word, and what it stands in, not talk."""
    small = [word.word for word in names if word.word in lexicon.never_names]
    last = lexicon.at(names, len(names) - 1)
    return (
        len(small) == 1
        and names[0].word not in small
        and small[0] in ("in", "on", "of", "for")
        and bool(last and last[1].general)
    )


def _identify(text: str, words: list[Token], lexicon: Lexicon) -> Identity | None:
    """ "phone/web" is a client because the phone is one."""
    identity = lexicon.identify(words)
    if identity and identity.role is None and len(words) == 2 and words[1].word.endswith("s"):  # "User types → …"
        first = lexicon.identify(words[:1])
        if first and first.role in lexicon.starts:
            return first
    if identity and identity.role is None and "/" in text:
        first = lexicon.identify(lexicon.words(text.split("/")[0]))
        if first and first.known:
            return replace(identity, role=first.role, known=True)
    return identity


def _unbullet(line: str) -> tuple[str, int]:
    match = _BULLET.match(line)
    return (line[match.end() :], match.end()) if match else (line, 0)


def _chain(body: str, offset: int, sketch: Sketch, arrows: list[Arrow], drawing: bool) -> bool:
    """Names joined by arrows; the label after the last one is that of every arrow without its own."""
    ends = [0, *(arrow.end for arrow in arrows)]
    starts = [*(arrow.start for arrow in arrows), len(body)]
    segments: list[Segment | None] = []
    for index, (start, end) in enumerate(zip(ends, starts, strict=True)):
        edge = "first" if index == 0 else "last" if index == len(arrows) else ""
        segments.append(_segment(body[start:end], offset + start, sketch, edge))
    if not _worth(segments, sketch, drawing):
        return False
    made = False
    tail = segments[-1].label if segments[-1] else None
    for arrow, left, right in zip(arrows, segments, segments[1:], strict=False):
        if left is None or right is None or left.ended:
            continue
        label = arrow.label or right.label or (tail if len(arrows) > 1 else None)
        made = _join(sketch, left, right, arrow.kind, label, drawing) or made
    return made


def _worth(segments: list[Segment | None], sketch: Sketch, drawing: bool) -> bool:
    """Whether these are boxes at all: someone in the line is known to the lexicon or drawn already."""
    names = [name for segment in segments if segment for name in segment.names]
    return any(name.identity.known or sketch.find(name.identity) for name in names) or (drawing and len(names) > 1)


def _join(sketch: Sketch, left: Segment, right: Segment, kind: str, label: str | None, drawing: bool) -> bool:
    made = False
    if kind == "back":
        left, right = replace(right, onward=()), replace(left, names=left.onward or left.names)
    for one in left.onward or left.names:
        for other in right.names:
            if not drawing and not (_known(one, sketch) and _known(other, sketch)):
                continue
            source, target = put(one, sketch), put(other, sketch)
            span = (min(one.words[0].start, other.words[0].start), max(one.words[-1].end, other.words[-1].end))
            sketch.connect(source, target, label, span)
            if kind == "both":
                sketch.connect(target, source, label, span)
            made = made or bool(source and target)
    return made


def _known(name: Name, sketch: Sketch) -> bool:
    return name.identity.known or sketch.find(name.identity) is not None


def put(name: Name, sketch: Sketch) -> str | None:
    """Add a name with what its bracket says of it: "list (Postgres)" is also postgres."""
    component_id = sketch.add(name.words, name.text, name.identity)
    if component_id and name.bracket:
        inner = sketch.lexicon.words(name.bracket, name.bracket_at)
        if inner and (found := sketch.lexicon.at(inner, 0)) and found[0] == len(inner):
            alias = found[1]
            if not alias.weak:
                sketch.also(component_id, Identity(alias.name, alias.role, alias.general, known=True))
    return component_id


def _segment(text: str, offset: int, sketch: Sketch, edge: str) -> Segment | None:
    """The names of one piece, and the label after their colon. Of a first piece the words before its last break are
    left out ("write side: gw → …"), of a last piece the words after the first."""
    label: str | None = None
    if not edge and (end := _END.search(text)):
        before = _segment(text[: end.start()], offset, sketch, "last")
        after = _segment(text[end.end() :], offset + end.end(), sketch, "next")
        if before and after:
            return Segment(before.names, before.label, after.names)
        return replace(before, ended=True) if before else after
    if edge in ("first", "next"):
        text, offset = _after_break(text, offset, sketch, edge == "next")
    else:
        text, label = _cut_label(text, edge)
    if (
        label is None
        and edge not in ("first", "next")
        and (tail := _TAIL.search(text))
        and text[: tail.start()].strip()
        and _is_flow(tail.group("inner"), sketch)
    ):
        label, text = tail.group("inner").strip(), text[: tail.start()]
    if edge not in ("first", "next") and (lead := _LEAD.match(text)):
        label = label or lead.group("inner").strip()
        text, offset = text[lead.end() :], offset + lead.end()
    names = _names(text, offset, sketch)
    if not names and edge != "first" and len(text.split()) <= MOST_TOLD and (cut := _known_end(text, offset, sketch)):
        names = _names(text[cut:], offset + cut, sketch)
    return Segment(tuple(names), label) if names else None


def _after_break(text: str, offset: int, sketch: Sketch, inside: bool) -> tuple[str, int]:
    """ "posting: phone" is phone; "laptop, phone" before an arrow are two names and stay."""
    if _names(text, offset, sketch) and ":" not in text:
        return text, offset
    cut = 0
    for match in _START.finditer(text):
        cut = match.end()
    if inside and not _names(text[cut:], offset + cut, sketch) and (start := _known_end(text, offset, sketch)):
        cut = start
    return text[cut:], offset + cut


def _known_end(text: str, offset: int, sketch: Sketch) -> int:
    """Where the longest known name begins that a text ends with: "on a miss app servers"; 0 for none."""
    words = sketch.lexicon.words(text)[-4:]
    for first in range(len(words)):
        identity = sketch.lexicon.identify(words[first:])
        alias = sketch.lexicon.at(words, first)
        whole = bool(alias and first + alias[0] == len(words))
        if identity and (whole or identity.key in sketch.components):
            return words[first].start
    return 0


def _cut_label(text: str, edge: str) -> tuple[str, str | None]:
    if match := _COLON.search(text):
        label = text[match.end() :].strip()
        return text[: match.start()], _clean(label)
    end = _END.search(text) if edge == "last" else None
    text = text[: end.start()] if end else text
    if tail := _WITH.search(text):
        return text[: tail.start()], _clean(tail.group("label"))
    return text, None


def _clean(label: str) -> str | None:
    label = label.strip(" \t`")
    if len(label) > 1 and label[0] + label[-1] in _QUOTES and not _QUOTED.search(label[1:-1]):
        label = label[1:-1].strip()
    return label or None


def _is_flow(text: str, sketch: Sketch) -> bool:
    """Whether a bracket says what flows ("https", "POST /links, json") rather than what the box is."""
    words = sketch.lexicon.words(text)
    lexicon = sketch.lexicon
    flows = any(word.word in lexicon.protocols or word.word in lexicon.verbs for word in words)
    return bool(_IDENTIFIER.search(text)) or (flows and not lexicon.at(words, 0))


def _names(text: str, offset: int, sketch: Sketch) -> list[Name]:
    """The names in a piece: whole, or parted by commas, & and "and". Empty where a part is no name."""
    lexicon = sketch.lexicon
    whole = name_of(text, offset, lexicon) if not _PARTS.search(_PARENS.sub(" ", text)) else None
    if whole:
        return [whole]
    names: list[Name] = []
    for start, end in _split(text):
        name = name_of(text[start:end], offset + start, lexicon)
        if name is None:
            return (
                names
                if names and _known(names[0], sketch) and start > 0 and text[start - 2 : start].strip() == ","
                else []
            )
        if names and not _known(name, sketch) and text[:start].rstrip().endswith(","):
            return names  # "clickhouse, append only": what follows the comma is talk
        names.append(name)
    return names[:12]


def _split(text: str) -> list[tuple[int, int]]:
    """Parts of a list, commas inside brackets left alone."""
    brackets = [m.span() for m in _PARENS.finditer(text)]
    cuts = [0]
    for match in _PARTS.finditer(text):
        if not any(start < match.start() < end for start, end in brackets):
            cuts += [match.start(), match.end()]
    cuts.append(len(text))
    return [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if text[a:b].strip()]


def _pipes(body: str, offset: int, sketch: Sketch) -> bool:
    """`a | b | c`: boxes without arrows."""
    if body.count("|") == 0 or len(body) > LONGEST_LINE:
        return False
    cells, at = [], 0
    for cell in body.split("|"):
        if cell.strip(" -:"):
            cells.append(name_of(cell, offset + at, sketch.lexicon))
        at += len(cell) + 1
    names = [cell for cell in cells if cell]
    if len(names) < 2 or len(names) < len(cells) or sum(_known(name, sketch) for name in names) * 2 < len(names):
        return False
    for name in names:
        put(name, sketch)
    return True


def _a_to_b(body: str, offset: int, sketch: Sketch) -> bool:
    """`gateway to kafka: publish`."""
    match = _TO.match(body[:LONGEST_LINE].strip())
    if not match:
        return False
    lead = len(body) - len(body.lstrip())
    one = name_of(match.group("a"), offset + lead + match.start("a"), sketch.lexicon)
    other = name_of(match.group("b"), offset + lead + match.start("b"), sketch.lexicon)
    if not one or not other or not _known(one, sketch) or not _known(other, sketch):
        return False
    span = (one.words[0].start, other.words[-1].end)
    sketch.connect(put(one, sketch), put(other, sketch), _clean(match.group("label")), span)
    return True


def _angles(body: str, offset: int, sketch: Sketch, arrows: list[Arrow]) -> bool:
    """`client > lb > app`: a lone > is an arrow only when every end is a known name."""
    ends, starts = [0, *(a.end for a in arrows)], [*(a.start for a in arrows), len(body)]
    last = len(arrows)
    segments = [
        _segment(body[start:end], offset + start, sketch, "first" if i == 0 else "last" if i == last else "")
        for i, (start, end) in enumerate(zip(ends, starts, strict=True))
    ]
    if any(segment is None or not all(_known(name, sketch) for name in segment.names) for segment in segments):
        return False
    return _chain(body, offset, sketch, arrows, drawing=False)


def read_box(line: str, offset: int, sketch: Sketch, drawing: bool) -> bool:
    """A line that is nothing but a known name, or a bullet "Redis: feeds by reader": a box without an arrow."""
    body, shift = _unbullet(line)
    if _VERB.match(body):
        return False
    colon = _COLON.search(body)
    text = body[: colon.start()] if colon else body.rstrip(" .,;!")
    if not colon and _row(text, offset + shift, sketch):
        return True
    name = name_of(text, offset + shift, sketch.lexicon)
    if name is None or not name.identity.known or len(name.words) > 4:
        return False
    words = sketch.lexicon.words(text)
    verbs = [w for w in words[1:-1] if w.word in sketch.lexicon.verbs and w.word != w.norm]
    if (
        verbs
        or sketch.lexicon.phrase(words, 0)
        or any(w.word in _JOINING for w in words)
        or words[0].word in _PHRASE_STARTS
    ):
        return False
    found = sketch.find(name.identity)
    if found is None and (_is_table(body) or (colon and not shift and not drawing)):
        return False
    alias = sketch.lexicon.at(name.words, 0)
    weak = bool(alias and alias[0] == len(name.words) and alias[1].weak)
    if found is None and weak and (not drawing or colon):
        return False
    put(name, sketch)
    return True


def _row(text: str, offset: int, sketch: Sketch) -> bool:
    """ "Kafka Redis Cassandra S3": a line of nothing but products is a box for each. Two may be one thing's name."""
    lexicon, index = sketch.lexicon, 0
    words = lexicon.words(text, offset)
    pieces, products = [], 0
    while index < len(words) and (found := lexicon.at(words, index)) and not (found[1].general and found[1].weak):
        products += not found[1].general
        pieces.append((words[index].start, words[index + found[0] - 1].end))
        index += found[0]
    if index < len(words) or products < _ROW:
        return False
    for start, end in pieces:
        name = name_of(text[start - offset : end - offset], start, lexicon)
        if name is not None:
            put(name, sketch)
    return True


def _is_table(body: str) -> bool:
    """ "users: user_id (pk), name" is a table, not a box."""
    return bool(re.search(r"\b(?:pk|ck|fk|primary key|partition key|\w+_id|unique|key)\b", body[:300], re.IGNORECASE))
