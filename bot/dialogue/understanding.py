"""A finished turn, read: what it asks, states, computes, draws and decides. Pure and linear in the turn's length."""

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.dialogue import reading
from bot.dialogue.figures import Figures, read_figures
from bot.dialogue.manners import Manners
from bot.dialogue.phrases import normal
from bot.dialogue.relevance import elsewhere
from bot.dialogue.showing import DONE, levels
from bot.dialogue.situation import Heard, Situation
from bot.dialogue.turnread import Drawn, TurnReading
from bot.language import Match, act_of
from bot.text import Span, plain

LATE_ARROWS = 3  # new arrows that make a drawing where no drawing is expected
HEADING = 5  # words; so short a sentence that names a later phase is its heading
LONG = 60  # words; a turn that long may hold several decisions
SHORT = 14  # words; somebody who moves on says so in few
TELEGRAM = 9  # words; a statement no longer than this may be a question in short ("daily users and message size")
MAY_BE_NONE = ("cache", "queue")
GREETED = 6  # words; a longer sentence that greets asks something as well
SCRAP = 3  # words; so short a piece of a longer question asks nothing of its own
# a short sentence that begins so asks, without a question mark too; "how it works: …" and "what we need is …" tell
_OUTRIGHT = re.compile(
    r"(?:(?:and|so|ok|okay|also|hm+|well)[, ]{1,2}){0,2}"
    r"(?:(?:what|which|how|where|when|who)\b[^:\n]{0,40}?\b(?:is|are|do|does|should|can|could|must|may) "
    r"(?:there|we|i|it|they|the|an?|one|users?|clients?)\b|(?:is|are|do|does|should|can|could|must|may) (?:there|we|i|it|they)\b)",
    re.I,
)
# `?limit=50` of an address, and `alias?` of a contract's optional field, ask nothing
_NO_QUESTION = re.compile(r"\?(?=[\w{]{1,40}=)|(?<=\w)\?(?=\s{0,3}[,:}\]])")
_POINT = re.compile(r"^[ \t]*(?:[-*•]|\d{1,2}[.)]|(?:in|out)\b[^\n:]{0,20}:)", re.M | re.I)
_FIGURE = re.compile(
    r"\b\d[\d.,]{0,15} ?(?:[kmbKMBGTP]{1,2}\b|/ ?s\b|ms\b|%|x\b|million\b|billion\b|thousand\b)"
    r"|\b\d[\d.,]{1,15} [a-z]{3,}"
)
PROVED_BY = {"requirement": "dec.requirement", "options": "dec.options", "price": "dec.tradeoff"}
ABOUT_THE_TALK = frozenset(
    (
        "confirm", "repeat", "time_left", "scoring", "form", "who", "instructs", "solution", "yours", "greeting", "wait",
        "back", "hint", "digression", "edited", "ask_to_move",
    )
)  # fmt: skip


def read_turn(situation: Situation, messages: Sequence[Heard]) -> TurnReading:
    """What the messages of one turn say together. Never raises on any text."""
    manners = situation.mind.manners
    whole = "\n".join(plain(heard.text[: reading.LONGEST]).text for heard in messages)
    prose = "\n".join(_prose(heard.text[: reading.LONGEST]) for heard in messages)
    parts = reading.sentences(prose)
    intents = _intents(prose, manners)
    back_said = _said_back(parts, intents)
    if back_said:
        intents = tuple(dict.fromkeys((*intents, "confirm", "summary")))
    found = situation.mind.facts(situation.scenario).match(prose)
    figures = read_figures(situation, messages)
    drawn = _drawn(situation, messages)
    moves, back = _moves(situation, parts)
    early = situation.phase == "requirements"
    asked, offered, unanswered = _questions(found, prose, manners, early=early)
    if not early and situation.open_probe:
        offered = ()  # "fan-out, maybe?" answers the question that stands
    if situation.phase != "requirements" and not (parts and parts[-1].act == "question"):
        unanswered = 0  # a question that the candidate goes on to answer is thinking aloud
    asks = bool(asked or offered or unanswered) or any(part.asks for part in parts)
    words = len(whole.split())
    shown = levels(situation, messages)
    decided = _decided(situation, messages, shown, moves)
    seen = tuple(dict.fromkeys([*_seen(situation, whole, prose), *(k for k, v in shown.items() if v >= DONE)]))
    if back_said and early:
        seen = tuple(dict.fromkeys((*seen, "req.summary")))  # who had it confirmed is not asked to sum it up
    answers = situation.open_probe if _answered(situation, figures, intents, parts, drawn) else ""
    remarks = _remarks(situation, messages, prose, drawn, figures)
    stated = bool(answers) and not figures.estimates and drawn is None and not asks
    if stated and elsewhere(situation, prose, (*seen, *shown), decided, intents):
        answers, remarks = "", (*remarks, "elsewhere")
    return TurnReading(
        intents=intents,
        asks=asks,
        moves=moves,
        back=back,
        asked_facts=asked,
        offered_facts=offered,
        unanswered=unanswered,
        entries=figures.entries,
        estimates=figures.estimates,
        contradicts=figures.contradicts,
        assumed=figures.assumed,
        drawn=drawn,
        decided=decided,
        seen=seen,
        half=tuple(name for name, level in shown.items() if level < DONE),
        answers=answers,
        remarks=remarks,
        words=words,
        reused=figures.reused,
        breaks=figures.breaks,
    )


