"""What a person does with a drill: takes one, sees it, answers it by form or by message, improves, shares."""

from bot.drills import commands as do
from bot.drills import events as e
from bot.drills.decide.kit import Kit, Prepared
from bot.drills.decide.opening import open_round
from bot.drills.decide.organising import known_round
from bot.drills.exercise import Exercise
from bot.drills.marking import Marking
from bot.drills.marking.design import without_words
from bot.drills.state import Drilling, Round
from bot.drills.timers import DAY
from bot.record import Refused, Written


def take(state: Drilling, command: do.TakeDrill, kit: Kit) -> list[e.Event]:
    """One for oneself; who takes another has done with the one before."""
    over: list[e.Event] = []
    for round_ in state.open_rounds:
        over += [e.RoundClosed(at=command.now, round=round_.id), e.RoundRevealed(at=command.now, round=round_.id)]
    fresh = open_round(
        state, command.now, kit, command.kind, command.seed, by=command.user, person=command.user,
        scenario=command.scenario, due=command.due,
    )  # fmt: skip
    return [*over, fresh]


def see(state: Drilling, command: do.SeeDrill, kit: Kit) -> list[e.Event]:
    """The clock of a sprint runs from here, until it is answered: looking again does not set it back."""
    round_ = allowed(state, command.round, command.user, command.now, kit)
    entry, seen = round_.entries.get(command.user), round_.seen.get(command.user)
    if seen is not None and (entry is None or entry.latest.at < seen):
        return []
    return [e.DrillSeen(at=command.now, round=round_.id, person=command.user)]


def directly(state: Drilling, command: do.AnswerDirectly, kit: Kit) -> list[e.Event]:
    round_ = allowed(state, command.round, command.user, command.now, kit)
    if round_.status != "open":
        raise Refused("drills.refused.form_only")
    seen = see(state, do.SeeDrill(now=command.now, user=command.user, round=command.round), kit)
    return [*seen, e.DirectAsked(at=command.now, round=round_.id, person=command.user)]


def stop(state: Drilling, command: do.StopDirect) -> list[e.Event]:
    round_ = known_round(state, command.round)
    if command.user not in round_.direct:
        return []
    return [e.DirectEnded(at=command.now, round=round_.id, person=command.user)]


def answer(
    state: Drilling, command: do.AnswerDrill, prepared: Prepared | None, kit: Kit
) -> tuple[list[e.Event], list[Written]]:
    """Marked in `prepare`; here it is counted and kept. Raises Refused with an error for each field that cannot be."""
    round_ = allowed(state, command.round, command.user, command.now, kit)
    if prepared is None or prepared.marking is None:
        problems = prepared.problems if prepared else ()
        fields = {problem.at: f"drills.problem.{problem.words}" for problem in problems}
        raise Refused("drills.refused.fields", fields, details={p.at: dict(p.args) for p in problems})
    before = round_.entries.get(command.user)
    number = before.attempts + 1 if before else 1
    counted = round_.open and command.now <= round_.closes
    kept = {name: text for name, text in command.answer.items() if name in round_.exercise.fields and text.strip()}
    texts = {name: f"{round_.id}:{command.user}:{number}:{name}" for name in kept}
    written = [Written(texts[name], command.user, text) for name, text in kept.items()]
    event = e.DrillAnswered(
        at=command.now, round=round_.id, person=command.user, attempt=number, texts=texts, marking=kept_marking(round_.exercise, prepared.marking),
        counted=counted, direct=command.direct, took=prepared.took,
    )  # fmt: skip
    events: list[e.Event] = [event]
    if state.private and prepared.marking.score >= 1 - 1e-9 and round_.open:
        events += [e.RoundClosed(at=command.now, round=round_.id), e.RoundRevealed(at=command.now, round=round_.id)]
    return events, written


def kept_marking(exercise: Exercise, marking: Marking) -> Marking:
    """The marking as the event keeps it: with nothing in it that the person wrote."""
    return without_words(marking) if exercise.kind == "design" else marking


def notice(state: Drilling, command: do.NoticeInThread) -> list[e.Event]:
    """Somebody wrote in the thread of an open drill: told once, kindly, and only they."""
    round_ = next((each for each in state.open_rounds if each.ts == command.thread), None)
    if round_ is None or command.user in round_.noticed:
        return []
    return [e.OpenAnswerNoticed(at=command.now, round=round_.id, person=command.user)]


def share(state: Drilling, command: do.ShareResult) -> list[e.Event]:
    round_ = known_round(state, command.round)
    entry = round_.entries.get(command.user)
    if entry is None:
        raise Refused("drills.refused.nothing_to_share")
    if round_.open:
        raise Refused("drills.refused.share_later")
    if entry.shared or state.private:
        return []
    return [e.ResultShared(at=command.now, round=round_.id, person=command.user)]


def allowed(state: Drilling, round_id: str, user: str, now: float, kit: Kit) -> Round:
    """The drill, if this person may still answer it."""
    round_ = known_round(state, round_id)
    if round_.person and round_.person != user:
        raise Refused("drills.refused.not_yours")
    if now > round_.closes + kit.rules.late_days * DAY / kit.speed:
        raise Refused("drills.refused.too_late", days=kit.rules.late_days)
    return round_
