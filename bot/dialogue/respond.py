"""What the interviewer says to a turn, to a silence and to a request. Short, one question at a time, often nothing."""

from dataclasses import dataclass, field

from bot.dialogue import answering, coaching, designing, estimating, probing
from bot.dialogue.hinting import hint
from bot.dialogue.reading import draws
from bot.dialogue.relevance import ASKED_AGAIN
from bot.dialogue.reply import Part, Probing, Reply
from bot.dialogue.situation import Heard, Situation
from bot.dialogue.turnread import TurnReading

FOLLOWUPS = 3  # of an interview, each in other words
SLIP_WORDS = ("interview.slip.", "estimation.hints.")
FIRST_PARTS = 4  # sentences of one message, at most; more is a lecture


@dataclass(slots=True)
class Speech:
    """A reply that is being put together; it takes one question and no more."""

    parts: list[Part] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    probe: Probing | None = None
    moves: str = ""

    @property
    def asks(self) -> bool:
        return any(part.asks for part in self.parts)

    def add(self, part: Part | None, notice: str = "") -> bool:
        """Whether it was taken: a second question is not, nor more than a few sentences."""
        if part is None or (part.asks and self.asks) or len(self.parts) >= FIRST_PARTS:
            return False
        self.parts.append(part)
        if notice:
            self.notices.append(notice)
        return True

    def ask(self, found: tuple[Probing, Part] | None) -> None:
        if found is not None and self.add(found[1]):
            self.probe = found[0]


def respond(situation: Situation, reading: TurnReading, messages: tuple[Heard, ...]) -> Reply:
    """The reply to a turn. `situation` stands after the turn: its reads end with `reading`."""
    if "hint" in reading.intents and reading.words <= coaching.CHAT:
        return hint(situation)
    speech = Speech()
    turn = messages[-1].index if messages else 0
    for part, notice in coaching.remark_parts(situation, reading):
        speech.add(part, notice)
    talk = coaching.talk_part(situation, reading)
    speech.add(talk, "digression" if talk is not None and talk.words == "interview.conduct.digression" else "")
    for part in answering.answer_parts(situation, reading):
        speech.add(part)
    speech.add(answering.contradiction(situation, reading))
    _numbers(situation, reading, speech)
    if not speech.parts:
        speech.add(coaching.confirm_part(situation, reading) or coaching.returned_part(reading))
    design = _design(situation, reading, messages, speech)
    _move(situation, reading, speech)
    if not speech.moves and not speech.asks:
        speech.ask(_again(situation, reading) or _pushback(situation, reading) or _half_answered(situation, reading))
    if not speech.moves and _may_ask(situation, reading, messages, speech):
        speech.ask(probing.next_question(situation))
    return Reply(
        parts=tuple(speech.parts),
        probe=speech.probe,
        facts=answering.entries_for(situation, reading.asked_facts, turn),
        offered=_offered(speech),
        notices=tuple(speech.notices),
        curveball=_curveball(speech.probe),
        design=design,
        moves=speech.moves,
    )


def _pushback(situation: Situation, reading: TurnReading) -> tuple[Probing, Part] | None:
    """A design that is argued by fashion or habit is asked, once, what calls for it; decisions have their own."""
    for habit in ("fashion", "familiar"):
        probe = f"design:{habit}"
        judged = situation.phase == "design" and "hld.justified" in situation.rubric.criteria
        if judged and habit in reading.intents and probe not in situation.asked:
            return Probing(probe, "hld.justified"), Part(f"interview.design.{habit}", {}, asks=True)
    return None


def _again(situation: Situation, reading: TurnReading) -> tuple[Probing, Part] | None:
    """The question once more, where the answer was about something else."""
    if "elsewhere" not in reading.remarks or not situation.open_probe:
        return None
    kind, _, area = situation.open_probe.partition(":")
    again = Part("interview.again.decide", {"area": area}) if kind == "decide" else Part("interview.again.other")
    found = Probing(f"{ASKED_AGAIN}{situation.open_probe}", situation.open_criterion)
    return found, Part(again.words, again.args, asks=True)


def _half_answered(situation: Situation, reading: TurnReading) -> tuple[Probing, Part] | None:
    """A short answer in which nothing of what was asked for can be seen is followed up once, but for mid-level."""
    criterion, probe = situation.answered_criterion, f"followup:{reading.answers}"
    manners = situation.mind.manners
    told = criterion in manners.evidence or any(criterion in names for names in manners.watched.values())
    tells = told and criterion not in situation.seen
    if not (reading.answers and tells) or situation.phase not in ("design", "patterns") or situation.level == "mid":
        return None
    if reading.asks or reading.words > manners.half_answer or {"unknown", "agree"} & set(reading.intents):
        return None
    if probe in situation.asked or reading.answers.startswith(("followup:", ASKED_AGAIN)):
        return None
    before = sum(asked.startswith("followup:") for asked in situation.asked)
    if before >= FOLLOWUPS:
        return None
    return Probing(probe, criterion), Part(f"interview.followup.f{before + 1}", {}, asks=True)


def _numbers(situation: Situation, reading: TurnReading, speech: Speech) -> None:
    told = bool(reading.contradicts)  # then the slip follows from what was just pointed out
    slip = None if told else estimating.slip_part(situation, reading, inherited=not reading.moves)
    if slip is not None:
        speech.add(*slip)
    elif (beyond := estimating.break_part(situation, reading)) is not None:
        speech.add(*beyond)
    elif not speech.add(estimating.found_part(situation, reading)):
        speech.add(_insisted(situation, reading), "insisted")


