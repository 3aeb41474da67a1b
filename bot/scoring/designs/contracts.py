"""API contracts and tables in what a candidate writes: `POST /holds {seat_ids}`, `send(to, text)`, `posts: id PK, …`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 6_000  # characters of a message that are looked at
WORDY = 6  # words of a field told in prose: "a request key the browser generates"
FEW = 2  # fields that make a message a contract

_HTTP = re.compile(
    r"(?P<verb>\b(?:GET|POST|PUT|PATCH|DELETE|WS|WSS|SSE|SUBSCRIBE|CONNECT)\b|\b(?:get|post|put|patch|delete)\b(?=\s{1,4}[/{]))"
    r"(?:\s(?:to|on|at|of))?\s{1,4}(?P<path>[/{:][^\s,;()\"'`]{0,120}|[A-Za-z][\w\-]{0,40}/[^\s,;]{0,100})"
)
_CALL = re.compile(
    r"\b(?P<name>[a-z][A-Za-z]{2,30}(?:_[a-z]{2,20}){0,4}|[A-Z][a-z]+[A-Z][A-Za-z]{2,30})\s?\((?P<args>[^()\n]{2,160})\)"
)
_RPC = re.compile(r"\b(?:rpc|query|mutation|subscription)\s+(?P<name>\w{2,40})\s*\((?P<args>[^()\n]{0,120})\)")
_NAMED = re.compile(
    r"(?P<name>[\"“]?[A-Za-z][\w .\-]{1,30}?[\"”]?)\s{0,3}[:=(]?\s{0,3}\{(?P<body>[^{}]{3,600}(?:\{[^{}]{0,200}\}[^{}]{0,300}){0,3})\}"
)
_BRACES = re.compile(r"\{(?P<body>[^{}]{3,600}(?:\{[^{}]{0,200}\}[^{}]{0,300}){0,3})\}")
_ANSWER = re.compile(
    r"(?:->|→|=>|⇒|\breturns?\b|\bback\b|\beither\b|\bor\b|\banswers?\b|\bresponse\b|\breply\b|\bresp\b|\b[2345]\d\d\b)[^\n{]{0,30}$",
    re.IGNORECASE,
)
_FIELD = re.compile(r"[A-Za-z_][\w\-]{0,40}")
_QUERY = re.compile(r"[?&](?P<name>\w{1,30})=?")
_IN_PATH = re.compile(r"\{(?P<a>\w{1,30})\}|:(?P<b>\w{2,30})|<(?P<c>\w{1,30})>")
_WITH = re.compile(
    r"\b(?:with|takes?|tak(?:es|ing)|sends?|body|payload|params?|fields?|containing|contains|carr(?:ies|ying)|returns?|gives?(?: (?:you|back|us))?|gets? back|back comes?|comes? back|answers?|including|has)\b[:\s]{1,3}(?P<list>[^\n.;]{3,200})",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s{0,2}:\s{1,3}(?P<list>[^\n.;{]{5,200})")
_ANSWERED = re.compile(r"\s{0,3}(?:->|→|=>|⇒|returns)\s{0,3}(?:\d{3}\s)?(?P<list>[^\n.;{\[]{5,200},[^\n.;{]{2,200})")
_BARE = re.compile(
    r"^[ \t]*[•*\-]?[ \t]*(?P<list>[A-Za-z_][\w ]{0,20}(?:,\s?[A-Za-z_][\w ]{0,20}){2,10})\s{0,3}(?:->|→|=>|⇒|returns)",
    re.MULTILINE,
)
_SAYS_NOTHING = re.compile(r"\b(?:are|is|usual|obvious|evident|standard|whatever|depends|stuff)\b", re.IGNORECASE)
_SPLIT = re.compile(r",|\band\b|\+|&|/|\bplus\b|\bor\b")
_ANSWERS = re.compile(r"\s*(?:->|→|=>|⇒|:\s|returns\b)")
_TOLD = re.compile(
    r"(?P<name>\b[A-Z][A-Z_]{2,25}|[\"“][A-Za-z_ ]{2,25}[\"”],?|\b[A-Z][a-z]+(?:[A-Z][a-z]+){1,3}|\b\w{2,30}(?: message| request| call| frame| event))\s{1,2}"
    r"(?:carries|with|has|holds|contains|takes|is)\b[:\s]{1,3}(?P<list>[^\n.;]{5,200})"
)
_STATUS = re.compile(r"\b(?:Location|[2345]\d\d)\b")
_VERBS = frozenset(
    """send get create post upload list update delete fetch book hold reserve report search suggest publish register add
    make open close start finish complete confirm cancel accept read write shorten resolve redirect follow submit notify
    ack commit sync pull push download request offer match charge pay refund track record ingest query lookup find seed
    enqueue subscribe put save load store release complete poll init""".split()
)


@dataclass(frozen=True, slots=True)
class Contract:
    """An endpoint, call or message with its fields, at [start, end) of the text."""

    start: int
    end: int
    name: str
    fields: tuple[str, ...]


def contracts_of(text: str, asked: bool = False) -> list[Contract]:
    """Contracts with at least one field each, in order. `asked`: the interviewer has just asked for the API, so that
    a bare block of fields is one too."""
    body = text[:LONGEST]
    found = [*_endpoints(body), *_messages(body, asked), *_calls(body), *(_told(body) if asked else ())]
    kept: list[Contract] = []
    for contract in sorted(found, key=lambda each: (each.start, -each.end)):
        if contract.fields and not any(_overlap(contract, other) for other in kept):
            kept.append(contract)
    return kept


def _overlap(one: Contract, other: Contract) -> bool:
    return one.start < other.end and other.start < one.end


def _endpoints(body: str) -> Iterator[Contract]:
    hits = list(_HTTP.finditer(body))
    for n, hit in enumerate(hits):
        stop = hits[n + 1].start() if n + 1 < len(hits) else len(body)
        blank = re.search(r"\n\s*\n|```", body[hit.end() : stop])
        stop = hit.end() + blank.start() if blank else stop
        path, rest = hit.group("path").rstrip(":."), body[hit.end() : stop]
        rest = ":" + rest if hit.group("path").endswith(":") else rest
        told = [*_query_fields(path), *_block_fields(rest), *_prose_fields(rest)]
        if _STATUS.search(rest[:200]) and (_IN_PATH.search(path) or re.search(r"->|→|=>|⇒", rest[:60])):
            told.append("status")
        fields = [*_path_fields(path), *told] if told else []  # "GET /ads/{id}/counts" alone shows no field
        end = hit.end() + len(rest.rstrip())
        yield Contract(hit.start(), end, f"{hit.group('verb').upper()} {path}", tuple(dict.fromkeys(fields)))


def _query_fields(path: str) -> list[str]:
    return [m.group("name") for m in _QUERY.finditer(path)]


def _path_fields(path: str) -> list[str]:
    return [m.group(m.lastgroup or "a") for m in _IN_PATH.finditer(path)]


def _block_fields(rest: str) -> list[str]:
    return [field for block in _BRACES.finditer(rest) for field in fields_in(block.group("body"))]


def fields_in(body: str) -> list[str]:
    """Names of fields in the inside of braces: before the colons of JSON, or parted by commas."""
    if re.search(r"[\"'“]?\w+[\"'”]?\s*:", body):
        return re.findall(r"[\"'“]?([A-Za-z_]\w{0,40})[\"'”]?\s*:", body) or _plain(body)
    return _plain(body)


def _plain(body: str) -> list[str]:
    parts = (part.strip(" \n\t\"'…[]?*") for part in _SPLIT.split(body))
    return [part for part in parts if part and len(part.split()) <= 6 and _FIELD.match(part)]


def _prose_fields(rest: str) -> list[str]:
    hit = _LISTED.match(rest[:400]) or _ANSWERED.match(rest[:400]) or _WITH.search(rest[:400])
    if hit is None or _SAYS_NOTHING.search(hit.group("list")):
        return []
    parts = [part.strip(" \n\t\"'…`()[]{}") for part in _SPLIT.split(hit.group("list"))]
    return [part for part in parts if 0 < len(part.split()) <= WORDY and _FIELD.match(part)]


def _messages(body: str, asked: bool) -> Iterator[Contract]:
    """`TAKE { file, version }`, and JSON on its own where the API is being told."""
    for block in _BRACES.finditer(body):
        before = body[max(0, block.start() - 60) : block.start()]
        fields = fields_in(block.group("body"))
        if len(fields) < FEW or _ANSWER.search(before):
            continue
        name = re.search(r"([\"“]?[A-Za-z][\w.\-]{1,30}[\"”]?)\s{0,3}[:=(]?\s{0,3}$", before)
        is_json = bool(re.search(r"[\"'“]\w+[\"'”]\s*:", block.group("body")))
        if name or is_json or asked:
            start = block.start() - (len(before) - name.start(1)) if name else block.start()
            yield Contract(start, block.end(), name.group(1) if name else "message", tuple(fields))


def _told(body: str) -> Iterator[Contract]:
    """ "SEND carries client_msg_id, conversation, body": a message named in capitals, with what it holds."""
    for hit in _BARE.finditer(body):
        yield Contract(hit.start(), hit.end(), "fields", tuple(part.strip() for part in hit.group("list").split(",")))
    for hit in _TOLD.finditer(body):
        parts = [part.strip(" \n\t\"'…`()[]{}") for part in _SPLIT.split(hit.group("list"))]
        fields = [part for part in parts if 0 < len(part.split()) <= 5 and _FIELD.match(part)]
        if len(fields) >= FEW:
            yield Contract(hit.start(), hit.end(), hit.group("name"), tuple(fields))


def _calls(body: str) -> Iterator[Contract]:
    for pattern in (_RPC, _CALL):
        for hit in pattern.finditer(body):
            args = [arg.strip() for arg in hit.group("args").split(",")]
            first = re.match(r"[a-z]+", hit.group("name")[0].lower() + hit.group("name")[1:])
            verb = first is not None and first.group() in _VERBS
            plain = all(re.fullmatch(r"[\w.\[\]?:<>{} ]{1,40}", arg) and len(arg.split()) <= 3 for arg in args if arg)
            alone = (
                bool(_ANSWERS.match(body[hit.end() :]))
                and body[: hit.start()].rpartition("\n")[2].strip(" -*•\t1234567890.)") == ""
            )
            if pattern is _RPC or ((verb or alone) and plain and args and args[0]):
                yield Contract(hit.start(), hit.end(), hit.group("name"), tuple(arg for arg in args if arg))


# -- tables -----------------------------------------------------------------------------------------------------------

_KEY = re.compile(
    r"\b(?:pk|ck|sk|fk|primary[ -]key|partition(?:ing)?[ -]key|sort[ -]key|range[ -]key|hash[ -]key|row[ -]?key|shard(?:ing)?[ -]key"
    r"|clustering(?:[ -](?:key|column))?|order(?:ed)? by|sorted by|found by|looked up by|look up by|filed under|found under|one per|pair of|clustered[ -](?:by|on)|composite key|unique(?: key| index| together| on)?|keyed (?:by|on|with)"
    r"|key(?:ed)? is|is the key|key of|key:|key =|as (?:the )?key|the key|by key|index(?:ed)?|sharded (?:by|on)|partitioned (?:by|on)"
    r"|primary|partition|key)\b|\b_id\s*=|\bid\s*\(pk\)",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:pk|primary[ -]key|partition(?:ing)?[ -]key|sort[ -]key|hash[ -]key|range[ -]key|row[ -]?key|keyed (?:by|on)|key is|is the key|composite key"
    r"|shard(?:ing)?[ -]key|clustering|order by)\b|\b_id\s*=|\bkey\s*[:=]",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(
    r"\b[a-z]+(?:_[a-z0-9]+)+\b|\b[a-z]+(?:Id|At|Name|Key|Url|By)\b|\b(?:id|uuid|name|status|state|title|text|body|url|ts|email|content|type|size|hash|count|version|code)\b"
)
_TABLE = re.compile(
    r"\b(?:tables?|collections?|rows?|columns?|entit(?:y|ies)|records?|schema|documents?|column famil(?:y|ies)|data model|relations?)\b",
    re.IGNORECASE,
)
# "Fares, by fare number", "prefix => list of (query, count)": told by what one finds it by.
_BY = re.compile(
    r"(?<=[\w,)])\s{1,3}by\s{1,3}(?:the\s|its\s)?(?!\w{1,20}ing\b|what\b|which\b|whom\b|who\b|hand\b|now\b|the way\b|default\b|design\b"
    r"|then\b|far\b|itself\b|themselves\b|definition\b|\d)[a-z_]{2,20}\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(r"\W{0,6}(?:or|probably|perhaps|maybe|also|and)\b", re.IGNORECASE)
_MAPS = re.compile(r"^[\s\-*•]*[A-Za-z][\w \-]{1,30}\s?:\s{0,3}[\w ,()+]{2,50}?\s{0,3}(?:=>|->|→|⇒|maps to)\s{0,3}\S")
_HEAD = re.compile(
    r"^[\s\-*•`\"“|]*(?:create\s+table\s+)?(?P<name>[A-Za-z][\w \-]{1,30}?)[\"”`]?\s*(?:\(|:|=|\||—|–|->|\s{2,}|\s-\s|\bPK\b|\bkey\b|\btable\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Table:
    """A line that gives an entity with its key: where it stands, its fields, whether a key is named."""

    start: int
    end: int
    name: str
    fields: tuple[str, ...]
    keyed: bool


def tables_of(text: str, asked: bool = False) -> list[Table]:
    """Entities with fields or keys, line by line (or sentence by sentence). `asked`: the interviewer has just asked for
    the tables, so that a looser telling counts."""
    found, at = [], 0
    for line in text[:LONGEST].split("\n"):
        for start, end in _statements(line):
            table = _table(line[start:end], at + start, asked)
            if table is not None:
                found.append(table)
        at += len(line) + 1
    return found


def _statements(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in re.finditer(r"[.;!?](?=\s|$)", line):
        yield start, stop.end()
        start = stop.end()
    yield start, len(line)


def _table(line: str, at: int, asked: bool) -> Table | None:
    if not line.strip():
        return None
    fields = tuple(dict.fromkeys(m.group() for m in _IDENTIFIER.finditer(line)))
    keys = _KEY.findall(line)
    strong = bool(_STRONG.search(line))
    named, head = bool(_TABLE.search(line)), _HEAD.match(line)
    if asked and (_MAPS.match(line) or (_BY.search(line) and not _HEDGED.match(line))):
        keys, strong = [*keys, "by"], True
    is_table = named or (head is not None and len(fields) >= FEW) or (asked and (bool(keys) or len(fields) >= FEW))
    if not is_table or not (fields or keys):
        return None
    keyed = strong or bool(keys and (fields or named or asked))
    name = head.group("name").strip() if head else ""
    return Table(at, at + len(line), name, fields, keyed)
