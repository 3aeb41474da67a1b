"""The lexicon of components, compiled once from rubrics/lexicon/components.yaml: names to roles, and verbs of flow."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from bot.diagram.tokens import Token, tokens

Key = tuple[str, ...]
_MARK = re.compile(r"[a-z]?\d{1,2}|[b-z]")  # the last word of "gateway G1", "phone B"


@dataclass(frozen=True, slots=True)
class Alias:
    """One entry. `name` is the best known spelling in normal form; `general`: a word for the role, no product."""

    name: str
    role: str
    general: bool
    weak: bool


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a name means: its normal name, its role, whether it is only a word for the role, whether it was known."""

    key: str
    role: str | None
    general: bool = False
    known: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Lexicon:
    """See the YAML for what each part means. Phrases are tuples of normal forms. Told from others by identity: there is
    one for each content, and what is read with it is kept by it."""

    aliases: Mapping[Key, Alias]
    heads: Mapping[str, str]
    longest: int
    plain_words: Mapping[str, tuple[str, ...]]
    hollow: frozenset[str]
    short: Mapping[str, str]
    durable: frozenset[str]
    starts: frozenset[str]
    served: frozenset[str]
    doors: frozenset[str]
    kin: frozenset[frozenset[str]]
    loose_kin: frozenset[frozenset[str]]
    articles: frozenset[str]
    never_names: frozenset[str]
    units: frozenset[str]
    verbs: Mapping[str, str]
    travels: frozenset[str]
    links: frozenset[str]
    carriers: frozenset[str]
    protocols: frozenset[str]
    pronouns: frozenset[str]
    relatives: frozenset[str]
    phrases: Mapping[Key, str]
    longest_phrase: int

    def words(self, text: str, offset: int = 0) -> list[Token]:
        """All words of a text. "ClickHouse" is one word where the lexicon has it as one, "apiGateway" is two."""
        found: list[Token] = []
        for token in tokens(text, self.short, offset):
            if found and found[-1].end == token.start and (whole := found[-1].word + token.word,) in self.aliases:
                found[-1] = Token(whole, whole, found[-1].start, token.end)
            else:
                found.append(token)
        return found

    def at(self, words: Sequence[Token], index: int) -> tuple[int, Alias] | None:
        """The longest alias that starts at this word, with its number of words."""
        reach = self._reach.get(words[index].norm, 0) if index < len(words) else 0
        for length in range(min(reach, len(words) - index), 0, -1):
            key = tuple(word.norm for word in words[index : index + length])
            if alias := self.aliases.get(key):
                return length, alias
        return None

    @cached_property
    def _reach(self) -> Mapping[str, int]:
        """First word of an alias → words of the longest that starts with it; most words start none."""
        found: dict[str, int] = {}
        for key in self.aliases:
            found[key[0]] = max(found.get(key[0], 0), len(key))
        return found

    def phrase(self, words: Sequence[Token], index: int) -> tuple[int, str] | None:
        """The longest cue phrase (negation, drop, in front of …) that starts here, with its kind."""
        for length in range(min(self.longest_phrase, len(words) - index), 0, -1):
            if kind := self.phrases.get(tuple(word.word for word in words[index : index + length])):
                return length, kind
        return None

    def related(self, one: str | None, other: str | None) -> bool:
        """Whether two roles can do each other's work."""
        if one is None or other is None:
            return False
        return one == other or frozenset((one, other)) in self.kin

    def can_stand_for(self, one: str | None, other: str | None) -> bool:
        """Whether a part of one role proves that the work of the other is done."""
        return self.related(one, other) and frozenset((one, other)) not in self.loose_kin

    def identify(self, words: Sequence[Token]) -> Identity | None:
        """Who these words name; None where nothing is left once articles are gone."""
        kept = [word for word in words if word.norm not in self.articles and word.word not in self.articles]
        if not kept:
            return None
        if (found := self.at(kept, 0)) and found[0] == len(kept):
            return Identity(found[1].name, found[1].role, found[1].general, known=True)
        if found and found[0] == len(kept) - 1 and found[1].general and _MARK.fullmatch(kept[-1].word):
            return Identity(f"{found[1].name} {kept[-1].norm}", found[1].role, known=True)
        return self._by_parts(kept)

    def _by_parts(self, words: Sequence[Token]) -> Identity:
        """A name of several words: its last words decide, then a product in it, then its head."""
        key, inside, last = self._canonical(words)
        name = " ".join(key)
        if words[-1].norm in self.hollow and len(inside) > 1 and inside[-1] is last and last and last.weak:
            before = inside[-2]
            if before.role not in self.starts:
                return Identity(name, before.role, known=True, also=() if before.general else (before.name,))
        if last:
            return Identity(name, last.role, known=True)
        if len(inside) == len(key):
            return Identity(name, inside[0].role, known=True, also=tuple(alias.name for alias in inside)[:4])
        product = next((alias for alias in inside if not alias.general), None)
        if head := self.heads.get(words[-1].norm):
            return Identity(
                name, head, known=len(words) > 1, also=(product.name,) if product and product.role == head else ()
            )
        if product:
            return Identity(name, product.role, known=True, also=(product.name,))
        return Identity(name, inside[0].role if inside and not inside[0].weak else None, known=bool(inside))

    def _canonical(self, words: Sequence[Token]) -> tuple[list[str], list[Alias], Alias | None]:
        """The words with each alias in its best known spelling, the aliases found, and the one that ends the name."""
        key: list[str] = []
        inside: list[Alias] = []
        last: Alias | None = None
        index = 0
        while index < len(words):
            found = self.at(words, index)
            last = None
            if found:
                length, last = found
                key.append(last.name)
                inside.append(last)
                index += length
            else:
                key.append(words[index].norm)
                index += 1
        return key, inside, last


