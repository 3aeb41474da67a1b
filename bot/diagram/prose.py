"""Design in sentences: "the phone talks to a load balancer over HTTPS, which hands it to one of several servers".

A sentence is read once, left to right, with three things in mind: who acts (`actor`), what was named last, and the
verb that waits for its object. Corrections ("drop the cache", "instead of X, Y", "no, the gateway writes straight to
Cassandra") change what is drawn. What is denied, asked or only imagined is not read.
"""

import re

from bot.diagram.carried import handed_over, label_of, moved, passed_on, told_after
from bot.diagram.clause import Clause, Talk, span_of
from bot.diagram.items import Item, items_of
from bot.diagram.sketch import Sketch

LONGEST_SENTENCE = 1200
_SENTENCE = re.compile(r"[.!?](?=\s|$)|;|\n")
_REFUSAL = re.compile(
    r"\s*(?:no|nope|wait|actually|correction|scratch that|sorry|hmm+|oh|well|ok|okay)\s*[,.:–—-]+\s*", re.IGNORECASE
)
_PASSIVE_ROLES = frozenset(
    {"cache", "database", "queue", "object_storage", "warehouse", "search_index", "session_store"}
)
_RESTING = _PASSIVE_ROLES | {"client", "cdn"}
_AFTER_ALL = re.compile(
    r"\b(?:need|want|use)\b.{0,60}\b(?:after all|any ?more|any longer)\b|\bno longer (?:need|use|want)", re.IGNORECASE
)
_NEW_THOUGHT = frozenset({"before", "after", "between", "person", "then"})
NEAR = 30  # characters between who acts, the verb and its object, for a sentence about a drawing to add an arrow
_OUT_OF = re.compile(r"^\W*(?:\w+\W+){0,4}?(?:from|off|by)\b")
_ADDS = re.compile(r"\b(?:add|put|introduce|need|use)\b[^,.]{0,40}$", re.IGNORECASE)


def read_prose(text: str, offset: int, sketch: Sketch, talk: Talk, drawn: bool) -> None:
    """Read all sentences of a piece of text. `drawn`: a drawing with arrows came before, so that a sentence is more
    likely to talk about it than to add to it."""
    at = 0
    for end in [*(m.end() for m in _SENTENCE.finditer(text)), len(text)]:
        sentence = text[at:end]
        if sentence.strip() and not sentence.rstrip().endswith("?"):
            sketch.block += 1
            read_sentence(sentence[:LONGEST_SENTENCE], offset + at, sketch, talk, drawn)
        at = end


def read_sentence(sentence: str, offset: int, sketch: Sketch, talk: Talk, drawn: bool) -> None:
    refusal = _REFUSAL.match(sentence)
    start = refusal.end() if refusal else 0
    items = items_of(sentence[start:], offset + start, sketch)
    if any(item.kind == "maybe" for item in items) or not any(i.kind == "part" for i in items):
        return
    clause = Clause(sketch, talk, drawn, sentence, offset, refused=bool(refusal))
    for index, item in enumerate(items):
        _step(clause, item, items[index + 1] if index + 1 < len(items) else None)
    _finish(clause)
    talk.said = sentence.lower()


def _step(c: Clause, item: Item, following: Item | None) -> None:
    match item.kind:
        case "part" if c.opened and _also(c, item):
            pass
        case "part":
            _on_part(c, item, following)
        case "open":
            c.opened = True
            return
        case "person":
            c.subject, c.fresh, c.verb = [], [], None
        case "verb":
            _on_verb(c, item)
        case "comma" | "and" | "break":
            _on_break(c, item, following)
        case "relative" if following and following.kind == "part" and following.start - item.end < 3:
            pass  # "which gateway Bob hangs on" asks, and does not go on from what was named last
        case "relative":
            c.subject, c.verb, c.fresh = list(c.last or c.subject), None, []
        case "pronoun" if c.after_to and c.verb and c.open and c.subject:
            _to_earlier(c, item)
        case "pronoun":
            _on_pronoun(c)
        case "there" if c.verb and c.open and c.subject:
            _to_earlier(c, item)
        case "there":
            c.subject, c.verb, c.fresh = list(c.last or c.talk.last), None, []
            c.last, c.chain, c.source = list(c.subject), True, False
        case "then":
            c.chain, c.verb = True, None
        case "from":
            c.came_from = True
            c.source = c.verb is None or c.sketch.lexicon.verbs.get(c.verb.words[0].word) == "to"
        case "to":
            c.chain, c.awaits_to = c.chain or c.awaits_to, False
        case "by":
            c.flip = c.verb is not None
            if c.flip and c.open and c.last:  # ", backed by MySQL" says it of what was named last
                c.subject = list(c.last)
        case "through":
            c.through = True
        case "protocol":
            _on_protocol(c, item)
        case "not":
            c.denied = True
        case "drop" if c.subject:
            _on_verb(c, item)
        case "drop" | "instead" | "replace":
            c.pending = item.kind
        case "direct":
            c.direct = True
        case "before" | "after" | "between":
            _on_place(c, item)
    c.opened = c.opened and item.kind == "comma"
    c.after_break, c.after_to = item.kind in ("comma", "and"), item.kind == "to"