def _insisted(situation: Situation, reading: TurnReading) -> Part | None:
    """Somebody who stands by a number that is off is asked, once, to write the step out."""
    last = situation.last_question
    off = last is not None and last.words.startswith(SLIP_WORDS) and not reading.estimates
    if off and "insist" in reading.intents and "insisted" not in situation.noticed:
        return Part("interview.slip_insisted", {}, asks=True)
    return None


def _design(
    situation: Situation, reading: TurnReading, messages: tuple[Heard, ...], speech: Speech
) -> dict[str, object] | None:
    if reading.drawn is None:
        return None
    graph = designing.picture(situation, messages)
    if graph is None:
        return None
    again = situation.pictured > 0
    speech.add(Part("interview.design.picture_again" if again else "interview.design.picture"))
    return graph


def _move(situation: Situation, reading: TurnReading, speech: Speech) -> None:
    """The candidate's words end a phase; out of requirements only after the summary was asked for once."""
    was_open = reading.answers
    agrees = "agree" in reading.intents and reading.words <= coaching.CHAT
    wants = reading.moves or ("next" if was_open.startswith("next:") and agrees else "")
    if "finished" in reading.intents and reading.words <= 2 * coaching.CHAT and not reading.estimates:
        wants = wants or "next"
    if not situation.next_phase and (was_open == probing.ANYTHING or wants):
        speech.moves = "end"
        return
    if was_open == "summary" and not reading.asks:
        wants = wants or "next"
    if reading.back and "back" not in situation.noticed:
        speech.add(Part("interview.conduct.back", {"phase": reading.back}), "back")
    if not wants or speech.asks:
        return
    if situation.phase == "requirements" and (hold := held_back(situation)) is not None:
        speech.ask(hold)
        return
    if situation.phase == "requirements" and unasked_qualities(situation) and not speech.parts:
        speech.add(Part("interview.conduct.nonfunctional"), "nonfunctional")
    speech.moves = situation.next_phase or "end"


def held_back(situation: Situation) -> tuple[Probing, Part] | None:
    """What is asked for once before requirements are let go: the summary."""
    if "summary" in situation.asked or "req.summary" in situation.seen:
        return None
    if "req.summary" not in situation.rubric.criteria:
        return None
    return Probing("summary", "req.summary"), Part("interview.summary", {}, asks=True)


def unasked_qualities(situation: Situation) -> bool:
    """Whether the candidate leaves the requirements without having asked how well any of it must be done."""
    known = _has_category(situation, "nonfunctional") and "nonfunctional" not in situation.noticed
    return known and "nonfunctional" not in situation.asked_categories


def _has_category(situation: Situation, category: str) -> bool:
    return any(fact.category == category for fact in situation.scenario.facts)


def _may_ask(situation: Situation, reading: TurnReading, messages: tuple[Heard, ...], speech: Speech) -> bool:
    """Whether this turn calls for a question of ours at once; if not, a longer quiet may bring one."""
    if speech.asks or reading.asks or {"wait", "repeat", "time_left", "hint"} & set(reading.intents):
        return False
    if any(notice.startswith(("slip:", "breaks:")) for notice in speech.notices):
        return False  # first they look for it
    answered = bool(reading.answers)
    match situation.phase:
        case "requirements":
            return "everything" in reading.remarks
        case "estimation":
            answered = answered or any(_of_a_slip(part) for part in (situation.last_question, *speech.parts))
            return answered or len(reading.estimates) >= situation.mind.manners.flowing_results
        case "design":
            drawn = any(draws(piece) for each in messages for piece in each.pieces)
            if not situation.rubric.draws:
                return answered or bool(reading.seen)
            return drawn or (answered and reading.drawn is None)  # who builds it up in words is let finish
        case "decisions":
            return answered or bool(reading.decided)
    return answered


def _of_a_slip(part: Part | None) -> bool:
    """Whether a question was about a slip, or a word that it has been put right: the next question may follow."""
    return part is not None and part.words.startswith((*SLIP_WORDS, "interview.slip_found"))


def _offered(speech: Speech) -> tuple[str, ...]:
    return tuple(
        choice["fact"]
        for part in speech.parts
        if part.words in ("interview.offer", "interview.offer_too")
        for choice in part.args["choices"]
    )


def _curveball(probe: Probing | None) -> str:
    return probe.probe.removeprefix("curveball:") if probe and probe.probe.startswith("curveball:") else ""


def after_lull(situation: Situation) -> Reply:
    """A short quiet after a turn that needed no answer: the next question, if none of ours stands open."""
    if situation.open_probe:
        return Reply()
    return _asking(probing.next_question(situation))


def nudge(situation: Situation) -> Reply:
    """A long silence: the next question if none is open, else a word that there is no hurry."""
    found = None if situation.open_probe else probing.next_question(situation)
    if found is not None:
        return _asking(found)
    return Reply((Part("interview.nudge.open" if situation.open_probe else "interview.nudge.quiet"),))


def _asking(found: tuple[Probing, Part] | None) -> Reply:
    if found is None:
        return Reply()
    return Reply((found[1],), probe=found[0], curveball=_curveball(found[0]))
