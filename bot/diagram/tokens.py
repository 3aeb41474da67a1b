"""Words of a design text in a normal form: lower case, singular, common short forms spelled out."""

import re
from collections.abc import Mapping
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['’.#][^\W_]+)*|_")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z])")
_UNCHANGED = frozenset(
    "access across address aks alias always analytics apns atlas aws canvas chaos cms dfs dns does ecs efs eks "
    "express gcs gfs gke goes has hdfs hls https ios its k8s kafkas kgs kinesis kubernetes less metrics mls nats "
    "news nodejs paas plus pos postgres press process pubs qps rails rds redis rps saas series ses sms sns sqs "
    "this tls tps vms was".split()
)


class Token(NamedTuple):
    """One word: its normal form, the word in lower case as written, and its place [start, end)."""

    norm: str
    word: str
    start: int
    end: int


def tokens(text: str, short: Mapping[str, str], offset: int = 0) -> list[Token]:
    """All words of a text; signs between them are left out. Linear."""
    found = []
    for match in _WORD.finditer(text):
        word = match.group()
        if word == "_":
            continue
        for start, end in _pieces(word):
            piece = word[start:end].lower().replace("’", "'")
            norm = short.get(piece) or singular(piece)
            found.append(
                Token(short.get(norm, norm), piece, offset + match.start() + start, offset + match.start() + end)
            )
    return found


def singular(word: str) -> str:
    """A plural's singular by ending; names that only look like plurals are left alone."""
    if len(word) < 4 or word in _UNCHANGED or not word.endswith("s") or word.endswith(("ss", "us", "is", "'s")):
        return word[:-2] if word.endswith("'s") else word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "buses")):
        return word[:-1] if word.endswith(("caches", "niches")) else word[:-2]
    return word[:-1]


def _pieces(word: str) -> list[tuple[int, int]]:
    """Where a camelCase word comes apart: "apiGateway" is two words, "PostgreSQL" and "iOS" are one."""
    if not word.isascii() or word.islower() or word.isupper() or len(word) > 60:
        return [(0, len(word))]
    cuts = [m.start() for m in _CAMEL.finditer(word)]
    if not cuts or min(b - a for a, b in zip([0, *cuts], [*cuts, len(word)], strict=True)) < 3:
        return [(0, len(word))]
    return list(zip([0, *cuts], [*cuts, len(word)], strict=True))
