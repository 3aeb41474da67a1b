"""Messages as they come, are changed and are taken back. Only the people of the interview are heard."""

from bot.interview import commands as do
from bot.interview import events as e
from bot.interview.prepare import Prepared
from bot.interview.state import Interview
from bot.record import Decided, Written


def hear(interview: Interview, command: do.HearMessage) -> Decided:
    """Observers are not heard, nor is anybody once it is over; the same message twice is one."""
    setup = interview.setup
    if not interview.live or command.user not in setup.participants or interview.message(command.ts) is not None:
        return Decided([])
    readable = [file for file in command.files if file.text is not None]
    written = [Written(command.text_id, command.user, command.text)]
    written += [Written(f"{command.text_id}:{n}", command.user, file.text or "") for n, file in enumerate(readable)]
    event = e.MessageHeard(
        at=command.now,
        ts=command.ts,
        text_id=command.text_id,
        who="candidate" if command.user == setup.candidate else "interviewer",
        thread=command.thread,
        asks=command.text.rstrip().endswith("?"),
        file_ids=tuple(f"{command.text_id}:{n}" for n in range(len(readable))),
        unreadable_files=len(command.files) - len(readable),
    )
    return Decided([event], written)


def edit(interview: Interview, command: do.EditMessage, prepared: Prepared | None) -> Decided:
    """What is scored is what stands now; a turn that was answered already is read anew, not answered again."""
    message = interview.message(command.ts)
    if message is None or command.user not in interview.setup.participants:
        return Decided([])
    events: list[e.Event] = [e.MessageEdited(at=command.now, ts=command.ts, text_id=message.text_id)]
    return Decided(events + _reread(command.now, prepared), [Written(message.text_id, command.user, command.text)])


def delete(interview: Interview, command: do.DeleteMessage, prepared: Prepared | None) -> list[e.Event]:
    message = interview.message(command.ts)
    if message is None or message.deleted:
        return []
    return [e.MessageDeleted(at=command.now, ts=command.ts), *_reread(command.now, prepared)]


def _reread(at: float, prepared: Prepared | None) -> list[e.Event]:
    if prepared is None:
        return []
    return [e.TurnReread(at=at, messages=prepared.messages, reading=prepared.reading)]