def _said_back(parts: Sequence[reading.Sentence], intents: Sequence[str]) -> bool:
    """Whether the turn says back what was agreed and asks for assent: "so it is …, kept for ever, right?\""""
    last = parts[-1].text if parts else ""
    told = "summary" in intents or last.count(",") >= 2 or len(last.split()) >= SHORT or _FIGURE.search(last)
    return reading.tagged(last) and bool(told)


def _intents(whole: str, manners: Manners) -> tuple[str, ...]:
    words = normal(whole)
    return tuple(name for name, phrases in manners.intents.items() if phrases.within(words))


def _questions(found: Match, whole: str, manners: Manners, early: bool) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """Facts asked for and offered, and how many questions are about the scenario with no fact to answer them.

    A question about the talk itself ("is it good for you like this?") asks nothing of the sheet, nor does one that is
    hung on a statement ("it is always redis, no?") once the requirements are over. A second reading of a question that
    is answered is left out: who meant it otherwise asks again."""
    about = [manners.intents[name] for name in ABOUT_THE_TALK if name in manners.intents]

    def talk(sentence: str) -> bool:
        words = normal(sentence)
        if len(words.split()) > GREETED:
            return any(phrases.within(words) for phrases in about if phrases is not manners.intents["greeting"])
        return any(phrases.within(words) for phrases in about)

    confirming = manners.intents["confirm"].within(normal(whole))
    summing = manners.intents["summary"].within(normal(whole)) or whole.count(",") >= 2

    def sheet(span: Span) -> bool:
        sentence = _around(whole, span)
        act, words = act_of(sentence), len(sentence.split())
        had = manners.intents["have"].within(normal(sentence))
        stated = act == "statement" and (confirming or had or words > TELEGRAM)  # what is told is not asked for
        if reading.tagged(sentence) and (summing or words >= SHORT):
            return False  # what is said back is confirmed, not answered
        scrap = act != "statement" and len(whole[span.start : span.end].split()) < SCRAP and words > TELEGRAM
        if scrap and act_of(whole[span.start : span.end]) == "statement":
            return False  # "two more: how fresh …": the two words ask nothing by themselves
        outright = "?" in sentence or (
            words <= TELEGRAM and _OUTRIGHT.match(sentence.strip()) is not None and _ends_with(whole, sentence)
        )
        return not talk(sentence) and not stated and (early or (act == "question" and outright))

    sure = [each.span for each in found.evidence if each.fact in found.answered]
    kept = {
        each.fact
        for each in found.evidence
        if sheet(each.span) and (each.fact in found.answered or not any(each.span.overlaps(span) for span in sure))
    }
    answered = tuple(fact for fact in found.answered if fact in kept)
    vague = [_around(whole, each.span) for each in found.evidence if each.fact in found.offered]
    offered = tuple(fact for fact in found.offered if fact in kept)
    if vague and all(len(sentence.split()) < SCRAP or reading.tagged(sentence) for sentence in vague):
        offered = ()  # "happy?", and what only asks for assent
    return (
        answered,
        offered,
        sum(
            1
            for question in found.unanswered
            if not talk(question) and not reading.tagged(question) and (early or len(question.split()) >= SCRAP)
        ),
    )


def _ends_with(whole: str, sentence: str) -> bool:
    """Whether a message ends with this sentence, and it computes and lists nothing: then it may ask without a mark."""
    return whole.rstrip().endswith(sentence.rstrip()) and not re.search(r"[\d:=]", sentence)