@lru_cache(maxsize=8192)
def identity_of(name: str, lexicon: Lexicon) -> Identity | None:
    """Who a name of the content's own means; a reference is compared with anew in every turn."""
    return lexicon.identify(lexicon.words(name))


def lexicon_from(data: Mapping[str, Any]) -> Lexicon:
    """Compile the YAML's mapping. Raises KeyError naming a part that is missing."""
    short = dict(data["short"])
    weak = {_key(word, short) for word in data["weak"]}
    aliases: dict[Key, Alias] = {}
    for role, names in data["roles"].items():
        for general, entries in ((True, names.get("words", ())), (False, names.get("products", ()))):
            _enter(aliases, role, entries, general, weak, short)
    phrases = _phrases(data)
    return Lexicon(
        aliases=aliases,
        heads={_key(head, short)[-1]: role for role, names in data["roles"].items() for head in names.get("heads", ())},
        longest=max(map(len, aliases)),
        plain_words={role: tuple(words) for role, words in data["plain"].items()},
        hollow=frozenset(data["hollow"]),
        short=short,
        durable=frozenset(data["durable"]),
        starts=frozenset(data["starts"]),
        served=frozenset(data["served"]),
        doors=frozenset(data["doors"]),
        kin=frozenset(frozenset(pair) for pair in data["kin"]),
        loose_kin=frozenset(frozenset(pair) for pair in data["loose_kin"]),
        articles=frozenset(data["articles"]),
        never_names=frozenset(data["never_names"]),
        units=frozenset(data["units"]),
        verbs={verb: kind for kind in ("to", "ask", "from") for verb in data["verbs"][kind]},
        travels=frozenset(data["verbs"]["travel"]),
        links=frozenset(data["links"]),
        carriers=frozenset(data["carriers"]),
        protocols=frozenset(str(word) for word in data["protocols"]),
        pronouns=frozenset(data["pronouns"]),
        relatives=frozenset(data["relatives"]),
        phrases=phrases,
        longest_phrase=max(map(len, phrases)),
    )


def _enter(
    aliases: dict[Key, Alias],
    role: str,
    entries: Iterable[str],
    general: bool,
    weak: set[Key],
    short: Mapping[str, str],
) -> None:
    for entry in entries:
        spellings = [_key(spelling, short) for spelling in str(entry).split("|")]
        name = " ".join(spellings[0])
        for spelling in spellings:
            if spelling:
                aliases.setdefault(spelling, Alias(name, role, general, spelling in weak))


def _phrases(data: Mapping[str, Any]) -> dict[Key, str]:
    """Cue phrases by their words as written; what is named first here wins where two lists share a phrase."""
    kinds = {
        "drop": data["drops"], "instead": data["insteads"], "replace": data["replaces"], "direct": data["direct"],
        "maybe": data["maybes"], "before": data["places"]["before"], "after": data["places"]["after"],
        "between": data["places"]["between"], "not": data["negations"],
    }  # fmt: skip
    found: dict[Key, str] = {}
    for kind, phrases in kinds.items():
        for phrase in phrases:
            found.setdefault(tuple(str(phrase).replace("’", "'").split()), kind)
    return found


def _key(text: str, short: Mapping[str, str]) -> Key:
    return tuple(word.norm for word in tokens(str(text), short))
