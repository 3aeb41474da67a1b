"""Messages: written, edited, deleted. Only the candidate's count (and a peer interviewer's are kept)."""

from bot.dialogue.reply import Part
from bot.interview import commands as do
from bot.interview import events as e
from bot.interview.decide.draft import Draft
from bot.interview.peering.events import InterviewerRead
from bot.interview.peering.prepare import Told
from bot.interview.prepare import Prepared, ends_asking


def hear(draft: Draft, command: do.HearMessage, prepared: Prepared | None = None) -> None:
    """A message of a participant opens a turn or joins the open one; anybody else is not heard."""
    interview = draft.interview
    if not interview.live or command.user not in interview.setup.participants:
        return
    if interview.message(command.ts) is not None:
        return
    readable = tuple(file for file in command.files if file.text is not None)
    ids = tuple(f"{command.text_id}:file{number}" for number, _ in enumerate(readable))
    heard = e.MessageHeard(
        at=draft.now,
        ts=command.ts,
        text_id=command.text_id,
        who="candidate" if command.user == interview.setup.candidate else "interviewer",
        thread=command.thread,
        asks=ends_asking(command.text),
        file_ids=ids,
        unreadable_files=len(command.files) - len(readable),
    )
    draft.add(heard)
    draft.write(command.text_id, command.user, command.text)
    for file_id, file in zip(ids, readable, strict=True):
        draft.write(file_id, command.user, file.text or "")
    if heard.who == "interviewer" and prepared is not None and prepared.told is not None:
        _overheard(draft, heard, prepared.told)
    if interview.status == "paused" and "paused" not in interview.noticed:
        draft.add(e.Noticed(at=draft.now, what="paused"))
        draft.speak(Part("interview.paused_reminder"))


def _overheard(draft: Draft, heard: e.MessageHeard, told: Told) -> None:
    """What a person who interviews told goes into the ledger, as if the bot had said it."""
    index = draft.interview.messages[-1].index
    words = told.heard
    read = InterviewerRead(
        at=draft.now, message=index, facts=words.facts, leaks=words.leaks, asks=heard.asks, words=words.words
    )
    draft.add(read)
    if told.entries:
        draft.add(e.FactsGiven(at=draft.now, entries=told.entries))


def edit(draft: Draft, command: do.EditMessage, prepared: Prepared | None) -> None:
    """The new words count, the old ones no more; nothing is answered anew."""
    message = draft.interview.message(command.ts)
    if message is None or message.deleted or draft.interview.status in ("new", "closed"):
        return  # the report stands on the words as they were when it was made
    if not _wrote(draft, message.who, command.user):
        return
    draft.add(e.MessageEdited(at=draft.now, ts=command.ts, text_id=command.text_id))
    draft.write(command.text_id, command.user, command.text)
    _reread(draft, prepared)


def delete(draft: Draft, command: do.DeleteMessage, prepared: Prepared | None) -> None:
    """What was deleted does not count. Somebody who deletes everything hears once how that is taken."""
    message = draft.interview.message(command.ts)
    if message is None or message.deleted:
        return
    draft.add(e.MessageDeleted(at=draft.now, ts=command.ts))
    _reread(draft, prepared)
    interview = draft.interview
    emptied = interview.status == "live" and not interview.standing and message.who == "candidate"
    if emptied and "emptied" not in interview.noticed and not interview.setup.interviewer:
        draft.add(e.Noticed(at=draft.now, what="emptied"))
        draft.speak(Part("interview.conduct.emptied"))


def _wrote(draft: Draft, who: str, user: str) -> bool:
    setup = draft.interview.setup
    return user == (setup.candidate if who == "candidate" else setup.interviewer)


def _reread(draft: Draft, prepared: Prepared | None) -> None:
    for messages, reading in prepared.rereads if prepared else ():
        draft.add(e.TurnReread(at=draft.now, messages=messages, reading=reading))