def _also(c: Clause, item: Item) -> bool:
    """ "the big shelf (S3, Azure)": a product in brackets is another name of what stands before them."""
    target = c.sketch.components.get(c.last[0]) if c.last else None
    if target is None or item.identity is None or not item.strong or item.identity.general:
        return False
    if not c.sketch.lexicon.related(target.role, item.identity.role) or c.sketch.find(item.identity):
        return False
    c.sketch.also(target.id, item.identity)
    return True


def _on_part(c: Clause, item: Item, following: Item | None) -> None:
    if c.pending and _corrected(c, item):
        return
    if c.denied:
        _denied(c, item)
        return
    component_id = _component(c, item, following)
    if component_id is None:
        return
    if c.old and c.pending == "":
        c.sketch.become(c.old, component_id)
        c.old = None
    if c.place:
        _placed(c, component_id, following)
    elif c.source:
        c.subject, c.verb, c.source, c.fresh, c.awaits_to = [component_id], None, False, [component_id], True
    elif c.after_break and following and following.kind == "verb" and following.start - item.end < 3:
        c.before = list(c.last)
        c.subject, c.verb, c.fresh, c.subject_end = [component_id], None, [component_id], item.end
    elif c.through and c.links and not c.open:
        _rerouted(c, component_id)
    elif c.verb and (subject := [s for s in (c.subject or _implied(c)) if s != component_id]):
        _connect(c, subject, component_id, item)
        if c.through:
            c.subject = [component_id]
    elif c.verb and c.through and not c.subject:
        c.subject = [component_id]
    elif c.chain and c.last:
        _connect(c, c.last, component_id, item)
        c.chain = False
    elif c.verb is None:
        c.fresh.append(component_id)
        c.subject, c.subject_end = list(c.fresh), item.end
    c.through = False
    c.last, c.open = [*c.last, component_id] if c.joined else [component_id], False
    c.joined = bool(following and following.kind in ("and", "comma"))


def _on_verb(c: Clause, item: Item) -> None:
    c.joined = False
    c.told = False
    c.flip = False
    if c.chain and c.last and item.words[0].word in c.sketch.lexicon.travels:
        c.subject = list(c.last)
    c.verb, c.chain, c.fresh, c.open = item, False, [], True
    handed_over(c, item)
    if not c.subject and item.words[0].word in ("arrow", "arrows", "arow", "line", "lines"):
        c.subject = list(c.talk.last)


def _on_break(c: Clause, item: Item, following: Item | None) -> None:
    if item.kind == "break":
        c.denied, c.verb, c.fresh, c.subject, c.chain = False, None, [], [], False
    elif following and following.kind in _NEW_THOUGHT:
        c.denied = False  # "with no state of its own, and behind that …"
    elif item.kind == "comma" and not (following and following.kind in ("part", "and")):
        c.denied = False
    elif item.kind == "comma" and c.denied and following and following.kind == "part":
        c.denied = c.text[item.start - c.offset : item.end - c.offset].strip() == "," and c.pending == ""


def _on_pronoun(c: Clause) -> None:
    """ "it" after "checks redis," is the one who checked; "they" after "to the servers;" are the servers."""
    if c.place and c.anchor is None:
        c.anchor = list(c.last or c.talk.last)
        return
    if c.verb and c.open:
        if c.before and c.sketch.lexicon.verbs.get(c.verb.words[0].word) == "ask":
            _connect_all(c, [one for one in c.before if one not in c.subject], None)  # "the feed service reads it"
        return  # "hands it to": an object
    last = c.last or c.talk.last
    if c.source:
        c.subject, c.source, c.awaits_to, c.last = list(last), False, True, list(last)
        return
    roles = {component.role for s in last if (component := c.sketch.components.get(s))}
    acts = not roles & _PASSIVE_ROLES
    c.subject = list(last if acts else (c.subject or c.talk.actor or last))
    c.verb, c.fresh = None, []


