"""A person interviews: taking over, posting, noting, handing back. Only who interviews now is obeyed."""

from bot.dialogue.mind import Mind
from bot.dialogue.reply import Part, Reply
from bot.interview import commands as base
from bot.interview.decide.draft import Draft
from bot.interview.peering import commands as do
from bot.interview.peering import events as e
from bot.interview.peering.prepare import Probed, fact_reply, pending
from bot.interview.situating import situation_of
from bot.record import Refused


def interviewing(draft: Draft, user: str) -> None:
    """Raises Refused unless `user` interviews now and the clock runs."""
    interview = draft.interview
    if not interview.live:
        raise Refused("slack.nothing_live")
    if not user or interview.setup.interviewer != user:
        raise Refused("peers.error.not_interviewer")
    if interview.status == "paused":
        raise Refused("interview.error.paused")


def take_over(draft: Draft, command: do.TakeOver) -> None:
    """The candidate's invitation, or having interviewed before, lets somebody take the bot's place."""
    interview, user = draft.interview, command.user
    if not interview.live:
        raise Refused("slack.nothing_live")
    if user == interview.setup.candidate:
        raise Refused("peers.error.yourself")
    if interview.setup.interviewer == user:
        return
    if interview.by_person:
        raise Refused("peers.error.somebody_interviews", person=interview.setup.interviewer)
    known = user in interview.peering.people and user not in interview.peering.gone
    if not command.invited and not known:
        raise Refused("peers.error.needs_invitation")
    if interview.setup.private or not interview.setup.live:
        raise Refused("peers.error.live_in_a_channel")
    draft.add(e.TookOver(at=draft.now, user=user))
    draft.speak(Part("peers.thread.took_over", {"interviewer": user}))


def hand_back(draft: Draft, command: do.HandBack, mind: Mind) -> None:
    """The interviewer hands back or leaves; a candidate who has waited for long may go on with the bot.

    What the candidate had asked and nobody had answered, the bot answers with its first words."""
    interview = draft.interview
    if not interview.live:
        raise Refused("slack.nothing_live")
    interviewer = interview.setup.interviewer
    if not interviewer:
        return
    if command.user == interview.setup.candidate:
        if not interview.peering.away:
            raise Refused("peers.error.not_away", person=interviewer)
        why = "away"
    elif command.user == interviewer:
        why = "left" if command.leaves else "asked"
    else:
        raise Refused("peers.error.not_interviewer")
    draft.add(e.HandedBack(at=draft.now, user=interviewer, why=why))  # type: ignore[arg-type]
    word = Part(f"peers.thread.handed_back_{why}", {"interviewer": interviewer})
    situation = situation_of(draft.interview, mind, {}, draft.now)
    open_ones = [fact_reply(draft.interview, situation, fact) for fact in pending(draft.interview, sure=True)]
    replies = [reply for reply in open_ones if reply is not None]
    parts = tuple(part for reply in replies for part in reply.parts)
    draft.say(Reply((word, *parts), facts=tuple(entry for reply in replies for entry in reply.facts)))


def post_fact(draft: Draft, command: do.PostFact, mind: Mind) -> None:
    interviewing(draft, command.user)
    situation = situation_of(draft.interview, mind, {}, draft.now)
    reply = fact_reply(draft.interview, situation, command.fact)
    if reply is None:
        raise Refused("peers.error.no_fact", near=[])
    _post(draft, command.user, "fact", command.fact, reply)


def post_probe(draft: Draft, command: do.PostProbe, probed: Probed | None) -> None:
    interviewing(draft, command.user)
    if any(asked.probe == command.probe for asked in draft.interview.asked):
        raise Refused("peers.error.asked_already")
    if probed is None or probed.probing.probe != command.probe:
        raise Refused("peers.error.no_probe")
    ball = command.probe.removeprefix("curveball:") if command.probe.startswith("curveball:") else ""
    _post(draft, command.user, "probe", command.probe, Reply((probed.part,), probe=probed.probing, curveball=ball))


def skip_probe(draft: Draft, command: do.SkipProbe) -> None:
    interviewing(draft, command.user)
    if command.probe and command.probe not in draft.interview.peering.skipped:
        draft.add(e.SuggestionSkipped(at=draft.now, probe=command.probe[:200]))


def post_hint(draft: Draft, command: do.PostHint, hint: Reply | None) -> None:
    interviewing(draft, command.user)
    if hint is None or hint.hint is None:
        raise Refused("peers.error.no_hint")
    _post(draft, command.user, "hint", f"{hint.hint.topic}:{hint.hint.rung}", hint)


def _post(draft: Draft, user: str, what: e.Posting, known_as: str, reply: Reply) -> None:
    """Said in the thread with the interviewer named. Figures in it count as words of theirs, one for each part."""
    words = sum(len(str(value).split()) for part in reply.parts for value in part.args.values())
    draft.add(e.InterviewerPosted(at=draft.now, user=user, what=what, id=known_as, words=max(words, 6)))
    by = Part("peers.thread.posted_by", {"interviewer": user})
    draft.say(
        Reply((by, *reply.parts), probe=reply.probe, facts=reply.facts, hint=reply.hint, curveball=reply.curveball)
    )


def want_hint(draft: Draft, command: base.AskHint) -> None:
    """A candidate's wish for a hint goes to the person who interviews; said in the thread once until they react."""
    if command.user != draft.interview.setup.candidate:
        raise Refused("peers.error.hint_by_whisper")
    if not draft.interview.peering.hint_wanted:
        draft.add(e.HintWanted(at=draft.now))
        draft.speak(Part("peers.thread.hint_wanted", {"interviewer": draft.interview.setup.interviewer}))


def take_note(draft: Draft, command: do.TakeNote, mind: Mind) -> None:
    interview, rules = draft.interview, mind.lexicon["peers"]["scorecards"]
    if not interview.live:
        raise Refused("slack.nothing_live")
    if interview.setup.interviewer != command.user:
        raise Refused("peers.error.not_interviewer")
    if len(interview.peering.notes) >= rules["most_notes"]:
        raise Refused("peers.error.too_many_notes", most=rules["most_notes"])
    note = command.note.strip()[: rules["longest_note"]]
    if not note:
        raise Refused("peers.error.empty_note", {"note": "peers.error.empty_note"})
    draft.write(command.note_id, command.user, note)
    draft.add(e.NoteTaken(at=draft.now, user=command.user, phase=interview.phase, text_id=command.note_id))
