"""What people and the bot made of one interview, side by side, and how the interviewers conducted it.

Levels are 0 to 3 by phase. The bot's are its scores on that scale (`bot_levels` of rubrics/lexicon/peers.yaml)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.dialogue.mind import Mind
from bot.interview.clock import planned_seconds
from bot.interview.peering.levels import bot_levels
from bot.interview.peering.scorecards import missing, role_of
from bot.interview.peering.state import Reign
from bot.interview.state import Interview
from bot.peers import Conduct, Spoken, agreement, gaps, measured
from bot.peers.agreement import Agreement, Gap
from bot.peers.conduct import HeldPhase, Question, ToldFact

History = Mapping[str, Sequence[Mapping[str, Any]]]
"""person → their rows of bot/interview/peering/levels.py"""
KEPT = 1.2  # of its planned time a phase may take and still count as kept
BOT = "bot"


@dataclass(frozen=True, slots=True)
class Judge:
    """`role`: peer, self, observer or bot; `user` is "" for the bot."""

    role: str
    user: str
    levels: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Said:
    """Words of one judge on one phase."""

    role: str
    user: str
    phase: str
    words: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """How a person and the bot agree over all interviews that the person scored as the interviewer."""

    user: str
    interviews: int
    phases: tuple[Agreement, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """`phases`: id → title of those that were held. `absent`: whose scorecard is not in."""

    phases: Mapping[str, str]
    judges: tuple[Judge, ...]
    absent: tuple[str, ...]
    gaps: tuple[Gap, ...]
    comments: tuple[Said, ...]
    notes: tuple[Said, ...]
    conducts: tuple[tuple[str, Conduct], ...]
    agreed: tuple[Agreed, ...] = ()
    questions: Mapping[str, str] = field(default_factory=dict)
    least_pairs: int = 0

    def judge(self, user: str) -> Judge | None:
        return next((judge for judge in self.judges if (judge.user or BOT) == user), None)


def side_by_side(interview: Interview, texts: Mapping[str, str], mind: Mind, history: History) -> SideBySide:
    """Everything that is shown. `history`: person → their rows of bot/interview/peering/levels.py, this interview's among them."""
    rules = mind.lexicon["peers"]
    plan = interview.setup.plan
    phases = {run.id: plan.phase(run.id).title for run in interview.runs}
    judges = _judges(interview, rules["bot_levels"])
    by_judge = {judge.user or BOT: judge.levels for judge in judges}
    return SideBySide(
        phases=phases,
        judges=judges,
        absent=tuple(user for user in missing(interview)),
        gaps=gaps(by_judge, tuple(phases), rules["scorecards"]["gap"]),
        comments=tuple(
            Said(role_of(interview, each.user), each.user, each.phase, texts.get(each.text_id, ""))
            for each in interview.peering.comments
        ),
        notes=tuple(_notes(interview, texts, judges, phases)),
        conducts=tuple((user, conduct_of(interview, texts, user, mind)) for user in interview.peering.people),
        agreed=tuple(_agreed(user, rows, tuple(phases), rules["conduct"]) for user, rows in history.items() if rows),
        least_pairs=rules["conduct"]["least_pairs"],
        questions={fact.id: fact.question for fact in _scenario(interview, mind).facts},
    )


def _scenario(interview: Interview, mind: Mind) -> Any:
    setup = interview.setup
    return mind.scenario(setup.scenario, setup.seed if setup.vary else None)


def _judges(interview: Interview, bounds: Sequence[float]) -> tuple[Judge, ...]:
    """Interviewers, the candidate, the bot, then observers in the order in which they handed in."""
    order = {"peer": 0, "self": 1, BOT: 2, "observer": 3}
    cards = sorted(
        (card for card in interview.peering.scorecards.values() if card.submitted_at is not None),
        key=lambda card: (card.submitted_at or 0.0, card.user),
    )
    judges = [Judge(role_of(interview, card.user), card.user, dict(card.levels)) for card in cards]
    if levels := bot_levels(interview, bounds):
        judges.append(Judge(BOT, "", levels))
    return tuple(sorted(judges, key=lambda judge: order[judge.role]))


def _notes(
    interview: Interview, texts: Mapping[str, str], judges: Iterable[Judge], phases: Mapping[str, str]
) -> Iterable[Said]:
    for judge in judges:
        ids = interview.peering.scored(judge.user).notes if judge.user else {}
        for phase in phases:
            if words := texts.get(ids.get(phase, ""), "").strip():
                yield Said(judge.role, judge.user, phase, words)


def _agreed(user: str, rows: Sequence[Mapping[str, Any]], phases: Sequence[str], rules: Mapping[str, Any]) -> Agreed:
    pairs = [
        {phase: (level, row["bot"][phase]) for phase, level in row["levels"].items() if phase in row["bot"]}
        for row in rows
    ]
    return Agreed(user, len(rows), agreement(pairs, phases, rules["least_pairs"], rules["kappa"]))


def conduct_of(interview: Interview, texts: Mapping[str, str], user: str, mind: Mind) -> Conduct:
    """How one person interviewed, while it was they who did."""
    peering = interview.peering
    reigns = [reign for reign in peering.reigns if reign.user == user]

    def theirs(order: int) -> bool:
        return any(reign.holds(order) for reign in reigns)

    heard = [each for each in peering.overheard if theirs(each.order)]
    posted = [each for each in peering.posted if theirs(each.order)]
    candidate = [
        Spoken(False, len(texts.get(message.text_id, "").split()))
        for message in interview.standing
        if theirs(message.order)
    ]
    told = [(each.order, fact) for each in heard for fact in each.facts]
    told += [(each.order, each.id) for each in posted if each.what == "fact"]
    share = mind.lexicon["peers"]["conduct"]["fine_share"]
    return measured(
        [*candidate, *(Spoken(True, each.words) for each in heard), *(Spoken(True, each.words) for each in posted)],
        [ToldFact(fact, _asked_before(interview, fact, order)) for order, fact in sorted(told)],
        [leak for each in heard for leak in each.leaks],
        [
            *(Question(each.at, suggested=False) for each in heard if each.asks),
            *(Question(each.at, suggested=True) for each in posted if each.what == "probe"),
        ],
        sum(each.what == "hint" for each in posted),
        list(_phases(interview, reigns)),
        (share[0], share[1]),
    )


def _asked_before(interview: Interview, fact: str, order: int) -> bool:
    """Whether the candidate had asked for a fact before it was told."""
    for read in interview.reads:
        asked = fact in read.reading.asked_facts or fact in read.reading.offered_facts
        if asked and interview.messages[read.messages[0]].order < order:
            return True
    return False


def _phases(interview: Interview, reigns: Sequence[Reign]) -> Iterable[HeldPhase]:
    """The phases that ended while this person interviewed, with the time that they should have taken at most."""
    for run in interview.runs:
        end = run.end
        if end is None or not any(r.since_at < end and (r.until_at is None or end <= r.until_at) for r in reigns):
            continue
        took = end - run.start
        limit = KEPT * planned_seconds(interview.setup.plan, run.id, run.start)
        yield HeldPhase(run.id, took, min(limit, took - 1) if run.reason == "time" else limit)