def _around(whole: str, span: Span) -> str:
    """The sentence that a span stands in."""
    for sentence in reading.sentences(whole):
        if sentence.start <= span.start < sentence.end:
            return sentence.text
    return whole[span.start : span.end]


def _moves(situation: Situation, parts: Iterable[reading.Sentence]) -> tuple[str, str]:
    """The phase that a short sentence goes on to, and the one it goes back to."""
    manners = situation.mind.manners
    order = [phase.id for phase in situation.rubric.phases]
    here = order.index(situation.phase) if situation.phase in order else 0
    moves = back = ""
    for part in parts:
        words = normal(_lead(part.text))
        length = len(words.split())
        if length > SHORT or reading.draws(part.text):
            continue  # the label of an arrow ("limiter -> log: decisions") announces nothing
        named = [name for name, phrases in manners.phases.items() if phrases.within(words) and name in order]
        later = [name for name in named if order.index(name) > here]
        if manners.intents["back"].within(words) and any(order.index(name) < here for name in named):
            back = next(name for name in named if order.index(name) < here)
        elif (
            later
            and (not part.asks or manners.intents["ask_to_move"].within(words))
            and (manners.intents["move"].within(words) or length <= HEADING)
        ):
            moves = later[0]
        elif manners.intents["move_plain"].within(words):
            moves = moves or "next"
    return moves, back


def _lead(sentence: str) -> str:
    """A short sentence, or the announcement that a long one begins with: "Let's wrap up: the pattern …"."""
    head, colon, _ = sentence.partition(":")
    return head if colon and len(sentence.split()) > SHORT else sentence


def _drawn(situation: Situation, messages: Sequence[Heard]) -> Drawn | None:
    """The design after this turn, if the turn adds to it."""
    if situation.phase != "design" and not any(reading.draws(piece) for heard in messages for piece in heard.pieces):
        return None  # elsewhere a named component is talk, an arrow is a drawing
    lexicon, reasons = situation.mind.components, situation.mind.manners.parts["requirement"]
    texts = (*situation.drawings, *(piece for heard in messages for piece in heard.pieces))
    before, after = reading.design(situation.drawings, lexicon), reading.design(texts, lexicon)
    grown = len(after.components) + len(after.connections) - len(before.components) - len(before.connections)
    if not after.connections or (grown == 0 and before == after) or (not before and len(after.components) < 2):
        return None
    links = len(after.connections) - len(before.connections)
    if situation.phase in ("decisions", "patterns") and links < LATE_ARROWS:
        return None  # "follows → posts → merge" is a sentence there
    told = (*situation.talk, *(piece for heard in messages for piece in heard.pieces))
    return reading.drawn_of(after, told, reasons, situation.scenario.design, lexicon)


def _decided(
    situation: Situation, messages: Sequence[Heard], shown: Mapping[str, int], moves: str
) -> tuple[tuple[str, str], ...]:
    """Areas of technology that the turn talks about, with the parts of a decision that it says. Each message is a
    thought of its own: one on where it runs and one on what is watched are two."""
    if "decisions" not in (situation.phase, moves):
        return ()
    proved = {part for part, criterion in PROVED_BY.items() if shown.get(criterion, 0) >= DONE}
    asked = situation.open_probe.split(":")[1] if situation.open_probe.startswith("decide:") else ""
    found: list[tuple[str, str]] = []
    for heard in messages:
        text = plain(heard.text[: reading.LONGEST]).text
        found += _decided_in(situation, text, asked if not found else "", proved)
    return tuple(dict.fromkeys(found))


def _decided_in(situation: Situation, text: str, asked: str, proved: set[str]) -> list[tuple[str, str]]:
    manners = situation.mind.manners
    words = normal(text)
    areas = [area for area in manners.decision_areas if manners.areas[area].within(words)]
    talked = {area for area, _ in situation.decided}
    areas = sorted(areas, key=lambda area: area in talked)  # what is new is what the turn is about
    if asked and (asked in areas or not areas):
        areas = [asked, *(area for area in areas if area != asked)]
    kept = areas if len(words.split()) > LONG else areas[:1]
    said = {*proved, *(["requirement"] if _FIGURE.search(text) else [])}
    return [(area, part) for area in kept for part in _parts_of(manners, area, words, said)]