def _to_earlier(c: Clause, item: Item) -> None:
    """ "browsers talk to it", "consumers read from there": what was named last before who acts."""
    _connect_all(c, [one for one in c.talk.last if one not in c.subject], item)


def _connect_all(c: Clause, targets: list[str], item: Item | None) -> None:
    there = [one for one in targets if one in c.sketch.components]
    for one in there:
        _connect(c, c.subject, one, item or Item("part", c.verb.end if c.verb else 0, 0))
    c.last, c.open = there or c.last, False


def _on_protocol(c: Clause, item: Item) -> None:
    if c.links:
        for source, target in c.links[-1:]:
            c.sketch.connect(source, target, item.words[0].word, (item.start, item.end))


def _on_place(c: Clause, item: Item) -> None:
    phrase = item.words[-1].word
    c.place = item.kind
    named_next = phrase in ("of", "behind", "below", "beneath", "underneath", "under", "after", "before", "between")
    c.anchor = None if named_next else list(c.last or c.talk.last)


def _placed(c: Clause, component_id: str, following: Item | None) -> None:
    """The parts around "in front of", "behind" and "between"."""
    if c.place == "between":
        first = c.anchor
        if first is None:
            c.anchor, c.old = [component_id], None
            return
        middle = c.subject[0] if c.subject else None
        if middle and middle not in (first[0], component_id):
            _arrow(c, first[0], middle)
            _arrow(c, middle, component_id)
        c.place, c.anchor = "", None
        return
    if c.anchor is None:
        c.anchor = [component_id]
        placed = [one for one in c.subject or c.last if one != component_id]
        if placed:
            _beside(c, placed, c.anchor)
            c.place, c.anchor = "", None
        return
    _beside(c, [component_id], c.anchor)
    c.subject, c.place, c.anchor = [component_id], "", None


def _beside(c: Clause, placed: list[str], anchor: list[str]) -> None:
    """`placed` stands before or after `anchor`; what came to the anchor from a client now comes to what is before."""
    for one in placed:
        for other in anchor:
            component = c.sketch.components.get(one)
            if one == other or (component and component.role == "client"):
                continue
            if c.place == "after":
                _arrow(c, other, one)
                continue
            for source, target in [key for key in c.sketch.connections if key[1] == other and key[0] != one]:
                component = c.sketch.components.get(source)
                if component and component.role == "client":
                    label = c.sketch.connections.pop((source, target)).label
                    c.sketch.connect(source, one, label, span_of(c))
            _arrow(c, one, other)


def _corrected(c: Clause, item: Item) -> bool:
    """Drop, instead of, replace: True where the part was dealt with."""
    pending, c.pending = c.pending, ""
    found = c.sketch.find(item.identity) if item.identity else None
    if pending == "drop":
        if found and not c.denied and not c.subject:
            c.sketch.drop(found)
            c.pending = "drop"
            return True
        return False
    if pending == "replace":
        c.old = found
        return found is not None
    if found and c.last and found != c.last[0]:
        c.sketch.become(found, c.last[0])
    elif found:
        c.old = found
    return True


def _denied(c: Clause, item: Item) -> None:
    """ "we don't need the cache after all" takes a drawn cache away; other denials only say what is not there."""
    if item.identity and _AFTER_ALL.search(c.text) and (found := c.sketch.find(item.identity)):
        c.sketch.drop(found)


def _component(c: Clause, item: Item, following: Item | None) -> str | None:
    """The part as a component: found again, or new where the sentence introduces it."""
    if item.identity is None:
        return None
    takes_over = following is not None and following.kind == "instead"
    if c.sketch.find(item.identity) is None and not (takes_over or _introduced(c, item)):
        return None
    name = c.text[item.start - c.offset : item.end - c.offset]
    return c.sketch.add(item.words, name, item.identity)


_NOT_A_PART = re.compile(r"\b(?:which|what|per|whose)\s+$", re.IGNORECASE)  # "which host may be asked", "one per host"


