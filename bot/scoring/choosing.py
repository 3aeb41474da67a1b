"""Technology decisions: choices with a reason, options weighed, what is given up, what is watched."""

import re
from collections.abc import Iterator

from bot.scoring.detectors import Found, detector
from bot.scoring.naming import products, roles_named
from bot.scoring.pricing import BORNE, PRICE, TAKEN
from bot.scoring.reading import Message, Probe, Reading, Said
from bot.scoring.substance import FIGURE, WORD, Substance, weigh

LATE = ("design", "decisions", "patterns")
BUILDING = ("design", "decisions")
ANY = ""
HEADING = 3  # words
AREAS = {"dec.database": "database", "dec.cache": "cache", "dec.queue": "queue", "dec.compute": "compute"}
ROLES = {"database": {"database", "search_index", "warehouse"}, "cache": {"cache", "session_store"}, "queue": {"queue"}}
LEAST_OPTION_WORDS = 13
ANY_BAR = 2.6
ASKED_BAR, TIED_BAR, UNASKED_BAR = 1.8, 1.8, 2.6  # of Substance.reason
WEIGHED, WEIGHED_ASKED = 3.5, 2.5  # points of a comparison
NO_COMPARISON = frozenset(
    "read_write failure retry pattern_cost pattern bottleneck".split()
)  # answers to these set things beside each other too
COMPANY_DOES = 25  # characters after a company's name
BRIEF = 4  # words of a question that only names the price
PLAIN_PRICE = 8  # words
DENIAL = 25  # characters in which a denial stands
PLAIN_REASON = 9  # words
LONG_COMPARISON = 25
# "With relational I like …, with wide-column …", "the trie is smaller, and the table is …": each with its own.
_SIDE_BY_SIDE = re.compile(
    r"\bwith (?:an? |the )?[\w-]{3,20} [^.,;\n]{4,60}[,;] (?:and |but )?with (?:an? |the )?[\w-]{3,20} "
    r"|\b(?:the|an?) [\w-]{3,20} is (?:\w+er|more|less) ?[^.;\n]{0,40}[,;]? (?:and|but|while) (?:the|an?) [\w-]{3,20} (?:is|has|takes|needs)\b"
    r"|\bcould be [\w-]{3,20}[^.\n]{6,80}\. ?(?:but|only)\b"
)
_LEAVES = re.compile(
    r"\b(?:no (?:call|need|use|reason) for|not (?:put|use|want|take|need)|needn't|don't need|won't need|without)\b"
)
_BETWEEN = re.compile(
    r"\b(?:a|the) (?:queue|log|buffer|board|line) (?:in )?between\b|\b(?:so|then) (?:there's )?a (?:queue|log|buffer|job board)\b"
)
_NO = re.compile(r"\W*(?:(?:hm+|well|ah|oh)\W+)?(?:no|nah|nope|not|rather not)\b")
_STORE = re.compile(r"\b(?:stores?|storage|data|metadata|content|records?|tables?|ledger|books?)\b")
TURNS = frozenset("monitoring failure bottleneck next pattern move tradeoff retry tables api arrows".split())
_GOES_ON = re.compile(
    r"[-•\s]*(?:because|since|cos|cause|bc|as|so|that|this|it|its|they|those|these|otherwise|if|then)\b"
)
_TALK = frozenset(
    "with if that we because so which it i this they as but or then those these both it's i'd the".split()
)
_ITEM = re.compile(r"\n|,|;|\.\s|\d[.)]\s|\band\b|\bplus\b|&|(?<=\s)[-•*](?=\s)")


# -- a choice with a reason --------------------------------------------------------------------------------------------------


@detector("chosen_with_reason")
def chosen_with_reason(reading: Reading, criterion: str) -> Found | None:
    """In a message about this area (asked about it, or naming it) there is a reason."""
    best: tuple[float, tuple[Said, ...]] | None = None
    plain: tuple[Said, ...] = ()
    for said, asked in _about(reading, AREAS[criterion]):
        own = weigh(reading, said)
        bar = ASKED_BAR if asked else TIED_BAR if _tied(said, own) else UNASKED_BAR
        if asked and _plain_reason(reading, said, own) and own.reason < bar:
            plain = plain or said
        if own.reason >= bar and not _slogan_only(own) and (best is None or own.reason - bar > best[0]):
            best = (own.reason - bar, said)
    if best is None:
        return Found(reading.quote(*_telling(reading, plain)), uncertain=True) if plain else None
    return Found(reading.quote(*_telling(reading, best[1])))