def _parts_of(manners: Manners, area: str, words: str, proved: set[str]) -> list[str]:
    """What was said of a decision: that it was named at all, and which of its parts, by cue or `proved` by a rule."""
    said = [part for part in manners.decision_parts if part in proved or manners.parts[part].within(words)]
    if len(manners.named[area].found(words)) > 1 and "options" not in said:
        said.append("options")
    if manners.intents["without"].within(words) and area in MAY_BE_NONE:
        said += [part for part in ("options", "choice") if part not in said]  # one or none: both were weighed
    if manners.named[area].within(words) and "choice" not in said:
        said.append("choice")
    return ["named", *said]


def _seen(situation: Situation, whole: str, prose: str) -> tuple[str, ...]:
    """Criteria of which the turn holds evidence, by cues; those of the last phase not before it is near."""
    manners = situation.mind.manners
    words = normal(whole)
    judged = manners.watched.get(
        situation.phase, ()
    )  # of the last phase the rules alone tell; a cue word is not enough
    found = [
        criterion
        for criterion, groups in manners.evidence.items()
        if not (criterion in judged and criterion.split(".")[0] in manners.late)
        and situation.phase in manners.late.get(criterion.split(".")[0], (situation.phase,))
        and all(group.within(words) for group in groups)
    ]
    if situation.phase == "requirements" and len(words.split()) >= manners.summary_words:
        told = (part for part in reading.sentences(prose) if part.act == "statement")
        found += ["req.summary"] if any(manners.scope.within(normal(part.text)) for part in told) else []
    points = len(_POINT.findall(prose))
    if situation.phase == "requirements" and points >= manners.list_lines and "?" not in prose:
        found.append("req.summary")
    if situation.phase == "design" and points >= manners.list_lines and situation.drawn is not None:
        found.append("hld.justified")
    return tuple(dict.fromkeys(found))


def _prose(text: str) -> str:
    """What is said in a message, as plain text of the same length: code is blanked, for nobody asks anything in it."""
    read = plain(text)
    out = read.text
    for start, end in read.code:
        out = out[:start] + "".join("\n" if char == "\n" else " " for char in out[start:end]) + out[end:]
    return _NO_QUESTION.sub(" ", out)


def _answered(
    situation: Situation,
    figures: Figures,
    intents: tuple[str, ...],
    parts: Sequence[reading.Sentence],
    drawn: Drawn | None,
) -> bool:
    """Whether the turn answers the open probe; being asked to draw is answered by a drawing alone."""
    if situation.open_probe == "design:draw":
        return drawn is not None
    return bool(figures.estimates) or _takes_up(intents, parts, drawn)


def _takes_up(intents: tuple[str, ...], parts: Sequence[reading.Sentence], drawn: Drawn | None) -> bool:
    """Whether a turn answers the question that stands: it states something, or says that it does not know."""
    if "wait" in intents or "repeat" in intents or "hint" in intents:
        return False
    if "unknown" in intents or "agree" in intents or drawn is not None:
        return True
    states = [part for part in parts if not part.asks]
    return bool(states) and sum(len(part.text.split()) for part in states) >= 3


def _remarks(
    situation: Situation, messages: Sequence[Heard], whole: str, drawn: Drawn | None, figures: Figures
) -> tuple[str, ...]:
    manners = situation.mind.manners
    found = []
    files = [piece for heard in messages for piece in heard.pieces]
    if any(reading.broken(piece, situation.mind.components) for piece in files):
        found.append("broken_drawing")
    if any(heard.unreadable for heard in messages):
        found.append("unreadable")
    found += [note for piece in files if (note := reading.unread(piece, situation.mind.components))][:1]
    if _foreign(manners, whole) and drawn is None and not figures.estimates:
        found.append("other_language")
    much = manners.everything
    early = situation.phase == "requirements"
    boxes = len(drawn.components) if drawn else 0
    if early and len(whole) >= much.characters and len(figures.estimates) >= much.results and boxes >= much.components:
        found.append("everything")
    elif early and boxes >= 2 and situation.questions_asked == 0 and "?" not in whole:
        found.append("jumped")
    return tuple(found)


def _foreign(manners: Manners, whole: str) -> bool:
    """Whether it is in another script, or has more of another language's common words than of English ones."""
    letters = [char for char in whole if char.isalpha()]
    if letters and sum(char > "ʯ" for char in letters) > len(letters) / 2:
        return True
    words = [word for word in normal(whole).split() if word.isalpha()]
    if len(words) < manners.language_words or "```" in whole:
        return False
    other = sum(word in manners.foreign for word in words)
    return other >= manners.language_least and other > sum(word in manners.english for word in words)