def _introduced(c: Clause, item: Item) -> bool:
    if not item.identity or not (item.identity.known or item.strong):
        return False
    before = c.text[: item.start - c.offset]
    if c.old:
        return True
    if not item.strong and _NOT_A_PART.search(before[-12:]):
        return False
    if not c.drawn and _opens(c, item):
        return True
    if c.drawn:
        return item.strong and bool(_ADDS.search(before[-80:]))
    if item.strong or c.place or c.chain or c.source:
        return True
    acting = c.subject or (len(item.words) > 1 and _implied(c))
    if c.verb and acting and item.start - c.verb.end <= NEAR:
        return True
    return _acts(c, item)


def _acts(c: Clause, item: Item) -> bool:
    """A weak name counts when it does something: "the phone sends …", "users connect …"."""
    after = c.sketch.lexicon.words(c.text[item.end - c.offset : item.end - c.offset + 60])[:2]
    persons = {"i", "we", "you", "they"}
    return any(w.word in c.sketch.lexicon.verbs for w in after) and not any(w.word in persons for w in after)


def _opens(c: Clause, item: Item) -> bool:
    """ "Edge collectors (behind a balancer) append …", "Desktop app watches …": who a sentence begins with acts in it."""
    if item.identity is None or item.identity.role is None or c.verb or c.fresh or c.place or len(item.words) < 2:
        return False
    return not _BEFORE_NAME.sub("", c.text[: item.start - c.offset].lower()).strip()


_BEFORE_NAME = re.compile(r"\b(?:the|a|an|our|every|each|some|several|then|and|so|\d+\.)\b|[\W_]+")


def _implied(c: Clause) -> list[str]:
    """Who acts where the sentence names nobody: "messages are stored in Cassandra" after "the chat server takes it"."""
    return (c.talk.actor or c.talk.sender) if c.verb and not c.drawn else []


def _connect(c: Clause, subjects: list[str], target: str, item: Item) -> None:
    if c.drawn and not (c.refused or c.direct or c.old) and not _is_plain_saying(c, item):
        return
    label = label_of(c, item) or told_after(c, item) or moved(c)
    for subject in subjects:
        source, end = (target, subject) if _reversed(c, target) else (subject, target)
        label = label or passed_on(c, source, item)
        if c.direct and c.refused:
            c.sketch.straight(source, end)
        c.sketch.connect(source, end, label, span_of(c))
        c.links.append((source, end))
    c.told = True


def _is_plain_saying(c: Clause, item: Item) -> bool:
    """ "the fan-out also writes to Elasticsearch": who acts, the verb and the object stand close together."""
    if c.verb is None or c.links:
        return c.verb is not None
    return 0 <= c.verb.start - c.subject_end <= NEAR and item.start - c.verb.end <= NEAR


def _reversed(c: Clause, target: str) -> bool:
    """Whether the thing flows from the object to the subject: "consumes from Kafka", "is fed by the workers"."""
    if c.verb is None:
        return False
    word = c.verb.words[0].word
    kind = c.sketch.lexicon.verbs.get(word, "to")
    role = c.sketch.components[target].role
    if kind == "from":
        return role == "queue" or c.flip or bool(_OUT_OF.search(c.text[c.verb.end - c.offset :][:40]))
    if kind == "ask" and role == "queue":
        return True
    return c.flip and kind == "to"


def _rerouted(c: Clause, middle: str) -> None:
    """ "talks to the server through a load balancer": the last arrow goes by way of what is named now."""
    source, target = c.links[-1]
    if middle in (source, target):
        return
    old = c.sketch.connections.pop((source, target), None)
    c.sketch.connect(source, middle, old.label if old else None, span_of(c))
    c.sketch.connect(middle, target, old.label if old else None, span_of(c))
    c.links[-1:] = [(source, middle), (middle, target)]


def _arrow(c: Clause, source: str, target: str) -> None:
    c.sketch.connect(source, target, None, span_of(c))
    c.links.append((source, target))


def _finish(c: Clause) -> None:
    """Keep in mind what the next sentence may call "it", and place what still waits ("with nginx in front")."""
    if c.place and c.anchor and len(c.fresh) > 1:
        _beside(c, [c.fresh[-1]], [c.fresh[-2]])
    c.talk.last = c.last or c.talk.last
    c.talk.sender = [source for source, _ in c.links[:1]] or c.talk.sender
    ends = [target for _, target in c.links[-1:]]
    for group in (ends, c.subject, c.last):
        acting = [one for one in group if (k := c.sketch.components.get(one)) and k.role not in _RESTING]
        if acting:
            c.talk.actor = acting
            return