def _tied(said: tuple[Said, ...], own: Substance) -> bool:
    """In the decisions, how the data is asked for beside a figure or a need is a reason in few words."""
    return said[0].phase == "decisions" and own.access >= 1 and own.access + min(own.figures, 2) + own.needs >= 3


def _plain_reason(reading: Reading, said: tuple[Said, ...], own: Substance) -> bool:
    """An answer of some length to "why?" without a slogan is seldom empty, whatever its words."""
    signs = own.becauses + own.effects + own.access + own.needs + own.figures
    judged = reading.count("evaluative", "\n".join(each.low for each in said))
    long = own.words >= PLAIN_REASON and (signs > 0 or judged >= 2)
    return long and not (own.slogans or own.fashion or own.evasions)


@detector("chosen")
def chosen(reading: Reading, criterion: str) -> Found | None:
    for said, _ in _about(reading, AREAS[criterion]):
        return Found(reading.quote(said[0]))
    return None


def _about(reading: Reading, area: str) -> Iterator[tuple[tuple[Said, ...], bool]]:
    """What was said about an area, a message at a time, and whether the interviewer had asked for it."""
    for message in reading.messages:
        if message.phase == "requirements":
            continue
        if area == "queue" and (bare := _without(reading, message)):
            yield bare, True
        said = tuple(each for each in reading.of(message) if not each.in_code)
        if not said:
            continue
        probe = said[0].probe
        asked = bool(probe and probe.phase == "decisions" and _asks_for(reading, probe.text, probe.topics, area))
        early = probe is not None and message.phase == "design" and _asks_why_of(reading, probe, area)
        if (
            (asked and message.phase == "decisions")
            or early
            or _headed(reading, said, area)
            or _asked_early(probe, area)
        ):
            yield said, True
        elif _asks_on(reading, message, probe, area):
            why = probe is not None and len(probe.text.split()) <= BRIEF and bool(probe.topics & {"why"})
            yield said, why or weigh(reading, said).reason >= ASKED_BAR
        elif message.phase in BUILDING:
            yield from ((about, False) for about in _naming(reading, said, area, _other_area(reading, probe, area)))


def _without(reading: Reading, message: Message) -> tuple[Said, ...]:
    """ "At 58 a second I've no call for Kafka", "if it's down we lose it. So no. A queue between.": a queue taken or
    left, with what goes before it in the same breath."""
    said = [each for each in reading.of(message) if not each.in_code and not each.asks]
    for place, each in enumerate(said):
        left = _LEAVES.search(each.low) and reading.has("queue", each)
        taken = _BETWEEN.search(each.low) and place and weigh(reading, said[:place]).effects
        if left or taken:
            return tuple(said[max(0, place - 2) : place + 2])
    return ()


def _asks_why_of(reading: Reading, probe: Probe, area: str) -> bool:
    """ "Why SQS in there?", "Is there a queue between them?": asked for already in the design."""
    named = any(role in ROLES.get(area, ()) for role, _ in roles_named(reading, probe.text.lower()))
    told = probe.topics & {"retry", "failure", "tables", "api", "read_write", "bottleneck"}
    return probe.phase == "design" and probe.asks and named and not told


def _asks_on(reading: Reading, message: Message, probe: Probe | None, area: str) -> bool:
    """ "Because?", "How often is the same thing read?": a question that names no area asks on about the one that the
    candidate was at."""
    if probe is None or message.phase != "decisions" or not probe.asks or probe.topics & TURNS:
        return False
    if any(_asks_for(reading, probe.text, probe.topics, other) for other in AREAS.values()):
        return False
    before = [each for each in reading.messages if each.index < probe.index][-1:]
    return any(_is_at(reading, each, area) for each in before)


def _is_at(reading: Reading, message: Message, area: str) -> bool:
    """Whether a message is about this area alone: it answers a question for it, or names it and no other."""
    probe = reading.probe_before(message.index)
    if probe is not None and probe.phase == "decisions":
        areas = {other for other in AREAS.values() if _asks_for(reading, probe.text, probe.topics, other)}
        if areas:
            return area in areas
    named = [other for other in AREAS.values() if reading.search(_group(other), message.low)]
    return named == [area]


def _group(area: str) -> str:
    return "compute_strict" if area == "compute" else area


def _headed(reading: Reading, said: tuple[Said, ...], area: str) -> bool:
    """ "Database. …", "Queue: …": a message under a heading of its own answers that heading."""
    head = said[0].low.split(":")[0]
    about = reading.search(area, head) or (area == "database" and _STORE.search(head))
    return len(head.split()) <= HEADING and bool(about) and said[0].phase == "decisions"


def _asked_early(probe: Probe | None, area: str) -> bool:
    """ "So you want no cache at all?", asked before the decisions."""
    return bool(probe and probe.asks and area in ("cache", "queue") and re.search(rf"\bno {area}\b", probe.text, re.I))


def _other_area(reading: Reading, probe: Probe | None, area: str) -> bool:
    """Whether the interviewer had asked for another area: then only a product's name turns to this one."""
    if probe is None or probe.phase != "decisions":
        return False
    return any(_asks_for(reading, probe.text, probe.topics, other) for other in AREAS.values() if other != area)


def _asks_for(reading: Reading, text: str, topics: frozenset[str], area: str) -> bool:
    return area in topics or any(role in ROLES.get(area, ()) for role, _ in roles_named(reading, text.lower()))


def _naming(reading: Reading, said: tuple[Said, ...], area: str, strictly: bool) -> Iterator[tuple[Said, ...]]:
    """Every sentence that chooses in this area, with those that go on about it. `strictly`: by a product's name."""
    group = "compute_strict" if area == "compute" else area
    for place, each in enumerate(said):
        if reading.has(group, each) and (
            reading.has("choose", each) or (_is_product(reading, each, area) and not strictly)
        ):
            if strictly and not _is_product(reading, each, area):
                continue
            yield (each, *_going_on(said[place + 1 : place + 3]))


def _going_on(said: tuple[Said, ...]) -> tuple[Said, ...]:
    """The next sentences as long as they go on about the same: "Because …", "It …", "That …"."""
    found = []
    for each in said:
        if not _GOES_ON.match(each.low):
            break
        found.append(each)
    return tuple(found)


def _is_product(reading: Reading, said: Said, area: str) -> bool:
    """Whether a product of this area is named: "postgres", not "the database"."""
    if area == "compute":
        return True
    named = set(products(reading, said.low))
    return any(role in ROLES[area] and name in named for role, name in roles_named(reading, said.low))


def _slogan_only(own: Substance) -> bool:
    return (own.fashion > 0 or own.slogans > 0) and own.becauses + own.effects + own.figures < 2


def _telling(reading: Reading, said: tuple[Said, ...]) -> list[Said]:
    """The sentence with the most reason in it."""
    return [max(said, key=lambda each: (weigh(reading, [each]).reason, -each.place))]


# -- requirement, options, price -------------------------------------------------------------------------------------------


@detector("requirement_drives")
def requirement_drives(reading: Reading, criterion: str) -> Found | None:
    """A choice whose reason names a need or a figure of this problem."""
    for area in (*AREAS.values(), ANY):
        for said, _ in _about(reading, area) if area != ANY else _naming_any(reading):
            own = weigh(reading, said)
            tied = own.needs + min(own.figures, 2) + (own.access >= 2)
            bar = ANY_BAR if area == ANY else 1.9 if tied >= 2 else 2.4
            if own.reason >= bar and tied >= (2 if area == ANY else 1) and not _slogan_only(own):
                return Found(reading.quote(*_telling(reading, said)))
    return None


def _naming_any(reading: Reading) -> Iterator[tuple[tuple[Said, ...], bool]]:
    """Messages of the decisions that name a product of whatever kind."""
    for message in reading.messages:
        said = tuple(each for each in reading.of(message) if not each.in_code)
        if message.phase == "decisions" and said and products(reading, message.low):
            yield said, False


@detector("options_weighed")
def options_weighed(reading: Reading, criterion: str) -> Found | None:
    """Two options with something said about each."""
    for message in reading.messages:
        if message.phase in LATE and (found := _weighs(reading, message)):
            return Found(reading.quote(*found))
    return None


def _weighs(reading: Reading, message: Message) -> list[Said]:
    said = [each for each in reading.of(message) if not each.in_code]
    low = "\n".join(each.low for each in said)
    if len(WORD.findall(low)) < LEAST_OPTION_WORDS:
        return []
    named = set(products(reading, low)) | {hit.group() for hit in _approaches(reading, low)}
    own = weigh(reading, said)
    weighed = own.contrasts + reading.count("option_words", low)
    judged = own.effects + own.access + reading.count("loss", low)
    if own.slogans or own.fashion or (said[0].probe and said[0].probe.topics & NO_COMPARISON):
        return []
    enumerated = bool(reading.search("options_counted", low) or _SIDE_BY_SIDE.search(low))
    said_of_each = reading.count("evaluative", low)
    points = (len(named) >= 2) + 1.5 * enumerated + 0.5 * (min(weighed, 4) + min(judged, 3) + min(said_of_each, 3))
    turned_down = _turns_down(reading, said)
    bar = WEIGHED_ASKED if _asks_to_compare(said) or turned_down else WEIGHED
    if (
        points >= bar
        and said_of_each >= 2
        and (turned_down or _sets_beside(reading, said, low, len(named), enumerated))
    ):
        return said[:3]
    return []


def _turns_down(reading: Reading, said: list[Said]) -> bool:
    """ "Kafka?" — "No. It gives you …, and I need … So RocksDB": what was offered is set beside what is taken."""
    probe = said[0].probe
    offered = set(products(reading, probe.text.lower())) if probe else set()
    own = set(products(reading, "\n".join(each.low for each in said)))
    return bool(offered and own - offered) and bool(_NO.match(said[0].low))


def _sets_beside(reading: Reading, said: list[Said], low: str, named: int, enumerated: bool) -> bool:
    """Whether it is a comparison at all: asked for, counted ("two kinds"), or two names with an "or" between them."""
    return enumerated or _asks_to_compare(said) or (named >= 2 and bool(reading.search("comparing", low)))


def _asks_to_compare(said: list[Said]) -> bool:
    return bool(said[0].probe and "options" in said[0].probe.topics)


def _approaches(reading: Reading, low: str) -> Iterator[re.Match[str]]:
    """Ways of doing a thing that are no products: push and pull, counters and hashes, one table and two."""
    return reading.tools.pattern(("$approach",)).finditer(low)


_BRIEFLY = re.compile(r"\b(?:lost|lose|losing|against it|weak at|bad at|price|costs?|catch|minus|downside)\b")


def _asks_the_price(probe: Probe) -> bool:
    brief = len(probe.text.split()) <= BRIEF and _BRIEFLY.search(probe.text.lower())  # "Lost?", "Weak at?"
    return bool(brief) or ("tradeoff" in probe.topics and "failure" not in probe.topics)


@detector("price_named")
def price_named(reading: Reading, criterion: str) -> Found | None:
    """What is given up, and why that can be borne."""
    for message in reading.messages:
        if message.phase in LATE and (found := _gives_up(reading, message)):
            return Found(reading.quote(*found))
    for message in reading.messages:
        if message.phase in LATE and (borne := _bears(reading, message)):
            return Found(reading.quote(*borne), uncertain=True)
    for message in reading.messages:
        if message.phase in BUILDING and (plain := _plain_price(reading, message)):
            return Found(reading.quote(*plain), uncertain=True)
    return None


def _bears(reading: Reading, message: Message) -> list[Said]:
    """ "The user waits a bit, but for 200 ms I take that": what is borne and why it may be, in whatever words."""
    said = [each for each in reading.of(message) if not each.in_code and each.states]
    topics = said[0].probe.topics if said and said[0].probe else frozenset()
    own = weigh(reading, said)
    if own.slogans or own.evasions or ("failure" in topics and "tradeoff" not in topics):
        return []
    for place, each in enumerate(said):
        after = "\n".join(one.low for one in said[place : place + 3])
        borne = BORNE.search(each.low) or PRICE.search(each.low)
        taken = TAKEN.search(after[borne.end() :]) if borne else None
        if taken:
            return said[place : place + 2]
    return []


def _plain_price(reading: Reading, message: Message) -> list[Said]:
    """Asked what is given up, some words that deny and evade nothing say it, whatever words they are."""
    said = [each for each in reading.of(message) if not each.in_code and each.states]
    if not said or not said[0].probe or not _asks_the_price(said[0].probe):
        return []
    own = weigh(reading, said)
    low = "\n".join(each.low for each in said)
    denied = reading.search("no_cost", low[:DENIAL]) or own.slogans or own.evasions or own.fashion
    return [] if denied or own.words < PLAIN_PRICE else said[:2]


def _gives_up(reading: Reading, message: Message) -> list[Said]:
    said = [each for each in reading.of(message) if not each.in_code]
    if not said:
        return []
    topics = said[0].probe.topics if said[0].probe else frozenset()
    asked = "tradeoff" in topics or bool(said[0].probe and _asks_the_price(said[0].probe))
    if "failure" in topics and not asked:
        return []
    low = "\n".join(each.low for each in said)
    own = weigh(reading, said)
    if own.slogans or own.words < 8 or reading.search("no_cost", low[:DENIAL]):
        return []
    accepted = reading.search("acceptable", low) or TAKEN.search(low)
    if asked and own.words >= 10 and accepted:
        return said[:2]
    for place, each in enumerate(said):
        loses = reading.has("loss" if asked else "loss_strong", each)
        after = "\n".join(one.low for one in said[place : place + 3])
        if loses and reading.search("acceptable", after):
            return said[place : place + 2]
    return []


# -- monitoring ---------------------------------------------------------------------------------------------------------------


@detector("monitored")
def monitored(reading: Reading, criterion: str) -> Found | None:
    """Three things to watch, one of them what the user feels."""
    for said in _watching(reading):
        items = watched(reading, said)
        felt = [each for each in said if reading.has("felt", each)]
        if len(items) >= 3 and felt:
            return Found(reading.quote(felt[0]), tuple(items[:5]))
    return None


@detector("monitored_some")
def monitored_some(reading: Reading, criterion: str) -> Found | None:
    for said in _watching(reading):
        if watched(reading, said):
            return Found(reading.quote(said[0]))
    return None


def _watching(reading: Reading) -> Iterator[tuple[Said, ...]]:
    """What was said to the probe on monitoring, together; and messages that speak of it themselves."""
    for probe in reading.probes:
        if "monitoring" in probe.topics and probe.phase in LATE and (said := reading.answer_said(probe)):
            yield said
    for message in reading.messages:
        before = reading.probe_before(message.index)
        if before is not None and "failure" in before.topics and "monitoring" not in before.topics:
            continue  # what nobody notices of a failure is not watched
        if message.phase in LATE and any(reading.has("monitoring", each) for each in reading.of(message)):
            yield reading.of(message)


def watched(reading: Reading, said: tuple[Said, ...]) -> list[str]:
    """The things to watch among the pieces of a list."""
    text = "\n".join(each.low for each in said)
    pieces = (piece.strip(" -*•.?!)") for piece in _ITEM.split(text))
    return [piece for piece in pieces if len(piece) > 2 and _is_watched(reading, piece)]


def _is_watched(reading: Reading, piece: str) -> bool:
    """A measure by its words, or a short name that goes on with no talk."""
    words = piece.split()
    talk = bool(words) and (words[0] in _TALK or words[-1] in _TALK)
    measured = reading.search("watch_item", piece) or reading.search("felt", piece)
    return bool(measured) or (2 <= len(words) <= 4 and not talk)


# -- fashion ------------------------------------------------------------------------------------------------------------------


@detector("fashion")
def fashion(reading: Reading, criterion: str) -> Found | None:
    """A choice justified by what others use or by habit."""
    found = [each for each in reading.said if each.phase in LATE and _fashionable(reading, each)]
    return Found(reading.quote(*found[:2])) if found else None


def _fashionable(reading: Reading, said: Said) -> bool:
    named = reading.hit("company", said)
    company = named and reading.search("company_does", said.low[named.end() : named.end() + COMPANY_DOES])
    if weigh(reading, [said]).figures and reading.search("effect", said.low) and not reading.has("fashion", said):
        return False  # "Postgres, I love it, but at 7,000 inserts …" is judged by its figure
    if said.in_code or not said.states or not (company or reading.has("fashion", said) or reading.has("habit", said)):
        return False
    about = said.phase == "decisions" or bool(products(reading, said.low) or roles_named(reading, said.low))
    return about and not FIGURE.fullmatch(said.low)
